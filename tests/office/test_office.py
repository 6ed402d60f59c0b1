"""The files as an office program opens them: nothing to repair, the same figures, the chart."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from flows.outcome import FileKind, Outcome, SharedText
from flows.results import Results
from flows.scan import Mode
from tests.office.office import converted, pages, words
from tests.support.outcomes import results_from
from tests.support.reports import (
    SIX,
    STATEMENTS,
    an_earlier_scan,
    an_outcome,
    made,
    results_of_six,
)

MEAN_INK = (0x0F, 0x1F, 0x3D)
"""The colour of the mean's line."""
HEAD = 4
RISKY = '=HYPERLINK("http://x";"klik")'
DUTCH_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true"
"""Semicolons, quotes, UTF-8, from the first row on, numbers as the Dutch write them."""


def many(partners: int) -> Results:
    """Partners with long names and all kinds of scores."""
    return results_from(
        {
            f"Organisatie nummer {number} voor techniek en onderwijs in de regio Noordwest": tuple(
                (number * 3 + item * 2) % 5 + 1 if (number + item) % 9 else None
                for item in range(STATEMENTS)
            )
            for number in range(partners)
        }
    )


CASES = {
    "one": results_from({"De Boer": (1, 2, 3, 4, 5, 1, 2)}),
    "six": results_of_six(),
    "protected": results_of_six(Mode.PROTECTED),
    "sixty": many(60),
    "nobody": results_from({}, missing=[*SIX]),
    "unknown": results_from(dict.fromkeys(SIX, (None,) * STATEMENTS)),
}


def written(folder: Path, kind: FileKind, outcome: Outcome) -> Path:
    """The first file of an outcome, under a plain name."""
    file = folder / f"file.{kind.value}"
    file.write_bytes(made(kind, outcome)[0].content)
    return file


def table(file: Path) -> list[Sequence[object]]:
    """The values of the sheet of scores from its heads on."""
    sheet = openpyxl.load_workbook(file, data_only=True)["Cijfers"]
    assert isinstance(sheet, Worksheet)
    return [*sheet.iter_rows(min_row=HEAD, max_row=HEAD + STATEMENTS, values_only=True)]


@pytest.mark.parametrize("case", CASES)
def test_recalculated_figures_are_ours(tmp_path: Path, case: str) -> None:
    """What the formulas come to is what the bot worked out."""
    outcome = an_outcome(CASES[case], before=an_earlier_scan())
    file = written(tmp_path, FileKind.XLSX, outcome)
    again = tmp_path / "again"
    again.mkdir()
    for ours, theirs in zip(table(file), table(converted(file, "xlsx", again)), strict=True):
        for one, other in zip(ours, theirs, strict=False):
            shown = pytest.approx(one) if isinstance(one, float | int) else one
            assert other == shown


@pytest.mark.parametrize("case", ["one", "six", "protected", "sixty"])
def test_the_charts_are_drawn(tmp_path: Path, case: str) -> None:
    """The mean's line is on the radar's page, and the lines over time have theirs."""
    outcome = an_outcome(CASES[case], before=an_earlier_scan())
    pdf = converted(written(tmp_path, FileKind.XLSX, outcome), "pdf", tmp_path)
    inked = [ink(page) for page in pages(pdf)]
    assert max(inked) > 150
    assert "Verloop van de cijfers" in words(pdf)


def ink(page: Path) -> int:
    """Pixels in the colour of the mean."""
    with Image.open(page) as shown:
        colours = shown.convert("RGB").getcolors(shown.width * shown.height) or []
    return sum(int(number) for number, colour in colours if colour == MEAN_INK)


@pytest.mark.parametrize("case", ["six", "protected", "nobody"])
def test_the_report_has_two_or_three_pages(tmp_path: Path, case: str) -> None:
    """In a region of the usual size, with texts that were shared; without figures less."""
    shared = [
        SharedText(item=item, text=f"Dit zien wij elke week op school {number}. " * 3)
        for item in ("denk_aan", "zie_en_ervaar", "cultuur", "inzicht")
        for number in range(6)
    ]
    we = ("vasthouden wat werkt", "wat wij samen bereikten", "hoe het verder gaat")
    outcome = an_outcome(CASES[case], before=an_earlier_scan(), shared=shared, we=we)
    pdf = converted(written(tmp_path, FileKind.DOCX, outcome), "pdf", tmp_path)
    assert len(pages(pdf)) in ({1, 2} if case == "nobody" else {2, 3})
    assert "Zo leest u dit" in words(pdf)


def test_the_data_open_as_a_table(tmp_path: Path) -> None:
    """As Dutch Excel opens them: a number is a number, and no text becomes a formula."""
    results = results_from({RISKY: (1, 2, 3, 4, 5, None, 2), **SIX})
    outcome = replace(an_outcome(results, title=RISKY), region="regio; Noordwest")
    file = written(tmp_path, FileKind.CSV, outcome)
    sheet = openpyxl.load_workbook(converted(file, "xlsx", tmp_path, read_as=DUTCH_CSV)).active
    assert isinstance(sheet, Worksheet)
    heads, *rows = sheet.iter_rows()
    names = [cell.value for cell in heads]
    assert names[0] == "regio"
    assert {row[0].value for row in rows} == {"regio; Noordwest"}
    assert {row[names.index("titel")].value for row in rows} == {f"'{RISKY}"}
    assert not any(cell.data_type == "f" for row in rows for cell in row)
    means = [row[names.index("gemiddelde")].value for row in rows]
    expected = [figure.mean for figure in outcome.results.figures]
    assert [one for one in means if one is not None] == pytest.approx(expected, abs=0.0001)

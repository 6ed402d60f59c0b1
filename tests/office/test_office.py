"""The files as an office program opens them: nothing to repair, the same figures, the chart."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageColor

from bot.radar.palette import PARTNER_STYLES
from flows.outcome import FileKind, Outcome, SharedText
from flows.results import Results
from flows.scan import Mode
from flows.year import Year
from tests.office.office import converted, page_words, pages, words
from tests.support.outcomes import results_from
from tests.support.reports import (
    SIX,
    STATEMENTS,
    an_earlier_scan,
    an_outcome,
    made,
    results_of_six,
)
from tests.support.threads import a_busy_year, a_decision, a_year, an_action

Ink = tuple[int, ...]
"""The red, green and blue of a colour."""
MEAN_INK: Ink = (0x0F, 0x1F, 0x3D)
"""The colour of the mean's line."""
STATEMENT_INKS = [ImageColor.getrgb(style.colour) for style in PARTNER_STYLES[:STATEMENTS]]
"""The colours of the statements' lines over time."""
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


def written(folder: Path, kind: FileKind, outcome: Outcome, year: Year | None = None) -> Path:
    """The first file of an outcome, under a plain name."""
    file = folder / f"file.{kind.value}"
    file.write_bytes(made(kind, outcome, year=year)[0].content)
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
    for ours, theirs in zip(table(file), table(recalculated(file)), strict=True):
        for one, other in zip(ours, theirs, strict=False):
            shown = pytest.approx(one) if isinstance(one, float | int) else one
            assert other == shown


def recalculated(file: Path) -> Path:
    """The workbook with what the office program makes of its formulas."""
    again = file.parent / "again"
    again.mkdir()
    return converted(file, "xlsx", again)


def test_a_wrong_formula_would_be_seen(tmp_path: Path) -> None:
    """The office program believes no figure that a file says its formula came to."""
    file = written(tmp_path, FileKind.XLSX, an_outcome())
    with ZipFile(file) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    with ZipFile(file, "w") as parts:
        for name, content in kept.items():
            parts.writestr(name, content.replace(b"<f>AVERAGE(", b"<f>MAX("))
    assert mean_and_highest(file)[0] != mean_and_highest(file)[1]
    mean, highest = mean_and_highest(recalculated(file))
    assert mean == highest


def mean_and_highest(file: Path) -> tuple[list[object], list[object]]:
    """The two columns with what the scores come to, as the file tells it."""
    heads, *rows = table(file)
    mean, highest = heads.index("Gemiddelde"), heads.index("Hoogste")
    return [row[mean] for row in rows], [row[highest] for row in rows]


@pytest.mark.parametrize("case", ["one", "six", "protected", "sixty"])
def test_the_charts_are_drawn(tmp_path: Path, case: str) -> None:
    """The mean's line is on the radar's page, a line of each statement on that of the history."""
    outcome = an_outcome(CASES[case], before=an_earlier_scan())
    pdf = converted(written(tmp_path, FileKind.XLSX, outcome), "pdf", tmp_path)
    pictures = pages(pdf)
    assert max(ink(page, MEAN_INK) for page in pictures) > 150
    [history] = [at for at, said in enumerate(page_words(pdf)) if "Verloop van de cijfers" in said]
    drawn = [ink(pictures[history], colour) for colour in STATEMENT_INKS]
    assert min(drawn) > 5, drawn


def ink(page: Path, ink: Ink) -> int:
    """Pixels in a colour."""
    with Image.open(page) as shown:
        colours = shown.convert("RGB").getcolors(shown.width * shown.height) or []
    return sum(int(number) for number, colour in colours if colour == ink)


@pytest.mark.parametrize("case", ["six", "protected", "nobody"])
def test_the_report_has_two_or_three_pages(tmp_path: Path, case: str) -> None:
    """In a region of the usual size, with texts that were shared; without figures less."""
    pdf = converted(written(tmp_path, FileKind.DOCX, usual(case)), "pdf", tmp_path)
    assert len(pages(pdf)) in ({1, 2} if case == "nobody" else {2, 3})
    assert "Zo leest u dit" in words(pdf)


def usual(case: str) -> Outcome:
    """An outcome of a region of the usual size."""
    shared = [
        SharedText(item=item, text=f"Dit zien wij elke week op school {number}. " * 3)
        for item in ("denk_aan", "zie_en_ervaar", "cultuur", "inzicht")
        for number in range(6)
    ]
    we = ("vasthouden wat werkt", "wat wij samen bereikten", "hoe het verder gaat")
    return an_outcome(CASES[case], before=an_earlier_scan(), shared=shared, we=we)


@pytest.mark.parametrize("case", ["six", "protected", "nobody"])
@pytest.mark.parametrize("year", [a_year(), a_busy_year()], ids=["a year", "a busy year"])
def test_the_thread_of_the_year_takes_a_page_at_most(tmp_path: Path, case: str, year: Year) -> None:
    """Two to four pages with it, whatever the year brought."""
    pdf = converted(written(tmp_path, FileKind.DOCX, usual(case), year), "pdf", tmp_path)
    assert 2 <= len(pages(pdf)) <= 4
    said = words(pdf)
    assert "Rode draad van het jaar" in said
    assert "Zo leest u dit" in said


def test_the_sheets_of_actions_and_decisions_stay_as_they_are(tmp_path: Path) -> None:
    """Nothing in them becomes a formula, and the page has all columns."""
    year = a_year(actions=(an_action(what=RISKY),), decisions=(a_decision(what=RISKY),))
    book = openpyxl.load_workbook(
        recalculated(written(tmp_path, FileKind.XLSX, an_outcome(), year)), data_only=False
    )
    for name in ("Acties", "Besluiten"):
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        assert sheet["A2"].value == RISKY
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("we", ["", "vasthouden wat werkt " * 23, "ja\n" * 100])
def test_the_report_of_the_largest_region_has_three_pages_and_a_year_one_more(
    tmp_path: Path, we: str
) -> None:
    """Sixty partners and sixty missing, with long names and more texts than anybody reads."""
    names = [f"Stichting {number} voor werk, zorg en techniek in Noordwest" for number in range(60)]
    shared = [
        SharedText(item=item, text="Dit zien wij.\n" * 30, person="Maria de Vries", partner=name)
        for item in ("denk_aan", "zie_en_ervaar", "cultuur", "inzicht", "samenwerking")
        for name in names[:9]
    ]
    outcome = an_outcome(
        replace(many(60), missing=tuple(names), asked=120, changed=True),
        before=an_earlier_scan(),
        shared=shared,
        we=(we, we, we),
        title="Borgingsscan van de regio Noordwest " * 3,
    )
    for year, most in ((None, 3), (a_busy_year(), 4)):
        file = written(tmp_path, FileKind.DOCX, outcome, year)
        said = page_words(converted(file, "pdf", tmp_path))
        assert len(said) == most
        assert "Zo leest u dit" in said[-1]


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

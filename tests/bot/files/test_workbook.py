"""The workbook as a reader of Excel finds it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.language import Language
from flows.outcome import FileKind, Outcome, SharedText
from flows.region import Group
from flows.results import without_lines
from flows.scan import Mode
from tests.bot.files.test_charts import charts
from tests.bot.files.test_names import ANY_TEXT
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import results_from
from tests.support.reports import (
    SIX,
    STATEMENTS,
    TITLE,
    an_earlier_scan,
    an_outcome,
    made,
    results_of_six,
)

SHEETS = ["Cijfers", "Radar", "Verloop", "Teksten", "Uitleg"]
RISKY = (
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "_x0041_",
    "='\\\\evil\\s\\[x.xlsx]Blad'!$A$1",
)
HEAD = 4
"""The row with the heads of the table, counted from 1."""
ALLOWED = {"Installatiebedrijf De Boer"}
"""Who allowed their name beside what they wrote."""
Sevens = Sequence[int | None]


def opened(content: bytes, *, computed: bool = False) -> Workbook:
    """The workbook, with its formulas or with what they came to."""
    return openpyxl.load_workbook(BytesIO(content), data_only=computed)


def workbook(outcome: Outcome | None = None, *, computed: bool = False) -> Workbook:
    """The workbook of an outcome, by default of six partners."""
    [file] = made(FileKind.XLSX, outcome)
    return opened(file.content, computed=computed)


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """A sheet of cells."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def heads(book: Workbook) -> list[object]:
    """The heads of the table of scores."""
    return [cell.value for cell in sheet_of(book, "Cijfers")[HEAD]]


def column(book: Workbook, head: str) -> list[object]:
    """The figures under a head, in the order of the statements."""
    place = heads(book).index(head) + 1
    sheet = sheet_of(book, "Cijfers")
    return [sheet.cell(HEAD + number, place).value for number in range(1, STATEMENTS + 1)]


def everything(book: Workbook) -> list[object]:
    """What stands in all cells of all sheets."""
    rows = (row for name in SHEETS for row in sheet_of(book, name).iter_rows())
    return [cell.value for row in rows for cell in row if cell.value is not None]


def test_the_table_is_that_of_the_national_file() -> None:
    """A row for each statement, a column for each partner, and what they come to."""
    book = workbook(computed=True)
    assert book.sheetnames == SHEETS
    assert heads(book) == [
        "Stelling",
        *SIX,
        "Gemiddelde",
        "Laagste",
        "Hoogste",
        "Mediaan",
        "Gemiddelde afwijking",
        "Aantal partners",
        "Weet niet",
        "Gemiddelde 20 november 2026",
    ]
    assert column(book, "Stelling") == [item.short.nl for item in INSTRUMENT.statements]
    for name, scores in SIX.items():
        assert column(book, name) == list(scores)


def test_what_follows_from_the_scores_is_a_formula() -> None:
    """Who corrects a score sees mean and chart follow; the figures are those of the channel."""
    outcome = an_outcome()
    book, computed = workbook(outcome), workbook(outcome, computed=True)
    figures = outcome.results.figures
    assert column(book, "Gemiddelde")[0] == "=AVERAGE(B5:G5)"
    assert column(book, "Gemiddelde afwijking")[0] == "=AVEDEV(B5:G5)"
    assert column(computed, "Gemiddelde") == [figure.mean for figure in figures]
    assert column(computed, "Laagste") == [figure.lowest for figure in figures]
    assert column(computed, "Aantal partners") == [figure.n for figure in figures]
    assert column(computed, "Weet niet") == [figure.unknown for figure in figures]


def test_a_protected_scan_has_mean_and_spread_only() -> None:
    """As numbers: nothing in the file says what they were made of."""
    outcome = an_outcome(results_of_six(Mode.PROTECTED))
    book = workbook(outcome)
    assert heads(book) == ["Stelling", "Gemiddelde", "Gemiddelde afwijking hooguit"]
    assert column(book, "Gemiddelde") == [figure.mean for figure in outcome.results.figures]
    names = " ".join(str(value) for value in everything(book))
    assert not any(name in names for name in (*SIX, "Kuiper") if name not in ALLOWED)
    assert "Beschermde scan" in names
    assert "een grens (0,8 · 1,3 · 1,8 · 2,0)" in names
    assert "Geen cijfers van" not in names


def test_figures_without_their_scores_are_numbers() -> None:
    """Once the scores are deleted the means stay."""
    outcome = an_outcome(without_lines(results_of_six()))
    means = [one.mean for one in outcome.results.figures]
    assert column(workbook(outcome), "Gemiddelde") == pytest.approx(means)


def test_sixty_partners_fit() -> None:
    """Each in the chart, and on paper in pages that can be read."""
    people = {f"Partner {number} {'x' * 70}": (3, 4, 2, 5, 1, None, 3) for number in range(60)}
    [file] = made(FileKind.XLSX, an_outcome(results_from(people)))
    assert charts(file.content)[0].count("<c:ser>") == 61
    sheet = sheet_of(opened(file.content), "Cijfers")
    assert sheet.freeze_panes == "B5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 8


def test_no_word_of_a_head_is_broken() -> None:
    """A column is as wide as the longest word in its heads, up to a limit."""
    long, capitals, longest = "Installatiebedrijf", "TECHNIEKPARK", "x" * 70
    people = {f"{name} De Boer": (3,) * STATEMENTS for name in (long, capitals, longest)}
    groups = dict.fromkeys(people, Group.MUNICIPALITY)
    [file] = made(FileKind.XLSX, an_outcome(results_from(people, groups=groups)), Language.EN)
    sheet = sheet_of(opened(file.content), "Figures")
    width = {name: one.width for name, one in sheet.column_dimensions.items()}
    assert width["B"] > len(long)
    assert len(capitals) * 1.3 < width["C"] < 24
    assert width["D"] < len(longest) / 2
    assert width["E"] < len(long)


def test_a_head_below_the_scores_has_its_room_too() -> None:
    """The kinds of organisation share the columns of the partners."""
    people = {"De Boer": (3,) * STATEMENTS, "Smit": (4,) * STATEMENTS}
    groups = dict(zip(people, (Group.SCHOOL, Group.MUNICIPALITY), strict=True))
    [file] = made(FileKind.XLSX, an_outcome(results_from(people, groups=groups)), Language.EN)
    sheet = sheet_of(opened(file.content), "Figures")
    below = {str(cell.value) for cell in sheet["C"] if isinstance(cell.value, str)}
    assert "Municipalities (1)" in below
    assert sheet.column_dimensions["C"].width > len("Municipalities")


def test_the_history_has_every_scan() -> None:
    """Means, how many scored, and what changed, also among those who answered both times."""
    sheet = sheet_of(workbook(an_outcome(before=an_earlier_scan())), "Verloop")
    assert [cell.value for cell in sheet[3]] == [
        "Gemiddelde per scan",
        "20 november 2026",
        "19 maart 2027",
        "Verschil met de vorige keer",
        "Verschil bij wie beide keren antwoordde",
        "Aantal dat beide keren antwoordde",
    ]
    assert sheet["F4"].value == 5


def test_a_statement_in_other_words_is_not_compared() -> None:
    """Its place in the earlier scan is empty, and the file says why."""
    item = INSTRUMENT.statements[0]
    other = replace(item, variants={"standard": replace(item.text, nl="Anders gevraagd.")})
    items = tuple(other if one.key == item.key else one for one in INSTRUMENT.items)
    before = an_earlier_scan(instrument=replace(INSTRUMENT, version="2030", items=items))
    book = workbook(an_outcome(before=before))
    assert sheet_of(book, "Verloop")["B4"].value is None
    assert sheet_of(book, "Verloop")["B5"].value is not None
    assert any("Niet in alle scans met dezelfde woorden" in str(one) for one in everything(book))


def test_texts_stand_beside_their_part_and_who_wrote_them() -> None:
    """The group's own sentences first; a name only where it was allowed."""
    outcome = an_outcome(we=("vasthouden wat werkt", "", ""))
    sheet = sheet_of(workbook(outcome), "Teksten")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ["Ik denk aan", "vasthouden wat werkt", "samen", ""],
        ["Ik denk aan", "samen blijven doen wat werkt", "", ""],
        [
            "STO in de (lijn)organisatie",
            "Techniek staat bij ons in het jaarplan.",
            "Installatiebedrijf De Boer",
            "Karin de Boer",
        ],
    ]


def test_the_explanation_says_what_the_figures_are() -> None:
    """Scale, source, day, who is missing, and what they are not."""
    words = " ".join(str(value) for value in everything(workbook()))
    for said in (
        "19 maart 2027",
        "1 = helemaal niet, 5 = helemaal wel",
        "6 van de 7 partners",
        "Bouwbedrijf Kuiper",
        "Samenwerken aan het borgen van STO (2023/24)",
        "Open scan",
        "geen meting",
    ):
        assert said in words


def test_it_is_in_english_too() -> None:
    """By the language asked for."""
    [file] = made(FileKind.XLSX, None, Language.EN)
    assert file.name == f"{TITLE} - figures.xlsx"
    assert opened(file.content).sheetnames == [
        "Figures",
        "Radar",
        "History",
        "Texts",
        "Explanation",
    ]


def test_the_file_tells_nothing_of_the_machine() -> None:
    """No author, and the moment of the scan; equal scans make equal files."""
    properties = workbook().properties
    assert (properties.creator or "", properties.title) == ("", TITLE)
    assert properties.created == datetime(2027, 3, 19, 15, tzinfo=UTC).replace(tzinfo=None)
    assert made(FileKind.XLSX) == made(FileKind.XLSX)


@pytest.mark.parametrize("risky", RISKY)
def test_no_text_becomes_a_formula(risky: str) -> None:
    """Names, titles and answers stay words, to the letter."""
    people: Mapping[str, Sevens] = {risky: (1, 2, 3, 4, 5, None, 3), **SIX}
    shared = [SharedText(item="cultuur", text=risky, person=risky, partner=risky)]
    outcome = replace(an_outcome(results_from(people), shared=shared, title=risky), region=risky)
    sheets = workbook(outcome)
    formulas = {
        cell.value
        for name in SHEETS
        for row in sheet_of(sheets, name).iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert not any(risky in str(formula) for formula in formulas)
    assert risky.replace("\r", "\n") in everything(sheets)


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_TEXT, max_size=5), st.sampled_from(Mode), st.data())
def test_any_names_and_scores_make_a_workbook(
    names: list[str], mode: Mode, data: st.DataObject
) -> None:
    """Whatever people typed, and whether anybody answered at all."""
    score = st.none() | st.integers(1, 5)
    row = st.lists(score, min_size=STATEMENTS, max_size=STATEMENTS)
    people = {name: data.draw(row) for name in names}
    shared = [SharedText(item="cultuur", text=name, partner=name) for name in names]
    outcome = an_outcome(results_from(people, mode), shared=shared)
    book = workbook(outcome, computed=True)
    assert book.sheetnames == SHEETS
    assert len(column(book, "Gemiddelde")) == STATEMENTS

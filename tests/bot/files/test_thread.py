"""What a region did in its year, as the report and the workbook have it."""

from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.language import Language
from flows.outcome import FileKind
from flows.year import Notice, Year
from tests.support.reports import made
from tests.support.threads import NEWSLETTER, TODAY, a_busy_year, a_decision, a_year, an_action

Table = list[list[str]]


def report(year: Year | None, language: Language = Language.NL) -> tuple[str, list[Table]]:
    """The words of the report with this year, and its tables of words."""
    [file] = made(FileKind.DOCX, None, language, year=year)
    paper = docx.Document(BytesIO(file.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    return "\n".join(paragraph.text for paragraph in paper.paragraphs), tables[2:]


def sheet(year: Year, name: str, language: Language = Language.NL) -> list[tuple[object, ...]]:
    """The rows of a sheet."""
    [file] = made(FileKind.XLSX, None, language, year=year)
    found = openpyxl.load_workbook(BytesIO(file.content))[name]
    assert isinstance(found, Worksheet)
    return [*found.iter_rows(values_only=True)]


def sheets(year: Year | None) -> list[str]:
    """The names of the sheets."""
    [file] = made(FileKind.XLSX, None, year=year)
    return list(openpyxl.load_workbook(BytesIO(file.content)).sheetnames)


def test_the_report_has_the_thread_of_the_year() -> None:
    """Scans, how many are open, what was celebrated as its writers allowed, what comes."""
    words, _ = report(a_year())
    order = (
        "Rode draad van het jaar",
        "Van 24 maart 2026 tot en met 24 maart 2027.",
        "20 november 2026: Borgingsscan november 2026. 5 van de 7 partners antwoordden.",
        "Er staan drie acties open. Eén is over de datum.",
        "Dit werd gewoonte: De techniekweek staat elk jaar in week 11.",
        "Gevierd en geleerd",
        "Alle scholen kwamen kijken. – Karin de Boer, Installatiebedrijf De Boer",
        "Een avond werkt niet voor docenten.\n",
        "Wat komt",
        "25 maart: bijeenkomst van de stuurgroep",
        "Zo leest u dit",
    )
    found = [words.index(sentence) for sentence in order]
    assert found == sorted(found)


def test_actions_stand_in_a_table_with_what_is_late_first() -> None:
    """What, whose, by when, and how it stands in plain words."""
    _, (actions, _) = report(a_year())
    assert actions == [
        ["Actie", "Organisatie", "Klaar op", "Stand"],
        ["Een overzicht van de resultaten", "ROC West", "1 maart 2027", "over de datum"],
        [NEWSLETTER, "ROC West", "28 mei 2027", "in uitvoering"],
        ["Gastlessen in groep 8", "ROC West", "28 mei 2027", "uitgevoerd"],
        ["Een vaste techniekweek", "ROC West", "28 mei 2027", "afgerond"],
        ["Een eigen website", "nog niemand", "28 mei 2027", "gestopt"],
    ]


def test_so_do_decisions() -> None:
    """With a date or without, with somebody who follows it up or nobody."""
    _, (_, decisions) = report(a_year())
    assert decisions == [
        ["Besluit", "Organisatie", "Klaar op", "Stand"],
        [
            "Techniek komt in het schoolplan van alle scholen",
            "Gemeente Noord",
            "1 april 2027",
            "open",
        ],
        ["Wij vergaderen elk kwartaal", "nog niemand", "", "open"],
        ["De penvoerder blijft", "Gemeente Noord", "4 januari 2027", "opgevolgd"],
    ]


def test_a_decision_can_be_late_as_well() -> None:
    """Once its date is over."""
    _, [decisions] = report(a_year(actions=(), decisions=(a_decision(due_on=a_year().first),)))
    assert decisions[1][3] == "over de datum"


@pytest.mark.parametrize("language", Language)
def test_of_a_busy_year_the_rest_is_counted(language: Language) -> None:
    """And stands in the workbook."""
    words, (actions, decisions) = report(a_busy_year(), language)
    left, undecided = 200 - len(actions) + 1, 40 - len(decisions) + 1
    said = {
        Language.NL: (f"Er zijn nog {left} acties.", f"Er zijn nog {undecided} besluiten."),
        Language.EN: (
            f"There are {left} more actions.",
            f"There are {undecided} more decisions.",
        ),
    }
    assert all(sentence in words for sentence in said[language])


@pytest.mark.parametrize("year", [None, a_year(actions=(), decisions=(), successes=())])
def test_where_nothing_was_done_nothing_is_written(year: Year | None) -> None:
    """The report and the workbook are those of the scan alone."""
    words, tables = report(year)
    assert "Rode draad" not in words
    assert len(tables) == 0
    assert sheets(year) == ["Cijfers", "Radar", "Verloop", "Teksten", "Uitleg"]


def test_of_a_year_with_little_only_that_is_written() -> None:
    """No empty table, and no heading without anything below it."""
    words, tables = report(a_year(actions=(), decisions=(), coming=()))
    assert len(tables) == 0
    assert not [part for part in ("Acties", "Besluiten", "Wat komt") if part in words.splitlines()]
    words, tables = report(a_year(successes=(), decisions=()))
    assert len(tables) == 1
    assert "Gevierd en geleerd" not in words


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.CSV])
def test_signals_are_in_no_file(kind: FileKind) -> None:
    """Not even if somebody put them into the report."""
    year = a_year()
    with_notice = replace(year, notices=(Notice(on=TODAY, signals=("response",)),))
    contents = [
        [(one.name, len(one.content)) for one in made(kind, year=each)]
        for each in (year, with_notice)
    ]
    assert contents[0] == contents[1]


def test_the_workbook_has_all_actions() -> None:
    """Also what was said for the group of what explains the result and what becomes routine."""
    assert sheets(a_year()) == [
        "Cijfers",
        "Radar",
        "Verloop",
        "Teksten",
        "Acties",
        "Besluiten",
        "Uitleg",
    ]
    heads, *rows = sheet(a_year(), "Acties")
    assert len(rows) == 5
    about = dict(zip(heads, rows[3], strict=True))
    assert about["Actie"] == "Een vaste techniekweek"
    assert about["Stelling"] == "Communicatie"
    assert about["Vastleggen of doorontwikkelen"] == "vastleggen"
    assert about["Uitgevoerd op"] == "1 maart 2027"
    assert about["Wat verklaart het resultaat"] == "Alle scholen deden mee."
    assert about["Wat gewoonte wordt"] == "De techniekweek staat elk jaar in week 11."
    assert len(sheet(a_busy_year(), "Acties")) == 201


def test_the_workbook_has_all_decisions() -> None:
    """With the day on which each was made."""
    heads, *rows = sheet(a_year(), "Besluiten", Language.NL)
    assert heads == ("Besluit", "Organisatie", "Klaar op", "Stand", "Besloten op")
    assert [row[4] for row in rows] == ["10 december 2026"] * 3


def test_what_is_not_known_stays_empty() -> None:
    """No statement, no choice between laying down and developing."""
    year = a_year(actions=(an_action(item="weg", bent=None),))
    heads, row = sheet(year, "Acties")
    about = dict(zip(heads, row, strict=True))
    assert not about["Stelling"]
    assert not about["Vastleggen of doorontwikkelen"]

"""The data for researchers, read back as Excel and a program read them."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.cells import RISKY, harmless
from bot.files.made import clean
from flows.comparison import Past
from flows.language import Language
from flows.outcome import FileKind, Outcome
from flows.results import without_lines
from flows.scan import Mode
from flows.wording import say
from tests.bot.files.test_names import ANY_TEXT
from tests.support.outcomes import results_from
from tests.support.reports import (
    SIX,
    STATEMENTS,
    TITLE,
    VOICES,
    an_earlier_scan,
    an_outcome,
    made,
    results_of_six,
)

Rows = list[dict[str, str]]


def read(content: bytes, separator: str = ";") -> Rows:
    """The rows of a file, by the names of its columns."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=separator))


def data(outcome: Outcome | None = None) -> Rows:
    """The data of an outcome, by default of six partners and the scan before it."""
    return read(made(FileKind.CSV, outcome)[0].content)


def of(rows: Rows, **values: str) -> Rows:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def test_two_files_the_data_and_what_they_mean() -> None:
    """Dutch Excel opens both with a double click: UTF-8 with its mark, semicolons."""
    files = made(FileKind.CSV)
    assert [file.name for file in files] == [
        f"{TITLE} - gegevens.csv",
        f"{TITLE} - uitleg bij de gegevens.csv",
    ]
    assert all(file.content.startswith(b"\xef\xbb\xbf") for file in files)


@pytest.mark.parametrize(("language", "separator"), [(Language.NL, ";"), (Language.EN, ",")])
def test_the_dictionary_explains_every_column(language: Language, separator: str) -> None:
    """In the order of the columns, and nothing about it is left empty."""
    rows, dictionary = (
        read(file.content, separator) for file in made(FileKind.CSV, None, language)
    )
    name = next(iter(dictionary[0]))
    assert [about[name] for about in dictionary] == list(rows[0])
    assert all(all(about.values()) for about in dictionary)


@pytest.mark.parametrize(("language", "said"), [(Language.NL, "eerdere"), (Language.EN, "earlier")])
def test_who_gets_the_data_reads_that_earlier_scans_are_in_them(
    language: Language, said: str
) -> None:
    """In the window with files, in the message with the file and in the dictionary."""
    separator = ";" if language is Language.NL else ","
    about = read(made(FileKind.CSV, None, language)[1].content, separator)[1]
    voice = VOICES[language]
    kinds = [say("results.files.kind.csv"), say("files.sent.csv")]
    assert all(said in voice.text(kind, bold=str) for kind in kinds)
    assert any(said in words for words in about.values())


def test_an_open_scan_has_a_row_for_each_partner_and_statement() -> None:
    """With why there is no score where there is none."""
    rows = of(data(), scan="7", rij="partner")
    assert len(rows) == (len(SIX) + 1) * STATEMENTS
    [smit] = of(rows, partner="Bouwbedrijf Smit", stelling="cultuur")
    assert (smit["cijfer"], smit["soort_partner"], smit["status"]) == ("2", "bedrijf", "cijfer")
    [unknown] = of(rows, partner="Bouwbedrijf Smit", stelling="inzicht")
    assert (unknown["cijfer"], unknown["status"]) == ("", "weet niet")
    [missing] = of(rows, partner="Bouwbedrijf Kuiper", stelling="cultuur")
    assert (missing["cijfer"], missing["status"]) == ("", "geen antwoord")


def test_what_they_come_to_stands_in_rows_of_its_own() -> None:
    """One for each statement, with a comma in its numbers."""
    [row] = of(data(), scan="7", rij="samen", stelling="samenwerking")
    assert (row["gemiddelde"], row["laagste"], row["aantal_cijfers"]) == ("3,8333", "3", "6")
    assert row["partner"] == ""


def test_numbers_have_the_mark_of_the_language() -> None:
    """And with a point the columns are kept apart by commas."""
    rows = read(made(FileKind.CSV, None, Language.EN)[0].content, ",")
    [row] = of(rows, scan="7", row="together", statement="samenwerking")
    assert row["mean"] == "3.8333"


def test_every_scan_until_this_one_is_there() -> None:
    """The oldest first, each with its day, questionnaire and variant."""
    rows = data()
    assert list(dict.fromkeys(row["scan"] for row in rows)) == ["3", "7"]
    assert {row["datum"] for row in rows} == {"2026-11-20", "2027-03-19"}
    assert {(row["vragenlijst"], row["versie"], row["variant"]) for row in rows} == {
        ("borging", "2023-24", "standard")
    }


def test_a_protected_scan_names_nobody() -> None:
    """A row for each statement, with the mean, a bound of the deviation and nothing else."""
    rows = data(an_outcome(results_of_six(Mode.PROTECTED)))
    assert len(rows) == STATEMENTS
    for row in rows:
        assert (row["rij"], row["soort_scan"]) == ("samen", "beschermd")
        assert row["gemiddelde"]
        assert row["gemiddelde_afwijking_hooguit"] in {"0,8", "1,3", "1,8", "2"}
        for name in ("partner", "cijfer", "gemiddelde_afwijking", "laagste", "hoogste", "mediaan"):
            assert row[name] == ""
        assert row["aantal_cijfers"] == ""


def test_a_withheld_figure_says_so() -> None:
    """Instead of being empty for no reason."""
    few = results_from({"De Boer": (1, 2, 3, 4, 5, 1, 2)}, Mode.PROTECTED)
    assert {row["status"] for row in data(an_outcome(few))} == {"niet getoond"}
    expired = without_lines(results_from({"De Boer": (1, None, 3, 4, 5, 1, 2)}))
    statuses = {row["status"] for row in data(an_outcome(expired))}
    assert statuses == {"niet meer bewaard", "geen cijfers"}


def test_scores_that_were_deleted_leave_the_means() -> None:
    """No row of a partner, all of together."""
    rows = data(an_outcome(without_lines(results_of_six())))
    assert len(of(rows, rij="samen")) == STATEMENTS
    assert {row["partner"] for row in of(rows, rij="partner")} <= {"Bouwbedrijf Kuiper"}


def test_figures_that_changed_say_so() -> None:
    """In every row of that scan."""
    changed = replace(results_of_six(), changed=True)
    assert {row["veranderd"] for row in data(an_outcome(changed))} == {"ja"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        (" =1", "' =1"),
        ("\r=1", "'\n'=1"),
        ("\u200b", "\u200b"),
        ("\uff1d1", "'\uff1d1"),
        ("Jansen,=1+1", "Jansen,'=1+1"),
        ('Jansen;=HYPERLINK("http://e";"x")', 'Jansen;\'=HYPERLINK("http://e";"x")'),
        ('Jansen; "@A1"', 'Jansen; "\'@A1"'),
        ("Jansen\n=1", "Jansen\n'=1"),
        ("Jansen, De Boer; zes", "Jansen, De Boer; zes"),
        ("De Boer = goed", "De Boer = goed"),
        ("", ""),
    ],
)
def test_no_text_begins_a_formula(text: str, shown: str) -> None:
    """An apostrophe stands before it, as the dictionary says."""
    assert harmless(text) == shown


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=4, unique=True), ANY_TEXT)
def test_whatever_people_typed_comes_back(names: list[str], title: str) -> None:
    """Separators, quotes and line ends included; nothing begins a formula."""
    people = dict.fromkeys(names, (1, None, 3, 4, 5, 1, 2))
    results = results_from(people)
    rows = data(an_outcome(results, title=title))
    partners = [row["partner"] for row in of(rows, rij="partner", stelling="cultuur")]
    assert partners == [harmless(line.partner) for line in results.lines]
    assert all(row["titel"] == harmless(title) for row in rows)
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row.values() if cell)


SIGNS = st.text(st.sampled_from(";,\t\n\r \"'=+-@\uff1d1a\u202e"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(SIGNS, SIGNS, st.sampled_from(Language), st.sampled_from(";,\t"))
def test_no_program_reads_a_formula(
    name: str, title: str, language: Language, separator: str
) -> None:
    """Whatever sign it takes for the separator, and whatever people typed."""
    outcome = an_outcome(results_from({name: (1, None, 3, 4, 5, 1, 2)}), title=title)
    for file in made(FileKind.CSV, outcome, language):
        text = file.content.decode("utf-8-sig")
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            assert not any(cell.lstrip()[:1] in RISKY for cell in row if cell.strip())


def test_the_history_may_hold_another_questionnaire() -> None:
    """Its rows bear its own version."""
    before: Past = an_earlier_scan()
    older = replace(before, scan=replace(before.scan, version="2019"))
    rows = data(an_outcome(before=older))
    assert {row["versie"] for row in of(rows, scan="3")} == {"2019"}
    assert clean(rows[0]["titel"]) == older.scan.title

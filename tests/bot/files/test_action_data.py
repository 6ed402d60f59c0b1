"""The actions for researchers."""

import csv
from io import StringIO

import pytest

from bot.files import MadeFile
from flows.action import Level
from flows.language import Language
from flows.outcome import FileKind
from flows.year import Year
from tests.support.reports import TITLE, made
from tests.support.threads import a_busy_year, a_year, an_action

Rows = list[dict[str, str]]
SEPARATORS = {Language.NL: ";", Language.EN: ","}


def files(year: Year, language: Language = Language.NL) -> tuple[MadeFile, ...]:
    """The files with the actions and what their columns mean."""
    return made(FileKind.CSV, None, language, year=year)[2:]


def read(file: MadeFile, language: Language = Language.NL) -> Rows:
    """The rows of a file, by the names of its columns."""
    text = file.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=SEPARATORS[language]))


def test_actions_are_two_more_files_if_there_are_any() -> None:
    """A table and its dictionary."""
    assert [file.name for file in files(a_year())] == [
        f"{TITLE} - acties.csv",
        f"{TITLE} - uitleg bij de acties.csv",
    ]
    assert files(a_year(actions=())) == ()


@pytest.mark.parametrize("language", Language)
def test_the_dictionary_explains_every_column(language: Language) -> None:
    """In the order of the columns, and nothing about it is left empty."""
    rows, dictionary = (read(file, language) for file in files(a_year(), language))
    name = next(iter(dictionary[0]))
    assert [about[name] for about in dictionary] == list(rows[0])
    assert all(all(about.values()) for about in dictionary)


@pytest.mark.parametrize("language", Language)
def test_every_code_is_one_that_the_dictionary_names(language: Language) -> None:
    """Phases, states and choices."""
    year = a_year(actions=(*a_year().actions, an_action(9, level=Level.WITHIN)))
    rows, dictionary = (read(file, language) for file in files(year, language))
    name, _, kind, values, missing = dictionary[0]
    for about in dictionary:
        if about[kind] == "code":
            known = about[values].split("; ")
            found = {row[about[name]] for row in rows} - {""}
            assert found <= set(known), about[name]
            assert about[missing]


def test_a_row_tells_of_an_action_what_is_no_text() -> None:
    """Its statement, aim, choices, phase, state and days."""
    one = an_action(7, scan_id=4, follows_id=3, aim=3.5, level=Level.BETWEEN, due_on=a_year().today)
    [row] = read(files(a_year(actions=(one,)))[0])
    assert row == {
        "regio": "regio Noordwest",
        "actie": "7",
        "scan": "4",
        "vervolg_op": "3",
        "stelling": "communicatie",
        "doel": "3,5",
        "richting": "vastleggen",
        "niveau": "tussen",
        "fase": "uitvoeren",
        "stand": "in uitvoering",
        "afgesproken_op": "2026-12-01",
        "klaar_op": "2027-03-24",
        "uitgevoerd_op": "",
        "gesloten_op": "",
        "stand_op": "2027-03-24",
    }


def test_nothing_that_people_wrote_and_no_name_is_in_it() -> None:
    """Not what the action is, why it was dropped, nor whose it is."""
    [content, _] = [file.content.decode("utf-8-sig") for file in files(a_year())]
    words = ("nieuwsbericht", "ROC West", "Te duur", "Alle partners", "week 11", "Alle scholen")
    assert not [word for word in words if word in content]


def test_all_actions_are_in_it() -> None:
    """However many."""
    assert len(read(files(a_busy_year())[0])) == 200


def test_no_region_becomes_a_formula() -> None:
    """As in the other files."""
    [row] = read(files(a_year(region="=1+1", actions=(an_action(),)))[0])
    assert row["regio"] == "'=1+1"

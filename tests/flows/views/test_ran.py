"""What ran while a figure rose is told beside it, and never as what made it rise."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message
from flows.outcome import Outcome, Ran
from flows.views.agenda import finding_elements
from flows.views.results_figures import statement_elements
from tests.support.builders import said
from tests.support.outcomes import outcome_from, past_from, results_from

LAST = "communicatie"
FOURTH = "samenwerking"
NEWSLETTER = "Elke maand een nieuwsbericht"


def risen(ran: Mapping[str, Ran], *, more: bool = False) -> Outcome:
    """Communication rose by two, and co-operation by one if there is `more`."""
    before = past_from(results_from({"De Boer": [3, 3, 3, 3, 3, 3, 2]}))
    now = results_from({"De Boer": [3, 3, 3, 4 if more else 3, 3, 3, 4]})
    return replace(outcome_from(now, before=before), ran=ran)


def good(outcome: Outcome, language: Language = Language.NL) -> str:
    """What is good to see."""
    return said(Message(body=tuple(finding_elements(outcome)[:1])), language)


def window(outcome: Outcome) -> str:
    """What the window with all figures says."""
    return said(Message(body=statement_elements(outcome)))


def test_the_action_of_what_rose_stands_beside_it() -> None:
    """In the words of the model: the figures, then what ran in that time."""
    text = good(risen({LAST: Ran(what=NEWSLETTER, partner="ROC West")}))
    first = "Communicatie steeg van 2,0 naar 4,0 van 5."
    ran = f'In die tijd rondde ROC West de actie "{NEWSLETTER}" af.'
    assert f"{first} {ran} Het hoogste cijfer is 4,0" in text


def test_in_english_as_well() -> None:
    """The same."""
    text = good(risen({LAST: Ran(what=NEWSLETTER, partner="ROC West")}), Language.EN)
    assert f'In that time ROC West carried out the action "{NEWSLETTER}".' in text


@pytest.mark.parametrize(
    ("more", "count"), [(1, "nog één actie uitgevoerd."), (3, "nog drie acties uitgevoerd.")]
)
def test_of_several_actions_the_first_is_named_and_the_others_are_counted(
    more: int, count: str
) -> None:
    """Nobody reads a list."""
    text = good(risen({LAST: Ran(what=NEWSLETTER, partner="ROC West", more=more)}))
    assert f"af. Bij deze stelling werd{'en' if more > 1 else ''} toen {count}" in text


def test_an_action_without_an_owner_names_none() -> None:
    """It was carried out all the same."""
    text = good(risen({LAST: Ran(what=NEWSLETTER)}))
    assert f'In die tijd werd de actie "{NEWSLETTER}" uitgevoerd.' in text


def test_the_action_of_another_statement_that_rose_says_of_which() -> None:
    """Behind the list of what rose too."""
    ran = {FOURTH: Ran(what="Elk kwartaal overleg", partner="Gemeente")}
    text = good(risen(ran, more=True))
    assert (
        "Ook hoger: Samenwerking met partners van 3,0 naar 4,0. Bij Samenwerking met partners "
        'rondde Gemeente in die tijd de actie "Elk kwartaal overleg" af.'
    ) in text


def test_nor_does_that_one_need_an_owner() -> None:
    """The same without one."""
    text = good(risen({FOURTH: Ran(what="Overleg")}, more=True))
    assert 'Bij Samenwerking met partners werd in die tijd de actie "Overleg" uitgevoerd.' in text


def test_the_window_says_it_at_the_statement() -> None:
    """Of every statement that rose."""
    ran = {LAST: Ran(what=NEWSLETTER), FOURTH: Ran(what="Overleg", partner="Gemeente")}
    text = window(risen(ran, more=True))
    assert f'de actie "{NEWSLETTER}" uitgevoerd.' in text
    assert 'rondde Gemeente de actie "Overleg" af.' in text


def test_where_nothing_ran_nothing_is_said() -> None:
    """Not even that nothing did."""
    assert "actie" not in good(risen({}, more=True))
    assert "actie" not in window(risen({}, more=True))


def test_a_long_action_is_shortened() -> None:
    """It stands on one line in a sentence among others."""
    text = good(risen({LAST: Ran(what="Heel\nveel woorden " * 30, partner="ROC West")}))
    assert '…" af.' in text
    assert len(text) < 400


@pytest.mark.parametrize("language", Language)
def test_no_cause_is_claimed(language: Language) -> None:
    """In no sentence about actions beside figures."""
    ran = {
        LAST: Ran(what="X", partner="ROC West", more=2),
        FOURTH: Ran(what="Y", partner="Gemeente"),
    }
    text = good(risen(ran, more=True), language).lower()
    causes = ("dankzij", "doordat", "omdat", "daardoor", "because", "thanks", "due to", "owing")
    assert not [cause for cause in causes if cause in text]

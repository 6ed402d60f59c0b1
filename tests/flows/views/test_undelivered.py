"""Whom the bot could not reach, grouped by what helps, in lines that fit a phone."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message
from flows.region import Person, Region
from flows.scan import Scan, ScanState
from flows.views.undelivered import (
    MOST_NAMES,
    REASONS,
    Missed,
    Undelivered,
    advice,
    undelivered_elements,
    undelivered_message,
    unheard_elements,
    why,
)
from tests.support.builders import TEAM, WORDINGS, a_scan, buttons_of, keys_of, said

CODES = [*REASONS, "restricted_action_thread_locked", "odd_fault"]


def scan(state: ScanState = ScanState.OPEN) -> Scan:
    """A scan that is not kept."""
    region = Region(id=1, workspace_id=1, name="regio Noordwest")
    leader = Person(id=1, workspace_id=1, team_id=TEAM, user_id="U0", name="Marijke Visser")
    return replace(a_scan(region, leader), state=state)


def missed(name: str = "Karin", code: str = "user_disabled", **changes: object) -> Missed:
    """A participant who was not reached."""
    one = Missed(name=name, partner="De Boer", code=code)
    return replace(one, **changes)  # type: ignore[arg-type]  # checked when it runs


def actions(about: Undelivered) -> list[str]:
    """What can be tapped."""
    return [button.action for button in buttons_of(undelivered_message(about))]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_words_and_advice(code: str, language: Language) -> None:
    """For one person and for several; the code stands there only where it has no words."""
    for count in (1, 3):
        words = WORDINGS[language].text(why(code, count))
        assert (code in words) is (code == "odd_fault")
        assert WORDINGS[language].text(advice(code, count))


def test_who_needs_the_same_stands_in_one_line() -> None:
    """Names together, the reason once, in the form for several."""
    people = [missed("Karin"), missed("Jan"), missed("Piet", "cannot_dm_bot")]
    words = said(undelivered_message(Undelivered(scan=scan(), people=people)))
    assert "Karin (De Boer) en Jan (De Boer)" in words
    assert words.count("De accounts in Slack zijn uitgeschakeld.") == 1
    assert "Dit is een bot, geen mens." in words


def test_many_are_counted_beyond_a_dozen() -> None:
    """A phone shows who it is about, and how many more."""
    people = [missed(f"Naam{number}") for number in range(MOST_NAMES + 2)]
    words = said(undelivered_message(Undelivered(scan=scan(), people=people)))
    assert f"Naam{MOST_NAMES}" not in words
    assert "en twee anderen" in words


def test_what_can_be_done_is_one_tap_away() -> None:
    """Trying again, the partners, who is where, and the leaders if it is one of them."""
    again, partners = "undelivered.again", "partners.list"
    assert actions(Undelivered(scan=scan(), people=[missed()])) == [
        again,
        partners,
        "scan.progress",
    ]
    ended = Undelivered(scan=scan(ScanState.PUBLISHED), people=[missed(handed_in=True)])
    assert actions(ended) == [again]
    leader = missed("Marijke", partner="")
    assert actions(Undelivered(scan=scan(), leaders=[leader])) == [again, "region.leaders"]


def test_a_leader_is_replaced_among_leaders() -> None:
    """Unless something else helps."""
    for code, key in (("user_disabled", "Programmaleiders"), ("cannot_dm_user", "iets te typen")):
        about = Undelivered(scan=scan(), leaders=[missed("Marijke", code, partner="")])
        words = said(undelivered_message(about))
        assert key in words
        assert "Kies bij **Partners**" not in words


def test_who_is_tried_again_is_counted() -> None:
    """Beside who is not reached, or alone."""
    both = Undelivered(scan=scan(), people=[missed()], trying=2)
    assert "undelivered.trying" in keys_of(undelivered_message(both))
    alone = Undelivered(scan=scan(), trying=2)
    assert keys_of(undelivered_message(alone)) == ["undelivered.trying_all"]


def test_nothing_stands_on_a_page_where_all_are_reached() -> None:
    """A page tells what there is to do."""
    assert undelivered_elements(Undelivered(scan=scan(), trying=1)) == ()


def test_leaders_who_missed_what_concerns_the_region_are_named_with_what_helps() -> None:
    """Grouped like the others, with a button about the region."""
    people = [missed("Marijke", partner=""), missed("Olga", partner="")]
    shown = Message(body=unheard_elements(7, people))
    words = said(shown)
    assert "Twee programmaleiders kregen een bericht niet" in words
    assert "Marijke (programmaleider) en Olga (programmaleider)" in words
    (again,) = buttons_of(shown)
    assert (again.action, again.args) == ("undelivered.again", {"region": 7})
    assert unheard_elements(7, []) == ()

"""The windows in which a leader follows a scan."""

from dataclasses import replace

import pytest

from flows.messages import Quote, Row
from flows.response import ResponseState
from flows.views.progress import progress_form, text_form
from flows.wording import say
from tests.support.builders import a_response, a_scan, a_walk, said
from tests.support.progress import row

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), id=7)


@pytest.mark.parametrize("state", ResponseState)
def test_a_ready_text_is_offered_for_who_can_still_answer(state: ResponseState) -> None:
    """Not for who handed in, declined or deleted."""
    form = progress_form(SCAN, [row(state=state)])
    offered = [element for element in form.body if isinstance(element, Row)]
    assert bool(offered) is (state in {ResponseState.INVITED, ResponseState.BEGUN})


def test_a_response_without_a_wish_is_shown_by_its_state() -> None:
    """Should its message be gone."""
    partner, person, response, _ = row()
    assert "gevraagd" in said(progress_form(SCAN, [(partner, person, response, None)]))


def test_who_has_not_been_asked_yet_is_not_said_to_be() -> None:
    """Their days are free for now, or their message is on its way."""
    assert "**nog niet gevraagd**" in said(progress_form(SCAN, [row(shown=0)]))
    assert "**gevraagd**" in said(progress_form(SCAN, [row()]))
    begun = row(state=ResponseState.BEGUN, shown=0)
    assert "**begonnen**" in said(progress_form(SCAN, [begun]))


def test_a_country_of_participants_fits_the_progress() -> None:
    """Lines without a button can be put together: everybody is there."""
    form = progress_form(SCAN, [row(number) for number in range(150)])
    assert sum(isinstance(element, Row) for element in form.body) <= 90
    assert "Mens 149" in said(form)


def test_the_ready_text_names_its_reader() -> None:
    """So that it is not sent to somebody else."""
    assert "Karin" in said(text_form(SCAN, "Karin", say("progress.no_link")))


def test_the_progress_holds_no_quote() -> None:
    """Nothing that a participant wrote has a place in it."""
    form = progress_form(SCAN, [row()])
    assert not [element for element in form.body if isinstance(element, Quote)]

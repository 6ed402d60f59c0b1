"""The windows in which a leader starts, follows and changes a scan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from flows.language import Language
from flows.messages import ChoiceInput, DateInput, Form, TextInput
from flows.response import ResponseState
from flows.scan import ScanState
from flows.views.invitation import invitation_body
from flows.views.planned import move_form
from flows.views.progress import progress_form, text_form
from flows.views.scan_forms import (
    LONGEST_TITLE,
    cannot_start_form,
    extend_form,
    preview_form,
    scan_form,
)
from flows.views.walk import invitation_of
from flows.wording import Phrase, say
from tests.support.builders import NOW, WORDINGS, a_response, a_scan, a_walk, buttons_of, said
from tests.support.progress import row
from tests.support.shown import fields_of

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), id=7)
PLANNED = replace(SCAN, state=ScanState.PLANNED)
WARNING = say("scan.warning.public_open")


def prepared(people: int = 7, meeting_on: date | None = date(2027, 3, 25)) -> Form:
    """The window to prepare a scan."""
    return scan_form(
        WALK.region,
        title=say("scan.default_title", region="regio Noordwest", day=date(2027, 3, 19)),
        starts=date(2027, 3, 8),
        deadline=date(2027, 3, 19),
        meeting_on=meeting_on,
        people=people,
        partners=4,
    )


def every_form() -> Iterator[Form]:
    """Each window."""
    for people in (1, 7, 8):
        for meeting_on in (None, date(2027, 3, 25)):
            yield prepared(people, meeting_on)
    for scan in (SCAN, PLANNED):
        yield preview_form(scan, invitation_of(WALK), [WARNING], NOW)
    yield cannot_start_form([WARNING])
    yield extend_form(SCAN, date(2027, 3, 26))
    yield move_form(PLANNED, date(2027, 3, 15))
    yield progress_form(SCAN, [])
    yield progress_form(SCAN, [row(number, state) for number, state in enumerate(ResponseState)])
    for error in ("user_not_found", "account_inactive", "cannot_dm_bot", "ratelimited"):
        yield progress_form(SCAN, [row(error=error)])
    yield text_form(SCAN, "Karin", say("progress.no_link"))


@pytest.mark.parametrize("language", Language)
def test_every_window_has_its_words_and_fits(language: Language) -> None:
    """Titles, submits and closes are at most 24 characters, options and hints at most 75."""
    wording = WORDINGS[language]

    def length(phrase: Phrase) -> int:
        return len(wording.text(phrase, bold=str))

    for form in every_form():
        assert said(form, language)
        for phrase in (form.title, form.close, form.submit):
            assert phrase is None or 0 < length(phrase) <= 24
        for button in buttons_of(form):
            assert 0 < length(button.label) <= 75
        for element in form.body:
            if isinstance(element, ChoiceInput):
                assert all(0 < length(option.label) <= 75 for option in element.options)
                values = [option.value for option in element.options]
                assert element.initial in {"", *values}


def test_the_default_title_fits_its_input() -> None:
    """Also for the longest name of a region, in the longest month."""
    title = say("scan.default_title", region="x" * 80, day=date(2027, 9, 19))
    for language in Language:
        assert len(WORDINGS[language].text(title)) <= LONGEST_TITLE


def test_a_scan_is_prepared_with_all_that_has_to_be_chosen() -> None:
    """Title, both days, mode, minimum and moments, each required."""
    form = prepared()
    assert set(fields_of(form)) == {"title", "starts", "deadline", "mode", "minimum", "moments"}
    inputs = [e for e in form.body if isinstance(e, TextInput | DateInput | ChoiceInput)]
    assert all(element.required for element in inputs)


@pytest.mark.parametrize("language", Language)
def test_who_will_be_asked_and_why_that_day_stand_there(language: Language) -> None:
    """With the meeting that the day was proposed for."""
    text = said(prepared(), language)
    assert ("zeven" if language is Language.NL else "seven") in text
    assert ("25 maart" if language is Language.NL else "25 March") in text
    assert "25" not in said(prepared(meeting_on=None), language)


def test_the_preview_shows_warnings_before_the_invitation() -> None:
    """And carries what was chosen, as ids and plain words."""
    form = preview_form(SCAN, invitation_of(WALK), [WARNING], NOW)
    shown = list(form.body)
    invitation = list(invitation_body(invitation_of(WALK)))
    assert shown[-len(invitation) :] == invitation
    assert WARNING in [getattr(element, "phrase", None) for element in shown[:1]]
    assert form.args["title"] == SCAN.title
    assert form.args["starts"] == ""
    planned = preview_form(PLANNED, invitation_of(WALK), [], NOW)
    assert planned.args["starts"] == "2027-03-08"
    assert form.args["deadline"] == "2027-03-19"


@pytest.mark.parametrize("language", Language)
def test_the_preview_says_when_the_scan_begins_and_invitations_go_out(language: Language) -> None:
    """A planned one at its moment, another at once; both in working hours."""
    now = said(preview_form(SCAN, invitation_of(WALK), [], NOW), language)
    planned = preview_form(PLANNED, invitation_of(WALK), [], NOW.replace(day=15, hour=9, minute=0))
    assert "16.30" in now or "16:30" in now
    assert ("15 maart" if language is Language.NL else "15 March") in said(planned, language)
    assert planned.submit != preview_form(SCAN, invitation_of(WALK), [], NOW).submit


def test_what_cannot_start_has_nothing_to_hand_in() -> None:
    """Only what has to be done first."""
    form = cannot_start_form([WARNING])
    assert form.submit is None
    assert not list(buttons_of(form))

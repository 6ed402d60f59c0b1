"""The panel and windows of a rhythm, and the question about its next scan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.holidays import HolidayKind
from flows.language import Language
from flows.messages import Form, Message, Page
from flows.region import Period, PeriodKind, Region
from flows.rhythm import Every, Outcome, PutOff, Rhythm, RhythmState
from flows.scan import Mode, Moments
from flows.turns import Shift, Turn, Why
from flows.views.rhythm import (
    RhythmPanel,
    dates_form,
    move_form,
    panel_elements,
    rhythm_form,
    turn_line,
)
from flows.views.rhythm_message import RhythmTold, frozen_rhythm_message, rhythm_message
from tests.support.builders import WORDINGS, a_response, a_scan, a_walk, buttons_of, keys_of, said

WALK = a_walk(a_response())
SCAN = a_scan(WALK.region, WALK.person)
TURN = Turn(
    ideal=date(2027, 12, 15),
    start=date(2028, 1, 10),
    deadline=date(2028, 1, 24),
    meeting=date(2028, 2, 3),
    shifts=(Shift(Why.SCHOOL, HolidayKind.CHRISTMAS),),
)
RHYTHM = Rhythm(id=3, region_id=1, every=Every.QUARTER, since=date(2027, 11, 1))
ASKED = replace(
    RHYTHM,
    turn=TURN.ideal,
    starts_on=TURN.start,
    ends_on=TURN.deadline,
    asked_at=datetime(2027, 12, 24, 9, tzinfo=UTC),
)
TOLD = RhythmTold(
    rhythm=ASKED,
    region=WALK.region,
    people=3,
    partners=2,
    meeting=TURN.meeting,
    last=SCAN,
    new=(),
    gone=(),
    left=(),
    goes=True,
    missing=(),
    provisional=False,
    scan=None,
    decided_by="",
)
REGION = Region(id=1, workspace_id=1, name="regio Noordwest")
EXAMS = Period(region_id=1, kind=PeriodKind.EXAM, first=date(2027, 12, 1), last=date(2027, 12, 10))


def panel(rhythm: Rhythm = RHYTHM, *turns: Turn) -> RhythmPanel:
    """What a leader sees of a rhythm."""
    weeks = [EXAMS, replace(EXAMS, kind=PeriodKind.FREE)]
    return RhythmPanel(rhythm=rhythm, turns=turns, without=[date(2028, 2, 17)], weeks=weeks)


def page(shown: RhythmPanel | None) -> Page:
    """The panel on a page."""
    return Page(body=panel_elements(1, shown))


def every_shown() -> Iterator[Message | Form | Page]:
    """All that can be shown of a rhythm."""
    shifts = [Shift(why) for why in Why if why is not Why.SCHOOL]
    shifts += [Shift(Why.SCHOOL, kind) for kind in HolidayKind]
    turns = [
        *(replace(TURN, shifts=(shift,)) for shift in shifts),
        replace(TURN, lost=3),
        replace(TURN, shifts=(), meeting=None, provisional=True),
    ]
    yield page(None)
    for state in RhythmState:
        for every in Every:
            rhythm = replace(ASKED, state=state, every=every)
            yield page(panel(rhythm))
            yield page(panel(rhythm, *turns))
    for every in Every:
        yield rhythm_form(1, every, [date(2027, 5, 3)], is_on=every is Every.DATES)
        yield dates_form(panel(replace(RHYTHM, every=every), TURN))
    yield move_form(1, TURN)
    lacks = [why for why in PutOff if why not in {PutOff.NONE, PutOff.FEW, PutOff.NOTICE}]
    for why in PutOff:
        rhythm = replace(ASKED, put_off=why, dropped=("2027-09-15", "2027-10-15"))
        told = replace(TOLD, rhythm=rhythm, missing=lacks, provisional=True, goes=False)
        yield rhythm_message(told)
        yield frozen_rhythm_message(told)
    yield rhythm_message(replace(TOLD, last=None, meeting=None))
    yield rhythm_message(replace(TOLD, holidays_until=date(2028, 7, 31), unasked=["Karin", "Jan"]))
    yield rhythm_message(replace(TOLD, rhythm=replace(ASKED, starts_on=None)))
    for state in RhythmState:
        for outcome in Outcome:
            for scan in (None, SCAN):
                for who in ("", "Marijke Visser"):
                    done = replace(
                        RHYTHM,
                        state=state,
                        outcome=outcome,
                        done_until=TURN.ideal,
                        dropped=("2027-09-15",),
                    )
                    told = replace(TOLD, rhythm=done, scan=scan, decided_by=who)
                    yield rhythm_message(told)
                    yield frozen_rhythm_message(told)


@pytest.mark.parametrize("language", Language)
def test_all_that_is_shown_has_its_words(language: Language) -> None:
    """Titles and submits of at most 24 characters, buttons of 75, questions of 300."""
    wording = WORDINGS[language]
    for shown in every_shown():
        assert said(shown, language)
        if isinstance(shown, Form):
            for phrase in (shown.title, shown.close, shown.submit):
                assert phrase is None or len(wording.text(phrase)) <= 24
        for button in buttons_of(shown):
            assert len(wording.text(button.label)) <= 75
            if button.confirm:
                assert len(wording.text(button.confirm.text)) <= 300
                assert len(wording.text(button.confirm.yes)) <= 30


def test_a_turn_says_why_it_was_shifted() -> None:
    """After its days and the meeting that it is for."""
    assert WORDINGS[Language.NL].text(turn_line(TURN)) == (
        "10 januari 2028 tot en met 24 januari, voor de vergadering van 3 februari."
        " 15 december wordt 10 januari: kerstvakantie"
    )


def test_a_page_offers_what_can_be_done() -> None:
    """Going ahead only while it is asked."""

    def actions(shown: RhythmPanel | None) -> list[str]:
        return [button.action.removeprefix("rhythm.") for button in buttons_of(page(shown))]

    running = ["move", "skip", "pause", "form", "stop"]
    assert actions(None) == ["form"]
    assert actions(panel(RHYTHM, TURN)) == running
    assert actions(panel(ASKED, TURN)) == ["go", *running]
    assert actions(panel()) == ["form", "stop"]
    assert actions(panel(replace(RHYTHM, state=RhythmState.PAUSED))) == ["resume", "form", "stop"]
    assert actions(panel(replace(RHYTHM, state=RhythmState.ENDED))) == ["form"]


def test_buttons_about_a_turn_name_it() -> None:
    """So that an old one decides nothing about a later turn."""
    for shown in (page(panel(ASKED, TURN)), rhythm_message(TOLD)):
        for button in buttons_of(shown):
            if button.action in {"rhythm.go", "rhythm.move", "rhythm.skip"}:
                assert button.args == {"region": 1, "turn": "2027-12-15"}


def test_without_weeks_or_left_out_days_nothing_is_said_of_them() -> None:
    """The list of days is enough."""
    bare = replace(panel(RHYTHM, TURN), without=[], weeks=[])
    assert not {"rhythm.without", "rhythm.weeks"} & set(keys_of(page(bare)))


def test_the_question_says_what_changed_since_the_last_scan() -> None:
    """New people, those no longer asked, and partners that left; a long list is counted."""
    new = [f"Nieuw {number}" for number in range(1, 11)]
    told = replace(TOLD, new=new, gone=["Oud"], left=["Bouwbedrijf"])
    words = said(rhythm_message(told))
    assert "Nieuw 8 en nog 2 anderen" in words
    assert "Niet meer gevraagd: Oud" in words
    assert "Geen partner meer: Bouwbedrijf" in words
    assert "dezelfde mensen" not in words
    assert "dezelfde mensen" in said(rhythm_message(TOLD))


def test_the_question_names_the_settings() -> None:
    """Those of the last scan, which hold again."""
    assert "open, met per organisatie een lijn" in said(rhythm_message(TOLD))
    protected = replace(SCAN, mode=Mode.PROTECTED, minimum=6, moments=Moments.TWO)
    words = said(rhythm_message(replace(TOLD, last=protected)))
    assert "vanaf 6 mensen" in words
    assert "dan een gesprek" in words


def test_what_is_said_already_is_not_said_twice() -> None:
    """Why it waited is also what lacks."""
    rhythm = replace(ASKED, put_off=PutOff.NOBODY)
    told = replace(TOLD, rhythm=rhythm, missing=[PutOff.NOBODY, PutOff.RESPONSIBLE])
    keys = keys_of(rhythm_message(told))
    assert "rhythm.put_off.nobody" in keys
    assert "rhythm.lacks.nobody" not in keys
    assert "rhythm.lacks.responsible" in keys


def test_a_year_of_dates_is_kept_by_the_second_window() -> None:
    """It has no inputs: the choice stands in its args."""
    chosen = replace(RHYTHM, every=Every.DATES, dates=("2027-11-15", "2028-03-15"))
    assert dates_form(panel(chosen, TURN)).args == {
        "region": 1,
        "every": "dates",
        "date_1": "2027-11-15",
        "date_2": "2028-03-15",
    }

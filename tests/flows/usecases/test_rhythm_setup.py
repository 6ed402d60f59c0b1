"""A leader turns on a rhythm, and sees the days that follow before it is on."""

from datetime import date, timedelta

import pytest

from flows.rhythm import Every, RhythmState
from flows.scan import ScanState
from tests.support.builders import form_of, keys_of, notice_of, said
from tests.support.repeating import RepeatingWorld, local
from tests.support.shown import fields_of


@pytest.fixture
def world() -> RepeatingWorld:
    """A region on 8 March 2027 in which nothing was scanned yet."""
    return RepeatingWorld()


def test_the_next_four_turns_are_shown_before_anything_is_kept(world: RepeatingWorld) -> None:
    """Each with why it was shifted, and the exam weeks that were minded."""
    world.examine(date(2027, 6, 14), date(2027, 6, 25))
    form = form_of(world.prepare())
    words = said(form)
    assert "15 juni wordt 28 mei: examenweken en zomervakantie" in words
    assert "15 december wordt 10 januari: kerstvakantie" in words
    assert "examenweken van 14 juni tot en met 25 juni" in words
    assert not world.store.rhythms.find()
    assert notice_of(world.hand(form)) == "rhythm.started"
    assert world.rhythm.every is Every.QUARTER
    assert local(world.rhythm.due_at) == "2027-05-21 10:00"


@pytest.mark.parametrize(
    ("every", "begins"),
    [("quarter", "2027-06-15"), ("half_year", "2027-06-15"), ("year", "2027-06-15")],
)
def test_the_first_turn_leaves_a_week_to_decide(
    world: RepeatingWorld, every: str, begins: str
) -> None:
    """15 March is too near on 8 March: the next quarter is the first."""
    world.repeat(every)
    assert "begint" not in said(world.page())
    world.until_due()
    world.until_due()
    assert world.rhythm.turn == date.fromisoformat(begins)


def test_this_quarters_turn_still_comes_if_its_days_lie_ahead(world: RepeatingWorld) -> None:
    """In December it was shifted to January anyway."""
    world.on(date(2027, 12, 20))
    assert world.repeat().due_at is not None
    assert local(world.rhythm.due_at) == "2027-12-24 10:00"


def test_a_quarter_that_was_scanned_gets_no_second_scan(world: RepeatingWorld) -> None:
    """The rhythm begins in the quarter after it."""
    world.on(date(2027, 5, 3))
    world.scanned()
    world.repeat()
    assert world.rhythm.since == date(2027, 8, 1)
    world.lead("rhythm.stop")
    world.on(date(2027, 7, 29))
    assert world.repeat().since == date(2027, 8, 6)


def test_a_scan_that_was_stopped_does_not_count(world: RepeatingWorld) -> None:
    """Nobody answered it."""
    world.on(date(2027, 5, 3))
    world.start()
    world.lead("scan.cancel")
    world.repeat()
    assert world.rhythm.since == date(2027, 5, 1)


def test_chosen_days_have_inputs_only_when_chosen(world: RepeatingWorld) -> None:
    """Four of them."""
    assert set(fields_of(form_of(world.lead("rhythm.form")))) == {"every"}
    names = set(fields_of(form_of(world.tell_about("dates"))))
    assert names == {"every", "date_1", "date_2", "date_3", "date_4"}
    assert world.tell_about("dates").replace
    assert set(fields_of(form_of(world.tell_about("iets anders")))) == {"every"}


def test_past_days_are_refused_and_named(world: RepeatingWorld) -> None:
    """Beside the field; today has begun already."""
    reply = world.prepare("dates", date_1=date(2027, 3, 1), date_2=date(2027, 4, 5))
    assert {name: error.key for name, error in reply.errors.items()} == {
        "date_1": "rhythm.error.past"
    }
    assert reply.errors["date_1"].params["day"] == date(2027, 3, 1)
    assert set(world.prepare("dates", date_1=date(2027, 3, 8)).errors) == {"date_1"}


def test_without_days_or_meetings_there_is_nothing_to_turn_on(world: RepeatingWorld) -> None:
    """The field says what to do."""
    assert world.prepare("dates").errors["date_1"].key == "rhythm.error.no_day"
    assert world.prepare("meeting").errors["every"].key == "rhythm.error.no_meetings"
    world.start(deadline=date(2027, 12, 17))
    soon = world.prepare("dates", date_1=date(2027, 3, 10))
    assert soon.errors["date_1"].key == "rhythm.error.no_room"


def test_days_that_passed_between_the_windows_are_told(world: RepeatingWorld) -> None:
    """The second window has no fields to put an error beside."""
    form = form_of(world.prepare("dates", date_1=date(2027, 3, 9)))
    world.on(date(2027, 3, 9))
    assert notice_of(world.hand(form)) == "rhythm.error.past"
    assert not world.store.rhythms.find()


def test_chosen_days_are_kept_in_order_and_once(world: RepeatingWorld) -> None:
    """However they were filled in; a day that is left over can be changed."""
    days = {"date_1": date(2027, 9, 20), "date_2": date(2027, 4, 12), "date_3": date(2027, 4, 12)}
    assert world.repeat("dates", **days).dates == ("2027-04-12", "2027-09-20")
    world.on(date(2027, 5, 3))
    fields = fields_of(form_of(world.lead("rhythm.form")))
    assert fields["date_1"] == date(2027, 9, 20)
    assert fields["date_2"] is None
    assert fields_of(form_of(world.tell_about("dates")))["date_1"] == date(2027, 9, 20)


def test_what_was_chosen_can_be_changed(world: RepeatingWorld) -> None:
    """An open question about the old rhythm is withdrawn; there is one rhythm still."""
    world.scanned()
    world.meet(date(2027, 9, 30), date(2027, 10, 7))
    world.repeat()
    world.until_due()
    world.deliver()
    world.repeat("meeting")
    assert world.rhythm.state is RhythmState.ON
    assert keys_of(world.question())[0] == "rhythm.told.over"
    assert "7 oktober" in said(world.page())
    assert "te kort na een andere" in said(world.page())


def test_a_turn_that_became_a_scan_does_not_come_again_when_it_is_turned_on_anew(
    world: RepeatingWorld,
) -> None:
    """Even if the scan has not begun yet."""
    world.scanned()
    world.repeat()
    world.until_due()
    world.decide("rhythm.go")
    world.lead("rhythm.stop")
    world.repeat()
    assert local(world.rhythm.due_at) == "2027-09-08 10:00"


def planned_by_rhythm(world: RepeatingWorld) -> None:
    """The scan of 15 June is planned."""
    world.scanned()
    world.repeat()
    world.until_due()
    world.decide("rhythm.go")


def test_a_chosen_day_before_a_planned_scan_does_not_vanish(world: RepeatingWorld) -> None:
    """It comes on the first days after that scan, which the leader sees."""
    planned_by_rhythm(world)
    days = {"date_1": date(2027, 6, 11), "date_2": date(2027, 9, 20)}
    words = said(form_of(world.prepare("dates", **days)))
    assert "27 juli 2027 tot en met 10 augustus" in words
    assert "20 september" in words


def test_a_chosen_day_whose_scan_was_called_off_comes_again(world: RepeatingWorld) -> None:
    """It becomes a scan of its own; the one that was called off is kept beside it."""
    planned_by_rhythm(world)
    called_off = world.now_scan()
    world.lead("scan.cancel")
    world.repeat("dates", date_1=date(2027, 6, 15))
    world.until_due()
    world.decide("rhythm.go")
    scan = world.now_scan()
    assert scan.id != called_off.id
    assert (scan.state, scan.turn) == (ScanState.PLANNED, date(2027, 6, 15))
    assert world.store.scans.get(called_off.id).turn is None


def test_a_day_that_has_a_scan_already_cannot_be_chosen_again(world: RepeatingWorld) -> None:
    """The field says so; the window no longer fills it in."""
    world.scanned()
    world.repeat("dates", date_1=date(2027, 6, 15), date_2=date(2027, 9, 20))
    world.until_due()
    world.decide("rhythm.go")
    fields = fields_of(form_of(world.lead("rhythm.form")))
    assert (fields["date_1"], fields["date_2"]) == (date(2027, 9, 20), None)
    errors = world.prepare("dates", date_1=date(2027, 9, 20), date_2=date(2027, 6, 15)).errors
    assert {name: error.key for name, error in errors.items()} == {"date_2": "rhythm.error.taken"}


def test_a_turn_whose_scan_was_called_off_comes_again_when_it_is_turned_on_anew(
    world: RepeatingWorld,
) -> None:
    """Nobody answered it, and the leader sees it among the days that come."""
    planned_by_rhythm(world)
    world.lead("scan.cancel")
    world.lead("rhythm.stop")
    world.now -= timedelta(days=7)
    assert "15 juni" in said(form_of(world.prepare()))

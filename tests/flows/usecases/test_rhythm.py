"""A leader decides about the scan that comes now, and pauses or ends the rhythm."""

from datetime import date

import pytest

from flows.region import Period, PeriodKind
from flows.rhythm import Outcome, PutOff, RhythmState
from flows.scan import ScanState
from flows.topics import Topic
from flows.wording import say
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import LEADER, STRANGER, about, snapshot
from tests.support.repeating import RepeatingWorld, local

JUNE = date(2027, 6, 15)


@pytest.fixture
def world() -> RepeatingWorld:
    """Leaders, of whom there are two, have been asked about the scan of 15 June."""
    world = RepeatingWorld()
    world.appoint(STRANGER)
    world.scanned()
    world.repeat()
    world.until_due()
    world.deliver()
    return world


def test_go_plans_the_scan_and_all_leaders_read_who_decided(world: RepeatingWorld) -> None:
    """The messages change where they stand; the buttons are gone."""
    assert notice_of(world.decide("rhythm.go")) == "rhythm.goes"
    scan = world.now_scan()
    assert (scan.state, scan.turn) == (ScanState.PLANNED, JUNE)
    assert local(scan.opened_at) == "2027-06-15 09:00"
    posts = about(world.deliver(), Topic.RHYTHM)
    assert sorted(post.reader for post in posts) == [LEADER, STRANGER]
    for post in posts:
        assert not post.is_new
        assert "Marijke Visser koos: **Borgingsscan" in post.words()
        assert not list(buttons_of(post.rendering.message))


def test_a_second_answer_is_polite_and_changes_nothing(world: RepeatingWorld) -> None:
    """Whoever gives it, and whatever it is."""
    turn = world.rhythm.turn
    assert turn is not None
    world.decide("rhythm.skip", STRANGER)
    before = snapshot(world), world.rhythm
    for action in ("rhythm.go", "rhythm.move", "rhythm.skip"):
        reply = world.lead(action, turn=turn.isoformat())
        assert notice_of(reply) == "rhythm.decided"
    assert (snapshot(world), world.rhythm) == before
    assert notice_of(world.lead("rhythm.go")) == "rhythm.decided"


def test_skip_waits_for_the_next_turn(world: RepeatingWorld) -> None:
    """And names who did."""
    assert notice_of(world.decide("rhythm.skip", STRANGER)) == "rhythm.skipped_until"
    assert (world.rhythm.outcome, world.rhythm.done_until) == (Outcome.SKIPPED, JUNE)
    assert "Xander Vreemd sloeg de scan van 15 juni over" in said(world.question())
    assert local(world.rhythm.due_at) == "2027-09-08 10:00"


def test_the_next_question_freezes_what_was_decided_about_the_last(world: RepeatingWorld) -> None:
    """A new message, and the old one keeps its answer."""
    world.decide("rhythm.skip")
    world.deliver()
    world.until_due()
    (post, _) = about(world.deliver(), Topic.RHYTHM)
    assert post.is_new
    assert post.rendering.frozen is not None
    assert keys_of(post.rendering.frozen) == ["rhythm.told.skipped"]


def test_move_plans_the_scan_on_the_chosen_day(world: RepeatingWorld) -> None:
    """Ten working days from there."""
    form = form_of(world.decide("rhythm.move"))
    assert notice_of(world.hand(form, day=date(2027, 6, 21))) == "rhythm.moved"
    scan = world.now_scan()
    assert (scan.turn, scan.deadline) == (JUNE, date(2027, 7, 5))
    assert local(scan.opened_at) == "2027-06-21 09:00"
    assert "21 juni" in said(world.question())


def test_moving_into_a_holiday_is_a_leaders_right_and_warned_of(world: RepeatingWorld) -> None:
    """They may know better; the warning names what falls within."""
    form = form_of(world.decide("rhythm.move"))
    reply = world.hand(form, day=date(2027, 7, 5))
    assert notice_of(reply) == "rhythm.moved_within"
    assert world.now_scan().deadline == date(2027, 8, 30)  # ten days on which the region works


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (None, "no_day"),
        (date(2027, 6, 7), "too_soon"),
        (date(2028, 9, 1), "far"),
        (date(2027, 9, 15), "next"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    world: RepeatingWorld, day: date | None, error: str
) -> None:
    """Beside the field, with what can be done."""
    form = form_of(world.decide("rhythm.move"))
    reply = world.hand(form, day=day)
    assert reply.errors["day"].key == f"rhythm.error.{error}"
    assert world.rhythm.turn == JUNE


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        (date(2027, 6, 12), date(2027, 6, 14)),
        (date(2027, 6, 23), date(2027, 6, 24)),
        (date(2027, 7, 12), date(2027, 8, 23)),
    ],
)
def test_a_day_on_which_the_region_is_free_is_refused(
    world: RepeatingWorld, day: date, next_day: date
) -> None:
    """A weekend, its own free day or the school holidays: the next working day is named."""
    own = date(2027, 6, 23)
    world.store.periods.add(
        Period(region_id=world.region.id, kind=PeriodKind.FREE, first=own, last=own)
    )
    form = form_of(world.decide("rhythm.move"))
    assert world.hand(form, day=day).errors == {"day": say("scan.error.start_free", day=next_day)}
    assert world.rhythm.turn == JUNE


def test_a_day_within_a_running_scan_is_refused(world: RepeatingWorld) -> None:
    """Two scans never run together; after it the question comes again a week before."""
    world.start(deadline=date(2027, 6, 25))
    form = form_of(world.decide("rhythm.move"))
    assert world.hand(form, day=date(2027, 6, 25)).errors["day"].key == "rhythm.error.running"
    assert notice_of(world.hand(form, day=date(2027, 8, 23))) == "rhythm.moved"
    assert world.rhythm.starts_on == date(2027, 8, 23)
    assert local(world.rhythm.due_at) == "2027-07-09 10:00"  # the working day before summer


def test_the_last_turn_can_be_moved_far_but_not_for_ever() -> None:
    """Without a next one a year is the bound."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat("dates", date_1=date(2027, 4, 12))
    world.until_due()
    form = form_of(world.decide("rhythm.move"))
    assert world.hand(form, day=date(2028, 9, 1)).errors["day"].key == "rhythm.error.far"
    assert notice_of(world.hand(form, day=date(2027, 11, 1))) == "rhythm.moved"
    assert world.rhythm.due_at is None


def test_go_needs_a_scan_before_and_none_running(world: RepeatingWorld) -> None:
    """Else the answer says what to do; the question stays open."""
    world.start(deadline=date(2027, 6, 11))
    assert notice_of(world.decide("rhythm.go")) == "rhythm.lacks.running"
    first = RepeatingWorld()
    first.repeat()
    first.until_due()
    assert notice_of(first.decide("rhythm.go")) == "rhythm.lacks.first"
    assert first.rhythm.turn is not None
    assert "scan.new" in {button.action for button in buttons_of(first.question())}


def test_without_a_scan_before_a_turn_can_still_be_moved() -> None:
    """The question stays, about the new days."""
    world = RepeatingWorld()
    world.repeat()
    world.until_due()
    form = form_of(world.decide("rhythm.move"))
    world.hand(form, day=date(2027, 6, 10))
    assert world.rhythm.starts_on == date(2027, 6, 10)
    assert "10 juni" in said(world.question())
    assert world.rhythm.asked_at == world.now
    assert local(world.rhythm.due_at) == "2027-06-10 09:00"


def test_go_after_the_start_begins_on_the_first_day_that_suits(world: RepeatingWorld) -> None:
    """The tap came before the clock's next look."""
    world.on(date(2027, 6, 16), 18)
    world.decide("rhythm.go")
    assert local(world.now_scan().opened_at) == "2027-06-17 09:00"


def test_go_when_no_day_is_left_says_so(world: RepeatingWorld) -> None:
    """Long after the start, the bot having been down."""
    world.on(date(2027, 9, 14), 18)
    assert notice_of(world.decide("rhythm.go")) == "rhythm.no_days_left"
    assert world.rhythm.turn == JUNE


def test_a_turn_can_be_decided_about_before_leaders_are_asked() -> None:
    """From the page."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat()
    buttons = {button.action: button for button in buttons_of(world.page())}
    assert "rhythm.go" not in buttons
    world.press(buttons["rhythm.skip"], LEADER)
    assert world.rhythm.done_until == JUNE
    world.until_due()
    buttons = {button.action: button for button in buttons_of(world.page())}
    world.press(buttons["rhythm.go"], LEADER)
    assert world.now_scan().turn == date(2027, 9, 15)


def test_a_paused_rhythm_does_nothing_until_it_is_resumed(world: RepeatingWorld) -> None:
    """What fell in the pause is left out; the question says that it is paused."""
    assert notice_of(world.lead("rhythm.pause")) == "rhythm.is_paused"
    assert world.rhythm.due_at is None
    assert keys_of(world.question()) == ["rhythm.told.paused"]
    assert "rhythm.paused" in keys_of(world.page())
    world.on(date(2027, 9, 20))
    paused = world.rhythm
    world.beat()
    assert world.rhythm == paused
    assert notice_of(world.lead("rhythm.resume")) == "rhythm.is_resumed"
    assert world.rhythm.done_until == date(2027, 9, 15)
    assert local(world.rhythm.due_at) == "2027-12-24 10:00"
    assert not [scan for scan in world.store.scans.find() if scan.turn]


def test_a_question_goes_on_after_a_short_pause(world: RepeatingWorld) -> None:
    """Its turn still lies ahead."""
    world.lead("rhythm.pause")
    world.later(60)
    world.lead("rhythm.resume")
    assert "rhythm.ask.when" in keys_of(world.question())
    assert local(world.rhythm.due_at) == "2027-06-15 09:00"


def test_an_ended_rhythm_can_be_begun_again(world: RepeatingWorld) -> None:
    """Its question says so; the page offers it anew."""
    stop = next(b for b in buttons_of(world.page()) if b.action == "rhythm.stop")
    assert stop.confirm
    assert notice_of(world.press(stop, LEADER)) == "rhythm.is_stopped"
    assert keys_of(world.question()) == ["rhythm.told.stopped"]
    assert "rhythm.form" in world.actions()
    assert "rhythm.stop" not in world.actions()
    assert world.rhythm.state is RhythmState.ENDED


def test_a_tap_that_came_twice_changes_nothing(world: RepeatingWorld) -> None:
    """On pausing, resuming, stopping, and on what is stopped."""
    for action in ("rhythm.resume", "rhythm.pause", "rhythm.pause", "rhythm.stop", "rhythm.stop"):
        world.lead(action)
    before = world.rhythm
    for action in ("rhythm.pause", "rhythm.resume", "rhythm.stop"):
        assert world.lead(action).page
    assert world.rhythm == before


def test_without_a_rhythm_there_is_nothing_to_decide() -> None:
    """A button of before the region was set up anew."""
    world = RepeatingWorld()
    for action in ("rhythm.go", "rhythm.skip", "rhythm.pause", "rhythm.resume", "rhythm.stop"):
        assert notice_of(world.lead(action, turn="2027-06-15")) == "setup.gone"


def test_what_waited_can_still_go(world: RepeatingWorld) -> None:
    """After the obstacle was mended."""
    world.change_region(contact="")
    world.until_due()
    assert world.rhythm.put_off is PutOff.RESPONSIBLE
    world.change_region(contact="fg@voorbeeld.example")
    world.decide("rhythm.go")
    assert local(world.now_scan().opened_at) == "2027-06-22 09:00"

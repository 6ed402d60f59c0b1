"""What leaders read about a rhythm comes from the region as it is now."""

from dataclasses import replace
from datetime import date

import pytest

from flows.rhythm import PutOff
from flows.scan import Hold, ScanState
from flows.usecases.rhythm_told import rhythm_panel, rhythm_told
from flows.views.rhythm_message import RhythmTold
from tests.support.builders import keys_of, notice_of, said
from tests.support.leading import LEADER
from tests.support.repeating import RepeatingWorld


@pytest.fixture
def world() -> RepeatingWorld:
    """Leaders have been asked about the scan of 15 June."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat()
    world.until_due()
    return world


def told(world: RepeatingWorld) -> RhythmTold:
    """What their message is drawn from."""
    return rhythm_told(world.store, world.rhythm, world.almanac)


def test_who_came_and_who_went_is_named(world: RepeatingWorld) -> None:
    """Against those who were asked last time."""
    assert (told(world).people, told(world).partners) == (3, 2)
    world.take_in("Gemeente", "U8")
    partner = world.store.partners.one(name="ROC West")
    assert partner is not None
    world.lead("partners.remove", partner=partner.id)
    assert told(world).new == ["U8 van Gemeente"]
    assert told(world).gone == ["U2 van ROC West", "U3 van ROC West"]
    assert told(world).left == ["ROC West"]


def test_what_lacks_is_named(world: RepeatingWorld) -> None:
    """As far as it can be known without asking the platform."""
    assert told(world).missing == []
    world.start()
    world.change_region(channel="", contact="")
    for partner in world.store.partners.find(removed_at=None):
        world.lead("partners.remove", partner=partner.id)
    assert set(told(world).missing) == {
        PutOff.RUNNING,
        PutOff.RESPONSIBLE,
        PutOff.CHANNEL,
        PutOff.NOBODY,
    }


def test_a_scan_between_its_moments_is_named_as_such(world: RepeatingWorld) -> None:
    """What to do about it is something else than about one that runs; both answers say so."""
    world.start()
    talking = replace(world.now_scan(), state=ScanState.CLOSED, hold=Hold.TALK)
    world.store.scans.save(talking)
    assert told(world).missing == [PutOff.TALK]
    assert notice_of(world.decide("rhythm.go")) == "rhythm.lacks.talk"


def test_a_planned_scan_is_not_running(world: RepeatingWorld) -> None:
    """It is what this question led to, or waits for its own day."""
    world.decide("rhythm.go")
    assert world.now_scan().state is ScanState.PLANNED
    assert told(world).missing == []
    assert told(world).scan == world.now_scan()
    assert told(world).decided_by == "Marijke Visser"


def test_silence_is_foretold() -> None:
    """By the same rule that decides."""
    for handed_in, goes in ((1, False), (2, True)):
        world = RepeatingWorld()
        world.scanned(handed_in)
        world.repeat()
        assert told(world).goes is goes


def test_without_a_scan_before_nothing_is_compared() -> None:
    """Nobody is new."""
    world = RepeatingWorld()
    world.repeat()
    world.until_due()
    assert (told(world).last, told(world).goes) == (None, False)
    assert (told(world).left, told(world).gone) == ([], [])


def test_a_leader_who_is_gone_has_no_name_any_more(world: RepeatingWorld) -> None:
    """The decision stays."""
    world.decide("rhythm.skip")
    world.store.people.remove(world.person(LEADER).id)
    assert told(world).decided_by == ""


def test_days_beyond_the_known_school_years_are_provisional() -> None:
    """The leader is told to look for themselves."""
    world = RepeatingWorld()
    world.on(date(2030, 5, 6))
    world.scanned()
    world.repeat("dates", date_1=date(2030, 9, 16))
    world.until_due()
    assert told(world).provisional
    assert "rhythm.ask.provisional" in keys_of(world.question())
    assert "Voorlopig" in said(world.page())


@pytest.mark.parametrize(("day", "warned"), [(date(2030, 1, 18), False), (date(2030, 1, 21), True)])
def test_the_question_warns_when_the_known_school_years_run_out(day: date, *, warned: bool) -> None:
    """By the rule of the page: from two hundred days before, 12 January 2030, with what to do."""
    world = RepeatingWorld()
    world.on(date(2029, 12, 3))
    world.scanned()
    world.repeat("dates", date_1=day)
    world.until_due()
    words = said(world.question())
    assert ("schoolvakanties tot en met **31 juli 2030**" in words) is warned
    assert ("borging holidays" in words) is warned


def test_a_question_that_nobody_has_open_warns_of_nothing(world: RepeatingWorld) -> None:
    """What was decided is no place for it."""
    world.decide("rhythm.skip")
    assert told(world).holidays_until is None


def test_a_region_without_a_rhythm_has_no_panel(world: RepeatingWorld) -> None:
    """One with has its turns and the weeks between them."""
    assert rhythm_panel(world.store, world.other, world.almanac) is None
    world.examine(date(2027, 10, 4), date(2027, 10, 8))
    world.examine(date(2029, 10, 4), date(2029, 10, 8))
    panel = rhythm_panel(world.store, world.region, world.almanac)
    assert panel is not None
    assert len(panel.turns) == 4
    assert [week.first for week in panel.weeks] == [date(2027, 10, 4)]

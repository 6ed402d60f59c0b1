"""The leader prepares a scan: what has to be there, what is proposed, what is refused."""

from datetime import UTC, date, datetime

import pytest

from flows.events import FieldValue
from flows.messages import ChoiceInput, Form
from flows.region import Meeting, Period, PeriodKind
from flows.scan import Mode
from tests.support.builders import NOW, form_of, keys_of, said
from tests.support.leading import CHANNEL, LedWorld, snapshot
from tests.support.shown import fields_of


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners, three people, and no scan."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    return world


def cannot(world: LedWorld) -> list[str]:
    """Why a scan cannot start, said on the tap and again on the form's submit."""
    form = form_of(world.lead("scan.new"))
    assert form.key == "scan.cannot"
    assert form.submit is None
    return keys_of(form)


def mode_input(form: Form) -> ChoiceInput:
    """The choice between open and protected."""
    (found,) = (one for one in form.body if isinstance(one, ChoiceInput) and one.name == "mode")
    return found


def test_without_partners_no_scan_starts() -> None:
    """A region without people says what to add first."""
    world = LedWorld()
    before = snapshot(world)
    assert "setup.missing.partners" in cannot(world)
    assert snapshot(world) == before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"organisation": ""}, "setup.missing.responsible"),
        ({"contact": ""}, "setup.missing.responsible"),
        ({"channel": ""}, "setup.missing.channel"),
    ],
)
def test_an_incomplete_region_cannot_start(
    world: LedWorld, changes: dict[str, str], expected: str
) -> None:
    """Whatever the invitation or the outcome needs has to be filled in."""
    world.change_region(**changes)
    assert expected in cannot(world)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"found": False}, "setup.channel_state.not_found"),
        ({"is_archived": True}, "setup.channel_state.archived"),
        ({"has_bot": False}, "setup.channel_state.no_bot"),
    ],
)
def test_a_channel_the_bot_cannot_post_in_keeps_a_scan_from_starting(
    world: LedWorld, state: dict[str, bool], expected: str
) -> None:
    """At the tap, at the form and at the start itself, with how to mend it."""
    form = form_of(world.lead("scan.new"))
    preview = world.preview()
    world.channel(CHANNEL, "stuurgroep-sto", **state)
    assert expected in cannot(world)
    before = snapshot(world)
    for late in (form, preview):
        reply = world.hand(late, mode="open")
        assert expected in keys_of(form_of(reply))
        assert reply.replace
    assert snapshot(world) == before


def test_a_public_channel_only_warns(world: LedWorld) -> None:
    """An open scan in it can be started by who has read the warning."""
    world.channel(is_private=False)
    assert "scan.warning.public_open" in keys_of(world.preview(Mode.OPEN))
    assert "scan.warning.public_open" not in keys_of(world.preview(Mode.PROTECTED))
    assert not world.start(Mode.OPEN).channel_private


@pytest.mark.parametrize(("deadline", "warns"), [(10, True), (12, True), (15, False)])
def test_a_short_scan_warns(world: LedWorld, deadline: int, *, warns: bool) -> None:
    """Fewer than five working days after the first are said before the start."""
    preview = world.preview(deadline=date(2027, 3, deadline))
    assert ("scan.warning.short" in keys_of(preview)) is warns


def test_who_is_free_during_the_whole_scan_is_named(world: LedWorld) -> None:
    """A partner without a working day in it would get no invitation: the leader reads it."""
    partner = world.store.partners.find(region_id=world.region.id)[0]
    week = Period(
        region_id=world.region.id,
        partner_id=partner.id,
        kind=PeriodKind.FREE,
        first=date(2027, 3, 1),
        last=date(2027, 4, 30),
    )
    assert "scan.warning.away" not in keys_of(world.preview())
    world.store.periods.add(week)
    preview = world.preview()
    assert "scan.warning.away" in keys_of(preview)
    assert partner.name in said(preview)


def test_the_deadline_is_proposed_before_the_next_meeting(world: LedWorld) -> None:
    """Four working days before it, holidays left out; the meeting stands beside it."""
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 3, 25)))
    form = form_of(world.lead("scan.new"))
    assert fields_of(form)["deadline"] == date(2027, 3, 19)
    assert "25 maart" in said(form)
    world.free_days = (date(2027, 3, 19),)
    assert fields_of(form_of(world.lead("scan.new")))["deadline"] == date(2027, 3, 18)


def test_without_a_meeting_a_scan_runs_ten_working_days(world: LedWorld) -> None:
    """Who changes nothing gets that."""
    scan = world.start()
    assert scan.deadline == date(2027, 3, 22)
    assert scan.closes_at == datetime(2027, 3, 22, 15, tzinfo=UTC)
    assert scan.meeting_on is None


def test_a_scan_closes_at_four_local_time_also_in_summer(world: LedWorld) -> None:
    """16:00 in Amsterdam is 14:00 UTC once the clock has changed."""
    assert world.start(deadline=date(2027, 3, 29)).closes_at == datetime(
        2027, 3, 29, 14, tzinfo=UTC
    )


def test_the_scan_is_for_the_first_meeting_after_its_deadline(world: LedWorld) -> None:
    """Whatever deadline the leader chooses."""
    for day in (date(2027, 3, 25), date(2027, 6, 10)):
        world.store.meetings.add(Meeting(region_id=world.region.id, on=day))
    assert world.start(deadline=date(2027, 4, 2)).meeting_on == date(2027, 6, 10)


def test_of_two_moments_the_meeting_is_the_conversation(world: LedWorld) -> None:
    """It is on a day after the sentences; on that day itself they come too late to talk about."""
    for day in (date(2027, 3, 25), date(2027, 6, 10)):
        world.store.meetings.add(Meeting(region_id=world.region.id, on=day))
    form = form_of(world.lead("scan.new"))
    two = {"mode": "open", "moments": "two"}
    reply = world.hand(form, deadline=date(2027, 3, 25), **two)
    assert {name: one.key for name, one in reply.errors.items()} == {
        "deadline": "talk.error.on_meeting"
    }
    preview = form_of(world.hand(form, deadline=date(2027, 3, 26), **two))
    assert "talk.preview" in keys_of(preview)
    world.hand(preview)
    assert world.now_scan().meeting_on == date(2027, 6, 10)


@pytest.mark.parametrize(("people", "initial"), [(7, ""), (8, Mode.PROTECTED)])
def test_protected_is_preselected_from_eight_people_on(people: int, initial: str) -> None:
    """Below that nothing is: the leader chooses."""
    world = LedWorld()
    world.take_in_many(people)
    form = form_of(world.lead("scan.new"))
    assert mode_input(form).initial == initial
    assert mode_input(form).required


def test_no_minimum_below_three_can_be_had(world: LedWorld) -> None:
    """The form offers none, and none is taken."""
    form = form_of(world.lead("scan.new"))
    (minimum,) = (
        one for one in form.body if isinstance(one, ChoiceInput) and one.name == "minimum"
    )
    assert min(int(option.value) for option in minimum.options) == 3
    assert minimum.initial == "5"
    assert world.start(Mode.PROTECTED, minimum="1").minimum == 3


def test_who_chooses_no_minimum_gets_the_usual_one(world: LedWorld) -> None:
    """Five people, not the lowest that is possible."""
    assert world.start(Mode.PROTECTED, minimum=None).minimum == 5


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"deadline": date(2027, 3, 5)}, "deadline", "scan.error.past"),
        ({"deadline": None}, "deadline", "scan.error.past"),
        ({"deadline": date(2030, 3, 5)}, "deadline", "scan.error.far"),
        ({"mode": ""}, "mode", "scan.error.mode"),
        ({"mode": None}, "mode", "scan.error.mode"),
        ({"mode": "secret"}, "mode", "scan.error.mode"),
        ({"title": "   "}, "title", "scan.error.title"),
        ({"title": None}, "title", "scan.error.title"),
    ],
)
def test_a_faulty_form_says_where_and_keeps_nothing(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """The error stands beside the input; nobody is invited."""
    form = form_of(world.lead("scan.new"))
    before = snapshot(world)
    reply = world.hand(form, **{"mode": "open", **values})
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert reply.form is None
    assert snapshot(world) == before


def test_today_counts_as_a_deadline_until_four(world: LedWorld) -> None:
    """At half past nine it does, at four it does not."""
    form = form_of(world.lead("scan.new"))
    assert not world.hand(form, mode="open", deadline=NOW.date()).errors
    world.now = NOW.replace(hour=15, minute=0)
    assert world.hand(form, mode="open", deadline=NOW.date()).errors

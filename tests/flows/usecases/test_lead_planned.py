"""The leader plans a scan, begins it, moves it, or calls it off."""

from datetime import UTC, date, datetime

import pytest

from flows.events import FieldValue
from flows.language import Language
from flows.pace import Ping
from flows.region import Meeting
from flows.response import ResponseState
from flows.scan import Hold, ScanState
from tests.support.builders import WORDINGS, form_of, keys_of, notice_of, said
from tests.support.leading import LEADER, LedWorld
from tests.support.planned import BEGINS, CLOSES, MONDAY, planned


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners in which a scan is planned for Monday 15 to Friday 26 March."""
    return planned()


def test_a_leader_can_begin_it_at_once(world: LedWorld) -> None:
    """With the answer who gets a message now."""
    assert notice_of(world.lead("scan.begin_now")) == "scan.started"
    assert world.now_scan().state is ScanState.OPEN
    assert world.response("U1").state is ResponseState.INVITED
    assert notice_of(world.lead("scan.begin_now")) == "scan.over"


def test_a_leader_who_begins_it_reads_what_is_missing(world: LedWorld) -> None:
    """And it goes on waiting."""
    world.channel(is_archived=True)
    form = form_of(world.lead("scan.begin_now"))
    assert "planned.why.channel" in keys_of(form)
    assert (world.now_scan().state, world.now_scan().hold) == (ScanState.PLANNED, Hold.CHANNEL)
    world.channel(is_private=False)
    assert notice_of(world.lead("scan.begin_now")) == "scan.started"


def test_a_leader_cannot_begin_what_would_have_closed(world: LedWorld) -> None:
    """They read what to do; time gives it up."""
    world.now = CLOSES
    assert notice_of(world.lead("scan.begin_now")) == "planned.too_late"


def test_it_can_be_called_off(world: LedWorld) -> None:
    """Nobody hears of it, and another can be started."""
    world.lead("scan.cancel")
    assert world.now_scan().state is ScanState.CANCELLED
    assert world.deliver() == []
    assert form_of(world.lead("scan.new")).key == "scan.new"


def test_beside_it_no_other_can_be_started(world: LedWorld) -> None:
    """The window says so."""
    assert "scan.already_planned" in keys_of(form_of(world.lead("scan.new")))


def test_it_can_be_moved(world: LedWorld) -> None:
    """To another working day, with a deadline after it; what is kept moves along."""
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 6, 10)))
    form = form_of(world.lead("scan.move"))
    reply = world.hand(form, starts=date(2027, 5, 31), deadline=date(2027, 6, 4))
    assert notice_of(reply) == "scan.planned"
    scan = world.now_scan()
    assert scan.opened_at == datetime(2027, 5, 31, 7, tzinfo=UTC)
    assert scan.closes_at == datetime(2027, 6, 4, 14, tzinfo=UTC)
    assert (scan.meeting_on, scan.texts_until) == (date(2027, 6, 10), date(2027, 10, 31))
    world.now = BEGINS
    assert world.beat() == 0


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"starts": date(2027, 3, 8)}, "starts", "planned.error.today"),
        ({"starts": date(2027, 3, 7)}, "starts", "scan.error.start_past"),
        ({"starts": date(2027, 3, 13)}, "starts", "scan.error.start_free"),
        ({"starts": date(2029, 3, 13)}, "starts", "scan.error.far"),
        ({"starts": date(2027, 3, 26)}, "deadline", "scan.error.before_start"),
        ({"deadline": None}, "deadline", "scan.error.before_start"),
        ({"deadline": date(2030, 3, 13)}, "deadline", "scan.error.far"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_day(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """With what to do; nothing is kept. The window that plans and the one that moves agree."""
    before = world.now_scan()
    reply = world.hand(form_of(world.lead("scan.move")), **values)
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert world.now_scan() == before
    if expected != "planned.error.today":
        world.lead("scan.cancel")
        days = {"starts": MONDAY, "deadline": date(2027, 3, 26), **values}
        reply = world.hand(form_of(world.lead("scan.new")), mode="open", **days)
        assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}


@pytest.mark.parametrize("action", ["scan.begin_now", "scan.move"])
def test_what_is_planned_no_more_cannot_be_begun_or_moved(world: LedWorld, action: str) -> None:
    """An old button or window says so; and it is for leaders."""
    form = form_of(world.lead("scan.move"))
    assert notice_of(world.tap(action, "U1", scan=world.now_scan().id)) == "setup.not_leader"
    assert notice_of(world.tap(action, LEADER, scan=99)) == "setup.gone"
    world.lead("scan.cancel")
    assert notice_of(world.lead(action)) == "scan.over"
    assert notice_of(world.hand(form)) == "scan.over"


def test_a_free_deadline_is_warned_about() -> None:
    """With the working day that lies nearest."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    saturday, sunday = (world.preview(deadline=date(2027, 3, day)) for day in (20, 21))
    assert "vrijdag 19 maart" in said(saturday)
    assert "maandag 22 maart" in said(sunday)
    assert "scan.warning.free_deadline" not in keys_of(world.preview(deadline=date(2027, 3, 22)))


def test_the_leader_reads_when_invitations_go_out() -> None:
    """Outside hours from the next working day on; where some are free, from then for them."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.now = datetime(2027, 3, 8, 19, tzinfo=UTC)
    reply = world.hand(world.preview())
    assert notice_of(reply) == "scan.started_later"
    world.lead("scan.cancel")
    school = world.store.partners.find(name="ROC West")[0]
    form = form_of(world.lead("partners.edit", partner=school.id))
    world.hand(form, sector="mbo", people=("U2",))
    world.now = datetime(2027, 4, 28, 9, tzinfo=UTC)  # the schools' May holiday
    reply = world.hand(world.preview(deadline=date(2027, 5, 21)))
    assert notice_of(reply) == "scan.started_partly"


def test_who_had_a_message_today_is_not_said_to_get_another_now() -> None:
    """Their invitation is said to come on their next working day."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.now = datetime(2027, 3, 12, 10, tzinfo=UTC)
    participants = world.store.participants.find()
    for known, participant in enumerate(participants, 1):
        world.store.pings.add(
            Ping(
                workspace_id=1,
                person_id=participant.person_id,
                on=world.now.date(),
                wish_id=99,
                shown=0,
            )
        )
        reply = world.hand(world.preview())
        assert notice_of(reply) == (
            "scan.started_later" if known == len(participants) else "scan.started_partly"
        )
        assert reply.notice is not None
        words = WORDINGS[Language.NL].text(reply.notice)
        assert "maandag 15 maart, 9.00 uur" in words
        world.lead("scan.cancel")

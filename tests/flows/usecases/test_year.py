"""A leader looks at the year's thread, and others get it in a report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from flows.action import ActionState, Phase
from flows.calendar import local_day, wall
from flows.decision import Decision, DecisionState
from flows.outcome import Report
from flows.region import Meeting
from flows.response import Sharing
from flows.rhythm import RhythmState
from flows.scan import Scan, ScanState
from flows.success import Success, SuccessKind
from flows.usecases.followed import follow_up_of
from flows.usecases.year_thread import Around, year_until_now
from flows.year import Coming, ComingKind, Year
from tests.support.acting import FRIDAY, WHAT, ActingWorld
from tests.support.builders import INSTRUMENTS, form_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER, OTHER, OTHER_CHANNEL, STRANGER

DAY = timedelta(days=1)


@pytest.fixture
def world() -> ActingWorld:
    """Two open scans a quarter apart, the second one higher."""
    world = ActingWorld()
    world.publish(title="Najaar", U1=2, U2=3, U4=4)
    world.next_quarter()
    world.publish(title="Voorjaar", U1=3, U2=4, U3=5)
    return world


def today(world: ActingWorld) -> date:
    """The local day."""
    return local_day(world.now, world.region.timezone)


def scans(world: ActingWorld) -> Sequence[Scan]:
    """The region's scans."""
    return world.store.scans.find(region_id=world.region.id)


def year(world: ActingWorld) -> Year:
    """The year up to now."""
    around = Around(instruments=INSTRUMENTS, almanac=world.almanac, now=world.now)
    return year_until_now(world.store, world.region, scans(world), around)


def window(world: ActingWorld) -> str:
    """What the leader reads."""
    form = form_of(world.tap("year.open", LEADER, region=world.region.id))
    return said(form).replace("**", "")


def report(world: ActingWorld, user_id: str = "U1", **args: str | int) -> Year | None:
    """What the report of the newest scan has of the year, as somebody gets it."""
    download = world.looks("results.file", user_id, kind="docx", **args).download
    assert isinstance(download, Report)
    return download.year


def decide(world: ActingWorld, **changes: object) -> None:
    """A decision of today, but for what is said of it."""
    decision = Decision(
        workspace_id=world.workspace.id,
        region_id=world.region.id,
        what="Techniek in het schoolplan",
        decided_on=today(world),
        owner_id=None,
        partner_id=None,
        due_on=None,
        created_at=world.now,
    )
    changed = replace(decision, **changes)  # type: ignore[arg-type]  # checked when it runs
    world.store.decisions.add(changed)


def tell(world: ActingWorld, sharing: Sharing, text: str) -> None:
    """A success of U1."""
    world.store.successes.add(
        Success(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            writer_id=world.person("U1").id,
            partner="De Boer",
            kind=SuccessKind.SUCCESS,
            text=text,
            sharing=sharing,
            said_at=world.now,
        )
    )


def test_the_leader_reads_the_scans_and_what_rose(world: ActingWorld) -> None:
    """Each with how many answered, in order of time."""
    text = window(world)
    assert text.index("Najaar. 3 van de 3 partners") < text.index("Voorjaar. 2 van de 2 partners")
    assert "Hoger: zeven stellingen, STO in de (lijn)organisatie het meest." in text


@pytest.mark.parametrize("user_id", ["U1", OTHER, STRANGER])
def test_nobody_else_does(world: ActingWorld, user_id: str) -> None:
    """Participants neither: signals stand in it."""
    reply = world.tap("year.open", user_id, region=world.region.id)
    assert notice_of(reply) == "setup.not_leader"
    assert reply.form is None


def test_what_was_told_of_signals_stands_in_it(world: ActingWorld) -> None:
    """With its day; not what was told longer ago, and nothing where nothing was."""
    assert "netwerkdip" not in window(world)
    followed = follow_up_of(world.store, world.region, world.now)
    assert "netwerkdip" not in window(world)
    for on, stands in ((today(world) - DAY, True), (today(world) - 366 * DAY, False)):
        told = replace(followed, reported=(f"response:{on}",))
        world.store.follow_ups.save(told)
        assert ("minder partners antwoorden" in window(world)) is stands


def test_actions_of_the_year_and_all_open_ones_are_in_it(world: ActingWorld) -> None:
    """What was closed before is not."""
    long_ago = world.now - 500 * DAY
    world.keep(what="Loopt nog", created_at=long_ago)
    world.keep(
        what="Was al klaar", created_at=long_ago, state=ActionState.FINISHED, closed_at=long_ago
    )
    world.keep(
        what="Net klaar", created_at=long_ago, state=ActionState.FINISHED, closed_at=world.now
    )
    world.keep(what="Geen trekker meer", item="weg")
    told = year(world).actions
    assert [one.action.what for one in told] == ["Loopt nog", "Net klaar", "Geen trekker meer"]
    assert [one.item is None for one in told] == [False, False, True]


def test_days_are_those_of_the_region(world: ActingWorld) -> None:
    """Half past midnight is another day than in Greenwich."""
    moment = wall(date(2027, 5, 3), time(0, 30), world.region.timezone)
    world.keep(created_at=moment, phase=Phase.CHECK, carried_out_at=moment)
    world.now = moment + DAY
    [one] = year(world).actions
    assert (one.made_on, one.carried_out_on) == (date(2027, 5, 3), date(2027, 5, 3))
    assert one.partner == ""


def test_decisions_of_the_year_and_all_open_ones_are_in_it(world: ActingWorld) -> None:
    """What was closed long ago is not."""
    old = today(world) - 500 * DAY
    closed = world.now - 450 * DAY
    partner = world.store.partners.find(region_id=world.region.id)[0]
    decide(world, what="Nu", partner_id=partner.id)
    decide(world, what="Oud en open", decided_on=old)
    decide(world, what="Oud en weg", decided_on=old, state=DecisionState.DONE, closed_at=closed)
    decide(world, what="Net weg", decided_on=old, state=DecisionState.DONE, closed_at=world.now)
    told = year(world).decisions
    assert [one.decision.what for one in told] == ["Oud en open", "Net weg", "Nu"]
    assert told[-1].partner == partner.name


def test_successes_are_told_as_their_writers_allow(world: ActingWorld) -> None:
    """With a name, without one, or not at all."""
    tell(world, Sharing.NAMED, "Met naam")
    tell(world, Sharing.UNNAMED, "Zonder naam")
    tell(world, Sharing.NO, "Alleen voor mij")
    told = [(one.text, one.by) for one in year(world).successes]
    name = world.person("U1").name
    assert told == [("Met naam", f"{name}, De Boer"), ("Zonder naam", "")]
    kept = world.store.successes.find()[0]
    world.store.successes.save(replace(kept, writer_id=None))
    assert year(world).successes[0].by == "De Boer"


def test_what_comes_is_in_order(world: ActingWorld) -> None:
    """Meetings, actions and decisions that are due, without what is past or done."""
    near, far = today(world) + 3 * DAY, today(world) + 30 * DAY
    for on in (far, today(world) - DAY):
        world.store.meetings.add(Meeting(region_id=world.region.id, on=on))
    world.keep(due_on=near)
    world.keep(due_on=near, phase=Phase.CHECK, carried_out_at=world.now)
    world.keep(due_on=today(world) - DAY)
    decide(world, due_on=near + DAY)
    decide(world)
    assert year(world).coming == (
        Coming(on=near, kind=ComingKind.ACTION, what=WHAT),
        Coming(on=near + DAY, kind=ComingKind.DECISION, what="Techniek in het schoolplan"),
        Coming(on=far, kind=ComingKind.MEETING),
    )


def test_the_next_scan_of_the_rhythm_comes(world: ActingWorld) -> None:
    """Unless the rhythm rests."""
    form = form_of(world.lead("rhythm.form"))
    world.hand(form_of(world.hand(form)))
    [coming] = [one for one in year(world).coming if one.kind is ComingKind.SCAN]
    assert coming.on > today(world)
    [rhythm] = world.store.rhythms.find()
    world.store.rhythms.save(replace(rhythm, state=RhythmState.PAUSED))
    assert not year(world).coming


def test_a_running_scan_has_a_last_day_and_a_planned_one_a_first(world: ActingWorld) -> None:
    """One that waits has neither."""
    scan = world.start(title="Loopt")
    assert year(world).coming == (Coming(on=scan.deadline, kind=ComingKind.CLOSING),)
    world.lead("scan.cancel")
    later = today(world) + 7 * DAY
    world.hand(world.preview(starts=later, deadline=later + 10 * DAY))
    assert year(world).coming == (Coming(on=later, kind=ComingKind.SCAN),)
    waiting = replace(world.now_scan(), state=ScanState.CLOSED)
    world.store.scans.save(waiting)
    assert not year(world).coming


def test_the_report_has_it_without_signals(world: ActingWorld) -> None:
    """It goes on to others."""
    followed = follow_up_of(world.store, world.region, world.now)
    world.store.follow_ups.save(replace(followed, reported=(f"response:{today(world)}",)))
    world.keep(due_on=FRIDAY)
    for user_id in (LEADER, "U1"):
        told = report(world, user_id)
        assert told is not None
        assert not told.notices
        assert [one.title for one in told.scans] == ["Najaar", "Voorjaar"]
        assert len(told.actions) == 1
        assert (told.last, told.today) == (today(world), today(world))


def test_the_report_of_an_old_scan_ends_where_the_next_one_came(world: ActingWorld) -> None:
    """What was agreed after that is in the next report."""
    first, second = scans(world)
    world.now += DAY
    world.keep(what="Na de tweede")
    told = report(world, scan=first.id)
    assert told is not None
    assert told.last == today(world) - DAY
    assert told.actions == ()
    assert told.coming == ()
    last = report(world, scan=second.id)
    assert last is not None
    assert [one.action.what for one in last.actions] == ["Na de tweede"]


def test_a_report_after_years_still_has_its_scan(world: ActingWorld) -> None:
    """A region that never scans again."""
    world.now += 700 * DAY
    told = report(world)
    assert told is not None
    assert [one.title for one in told.scans] == ["Voorjaar"]


def test_who_reads_an_old_channel_alone_gets_the_scan_alone(world: ActingWorld) -> None:
    """What a region does now is not for who only read its channel of then."""
    world.user("U9", "Lezer")
    world.members = {CHANNEL: {"U9"}}
    assert report(world, "U9") is not None
    world.change_region(channel=OTHER_CHANNEL)
    assert report(world, "U9") is None
    assert report(world, "U1") is not None
    assert report(world, LEADER) is not None

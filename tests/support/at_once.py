"""A region that is followed on a server, and people who act in it at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from flows.action import Action
from flows.catalogue import load_instruments
from flows.check_in import CheckIn, CheckInKind
from flows.decision import Decision
from flows.events import Event, FieldValue, Kind, Known, UserFacts
from flows.follow_up import FollowUp
from flows.holidays import Almanac
from flows.outbox import WishState
from flows.ports import Store
from flows.region import Leader, Participant, Partner, Person, Region, Sector, Workspace
from flows.results import to_text
from flows.scan import ScanState
from flows.store_errors import NotFoundError
from flows.topics import Topic
from flows.usecases.actions_kept import add_action
from flows.usecases.check_in_ask import ask
from flows.usecases.desk import Reply
from flows.usecases.due import act_due
from flows.usecases.handle import handle
from flows.usecases.scans import results_of
from flows.usecases.surroundings import Surroundings
from storage import engines
from storage.lanes import Lane
from tests.support.kept import a_scan

Result = TypeVar("Result")

TEAM = "T1"
LEADERS = 2
OWNERS = 12
"""Participants with an action; as many have none."""
MONDAY = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
FIRST_OF_MONTH = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""When the region was to be looked at: the channel is to read a digest."""
PATIENCE_S = 20.0
"""Seconds for all to begin: far more than it takes."""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Who is in the region: `owners` have an action of `actions` each, `others` have none."""

    workspace: Workspace
    region: Region
    leaders: list[Person]
    owners: list[Participant]
    others: list[Participant]
    actions: list[Action]


class AtOnce:
    """Transactions that begin at the same moment, each on a connection of its own.

    A deadlock is an error here, after which `Database` would run one of them again.
    """

    def __init__(self, url: str, connections: int) -> None:
        """So many connections to a migrated database."""
        parsed = engines.parse(url)
        engine = engines.writing(parsed, connections=connections)
        self._lane = Lane(parsed, engine, "at-once", connections)

    async def run(self, *works: Callable[[Store], Result]) -> list[Result]:
        """What each returns, once all are kept."""
        gate = Barrier(len(works))

        def from_the_gate(work: Callable[[Store], Result]) -> Callable[[Store], Result]:
            def run(store: Store) -> Result:
                store.workspaces.one()  # its transaction has begun
                gate.wait(PATIENCE_S)
                return work(store)

            return run

        async def kept(work: Callable[[Store], Result]) -> Result:
            try:
                return await self._lane.run(from_the_gate(work))
            except NotFoundError:  # as `Database` does: somebody removed it just now
                return await self._lane.run(work)

        return await asyncio.gather(*(kept(work) for work in works))

    async def close(self) -> None:
        """Disconnect."""
        await self._lane.close()


@asynccontextmanager
async def at_once(url: str, connections: int = 2 * OWNERS + 1) -> AsyncIterator[AtOnce]:
    """Transactions at once until the context ends."""
    made = AtOnce(url, connections)
    try:
        yield made
    finally:
        await made.close()


def around(now: datetime) -> Surroundings:
    """What every act is handled with besides the store; no day is free but in weekends."""
    return Surroundings(
        now=now, almanac=Almanac(), instruments=load_instruments(), message_url="{}{}".format
    )


def look(store: Store, now: datetime = MONDAY) -> int:
    """The daily round, if it is due; how many things were done."""
    return act_due(store, now, {}, around(now))


def does(
    followed: Followed,
    person: Person,
    action: str,
    args: dict[str, object],
    values: dict[str, FieldValue] | None = None,
    now: datetime = MONDAY,
) -> Callable[[Store], Reply]:
    """What somebody does with a button, or by handing in a window if there are `values`."""
    event = Event(
        kind=Kind.TAP if values is None else Kind.SUBMIT,
        workspace=TEAM,
        team_id=TEAM,
        user_id=person.user_id,
        action=action,
        args={name: str(value) for name, value in args.items()},
        values=values or {},
    )

    def act(store: Store) -> Reply:
        everybody = store.people.find()
        users = {
            one.user_id: UserFacts(team_id=TEAM, user_id=one.user_id, name=one.name)
            for one in everybody
        }
        return handle(store, followed.workspace, event, Known(users=users), around(now))[0]

    return act


def fill(store: Store) -> Followed:
    """Keep a region whose round is due, some weeks after its second scan.

    Every owner was asked of their action three weeks ago and has not answered; half of the
    actions are long over their date, and a decision is due.
    """
    workspace = store.workspaces.add(Workspace(team_id=TEAM))
    region = store.regions.add(Region(workspace_id=workspace.id, name="Noordwest", channel="C1"))
    leaders = [_person(store, workspace, f"L{number}") for number in range(LEADERS)]
    for leader in leaders:
        store.leaders.add(Leader(region_id=region.id, person_id=leader.id))
    owners, others = (
        [_participant(store, region, workspace, f"{kind}{number}") for number in range(OWNERS)]
        for kind in "AB"
    )
    actions = [_asked_of(store, owner, number) for number, owner in enumerate(owners)]
    store.decisions.add(
        Decision(
            workspace_id=workspace.id,
            region_id=region.id,
            what="Elke school een coördinator",
            decided_on=date(2027, 1, 20),
            owner_id=owners[0].id,
            partner_id=owners[0].partner_id,
            due_on=date(2027, 3, 1),
            created_at=MONDAY - timedelta(days=40),
        )
    )
    for days_ago in (130, 40):
        _publish(store, workspace, region, leaders[0], MONDAY - timedelta(days=days_ago))
    store.follow_ups.add(FollowUp(region_id=region.id, due_at=FIRST_OF_MONTH))
    return Followed(
        workspace=workspace,
        region=region,
        leaders=leaders,
        owners=owners,
        others=others,
        actions=actions,
    )


def asked(followed: Followed, participant: Participant, kind: CheckInKind) -> CheckIn:
    """A check-in of somebody, not kept yet."""
    return CheckIn(
        workspace_id=followed.workspace.id,
        region_id=followed.region.id,
        participant_id=participant.id,
        person_id=participant.person_id,
        kind=kind,
        asked_at=MONDAY,
    )


def _person(store: Store, workspace: Workspace, user_id: str) -> Person:
    return store.people.add(
        Person(workspace_id=workspace.id, team_id=TEAM, user_id=user_id, name=f"Persoon {user_id}")
    )


def _participant(store: Store, region: Region, workspace: Workspace, user_id: str) -> Participant:
    partner = store.partners.add(
        Partner(region_id=region.id, name=f"Organisatie {user_id}", sector=Sector.COMPANY)
    )
    person = _person(store, workspace, user_id)
    return store.participants.add(
        Participant(region_id=region.id, partner_id=partner.id, person_id=person.id)
    )


def _publish(
    store: Store, workspace: Workspace, region: Region, leader: Person, ended: datetime
) -> None:
    """A scan that nobody answered."""
    instrument = list(load_instruments().values())[-1]
    scan = replace(
        a_scan(workspace, region, leader),
        instrument=instrument.key,
        version=instrument.version,
        state=ScanState.PUBLISHED,
        deadline=ended.date(),
        opened_at=ended - timedelta(days=10),
        closes_at=ended,
        published_at=ended,
    )
    kept = store.scans.add(scan)
    results = results_of(store, kept, load_instruments())
    store.scans.save(replace(kept, results=to_text(results)))


def _asked_of(store: Store, owner: Participant, number: int) -> Action:
    region = store.regions.get(owner.region_id)
    long_ago = MONDAY - timedelta(days=21)
    action = add_action(
        store,
        Action(
            workspace_id=region.workspace_id,
            region_id=region.id,
            what=f"Afspraak {number}",
            owner_id=owner.id,
            partner_id=owner.partner_id,
            due_on=date(2027, 1, 29) if number % 2 else date(2027, 3, 26),
            created_at=long_ago - timedelta(days=60),
        ),
        long_ago,
    )
    asking = CheckIn(
        workspace_id=region.workspace_id,
        region_id=region.id,
        participant_id=owner.id,
        person_id=owner.person_id,
        kind=CheckInKind.ACTION,
        action_id=action.id,
        phase=action.phase,
        asked_at=long_ago,
    )
    ask(store, owner, [asking], long_ago)
    (wish,) = store.wishes.find(topic=Topic.CHECK_IN, subject_id=owner.id)
    store.wishes.save(
        replace(
            wish,
            state=WishState.SHOWN,
            shown=wish.wanted,
            channel="D1",
            ts="1.1",
            posted_at=long_ago,
        )
    )
    kept = replace(action, asked_at=long_ago)
    store.actions.save(kept)
    return kept

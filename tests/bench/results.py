"""What reading an outcome costs in a region with many scans behind it, and with one."""

import random
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from flows.calendar import add_working_days
from flows.catalogue import load_instruments
from flows.events import ChannelFacts
from flows.instrument import Instrument
from flows.ports import Store
from flows.region import Participant, Partner, Person, Region, Sector, Workspace
from flows.response import Answer, Response, ResponseState, Sharing
from flows.results import to_text
from flows.scan import Mode, Moments, Scan, ScanState
from flows.usecases.outcomes import outcome_of
from flows.usecases.scans import Plan, new_scan, results_of
from flows.usecases.walks import Instruments
from flows.views.channel import results_message
from flows.views.table import table_message
from storage.database import Database

FEW, MANY = 2, 20  # published scans in the region
PARTNERS = 60
BEGIN = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
QUARTER = timedelta(days=91)


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Milliseconds to read an outcome and say it, by round."""

    name: str
    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """The cost with many scans to that with few, in the same round."""
        return [many / few for many, few in zip(self.many, self.few, strict=True)]

    def __str__(self) -> str:
        """The medians."""
        return (
            f"{self.name}, an outcome of {PARTNERS} partners: "
            f"{median(self.few):.1f} ms with {FEW} scans, {median(self.many):.1f} ms with {MANY}; "
            f"ratio {median(self.ratios):.2f} ({min(self.ratios):.2f}–{max(self.ratios):.2f})"
        )


async def outcomes(name: str, few: str, many: str, rounds: int) -> Outcomes:
    """Measure by turns in two databases with our tables and nothing in them, by their URLs."""
    one = Outcomes(name=name)
    instruments = load_instruments()
    async with AsyncExitStack() as stack:
        scans = {}
        for url, count in ((few, FEW), (many, MANY)):
            database = await Database.open(url)
            stack.push_async_callback(database.close)
            kept = await database.write(partial(_furnish, count=count))
            scans[url] = database, kept
        for number in range(rounds + 1):
            took = {}
            for url in (few, many) if number % 2 else (many, few):
                database, kept = scans[url]
                begun = time.perf_counter()
                await database.read(partial(_say, scan=kept, instruments=instruments))
                took[url] = (time.perf_counter() - begun) * 1e3
            if number:  # the first one warms up
                one.few.append(took[few])
                one.many.append(took[many])
    return one


def _say(store: Store, scan: Scan, instruments: Instruments) -> None:
    outcome = outcome_of(store, store.scans.get(scan.id), instruments)
    if (
        outcome.since is None
        or not results_message(outcome).body
        or not table_message(outcome).body
    ):
        raise RuntimeError("there is nothing to compare or to say")


def _furnish(store: Store, count: int) -> Scan:
    """Keep a region with so many published scans; its newest."""
    workspace = store.workspaces.add(Workspace(team_id="T1"))
    region = store.regions.add(Region(workspace_id=workspace.id, name="Regio", channel="C1"))
    participants = [a_participant(store, region, number) for number in range(PARTNERS)]
    leader = store.people.get(participants[0].person_id)
    chance = random.Random(60)  # noqa: S311 - made-up answers
    return [
        _publish(store, region, participants, leader, BEGIN + number * QUARTER, chance)
        for number in range(count)
    ][-1]


def a_participant(store: Store, region: Region, number: int) -> Participant:
    """Keep a partner with one person."""
    person = store.people.add(
        Person(
            workspace_id=region.workspace_id,
            team_id="T1",
            user_id=f"U{number}",
            name=f"Persoon {number}",
        )
    )
    partner = store.partners.add(
        Partner(region_id=region.id, name=f"Organisatie {number}", sector=Sector.COMPANY)
    )
    return store.participants.add(
        Participant(region_id=region.id, partner_id=partner.id, person_id=person.id)
    )


def _publish(
    store: Store,
    region: Region,
    participants: list[Participant],
    leader: Person,
    now: datetime,
    chance: random.Random,
) -> Scan:
    instruments = load_instruments()
    instrument = list(instruments.values())[-1]
    plan = Plan(
        title="Borgingsscan",
        deadline=add_working_days(now.date(), 10, ()),
        meeting_on=None,
        mode=Mode.OPEN,
        minimum=5,
        moments=Moments.ONE,
    )
    channel = ChannelFacts(channel_id=region.channel, name="stuurgroep", is_private=True)
    scan = store.scans.add(
        new_scan(
            plan, region=region, instrument=instrument, leader=leader, channel=channel, now=now
        )
    )
    for participant in participants:
        _answer(store, scan, instrument, participant, chance)
    results = to_text(results_of(store, scan, instruments))
    published = replace(scan, state=ScanState.PUBLISHED, published_at=now, results=results)
    store.scans.save(published)
    return published


def _answer(
    store: Store,
    scan: Scan,
    instrument: Instrument,
    participant: Participant,
    chance: random.Random,
) -> None:
    response = store.responses.add(
        Response(
            workspace_id=scan.workspace_id,
            scan_id=scan.id,
            partner_id=participant.partner_id,
            participant_id=participant.id,
            person_id=participant.person_id,
            state=ResponseState.SUBMITTED,
            sharing=Sharing.NAMED,
            invited_at=scan.opened_at,
            submitted_at=scan.opened_at,
        )
    )
    for item in instrument.statements:
        store.answers.add(
            Answer(
                response_id=response.id,
                item=item.key,
                score=chance.randint(1, 5),
                basis="Dat zie ik elke week op school.",
                answered_at=scan.opened_at,
            )
        )

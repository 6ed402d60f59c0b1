"""Two years of a region, played through the wire with the demo's clock by a script of its people.

On every working day at half past twelve people look at what the bot asked them, and do as the
season of their region has them do: engaged, sinking or recovering.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.compose import TIMEZONE
from bot.demo_region import PARTICIPANTS
from bot.workspace.person import Person
from flows.calendar import SATURDAY, local_day, wall
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.topics import Topic
from tests.e2e.leading import PLACE, leave
from tests.e2e.world import WAIT_S, World, has, newest
from tests.e2e.year import Year

BEGIN = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo(TIMEZONE))
END = date(2028, 7, 14)
LOOK = time(12, 30)
NAMES = tuple(one.name for one in PARTICIPANTS)
IN_ONE_SCAN = 2
"""Actions that are made after a radar, while the stuurgroep has the energy for it."""


class Season(Enum):
    """How a region's people are."""

    ENGAGED = "engaged"
    SINKING = "sinking"
    RECOVERING = "recovering"


@dataclass(frozen=True)
class Way:
    """What people do in a season.

    `scan` answer the scan with these `scores`, `check_ins` answer what they are asked in between,
    with the first of `taps` that there is.
    """

    scan: tuple[str, ...]
    scores: tuple[int, ...]
    check_ins: tuple[str, ...]
    taps: tuple[str, ...]


SUNK = ("Ik loop vast", "Nee")
OVER_DATE = "De afgesproken datum was"
WAYS: Mapping[Season, Way] = {
    Season.ENGAGED: Way(
        NAMES, (4, 3, 4, 4, 3, 3, 4), NAMES, ("Wij beginnen", "Op schema", "Het werkte", "Ja")
    ),
    Season.SINKING: Way(NAMES[:4], (4, 3, 4, 4, 2, 2, 3), NAMES[:1], SUNK),
    Season.RECOVERING: Way(
        NAMES, (4, 3, 4, 4, 3, 3, 4), NAMES, ("Wij beginnen", "Klaar", "Het werkte", "Deels")
    ),
}
AFTER_A_TAP = ("Niets, dank u", "Overslaan", "Dit wordt gewoonte", "Nu niet")
"""What people tap once they have answered, if it is there."""


@dataclass(frozen=True)
class Got:
    """A new message that somebody got, and what it was about."""

    name: str
    topic: Topic
    at: datetime

    @property
    def day(self) -> date:
        """The local day on which it came."""
        return local_day(self.at, TIMEZONE)


class TwoYears(Year):
    """The region of the demo from September 2026 to July 2028."""

    def __init__(self, world: World, season_of: Callable[[int], Season]) -> None:
        """`season_of` gives the season in which the scan with this number, from 1, is answered."""
        super().__init__(world)
        self._season_of = season_of
        self._after_radar: set[int] = set()

    async def play(self) -> None:
        """Have a scan each quarter, and let everybody do what they do, until the end."""
        leader = await self.home_taps("Herhalen")
        await leader.wait_for(lambda me: me.modal, WAIT_S)
        await leader.submit({"every": "quarter"})
        await leader.submit()
        await leader.wait_for(
            lambda me: me.home if me.home and has(me.home, "rhythm.pause") else None, WAIT_S
        )
        self.note("marijke zet herhalen aan: elk kwartaal")
        await self._first_scan()
        day = local_day(self.world.clock(), TIMEZONE)
        while (day := day + timedelta(days=1)) <= END:
            await self.to(wall(day, LOOK, TIMEZONE))
            if day.weekday() < SATURDAY:
                await self._day()

    async def _first_scan(self) -> None:
        await self.until(9, 8, 11)
        leader = await self.message_taps("scan.new")
        await leader.wait_for(lambda me: me.modal, WAIT_S)
        await leader.submit({"mode": "open", "starts": "2026-09-15", "deadline": "2026-09-29"})
        await leader.submit()
        await leave(leader)
        self.note("marijke bereidt de eerste scan voor")

    async def scans(self) -> list[Scan]:
        """The scans that have begun, in their order."""

        def begun(store: Store) -> list[Scan]:
            return [one for one in store.scans.find() if one.state is not ScanState.PLANNED]

        return await self.world.read(begun)

    async def _day(self) -> None:
        scans = await self.scans()
        way = WAYS[self._season_of(max(len(scans), 1))]
        for name in NAMES:
            person = await self.world.person(name)
            if name in way.scan and newest(person, "walk.begin") is not None:
                await self.answers(name, *way.scores)
            if name in way.check_ins:
                await self._answers_check_in(name, person, way.taps)
        leader = await self.leader()
        if newest(leader, "rhythm.go") is not None and (scans and scans[-1].published_at):
            await self.message_taps("rhythm.go")
            self.note("marijke laat de scan doorgaan")
        if scans and scans[-1].state is ScanState.PUBLISHED:
            await self._meets(scans[-1], len(scans))

    async def _answers_check_in(self, name: str, person: Person, taps: tuple[str, ...]) -> None:
        while (message := newest(person, "check_in.")) is not None:
            labels = message.labels
            first = ("Klaar",) if OVER_DATE in message.text and taps is not SUNK else ()
            label = next((one for one in (*first, *taps, *AFTER_A_TAP) if one in labels), None)
            if label is None:
                return
            before = (message.body["ts"], message.text)
            await person.tap(message, label)
            await person.wait_for(partial(_moved, before), WAIT_S)
            self.note(f"{name} tikt: {label}")

    async def _meets(self, scan: Scan, number: int) -> None:
        """The stuurgroep talks about the radar, and makes actions while it has the energy."""
        if scan.id in self._after_radar or self._season_of(number) is Season.SINKING:
            return
        self._after_radar.add(scan.id)
        for place in range(IN_ONE_SCAN):
            await self._makes_action(scan, (number + place * 3) % len(NAMES), place)

    async def _makes_action(self, scan: Scan, owner: int, place: int) -> None:
        leader = await self.leader()
        message = await leader.wait_for(lambda me: newest(me, "action.new", PLACE), WAIT_S)
        await leader.tap(message, "action.new")
        await leader.wait_for(lambda me: me.modal, WAIT_S)
        due = local_day(self.world.clock(), TIMEZONE) + timedelta(weeks=6 + 2 * place)
        await leader.submit(
            {
                "what": f"Afspraak {place + 1} na {scan.title}",
                "sign": "Het staat in het jaarplan",
                "owner": str(owner + 1),
                "due": due.isoformat(),
                "item": ("structuren", "inzicht")[place],
                "aim": "4.0",
            }
        )
        await leave(leader)
        self.note(f"marijke legt een actie vast voor {NAMES[owner]}")

    def got(self) -> list[Got]:
        """The new messages of the bot to people, the oldest first."""
        members = {member.name for member in self.world.workspace.state.people.values()}
        return [
            Got(name, _topic(call.arguments), call.at)
            for call in self.world.workspace.journal.calls("chat.postMessage")
            if (name := self._reader(str(call.arguments["channel"]))) in members
        ]

    async def open_days(self) -> list[tuple[date, date]]:
        """From when to when each scan was open."""
        return [
            (local_day(one.opened_at, TIMEZONE), local_day(one.closes_at, TIMEZONE))
            for one in await self.scans()
        ]

    async def owned_days(self) -> dict[str, list[tuple[date, date]]]:
        """From when to when each participant had each of their actions, by name."""

        def look(store: Store) -> dict[str, list[tuple[date, date]]]:
            names = dict(enumerate(NAMES, start=1))
            spans: dict[str, list[tuple[date, date]]] = {name: [] for name in NAMES}
            for action in store.actions.find():
                last = local_day(action.closed_at, TIMEZONE) if action.closed_at else END
                span = (local_day(action.created_at, TIMEZONE), last)
                spans[names[action.owner_id or 0]].append(span)
            return spans

        return await self.world.read(look)


def _topic(arguments: Mapping[str, Any]) -> Topic:
    """What a message is about: its metadata name the wish."""
    about = arguments["metadata"]
    payload = (json.loads(about) if isinstance(about, str) else about)["event_payload"]
    return Topic(payload["key"].partition(":")[0])


def _moved(before: tuple[object, str], person: Person) -> bool:
    now = newest(person, "check_in.")
    return now is None or (now.body["ts"], now.text) != before

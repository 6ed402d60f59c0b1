"""A year of a region, played through the wire with the demo's clock, and its diary."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.compose import TIMEZONE
from bot.demo_region import LEADER, PARTICIPANTS
from bot.time_travel import travel
from bot.workspace.person import Person
from flows.calendar import wall
from tests.e2e.leading import home_of
from tests.e2e.world import WAIT_S, World, has, newest

BEGIN = datetime(2026, 9, 1, 10, tzinfo=ZoneInfo(TIMEZONE))
END = datetime(2027, 7, 16, 17, tzinfo=ZoneInfo(TIMEZONE))
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
STATEMENTS = 7
STAMP = len("2026-09-01 di 10:00")


class Year:
    """The region of the demo from September to July; people act at moments of their own."""

    def __init__(self, world: World) -> None:
        """In a world that begins at `BEGIN` and whose bot runs."""
        self.world = world
        self._acts: list[str] = []

    async def until(self, month: int, day: int, hour: int = 10, minute: int = 30) -> None:
        """Let time pass to a moment of this year or the next, everything in its time."""
        year = BEGIN.year + (month < BEGIN.month)
        moment = datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(TIMEZONE))
        await self.to(moment)

    async def to(self, moment: datetime) -> None:
        """Let time pass to a moment."""
        await travel(self.world.running_bot, self.world.clock, moment)
        self.world.workspace.clock_moved()

    def note(self, what: str) -> None:
        """Write down what a person does now."""
        self._acts.append(f"{self._stamp(self.world.clock())} — {what}")

    async def leader(self) -> Person:
        """The programme leader."""
        return await self.world.person(LEADER.name)

    async def home_taps(self, label: str) -> Person:
        """The leader opens the Home and taps something on it."""
        leader = await self.leader()
        if leader.modal is not None:
            await leader.close(everything=True)
        await leader.tap(await home_of(leader), label)
        return leader

    async def message_taps(self, action: str) -> Person:
        """The leader taps on the newest message that has such a button."""
        leader = await self.leader()
        if leader.modal is not None:
            await leader.close(everything=True)
        message = await leader.wait_for(lambda me: newest(me, action), WAIT_S)
        await leader.tap(message, action)
        return leader

    async def answers(self, name: str, *scores: int, statements: int = STATEMENTS) -> None:
        """Somebody goes through their scan: skips the sentences, scores, and hands in.

        With fewer `statements` they stop half-way.
        """
        person = await self.world.person(name)
        if statements:
            for action in ("walk.begin", "walk.skip", "walk.skip", "walk.skip"):
                await self._does(person, action)
        for number in range(statements):
            await self._does(person, f"walk.score:{scores[number % len(scores)]}")
        if statements == STATEMENTS:
            await self._does(person, "walk.hand_in")
        self.note(f"{name} " + ("levert in" if statements == STATEMENTS else "stopt halverwege"))

    async def goes_on(self, name: str, *scores: int) -> None:
        """Somebody who stopped half-way goes on to the end and hands in."""
        person = await self.world.person(name)
        number = 0
        while newest(person, "walk.hand_in") is None:
            await self._does(person, f"walk.score:{scores[number % len(scores)]}")
            number += 1
        await self._does(person, "walk.hand_in")
        self.note(f"{name} levert in")

    async def _does(self, person: Person, action: str) -> None:
        prefix = action.partition(":")[0]
        on = await person.wait_for(lambda me: newest(me, prefix), WAIT_S)
        before = (on.body["ts"], on.text)

        def moved(me: Person) -> bool:
            now = newest(me, "walk.") or newest(me, "privacy.")
            return now is not None and (now.body["ts"], now.text) != before

        await person.tap(on, action)
        await person.wait_for(moved, WAIT_S)

    def diary(self) -> str:
        """Every new message of the bot with its moment and readers, and what people did.

        Messages of one moment that differ by their reader's name and organisation stand once.
        """
        readers: dict[tuple[str, bool, str], list[str]] = {}
        for call in self.world.workspace.journal.calls("chat.postMessage"):
            assert call.outcome == "ok", call.outcome
            name = self._reader(str(call.arguments["channel"]))
            text = _without_names(str(call.arguments["text"]).strip(), name)
            in_thread = bool(call.arguments.get("thread_ts"))
            readers.setdefault((self._stamp(call.at), in_thread, text), []).append(name)
        entries = [(act[:STAMP], "", False, act) for act in self._acts]
        for (stamp, in_thread, text), names in readers.items():
            who = ", ".join(sorted(names)) + (", in de draad" if in_thread else "")
            quoted = text.replace("\n", "\n  > ")
            entries.append((stamp, who, in_thread, f"{stamp} → {who}\n  > {quoted}"))
        return "\n".join(f"- {entry[-1]}" for entry in sorted(entries)) + "\n"

    def _reader(self, place: str) -> str:
        state = self.world.workspace.state
        if place in state.people:
            return state.people[place].name
        channel = state.channels[place]
        if channel.kind != "im":
            return f"#{channel.name}"
        return state.people[channel.other(self.world.workspace.core.app.user_id)].name

    def _stamp(self, moment: datetime) -> str:
        local = moment.astimezone(ZoneInfo(TIMEZONE))
        return f"{local:%Y-%m-%d} {DAYS[local.weekday()]} {local:%H:%M}"


def _without_names(text: str, reader: str) -> str:
    for one in PARTICIPANTS:
        if one.name == reader:
            text = text.replace(one.real_name, "[naam]").replace(one.partner, "[organisatie]")
    return text


async def play(year: Year) -> None:
    """Four scans: one begun by hand, one by silence, one moved, one let go on."""
    leader = await year.home_taps("Herhalen")
    await leader.wait_for(lambda me: me.modal, WAIT_S)
    await leader.submit({"every": "quarter"})
    await leader.submit()
    await leader.wait_for(
        lambda me: me.home if me.home and has(me.home, "rhythm.pause") else None, WAIT_S
    )
    year.note("marijke zet herhalen aan: elk kwartaal")
    await _first(year)
    await _second(year)
    await _third(year)
    await _fourth(year)
    await year.to(END)


async def _first(year: Year) -> None:
    await year.until(9, 8, 11)
    leader = await year.message_taps("scan.new")
    await leader.wait_for(lambda me: me.modal, WAIT_S)
    await leader.submit({"mode": "open", "starts": "2026-09-15", "deadline": "2026-09-29"})
    await leader.submit()
    year.note("marijke bereidt de eerste scan voor")
    await year.until(9, 15, 13)
    await year.answers("karim", 4, 3, 4)
    await year.answers("els", 2, 3)
    await year.until(9, 16, 20)
    await year.answers("tom", 3, 5, 1, statements=3)
    await year.until(9, 23, 11)
    await year.goes_on("tom", 3)
    await year.answers("fatima", 4)
    await year.until(9, 25, 15)
    await year.answers("joost", 2, 4)
    await year.until(11, 1)


async def _second(year: Year) -> None:
    await year.until(1, 12, 9)
    await year.answers("karim", 4, 4, 3)
    person = await year.world.person("karin")
    await person.tap(await person.wait_for(lambda me: newest(me, "walk.later"), WAIT_S), "Later")
    await person.wait_for(lambda me: me.modal, WAIT_S)
    evening = wall((year.world.clock() + timedelta(days=1)).date(), time(20), TIMEZONE)
    await person.submit({"day": evening.date().isoformat(), "time": "20:00"})
    year.note("karin kiest: morgen om 20.00 uur")
    await year.to(evening + timedelta(minutes=10))
    await year.answers("karin", 3, 2)
    await year.until(1, 15, 12)
    await year.answers("els", 3)
    await year.answers("tom", 3, 4)
    await year.until(2, 20)


async def _third(year: Year) -> None:
    await year.until(3, 9, 11)
    leader = await year.message_taps("rhythm.move")
    await leader.wait_for(lambda me: me.modal, WAIT_S)
    await leader.submit({"day": "2027-03-22"})
    year.note("marijke verzet de scan naar 22 maart")
    await year.until(3, 22, 12)
    for name in ("karim", "els", "tom", "karin", "fatima", "joost"):
        await year.answers(name, 4, 3)
    await year.until(5, 15)


async def _fourth(year: Year) -> None:
    await year.until(6, 8, 12)
    await year.message_taps("rhythm.go")
    year.note("marijke laat de scan doorgaan")
    await year.until(6, 16, 12)
    for name in ("karim", "els", "fatima"):
        await year.answers(name, 4, 5)
    await year.until(6, 21, 12)
    leader = await year.home_taps("Herinner")
    await leader.wait_for(lambda me: me.modal, WAIT_S)
    year.note("marijke herinnert wie nog niet inleverde")

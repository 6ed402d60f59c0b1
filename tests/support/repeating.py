"""A region that scans itself again and again."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.events import FieldValue, Kind
from flows.messages import Message
from flows.region import Meeting, Period, PeriodKind
from flows.response import ResponseState
from flows.rhythm import Rhythm
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.usecases.render import render
from tests.support.builders import INSTRUMENTS, form_of, notice_of
from tests.support.leading import LEADER, LedWorld
from tests.support.years import PUBLIC

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime | None) -> str:
    """What the clock on the wall shows at a moment, "" for none."""
    return "" if moment is None else f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"


@dataclass
class RepeatingWorld(LedWorld):
    """Three people of two partners in holiday region North, and the real public holidays."""

    free_days: tuple[date, ...] = field(default=tuple(sorted(PUBLIC)))

    def __post_init__(self) -> None:
        """Nothing has been scanned yet."""
        super().__post_init__()
        self.change_region(holiday_regions=("north",))
        self.take_in("De Boer", "U1")
        self.take_in("ROC West", "U2", "U3")

    def on(self, day: date, hour: int = 12) -> None:
        """Let time pass to an hour of a day, nothing being done meanwhile."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)

    def scanned(self, handed_in: int = 3, mode: Mode = Mode.OPEN) -> Scan:
        """A scan in which so many handed in, published now."""
        self.start(mode)
        self.deliver()
        self.answer(handed_in)
        self.lead("scan.close")
        self.deliver()
        return self.now_scan()

    def answer(self, handed_in: int) -> None:
        """Have so many people hand in the newest scan."""
        for response in self.store.responses.find(scan_id=self.now_scan().id)[:handed_in]:
            self.store.responses.save(replace(response, state=ResponseState.SUBMITTED))

    def prepare(self, every: str = "quarter", **days: FieldValue) -> Reply:
        """The first window filled in."""
        form = form_of(self.lead("rhythm.form"))
        if every == "dates":
            form = form_of(self.tell_about(every))
        return self.hand(form, every=every, **days)

    def tell_about(self, every: str) -> Reply:
        """Another choice of how often, told at once."""
        about = {"region": self.region.id}
        return self.act(self.request(Kind.TAP, LEADER, "rhythm.every", about, {"every": every}))

    def repeat(self, every: str = "quarter", **days: FieldValue) -> Rhythm:
        """A rhythm, turned on through the windows."""
        reply = self.hand(form_of(self.prepare(every, **days)))
        assert notice_of(reply) == "rhythm.started", notice_of(reply)
        return self.rhythm

    @property
    def rhythm(self) -> Rhythm:
        """The region's rhythm as it now is."""
        (rhythm,) = self.store.rhythms.find(region_id=self.region.id)
        return rhythm

    def until_due(self) -> str:
        """Let time pass to the moment that the rhythm keeps, act, and say when that was."""
        assert self.rhythm.due_at is not None
        self.now = max(self.now, self.rhythm.due_at)
        self.beat()
        return local(self.now)

    def decide(self, action: str, user_id: str = LEADER) -> Reply:
        """Tap a button about the turn that leaders are asked about."""
        turn = self.rhythm.turn
        assert turn is not None
        return self.tap(action, user_id, region=self.region.id, turn=turn.isoformat())

    def question(self, user_id: str = LEADER) -> Message:
        """What a leader's message about the rhythm says now."""
        person = self.person(user_id)
        wish = self.store.wishes.one(topic=Topic.RHYTHM, person_id=person.id)
        assert wish is not None
        return render(self.store, wish, INSTRUMENTS, self.almanac).message

    def meet(self, *days: date) -> None:
        """Have the stuurgroep meet on these days too."""
        for day in days:
            self.store.meetings.add(Meeting(region_id=self.region.id, on=day))

    def examine(self, first: date, last: date) -> None:
        """Have the schools examine from the first to the last day."""
        period = Period(region_id=self.region.id, kind=PeriodKind.EXAM, first=first, last=last)
        self.store.periods.add(period)

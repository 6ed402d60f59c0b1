"""Two years of a rhythm with answers, silence, decisions and downtime: each turn ends once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.events import FieldValue
from flows.rhythm import RhythmState, is_asked, untold
from flows.scan import ScanState
from flows.topics import Topic
from flows.turns import Turn, left_out, upcoming
from flows.usecases.scans import UNENDED
from flows.wording import Phrase
from tests.support.builders import form_of
from tests.support.repeating import AMSTERDAM, RepeatingWorld
from tests.support.shown import phrases_of
from tests.support.years import dutch_days

DAYS = timedelta(days=730)


@dataclass(frozen=True)
class Step:
    """What happens around one moment: days of downtime before it, a decision, answers after it."""

    down: int
    decision: str
    answers: int
    move: int


STEPS = st.builds(
    Step,
    down=st.sampled_from([0, 0, 0, 0, 1, 3, 9, 40, 120]),
    decision=st.sampled_from(["", "", "", "go", "skip", "move", "pause"]),
    answers=st.integers(0, 3),
    move=st.integers(0, 60),
)


@dataclass
class Year:
    """A world in time, and how its turns ended as leaders came to know it."""

    world: RepeatingWorld
    skipped: list[date] = field(default_factory=list)
    told: set[date] = field(default_factory=set)

    def step(self, step: Step) -> None:
        """Let time pass to the next moment, and do what the step says."""
        world = self.world
        for followed in world.store.follow_ups.find():  # a year of turns, not of working days
            world.store.follow_ups.save(replace(followed, due_at=None))
        due = world.store.next_due()
        in_time = due is not None and due >= world.now and not step.down
        world.now = max(world.now, due or world.now + timedelta(days=30)) + timedelta(step.down)
        asked = world.rhythm.asked_at
        world.beat()
        if in_time and world.rhythm.asked_at not in {asked, None}:
            self.asked_in_time()
        self.read()
        assert len(world.store.scans.find(state=UNENDED)) <= 1
        self.decide(step)
        self.read()
        if world.store.scans.find(state=ScanState.OPEN):
            world.answer(step.answers)

    def asked_in_time(self) -> None:
        """A question comes at ten, or at nine after silence, on a working day."""
        local = self.world.now.astimezone(AMSTERDAM)
        assert (local.hour, local.minute) == (9 if self.world.rhythm.put_off else 10, 0)
        assert local.weekday() < 5

    def decide(self, step: Step) -> None:
        """Do as a leader who was asked, or who has enough of it for a while."""
        world = self.world
        turn = world.rhythm.turn
        if step.decision == "pause":
            before = [turn.ideal for turn in self.coming()]
            world.lead("rhythm.pause")
            world.now += timedelta(days=step.move)
            world.beat()
            world.lead("rhythm.resume")
            done = world.rhythm.done_until
            self.skipped += [day for day in before if done and day <= done]
        elif step.decision and is_asked(world.rhythm) and turn is not None:
            if step.decision == "move":
                values: dict[str, FieldValue] = {
                    "day": world.now.date() + timedelta(days=step.move)
                }
                world.hand(form_of(world.decide("rhythm.move")), **values)
            else:
                world.decide(f"rhythm.{step.decision}")
            if step.decision == "skip":
                self.skipped.append(turn)

    def coming(self) -> Sequence[Turn]:
        """The turns that have not ended, the one that comes now first."""
        return upcoming(self.world.rhythm, dutch_days(), date.min, 12)

    def read(self) -> None:
        """Leaders read their messages; what was dropped is told in one."""
        for post in self.world.deliver():
            if post.wish.topic is Topic.RHYTHM:
                for phrase in phrases_of(post.rendering.message):
                    if phrase.key in {"rhythm.ask.dropped", "rhythm.told.dropped"}:
                        self.told |= _days(phrase)


def _days(phrase: Phrase) -> set[date]:
    """The days that a phrase with an enumeration of them names."""
    days = phrase.params["days"]
    assert isinstance(days, tuple)
    found = {day.params["day"] for day in days if isinstance(day, Phrase)}
    return {day for day in found if isinstance(day, date)}


@example(  # down past a turn, then a pause at once: what was dropped is told on resuming
    every="quarter",
    exams=[85, 98],
    steps=[Step(120, "pause", 0, 11), *[Step(0, "", 0, 0)] * 11],
)
@settings(max_examples=25, deadline=None)
@given(
    every=st.sampled_from(["quarter", "half_year", "dates"]),
    exams=st.lists(st.integers(0, 700), max_size=6),
    steps=st.lists(STEPS, min_size=12, max_size=40),
)
def test_each_turn_ends_once(every: str, exams: list[int], steps: list[Step]) -> None:
    """As a scan, skipped by a leader, or dropped and said; in order, none twice, none forgotten."""
    world = RepeatingWorld()
    world.scanned(3)
    for number in exams:
        first = world.now.date() + timedelta(days=number)
        world.examine(first, first + timedelta(days=11))
    chosen: dict[str, FieldValue] = {
        f"date_{number}": world.now.date() + timedelta(days=100 * number) for number in range(1, 5)
    }
    world.repeat(every, **chosen if every == "dates" else {})
    year = Year(world)
    expected = [turn.ideal for turn in year.coming()]
    end = world.now + DAYS
    left: set[date] = set()
    for step in steps:
        if world.now < end:
            year.step(step)
            # A scan that a leader moves close to the next one leaves it out; their page says so.
            left |= set(left_out(world.rhythm, dutch_days(), date.min, 12))
    world.beat()
    year.read()
    rhythm = world.rhythm
    assert rhythm.state is RhythmState.ON
    begun = [scan.turn for scan in world.store.scans.find() if scan.turn is not None]
    assert begun == sorted(set(begun))
    waiting = {date.fromisoformat(day) for day in untold(rhythm)} - year.told
    ends = [*begun, *year.skipped, *year.told, *waiting]
    assert len(ends) == len(set(ends))
    done = rhythm.done_until or date.min
    due = [day for day in expected if day <= done]
    assert sorted(ends) == [day for day in due if day in ends or day not in left]
    assert rhythm.due_at is None or rhythm.due_at > world.now

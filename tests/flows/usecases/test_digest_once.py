"""A digest names each action once, as what matters most of it."""

from datetime import date, timedelta

import pytest

from flows.action import ActionState, Help, Phase
from flows.check_in import Tap
from flows.response import Sharing
from flows.usecases.success_kept import withdraw
from tests.support.digests import FIRST_OF_APRIL, DigestWorld
from tests.support.successes import tells, told

TODAY = FIRST_OF_APRIL


@pytest.fixture
def world() -> DigestWorld:
    """The first working day of April."""
    return DigestWorld()


def reads(world: DigestWorld) -> str:
    """What the channel comes to read today."""
    assert world.look()
    return world.reads()


def test_each_action_is_told_once(world: DigestWorld) -> None:
    """Help first, then what is over its date, what is soon, what began."""
    soon = TODAY + timedelta(days=3)
    late = date(2027, 3, 12)
    help_ = {"stuck_at": world.ago(2), "help": Help.CHANNEL}
    world.action("hulp", due_on=late, phase=Phase.DO, **help_)
    for name, due_on in (("laat", late), ("bijna", soon), ("begin", date(2027, 6, 1))):
        begun = world.action(name, due_on=due_on, begun_at=world.ago(5), phase=Phase.DO)
        world.says(begun, Tap.ON_TRACK)
    words = reads(world)
    headings = [line.split(":")[0] for line in words.splitlines() if "Partner 1" in line]
    assert headings == [
        "**Vraagt hulp van dit kanaal",
        "**Over de datum",
        "**Afgesproken datum vóór 29 april",
        "**Begonnen",
    ]
    assert [words.count(f"“{name}”") for name in ("hulp", "laat", "bijna", "begin")] == [1] * 4


def test_before_a_meeting_each_is_told_once_too(world: DigestWorld) -> None:
    """What is open stands in the list, with what asks help first; what was finished above it."""
    world.meets(date(2027, 4, 7))
    world.action("af", 1, state=ActionState.FINISHED, closed_at=world.ago(2))
    world.action("laat", 2, due_on=date(2027, 3, 12))
    stuck = {"stuck_at": world.ago(2), "help": Help.CHANNEL, "phase": Phase.DO}
    world.action("hulp", 3, due_on=date(2027, 5, 12), **stuck)
    world.says(world.action("door", 4, due_on=date(2027, 6, 1), phase=Phase.DO), Tap.ON_TRACK)
    words = reads(world)
    assert "**Afgerond:** “af” (Partner 1)." in words
    assert "“hulp” (Partner 3): 12 mei 2027, vraagt hulp van dit kanaal\n“laat”" in words
    assert [words.count(f"“{name}”") for name in ("af", "laat", "hulp", "door")] == [1] * 4


def test_a_digest_of_which_nothing_is_left_says_so(world: DigestWorld) -> None:
    """Its one success was taken back before the channel read of it."""
    world.now = world.ago(3)
    tells(world, "U1", Sharing.NAMED)
    mine = told(world)
    world.on(TODAY)
    assert world.look()
    withdraw(world.store, mine, world.now)
    assert "Wat hier stond, is ingetrokken." in world.reads()

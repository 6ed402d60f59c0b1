"""What a digest says of its days, of when it was asked, and of what is new."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.action import Phase
from flows.check_in import Tap
from flows.usecases.actions_kept import add_action
from tests.support.digests import FIRST_OF_APRIL, DigestWorld, busy


@pytest.fixture
def world() -> DigestWorld:
    """The first working day of April."""
    return DigestWorld()


def reads(world: DigestWorld) -> str:
    """What the channel reads today."""
    assert world.look()
    return world.reads()


def all_answer(world: DigestWorld, *, days: int) -> None:
    """Five people of three organisations were asked so many days ago, and answered just now."""
    for user_id in ("U1", "U2", "U3", "U4", "U5"):
        world.feels(Tap.YES, user_id, asked_at=world.ago(days))


def test_a_message_about_many_months_is_none_of_a_month(world: DigestWorld) -> None:
    """With both years where they differ."""
    world.on(date(2026, 6, 1))
    assert busy(world).look()
    world.reads()
    world.on(date(2027, 2, 1))
    words = reads(world)
    assert words.startswith("Bericht: wat er bewoog\n")
    assert "Van 1 juni 2026 tot en met 31 januari 2027." in words


def test_a_message_about_a_month_is(world: DigestWorld) -> None:
    """Its days need no year."""
    words = reads(busy(world))
    assert words.startswith("Maandbericht: wat er bewoog\nVan 1 maart tot en met 31 maart.\n")


def test_what_was_asked_in_an_earlier_month_has_it(world: DigestWorld) -> None:
    """The month is that of the question, not of the answers."""
    all_answer(world, days=40)
    words = reads(world)
    assert "**Wij vroegen in februari 2027:** " in words
    assert world.digest().asked_on == FIRST_OF_APRIL - timedelta(days=40)


def test_what_was_asked_in_these_days_needs_none(world: DigestWorld) -> None:
    """It says so in the line with the days."""
    all_answer(world, days=10)
    assert "**Wij vroegen:** " in reads(world)


def test_what_is_new_is_counted(world: DigestWorld) -> None:
    """Not named again, also if it was begun at once; what began later is."""
    for what in ("nieuw", "nog nieuwer"):
        made = world.action(what, created_at=world.ago(5), begun_at=world.ago(5), phase=Phase.DO)
        assert made.begun_at is not None
    world.action("begin", begun_at=world.ago(5), phase=Phase.DO)
    words = reads(world)
    assert "**Nieuw:** twee acties." in words
    assert "**Begonnen:** “begin” (Partner 1)." in words
    assert "nieuwer" not in words


def test_new_actions_alone_are_no_news(world: DigestWorld) -> None:
    """The channel read of each when it was made; nor are they counted before a meeting."""
    world.action("nieuw", created_at=world.ago(5))
    assert not world.look()
    world.meets(date(2027, 4, 7))
    assert "Nieuw:" not in reads(world)


@pytest.mark.parametrize("phase", [Phase.PLAN, Phase.DO])
def test_a_sharp_action_begins_when_it_is_made(world: DigestWorld, phase: Phase) -> None:
    """One that is still to be planned does not."""
    now = datetime(2027, 4, 1, 8, tzinfo=UTC)
    kept = add_action(world.store, world.action(phase=phase), now)
    assert kept.begun_at == (now if phase is Phase.DO else None)

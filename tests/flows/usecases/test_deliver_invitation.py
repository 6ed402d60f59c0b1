"""Of an invitation to a scan and a check-in the invitation is what somebody gets that day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.check_in import CheckIn, CheckInKind
from flows.outbox import Wish, WishState
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.hand_over import add_participant, invite
from tests.support.builders import NOW, World
from tests.support.delivering import kept, passes, told
from tests.support.delivering import shown as now_shown

NEXT_DAY = NOW + timedelta(days=1)


@pytest.fixture
def world() -> World:
    """Karin is invited to the scan of her region."""
    world = World()
    participant = add_participant(world.store, world.partner(), world.user("U1", "Karin de Boer"))
    invite(world.store, world.scan, participant, world.now, world.almanac)
    return world


@pytest.fixture
def check_in(world: World) -> Wish:
    """She speaks for a partner in another region too, and is asked something there."""
    region = world.store.regions.add(replace(world.region, id=0, name="Zuid"))
    partner = world.store.partners.add(replace(world.partner(), id=0, region_id=region.id))
    person_id = world.person().id
    participant = world.store.participants.add(
        Participant(region_id=region.id, partner_id=partner.id, person_id=person_id)
    )
    world.store.check_ins.add(
        CheckIn(
            workspace_id=world.workspace.id,
            region_id=region.id,
            participant_id=participant.id,
            person_id=person_id,
            kind=CheckInKind.QUESTION,
            question="relations",
            asked_at=NOW,
        )
    )
    wish = told(world, Topic.CHECK_IN, participant.id, person_id=person_id)
    earlier = replace(wish, since=NOW - timedelta(minutes=5))
    world.store.wishes.save(earlier)
    return earlier


def invitation(world: World) -> Wish:
    """Karin's invitation."""
    found = world.store.wishes.one(topic=Topic.WALK, person_id=world.person().id)
    assert found is not None
    return found


def test_an_invitation_goes_before_a_check_in(world: World, check_in: Wish) -> None:
    """Though that was wanted earlier; it comes on the next day."""
    assert passes(world, check_in, NOW) is None
    assert kept(world, check_in).due_at < NOW + timedelta(minutes=1)
    walk = invitation(world)
    assert passes(world, walk, NOW) is not None
    now_shown(world, walk)
    assert passes(world, check_in, NOW) is None
    assert passes(world, check_in, NEXT_DAY) is not None


def test_an_invitation_that_comes_later_holds_up_nothing(world: World, check_in: Wish) -> None:
    """Its partner is away, or the platform refuses it time and again."""
    away = replace(invitation(world), due_at=NOW + timedelta(hours=2))
    world.store.wishes.save(away)
    assert passes(world, check_in, NOW) is not None
    world.store.wishes.save(replace(away, due_at=NOW, attempts=10))
    assert passes(world, check_in, NOW) is not None


def test_later_messages_of_a_walk_wait_their_turn(world: World, check_in: Wish) -> None:
    """A reminder does not overtake what was wanted before it."""
    walk = invitation(world)
    again = replace(walk, shown=1, wanted=2, anew_at=2, ts="1.1")
    world.store.wishes.save(again)
    assert passes(world, check_in, NOW) is not None
    waiting = kept(world, again)
    assert passes(world, waiting, NOW) is None
    assert waiting.state is WishState.WAITING


def test_an_invitation_waits_for_anything_else(world: World) -> None:
    """What was wanted before it and is no check-in comes first."""
    leads = told(world, Topic.OUTAGE, world.workspace.id, person_id=world.person().id)
    world.store.wishes.save(replace(leads, since=NOW - timedelta(minutes=5)))
    assert passes(world, invitation(world), NOW) is None

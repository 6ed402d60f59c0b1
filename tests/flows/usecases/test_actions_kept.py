"""Actions as they are kept: moved, given to somebody else, and told in the channel."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.action import Action, ActionState, Help, Move, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.outbox import WishState
from flows.topics import Topic
from flows.usecases.actions_kept import (
    give_action,
    move_action,
    open_actions,
    owned_by,
    ran_meanwhile,
    save_action,
    want_help,
)
from flows.usecases.check_in_ask import ask
from flows.usecases.point import has_point
from tests.support.acting import FIRST, FRIDAY, SECOND, WHAT, ActingWorld
from tests.support.leading import CHANNEL, about

DAY = timedelta(days=1)


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners."""
    return ActingWorld()


def locked(world: ActingWorld, action: Action) -> Action:
    """An action as somebody holds it who changes it."""
    return world.store.actions.get(action.id, lock=True)


def asked(world: ActingWorld, action: Action, user_id: str = "U1") -> None:
    """Have its owner be asked about an action."""
    participant = world.store.participants.get(world.participant(user_id))
    about_it = CheckIn(
        workspace_id=0,
        region_id=0,
        participant_id=0,
        person_id=0,
        kind=CheckInKind.ACTION,
        action_id=action.id,
        phase=action.phase,
        asked_at=world.now,
    )
    ask(world.store, participant, [about_it], world.now)


def states(world: ActingWorld) -> list[CheckInState]:
    """Where all check-ins are."""
    return [one.state for one in world.store.check_ins.find()]


def test_open_ones_come_by_their_date(world: ActingWorld) -> None:
    """Those of the region that are still followed."""
    late = world.keep(due_on=FRIDAY + DAY)
    early = world.keep()
    world.keep(state=ActionState.FINISHED)
    world.keep(region_id=world.other.id)
    assert open_actions(world.store, world.region.id) == [early, late]


def test_those_of_an_owner(world: ActingWorld) -> None:
    """Open ones only."""
    own = world.keep(owner_id=world.participant("U2"))
    world.keep(owner_id=world.participant("U2"), state=ActionState.DROPPED)
    world.keep(owner_id=world.participant("U1"))
    assert owned_by(world.store, world.participant("U2")) == [own]


def test_what_ran_meanwhile(world: ActingWorld) -> None:
    """Carried out for the statement between two moments, in that order, and not given up."""
    second = world.keep(carried_out_at=world.now + 2 * DAY, state=ActionState.FINISHED)
    first = world.keep(carried_out_at=world.now + DAY, phase=Phase.CHECK)
    world.keep(carried_out_at=world.now + DAY, state=ActionState.DROPPED)
    world.keep(carried_out_at=world.now + DAY, item=SECOND)
    before = world.keep(carried_out_at=world.now)
    world.keep(carried_out_at=world.now + 3 * DAY)
    world.keep()
    ran = ran_meanwhile(world.store, world.region.id, FIRST, world.now, world.now + 2 * DAY)
    assert ran == [first, second]
    ever = ran_meanwhile(world.store, world.region.id, FIRST, None, world.now + DAY)
    assert ever == [before, first]


def test_the_channel_hears_of_a_new_one_once(world: ActingWorld) -> None:
    """Later changes are drawn where the message stands; nobody is notified again."""
    action = world.made()
    (post,) = about(world.deliver(), Topic.ACTION)
    assert post.is_new
    assert post.reader == CHANNEL
    move_action(world.store, locked(world, action), Move.CARRIED_OUT, world.now)
    give_action(world.store, locked(world, action), None, world.now)
    posts = about(world.deliver(), Topic.ACTION)
    assert posts
    assert not any(post.is_new for post in posts)


def test_what_lost_its_point_before_the_channel_read_it(world: ActingWorld) -> None:
    """A new action that is over already, and help that is no longer needed, are told nobody."""
    action = world.change(world.made(), help=Help.CHANNEL)
    want_help(world.store, action, world.now)
    wishes = world.store.wishes.find(topic=(Topic.ACTION, Topic.HELP))
    assert all(has_point(world.store, wish, world.now) for wish in wishes)
    over = move_action(world.store, locked(world, action), Move.DROP, world.now)
    assert not any(has_point(world.store, wish, world.now) for wish in wishes)
    for wish in wishes:
        world.store.wishes.save(replace(wish, state=WishState.DROPPED))
    save_action(world.store, over, world.now)
    assert not world.deliver()


def test_what_the_channel_reads(world: ActingWorld) -> None:
    """Two lines with the way to it; how it ended, once it did."""
    action = world.made(item="none", aim=None)
    (post,) = about(world.deliver(), Topic.ACTION)
    assert post.words() == (
        f"**Actie: {WHAT}**\nTrekker: U1 van De Boer (De Boer) · klaar op vrijdag 28 mei\nBekijken"
    )
    world.change(action, item=FIRST)
    move_action(world.store, locked(world, action), Move.DROP, world.now)
    (post,) = about(world.deliver(), Topic.ACTION)
    assert post.words() == f"**Actie: {WHAT}**\nDeze actie is gestopt."


def test_a_region_without_a_channel(world: ActingWorld) -> None:
    """Nobody is told; the action is there all the same."""
    world.change_region(channel="")
    action = world.made()
    want_help(world.store, replace(action, help=Help.CHANNEL), world.now)
    assert not world.store.wishes.find(topic=(Topic.ACTION, Topic.HELP))


def test_a_move_takes_back_what_was_asked(world: ActingWorld) -> None:
    """What its owner left unanswered has lost its point."""
    action = world.made()
    asked(world, action)
    after = move_action(world.store, locked(world, action), Move.CARRIED_OUT, world.now)
    assert after == world.newest()
    assert after.phase is Phase.CHECK
    assert states(world) == [CheckInState.PASSED]


def test_a_move_that_leads_nowhere_is_refused(world: ActingWorld) -> None:
    """And nothing is kept of it."""
    action = world.made()
    with pytest.raises(ValueError, match="finish"):
        move_action(world.store, locked(world, action), Move.FINISH, world.now)
    assert world.newest() == action


def test_another_owner_begins_afresh(world: ActingWorld) -> None:
    """The organisation goes with them; what was asked of the one before is taken back."""
    action = world.made()
    asked(world, action)
    busy = world.change(
        action, unanswered=2, told=True, asked_at=world.now, stuck_at=world.now, help=Help.LEADER
    )
    tom = world.store.participants.get(world.participant("U2"))
    given = give_action(world.store, locked(world, busy), tom, world.now)
    assert (given.owner_id, given.partner_id) == (tom.id, tom.partner_id)
    assert (given.unanswered, given.told, given.asked_at) == (0, False, None)
    assert (given.stuck_at, given.help) == (None, None)
    assert states(world) == [CheckInState.PASSED]


def test_without_an_owner_it_stays_with_the_organisation(world: ActingWorld) -> None:
    """So that everybody sees where to look for the next one."""
    action = world.made()
    given = give_action(world.store, locked(world, action), None, world.now)
    assert given.owner_id is None
    assert given.partner_id == action.partner_id


def test_help_is_asked_of_the_channel_and_solved_there(world: ActingWorld) -> None:
    """A message of its own, which says later that no more help is needed."""
    action = world.change(world.made(), stuck_at=world.now, help=Help.CHANNEL)
    want_help(world.store, action, world.now)
    (post,) = about(world.deliver(), Topic.HELP)
    assert post.is_new
    assert "U1 van De Boer (De Boer) vraagt: wie kan hierbij helpen?" in post.words()
    save_action(world.store, replace(action, stuck_at=None, help=None), world.now)
    (solved,) = about(world.deliver(), Topic.HELP)
    assert not solved.is_new
    assert "geen hulp meer" in solved.words()


def test_help_that_is_asked_for_again_is_a_new_message(world: ActingWorld) -> None:
    """The old one says so."""
    action = world.change(world.made(), help=Help.CHANNEL)
    want_help(world.store, action, world.now)
    world.deliver()
    want_help(world.store, action, world.now)
    (post,) = about(world.deliver(), Topic.HELP)
    assert post.is_new
    assert post.rendering.frozen is not None


def test_who_asks_the_leader_asks_nobody_else(world: ActingWorld) -> None:
    """The channel hears nothing of it."""
    action = world.change(world.made(), help=Help.LEADER)
    want_help(world.store, action, world.now)
    assert not world.store.wishes.find(topic=Topic.HELP)

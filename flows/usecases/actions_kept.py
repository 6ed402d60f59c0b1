"""Actions as they are kept: moved, given to somebody else, and told in the channel.

Whoever changes an action has it locked (`store.actions.get(id, lock=True)`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.action import Action, ActionState, Help, Move, Phase, moved
from flows.outbox import Manner, WishState
from flows.ports import Store
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.check_in_ask import pass_for_action, redraw_for_action
from flows.usecases.telling import wish_again
from flows.usecases.wishes import wish_for

IN_CHANNEL = (Topic.ACTION, Topic.HELP)
"""What the channel reads of an action."""


def open_actions(store: Store, region_id: int) -> list[Action]:
    """The actions of a region that are still followed, the first due first."""
    return _in_order(store.actions.find(region_id=region_id, state=ActionState.OPEN))


def owned_by(store: Store, participant_id: int) -> list[Action]:
    """The actions that a participant has to see to, the first due first."""
    return _in_order(store.actions.find(owner_id=participant_id, state=ActionState.OPEN))


def _in_order(actions: Sequence[Action]) -> list[Action]:
    return sorted(actions, key=lambda action: (action.due_on, action.id))


def ran_meanwhile(
    store: Store, region_id: int, item_key: str, after: datetime | None, until: datetime
) -> list[Action]:
    """What was carried out for a statement after one moment (None: ever) and up to another.

    The first one carried out comes first; what was given up is left out.
    """
    done = [
        (action.carried_out_at, action.id, action)
        for action in store.actions.find(region_id=region_id, item=item_key)
        if action.carried_out_at is not None
        and action.carried_out_at <= until
        and (after is None or action.carried_out_at > after)
        and action.state is not ActionState.DROPPED
    ]
    return [action for _, _, action in sorted(done, key=lambda one: one[:2])]


def add_action(store: Store, action: Action, now: datetime) -> Action:
    """Keep a new action, and want the channel of its region told once."""
    given_at = None if action.owner_id is None else now
    begun_at = now if action.phase is Phase.DO else None
    kept = store.actions.add(replace(action, given_at=given_at, begun_at=begun_at))
    _want(store, kept, Topic.ACTION, now)
    return kept


def save_action(store: Store, action: Action, now: datetime) -> None:
    """Keep what has changed of an action, and redraw what its owner and the channel read of it."""
    store.actions.save(action)
    redraw_for_action(store, action.id, now)
    for wish in store.wishes.find(topic=IN_CHANNEL, subject_id=action.id):
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now)


def move_action(store: Store, action: Action, move: Move, now: datetime) -> Action:
    """The action after a move; ValueError if it does not lead on from where it is.

    What its owner was asked of it and left unanswered is no longer asked.
    """
    after = moved(action, move, now)
    pass_for_action(store, action.id, now)
    save_action(store, after, now)
    return after


def give_action(
    store: Store, action: Action, participant: Participant | None, now: datetime
) -> Action:
    """The action with another owner, or with nobody; then it stays with the organisation.

    Whoever takes it over begins afresh: nothing was asked of them, and they asked for no help.
    """
    owner_id = participant.id if participant else None
    given = replace(
        action,
        owner_id=owner_id,
        partner_id=participant.partner_id if participant else action.partner_id,
        before_id=action.before_id if action.owner_id in {None, owner_id} else action.owner_id,
        given_at=now,
        asked_at=None,
        unanswered=0,
        told=False,
        stuck_at=None,
        help=None,
    )
    pass_for_action(store, action.id, now)
    save_action(store, given, now)
    return given


def want_help(store: Store, action: Action, now: datetime) -> None:
    """Want the channel told that the owner of an action asks for help; asked again, it is new."""
    if action.help is Help.CHANNEL:
        _want(store, action, Topic.HELP, now, Manner.ANEW)


def _want(
    store: Store, action: Action, topic: Topic, now: datetime, manner: Manner = Manner.IN_PLACE
) -> None:
    channel = store.regions.get(action.region_id).channel
    if channel:
        wish_for(
            store,
            now,
            workspace_id=action.workspace_id,
            topic=topic,
            subject_id=action.id,
            address=channel,
            manner=manner,
        )

"""What tests of the delivery share: letting time pass until all is said, and what then stands."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.workspace.model import Json
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.response import Response
from flows.topics import Topic
from flows.usecases.walks import wish_walk
from tests.e2e.world import World

PATIENCE_S = 60.0
"""Seconds that all deliveries may take with all their attempts: far more than they do."""
STEP = timedelta(seconds=20)
"""How far the clock is set forward each time: longer than the first attempts wait."""


async def waiting(world: World) -> Sequence[Wish]:
    """What is still to be said."""
    return await world.read(lambda store: store.wishes.find(state=WishState.WAITING))


async def delivered(world: World) -> None:
    """Let time pass until everything that is wanted is said or will not pass."""
    async with asyncio.timeout(PATIENCE_S):
        await world.running_bot.house.courier.caught_up()
        while wishes := await waiting(world):
            until_due = min(wish.due_at for wish in wishes) - world.clock()
            await world.forward(max(until_due, STEP))
            await world.running_bot.house.courier.caught_up()


def shown_of(world: World, topic: Topic) -> dict[str, list[Json]]:
    """The metadata of all that stands about a topic, by key."""
    found: dict[str, list[Json]] = {}
    for message in world.workspace.standing():
        payload = (message["metadata"] or {}).get("event_payload", {})
        key = str(payload.get("key", ""))
        if key.startswith(f"{topic}:"):
            found.setdefault(key, []).append(payload)
    return found


async def stands_once(world: World, topic: Topic, messages: int = 1) -> None:
    """Each wish about a topic has so many messages, of which the last shows what is wanted."""
    wishes = await world.read(lambda store: store.wishes.find(topic=topic))
    assert wishes
    shown = shown_of(world, topic)
    for wish in wishes:
        payloads = shown[wish.key]
        assert len(payloads) == messages, wish.key
        live = [one["revision"] for one in payloads if not one.get("frozen")]
        assert live == [wish.wanted], wish.key
        assert (wish.state, wish.shown, wish.stale) == (WishState.SHOWN, wish.wanted, ())


async def wanted(world: World, name: str, manner: Manner) -> None:
    """Want somebody's message anew or changed, as if they had just asked for it."""
    user_id, now = world.user_id(name), world.clock()

    def work(store: Store) -> Response:
        person = store.people.find(user_id=user_id)[0]
        response = store.responses.find(person_id=person.id)[-1]
        wish_walk(store, now, response, manner, prompted=True)
        return response

    await world.write(work)

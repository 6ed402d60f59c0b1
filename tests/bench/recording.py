"""What the bot calls for each act of a walk, so that the floor can make the same calls."""

import json
from contextlib import AsyncExitStack
from typing import Any

import aiohttp

from tests.bench.partner import Partner
from tests.bench.world import World

Json = dict[str, Any]


async def record(world: World) -> Json:
    """Walk once with a writer and once with a skipper; the calls by act, and the invitation.

    Nobody else does anything meanwhile.
    """
    acts: dict[str, list[list[Json]]] = {}
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        partners = [
            Partner(session, world.address, user_id, way) for user_id, way in world.partners
        ]
        for partner in partners:
            await stack.enter_async_context(partner)
            await partner.sees("walk.begin")
        journal = _Journal(session, world.address)
        posted = await journal.new("chat.postMessage")
        first = world.partners[0][0]
        sent = (one["arguments"] for one in posted)
        invitation = next(one for one in sent if one["channel"] == first)
        await journal.new()
        for partner, (_, way) in zip(partners[:2], world.partners, strict=False):
            acts[way] = []
            for step in partner.steps():
                await step()
                acts[way].append([_replayable(one) for one in await journal.new()])
    return {
        "acts": acts,
        "invitation": {**invitation, "blocks": _parsed(invitation["blocks"])},
    }


def script_for(recorded: Json, world: World) -> Json:
    """A file for the floor in this world."""
    return {
        **recorded,
        "ways": dict(world.partners),
        "bot_token": world.bot_token,
        "app_token": world.app_token,
        "api_url": world.api_url,
    }


async def calls_by_method(world: World) -> dict[str, int]:
    """How many calls of each method, and uses of a response_url, the workspace took in all."""
    async with aiohttp.ClientSession() as session:
        calls = await _Journal(session, world.address).new()
    counts: dict[str, int] = {}
    for call in calls:
        counts[call["method"]] = counts.get(call["method"], 0) + 1
    return counts


class _Journal:
    """The calls that came since one last looked."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._url = f"{address}/control/journal"
        self._last = 0

    async def new(self, method: str = "") -> list[Json]:
        asked = {"after": str(self._last)} | ({"method": method} if method else {})
        async with self._session.get(self._url, params=asked) as response:
            calls: list[Json] = (await response.json())["calls"]
        if calls:
            self._last = calls[-1]["number"]
        return calls


def _replayable(call: Json) -> Json:
    arguments = {key: _parsed(value) for key, value in call["arguments"].items()}
    arguments.pop("trigger_id", None)
    return {"method": call["method"], "arguments": arguments}


def _parsed(value: object) -> object:
    looks_like_json = isinstance(value, str) and value[:1] in ("[", "{")
    return json.loads(value) if isinstance(value, str) and looks_like_json else value

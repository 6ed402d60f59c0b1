"""A run's connections to Slack: there when one ends, patient when there are too many."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from uuid import uuid4

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError

from bot.clock import utc_now
from bot.manifest import manifest
from bot.slack.app import ANYTHING
from bot.slack.client import make_client, make_session, quiet_logger
from bot.slack.sockets import ROOM, SOCKETS, Sockets
from bot.workspace.config import AppConfig
from bot.workspace.server import Workspace
from bot.workspace.sockets import MOST_CONNECTIONS

PATIENCE_S = 20.0
"""Seconds to wait for a connection: far more than it takes."""
HEARTBEAT_S = 0.2
RUNS = 5


@dataclass
class Line:
    """A workspace with the app in it, and what makes runs of that app."""

    workspace: Workspace
    session: aiohttp.ClientSession
    runs: list[Sockets]

    def run(self) -> Sockets:
        """A run that is not yet connected; it answers every tap."""
        installed = self.workspace.core.app
        app = AsyncApp(
            client=make_client(installed.bot_token, self.workspace.api_url, self.session),
            process_before_response=True,
            logger=quiet_logger(),
            request_verification_enabled=False,
        )

        async def take(ack: AsyncAck) -> None:
            await ack(response_action="errors", errors={"name": "gezien"})

        app.view(ANYTHING)(take)
        made = Sockets(app, installed.app_token, self.session, heartbeat_s=HEARTBEAT_S)
        self.runs.append(made)
        return made

    async def tap(self) -> None:
        """Something that a person does; it has to be answered."""
        payload = {
            "type": "view_submission",
            "team": {"id": self.workspace.state.team.id},
            "user": {"id": "U1"},
            "view": {"callback_id": "x", "type": "modal", "state": {"values": {}}},
        }
        envelope = {"envelope_id": str(uuid4()), "type": "interactive", "payload": payload}
        answer = await self.workspace.sockets.deliver(envelope, 3.0)
        assert answer["errors"] == {"name": "gezien"}


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """Nothing is connected yet."""
    async with AsyncExitStack() as stack:
        workspace = Workspace(utc_now, rate_limits=False)
        workspace.install_app(AppConfig.from_manifest(manifest()))
        await stack.enter_async_context(workspace)
        session = await stack.enter_async_context(make_session(workspace.api_url))
        made = Line(workspace, session, [])
        yield made
        await asyncio.gather(*(one.stop() for one in made.runs))


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something of this process to come about."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - a count of the code's own, which no event tells of
            await asyncio.sleep(0)


async def within(work: Awaitable[None]) -> None:
    """Wait for something of the workspace to come about."""
    async with asyncio.timeout(PATIENCE_S):
        await work


async def test_a_run_has_two_connections_and_answers(line: Line) -> None:
    """Each takes what comes on it; after the stop there is none."""
    run = line.run()
    assert run.sockets == 0
    await run.open()
    assert run.is_open
    await until(lambda: run.sockets == SOCKETS)
    for _ in range(4):
        await line.tap()
    await run.stop()
    await until(lambda: line.workspace.sockets.count == 0)
    assert not run.is_open


async def test_a_warning_is_answered_by_a_new_connection_before_the_old_one_ends(
    line: Line,
) -> None:
    """What comes meanwhile is answered on either."""
    run = line.run()
    await run.open()
    await within(line.workspace.sockets.wait_for(SOCKETS))
    await line.workspace.sockets.disconnect("warning")
    await within(line.workspace.sockets.wait_for(2 * SOCKETS))
    for _ in range(2 * SOCKETS):
        await line.tap()


@pytest.mark.parametrize("how", ["refresh_requested", "link_disabled", "drop"])
async def test_connections_that_end_come_back(line: Line, how: str) -> None:
    """Both, without anybody doing anything."""
    run = line.run()
    await run.open()
    sockets = line.workspace.sockets
    await within(sockets.wait_for(SOCKETS))
    await (sockets.drop() if how == "drop" else sockets.disconnect(how))
    await until(lambda: run.sockets == 0 or sockets.count > 0)
    await within(sockets.wait_for(SOCKETS))
    await line.tap()


async def test_five_runs_fit(line: Line) -> None:
    """Each is connected, two connections stay free for renewals, and after one all are again."""
    sockets = line.workspace.sockets
    runs = [line.run() for _ in range(RUNS)]
    await asyncio.gather(*(one.open() for one in runs))
    await until(lambda: sockets.most > ROOM)
    await until(lambda: sockets.count == ROOM)
    for how in ("refresh_requested", "drop"):
        await (sockets.drop() if how == "drop" else sockets.disconnect(how))
        await until(lambda: all(one.is_open for one in runs) and sockets.count >= RUNS)
        for _ in range(2 * MOST_CONNECTIONS):
            await line.tap()
    assert sockets.most <= MOST_CONNECTIONS
    newcomer = line.run()
    await newcomer.open()
    assert newcomer.is_open


async def test_a_run_that_is_one_too_many_waits_for_its_turn(line: Line) -> None:
    """Slack turns it away as long as there are ten; it asks again, not all the time."""
    installed = line.workspace.core.app
    client = make_client(installed.bot_token, line.workspace.api_url, line.session)
    others = []
    for _ in range(MOST_CONNECTIONS):
        place = await client.apps_connections_open(app_token=installed.app_token)
        others.append(await line.session.ws_connect(place["url"]))
    await within(line.workspace.sockets.wait_for(MOST_CONNECTIONS))
    run = line.run()
    asked = len(line.workspace.journal.calls())
    opening = asyncio.create_task(run.open())
    await until(lambda: len(line.workspace.journal.calls()) >= asked + 3)
    assert run.sockets == 0
    await others.pop().close()
    await opening
    assert run.is_open
    assert len(line.workspace.journal.calls()) < asked + 10
    for one in others:
        await one.close()


async def test_a_token_that_is_refused_is_said_at_once(line: Line) -> None:
    """Nothing is tried any more."""
    run = line.run()
    line.workspace.state.revoke_app(revoked=True)
    with pytest.raises(SlackApiError):
        await run.open()
    assert not run.is_open


async def test_a_token_that_is_refused_later_is_remembered(line: Line) -> None:
    """The reason is Slack's; it goes when the token is good again."""
    run = line.run()
    await run.open()
    await within(line.workspace.sockets.wait_for(SOCKETS))
    line.workspace.state.revoke_app(revoked=True)
    await line.workspace.sockets.drop()
    await until(lambda: bool(run.refused))
    assert run.refused in {"token_revoked", "invalid_auth", "account_inactive"}
    line.workspace.state.revoke_app(revoked=False)
    await until(lambda: run.is_open)
    assert run.refused == ""


@pytest.mark.parametrize("fault", ["server_error", "rate_limited", "drop_before"])
async def test_slack_cannot_give_a_connection(line: Line, fault: str) -> None:
    """It is asked again until it can."""
    run = line.run()
    await run.open()
    await within(line.workspace.sockets.wait_for(SOCKETS))
    line.workspace.faults.fail_next("apps.connections.open", fault, times=3, seconds=0)  # type: ignore[arg-type] # one of its kinds
    await line.workspace.sockets.drop()
    await until(lambda: run.sockets == SOCKETS)


async def test_a_line_that_only_looks_alive(line: Line) -> None:
    """Nothing comes back on it, not even an answer to a ping: it is given up and made anew."""
    host, port = line.workspace.address.removeprefix("http://").split(":")
    frozen = asyncio.Event()
    pipes: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if frozen.is_set():
                await asyncio.Event().wait()
            writer.write(data)
        writer.close()

    async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if frozen.is_set():
            writer.close()
            return
        there, back = await asyncio.open_connection(host, int(port))
        writers.extend((writer, back))
        pipes.add(asyncio.create_task(pipe(reader, back)))
        pipes.add(asyncio.create_task(pipe(there, writer)))

    server = await asyncio.start_server(both, "127.0.0.1", 0)
    line.workspace.core.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    run = line.run()
    await run.open()
    await until(lambda: run.sockets == SOCKETS)
    frozen.set()
    await until(lambda: not run.is_open)
    frozen.clear()
    await until(lambda: run.is_open)
    await run.stop()
    for one in pipes:
        one.cancel()
    await asyncio.gather(*pipes, return_exceptions=True)
    for writer in writers:
        writer.transport.abort()
    server.close()


async def test_renewing_leaves_nothing_behind(line: Line) -> None:
    """Old connections go, new ones come."""
    run = line.run()
    await run.open()
    await within(line.workspace.sockets.wait_for(SOCKETS))
    await run.renew()
    await until(lambda: run.sockets == SOCKETS == line.workspace.sockets.count)
    await line.tap()

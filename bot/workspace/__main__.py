"""``python -m bot.workspace``: the workspace as a process of its own."""

import argparse
import asyncio
import json
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.workspace.config import AppConfig
from bot.workspace.errors import WorkspaceError
from bot.workspace.records import IN_MEMORY
from bot.workspace.server import Workspace


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.workspace", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="port on loopback (default: a free one)"
    )
    parser.add_argument("--data", default=IN_MEMORY, help="folder to keep everything in")
    parser.add_argument("--seed", type=Path, help="JSON file: manifest, people, channels")
    parser.add_argument(
        "--target", action="append", default=[], help="base URL behind the balancer (repeatable)"
    )
    parser.add_argument("--no-rate-limits", action="store_true", help="answer 429 never")
    return parser.parse_args()


def seed(workspace: Workspace, path: Path) -> None:
    """Fill an empty workspace from a JSON file.

    ``{"manifest": {…}, "people": [{"name", "real_name", "is_admin"?, "team"?: other team's
    name, …}], "channels": [{"name", "members": [names], "private"?}]}``; what is there stays.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    workspace.install_app(AppConfig.from_manifest(content["manifest"]))
    teams = {each.name: each for each in workspace.state.teams.values()}
    known = {each.name for each in workspace.state.people.values()}
    for person in content.get("people", []):
        if person["name"] not in known:
            team_name = person.pop("team", None)
            if team_name and team_name not in teams:
                teams[team_name] = workspace.add_team(team_name)
            workspace.add_person(**person, team=teams.get(team_name))
    names = {each.name for each in workspace.state.channels.values()}
    for channel in content.get("channels", []):
        if channel["name"] not in names:
            members = [workspace.person(each) for each in channel["members"]]
            workspace.add_channel(
                channel["name"], members, private=bool(channel.get("private", False))
            )


def clock() -> datetime:
    """The machine's time: a process of its own has nobody who could give it a clock."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


async def serve(asked: argparse.Namespace) -> None:
    """Serve until a signal comes; print one line of JSON when ready."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    workspace = Workspace(clock, asked.data, rate_limits=not asked.no_rate_limits)
    if asked.seed:
        seed(workspace, asked.seed)
    workspace.balancer.targets = asked.target
    address = await workspace.start(asked.port)
    app = workspace.state.app
    ready = {
        "ready": address,
        "api_url": workspace.api_url,
        "bot_token": app.bot_token if app else None,
        "app_token": app.app_token if app else None,
        "signing_secret": app.signing_secret if app else None,
    }
    sys.stdout.write(f"{json.dumps(ready)}\n")
    sys.stdout.flush()
    await stop.wait()
    await workspace.stop()


if __name__ == "__main__":
    try:
        asyncio.run(serve(arguments()))
    except (OSError, WorkspaceError) as error:
        sys.exit(f"The local workspace could not start: {error}")

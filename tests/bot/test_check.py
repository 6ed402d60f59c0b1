"""`borging check` names each fault and what to do, and looks at everything in one go."""

import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.check import check
from bot.clock import utc_now
from bot.manifest import SCOPES, manifest
from bot.settings import Settings
from bot.wording import load_all_texts
from bot.workspace.config import AppConfig
from bot.workspace.model import Channel
from bot.workspace.server import Workspace
from flows.language import Language
from flows.ports import Store
from flows.region import Region
from flows.region import Workspace as KeptWorkspace
from flows.usecases.outage import block
from flows.wording import Wording
from storage.database import Database

DUTCH = Wording(load_all_texts(), Language.NL)
FINE = [
    "De database is bereikbaar en bijgewerkt.",
    "Het bottoken klopt; de bot is geïnstalleerd in Noordwest.",
    "De bot heeft alle rechten die hij nodig heeft.",
    "Het app-token klopt; Socket Mode is bereikbaar.",
]


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    """A workspace with the app in it."""
    async with Workspace(utc_now, team_name="Noordwest") as made:
        made.add_person("sanne", "Sanne Bakker", is_admin=True)
        made.install_app(AppConfig.from_manifest(manifest()))
        yield made


@pytest.fixture
def settings(workspace: Workspace, tmp_path: Path, migrated_file: Path) -> Settings:
    """Settings with which all is in order."""
    shutil.copy(migrated_file, tmp_path / "borging.sqlite3")
    app = workspace.core.app
    return Settings(
        bot_token=app.bot_token,
        app_token=app.app_token,
        database_url=f"sqlite:///{tmp_path / 'borging.sqlite3'}",
        slack_api_url=workspace.api_url,
    )


async def _said(settings: Settings) -> tuple[list[str], list[str]]:
    found = await check(settings)
    said = [(one.is_fine, DUTCH.text(one.phrase, bold=str)) for one in found]
    return [text for fine, text in said if fine], [text for fine, text in said if not fine]


async def _region(settings: Settings, workspace: Workspace, channel: str) -> None:
    def work(store: Store) -> None:
        kept = store.workspaces.add(KeptWorkspace(team_id=workspace.state.team.id))
        store.regions.add(Region(workspace_id=kept.id, name="regio Noord", channel=channel))

    database = await Database.open(settings.database_url)
    await database.write(work)
    await database.close()


def _channel(workspace: Workspace, *, private: bool = True, with_bot: bool = True) -> Channel:
    bot = workspace.state.people[workspace.core.app.user_id]
    members = [workspace.person("sanne"), *([bot] if with_bot else [])]
    return workspace.add_channel("stuurgroep", members, private=private)


async def test_all_is_in_order(settings: Settings, workspace: Workspace) -> None:
    """Database, both tokens, scopes, and a line for each region's channel."""
    await _region(settings, workspace, _channel(workspace).id)
    assert await _said(settings) == ([*FINE, "regio Noord: de bot zit in #stuurgroep."], [])


async def test_all_is_in_order_by_http(settings: Settings) -> None:
    """Without an app token: the signing secret is there, and Slack says whether it reaches us."""
    changed = replace(settings, by_http=True, app_token="", signing_secret="0123456789abcdef" * 2)
    fine, faulty = await _said(changed)
    assert faulty == []
    assert fine[:3] == FINE[:3]
    assert "signing secret" in fine[3]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda one: replace(one, by_http=True), "SLACK_SIGNING_SECRET ontbreekt"),
        (lambda one: replace(one, bot_token=""), "SLACK_BOT_TOKEN ontbreekt"),
        (lambda one: replace(one, app_token="xoxb-1"), "begint niet met xapp-"),
        (lambda one: replace(one, bot_token="xoxb-1"), "weigert het bottoken (invalid_auth)"),
        (lambda one: replace(one, app_token="xapp-1"), "weigert het app-token (invalid_auth)"),
        (lambda one: replace(one, slack_api_url="http://127.0.0.1:9/"), "niet te bereiken"),
        (lambda one: replace(one, database_url=f"{one.database_url}.leeg"), "borging migrate"),
    ],
)
async def test_one_fault_is_named_and_the_rest_looked_at(
    settings: Settings, change: Callable[[Settings], Settings], text: str
) -> None:
    """Each wrong setting gives one finding with what to do; the other side is still looked at."""
    fine, faulty = await _said(change(settings))
    assert len(faulty) == 1
    assert text in faulty[0]
    assert fine
    assert "xoxb" not in "".join(fine)


async def test_missing_scopes_are_named(settings: Settings, workspace: Workspace) -> None:
    """Which scopes are missing, and how to get them."""
    config = workspace.core.app.config
    fewer = tuple(one for one in SCOPES if one not in {"files:read", "users:read"})
    workspace.install_app(replace(config, scopes=fewer))
    _, faulty = await _said(settings)
    assert len(faulty) == 1
    assert "files:read en users:read" in faulty[0]
    assert "Reinstall" in faulty[0]


async def test_an_app_token_without_its_scope(settings: Settings, workspace: Workspace) -> None:
    """connections:write is what an app token is for."""
    workspace.install_app(replace(workspace.core.app.config, app_scopes=()))
    _, faulty = await _said(settings)
    assert len(faulty) == 1
    assert "connections:write" in faulty[0]


async def test_revoked_tokens(settings: Settings, workspace: Workspace) -> None:
    """An app that was removed: install it again."""
    workspace.state.revoke_app(revoked=True)
    fine, faulty = await _said(settings)
    assert fine == FINE[:1]
    assert "installeer de app opnieuw" in faulty[0]


async def test_slack_asks_to_wait(settings: Settings, workspace: Workspace) -> None:
    """A 429 is no fault of the settings."""
    workspace.faults.fail_next("auth.test", "rate_limited")
    _, faulty = await _said(settings)
    assert faulty == ["Slack vraagt even te wachten. Probeer het over een minuut opnieuw."]


@pytest.mark.parametrize("fault", ["none chosen", "no bot", "archived", "private, no bot", "gone"])
async def test_a_channel_that_cannot_be_used(
    settings: Settings, workspace: Workspace, fault: str
) -> None:
    """Which region, what is wrong, and who mends it how."""
    channel_id = {"none chosen": "", "gone": "C9999999"}.get(fault)
    if channel_id is None:
        channel = _channel(workspace, private="private" in fault, with_bot="no bot" not in fault)
        channel.is_archived = fault == "archived"
        workspace.state.save_channel(channel)
        channel_id = channel.id
    await _region(settings, workspace, channel_id)
    _, faulty = await _said(settings)
    assert len(faulty) == 1
    assert faulty[0].startswith("regio Noord: ")
    how = {"none chosen": "Regio instellen", "archived": "een ander kanaal"}
    assert how.get(fault, "/invite @Borgingsbot") in faulty[0]


async def test_a_workspace_in_which_nothing_passes(settings: Settings) -> None:
    """Since when, why in plain words, and that nothing is lost."""
    began = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)

    def take(store: Store) -> None:
        workspace = store.workspaces.add(KeptWorkspace(team_id="T1"))
        block(store, workspace.id, "missing_scope", began)

    database = await Database.open(settings.database_url)
    await database.write(take)
    await database.close()
    fine, (faulty,) = await _said(settings)
    assert fine == FINE
    assert faulty.startswith("Sinds maandag 8 maart ")
    assert "De app mist een recht (missing_scope)." in faulty

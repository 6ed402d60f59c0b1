"""Whether everything is in order for a run: tokens, scopes, channels, database, migrations."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import SCOPES
from bot.settings import Settings, token_faults
from bot.slack.client import make_client, make_session
from bot.slack.errors import CALL_ERRORS, Broken, CallError, RateLimited, fault_of
from bot.slack.facts import Facts
from bot.storage_faults import storage_fault
from flows.events import Wanted
from flows.ports import Store
from flows.region import Region, Workspace
from flows.views.outage import blocked_reason
from flows.wording import Phrase, say
from storage.database import Database
from storage.exceptions import StorageError
from storage.schema import SchemaStatus, schema_state


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and whether it is in order."""

    is_fine: bool
    phrase: Phrase


def fine(phrase: Phrase) -> Finding:
    """Something that is in order."""
    return Finding(is_fine=True, phrase=phrase)


def faulty(phrase: Phrase) -> Finding:
    """Something that is not, with what to do."""
    return Finding(is_fine=False, phrase=phrase)


async def check(settings: Settings) -> Sequence[Finding]:
    """Look at everything; a fault in one does not keep the others from being looked at."""
    findings = [await _database(settings)]
    blocked, regions = await _kept(settings) if findings[0].is_fine else ((), ())
    findings += [faulty(_blocked(one)) for one in blocked]
    async with make_session(settings.slack_api_url) as session:
        findings += await _slack(settings, session, regions)
    return findings


async def _database(settings: Settings) -> Finding:
    try:
        state = await asyncio.to_thread(schema_state, settings.database_url)
        if state.status in {SchemaStatus.EMPTY, SchemaStatus.OLDER}:
            return faulty(say("cli.check.not_migrated"))
        await (await Database.open(settings.database_url)).close()
    except StorageError as error:
        return faulty(storage_fault(error))
    return fine(say("cli.check.database"))


async def _kept(settings: Settings) -> tuple[Sequence[Workspace], Sequence[Region]]:
    """The workspaces in which nothing passes, and all regions."""

    def look(store: Store) -> tuple[Sequence[Workspace], Sequence[Region]]:
        return [one for one in store.workspaces.find() if one.blocked], store.regions.find()

    database = await Database.open(settings.database_url)
    try:
        return await database.read(look)
    finally:
        await database.close()


def _blocked(workspace: Workspace) -> Phrase:
    why = blocked_reason(workspace.blocked)
    if workspace.blocked_at is None:
        return why
    return say("cli.check.blocked", since=workspace.blocked_at.astimezone(), why=why)


async def _slack(
    settings: Settings, session: aiohttp.ClientSession, regions: Sequence[Region]
) -> list[Finding]:
    if faults := token_faults(settings):
        return [faulty(fault) for fault in faults]
    client = make_client(settings.bot_token, settings.slack_api_url, session)
    try:
        identity = await client.auth_test()
    except CALL_ERRORS as error:
        return [faulty(_refused(error, bot_token=True))]
    findings = [fine(say("cli.check.bot_token", team=str(identity.get("team") or "")))]
    granted = str(identity.headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")
    missing = sorted(set(SCOPES) - set(granted))
    if missing:
        findings.append(faulty(say("cli.check.scopes_missing", scopes=missing)))
    else:
        findings.append(fine(say("cli.check.scopes")))
    if settings.by_http:
        findings.append(fine(say("cli.check.http")))
    else:
        findings.append(await _app_token(client, settings))
    team_id = str(identity["team_id"])
    findings += [await _channel(client, team_id, region) for region in regions]
    return findings


async def _app_token(client: AsyncWebClient, settings: Settings) -> Finding:
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except CALL_ERRORS as error:
        return faulty(_refused(error, bot_token=False))
    return fine(say("cli.check.app_token"))


async def _channel(client: AsyncWebClient, team_id: str, region: Region) -> Finding:
    if not region.channel:
        return faulty(say("cli.check.no_channel", region=region.name))
    try:
        known = await Facts().fetch(client, team_id, Wanted(channels=frozenset({region.channel})))
    except CALL_ERRORS as error:
        return faulty(_refused(error, bot_token=True))
    facts = known.channels[region.channel]
    if not facts.found or not facts.has_bot:
        return faulty(say("cli.check.channel_no_bot", region=region.name))
    if facts.is_archived:
        return faulty(say("cli.check.channel_archived", region=region.name, channel=facts.name))
    return fine(say("cli.check.channel", region=region.name, channel=facts.name))


def _refused(error: CallError, *, bot_token: bool) -> Phrase:
    if isinstance(error, SlackApiError) and isinstance(fault := fault_of(error), Broken):
        if fault.reason == "missing_scope":
            return say("cli.check.scope_refused")
        if bot_token:
            return say("cli.check.bot_token_refused", code=fault.reason)
        return say("cli.check.app_token_refused", code=fault.reason)
    if isinstance(fault_of(error), RateLimited):
        return say("cli.check.rate_limited")
    return say("cli.check.unreachable")

"""What a run is told by its environment; the one place that reads it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.exceptions import SettingsError
from bot.logs import LogFormat
from flows.language import Language
from flows.outbox import LEASE_S
from flows.wording import Phrase, say

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///borging.sqlite3"
PORT = 3000
HIGHEST_PORT = 65_535
LONGEST_STOP_S = 300.0
LONGEST_LEASE_S = 600.0
SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the bot finds Slack and its database. Tokens never show in a repr.

    `by_http` has Slack call on `port`, signing with `signing_secret`; else the bot calls Slack, by
    the app token. Health and metrics are served on `ops_port`, None for not at all.
    `stop_delay_s` is how many seconds a stopping run still takes what a balancer sends it.
    `lease_s` is how many seconds a message that a run began to send is left to it.
    `clock_file` names a file with the offset of a clock that was moved, for trying things out.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    database_url: str = field(default=DATABASE_URL, repr=False)
    slack_api_url: str = SLACK_API_URL
    clock_file: str = ""
    signing_secret: str = field(default="", repr=False)
    by_http: bool = False
    port: int = PORT
    ops_port: int | None = None
    stop_delay_s: float = 0.0
    lease_s: float = LEASE_S


def process_environment() -> Mapping[str, str]:
    """The environment of this process."""
    return dict(os.environ)


def environment(folder: Path) -> Mapping[str, str]:
    """The environment, over what a `.env` file in the folder says.

    Raises SettingsError for a file that is no text in UTF-8.
    """
    try:
        from_file = dotenv_values(folder / ".env", encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(say("cli.fault.env_file")) from error
    return {**{key: value for key, value in from_file.items() if value}, **os.environ}


def read_settings(variables: Mapping[str, str]) -> Settings:
    """The settings that the variables hold. SettingsError for one that makes no sense."""
    api_url = variables.get("SLACK_API_URL", "").strip() or SLACK_API_URL
    if not _is_address(api_url):
        raise SettingsError(say("cli.fault.api_url"))
    port = _port(variables, "PORT")
    return Settings(
        bot_token=variables.get("SLACK_BOT_TOKEN", "").strip(),
        app_token=variables.get("SLACK_APP_TOKEN", "").strip(),
        database_url=variables.get("DATABASE_URL", "").strip() or DATABASE_URL,
        clock_file=variables.get("BORGING_CLOCK", "").strip(),
        slack_api_url=api_url if api_url.endswith("/") else f"{api_url}/",
        signing_secret=variables.get("SLACK_SIGNING_SECRET", "").strip(),
        port=PORT if port is None else port,
        ops_port=_port(variables, "OPS_PORT"),
        stop_delay_s=_stop_delay_s(variables),
        lease_s=_lease_s(variables),
    )


def log_format(variables: Mapping[str, str], *, at_terminal: bool) -> LogFormat:
    """How the log is written: as LOG_FORMAT says, else for whoever reads it.

    Raises SettingsError for a format that there is not.
    """
    wanted = variables.get("LOG_FORMAT", "").strip().lower()
    if not wanted:
        return LogFormat.TEXT if at_terminal else LogFormat.JSON
    if wanted not in set(LogFormat):
        raise SettingsError(say("cli.fault.log_format"))
    return LogFormat(wanted)


def _port(variables: Mapping[str, str], name: str) -> int | None:
    """A port, None if it is not set; 0 takes a free one."""
    told = variables.get(name, "").strip()
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and int(told) <= HIGHEST_PORT):
        raise SettingsError(say("cli.fault.port_number", name=name))
    return int(told)


def _stop_delay_s(variables: Mapping[str, str]) -> float:
    told = variables.get("STOP_DELAY", "").strip() or "0"
    if not (told.isascii() and told.isdigit() and int(told) <= LONGEST_STOP_S):
        raise SettingsError(say("cli.fault.stop_delay"))
    return float(told)


def _lease_s(variables: Mapping[str, str]) -> float:
    told = variables.get("BORGING_LEASE_S", "").strip() or str(int(LEASE_S))
    if not (told.isascii() and told.isdigit() and 0 < int(told) <= LONGEST_LEASE_S):
        raise SettingsError(say("cli.fault.lease"))
    return float(told)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def require_tokens(settings: Settings) -> None:
    """SettingsError unless what this way of connecting needs is there and of the right kind."""
    for fault in token_faults(settings):
        raise SettingsError(fault)


def token_faults(settings: Settings) -> list[Phrase]:
    """What this way of connecting needs and is not there or of another kind."""
    faults = []
    if not settings.bot_token:
        faults.append(say("cli.fault.no_bot_token"))
    elif not settings.bot_token.startswith("xoxb-"):
        faults.append(say("cli.fault.not_a_bot_token"))
    if settings.by_http:
        if not settings.signing_secret:
            faults.append(say("cli.fault.no_signing_secret"))
        elif not SIGNING_SECRET.fullmatch(settings.signing_secret):
            faults.append(say("cli.fault.not_a_signing_secret"))
    elif not settings.app_token:
        faults.append(say("cli.fault.no_app_token"))
    elif not settings.app_token.startswith("xapp-"):
        faults.append(say("cli.fault.not_an_app_token"))
    return faults


def system_language(variables: Mapping[str, str]) -> Language:
    """The language of the command line: Dutch for a Dutch locale, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((variables[name] for name in names if variables.get(name)), "")
    return Language.NL if locale.lower().startswith("nl") else Language.EN

"""Settings come from the environment over a .env file, and are refused in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.exceptions import SettingsError
from bot.logs import LogFormat
from bot.settings import (
    DATABASE_URL,
    PORT,
    SLACK_API_URL,
    Settings,
    environment,
    log_format,
    read_settings,
    require_tokens,
    system_language,
)
from flows.language import Language
from flows.outbox import LEASE_S

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-geheim", "SLACK_APP_TOKEN": "xapp-geheim"}


def test_nothing_set_is_slack_and_a_file() -> None:
    """Without settings: Slack itself, SQLite beside the program, no tokens; blanks are nothing."""
    for variables in ({}, {"DATABASE_URL": " ", "SLACK_API_URL": "", "SLACK_BOT_TOKEN": " "}):
        settings = read_settings(variables)
        assert settings == Settings(database_url=DATABASE_URL, slack_api_url=SLACK_API_URL)


def test_a_file_fills_in_what_the_environment_does_not_say(tmp_path: Path) -> None:
    """A .env file is read, quotes and comments as usual."""
    (tmp_path / ".env").write_text(
        '# de bot\nBORGING_TEST_ONE="één"\nPATH=/nergens\nBORGING_TEST_TWO=\n', encoding="utf-8"
    )
    variables = environment(tmp_path)
    assert variables["BORGING_TEST_ONE"] == "één"
    assert variables["PATH"] != "/nergens"
    assert "BORGING_TEST_TWO" not in variables


def test_an_api_address_ends_in_a_slash() -> None:
    """Slack's clients want it so."""
    settings = read_settings({"SLACK_API_URL": "http://127.0.0.1:8765/api"})
    assert settings.slack_api_url == "http://127.0.0.1:8765/api/"


def test_secrets_do_not_show() -> None:
    """Neither tokens nor a database's password stand in what a debugger or log prints."""
    variables = {**TOKENS, "DATABASE_URL": "postgresql://u:geheim@host/x"}
    assert "geheim" not in repr(read_settings(variables))


@pytest.mark.parametrize(
    ("variables", "key"),
    [
        ({}, "cli.fault.no_bot_token"),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxp-1"}, "cli.fault.not_a_bot_token"),
        ({**TOKENS, "SLACK_APP_TOKEN": ""}, "cli.fault.no_app_token"),
        ({**TOKENS, "SLACK_APP_TOKEN": "xoxb-1"}, "cli.fault.not_an_app_token"),
    ],
)
def test_tokens_are_looked_at_before_they_are_used(variables: dict[str, str], key: str) -> None:
    """A missing token, or one of the wrong kind, is told apart."""
    with pytest.raises(SettingsError) as refused:
        require_tokens(read_settings(variables))
    assert refused.value.phrase.key == key


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, Language.NL),
        ({"LANG": "NL"}, Language.NL),
        ({"LANG": "nl_NL", "LC_ALL": "en_GB"}, Language.EN),
        ({"LANG": "en_US", "LC_MESSAGES": "nl_BE"}, Language.NL),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({}, Language.EN),
    ],
)
def test_the_language_follows_the_locale(variables: dict[str, str], language: Language) -> None:
    """In the order that programs look: LC_ALL, LC_MESSAGES, LANG."""
    assert system_language(variables) is language


HTTP = {"SLACK_BOT_TOKEN": "xoxb-geheim", "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2}


def test_by_http_a_signing_secret_takes_the_place_of_the_app_token() -> None:
    """And only there."""
    require_tokens(replace(read_settings(HTTP), by_http=True))
    with pytest.raises(SettingsError) as refused:
        require_tokens(read_settings(HTTP))
    assert refused.value.phrase.key == "cli.fault.no_app_token"
    assert "0123" not in repr(read_settings(HTTP))


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("", "cli.fault.no_signing_secret"),
        ("xapp-1", "cli.fault.not_a_signing_secret"),
        ("0123456789ABCDEF" * 2, "cli.fault.not_a_signing_secret"),
    ],
)
def test_a_signing_secret_is_looked_at_before_it_is_used(secret: str, key: str) -> None:
    """A missing one, or something else in its place, is told apart."""
    settings = read_settings({**HTTP, "SLACK_SIGNING_SECRET": secret})
    with pytest.raises(SettingsError) as refused:
        require_tokens(replace(settings, by_http=True))
    assert refused.value.phrase.key == key


def test_ports_and_the_stop_delay() -> None:
    """Each may be left out; a port of 0 takes a free one."""
    unset = read_settings({})
    assert (unset.port, unset.ops_port, unset.stop_delay_s) == (PORT, None, 0)
    given = read_settings({"PORT": "0", "OPS_PORT": "9090", "STOP_DELAY": "15"})
    assert (given.port, given.ops_port, given.stop_delay_s) == (0, 9090, 15)


def test_the_lease() -> None:
    """A minute unless it is set, in whole seconds."""
    assert read_settings({}).lease_s == LEASE_S
    assert read_settings({"BORGING_LEASE_S": "3"}).lease_s == 3.0


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("PORT", "http", "cli.fault.port_number"),
        ("PORT", "-1", "cli.fault.port_number"),
        ("OPS_PORT", "65536", "cli.fault.port_number"),
        ("OPS_PORT", "²", "cli.fault.port_number"),
        ("STOP_DELAY", "lang", "cli.fault.stop_delay"),
        ("STOP_DELAY", "301", "cli.fault.stop_delay"),
        ("BORGING_LEASE_S", "0", "cli.fault.lease"),
        ("BORGING_LEASE_S", "601", "cli.fault.lease"),
        ("BORGING_LEASE_S", "een minuut", "cli.fault.lease"),
    ],
)
def test_what_is_no_number_is_refused(name: str, value: str, key: str) -> None:
    """In words, with the name of the variable."""
    with pytest.raises(SettingsError) as refused:
        read_settings({name: value})
    assert refused.value.phrase.key == key


@pytest.mark.parametrize(
    ("wanted", "at_terminal", "form"),
    [
        ("", True, LogFormat.TEXT),
        ("", False, LogFormat.JSON),
        ("text", False, LogFormat.TEXT),
        (" JSON ", True, LogFormat.JSON),
    ],
)
def test_the_log_is_written_for_who_reads_it(
    wanted: str, *, at_terminal: bool, form: LogFormat
) -> None:
    """A terminal is read by people; whoever sets it decides."""
    assert log_format({"LOG_FORMAT": wanted}, at_terminal=at_terminal) is form


def test_a_format_that_there_is_not() -> None:
    """Is refused, with those that there are."""
    with pytest.raises(SettingsError) as refused:
        log_format({"LOG_FORMAT": "xml"}, at_terminal=True)
    assert refused.value.phrase.key == "cli.fault.log_format"

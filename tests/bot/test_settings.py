"""Settings come from the environment over a .env file, and are refused in words."""

from pathlib import Path

import pytest

from bot.exceptions import SettingsError
from bot.settings import (
    DATABASE_URL,
    SLACK_API_URL,
    Settings,
    environment,
    read_settings,
    require_tokens,
    system_language,
)
from flows.language import Language

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

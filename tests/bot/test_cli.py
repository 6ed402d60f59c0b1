"""The command line as people use it: help, the demo, a run, and every fault in plain words."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.clock import utc_now
from bot.manifest import HTTP_PATH, manifest
from bot.workspace.config import AppConfig
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from tests.support.commands import Say, change, ended, free_port, run, staying

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-geheim-1", "SLACK_APP_TOKEN": "xapp-geheim-2"}
NOBODY = "http://127.0.0.1:9/"
"""An address at which nothing listens."""
COMMANDS = ("demo", "run", "check", "manifest", "migrate", "holidays", "export", "health")


async def test_help_is_in_the_language_of_the_locale(tmp_path: Path) -> None:
    """Dutch for a Dutch locale, else English; every command is named."""
    dutch, belgian, english = await asyncio.gather(
        run(tmp_path, "--help", variables={"LANG": "nl_NL.UTF-8"}),
        run(tmp_path, "--help", variables={"LANG": "en_US.UTF-8", "LC_ALL": "nl_BE"}),
        run(tmp_path, "--help", variables={"LANG": ""}),
    )
    assert dutch.out == belgian.out
    for shown, words in (
        (dutch, ("gebruik:", "opdrachten:", "opties:")),
        (english, ("usage:", "commands:", "options:")),
    ):
        assert (shown.code, shown.err) == (0, "")
        for word in (*words, *COMMANDS, "borging demo"):
            assert word in shown.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(say: Say, command: str) -> None:
    """`borging … --help` teaches in Dutch, within the width of a screen."""
    code, shown = say(command, "--help")
    assert code == 0
    assert shown.startswith(f"gebruik: borging {command}")
    assert "laat deze uitleg zien" in shown
    assert ("SLACK_BOT_TOKEN" in shown) is (command == "run")
    assert max(len(line) for line in shown.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Begin met: borging demo"),
        (("dmeo",), "Uitleg: borging --help"),
        (("demo", "--prot", "1"), "Uitleg: borging --help"),
        (("demo", "--port", "veel"), "Uitleg: borging demo --help"),
    ],
)
def test_a_wrong_call_says_where_the_help_is(
    say: Say, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2, nothing done."""
    code, shown = say(*arguments)
    assert (code, said in shown) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == [".env"]


def test_once_needs_autoplay(say: Say) -> None:
    """`--once` alone says what belongs together."""
    code, shown = say("demo", "--once")
    assert (code, "--once hoort bij --autoplay" in shown) == (1, True)


# A run.


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "SLACK_BOT_TOKEN ontbreekt"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "begint niet met xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-geheim-1"}, "SLACK_APP_TOKEN ontbreekt"),
        ({**TOKENS, "SLACK_APP_TOKEN": "xoxb-2"}, "begint niet met xapp-"),
        ({**TOKENS, "SLACK_API_URL": "slack"}, "SLACK_API_URL is geen adres"),
        ({**TOKENS, "SLACK_API_URL": NOBODY}, "borging check"),
        ({**TOKENS, "OPS_PORT": "negen"}, "OPS_PORT is geen poort"),
        ({**TOKENS, "LOG_FORMAT": "xml"}, "LOG_FORMAT moet json of text zijn"),
        ({**TOKENS, "DATABASE_URL": "mysql://a:geheim@b/c"}, "sqlite:/// of postgresql://"),
        (
            {**TOKENS, "DATABASE_URL": "postgresql://u:geheim@127.0.0.1:9/x"},
            "databaseserver antwoordt niet",
        ),
        ({**TOKENS, "DATABASE_URL": "sqlite:////geen/map/x.sqlite3"}, "gaat niet open"),
    ],
)
def test_a_run_that_cannot_start_says_why(say: Say, variables: dict[str, str], said: str) -> None:
    """Exit code 1, one clear sentence or two, no token or password in it."""
    code, shown = say("run", **variables)
    assert code == 1
    assert said in shown
    assert "geheim" not in shown


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_newer_database_is_left_alone(say: Say, folder: Path, command: str) -> None:
    """A database of a later version: said, and not touched."""
    file = folder / "borging.sqlite3"
    change(file, "UPDATE alembic_version SET version_num = 'v9999'")
    before = file.read_bytes()
    code, shown = say(command, **TOKENS, SLACK_API_URL=NOBODY)
    assert (code, "nieuwere versie" in shown) == (1, True)
    assert file.read_bytes() == before


def test_a_damaged_database_is_said(say: Say, folder: Path) -> None:
    """A file that is no database."""
    (folder / "borging.sqlite3").write_text("geen database, maar wel een bestand" * 500)
    code, shown = say("run", **TOKENS)
    assert (code, "beschadigd of is geen SQLite-database" in shown) == (1, True)


def test_a_folder_that_cannot_hold_a_database_is_said(say: Say) -> None:
    """A place where nothing can be written."""
    code, shown = say("migrate", DATABASE_URL="sqlite:////proc/borging.sqlite3")
    assert (code, "database" in shown) == (1, True)
    assert "Traceback" not in shown


# With a workspace.


def _variables(workspace: Workspace) -> dict[str, str]:
    app = workspace.install_app(AppConfig.from_manifest(manifest()))
    return {
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_API_URL": workspace.api_url,
    }


async def test_a_run_connects_answers_and_stops_cleanly(folder: Path) -> None:
    """Settings from a .env file; the first administrator is helped; SIGTERM ends with 0."""
    async with Workspace(utc_now) as workspace:
        workspace.add_person("sanne", "Sanne Bakker", is_admin=True)
        settings = _variables(workspace)
        (folder / ".env").write_text("\n".join(f"{name}={settings[name]}" for name in settings))
        async with staying(folder, "run") as (process, line):
            assert "De bot is verbonden met Borging" in line
            async with Person(workspace.address, "sanne") as sanne:
                await sanne.open_home()
                await sanne.sees_home("Wijs eerst aan wie de programmaleider")
            process.terminate()
            shown = await ended(process)
    assert shown.code == 0, shown.said
    assert "Er is niets verloren" in shown.said
    assert settings["SLACK_BOT_TOKEN"] not in shown.said


async def test_a_run_by_http_listens_and_stops_cleanly(folder: Path) -> None:
    """It needs no app token; Slack finds it at its port; SIGTERM ends with 0."""
    async with Workspace(utc_now) as workspace:
        settings = _variables(workspace) | {
            "SLACK_APP_TOKEN": "",
            "SLACK_SIGNING_SECRET": workspace.core.app.signing_secret,
            "PORT": str(free_port()),
        }
        async with staying(folder, "run", "--http", variables=settings) as (process, line):
            assert "De bot is verbonden met Borging" in line
            url = f"http://127.0.0.1:{settings['PORT']}{HTTP_PATH}?ssl_check=1"
            async with aiohttp.ClientSession() as session, session.get(url) as answer:
                assert answer.status == 200
            assert workspace.sockets.count == 0
            process.terminate()
            shown = await ended(process)
    assert shown.code == 0, shown.said
    assert "Er is niets verloren" in shown.said


@pytest.mark.parametrize("name", ["PORT", "OPS_PORT"])
async def test_a_port_that_is_taken(folder: Path, name: str) -> None:
    """Exit code 1, with the port and how to choose another."""
    async with Workspace(utc_now) as workspace:
        taken = workspace.address.rpartition(":")[2]
        settings = _variables(workspace) | {
            "SLACK_SIGNING_SECRET": workspace.core.app.signing_secret,
            "PORT": str(free_port()),
            name: taken,
        }
        shown = await run(folder, "run", "--http", variables=settings)
    assert (shown.code, f"niet luisteren op poort {taken}" in shown.said) == (1, True)


@pytest.mark.parametrize("which", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "revoked"])
async def test_tokens_that_slack_refuses(folder: Path, which: str) -> None:
    """A wrong or revoked token: `run` points at `check`, which says which one and what to do."""
    async with Workspace(utc_now) as workspace:
        variables = _variables(workspace)
        if which == "revoked":
            workspace.state.revoke_app(revoked=True)
        else:
            variables[which] = variables[which][:5] + "verkeerd"
        ran, checked = await asyncio.gather(
            run(folder, "run", variables=variables), run(folder, "check", variables=variables)
        )
    assert (ran.code, checked.code) == (1, 1)
    assert "borging check" in ran.said
    name = "app-token" if which == "SLACK_APP_TOKEN" else "bottoken"
    assert f"Slack weigert het {name}" in checked.said
    assert "verkeerd" not in ran.said + checked.said


async def test_check_says_that_all_is_in_order(folder: Path) -> None:
    """Every line fine: exit code 0."""
    async with Workspace(utc_now) as workspace:
        shown = await run(folder, "check", variables=_variables(workspace))
    assert shown.code == 0, shown.said
    assert all(line.startswith("in orde") for line in shown.out.splitlines())


# The small commands.


def test_the_manifest_is_what_slack_reads(say: Say) -> None:
    """JSON and nothing else, without any setting."""
    code, shown = say("manifest")
    assert (code, json.loads(shown)) == (0, manifest())


def test_the_manifest_for_http(say: Say) -> None:
    """With the address that Slack calls; one that it cannot call is refused in words."""
    code, shown = say("manifest", "--http", "https://bot.example.org")
    assert (code, json.loads(shown)) == (0, manifest("https://bot.example.org"))
    code, shown = say("manifest", "--http", "http://bot.example.org")
    assert (code, "https://" in shown) == (1, True)
    assert "{" not in shown


def test_migrate_says_what_it_did(say: Say) -> None:
    """Tables are made once; the second time there is nothing to do."""
    code, shown = say("migrate")
    assert (code, "De database is bijgewerkt" in shown) == (0, True)
    assert say("migrate") == (0, "De database was al bijgewerkt.\n")

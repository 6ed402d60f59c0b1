"""Whatever the log level, no token, address with a secret, name or answer gets into the log."""

import io
import json
import logging

import pytest

from bot.demo_region import EVERYBODY
from bot.logs import JsonLines, TextLines
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import home_of, opens, radar_of, start_by_home

TEXT = "vertrouwelijkezin"
BASIS = "vertrouwelijkebasis"
TYPED = "getyptezin"
LOUD = ("slack_sdk", "slack_bolt", "aiohttp", "sqlalchemy", "apscheduler", "asyncio", "matplotlib")


async def test_nothing_secret_is_logged_at_debug(
    make: MakeWorld, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole scan with faults, all loggers at DEBUG: tokens, texts and names stay out.

    What programs read carries the ids by which a fault is found.
    """
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    written = {form: io.StringIO() for form in (JsonLines("r1"), TextLines())}
    for form, stream in written.items():
        handler = logging.StreamHandler(stream)
        handler.setFormatter(form)
        monkeypatch.setattr(logging.root, "handlers", [*logging.root.handlers, handler])
    world = await make()
    await world.start_bot()
    await start_by_home(world)
    karin = await world.person("karin")
    await karin.tap(await karin.sees("Wie ziet wat?"), "Beginnen")
    await opens(karin, await karin.sees("Zin 1 van 3"), "Schrijven")
    await karin.submit({"text": TEXT})
    await karin.sees("Zin 2 van 3")
    await karin.say("app", TYPED)
    await karin.tap(await karin.sees("Zin 3 van 3"), "Overslaan")
    asked = await karin.sees("Stelling 1 van 7")
    await opens(karin, asked, "Toelichten")
    await karin.submit({"basis": BASIS})
    await karin.wait_for(lambda me: me.messages()[-1].text != asked.text)
    for number in range(1, 8):
        asked = await karin.sees(f"Stelling {number} van 7")
        if number == 3:
            world.workspace.faults.fail_next("response_url", "server_error")
        await karin.tap(asked, "walk.score:2")
    await karin.tap(await karin.sees("Inleveren"), "Inleveren")
    await karin.sees("zijn ingeleverd")
    world.workspace.faults.fail_next("users.info", "drop_after")
    world.workspace.faults.fail_next("views.publish", "server_error")
    leader = await world.person("marijke")
    await leader.open_home()
    world.workspace.faults.fail_next("chat.postMessage", "rate_limited", seconds=0)
    await leader.tap(await home_of(leader), "Nu sluiten")
    await radar_of(leader)
    await world.stop_bot()
    app = world.workspace.core.app
    logged = "\n".join(f"{one.name} {one.getMessage()} {one.exc_text}" for one in caplog.records)
    as_json, as_text = (stream.getvalue() for stream in written.values())
    logged += caplog.text + as_json + as_text
    assert len(logged) > 1000
    secrets = {
        "bot token": app.bot_token,
        "app token": app.app_token,
        "sentence": TEXT,
        "typed": TYPED,
        "basis": BASIS,
        "response_url": "/response/",
        "upload address": "/upload/v1/",
    }
    found = {
        what: next(line for line in logged.splitlines() if secret in line)[:300]
        for what, secret in secrets.items()
        if secret in logged
    }
    assert not found
    lines = [json.loads(line) for line in as_json.splitlines()]
    told = "".join(str(line) for line in lines if line["level"] != "DEBUG")  # what a run writes
    assert not [one.real_name for one in EVERYBODY if one.real_name in told]
    ours = [line for line in lines if line["logger"].startswith("bot.")]
    assert all({"time", "level", "message", "run"} <= set(line) for line in ours)
    assert any({"workspace", "wish", "topic"} <= set(line) for line in ours)
    assert any(line.get("kind") == "home" for line in ours)

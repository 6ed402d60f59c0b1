"""No picture of a window is left behind: by a stop that has little time, or by a killed run."""

from dataclasses import replace
from datetime import timedelta

from bot.demo_region import CHANNEL
from bot.slack.client import make_client
from bot.slack.left_pictures import LEFT_AFTER, WINDOW_NAME
from tests.e2e.leading import until
from tests.e2e.test_results_windows import published
from tests.e2e.walking import shows
from tests.e2e.world import WAIT_S, World

SHORT_S = 2.0


def of_windows(world: World) -> list[str]:
    """The files of windows' pictures in the workspace."""
    files = world.workspace.state.files.values()
    return [file.id for file in files if file.name.startswith(WINDOW_NAME)]


async def test_a_stop_deletes_a_picture_that_is_not_ready_in_time(world: World) -> None:
    """What it still waits for has its time; deleting has time of its own."""
    await published(world)
    karin = await world.person("karin")
    message = await shows(karin, f"#{CHANNEL}")
    await world.stop_bot()
    world.settings = replace(world.settings, lease_s=SHORT_S)
    await world.start_bot()
    world.workspace.faults.fail_next("files.info", "rate_limited", times=9, seconds=int(WAIT_S))
    await karin.tap(message, "results.own")

    async def is_uploaded() -> bool:
        await world.region()
        return bool(of_windows(world))

    await until(is_uploaded)
    await world.stop_bot()
    assert of_windows(world) == []


async def test_a_new_run_deletes_what_a_killed_one_left(world: World) -> None:
    """It knows nothing of that one, and asks Slack."""
    await world.stop_bot()
    client = make_client(world.settings.bot_token, world.settings.slack_api_url)
    await client.files_upload_v2(filename=f"{WINDOW_NAME}radar.png", content=b"png")
    await world.forward(LEFT_AFTER + timedelta(minutes=1))
    assert of_windows(world)
    await world.start_bot()

    async def is_gone() -> bool:
        await world.region()
        return not of_windows(world)

    await until(is_gone)

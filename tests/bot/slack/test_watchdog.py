"""A run that is cut off begins anew, and ends if that does not help."""

from dataclasses import dataclass

import pytest

from bot.slack.watchdog import GIVE_UP_AFTER_S, RENEW_AFTER_S, Watchdog


@dataclass
class FakeLine:
    """A line that stands or not, as it is told."""

    is_open: bool = True
    refused: str = ""
    renewed: int = 0

    async def renew(self) -> None:
        """As the port says."""
        self.renewed += 1


class Seconds:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        """Begin anywhere."""
        self.now_s = 1000.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now_s


@dataclass
class Watch:
    """A watchdog with its line and time."""

    dog: Watchdog
    line: FakeLine
    seconds: Seconds

    async def after(self, seconds: float) -> None:
        """Let it look again after a while."""
        self.seconds.now_s += seconds
        await self.dog.look()


@pytest.fixture
async def watch() -> Watch:
    """The line stands."""
    line, seconds = FakeLine(), Seconds()
    return Watch(Watchdog(line, seconds), line, seconds)


async def test_a_line_that_stands_is_left_alone(watch: Watch) -> None:
    """However long."""
    for _ in range(3):
        await watch.after(GIVE_UP_AFTER_S * 2)
    assert watch.line.renewed == 0
    assert not watch.dog.verdict.done()


async def test_a_short_gap_mends_itself(watch: Watch) -> None:
    """Nothing is done before its time, and a line that was back starts counting anew."""
    watch.line.is_open = False
    await watch.after(RENEW_AFTER_S - 1)
    watch.line.is_open = True
    await watch.after(1)
    watch.line.is_open = False
    await watch.after(RENEW_AFTER_S - 1)
    assert watch.line.renewed == 0


async def test_a_line_that_is_gone_is_made_anew_once(watch: Watch) -> None:
    """Then it has its time; when it is back all is forgotten."""
    watch.line.is_open = False
    await watch.after(RENEW_AFTER_S)
    await watch.after(GIVE_UP_AFTER_S - 1)
    assert watch.line.renewed == 1
    watch.line.is_open = True
    await watch.after(1)
    watch.line.is_open = False
    await watch.after(RENEW_AFTER_S)
    assert watch.line.renewed == 2
    assert not watch.dog.verdict.done()


async def test_a_line_that_does_not_come_back_ends_the_run(watch: Watch) -> None:
    """With a reason for people, once."""
    watch.line.is_open = False
    await watch.after(RENEW_AFTER_S)
    for _ in range(2):
        await watch.after(GIVE_UP_AFTER_S)
    assert watch.dog.verdict.result().key == "cli.run.cut_off"


async def test_a_refused_token_ends_the_run_at_once(watch: Watch) -> None:
    """There is nothing to wait for; while a connection stands nothing is lost yet."""
    watch.line.refused = "token_revoked"
    await watch.after(1)
    assert not watch.dog.verdict.done()
    watch.line.is_open = False
    await watch.after(1)
    assert watch.dog.verdict.result().key == "cli.run.token_refused"
    assert watch.line.renewed == 0

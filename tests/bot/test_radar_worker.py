"""The worker process that makes pictures and files."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

import pytest
import pytest_asyncio

from bot.radar import ImageFormat, RadarPicture, RadarUnavailableError, RadarWorker, draw

PICTURE = RadarPicture(
    title="Borging",
    axes=("Een", "Twee", "Drie"),
    mean=(3.0, 4.0, 2.0),
    mean_label="Gemiddelde",
    not_enough_label="te weinig",
)


@dataclass(frozen=True, kw_only=True)
class DeadlyPicture(RadarPicture):
    """A picture that ends whichever process unpacks it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        """Unpack to an exit."""
        return os._exit, (1,)


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[RadarWorker]:
    """A worker that is closed after the test."""
    worker = RadarWorker()
    yield worker
    await worker.close()


def children() -> set[BaseProcess]:
    """The processes this one has started and that still run."""
    return set(multiprocessing.active_children())


async def test_the_worker_draws_what_is_drawn_here(worker: RadarWorker) -> None:
    """The picture is the same as one drawn in this process, from one process for all."""
    before = children()
    drawn = await asyncio.gather(worker.draw(PICTURE), worker.draw(PICTURE))
    assert list(drawn) == [draw(PICTURE)] * 2
    assert len(children() - before) == 1


async def test_the_worker_draws_what_can_be_enlarged(worker: RadarWorker) -> None:
    """The picture as SVG is asked for in the same way."""
    assert await worker.draw(PICTURE, form=ImageFormat.SVG) == draw(PICTURE, form=ImageFormat.SVG)


async def test_the_worker_does_other_work_as_well(worker: RadarWorker) -> None:
    """Any function at the top of a module runs there, and what it returns or raises comes back."""
    assert await worker.run(divmod, 7, 2) == (3, 1)
    assert await worker.run(os.getpid) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        await worker.run(divmod, 7, 0)


async def test_nothing_starts_before_the_first_picture(worker: RadarWorker) -> None:
    """A bot that never draws has no second process."""
    before = children()
    await worker.close()
    assert children() == before


async def test_a_killed_worker_is_replaced(worker: RadarWorker) -> None:
    """After kill -9 the next pictures come from a new process."""
    before = children()
    expected = await worker.draw(PICTURE)
    (process,) = children() - before
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    drawn = await asyncio.gather(worker.draw(PICTURE), worker.draw(PICTURE))
    assert list(drawn) == [expected] * 2
    assert process not in children()


async def test_a_worker_that_dies_twice_is_reported_and_can_be_used_again(
    worker: RadarWorker,
) -> None:
    """A picture that kills its worker each time is an error; the next picture is drawn."""
    deadly = DeadlyPicture(
        title="Borging",
        axes=PICTURE.axes,
        mean=PICTURE.mean,
        mean_label="Gemiddelde",
        not_enough_label="te weinig",
    )
    with pytest.raises(RadarUnavailableError, match="ended twice"):
        await worker.draw(deadly)
    assert await worker.draw(PICTURE)


async def test_a_closed_worker_draws_no_more(worker: RadarWorker) -> None:
    """Closing ends the process, and drawing after it is refused."""
    before = children()
    await worker.draw(PICTURE)
    await worker.close()
    assert children() == before
    with pytest.raises(RuntimeError, match="closed"):
        await worker.draw(PICTURE)

"""A window that comes in twice has one answer."""

import asyncio

from bot.slack.copies import Copies


async def test_the_second_copy_gets_the_answer_of_the_first() -> None:
    """Whether that is there already or on its way."""
    copies = Copies()
    assert copies.earlier("submit:1") is None
    waiting = copies.earlier("submit:1")
    assert waiting is not None
    copies.settle("submit:1", {"response_action": "clear"})
    assert await waiting == {"response_action": "clear"}
    later = copies.earlier("submit:1")
    assert later is not None
    assert await later == {"response_action": "clear"}


async def test_what_has_no_id_is_no_copy() -> None:
    """Nothing is kept for it."""
    copies = Copies()
    assert copies.earlier("") is None
    copies.settle("", {})
    copies.forget("")
    assert copies.earlier("") is None


async def test_an_answer_that_never_came_is_forgotten() -> None:
    """Who waits for it gets none, and the next copy is a first again; an answer stays."""
    copies = Copies()
    copies.earlier("submit:1")
    waiting = copies.earlier("submit:1")
    assert waiting is not None
    copies.forget("submit:1")
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    assert copies.earlier("submit:1") is None
    copies.settle("submit:1", {})
    copies.forget("submit:1")
    assert copies.earlier("submit:1") is not None

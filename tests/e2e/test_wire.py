"""Envelopes, connections and the database: faults in the middle of a walk."""

import asyncio

import pytest

from bot.workspace.core import Timing
from bot.workspace.errors import PersonError
from tests.e2e.conftest import MakeWorld
from tests.e2e.crafted import typed_event
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    given,
    invited,
    open_modal,
    score,
    settled,
    shows,
    tap,
    type_in,
    write,
)
from tests.e2e.world import WAIT_S, World, locked

TRY_AGAIN = "Dat lukte even niet. Er is niets verloren."


async def test_a_typed_answer_that_comes_twice_counts_once(world: World) -> None:
    """The second copy answers neither this question nor the next."""
    karin = await begun(world, "karin")
    for number, text in enumerate(SENTENCES, start=2):
        await settled(world)
        world.workspace.faults.double_envelopes()
        await type_in(world, karin, text)
        await settled(world)
        assert ("Zin 3 van 3" if number == 3 else "") in current(karin).text
    assert [one[2] for one in await given(world, "karin")] == list(SENTENCES)
    world.workspace.faults.double_envelopes()
    await type_in(world, karin, "4")
    await settled(world)
    assert "Stelling 2 van 7" in current(karin).text


async def test_a_typed_answer_that_is_sent_again_counts_once(make: MakeWorld) -> None:
    """An envelope so late that Slack sends it again is one answer all the same."""
    world = await make(timing=Timing(ack=0.3, retries=(0.0, 0.05, 0.05), processing=0.05))
    await world.start_bot()
    karin = await begun(world, "karin")
    await settled(world)
    world.workspace.faults.delay_envelopes(0.5)
    await type_in(world, karin, SENTENCES[0])
    await settled(world)
    seen_again = asyncio.Event()
    asyncio.get_running_loop().call_later(0.6, seen_again.set)
    await seen_again.wait()
    await settled(world)
    assert "niet als antwoord bewaard" not in karin.picture()
    assert "Zin 2 van 3" in current(karin).text
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]


async def test_a_line_typed_before_the_question_that_now_stands_there(world: World) -> None:
    """Though it arrives late it does not answer a question that the person had not seen."""
    karin = await begun(world, "karin")
    await settled(world)
    early = world.workspace.state.next_ts()
    await type_in(world, karin, SENTENCES[0])
    await settled(world)
    await typed_event(world, karin, "Zeekomkommerzin te laat", ts=early)
    await karin.sees("Uw bericht is niet als antwoord bewaard")
    assert "Zin 2 van 3" in current(karin).text
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]


async def test_the_same_event_on_two_sockets(world: World) -> None:
    """Two deliveries of one event handled at once are one answer."""
    karin = await begun(world, "karin")
    await settled(world)
    await asyncio.gather(
        *(typed_event(world, karin, SENTENCES[0], event_id="Ev0SAME") for _ in range(4))
    )
    await settled(world)
    assert "Zin 2 van 3" in current(karin).text
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]


async def test_an_event_that_comes_again_much_later(world: World) -> None:
    """Slack may send it again after minutes: nothing happens, and nothing is said."""
    karin = await begun(world, "karin")
    await settled(world)
    for text in (*SENTENCES, "4"):
        await typed_event(world, karin, text, event_id=f"Ev{text}")
        await settled(world)
    before = [one.text for one in karin.messages()]
    for text in ("4", *SENTENCES):
        await typed_event(world, karin, text, event_id=f"Ev{text}")
        await settled(world)
    assert [one.text for one in karin.messages()] == before
    assert "Stelling 2 van 7" in current(karin).text


async def test_doubled_taps_and_windows_count_once(world: World) -> None:
    """Interactions that come twice are one."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    world.workspace.faults.double_envelopes()
    await karin.submit({"text": SENTENCES[0]})
    await settled(world)
    await shows(karin, "Zin 2 van 3")
    await write(karin, SENTENCES[1])
    await tap(karin, "Overslaan")
    for number in range(2, 6):
        await settled(world)
        world.workspace.faults.double_envelopes()
        await tap(karin, "walk.score:4")
        await settled(world)
        assert f"Stelling {number} van 7" in current(karin).text


async def test_a_late_tap_is_taken(world: World) -> None:
    """An envelope that comes late, but in time, is an answer like others."""
    karin = await at_statements(world, "karin")
    world.workspace.faults.delay_envelopes(0.5)
    await score(karin, 4)
    assert "Stelling 2 van 7" in current(karin).text


async def test_an_envelope_nobody_waits_for_any_more(make: MakeWorld) -> None:
    """The person sees an error, the answer is kept when it arrives, and the walk goes on."""
    world = await make(timing=Timing(ack=0.3, processing=0.05))
    await world.start_bot()
    karin = await at_statements(world, "karin")
    await settled(world)
    world.workspace.faults.delay_envelopes(0.5)
    with pytest.raises(PersonError) as failed:
        await karin.tap(current(karin), "walk.score:4")
    assert failed.value.code == "app_no_answer"
    await shows(karin, "Stelling 2 van 7")


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled", "drop", "warning"])
async def test_a_connection_that_ends_in_the_middle_of_a_walk(world: World, reason: str) -> None:
    """Slack renews its sockets every few hours; the walk does not notice."""
    karin = await begun(world, "karin")
    await write(karin, SENTENCES[0])
    sockets = world.workspace.sockets
    await (sockets.drop() if reason == "drop" else sockets.disconnect(reason))
    async with asyncio.timeout(WAIT_S):
        await sockets.wait_for(1)
    await type_in(world, karin, SENTENCES[1])
    await write(karin, SENTENCES[2])
    async with asyncio.timeout(WAIT_S):
        await sockets.wait_for(2)
    await score(karin, 1, 2, 3)
    assert "Stelling 4 van 7" in current(karin).text


async def test_a_locked_database_and_a_tap(world: World) -> None:
    """The person is told within Slack's patience; the next tap is taken."""
    karin = await at_statements(world, "karin")
    await settled(world)
    with locked(world):
        await karin.tap(current(karin), "walk.score:4")
        await karin.sees(TRY_AGAIN)
    assert len(await given(world, "karin")) == 3
    await score(karin, 4)
    assert "Stelling 2 van 7" in current(karin).text


async def test_a_locked_database_and_a_window(world: World) -> None:
    """The window stays with its text and says so; sent in again it is kept."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    await karin.fill({"text": SENTENCES[0]})
    await settled(world)
    with locked(world):
        with pytest.raises(PersonError) as refused:
            await karin.submit()
        assert TRY_AGAIN in str(refused.value.errors["text"]["text"])
    assert (await karin.sees_modal()).value("text") == SENTENCES[0]
    await karin.submit()
    await shows(karin, "Zin 2 van 3")


async def test_a_locked_database_and_a_typed_answer(make: MakeWorld) -> None:
    """Slack sends the line again, and it is kept as soon as the database can."""
    world = await make(timing=Timing(retries=(0.0, 0.05, 0.05), processing=0.05))
    await world.start_bot()
    karin = await begun(world, "karin")
    await settled(world)
    with locked(world):
        await karin.say("app", SENTENCES[0])
        await karin.catch_up(0)
    await shows(karin, "Zin 2 van 3")
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]


async def test_slack_refuses_what_was_to_be_known(world: World) -> None:
    """A colleague cannot be looked up: the window stays and says so, nothing is handed over."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Een collega vragen")
    world.workspace.faults.fail_next("users.info", "server_error", times=2)
    with pytest.raises(PersonError) as refused:
        await karin.submit({"colleague": "kees"})
    assert TRY_AGAIN in str(refused.value.errors["colleague"]["text"])
    world.workspace.faults.clear()
    await karin.submit()
    await shows(karin, "De uitnodiging is nu bij uw collega.")

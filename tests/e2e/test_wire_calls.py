"""Calls that Slack does not take, in the middle of a walk."""

import asyncio
from datetime import timedelta

import pytest

from bot.workspace.faults import FaultKind
from bot.workspace.posting import remove
from flows.outbox import WishState
from tests.e2e.crafted import tap_with
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    edit,
    given,
    handed_in,
    open_modal,
    ready,
    score,
    settled,
    shows,
    tap,
    type_in,
)
from tests.e2e.world import WAIT_S, World

TRY_AGAIN = "Dat lukte even niet. Er is niets verloren."
KINDS: tuple[FaultKind, ...] = ("rate_limited", "server_error", "drop_before", "drop_after")
EVERYBODY = 7
"""Messages that a scan's start posts: six partners and the channel."""
LONG_AFTER = timedelta(seconds=30)
"""Later than any first retry."""


async def postponed(world: World) -> None:
    """Wait until a delivery did not pass and waits for its next attempt."""
    async with asyncio.timeout(WAIT_S):
        while not any(
            one.attempts
            for one in await world.read(lambda store: store.wishes.find(state=WishState.WAITING))
        ):
            world.wake()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_response_url_that_fails(world: World, kind: FaultKind) -> None:
    """The usual way takes over at once."""
    karin = await at_statements(world, "karin")
    for number in range(2, 5):
        await settled(world)
        world.workspace.faults.fail_next("response_url", kind)
        await score(karin, 4)
        assert f"Stelling {number} van 7" in current(karin).text


@pytest.mark.parametrize("kind", KINDS)
async def test_a_tap_whose_answer_cannot_be_shown(world: World, kind: FaultKind) -> None:
    """The score is kept, and the next question comes as soon as Slack takes it."""
    karin = await at_statements(world, "karin")
    await settled(world)
    for method in ("response_url", "chat.update"):
        world.workspace.faults.fail_next(method, kind)
    await karin.tap(current(karin), "walk.score:4")
    await postponed(world)
    assert (await given(world, "karin"))[3][0] == 4
    await world.forward(LONG_AFTER)
    await shows(karin, "Stelling 2 van 7")
    await settled(world)
    await score(karin, 5)
    assert [one[0] for one in (await given(world, "karin"))[3:]] == [4, 5]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_invitation_that_cannot_be_posted(world: World, kind: FaultKind) -> None:
    """Everybody is invited a little later, and can begin."""
    karin = await world.person("karin")
    world.workspace.faults.fail_next("chat.postMessage", kind, times=EVERYBODY)
    await world.start_scan()
    await postponed(world)
    async with asyncio.timeout(WAIT_S):
        while len(world.workspace.journal.calls("chat.postMessage")) < EVERYBODY:
            await world.read(lambda store: store.scans.one())
    await world.forward(LONG_AFTER)
    await shows(karin, "Wie ziet wat?")
    await settled(world)
    await tap(karin, "Beginnen")
    await shows(karin, "Zin 1 van 3")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_next_question_that_cannot_be_posted(world: World, kind: FaultKind) -> None:
    """A typed answer is kept; the next question follows, and is answered as itself."""
    karin = await begun(world, "karin")
    await settled(world)
    world.workspace.faults.fail_next("chat.postMessage", kind)
    await karin.say("app", SENTENCES[0])
    await postponed(world)
    await karin.say("app", "hallo?")
    await karin.sees("De volgende vraag komt zo. Uw bericht is niet als antwoord bewaard")
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]
    await world.forward(LONG_AFTER)
    await shows(karin, "Zin 2 van 3")
    await settled(world)
    await type_in(world, karin, SENTENCES[1])
    await shows(karin, "Zin 3 van 3")
    assert [one[2] for one in await given(world, "karin")] == list(SENTENCES[:2])


@pytest.mark.parametrize("kind", KINDS)
async def test_an_old_question_that_cannot_be_frozen(world: World, kind: FaultKind) -> None:
    """The next question stands; the old one's buttons answer politely until they are gone."""
    karin = await begun(world, "karin")
    await settled(world)
    old = current(karin)
    world.workspace.faults.storm("chat.update", {kind: 1.0})
    await type_in(world, karin, SENTENCES[0])
    await shows(karin, "Zin 2 van 3")
    if kind != "drop_after":
        await karin.tap(old, "Overslaan")
        await karin.sees("U bent nu bij: Zin 2 van 3.")
    world.workspace.faults.clear()
    await world.forward(LONG_AFTER)
    await settled(world)
    assert "Zin 2 van 3" in current(karin).text
    with_buttons = [one for one in karin.messages() if "Overslaan" in one.labels]
    assert [one.body["ts"] for one in with_buttons] == [current(karin).body["ts"]]
    assert [one[2] for one in await given(world, "karin")] == [SENTENCES[0]]


@pytest.mark.parametrize("kind", [*KINDS, "error"])
async def test_a_window_that_cannot_be_opened(world: World, kind: FaultKind) -> None:
    """The person is told, and the next tap opens it."""
    karin = await begun(world, "karin")
    await settled(world)
    world.workspace.faults.fail_next("views.open", kind, code="expired_trigger_id")
    await karin.tap(current(karin), "Schrijven")
    await karin.sees(TRY_AGAIN)
    if karin.modal is None:
        await karin.tap(current(karin), "Schrijven")
    await karin.sees_modal("Zin 1 van 3")
    await karin.submit({"text": SENTENCES[0]})
    await shows(karin, "Zin 2 van 3")


@pytest.mark.parametrize("times", [1, 2])
async def test_a_window_over_a_window_that_cannot_be_opened(world: World, times: int) -> None:
    """In the review a failing edit window is told of, over it or in the chat; the review stays."""
    karin = await ready(world, "karin")
    review = await open_modal(karin, "walk.review")
    world.workspace.faults.fail_next("views.push", "server_error", times=times)
    await karin.tap(review, "Wijzigen")
    if times == 1:
        await karin.sees_modal(TRY_AGAIN)
        await karin.close()
    else:
        await karin.sees(TRY_AGAIN)
    await edit(karin, 0)
    await karin.submit({"text": SENTENCES[0]})
    await karin.sees_modal(SENTENCES[0])


@pytest.mark.parametrize("kind", KINDS)
async def test_a_review_that_cannot_be_redrawn(world: World, kind: FaultKind) -> None:
    """The changed answer is kept though the window beneath shows the old one."""
    karin = await ready(world, "karin")
    await open_modal(karin, "walk.review")
    await edit(karin, 0)
    world.workspace.faults.fail_next("views.update", kind)
    await karin.submit({"text": SENTENCES[0]})
    await settled(world)
    assert (await given(world, "karin"))[0][2] == SENTENCES[0]
    await karin.sees_modal("Nakijken")
    await karin.submit()
    await shows(karin, "Zeven cijfers en één zin.")


async def test_a_response_url_that_is_used_up(world: World) -> None:
    """After its uses the message is changed the usual way."""
    karin = await handed_in(world, "karin")
    await open_modal(karin, "Bekijken of wijzigen")
    await settled(world)
    before = world.workspace.journal.last
    for number in range(6):
        await edit(karin, 0)
        await karin.submit({"text": f"Zeekomkommerzin {number}"})
        await settled(world)
    ways = [
        (call.method, call.outcome)
        for call in world.workspace.journal.calls(after=before)
        if call.method in ("response_url", "chat.update")
    ]
    assert ways == [("response_url", "ok")] * 4 + [("chat.update", "ok")] * 2
    await shows(karin, "Zeven cijfers en één zin.")


async def test_a_response_url_that_is_too_old(world: World) -> None:
    """Half an hour after the tap its window still changes the message."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    world.clock.move_to(world.clock() + timedelta(minutes=31))
    await karin.submit({"text": SENTENCES[0]})
    await shows(karin, "Zin 2 van 3")


@pytest.mark.parametrize("how", ["window", "language", "typed"])
async def test_a_message_that_is_gone_is_posted_anew(world: World, how: str) -> None:
    """Whatever changes next, the walk's message stands again and goes on."""
    karin = await begun(world, "karin")
    await settled(world)
    asked = current(karin)
    if how == "window":
        await open_modal(karin, "Schrijven")
    channel = world.workspace.state.messages[asked.body["channel_id"]]
    remove(world.workspace.core, channel[asked.body["ts"]])
    if how == "window":
        await karin.submit({"text": SENTENCES[0]})
    elif how == "typed":
        await karin.say("app", SENTENCES[0])
    else:
        await karin.command("/borging privacy")
        await karin.tap(await karin.sees_modal("Het doel"), "English")
        await karin.close(everything=True)
    anew = await shows(karin, "Sentence 1 of 3" if how == "language" else "Zin 2 van 3")
    assert anew.body["ts"] > asked.body["ts"]
    await settled(world)
    await tap(karin, "Skip" if how == "language" else "Overslaan")


async def test_many_fast_taps_end_with_the_right_message(world: World) -> None:
    """One sender per message: a slow answer to the first tap does not overwrite the last."""
    karin = await at_statements(world, "karin")
    await settled(world)
    asked = current(karin)
    user_id = karin.id
    response = await world.read(
        lambda store: store.responses.find(person_id=store.people.find(user_id=user_id)[0].id)[0]
    )
    instrument = next(
        iter(
            world.running_bot.house.surroundings(
                world.running_bot.installation
            ).instruments.values()
        )
    )
    world.workspace.faults.hold("response_url")
    world.workspace.faults.hold("chat.update")
    for item in instrument.statements:
        args = {"response": response.id, "item": item.key, "score": "4"}
        await tap_with(world, karin, asked, "walk.score", args)
    world.workspace.faults.clear()
    await settled(world)
    await shows(karin, "U bent bijna klaar. Zeven cijfers en geen zinnen.")
    changes = [
        call
        for call in world.workspace.journal.calls()
        if call.method in ("response_url", "chat.update")
        and "Stelling" in call.arguments.get("text", "")
    ]
    assert len(changes) <= 3, "the revisions in between are not sent one by one"


async def test_taps_and_typing_mixed(world: World) -> None:
    """Typing below while the tapped message is still being changed ends with one question."""
    karin = await begun(world, "karin")
    await settled(world)
    world.workspace.faults.hold("response_url")
    await karin.tap(current(karin), "Overslaan")
    await karin.say("app", SENTENCES[0])
    await karin.sees("Zin 1 van 3")
    world.workspace.faults.clear()
    await settled(world)
    with_buttons = [one for one in karin.messages() if "Overslaan" in one.labels]
    assert len(with_buttons) == 1
    assert SENTENCES[0] in [one[2] for one in await given(world, "karin")]

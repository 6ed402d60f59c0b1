"""Taps and windows that come twice, late, from somebody else, or make no sense."""

import asyncio

import pytest

from tests.e2e.crafted import (
    choice_input,
    person_input,
    submit_with,
    tap_with,
    text_input,
)
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    handed_in,
    invited,
    item_key,
    kept,
    open_modal,
    ready,
    response_of,
    score,
    settled,
    shows,
    tap,
    type_in,
)
from tests.e2e.world import World

NOT_YOURS = "Deze knop is niet meer voor u. Vraag het uw programmaleider als dat niet klopt."
OLDER = "Dat was een oudere knop. U bent nu bij: "
NOTHING_CHANGED = "Dat was een oudere knop; er is niets veranderd."


async def test_two_taps_at_once(world: World) -> None:
    """A double tap scores one statement once."""
    karin = await at_statements(world, "karin")
    await settled(world)
    asked = current(karin)
    world.workspace.faults.hold("response_url")
    world.workspace.faults.hold("chat.update")
    await asyncio.gather(*(karin.tap(asked, "walk.score:3") for _ in range(2)))
    world.workspace.faults.clear()
    await settled(world)
    await shows(karin, "Stelling 2 van 7")
    scored = [one[0] for one in (await kept(world, "karin")).values() if one[0]]
    assert len(scored) == 1


async def test_two_different_taps_at_once(world: World) -> None:
    """Of two scores one is taken; the person is told where they are."""
    karin = await at_statements(world, "karin")
    await settled(world)
    asked = current(karin)
    world.workspace.faults.hold("chat.update")
    world.workspace.faults.hold("response_url")
    await asyncio.gather(karin.tap(asked, "walk.score:3"), karin.tap(asked, "walk.score:4"))
    world.workspace.faults.clear()
    await karin.sees(OLDER + "Stelling 2 van 7.")
    await settled(world)
    await shows(karin, "Stelling 2 van 7")
    assert len([one for one in (await kept(world, "karin")).values() if one[0]]) == 1


@pytest.mark.parametrize("label", ["Overslaan", "Beginnen", "Inleveren", "Terug"])
async def test_any_button_tapped_twice_at_once(world: World, label: str) -> None:
    """The second tap changes nothing."""
    if label == "Beginnen":
        karin = await invited(world, "karin")
    elif label == "Inleveren":
        karin = await ready(world, "karin")
    else:
        karin = await begun(world, "karin")
        await tap(karin, "Overslaan")
    after = {
        "Overslaan": "Zin 3 van 3",
        "Beginnen": "Zin 1 van 3",
        "Inleveren": "Uw antwoorden zijn ingeleverd.",
        "Terug": "Zin 1 van 3",
    }[label]
    await settled(world)
    asked = current(karin)
    world.workspace.faults.hold("response_url")
    await asyncio.gather(karin.tap(asked, label), karin.tap(asked, label))
    world.workspace.faults.clear()
    await settled(world)
    await shows(karin, after)


async def test_a_tap_on_an_old_message(world: World) -> None:
    """A button that was answered already changes nothing and says where the person is."""
    karin = await at_statements(world, "karin")
    old = current(karin)
    await score(karin, 4, 4, 4)
    given, args = await kept(world, "karin"), {"response": await response_of(world, "karin")}
    statement = await item_key(world, "statement_1")
    await tap_with(world, karin, old, "walk.score", {**args, "item": statement, "score": "2"})
    await karin.sees(OLDER + "Stelling 4 van 7. Wijzigen kan met Terug")
    for action, more in (
        ("walk.skip", {"item": statement}),
        ("walk.back", {"item": statement}),
        ("walk.later", {}),
        ("walk.hand_in", {}),
        ("walk.colleague", {}),
        ("walk.begin", {}),
    ):
        await tap_with(world, karin, old, action, {**args, **more})
    await settled(world)
    assert "Stelling 4 van 7" in current(karin).text
    assert await kept(world, "karin") == given


async def test_a_button_of_yesteryear(world: World) -> None:
    """An action that no longer exists is answered politely."""
    karin = await at_statements(world, "karin")
    await tap_with(world, karin, current(karin), "walk.telepathy", {"response": "1"})
    await karin.sees(NOTHING_CHANGED)


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("walk.begin", {}),
        ("walk.later", {}),
        ("walk.decline", {}),
        ("walk.score", {"score": "5"}),
        ("walk.unknown", {}),
        ("walk.skip", {}),
        ("walk.back", {}),
        ("walk.hand_in", {}),
        ("walk.write", {}),
        ("walk.basis", {}),
        ("walk.explain", {}),
        ("walk.invitation", {}),
        ("walk.colleague", {}),
        ("walk.review", {}),
        ("walk.again", {}),
    ],
)
async def test_somebody_elses_button(world: World, action: str, more: dict[str, str]) -> None:
    """A tap with another's ids shows nothing of theirs and changes nothing."""
    karin, tom = await at_statements(world, "karin"), await invited(world, "tom")
    await settled(world)
    before, given = current(karin).text, await kept(world, "karin")
    args = {
        "response": await response_of(world, "karin"),
        "item": await item_key(world, "statement_1"),
        **more,
    }
    await tap_with(world, tom, current(tom), action, args)
    await tom.sees(NOT_YOURS)
    await settled(world)
    assert tom.modal is None
    assert current(karin).text == before
    assert await kept(world, "karin") == given


@pytest.mark.parametrize(
    ("callback", "name"),
    [
        ("walk.write", "text"),
        ("walk.basis", "basis"),
        ("review.edit", "text"),
        ("review.hand_in", "sharing"),
        ("walk.colleague", "colleague"),
    ],
)
async def test_somebody_elses_window(world: World, callback: str, name: str) -> None:
    """A window sent in with another's ids changes nothing."""
    karin, tom = await ready(world, "karin"), await invited(world, "tom")
    await settled(world)
    before, given = current(karin).text, await kept(world, "karin")
    value = {
        "sharing": choice_input("named"),
        "colleague": person_input(world.user_id("kees")),
    }.get(name, text_input("Zeekomkommer"))
    answer = await submit_with(
        world,
        tom,
        callback,
        {
            "response": await response_of(world, "karin"),
            "item": await item_key(world, "statement_1" if name == "basis" else "sentence_1"),
        },
        {name: value},
    )
    assert NOT_YOURS in str(answer["view"])
    await settled(world)
    assert current(karin).text == before
    assert await kept(world, "karin") == given


@pytest.mark.parametrize(
    ("action", "broken"),
    [
        ("walk.score", {"item": "nonsense", "score": "3"}),
        ("walk.score", {"score": "3"}),
        ("walk.score", {"item": "{statement}", "score": "9"}),
        ("walk.score", {"item": "{statement}", "score": "drie"}),
        ("walk.score", {"item": "{sentence}", "score": "3"}),
        ("walk.skip", {"item": "nonsense"}),
        ("walk.skip", {}),
        ("walk.back", {"item": "nonsense"}),
        ("walk.write", {"item": "nonsense"}),
        ("walk.write", {}),
        ("walk.basis", {"item": "nonsense"}),
        ("walk.basis", {"item": "{sentence}"}),
        ("walk.explain", {"item": "nonsense"}),
        ("walk.explain", {}),
        ("walk.unknown", {}),
        ("review.edit", {"item": "nonsense"}),
        ("review.edit", {}),
        ("walk.language", {"language": "fy"}),
        ("walk.language", {}),
        ("privacy.language", {"language": "fy"}),
        ("walk.score", {"response": "999999999999999999999999", "item": "x", "score": "3"}),
        ("walk.begin", {"response": "1; drop table answers"}),
    ],
)
async def test_ids_that_make_no_sense(world: World, action: str, broken: dict[str, str]) -> None:
    """A tap with broken ids is acknowledged, answered politely, and changes nothing."""
    karin = await at_statements(world, "karin")
    await settled(world)
    before, given = current(karin).text, await kept(world, "karin")
    count = len(karin.messages())
    keys = {
        "{statement}": await item_key(world, "statement_1"),
        "{sentence}": await item_key(world, "sentence_1"),
    }
    args = {key: keys.get(value, value) for key, value in broken.items()}
    await tap_with(
        world,
        karin,
        current(karin),
        action,
        {"response": await response_of(world, "karin"), **args},
    )
    await karin.wait_for(lambda me: len(me.messages()) > count or me.modal is not None)
    await settled(world)
    assert current(karin).text == before
    assert await kept(world, "karin") == given


async def test_typing_while_a_window_is_open(world: World) -> None:
    """Typed goes on; the window sent in afterwards is kept for its own sentence, and says so."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    await karin.fill({"text": "Zeekomkommerzin uit het venster"})
    await type_in(world, karin, SENTENCES[0])
    assert "Zin 2 van 3" in current(karin).text
    assert await karin.submit() == "updated"
    await karin.sees_modal("Bewaard. De chat was intussen al verder")
    await karin.close()
    assert "Zin 2 van 3" in current(karin).text
    assert next(iter((await kept(world, "karin")).values()))[2] == "Zeekomkommerzin uit het venster"


async def test_a_reason_sent_in_after_declining(world: World) -> None:
    """A window that no longer fits changes nothing and says so."""
    karin = await at_statements(world, "karin")
    await open_modal(karin, "Toelichten")
    phone = await world.device("karin")
    args = {"response": await response_of(world, "karin")}
    await tap_with(world, phone, current(phone), "walk.decline", args)
    await shows(phone, "U doet niet mee aan deze scan.")
    assert await karin.submit({"basis": "Zeekomkommer"}) == "updated"
    await karin.sees_modal(NOTHING_CHANGED)
    assert all(not one[3] for one in (await kept(world, "karin")).values())


async def test_handing_in_with_a_question_open(world: World) -> None:
    """An old hand-in button does not hand in what is not complete."""
    karin = await at_statements(world, "karin")
    args = {"response": await response_of(world, "karin")}
    await tap_with(world, karin, current(karin), "walk.hand_in", args)
    await karin.sees(OLDER + "Stelling 1 van 7.")
    assert "Stelling 1 van 7" in current(karin).text


async def test_an_invitation_tapped_after_handing_in(world: World) -> None:
    """Declining or starting over from an old message leaves what was handed in."""
    karin = await handed_in(world, "karin")
    given, args = await kept(world, "karin"), {"response": await response_of(world, "karin")}
    for action in ("walk.decline", "walk.begin", "walk.later", "walk.colleague"):
        await tap_with(world, karin, current(karin), action, args)
    await karin.sees(NOTHING_CHANGED)
    await settled(world)
    await shows(karin, "Uw antwoorden zijn ingeleverd.")
    assert await kept(world, "karin") == given

"""What people type and tap by mistake: each gets a kind answer, nothing half done, nothing lost."""

import pytest

from bot.workspace.errors import PersonError
from tests.e2e.crafted import (
    submit_with,
    text_input,
    typed_event,
)
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
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
    write,
)
from tests.e2e.world import World

NOT_A_SCORE = "Dat is geen cijfer van 1 tot en met 5. Tik op een knop of typ alleen het cijfer."
RIGHT_TO_LEFT = "חדשנות \u202bמתמשכת\u202c في التعليم"


@pytest.mark.parametrize(
    "typed", ["0", "6", "vier", "4 of 5", "👍", "-1", "4,5", "44", "٤", "<!channel>", "4\n4"]
)
async def test_what_is_no_score_is_not_taken(world: World, typed: str) -> None:
    """The person is told what to do, and the same question stays and can be answered."""
    karin = await at_statements(world, "karin")
    await settled(world)
    before, given = current(karin).text, await kept(world, "karin")
    await karin.say("app", typed)
    await karin.sees(NOT_A_SCORE)
    assert current(karin).text == before
    assert await kept(world, "karin") == given
    await type_in(world, karin, "4")
    assert "Stelling 2 van 7" in current(karin).text


async def test_a_text_of_3000_characters_is_kept_and_one_more_is_refused(world: World) -> None:
    """Typed: what fits is kept to the letter; what does not is counted and stays in the chat."""
    karin = await begun(world, "karin")
    await settled(world)
    for length in (3001, 11_000):
        await karin.say("app", "x" * length)
        said = f"Uw tekst heeft {length:,} tekens; er passen er 3,000.".replace(",", ".")
        await karin.sees(said)
    assert await kept(world, "karin") == {}
    await type_in(world, karin, "y" * 3000)
    assert "Zin 2 van 3" in current(karin).text
    assert next(iter((await kept(world, "karin")).values()))[2] == "y" * 3000


async def test_30000_characters_typed(world: World) -> None:
    """However it came through, it is counted, refused and lost to nobody."""
    karin = await begun(world, "karin")
    await settled(world)
    await typed_event(world, karin, "z" * 30_000)
    await karin.sees("Uw tekst heeft 30.000 tekens; er passen er 3.000.")
    assert await kept(world, "karin") == {}


@pytest.mark.parametrize("text", ["<!channel> & <@U0000001>", RIGHT_TO_LEFT, "*vet* `code` >x"])
@pytest.mark.parametrize("way", ["typed", "written"])
async def test_any_text_is_kept_to_the_letter(world: World, text: str, way: str) -> None:
    """Markup, mentions and right-to-left text are answers like others, and ping nobody."""
    karin = await begun(world, "karin")
    await (type_in(world, karin, text) if way == "typed" else write(karin, text))
    assert "Zin 2 van 3" in current(karin).text
    assert next(iter((await kept(world, "karin")).values()))[2] == text
    await tap(karin, "Terug")
    assert (await open_modal(karin, "Schrijven")).value("text") == text
    await karin.close()
    assert text not in world.everything_said()


async def test_3000_characters_in_a_window_and_through_the_review(world: World) -> None:
    """The longest texts stand whole in the review and can be edited there."""
    karin = await begun(world, "karin")
    for letter in "abc":
        await write(karin, letter * 3000)
    for number in range(7):
        await open_modal(karin, "Toelichten")
        await karin.submit({"basis": str(number) * 3000})
        await shows(karin, "Uw toelichting is bewaard.")
        await score(karin, 3)
    review = await open_modal(karin, "Nakijken")
    assert all(f"{one}" * 3000 in review.text for one in "abc0123456")
    await karin.submit()
    await shows(karin, "Zeven cijfers en drie zinnen.")


async def test_3001_characters_in_a_window(world: World) -> None:
    """The window says it itself, and keeps the text."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    with pytest.raises(PersonError) as refused:
        await karin.submit({"text": "x" * 3001})
    assert refused.value.errors["text"]["code"] == "too_long"
    assert (await karin.sees_modal()).value("text") == "x" * 3001


@pytest.mark.parametrize(
    ("callback", "name"), [("walk.write", "text"), ("walk.basis", "basis"), ("review.edit", "text")]
)
async def test_30000_characters_that_pass_the_window(
    world: World, callback: str, name: str
) -> None:
    """What a client lets through is refused beside the input, with the count."""
    karin = await begun(world, "karin")
    item = "statement_1" if name == "basis" else "sentence_1"
    answer = await submit_with(
        world,
        karin,
        callback,
        {"response": await response_of(world, "karin"), "item": await item_key(world, item)},
        {name: text_input("x" * 30_000)},
    )
    assert answer["response_action"] == "errors"
    assert answer["errors"][name].startswith("Uw tekst heeft 30.000 tekens; er passen er 3.000.")
    assert await kept(world, "karin") == {}


async def test_an_empty_window(world: World) -> None:
    """Nothing and blanks are not a sentence; the window says so and stays."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    for text in ("", "   \n "):
        with pytest.raises(PersonError) as refused:
            await karin.submit({"text": text})
        assert refused.value.code == "invalid_inputs"
    await karin.close()
    answer = await submit_with(
        world,
        karin,
        "walk.write",
        {
            "response": await response_of(world, "karin"),
            "item": await item_key(world, "sentence_1"),
        },
        {"text": text_input(" ")},
    )
    assert "Er staat nog niets." in answer["errors"]["text"]
    assert await kept(world, "karin") == {}


async def test_a_file_without_text(world: World) -> None:
    """The bot reads text only, and says so; the question stays."""
    karin = await begun(world, "karin")
    await settled(world)
    await typed_event(world, karin, "", subtype="file_share", files=[{"id": "F1", "name": "x.png"}])
    await karin.sees("De bot leest alleen tekst. Typ uw antwoord, of tik op een knop.")
    await type_in(world, karin, SENTENCES[0])
    assert "Zin 2 van 3" in current(karin).text


async def test_a_file_with_text(world: World) -> None:
    """The text beside a file is the answer."""
    karin = await begun(world, "karin")
    await settled(world)
    await typed_event(world, karin, SENTENCES[0], subtype="file_share", files=[{"id": "F1"}])
    await shows(karin, "Zin 2 van 3")


@pytest.mark.parametrize("subtype", ["message_changed", "message_deleted", "channel_join"])
async def test_what_is_no_new_line_is_no_answer(world: World, subtype: str) -> None:
    """An edited or deleted message, and one of a bot, answers nothing."""
    karin = await begun(world, "karin")
    await settled(world)
    await typed_event(world, karin, "x", subtype=subtype)
    await typed_event(world, karin, "x", bot_id="B1")
    assert await kept(world, "karin") == {}


async def test_typing_before_beginning(world: World) -> None:
    """A line typed at the invitation is not an answer, and it says what to tap."""
    karin = await invited(world, "karin")
    await settled(world)
    await karin.say("app", SENTENCES[0])
    await karin.sees("Tik eerst op Beginnen, of op Toch meedoen.")
    await tap(karin, "Ik doe niet mee")
    await settled(world)
    await karin.say("app", SENTENCES[0])
    await karin.wait_for(
        lambda me: sum("Tik eerst op Beginnen" in one.text for one in me.messages()) == 2
    )
    assert await kept(world, "karin") == {}


async def test_typing_when_all_is_answered_or_handed_in(world: World) -> None:
    """Behind the last question a typed line is told where changes are made."""
    karin = await ready(world, "karin")
    await settled(world)
    await karin.say("app", "5")
    await karin.sees("Alle vragen zijn beantwoord. Tik op Nakijken om iets te veranderen")
    await tap(karin, "Inleveren")
    await settled(world)
    await karin.say("app", "5")
    await karin.sees("Uw antwoorden zijn al ingeleverd.")
    assert [one[0] for one in list((await kept(world, "karin")).values())[3:]] == [
        4,
        2,
        3,
        5,
        1,
        3,
        4,
    ]


async def test_typing_without_a_part(world: World) -> None:
    """Who was never asked is told what there is for them."""
    kees = await world.person("kees")
    await kees.say("app", "hallo")
    await kees.sees("Er staat nu geen vraag voor u open.")

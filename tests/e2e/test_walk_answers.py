"""The three sentences and the seven statements."""

import pytest

from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    handed_in,
    kept,
    open_modal,
    score,
    settled,
    shows,
    tap,
    type_in,
    write,
)
from tests.e2e.world import World

STATEMENTS = 7


async def test_sentences_written_in_a_window(world: World) -> None:
    """Each sentence is kept from its window, and the next question follows in the same message."""
    karin = await begun(world, "karin")
    place = current(karin).body["ts"]
    for number, text in enumerate(SENTENCES, start=1):
        assert f"Zin {number} van 3" in current(karin).text
        await write(karin, text)
    assert "Stelling 1 van 7" in current(karin).text
    assert current(karin).body["ts"] == place
    assert [text for *_, text, _ in (await kept(world, "karin")).values()] == list(SENTENCES)


async def test_sentences_typed_in_the_chat(world: World) -> None:
    """A typed sentence is kept; the next question is posted below it and the old one is frozen."""
    karin = await begun(world, "karin")
    for number, text in enumerate(SENTENCES, start=1):
        asked = current(karin)
        assert f"Zin {number} van 3" in asked.text
        following = await type_in(world, karin, text)
        assert following.body["ts"] > asked.body["ts"]
        await settled(world)
        old = next(one for one in karin.messages() if one.body["ts"] == asked.body["ts"])
        assert old.labels == []
        assert "hieronder." in old.text
    assert "Stelling 1 van 7" in current(karin).text
    assert [text for *_, text, _ in (await kept(world, "karin")).values()] == list(SENTENCES)


async def test_that_typed_text_stays_in_slack_is_told_once(world: World) -> None:
    """Only the first typed answer brings the remark, whatever is typed later."""
    karin = await begun(world, "karin")
    remark = "Wat u in de chat typt, blijft ook in Slack staan. Met de knop Schrijven voorkomt u"
    assert remark in (await type_in(world, karin, SENTENCES[0])).text
    assert remark not in (await type_in(world, karin, SENTENCES[1])).text
    assert remark not in (await write(karin, SENTENCES[2])).text
    assert remark not in (await type_in(world, karin, "4")).text
    await settled(world)
    assert sum(remark in one.text for one in karin.messages()) == 0


async def test_a_sentence_can_be_skipped_and_gone_back_to(world: World) -> None:
    """Skip goes on, back returns, and what was written can be left as it is or rewritten."""
    karin = await begun(world, "karin")
    assert "Terug" not in current(karin).labels
    await write(karin, SENTENCES[0])
    await tap(karin, "Overslaan")
    assert "Zin 3 van 3" in current(karin).text
    await tap(karin, "Terug")
    assert "Zin 2 van 3" in current(karin).text
    back = await tap(karin, "Terug")
    assert "Zin 1 van 3" in back.text
    assert "U hebt hier al iets ingevuld." in back.text
    assert SENTENCES[0] not in back.text
    assert (await open_modal(karin, "Schrijven")).value("text") == SENTENCES[0]
    await karin.close()
    assert "Zin 2 van 3" in (await tap(karin, "Zo laten")).text
    await tap(karin, "Terug")
    await write(karin, "Zeekomkommerzin anders.")
    assert "Zin 2 van 3" in current(karin).text
    first, second = list((await kept(world, "karin")).values())[:2]
    assert first[2] == "Zeekomkommerzin anders."
    assert second[2] == ""


async def test_seven_taps_for_seven_statements(world: World) -> None:
    """Who only scores taps seven times, and always sees where they are."""
    karin = await at_statements(world, "karin")
    scores = (1, 2, 3, 4, 5, 4, 3)
    for number, one in enumerate(scores, start=1):
        asked = current(karin)
        assert f"Stelling {number} van 7" in asked.text
        assert "In hoeverre zijn wij tevreden over de mate waarin" in asked.text
        assert "Waarop baseert u uw cijfer? Hoe ziet u dit in de praktijk?" in asked.text
        assert "1 = helemaal niet, 5 = helemaal wel" in asked.text
        assert ("Dit is geen schoolcijfer: 3 is het midden." in asked.text) is (number == 1)
        await tap(karin, f"walk.score:{one}")
    assert "U bent bijna klaar. Zeven cijfers en geen zinnen." in current(karin).text
    given = list((await kept(world, "karin")).values())
    assert [one[0] for one in given if one[0] is not None] == list(scores)


async def test_scores_typed_in_the_chat(world: World) -> None:
    """A typed number scores and goes on, as does typing that one does not know."""
    karin = await at_statements(world, "karin")
    for number, typed in enumerate(("4", "weet niet", "1", "Weet ik niet.", " 5 ", "2", "3")):
        assert f"Stelling {number + 1} van 7" in current(karin).text
        await type_in(world, karin, typed)
    assert "Vijf cijfers en geen zinnen." in current(karin).text
    given = list((await kept(world, "karin")).values())[3:]
    assert [one[0] for one in given] == [4, None, 1, None, 5, 2, 3]
    assert [one[1] for one in given] == [False, True, False, True, False, False, False]


async def test_who_does_not_know_says_so_and_it_is_explained(world: World) -> None:
    """Explanation opens plain words and what "I do not know" does; the walk stays where it is."""
    karin = await at_statements(world, "karin")
    before = current(karin).text
    explained = await open_modal(karin, "Uitleg")
    assert "In andere woorden: hoort techniek bij het gewone werk" in explained.text
    assert "Kunt u dit niet beoordelen, kies dan Weet ik niet." in explained.text
    await karin.close()
    assert current(karin).text == before
    assert "Stelling 2 van 7" in (await tap(karin, "Weet ik niet")).text
    assert list((await kept(world, "karin")).values())[3][:2] == (None, True)


async def test_a_reason_before_the_score(world: World) -> None:
    """A reason given first is kept while the score is still asked, and stays with it."""
    karin = await at_statements(world, "karin")
    await open_modal(karin, "Toelichten")
    await karin.submit({"basis": "Zeekomkommergrond vooraf"})
    asked = await shows(karin, "Uw toelichting is bewaard. Kies nu nog een cijfer.")
    assert "Stelling 1 van 7" in asked.text
    await score(karin, 4)
    assert list((await kept(world, "karin")).values())[3] == (
        4,
        False,
        "",
        "Zeekomkommergrond vooraf",
    )


async def test_a_reason_after_the_score(world: World) -> None:
    """One tap back a reason can be added to a score, changed, and taken away again."""
    karin = await at_statements(world, "karin")
    await score(karin, 4)
    for basis in ("Zeekomkommergrond achteraf", "Zeekomkommergrond anders", ""):
        await tap(karin, "Terug")
        await open_modal(karin, "Toelichten")
        await karin.submit({"basis": basis})
        await settled(world)
        await tap(karin, "Zo laten")
        assert list((await kept(world, "karin")).values())[3] == (4, False, "", basis)


async def test_going_back_changes_a_score(world: World) -> None:
    """Back from the end and between statements; a new score replaces the old one."""
    karin = await at_statements(world, "karin")
    await score(karin, 1, 2, 3, 4, 5, 4, 3)
    assert "Stelling 7 van 7" in (await tap(karin, "Terug")).text
    assert "Stelling 6 van 7" in (await tap(karin, "Terug")).text
    await score(karin, 1, 2)
    assert "U bent bijna klaar." in current(karin).text
    assert [one[0] for one in list((await kept(world, "karin")).values())[-2:]] == [1, 2]


@pytest.mark.parametrize("way", ["written", "typed"])
async def test_no_message_ever_contains_an_answer(world: World, way: str) -> None:
    """Whatever is given, by window or in the chat, the bot never says it in a message."""
    karin = await begun(world, "karin")
    for text in SENTENCES:
        await (write(karin, text) if way == "written" else type_in(world, karin, text))
    for number in range(STATEMENTS):
        await open_modal(karin, "Toelichten")
        await karin.submit({"basis": f"Zeekomkommergrond {number}"})
        await shows(karin, "Uw toelichting is bewaard.")
        await (score(karin, 4) if way == "written" else type_in(world, karin, "4"))
    await open_modal(karin, "Nakijken")
    await karin.tap(await karin.sees_modal(), "Mag de stuurgroep", "Ja, met mijn naam")
    await karin.submit()
    await shows(karin, "Uw antwoorden zijn ingeleverd.")
    assert "U deelt tien teksten, met uw naam." in current(karin).text
    await settled(world)
    said = world.everything_said()
    assert "Zeekomkommer" not in said
    assert "Stelling 7 van 7" in said


async def test_no_message_tells_a_score_apart(world: World) -> None:
    """Two people with opposite scores get to see the same messages."""
    seen = []
    for name, one in (("karin", 1), ("tom", 5)):
        person = await handed_in(world, name, *[one] * STATEMENTS)
        await settled(world)
        calls = [
            call.arguments.get("text", "").replace(person.name, "")
            for call in world.workspace.journal.calls()
            if "Stelling" in call.arguments.get("text", "")
        ]
        seen.append(calls)
        world.workspace.journal.clear()
    assert seen[0] == seen[1]
    assert len(seen[0]) == STATEMENTS


async def test_every_answer_is_kept_when_the_tap_returns(world: World) -> None:
    """The answer is in the database before Slack hears that the tap arrived."""
    karin = await at_statements(world, "karin")
    for number, one in enumerate((5, 4, 3, 2, 1, 2, 3), start=4):
        await karin.tap(current(karin), f"walk.score:{one}")
        assert len(await kept(world, "karin")) == number
        await settled(world)
        if number < 10:
            await shows(karin, f"Stelling {number - 2} van 7")

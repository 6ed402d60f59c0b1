"""What the invitation promised about keeping is what is done."""

from datetime import UTC, datetime

from flows.ports import Store
from flows.response import ResponseState
from flows.results import from_text
from flows.usecases.hand_over import remove_participant
from tests.e2e.leading import PLACE, hand_in, only_scan, radar_of, radars, table_of
from tests.e2e.world import WAIT_S, World

SCORES = (1, 2, 3, 4, 5, 4, 3)
PICTURES = 2  # in the channel of an outcome: radar and strip


async def _kept(world: World) -> tuple[int, int]:
    """How many texts and scores are kept."""

    def count(store: Store) -> tuple[int, int]:
        answers = store.answers.find()
        texts = sum(bool(one.text) + bool(one.basis) for one in answers)
        return texts, sum(one.score is not None for one in answers)

    return await world.read(count)


async def _on(world: World, year: int, month: int, day: int) -> tuple[int, int]:
    """What is kept after the clean-up of a day."""
    await world.forward(datetime(year, month, day, 12, tzinfo=UTC) - world.clock())
    await world.running_bot.erase_expired()
    return await _kept(world)


async def test_texts_and_scores_go_on_their_day_and_the_means_stay(world: World) -> None:
    """Texts until 31 July 2027, scores until 31 July 2028, as the invitation says."""
    await world.start_scan()
    karin, leader = await world.person("karin"), await world.person("marijke")
    promise = (await karin.sees("Bewaren:")).text
    assert "teksten tot 31 juli 2027, cijfers tot 31 juli 2028" in promise
    await hand_in(world, {"els": SCORES, "karin": SCORES, "tom": SCORES}, text="een zin")
    await world.close_scan(await only_scan(world))
    await radar_of(leader)
    await table_of(leader)
    assert await _on(world, 2027, 7, 31) == (30, 21)
    assert await _on(world, 2027, 8, 1) == (0, 21)
    assert await _on(world, 2028, 7, 31) == (0, 21)
    before = from_text((await only_scan(world)).results)
    partners = ["Basisscholen De Kop", "ROC West", "Installatiebedrijf De Boer"]
    assert [line.partner for line in before.lines] == partners
    files = set(world.workspace.state.files)
    assert await _on(world, 2028, 8, 1) == (0, 0)
    after = from_text((await only_scan(world)).results)
    assert after.lines == ()
    assert {(figure.lowest, figure.highest) for figure in after.figures} == {(None, None)}
    assert [figure.mean for figure in after.figures] == [float(score) for score in SCORES]
    await leader.sees("cijfers en radar zijn bijgewerkt", PLACE, WAIT_S)
    await leader.sees("Er zijn geen cijfers per organisatie meer.", PLACE, WAIT_S)
    assert len(radars(leader)) == 1
    assert len(files) == PICTURES
    assert not files & set(world.workspace.state.files), "they showed the lines"


async def test_what_was_never_handed_in_or_published_goes_too(world: World) -> None:
    """A stopped scan's answers are kept no longer than any other's."""
    await world.start_scan()
    await hand_in(world, {"karin": SCORES}, text="een zin")
    await world.cancel_scan(await only_scan(world))
    assert await _on(world, 2027, 8, 1) == (0, 7)
    assert await _on(world, 2028, 8, 1) == (0, 0)


async def test_who_left_is_forgotten_with_the_scores(world: World) -> None:
    """Response, part and name; who still takes part stays."""
    await world.start_scan()
    await hand_in(world, {"karin": SCORES})
    karin = world.user_id("karin")

    def leave(store: Store) -> None:
        person = store.people.one(user_id=karin)
        assert person is not None
        (participant,) = store.participants.find(person_id=person.id)
        remove_participant(store, participant, world.clock(), state=ResponseState.REMOVED)

    await world.write(leave)
    await world.close_scan(await only_scan(world))
    await _on(world, 2028, 7, 31)
    assert await world.read(lambda store: store.people.find(user_id=karin))
    asked = await world.read(lambda store: len(store.responses.find()))
    await _on(world, 2028, 8, 1)
    assert not await world.read(lambda store: store.people.find(user_id=karin))
    assert await world.read(lambda store: len(store.responses.find())) == asked - 1
    tom = world.user_id("tom")
    assert await world.read(lambda store: store.people.find(user_id=tom))

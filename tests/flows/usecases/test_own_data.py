"""A person sees, takes along and deletes what is kept of them."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Quote
from flows.plots import RadarPlot, StripPlot
from flows.region import Leader
from flows.response import Response, ResponseState, Sharing
from flows.results import Results, from_text
from flows.scan import Mode, ScanState
from flows.topics import IN_THREAD, Topic
from flows.usecases.desk import Download
from tests.support.builders import (
    INSTRUMENT,
    World,
    form_of,
    keys_of,
    notice_of,
    said,
    sentence,
)
from tests.support.leading import CHANNEL, LedWorld
from tests.support.shown import words_of


@pytest.fixture
def world() -> World:
    """A region with one person, U1, who wrote a sentence, scored all and handed in."""
    world = World()
    world.invited()
    world.tap("walk.begin")
    world.submit(form_of(world.tap("walk.write", item=sentence().key)), text="geheim")
    world.hand_in()
    return world


def second_scan(world: World) -> Response:
    """An invitation to a newer scan, nothing answered."""
    newer = world.store.scans.add(replace(world.scan, id=0, title="Tweede scan"))
    first = world.response()
    invited = replace(
        first,
        id=0,
        scan_id=newer.id,
        state=ResponseState.INVITED,
        position=0,
        begun_at=None,
        submitted_at=None,
    )
    return world.store.responses.add(invited)


def test_privacy_names_the_regions_of_participants_and_leaders(world: World) -> None:
    """Who leads reads it too; who is in no region reads that."""
    assert "Vakcollege Noord" in said(form_of(world.tap("privacy.open")))
    nobody = form_of(world.tap("privacy.open", "U0"))
    assert "privacy.no_region" in keys_of(nobody)
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    assert "Vakcollege Noord" in said(form_of(world.tap("privacy.open", "U0")))


def test_a_person_sees_their_own_answers_only(world: World) -> None:
    """To the letter; another person sees none of it."""
    form = form_of(world.tap("privacy.data"))
    assert Quote("geheim") in form.body
    world.invited("U2", "Jan Smit")
    other = form_of(world.tap("privacy.data", "U2", response=world.response("U1").id))
    assert "geheim" not in list(words_of(other))


def test_the_window_has_the_newest_scan_and_the_file_all(world: World) -> None:
    """And the window says so."""
    second_scan(world)
    form = form_of(world.tap("privacy.data"))
    assert "data.cut" in keys_of(form)
    assert "Tweede scan" in said(form)
    assert Quote("geheim") not in form.body
    download = world.tap("privacy.download").download
    assert isinstance(download, Download)
    assert download.name.key == "data.file_name"
    assert Quote("geheim") in download.content.body
    assert "Tweede scan" in said(download.content)


def test_deleting_takes_away_every_answer(world: World) -> None:
    """The scan goes on without them; who deleted may begin afresh."""
    world.tell("review.share", sharing=Sharing.NAMED)
    reply = world.tap("privacy.erase")
    assert (keys_of(form_of(reply))[1], reply.replace) == ("data.erased", True)
    assert not world.answers()
    gone = world.response()
    assert (gone.state, gone.position, gone.sharing) == (ResponseState.ERASED, 0, Sharing.NO)
    assert (gone.begun_at, gone.submitted_at) == (None, None)
    assert "walk.erased" in keys_of(world.message())
    world.press(world.button("walk.begin"))
    assert world.response().position == 0
    assert "Zin 1 van 3" in said(world.message())


def test_deleting_leaves_others_alone(world: World) -> None:
    """Whatever id the button carries."""
    world.invited("U2", "Jan Smit")
    world.hand_in("U2")
    world.tap("privacy.erase", "U2", response=world.response("U1").id)
    assert not world.answers("U2")
    assert len(world.answers("U1")) == len(INSTRUMENT.items)


def test_deleting_twice_deletes_nothing_more(world: World) -> None:
    """The second time there is nothing, and it says so."""
    world.tap("privacy.erase")
    gone = world.response()
    form = form_of(world.tap("privacy.erase"))
    assert "Er waren geen antwoorden van u." in said(form)
    assert world.response() == gone


def outcome_world() -> LedWorld:
    """A published scan: U1 and U2 speak for De Boer, U3 for ROC West; the channel has read it."""
    world = LedWorld()
    world.take_in("De Boer", "U1", "U2")
    world.take_in("ROC West", "U3")
    world.take_in("Gemeente", "U4", "U5", "U6")
    world.start(Mode.OPEN)
    world.deliver()
    for user_id, score in (("U1", 1), ("U2", 4), ("U3", 5)):
        world.hand_in(user_id, score)
    world.deliver()
    world.lead("scan.close")
    world.deliver()
    return world


def outcome(world: LedWorld) -> Results:
    """What is kept of the published figures."""
    return from_text(world.now_scan().results)


def test_deleting_after_publishing_takes_the_scores_out_of_the_outcome() -> None:
    """A line is then the mean of the others; the extremes are those of the lines left."""
    world = outcome_world()
    assert {line.partner: line.scores[0] for line in outcome(world).lines} == {
        "De Boer": 2.5,
        "ROC West": 5,
    }
    world.tap("privacy.erase", "U1")
    left = outcome(world)
    assert {line.partner: line.scores[0] for line in left.lines} == {"De Boer": 4, "ROC West": 5}
    assert (left.figures[0].mean, left.figures[0].lowest, left.figures[0].highest) == (4.5, 4, 5)
    assert (left.answered, left.people_answered, left.changed) == (2, 2, True)
    assert left.missing == ("Gemeente",)


def test_deleting_the_last_scores_of_a_partner_takes_its_line_away() -> None:
    """It is named among those without scores."""
    world = outcome_world()
    world.tap("privacy.erase", "U3")
    left = outcome(world)
    assert [line.partner for line in left.lines] == ["De Boer"]
    assert left.missing == ("ROC West", "Gemeente")
    assert (left.figures[0].mean, left.figures[0].highest) == (2.5, 2.5)


def test_the_channel_follows_in_words_and_pictures() -> None:
    """Radar and table are changed in place, without the line of who deleted theirs."""
    world = outcome_world()
    form = form_of(world.tap("privacy.erase", "U3"))
    assert "data.erased_published" in keys_of(form)
    posts = {post.wish.topic: post for post in world.deliver() if post.reader == CHANNEL}
    assert set(posts) == {Topic.RESULTS, *IN_THREAD} - {Topic.SENTENCES}
    assert not any(post.is_new for post in posts.values())
    results = posts[Topic.RESULTS].rendering
    table = posts[Topic.TABLE].rendering
    assert isinstance(results.plot, RadarPlot)
    assert isinstance(table.plot, StripPlot)
    for plot in (results.plot, table.plot):
        assert [line.partner for line in plot.now.results.lines] == ["De Boer"]
    assert "channel.changed" in keys_of(results.message)
    assert "ROC West" not in posts[Topic.TABLE].words()


def test_when_all_have_deleted_nothing_is_left_in_the_channel() -> None:
    """Neither figures nor lines."""
    world = outcome_world()
    for user_id in ("U1", "U2", "U3"):
        world.tap("privacy.erase", user_id)
    assert outcome(world).lines == ()
    posts = {post.wish.topic: post for post in world.deliver() if post.reader == CHANNEL}
    assert "channel.nobody" in keys_of(posts[Topic.RESULTS].rendering.message)
    assert keys_of(posts[Topic.TABLE].rendering.message) == ["table.gone"]


def test_an_outcome_that_nobody_read_yet_is_drawn_without_the_scores() -> None:
    """A radar that has not stood yet is one of what is left."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.start(Mode.OPEN)
    world.hand_in("U1", 1)
    world.hand_in("U2", 5)
    world.lead("scan.close")
    world.tap("privacy.erase", "U1")
    posts = {post.wish.topic: post for post in world.deliver() if post.reader == CHANNEL}
    radar = posts[Topic.RESULTS].rendering.plot
    assert isinstance(radar, RadarPlot)
    assert [line.partner for line in radar.now.results.lines] == ["ROC West"]
    assert "De Boer" not in posts[Topic.TABLE].words()


def test_what_was_not_handed_in_was_not_in_the_outcome() -> None:
    """Deleting it leaves the outcome as it is."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.start(Mode.OPEN)
    world.score_all("U1")
    world.hand_in("U2")
    world.lead("scan.close")
    before = world.now_scan()
    form = form_of(world.tap("privacy.erase", "U1"))
    assert world.now_scan() == before
    assert "data.erased_published" not in keys_of(form)


def test_the_own_message_follows_too(world: World) -> None:
    """It says that the answers are gone."""
    world.end_scan(state=ScanState.PUBLISHED)
    (before,) = world.store.wishes.find(topic=Topic.WALK)
    world.tap("privacy.erase")
    (after,) = world.store.wishes.find(topic=Topic.WALK)
    assert after.wanted == before.wanted + 1
    assert "walk.over.erased" in keys_of(world.message())


@pytest.mark.parametrize("state", [ResponseState.REMOVED, ResponseState.HANDED_OVER])
def test_who_was_taken_out_can_delete_and_stays_out(world: World, state: ResponseState) -> None:
    """Their answers are gone, and taken in again they begin afresh."""
    world.store.responses.save(replace(world.response(), state=state))
    world.tap("privacy.erase")
    assert not world.answers()
    assert world.response().state is state
    assert world.response().submitted_at is None


def test_typing_after_deleting_is_no_answer(world: World) -> None:
    """Nothing comes back by itself."""
    world.tap("privacy.erase")
    assert notice_of(world.type("weer")) == "walk.notice.begin_first"
    assert not world.answers()


def test_the_language_changes_window_page_and_open_messages(world: World) -> None:
    """Closed scans are left as they were said."""
    second_scan(world)
    world.end_scan(state=ScanState.PUBLISHED)
    reply = world.tap("privacy.language", language="en")
    assert world.person().language is Language.EN
    assert (reply.replace, reply.page) == (True, True)
    (switch,) = [
        button.args["language"]
        for element in form_of(reply).body
        for button in getattr(element, "buttons", ())
        if button.action == "privacy.language"
    ]
    assert switch == "nl"
    wanted = {wish.subject_id: wish.wanted for wish in world.store.wishes.find(topic=Topic.WALK)}
    newest = world.response()
    assert wanted[newest.id] == 1
    world.tap("privacy.language", language="nl")
    again = {wish.subject_id: wish.wanted for wish in world.store.wishes.find(topic=Topic.WALK)}
    assert again == {**wanted, newest.id: 2}

"""A person sees, takes along and deletes what is kept of them."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Quote
from flows.outbox import Topic
from flows.region import Leader
from flows.response import Response, ResponseState, Sharing
from flows.scan import ScanState
from tests.support.builders import (
    INSTRUMENT,
    World,
    form_of,
    keys_of,
    notice_of,
    said,
    sentence,
)
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
    assert download is not None
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


def test_deleting_after_publishing_says_what_stays(world: World) -> None:
    """The outcome stands in the channel; the own message is brought up to date."""
    world.end_scan(state=ScanState.PUBLISHED)
    (before,) = world.store.wishes.find(topic=Topic.WALK)
    form = form_of(world.tap("privacy.erase"))
    assert "data.erased_published" in keys_of(form)
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

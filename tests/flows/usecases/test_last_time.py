"""The invitation of a next scan opens with what came of the one before."""

from dataclasses import replace
from datetime import date

import pytest

from flows.outbox import WishState
from flows.results import from_text
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases.retract import keep
from tests.support.builders import INSTRUMENT, buttons_of, form_of, said
from tests.support.leading import about
from tests.support.published import PublishedWorld
from tests.support.repeating import RepeatingWorld

SCORES = {"U1": 4, "U2": 3, "U3": 2, "U4": 3, "U5": 3}


def scored(world: RepeatingWorld, *user_ids: str) -> None:
    """Everybody named scores the first statement 5, the others 3."""
    for user_id in user_ids:
        world.begin(user_id)
        for item in INSTRUMENT.statements:
            score = 5 if item is INSTRUMENT.statements[0] else 3
            world.tap("walk.score", user_id, item=item.key, score=score)
        world.tap("walk.hand_in", user_id)


@pytest.fixture
def world() -> RepeatingWorld:
    """A scan in March that two of three handed in, and the next one, in June."""
    world = RepeatingWorld()
    world.meet(date(2027, 4, 1))
    world.start()
    scored(world, "U1", "U2")
    world.lead("scan.close")
    world.deliver()
    world.take_in("Gemeente", "U4")
    world.on(date(2027, 6, 7))
    return world


def test_who_was_asked_reads_the_means_and_where_they_were_discussed(world: RepeatingWorld) -> None:
    """Whether or not they handed in."""
    world.start()
    for user_id in ("U1", "U3"):
        words = said(world.message(user_id))
        assert "in maart 2027**, antwoordden 2 van de 2 partners" in words
        assert "5,0 van 5, voor: STO in de (lijn)organisatie" in words
        assert "Het stond op de agenda van de stuurgroep van 1 april" in words


def test_who_is_new_reads_no_figures(world: RepeatingWorld) -> None:
    """They were not asked then."""
    world.start()
    assert "Nu wordt u erbij gevraagd" in said(world.message("U4"))
    assert "van 5" not in said(world.message("U4"))


def test_the_preview_shows_it(world: RepeatingWorld) -> None:
    """The leader reads what partners will."""
    assert "in maart 2027" in said(world.preview())


def test_it_opens_the_invitation_only(world: RepeatingWorld) -> None:
    """The questions are not coloured by it, and it can be read once more before them."""
    world.start()
    world.tap("walk.begin", "U1")
    assert "maart 2027" not in said(world.message("U1"))
    reply = world.tap("walk.invitation", "U3")
    assert "maart 2027" in said(form_of(reply))


def test_a_first_scan_opens_with_nothing() -> None:
    """Nor does one after a scan that was stopped."""
    world = RepeatingWorld()
    world.start()
    world.lead("scan.cancel")
    world.later()
    world.start()
    assert "Vorige keer" not in said(world.message("U1"))


def test_a_protected_scan_without_enough_answers_shows_no_figures() -> None:
    """What the channel did not see is not told here either."""
    world = RepeatingWorld()
    world.start(Mode.PROTECTED)
    scored(world, "U1", "U2")
    world.lead("scan.close")
    world.lead("scan.finish")
    world.deliver()
    world.on(date(2027, 6, 7))
    world.start()
    words = said(world.message("U1"))
    assert "kwamen er geen cijfers" in words
    assert "5,0" not in words
    assert list(buttons_of(world.message("U1")))


def invited(world: PublishedWorld) -> dict[str, str]:
    """The invitations that are drawn anew, by reader, none of them as a new message."""
    posts = [post for post in about(world.deliver(), Topic.WALK) if post.reader != "U3"]
    assert not any(post.is_new for post in posts)
    return {post.reader: post.words() for post in posts}


@pytest.mark.parametrize("mode", Mode)
def test_what_is_deleted_leaves_the_invitations_that_stand(mode: Mode) -> None:
    """Of who has not begun; who has begun reads nothing of the last scan."""
    world = PublishedWorld()
    world.publish(mode, SCORES)
    world.next_quarter()
    world.start(mode)
    world.deliver()
    assert "overal 3,2 van 5" in said(world.message("U1"))
    world.tap("walk.begin", "U5")
    world.deliver()
    world.tap("privacy.erase", "U3")
    drawn = invited(world)
    assert drawn.keys() == {"U1", "U2", "U4"}
    for words in drawn.values():
        assert "overal 3,2 van 5" not in words
        assert ("overal 3,3 van 5" in words) is (mode is Mode.OPEN)


def test_the_scan_before_the_last_changes_no_invitation() -> None:
    """What is not the last time is told nowhere."""
    world = PublishedWorld()
    first = world.publish(Mode.OPEN, SCORES)
    world.next_quarter()
    world.publish(U1=3, U2=4)
    world.next_quarter()
    world.start()
    world.deliver()
    for answer in world.store.answers.find(response_id=world.response("U1").id):
        world.store.answers.remove(answer.id)
    results = from_text(world.store.scans.get(first.id).results)
    keep(world.store, world.store.scans.get(first.id), replace(results, changed=True), world.now)
    assert not invited(world)


def test_what_did_not_get_to_the_channel_is_not_told_here() -> None:
    """Then the invitation opens with the outcome before it, which the channel saw."""
    world = PublishedWorld()
    world.publish(U1=2, U2=2)
    world.next_quarter()
    world.publish(U1=4, U2=4, posted=False)
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS, subject_id=world.now_scan().id)
    world.store.wishes.save(replace(wish, state=WishState.FAILED, error="is_archived"))
    world.next_quarter()
    world.start()
    assert "overal 2,0 van 5" in said(world.message("U1"))


def test_an_invitation_that_was_refused_is_not_tried_again_for_it() -> None:
    """Somebody's deleting is no reason to write to who cannot be written to."""
    world = PublishedWorld()
    world.publish(Mode.OPEN, SCORES)
    world.next_quarter()
    world.start()
    response = world.response("U1")
    (wish,) = world.store.wishes.find(topic=Topic.WALK, subject_id=response.id)
    world.store.wishes.save(replace(wish, state=WishState.FAILED, error="user_disabled"))
    world.tap("privacy.erase", "U5")
    assert world.store.wishes.get(wish.id).state is WishState.FAILED

"""Who answers with whom is told as it now is."""

from dataclasses import replace

import pytest

from flows.instrument import SourcedText
from flows.response import ResponseState
from flows.scan import Mode, ScanState
from flows.topics import Topic
from flows.usecases.walks import we_of
from tests.support.builders import INSTRUMENT, INSTRUMENTS, World, form_of, keys_of, said
from tests.support.leading import LedWorld, Post, about
from tests.support.published import PublishedWorld


@pytest.fixture
def world() -> LedWorld:
    """An open scan with two colleagues of one organisation, U1 and U2, all read."""
    return started(Mode.OPEN)


def started(mode: Mode) -> LedWorld:
    """A scan of that mode with U1 and U2 of De Boer, and U3 of ROC West; all read."""
    world = LedWorld()
    world.take_in("De Boer", "U1", "U2")
    world.take_in("ROC West", "U3")
    world.start(mode)
    world.deliver()
    return world


def read_by(world: LedWorld, user_id: str) -> list[Post]:
    """What somebody came to see of their walk."""
    return [post for post in about(world.deliver(), Topic.WALK) if post.reader == user_id]


@pytest.mark.parametrize("action", ["walk.decline", "privacy.erase"])
def test_who_is_alone_now_is_told(world: LedWorld, action: str) -> None:
    """In place; and so is who has a colleague again."""
    assert world.walk("U1").colleagues == 1
    if action == "privacy.erase":
        world.score_all("U2")
    world.tap(action, "U2")
    (post,) = read_by(world, "U1")
    assert not post.is_new
    assert "U antwoordt als enige" in post.words()
    world.tap("walk.begin", "U2")
    (post,) = read_by(world, "U1")
    assert "met één collega. Als die ook inlevert" in post.words()


def test_a_colleague_who_is_handed_the_invitation_is_counted(world: LedWorld) -> None:
    """Who handed it over is not, so that as many answer as before."""
    world.user("U9", "Kees Nieuw")
    world.submit(form_of(world.tap("walk.colleague", "U2")), "U2", colleague="U9")
    assert world.response("U2").state is ResponseState.HANDED_OVER
    assert world.walk("U1").colleagues == 1
    assert read_by(world, "U1")


def test_a_step_within_the_walk_tells_colleagues_nothing(world: LedWorld) -> None:
    """Only who comes or goes does."""
    world.hand_in("U2")
    assert read_by(world, "U1") == []


def test_who_is_done_is_left_alone(world: LedWorld) -> None:
    """Their message says nothing of colleagues."""
    world.hand_in("U1")
    world.deliver()
    world.tap("walk.decline", "U2")
    assert read_by(world, "U1") == []


def test_a_protected_scan_says_nothing_of_colleagues() -> None:
    """Nothing is shown by organisation."""
    world = started(Mode.PROTECTED)
    world.tap("walk.decline", "U2")
    assert read_by(world, "U1") == []
    world.score_all("U1")
    assert not [key for key in keys_of(world.message("U1")) if key.startswith("invite.")]


def test_a_scan_that_is_over_tells_nobody(world: LedWorld) -> None:
    """Deleting after the end changes nobody else's message."""
    world.hand_in("U2")
    world.lead("scan.close")
    world.deliver()
    assert world.now_scan().state is ScanState.PUBLISHED
    world.tap("privacy.erase", "U2")
    assert read_by(world, "U1") == []


def test_before_handing_in_everybody_reads_whose_scores_they_are(world: World) -> None:
    """In the message that is ready, and in the review."""
    world.score_all("U1")
    world.score_all("U3")
    for user_id, expected in (("U1", "met één collega."), ("U3", "U antwoordt als enige")):
        assert expected in said(world.message(user_id))
        assert expected in said(form_of(world.tap("walk.review", user_id)))


def test_what_the_group_wrote_goes_under_its_own_words_only() -> None:
    """In another version a sentence may stand elsewhere, be another, or be new."""
    world = PublishedWorld()
    before = world.publish(U1=3)
    assert we_of(world.store, before, INSTRUMENTS) == ()
    world.store.scans.save(replace(before, we=("denken", "zien", "vragen")))
    world.next_quarter()
    scan = replace(world.start(), version="anders")
    first, second, third = INSTRUMENT.sentences
    other = replace(second, text=SourcedText("Anders …", "Other …"), group=None)
    versions = {
        **INSTRUMENTS,
        f"{scan.instrument}-anders": replace(
            INSTRUMENT, items=(third, first, other, replace(second, key="nieuw"))
        ),
    }
    assert we_of(world.store, world.now_scan(), versions) == ("denken", "zien", "vragen")
    assert we_of(world.store, scan, versions) == ("vragen", "denken", "", "")
    own = replace(scan, we=("zelf", "", "", ""))
    assert we_of(world.store, own, versions) == own.we

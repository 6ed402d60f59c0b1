"""Somebody looks at their own scores beside the region's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.messages import Quote
from flows.response import ResponseState
from flows.results import from_text, to_text
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases.retention import erase_expired
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said, statement
from tests.support.leading import LEADER, about
from tests.support.published import PublishedWorld, two_quarters


@pytest.fixture
def world() -> PublishedWorld:
    """Two open scans; in the second one fewer answered, and higher."""
    return two_quarters()


def test_after_publishing_who_handed_in_gets_a_way_to_their_own_line(
    world: PublishedWorld,
) -> None:
    """One tap from the message that thanks them; the window is theirs alone."""
    (button,) = (one for one in buttons_of(world.message("U1")) if one.action == "results.own")
    form = form_of(world.press(button, "U1"))
    assert "U gaf een **3**. De regio: 3,8 van 5." in said(form)
    assert notice_of(world.press(button, "U2")) == "walk.notice.not_yours"
    assert notice_of(world.press(button, LEADER)) == "walk.notice.not_yours"


def test_the_message_comes_once_the_channel_has_it() -> None:
    """Before that nothing is promised by a button."""
    world = PublishedWorld()
    world.publish(U1=3, posted=False)
    posts = world.deliver()
    thanks = [post for post in about(posts, Topic.WALK) if post.reader == "U1"]
    assert "results.own" in {button.action for button in buttons_of(thanks[-1].rendering.message)}


def test_who_did_not_hand_in_gets_a_way_to_all_figures(world: PublishedWorld) -> None:
    """They were asked, so they may see what the channel saw."""
    (button,) = (one for one in buttons_of(world.message("U5")) if one.action == "results.open")
    assert "Voorjaar" in said(form_of(world.press(button, "U5")))
    own = world.response("U5")
    form = form_of(world.tap("results.own", "U5", response=own.id))
    assert "results.own.not_handed_in" in keys_of(form)


def test_several_people_see_their_organisations_line(world: PublishedWorld) -> None:
    """In an open scan; who answers alone has no other line than their own."""
    form = form_of(world.tap("results.own", "U2", response=world.response("U2").id))
    assert "Uw organisatie samen: 4,5." in said(form)
    alone = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert "Uw organisatie" not in said(alone)


def test_results_of_the_first_release_name_no_organisations_by_id(world: PublishedWorld) -> None:
    """Then the line of one's own organisation is left out rather than guessed."""
    scan = world.now_scan()
    results = from_text(scan.results)
    lines = tuple(replace(line, partner_id=0) for line in results.lines)
    world.store.scans.save(replace(scan, results=to_text(replace(results, lines=lines))))
    form = form_of(world.tap("results.own", "U2", response=world.response("U2").id))
    assert "Uw organisatie" not in said(form)
    assert "U gaf een **4**." in said(form)


def test_in_a_protected_scan_only_the_mean_stands_beside_ones_own() -> None:
    """Also where several answered for one organisation."""
    world = PublishedWorld()
    world.publish(mode=Mode.PROTECTED)
    form = form_of(world.tap("results.own", "U2", response=world.response("U2").id))
    assert "U gaf een **4**. De regio: 4,0 van 5." in said(form)
    assert "Uw organisatie" not in said(form)


def test_ones_reasons_are_shown_to_oneself_alone(world: PublishedWorld) -> None:
    """In no window of anybody else."""
    key = statement().key
    kept = world.answers("U1")[key]
    world.store.answers.save(replace(kept, basis="Mijn geheime reden"))
    own = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert Quote("Mijn geheime reden") in own.body
    for action in ("results.open", "results.compare", "results.history", "results.table"):
        for user_id in (LEADER, "U2", "U1"):
            assert "geheime" not in str(world.window(action, user_id))


def test_who_deleted_their_answers_reads_so(world: PublishedWorld) -> None:
    """And still sees what the channel sees."""
    world.tap("privacy.erase", "U1")
    assert world.response("U1").state is ResponseState.ERASED
    form = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert "results.own.erased" in keys_of(form)
    assert "results.changed" in keys_of(world.window("results.open", "U1"))


def test_who_left_the_region_keeps_their_own_scores_only(world: PublishedWorld) -> None:
    """The region's figures are no longer theirs to see."""
    participant = world.store.participants.one(person_id=world.person("U1").id)
    assert participant is not None
    world.store.participants.save(replace(participant, removed_at=world.now))
    form = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert "results.own.alone" in keys_of(form)
    assert "U gaf een **3**." in said(form)
    assert not list(buttons_of(form))


def test_once_the_agreed_time_is_over_ones_scores_are_gone(world: PublishedWorld) -> None:
    """The region's means of three partners or more stay; there is no table any more."""
    world.now += timedelta(days=900)
    erase_expired(world.store, world.now)
    form = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert "results.own.expired" in keys_of(form)
    last = world.now_scan().id
    for scan, kept in ((last, "results.none.expired"), (last - 1, "results.figure.mean")):
        figures = world.window("results.open", LEADER, scan=scan)
        assert "results.table" not in {button.action for button in buttons_of(figures)}
        assert kept in keys_of(figures)

"""Leaders whom the question about the next scan, or word of an outage, did not reach."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from flows.events import Event, Kind, Known
from flows.outbox import WishState
from flows.topics import Topic
from flows.usecases.handle import handle
from flows.usecases.outage import block, unblock
from flows.usecases.unheard import unheard
from tests.support.builders import TEAM, keys_of, notice_of, said
from tests.support.leading import LEADER, OTHER, STRANGER, Post, about
from tests.support.refusing import RefusingWorld
from tests.support.repeating import RepeatingWorld

SECOND = STRANGER
"""Somebody who is made a second leader."""
NOT_READ = "Xander Vreemd kreeg deze vraag niet"


@dataclass
class UnheardWorld(RepeatingWorld, RefusingWorld):
    """A region that repeats its scans, and leaders who may not be reached."""

    def act_as(self, user_id: str, kind: Kind) -> None:
        """Somebody does something, through the one door for all acts."""
        act = Event(kind=kind, workspace=TEAM, team_id=TEAM, user_id=user_id, text="hallo")
        handle(self.store, self.workspace, act, Known(), self.around)

    def state_of(self, topic: Topic, user_id: str) -> WishState:
        """Where somebody's message is."""
        return self.wish_of(topic, user_id).state

    def out(self) -> None:
        """Nothing passed for an hour, and now it does."""
        block(self.store, self.workspace.id, "token_revoked", self.now)
        self.now += timedelta(hours=1)
        unblock(self.store, self.workspace.id, self.now)


@pytest.fixture
def world() -> UnheardWorld:
    """Two leaders are asked about the next scan; the second has no account any more."""
    world = UnheardWorld()
    world.appoint(SECOND)
    world.scanned()
    world.repeat()
    world.until_due()
    world.refuses = {SECOND: "user_disabled"}
    return world


def questions(posts: list[Post]) -> list[tuple[str, bool]]:
    """Who came to see the question, and whether they were called for it."""
    return [(post.reader, post.is_new) for post in about(posts, Topic.RHYTHM)]


def test_it_stands_on_the_page_of_every_leader_of_the_region(world: UnheardWorld) -> None:
    """Who, why and what helps; also for who was not reached, and for no other region."""
    world.deliver()
    for leader in (LEADER, SECOND):
        words = said(world.page(leader))
        assert "Eén programmaleider kreeg een bericht niet" in words
        assert "Xander Vreemd (programmaleider)" in words
        assert "Het account in Slack is uitgeschakeld." in words
        assert "undelivered.again" in world.actions(leader)
    assert "undelivered.unheard" not in keys_of(world.page(OTHER))


def test_the_other_leader_reads_it_in_the_question(world: UnheardWorld) -> None:
    """Where it stands already: it calls nobody again."""
    world.refuses = {}
    world.deliver()
    assert NOT_READ not in said(world.question())
    world.refuse(world.wish_of(Topic.RHYTHM, SECOND), "user_disabled")
    assert questions(world.deliver()) == [(LEADER, False)]
    assert NOT_READ in said(world.question())


def test_two_leaders_who_cannot_be_asked_end_in_peace(world: UnheardWorld) -> None:
    """Each is tried once: that one failed is no news for the other who failed."""
    world.refuses[LEADER] = "user_not_found"
    assert not questions(world.deliver())
    assert [one.code for one in unheard(world.store, world.region)] == [
        "user_not_found",
        "user_disabled",
    ]


def test_trying_again_on_the_page_asks_who_was_not_asked(world: UnheardWorld) -> None:
    """Then nothing of it is left, on the page or in the question of the other."""
    world.deliver()
    world.refuses = {}
    again = world.tap("undelivered.again", LEADER, region=world.region.id)
    assert notice_of(again) == "undelivered.again"
    assert questions(world.deliver()) == [(SECOND, True), (LEADER, False)]
    assert "undelivered.unheard" not in keys_of(world.page())
    assert NOT_READ not in said(world.question())
    again = world.tap("undelivered.again", LEADER, region=world.region.id)
    assert notice_of(again) == "undelivered.nobody"


def test_only_leaders_of_the_region_try_again(world: UnheardWorld) -> None:
    """Another leader's tap sends nothing."""
    world.deliver()
    again = world.tap("undelivered.again", OTHER, region=world.region.id)
    assert notice_of(again) == "setup.not_leader"
    assert not world.deliver()


def test_trying_again_for_a_scan_asks_as_well(world: UnheardWorld) -> None:
    """The same leader is counted once."""
    world.deliver()
    world.refuses = {}
    assert notice_of(world.lead("undelivered.again")) == "undelivered.again"
    assert (SECOND, True) in questions(world.deliver())


@pytest.mark.parametrize("kind", [Kind.TYPED, Kind.COMMAND])
def test_who_acts_is_asked_at_last(world: UnheardWorld, kind: Kind) -> None:
    """They are there, so they can be written to again; not at any hour, for they did not ask."""
    world.deliver()
    world.refuses = {}
    world.act_as(SECOND, kind)
    wish = world.wish_of(Topic.RHYTHM, SECOND)
    assert (wish.state, wish.prompted_at) == (WishState.WAITING, 0)
    assert (SECOND, True) in questions(world.deliver())


def test_to_look_at_the_page_is_no_act(world: UnheardWorld) -> None:
    """It says what they missed, and what helps."""
    world.deliver()
    world.act_as(SECOND, Kind.HOME)
    assert world.state_of(Topic.RHYTHM, SECOND) is WishState.FAILED


def test_what_reaches_a_leader_brings_the_question(world: UnheardWorld) -> None:
    """Here word of a scan; the others need no word of it."""
    world.deliver()
    world.refuses = {}
    world.start()
    world.lead("scan.close")
    posts = world.deliver()
    assert (SECOND, True) in questions(posts)


def test_the_question_brings_what_was_missed_of_the_newest_scan(world: UnheardWorld) -> None:
    """Also to who could not be told of it by a message of its own."""
    world.start()
    world.lead("scan.close")
    world.deliver()
    assert world.state_of(Topic.LEADER, SECOND) is WishState.FAILED
    world.refuses = {}
    world.tap("undelivered.again", LEADER, region=world.region.id)
    assert SECOND in {post.reader for post in about(world.deliver(), Topic.LEADER)}


def test_word_of_an_outage_that_was_refused_comes_later(world: UnheardWorld) -> None:
    """It stands on the page meanwhile, and comes with what reaches them first."""
    world.refuses = {}
    world.deliver()
    world.refuses = {SECOND: "user_disabled"}
    world.out()
    assert {post.reader for post in about(world.deliver(), Topic.OUTAGE)} == {LEADER, OTHER}
    assert "undelivered.unheard" in keys_of(world.page())
    assert NOT_READ not in said(world.question())
    world.refuses = {}
    world.decide("rhythm.skip")
    posts = world.deliver()
    assert [post.reader for post in about(posts, Topic.OUTAGE)] == [SECOND]
    assert "undelivered.unheard" not in keys_of(world.page())


def test_word_of_an_outage_brings_the_question(world: UnheardWorld) -> None:
    """Whichever passes first."""
    world.deliver()
    world.refuses = {}
    world.out()
    assert (SECOND, True) in questions(world.deliver())


def test_a_question_of_a_rhythm_that_is_off_is_not_missed(world: UnheardWorld) -> None:
    """It would ask nothing any more."""
    world.deliver()
    world.lead("rhythm.stop")
    world.deliver()
    assert world.state_of(Topic.RHYTHM, SECOND) is WishState.FAILED
    assert not unheard(world.store, world.region)


def test_a_decision_that_reaches_somebody_not_is_no_news(world: UnheardWorld) -> None:
    """The others need not know who does not read what they decided themselves."""
    world.refuses = {}
    world.deliver()
    world.decide("rhythm.skip")
    world.refuses = {SECOND: "user_disabled"}
    assert questions(world.deliver()) == [(LEADER, False)]


def test_a_region_without_leaders_misses_nobody(world: UnheardWorld) -> None:
    """Nobody is asked there."""
    nobody = world.store.regions.add(replace(world.region, id=0, name="regio Oost", channel="C8"))
    assert not unheard(world.store, nobody)

"""Somebody whom the bot cannot reach between scans: leaders read it and can do something."""

from dataclasses import dataclass, replace

import pytest

from flows.events import ChannelFacts
from flows.outbox import WishState
from flows.response import Sharing
from flows.topics import Topic
from flows.usecases.look_after import look_after
from flows.usecases.posting import post_again_in
from flows.usecases.unreached import missed_between, refused_in_channel, unreached_between
from flows.views.leaders_told import leaders_message
from tests.support.builders import buttons_of, keys_of, notice_of, said
from tests.support.leading import ADMIN, CHANNEL, LEADER, OTHER_CHANNEL, STRANGER, Post
from tests.support.refusing import RefusingWorld
from tests.support.succeeding import SuccessionWorld
from tests.support.successes import TEXT, tells

SECOND = STRANGER


@dataclass
class UnreachedWorld(SuccessionWorld, RefusingWorld):
    """A region in which the platform does not take everything."""

    def __post_init__(self) -> None:
        """Nobody is refused anything yet."""
        super().__post_init__()

    def deliver(self) -> list[Post]:
        """Show all that is wanted and taken."""
        return RefusingWorld.deliver(self)


@pytest.fixture
def world() -> UnreachedWorld:
    """U1 has an action and has no account any more."""
    world = UnreachedWorld()
    world.agreed()
    world.deliver()
    world.refuses = {"U1": "user_disabled"}
    return world


def names(world: UnreachedWorld) -> list[tuple[str, str, str]]:
    """Who was not reached, as leaders read it."""
    missed = missed_between(world.store, world.region)
    return [(one.name, one.partner, one.code) for one in missed]


def test_who_has_an_action_and_left_the_workspace(world: UnreachedWorld) -> None:
    """The check-in fails; nobody is called by that alone, and the leader's page names them."""
    world.ask_of(world.action())
    assert names(world) == [("U1 van De Boer", "De Boer", "user_disabled")]
    words = said(world.page())
    assert "Eén persoon kreeg een bericht tussen de scans niet." in words
    assert "U1 van De Boer (De Boer)" in words
    assert "Kies bij Partners iemand anders van de organisatie." in words.replace("**", "")
    assert "undelivered.between" not in keys_of(world.page("UO"))


def test_a_briefing_and_a_check_in_name_somebody_once(world: UnreachedWorld) -> None:
    """By partner and name, whatever did not reach them."""
    world.refuses = dict.fromkeys(("U1", "U6", "U2"), "user_not_found")
    world.ask_of(world.agreed(user_id="U2"), user_id="U2")
    world.staff("De Boer", "U6")
    world.deliver()
    world.ask_of(world.action(), user_id="U6")
    found = unreached_between(world.store, world.region)
    assert [one.missed.name for one in found] == ["U6 Nieuw", "U2 van ROC West"]
    assert [one.participant_id for one in found] == [
        world.participant("U6").id,
        world.participant("U2").id,
    ]


def test_who_was_replaced_is_missed_no_more(world: UnreachedWorld) -> None:
    """The leader did what helps."""
    world.ask_of(world.action())
    world.staff("De Boer", "U6")
    assert names(world) == []


def test_a_leader_is_named_beside_them(world: UnreachedWorld) -> None:
    """Who leads from now on, but cannot be told so."""
    world.refuses = {SECOND: "user_not_found"}
    form_leaders(world, LEADER, SECOND)
    world.deliver()
    assert names(world) == [("Xander Vreemd", "", "user_not_found")]
    assert "Eén programmaleider kreeg een bericht niet" in said(world.page())
    form_leaders(world, LEADER)
    assert names(world) == []


def test_an_administrator_reads_which_leader_is_gone(world: UnreachedWorld) -> None:
    """Of regions that others lead; nothing of participants."""
    world.refuses = {SECOND: "user_not_found", "U1": "user_not_found"}
    world.ask_of(world.action())
    form_leaders(world, SECOND)
    assert "De bot bereikt niet" not in said(world.page(ADMIN))
    world.deliver()
    words = said(world.page(ADMIN))
    assert "De bot bereikt niet: Xander Vreemd. Wijs zo nodig iemand anders aan." in words
    assert "De Boer" not in words


def form_leaders(world: UnreachedWorld, *people: str) -> None:
    """The leader chooses who leads."""
    form = world.lead("region.leaders").form
    assert form is not None
    assert not world.hand(form, leaders=people).errors


def test_a_leader_tries_again(world: UnreachedWorld) -> None:
    """What passes then is theirs at last; who is reached is named no more."""
    world.ask_of(world.action())
    again = world.lead("undelivered.again", scan=0)
    assert notice_of(again) == "undelivered.again"
    world.deliver()
    assert len(names(world)) == 1
    world.refuses = {}
    world.lead("undelivered.again", scan=0)
    assert [post.reader for post in world.reads()] == ["U1"]
    assert names(world) == []
    assert notice_of(world.lead("undelivered.again", scan=0)) == "undelivered.nobody"


def test_a_region_without_people_misses_nobody(world: UnreachedWorld) -> None:
    """There is nobody to look for."""
    assert unreached_between(world.store, world.other) == []


def posts(world: UnreachedWorld) -> list[str]:
    """What the channel comes to read now."""
    return [post.words() for post in world.deliver() if post.reader == CHANNEL]


@pytest.fixture
def refusing(world: UnreachedWorld) -> UnreachedWorld:
    """The channel was archived when a success was to be posted."""
    world.refuses = {CHANNEL: "is_archived"}
    tells(world, "U2", Sharing.UNNAMED)
    assert posts(world) == []
    return world


def test_leaders_read_that_the_channel_did_not_take_something(refusing: UnreachedWorld) -> None:
    """Their message says so and can have it posted again."""
    about = look_after(refusing.store, refusing.region, refusing.now.date())
    assert list(about.matters) == ["refused"]
    message = leaders_message(about)
    assert "De bot kon iets niet plaatsen in #stuurgroep-sto." in said(message)
    refusing.refuses = {}
    (again, *_) = [one for one in buttons_of(message) if one.action == "undelivered.again"]
    assert notice_of(refusing.press(again, LEADER)) == "undelivered.posts_again"
    (words,) = posts(refusing)
    assert TEXT in words
    after = look_after(refusing.store, refusing.region, refusing.now.date())
    assert not after.matters
    assert notice_of(refusing.press(again, LEADER)) == "undelivered.nobody"


def test_the_channel_takes_the_bot_in_again(refusing: UnreachedWorld) -> None:
    """What it did not take is posted without anybody asking; another channel gets nothing."""
    refusing.refuses = {}
    for channel in (OTHER_CHANNEL, "C9"):
        facts = ChannelFacts(channel_id=channel, name="anders", is_private=True, has_bot=True)
        post_again_in(refusing.store, refusing.workspace.id, facts, refusing.now)
        assert posts(refusing) == []
    facts = refusing.channels[CHANNEL]
    post_again_in(refusing.store, refusing.workspace.id, facts, refusing.now)
    assert len(posts(refusing)) == 1


def test_nothing_is_missing_in_no_channel(refusing: UnreachedWorld) -> None:
    """A region that has none yet, or what is about something that is gone."""
    assert refused_in_channel(refusing.store, refusing.workspace.id, "") == []
    (wish,) = refusing.store.wishes.find(topic=Topic.SUCCESS)
    refusing.store.wishes.save(replace(wish, error="gone"))
    assert refused_in_channel(refusing.store, refusing.workspace.id, CHANNEL) == []


@pytest.mark.parametrize("topic", [Topic.ACTION, Topic.DIGEST, Topic.SUCCESS, Topic.MOMENT])
def test_a_refusal_of_what_is_gone_breaks_nothing(world: UnreachedWorld, topic: Topic) -> None:
    """Whatever was refused between scans, the courier goes on."""
    world.ask_of(world.action())
    (wish,) = world.store.wishes.find(topic=Topic.CHECK_IN)
    assert wish.state is WishState.FAILED
    kept = world.store.wishes.add(
        type(wish)(
            workspace_id=wish.workspace_id,
            key="gone",
            topic=topic,
            subject_id=404,
            address="C1",
            since=world.now,
            due_at=world.now,
        )
    )
    world.refuse(kept, "is_archived")
    assert world.store.wishes.get(kept.id).state is WishState.FAILED

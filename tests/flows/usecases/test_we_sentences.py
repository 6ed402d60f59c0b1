"""The leader writes the sentences of the group; they are kept with the scan."""

from dataclasses import replace

import pytest

from flows.events import FieldValue
from flows.messages import Form, Quote, TextInput
from flows.outbox import Wish
from flows.response import Sharing
from flows.scan import Hold, Mode, Moments, Scan, ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.views.we_sentences import LONGEST
from tests.support.builders import INSTRUMENT, buttons_of, form_of, notice_of, said
from tests.support.leading import LEADER, LedWorld, snapshot

FIRST, SECOND, THIRD = (item.key for item in INSTRUMENT.sentences)
SECOND_LEADER = "U2"


@pytest.fixture
def world() -> LedWorld:
    """A published scan in which U1 shared the first sentence, with their name."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.start(Mode.OPEN)
    world.deliver()
    world.tap("walk.begin", "U1")
    form = form_of(world.tap("walk.write", "U1", item=FIRST))
    world.submit(form, "U1", text="trots")
    for item in (SECOND, THIRD):
        world.tap("walk.skip", "U1", item=item)
    for statement in INSTRUMENT.statements:
        world.tap("walk.score", "U1", item=statement.key, score=2)
    world.tell("review.share", "U1", sharing=Sharing.NAMED)
    world.tap("walk.hand_in", "U1")
    world.hand_in("U2")
    world.lead("scan.close")
    world.deliver()
    world.appoint(SECOND_LEADER)
    return world


def change(world: LedWorld, **changes: object) -> Scan:
    """Have the newest scan be otherwise."""
    scan = replace(world.now_scan(), **changes)  # type: ignore[arg-type]  # checked when it runs
    world.store.scans.save(scan)
    return scan


def window(world: LedWorld, user_id: str = LEADER) -> Form:
    """The window to write in, opened from the guide."""
    guide = form_of(world.tap("guide.open", user_id, scan=world.now_scan().id))
    (button,) = [one for one in buttons_of(guide) if one.action == "we.open"]
    return form_of(world.press(button, user_id))


def save(world: LedWorld, form: Form, user_id: str = LEADER, /, **texts: FieldValue) -> Reply:
    """Hand the window in."""
    return world.submit(form, user_id, **texts)


def quotes(form: Form) -> list[str]:
    """What the window quotes."""
    return [one.text for one in form.body if isinstance(one, Quote)]


def test_they_are_kept_and_shown_in_the_guide(world: LedWorld) -> None:
    """Trimmed, in the order of the sentences, and drawn in the guide beneath the window."""
    form = window(world)
    assert quotes(form) == ["trots"]
    assert "U1 van De Boer, De Boer" in said(form)
    reply = save(world, form, **{FIRST: "  samen trots ", THIRD: "hoe lang"})
    assert world.now_scan().we == ("samen trots", "", "hoe lang")
    assert reply.beneath is not None
    assert "samen trots" in said(reply.beneath)
    assert reply.notice is None


def test_all_empty_is_none(world: LedWorld) -> None:
    """White space is no sentence; what was there can be taken away."""
    save(world, window(world), **{FIRST: "iets"})
    save(world, window(world), **{FIRST: "  ", SECOND: "\n"})
    assert world.now_scan().we == ()


def test_any_leader_changes_them_later(world: LedWorld) -> None:
    """The window begins with what stands there."""
    save(world, window(world), **{FIRST: "van Marijke"})
    form = window(world, SECOND_LEADER)
    assert next(one.initial for one in form.body if isinstance(one, TextInput)) == "van Marijke"
    save(world, form, SECOND_LEADER, **{FIRST: "van U2"})
    assert world.now_scan().we == ("van U2", "", "")


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "\U0001f600" * (LONGEST // 2 + 1)])
def test_too_long_is_said_beside_the_sentence(world: LedWorld, text: str) -> None:
    """Counted as the platform may count; nothing is kept, and exactly as many as fit are."""
    reply = save(world, window(world), **{FIRST: "kort", SECOND: text})
    assert {name: error.key for name, error in reply.errors.items()} == {
        SECOND: "guide.we.too_long"
    }
    assert world.now_scan().we == ()
    save(world, window(world), **{SECOND: "x" * LONGEST})
    assert world.now_scan().we == ("", "x" * LONGEST, "")


def test_two_leaders_at_once(world: LedWorld) -> None:
    """The second one reads what the first wrote before replacing it; the last one wins."""
    theirs, mine = window(world, SECOND_LEADER), window(world)
    save(world, theirs, SECOND_LEADER, **{FIRST: "van U2"})
    reply = save(world, mine, **{FIRST: "van Marijke"})
    assert world.now_scan().we == ("van U2", "", "")
    assert reply.replace
    again = form_of(reply)
    assert quotes(again) == ["trots", "van U2"]
    assert next(one.initial for one in again.body if isinstance(one, TextInput)) == "van Marijke"
    done = save(world, again)
    assert done.beneath is not None
    assert world.now_scan().we == ("van Marijke", "", "")


def test_two_leaders_with_the_same_words(world: LedWorld) -> None:
    """There is nothing to choose."""
    theirs, mine = window(world, SECOND_LEADER), window(world)
    save(world, theirs, SECOND_LEADER, **{FIRST: "samen"})
    before = snapshot(world)
    assert save(world, mine, **{FIRST: "samen"}).form is None
    assert snapshot(world) == before


def shown(world: LedWorld, topic: Topic) -> Wish | None:
    """What is wished of the newest scan in the channel."""
    return world.store.wishes.one(topic=topic, subject_id=world.now_scan().id)


def test_what_the_channel_shows_of_them_is_brought_up_to_date(world: LedWorld) -> None:
    """Where it stands, silently; the outcome itself only when there were none before."""
    before = {topic: shown(world, topic) for topic in (Topic.RESULTS, Topic.SENTENCES)}
    save(world, window(world), **{FIRST: "samen"})
    save(world, window(world), **{FIRST: "samen anders"})
    for topic, times in ((Topic.RESULTS, 1), (Topic.SENTENCES, 2)):
        was, now = before[topic], shown(world, topic)
        assert was is not None
        assert now is not None
        assert now.wanted == was.wanted + times
        assert now.anew_at == was.anew_at


def test_they_come_under_the_radar_where_nobody_shared_a_sentence(world: LedWorld) -> None:
    """Once the group has written something; the radar stands there already."""
    for wish in world.store.wishes.find(topic=Topic.SENTENCES):
        world.store.wishes.remove(wish.id)
    save(world, window(world), **{FIRST: "samen"})
    assert shown(world, Topic.SENTENCES) is not None


def test_who_is_scoring_sees_the_change(world: LedWorld) -> None:
    """In the second of two moments; the leader comes from their page, with no guide beneath."""
    change(world, state=ScanState.OPEN, moments=Moments.TWO, talked_at=world.now)
    response = world.store.responses.find(scan_id=world.now_scan().id)[0]
    unfinished = replace(response, state=type(response.state).BEGUN)
    world.store.responses.save(unfinished)
    before = world.store.wishes.one(topic=Topic.WALK, subject_id=response.id)
    form = form_of(world.lead("we.open"))
    reply = save(world, form, **{FIRST: "samen"})
    assert notice_of(reply) == "guide.we.saved"
    assert reply.beneath is None
    after = world.store.wishes.one(topic=Topic.WALK, subject_id=response.id)
    assert before is not None
    assert after is not None
    assert after.wanted > before.wanted
    assert after.anew_at == before.anew_at


def test_between_two_moments(world: LedWorld) -> None:
    """What people share stands above what the group writes."""
    change(world, state=ScanState.CLOSED, hold=Hold.TALK, moments=Moments.TWO)
    form = window(world)
    assert quotes(form) == ["trots"]
    save(world, form, **{FIRST: "samen"})
    assert world.now_scan().we == ("samen", "", "")


def test_below_the_minimum_nobody_is_quoted(world: LedWorld) -> None:
    """The group can write, while the answers may still change."""
    change(world, state=ScanState.CLOSED, hold=Hold.TOO_FEW)
    for wish in world.store.wishes.find(topic=Topic.SENTENCES):
        world.store.wishes.remove(wish.id)  # the channel got none
    form = window(world)
    assert quotes(form) == []
    assert "Niemand koos" not in said(form)


@pytest.mark.parametrize("state", [ScanState.OPEN, ScanState.CANCELLED])
def test_before_the_conversation_there_are_none(world: LedWorld, state: ScanState) -> None:
    """An old window keeps nothing."""
    form = window(world)
    change(world, state=state)
    assert notice_of(world.lead("we.open")) == "guide.notice.not_now"
    assert notice_of(save(world, form, **{FIRST: "samen"})) == "guide.notice.not_now"
    assert world.now_scan().we == ()

"""The channel hears how many still lack, naming nobody; and who handed in is thanked at the end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.language import Language
from flows.outbox import disturbs
from flows.region import Meeting
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases.posting import results_posted
from flows.views.walk import THANKED
from tests.support.builders import form_of
from tests.support.leading import CHANNEL, LEADER, LedWorld, Post, about

MOMENT = datetime(2027, 3, 18, 9, tzinfo=UTC)


def started(mode: Mode = Mode.OPEN) -> LedWorld:
    """A scan from Monday 8 to Friday 19 March with five people of three organisations."""
    world = LedWorld()
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 3, 25)))
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.take_in("Gemeente", "U4", "U5")
    world.start(mode, deadline=date(2027, 3, 19))
    world.deliver()
    return world


def calls(world: LedWorld) -> list[Post]:
    """What the channel comes to see of the last call."""
    return about(world.deliver(), Topic.LAST_CALL)


def at(world: LedWorld, moment: datetime) -> list[Post]:
    """The same, once a moment has come and all due is done."""
    world.now = moment
    world.beat()
    return calls(world)


@pytest.mark.parametrize(
    ("mode", "count"), [(Mode.OPEN, "2 van de 3 partners"), (Mode.PROTECTED, "2 van de 5 mensen")]
)
def test_a_working_day_before_the_deadline_the_channel_hears_how_many(
    mode: Mode, count: str
) -> None:
    """Partners or people, nobody by name; at ten, once."""
    world = started(mode)
    world.hand_in("U1")
    world.hand_in("U2")
    assert at(world, MOMENT - timedelta(seconds=1)) == []
    (post,) = at(world, MOMENT)
    assert (post.reader, post.is_new, disturbs(post.wish)) == (CHANNEL, True, True)
    assert count in post.words()
    assert "vrijdag 19 maart, 16.00 uur" in post.words()
    for name in ("De Boer", "ROC West", "Gemeente", "U1", "U4", "Marijke"):
        assert name not in post.words() + post.words(Language.EN)
    assert at(world, MOMENT + timedelta(hours=1)) == []


def test_it_is_dropped_when_nobody_is_left_to_call() -> None:
    """All handed in or said that they do not take part."""
    world = started()
    world.hand_in_all()
    assert at(world, MOMENT) == []
    assert world.now_scan().last_call_at is None


@pytest.mark.parametrize(
    ("action", "words"), [("scan.close", "gesloten"), ("scan.cancel", "gestopt")]
)
def test_after_the_end_it_says_so_where_it_stands(action: str, words: str) -> None:
    """In place: nobody is notified."""
    world = started()
    world.hand_in("U1")
    at(world, MOMENT)
    world.lead(action)
    (post,) = calls(world)
    assert not post.is_new
    assert words in post.words()
    assert "Ingeleverd" not in post.words()


def test_an_extension_moves_it() -> None:
    """What stood there says until when; the next comes a working day before the new deadline."""
    world = started()
    at(world, MOMENT)
    world.hand(form_of(world.lead("scan.extend")), deadline=date(2027, 3, 26))
    (post,) = calls(world)
    assert not post.is_new
    assert "verlengd" in post.words()
    (post,) = at(world, datetime(2027, 3, 25, 9, tzinfo=UTC))
    assert post.is_new
    assert "Ingeleverd: 0 van de 3 partners" in post.words()


def test_a_scan_that_ended_or_lasts_a_day_has_none() -> None:
    """Nothing is due then."""
    world = started()
    world.lead("scan.cancel")
    assert world.now_scan().last_call_at is None
    world.start(deadline=date(2027, 3, 9))
    assert world.now_scan().last_call_at is None


def test_who_handed_in_is_thanked_once_the_outcome_stands() -> None:
    """Anew, with where it is and when it is discussed; the others read in place that it is over."""
    world = started()
    world.hand_in("U1")
    world.deliver()
    world.until_closing()
    world.beat()
    walks = about(world.deliver(), Topic.WALK)
    thanks = [post for post in walks if post.is_new]
    assert [post.reader for post in thanks] == ["U1"]
    assert disturbs(thanks[0].wish)
    text = thanks[0].words()
    for part in ("Dank u wel", "#stuurgroep-sto", "op 25 maart"):
        assert part in text
    assert {post.reader for post in walks if not post.is_new} >= {"U2", "U3", "U4", "U5"}
    assert world.response("U1").note == THANKED


def test_nobody_is_thanked_twice() -> None:
    """Should the outcome be posted again."""
    world = started()
    world.hand_in("U1")
    world.lead("scan.close")
    world.deliver()
    results_posted(world.store, world.now_scan(), world.now)
    assert not [post for post in about(world.deliver(), Topic.WALK) if post.is_new]


def test_an_outcome_that_came_after_the_meeting_does_not_name_it() -> None:
    """It is no longer to come."""
    world = started(Mode.PROTECTED)
    world.hand_in("U1")
    world.until_closing()
    world.beat()
    world.deliver()
    world.now = datetime(2027, 3, 26, 9, tzinfo=UTC)
    world.lead("scan.finish")
    (thanks,) = [post for post in about(world.deliver(), Topic.WALK) if post.is_new]
    assert "25 maart" not in thanks.words()


def test_what_a_leader_asked_for_comes_at_any_hour() -> None:
    """Starting and closing by a tap: the channel and that leader are prompted, others are not."""
    world = started()
    world.user("UB", "Bea Mede")
    world.appoint("UB")
    world.hand_in("U1")
    world.deliver()
    world.lead("scan.close")
    posts = [post for post in world.deliver() if post.is_new]
    unasked = {(post.wish.topic, post.reader) for post in posts if disturbs(post.wish)}
    assert (Topic.RESULTS, CHANNEL) not in unasked
    assert (Topic.LEADER, LEADER) not in unasked
    assert {(Topic.LEADER, "UB"), (Topic.WALK, "U1")} <= unasked

"""What was published follows when somebody deletes what they gave."""

from dataclasses import replace

from flows.messages import Picture
from flows.outbox import WishState
from flows.plots import RadarPlot
from flows.response import Sharing
from flows.results import Results, from_text
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases.outcomes import outcome_of
from tests.support.builders import INSTRUMENT, INSTRUMENTS, form_of, keys_of
from tests.support.leading import CHANNEL, Post
from tests.support.published import PublishedWorld

SCORES = {"U1": 4, "U2": 3, "U3": 2, "U4": 3, "U5": 3}
FIRST = INSTRUMENT.sentences[0].key
TEXT = "Wat ik zelf zie"


def kept(world: PublishedWorld, scan: Scan) -> Results:
    """What is kept of a scan's outcome."""
    return from_text(world.store.scans.get(scan.id).results)


def in_channel(world: PublishedWorld) -> dict[tuple[int, Topic], Post]:
    """What came to be seen in the channel, by scan and topic."""
    posts = [post for post in world.deliver() if post.reader == CHANNEL]
    return {(post.wish.subject_id, post.wish.topic): post for post in posts}


def write(world: PublishedWorld, user_id: str, sharing: Sharing, text: str = TEXT) -> None:
    """Have a sentence of somebody who handed in, to be shared or not."""
    response = world.response(user_id)
    (answer,) = world.store.answers.find(response_id=response.id, item=FIRST)
    world.store.answers.save(replace(answer, text=text, skipped=False, sharing=sharing))


def six(world: PublishedWorld) -> PublishedWorld:
    """With one person more than a protected scan needs."""
    world.take_in("Bakker", "U6")
    return world


def test_a_protected_outcome_stays_as_it_was() -> None:
    """So that no difference shows what was deleted; the raw answers are gone."""
    world = six(PublishedWorld())
    scan = world.publish(Mode.PROTECTED, {**SCORES, "U6": 2})
    before = kept(world, scan)
    assert before.figures[0].mean is not None
    form = form_of(world.tap("privacy.erase", "U1"))
    assert kept(world, scan) == before
    assert not world.answers("U1")
    assert "data.erased_mean" in keys_of(form)
    assert "data.erased_withdrawn" not in keys_of(form)
    assert not in_channel(world)


def test_below_the_minimum_a_protected_outcome_is_withdrawn_whole() -> None:
    """No figure is left, in the channel neither; once, whatever more is deleted."""
    world = PublishedWorld()
    scan = world.publish(Mode.PROTECTED, SCORES)
    form = form_of(world.tap("privacy.erase", "U2"))
    left = kept(world, scan)
    assert (left.withdrawn, left.enough, left.changed) == (True, False, True)
    assert {figure.mean for figure in left.figures} == {None}
    assert "data.erased_withdrawn" in keys_of(form)
    assert "data.erased_mean" not in keys_of(form)
    posts = in_channel(world)
    results = posts[scan.id, Topic.RESULTS].rendering
    assert "channel.withdrawn" in keys_of(results.message)
    assert not [part for part in results.message.body if isinstance(part, Picture)]
    assert keys_of(posts[scan.id, Topic.TABLE].rendering.message) == ["table.withdrawn"]
    assert not any(post.is_new for post in posts.values())
    world.tap("privacy.erase", "U3")
    assert kept(world, scan) == left
    assert not in_channel(world)


def test_with_fewer_than_three_organisations_it_is_withdrawn_too() -> None:
    """However many people are left."""
    world = PublishedWorld()
    scan = world.publish(Mode.PROTECTED, SCORES)
    world.store.scans.save(replace(scan, minimum=3))
    world.tap("privacy.erase", "U2")
    assert not kept(world, scan).withdrawn
    world.tap("privacy.erase", "U1")
    assert kept(world, scan).withdrawn


def test_a_later_outcome_no_longer_shows_what_it_was_compared_with() -> None:
    """Its words and picture follow; its own figures stay, and it does not say that they changed."""
    world = PublishedWorld()
    first = world.publish(Mode.OPEN, SCORES)
    world.next_quarter()
    second = world.publish(Mode.OPEN, {user_id: score + 1 for user_id, score in SCORES.items()})
    world.next_quarter()
    world.publish(Mode.OPEN, SCORES)
    (response,) = [
        one
        for one in world.store.responses.find(scan_id=second.id)
        if one.person_id == world.person("U1").id
    ]
    for answer in world.store.answers.find(response_id=response.id):
        world.store.answers.remove(answer.id)
    before = kept(world, second)
    world.tap("privacy.erase", "U1")
    assert kept(world, first).changed
    assert kept(world, second) == before
    posts = in_channel(world)
    assert (first.id, Topic.RESULTS) in posts
    later = posts[second.id, Topic.RESULTS].rendering
    assert isinstance(later.plot, RadarPlot)
    assert later.plot.before is not None
    assert later.plot.before.results == kept(world, first)
    assert "channel.changed" not in keys_of(later.message)
    since = outcome_of(world.store, world.store.scans.get(second.id), INSTRUMENTS).since
    assert since is not None
    assert since.changes[0].before == kept(world, first).figures[0].mean


def test_a_shared_text_goes_from_the_channel_with_its_writer() -> None:
    """Also where the figures stay; what was not to be shared changes nothing there."""
    world = six(PublishedWorld())
    world.start(Mode.PROTECTED)
    for user_id, score in {**SCORES, "U6": 2}.items():
        world.hand_in(user_id, score)
    write(world, "U6", Sharing.NAMED)
    world.lead("scan.close")
    (before,) = [post for post in world.deliver() if post.wish.topic is Topic.SENTENCES]
    assert TEXT in before.words()
    before_figures = kept(world, world.now_scan())
    world.tap("privacy.erase", "U6")
    posts = {topic: post for (_, topic), post in in_channel(world).items()}
    assert TEXT not in posts[Topic.SENTENCES].words()
    assert Topic.RESULTS not in posts
    assert kept(world, world.now_scan()) == before_figures


def test_what_was_never_shown_is_not_posted_for_it() -> None:
    """A message that was refused and never stood is not tried again by somebody's deleting."""
    world = PublishedWorld()
    scan = world.publish(Mode.OPEN, SCORES, posted=False)
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS, subject_id=scan.id)
    world.store.wishes.save(replace(wish, state=WishState.FAILED, error="is_archived"))
    world.tap("privacy.erase", "U1")
    assert world.store.wishes.get(wish.id).state is WishState.FAILED
    assert kept(world, scan).changed

"""What came of scans, read from what is kept."""

from dataclasses import replace

import pytest

from flows.outbox import WishState
from flows.region import Sector
from flows.response import ResponseState, Sharing
from flows.scan import Mode, Moments, ScanState
from flows.topics import Topic
from flows.usecases.outcomes import (
    history_of,
    outcome_of,
    shared_texts,
)
from flows.usecases.published import published_after
from tests.support.builders import INSTRUMENT, INSTRUMENTS
from tests.support.published import PublishedWorld

FIRST, SECOND = (item.key for item in INSTRUMENT.sentences[:2])
STATEMENT = INSTRUMENT.statements[0].key
OTHER = "C9"


@pytest.fixture
def world() -> PublishedWorld:
    """A region with two published scans, a quarter apart, and one that was stopped after them."""
    world = PublishedWorld()
    world.publish(title="Eerste", U1=2, U2=3)
    world.next_quarter()
    world.publish(title="Tweede", U1=4, U4=5)
    world.next_quarter()
    world.start(title="Gestopt")
    world.lead("scan.cancel")
    return world


def write(world: PublishedWorld, user_id: str, item: str, **changes: object) -> None:
    """Change somebody's answer in the newest scan."""
    response = world.response(user_id)
    (answer,) = world.store.answers.find(response_id=response.id, item=item)
    changed = replace(answer, **changes)  # type: ignore[arg-type]  # checked when it runs
    world.store.answers.save(changed)


def test_a_scan_is_compared_with_the_last_one_that_was_published(world: PublishedWorld) -> None:
    """The first one with none."""
    first, second, _ = world.store.scans.find(region_id=world.region.id)
    assert outcome_of(world.store, first, INSTRUMENTS).since is None
    since = outcome_of(world.store, second, INSTRUMENTS).since
    assert since is not None
    assert since.before.scan == first
    assert (since.both, since.changes[0].both_before, since.changes[0].both_now) == (1, 2, 4)


def test_in_another_channel_an_earlier_scan_is_not_told_of() -> None:
    """Its readers may not open that one; who may see both has them compared."""
    world = PublishedWorld()
    first = world.publish(title="Eerste", U1=1, U2=5)
    world.next_quarter()
    world.channel(OTHER, "nieuw-kanaal")
    world.change_region(channel=OTHER)
    second = world.publish(title="Tweede", U1=4, U4=2)
    assert outcome_of(world.store, second, INSTRUMENTS).since is None
    assert outcome_of(world.store, second, INSTRUMENTS, [second]).since is None
    both = outcome_of(world.store, second, INSTRUMENTS, [first, second]).since
    assert both is not None
    assert both.before.scan == first


def test_an_outcome_that_never_stood_in_the_channel_is_not_told_of() -> None:
    """Its readers have not seen it."""
    world = PublishedWorld()
    world.publish(title="Eerste", posted=False, U1=1, U2=5)
    world.next_quarter()
    second = world.publish(title="Tweede", posted=False, U1=4, U4=2)
    assert outcome_of(world.store, second, INSTRUMENTS).since is None
    assert history_of(world.store, second, INSTRUMENTS) == ()


def test_what_the_channel_never_saw_is_passed_over() -> None:
    """The outcome before it is compared with, and follows when that changes."""
    world = PublishedWorld()
    first = world.publish(title="Eerste", U1=1, U2=5)
    world.next_quarter()
    unseen = world.publish(title="Tweede", posted=False, U1=4)
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS, subject_id=unseen.id)
    world.store.wishes.save(replace(wish, state=WishState.FAILED, error="is_archived"))
    world.next_quarter()
    third = world.publish(title="Derde", U1=4)
    since = outcome_of(world.store, third, INSTRUMENTS).since
    assert since is not None
    assert since.before.scan == first
    assert published_after(world.store, first) == [unseen, third]
    assert published_after(world.store, unseen) == []


def test_the_history_ends_with_the_scan(world: PublishedWorld) -> None:
    """The oldest comes first; what was stopped is none of it."""
    first, second, stopped = world.store.scans.find(region_id=world.region.id)
    assert [past.scan for past in history_of(world.store, second, INSTRUMENTS)] == [first, second]
    assert [past.scan for past in history_of(world.store, first, INSTRUMENTS)] == [first]
    assert published_after(world.store, first) == [second]
    assert published_after(world.store, second) == []
    assert stopped.state is ScanState.CANCELLED


def test_a_partner_that_got_another_name_is_still_compared(world: PublishedWorld) -> None:
    """And a published outcome keeps the name of then."""
    first, second, _ = world.store.scans.find(region_id=world.region.id)
    partner = world.store.partners.one(name="De Boer")
    assert partner is not None
    world.store.partners.save(replace(partner, name="De Boer en zonen"))
    outcome = outcome_of(world.store, second, INSTRUMENTS)
    assert outcome.since is not None
    assert outcome.since.both == 1
    assert outcome.results.lines[0].partner == "De Boer"
    assert first.results != second.results


def test_shared_texts_come_in_the_order_of_the_items() -> None:
    """Named ones first; of who did not allow it or did not hand in there is none."""
    world = PublishedWorld()
    world.publish(U1=2, U2=3, U3=3, U4=4)
    write(world, "U2", SECOND, text="z", sharing=Sharing.UNNAMED)
    write(world, "U3", SECOND, text="a", sharing=Sharing.UNNAMED)
    write(world, "U1", SECOND, text="met naam", sharing=Sharing.NAMED)
    write(world, "U1", FIRST, text="niet", sharing=Sharing.NO)
    write(world, "U4", FIRST, text="weg", sharing=Sharing.NAMED)
    write(world, "U1", STATEMENT, basis="omdat", sharing=Sharing.NAMED)
    left = replace(world.response("U4"), state=ResponseState.ERASED)
    world.store.responses.save(left)
    shared = shared_texts(world.store, world.now_scan(), INSTRUMENTS)
    assert [(one.item, one.text, one.partner) for one in shared] == [
        (SECOND, "met naam", "De Boer"),
        (SECOND, "a", ""),
        (SECOND, "z", ""),
        (STATEMENT, "omdat", "De Boer"),
    ]
    assert shared[0].person == world.person("U1").name


def test_sentences_of_before_the_conversation_stay() -> None:
    """Whatever comes of the statements of who wrote them; their statements' texts do not."""
    world = PublishedWorld()
    world.publish(U1=2, U2=3)
    write(world, "U1", FIRST, text="blijft", sharing=Sharing.UNNAMED)
    write(world, "U1", STATEMENT, basis="niet", sharing=Sharing.UNNAMED)
    begun = replace(world.response("U1"), state=ResponseState.BEGUN, sentences_at=world.now)
    world.store.responses.save(begun)
    of_two = replace(world.now_scan(), moments=Moments.TWO, talked_at=world.now)
    shared = shared_texts(world.store, of_two, INSTRUMENTS)
    assert [one.text for one in shared] == ["blijft"]


def test_nobody_asked_has_no_texts() -> None:
    """A scan of which all were taken out has none."""
    world = PublishedWorld()
    scan = world.publish(U1=2)
    for response in world.store.responses.find(scan_id=scan.id):
        world.store.responses.save(replace(response, state=ResponseState.REMOVED))
    assert shared_texts(world.store, scan, INSTRUMENTS) == ()


@pytest.mark.parametrize("mode", Mode)
def test_two_organisations_with_one_name_are_told_apart(mode: Mode) -> None:
    """In lines, among the missing, and beside what they wrote."""
    world = PublishedWorld()
    other = world.store.partners.one(name="Gemeente")
    assert other is not None
    world.store.partners.save(replace(other, name="De Boer", sector=Sector.MUNICIPALITY))
    world.publish(mode, U1=2, U2=3, U3=2, U4=3, U5=4)
    write(world, "U4", FIRST, text="van de tweede", sharing=Sharing.NAMED)
    outcome = outcome_of(world.store, world.now_scan(), INSTRUMENTS)
    names = ["De Boer (1)", "ROC West", "De Boer (2)"] if mode is Mode.OPEN else []
    assert [line.partner for line in outcome.results.lines] == names
    assert [one.partner for one in outcome.shared] == ["De Boer (2)"]


def test_a_partner_removed_after_answering_is_no_part_of_it() -> None:
    """Neither with a line nor among the missing."""
    world = PublishedWorld()
    world.start()
    world.deliver()
    world.hand_in("U1", 2)
    world.hand_in("U2", 4)
    partner = world.store.partners.one(name="De Boer")
    assert partner is not None
    world.lead("partners.remove", partner=partner.id)
    world.lead("scan.close")
    results = outcome_of(world.store, world.now_scan(), INSTRUMENTS).results
    assert [line.partner for line in results.lines] == ["ROC West"]
    assert results.missing == ("Gemeente",)

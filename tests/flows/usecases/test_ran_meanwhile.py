"""Which actions ran while figures rose: gathered from what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.action import ActionState, Phase
from flows.outcome import Outcome, Ran
from flows.scan import Scan
from flows.topics import Topic
from flows.usecases.outcomes import outcome_of
from tests.support.acting import FIRST, SECOND, WHAT, ActingWorld
from tests.support.builders import INSTRUMENTS
from tests.support.leading import about

DAY = timedelta(days=1)


@pytest.fixture
def world() -> ActingWorld:
    """A scan and, a quarter later, one with higher figures."""
    world = ActingWorld()
    world.publish(title="Eerste", U1=2, U2=3)
    world.next_quarter()
    return world


def done(world: ActingWorld, **changes: object) -> None:
    """An action that was carried out yesterday, but for what is said of it."""
    carried_out = {"phase": Phase.CHECK, "carried_out_at": world.now - DAY}
    world.keep(**{**carried_out, **changes})


def second(world: ActingWorld) -> Scan:
    """The second scan, which is higher on all statements."""
    return world.publish(title="Tweede", U1=4, U2=5)


def outcome(world: ActingWorld, scan: Scan) -> Outcome:
    """What came of a scan, as it is told now."""
    return outcome_of(world.store, scan, INSTRUMENTS)


def test_what_was_carried_out_in_between_is_told(world: ActingWorld) -> None:
    """With the organisation of its owner, beside its own statement."""
    partner = world.store.partners.find(region_id=world.region.id)[1]
    done(world, partner_id=partner.id)
    assert outcome(world, second(world)).ran == {FIRST: Ran(what=WHAT, partner=partner.name)}


def test_the_first_is_named_and_the_others_are_counted(world: ActingWorld) -> None:
    """By when they were carried out, of each statement apart."""
    done(world, what="Tweede actie")
    done(world, what="Eerste actie", carried_out_at=world.now - 2 * DAY)
    done(world, what="Andere stelling", item=SECOND)
    assert outcome(world, second(world)).ran == {
        FIRST: Ran(what="Eerste actie", more=1),
        SECOND: Ran(what="Andere stelling"),
    }


def test_a_finished_action_counts_and_one_that_was_given_up_does_not(world: ActingWorld) -> None:
    """Even if it had been carried out before."""
    done(world, state=ActionState.FINISHED, closed_at=world.now)
    done(world, state=ActionState.DROPPED, closed_at=world.now)
    assert outcome(world, second(world)).ran[FIRST].more == 0


@pytest.mark.parametrize("item", ["", "weg"])
def test_an_action_on_no_statement_or_one_that_is_gone_is_not_told(
    world: ActingWorld, item: str
) -> None:
    """There is no figure to stand beside."""
    done(world, item=item)
    assert outcome(world, second(world)).ran == {}


def test_what_ran_before_or_after_is_not_told(world: ActingWorld) -> None:
    """Up to the last answer of the first scan, and after that of the second."""
    first = world.now_scan()
    assert first.closed_at is not None
    done(world, carried_out_at=first.closed_at)
    done(world, phase=Phase.DO, carried_out_at=None)
    scan = second(world)
    done(world, carried_out_at=(scan.closed_at or scan.closes_at) + timedelta(seconds=1))
    assert outcome(world, scan).ran == {}


def test_the_first_scan_and_what_did_not_rise_have_nothing_beside_them(
    world: ActingWorld,
) -> None:
    """Nothing is compared with, or nothing is good to see."""
    done(world)
    first = world.now_scan()
    assert outcome(world, first).ran == {}
    scan = world.publish(title="Lager", U1=1, U2=1)
    assert outcome(world, scan).ran == {}


def test_the_message_of_an_old_scan_stays_as_it_was(world: ActingWorld) -> None:
    """Later actions and scans change nothing about it."""
    done(world)
    scan = second(world)
    [posted] = world.store.wishes.find(topic=Topic.RESULTS, subject_id=scan.id)
    told = outcome(world, scan)
    world.next_quarter()
    done(world, what="Later")
    world.publish(title="Derde", U1=5, U2=5)
    assert outcome(world, scan) == told
    assert world.store.wishes.get(posted.id).wanted == posted.wanted


def test_the_channel_reads_it(world: ActingWorld) -> None:
    """In the message under the radar."""
    done(world)
    world.start(title="Tweede")
    world.hand_in("U1", 4)
    world.lead("scan.close")
    [post] = about(world.deliver(), Topic.RESULTS)
    assert f'In die tijd werd de actie "{WHAT}" uitgevoerd.' in post.words()


def test_an_organisation_that_is_gone_is_not_named(world: ActingWorld) -> None:
    """The action was carried out all the same."""
    partner = world.store.partners.find(region_id=world.region.id)[1]
    world.store.partners.save(replace(partner, removed_at=world.now))
    done(world, partner_id=partner.id)
    assert outcome(world, second(world)).ran[FIRST].partner == partner.name

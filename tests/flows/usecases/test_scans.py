"""A scan's life: what is published, to whom, and what is never shown."""

from dataclasses import replace

import pytest

from flows.response import ResponseState
from flows.results import from_text
from flows.scan import Hold, Mode, ScanState
from flows.topics import Topic
from flows.usecases.scans import close, open_scan_of, results_of
from tests.support.builders import INSTRUMENT, INSTRUMENTS, item_keys, statement
from tests.support.leading import CHANNEL, LEADER, LedWorld

PARTNERS = ("De Boer", "ROC West", "Gemeente", "Basisschool")


def started(mode: Mode = Mode.OPEN, people: int = 2) -> LedWorld:
    """An open scan of four organisations, with so many people each, U1, U2 and so on."""
    world = LedWorld()
    number = 1
    for name in PARTNERS:
        world.take_in(name, *(f"U{number + one}" for one in range(people)))
        number += people
    world.start(mode)
    world.deliver()
    return world


def test_an_open_scan_shows_a_line_per_organisation_and_names_who_is_missing() -> None:
    """Colleagues are one line, their mean; nobody's gap is filled in."""
    world = started()
    for user, score in (("U1", 2), ("U2", 5), ("U3", 4)):
        world.hand_in(user, score)
    world.begin("U5")
    world.lead("scan.close")
    results = from_text(world.now_scan().results)
    assert [line.partner for line in results.lines] == ["De Boer", "ROC West"]
    assert results.lines[0].scores == (3.5,) * 7
    assert results.missing == ("Gemeente", "Basisschool")
    assert (results.asked, results.answered) == (4, 2)
    assert (results.people_asked, results.people_answered) == (8, 3)
    assert results.figures[0].mean == 3.75


def test_who_was_never_asked_is_not_blamed() -> None:
    """Free all along, one partner got no message; another has one whose wish is no longer kept."""
    world = started(people=1)
    for user, keeps in (("U3", True), ("U4", False)):
        wish = world.store.wishes.one(topic=Topic.WALK, person_id=world.person(user).id)
        assert wish is not None
        if keeps:
            world.store.wishes.save(replace(wish, shown=0, ts=""))
        else:
            world.store.wishes.remove(wish.id)
    world.hand_in("U1")
    world.lead("scan.close")
    results = from_text(world.now_scan().results)
    assert results.missing == ("ROC West", "Basisschool")
    assert (results.asked, results.people_asked) == (3, 3)


def test_a_protected_scan_never_holds_what_could_name_somebody() -> None:
    """No lines, no missing names, no extremes: not even in what is kept."""
    world = started(Mode.PROTECTED)
    for number in range(1, 7):
        world.hand_in(f"U{number}", score=1 + number % 5)
    world.lead("scan.close")
    kept = world.now_scan().results
    results = from_text(kept)
    assert results.enough
    assert (results.lines, results.missing) == ((), ())
    assert {(figure.lowest, figure.highest) for figure in results.figures} == {(None, None)}
    assert not [name for name in PARTNERS if name in kept]
    posts = world.deliver()
    told = [post for post in posts if post.reader == CHANNEL]
    assert {Topic.RESULTS, Topic.TABLE} <= {post.wish.topic for post in told}
    assert not [name for name in PARTNERS if any(name in post.words() for post in told)]


@pytest.mark.parametrize("people", [("U1", "U2", "U3", "U4"), ("U1", "U3", "U5", "U7")])
def test_below_the_minimum_of_people_nothing_is_shown(people: tuple[str, ...]) -> None:
    """Four people, of two organisations or of four."""
    world = started(Mode.PROTECTED)
    for user in people:
        world.hand_in(user)
    world.lead("scan.close")
    assert (world.now_scan().state, world.now_scan().hold) == (ScanState.CLOSED, Hold.TOO_FEW)
    assert world.now_scan().results == ""


def test_five_people_of_two_organisations_are_not_enough() -> None:
    """Three organisations at least."""
    world = started(Mode.PROTECTED, people=3)
    for user in ("U1", "U2", "U3", "U4", "U5"):
        world.hand_in(user)
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.TOO_FEW


def test_a_statement_that_too_few_scored_stays_hidden() -> None:
    """The others are shown."""
    world = started(Mode.PROTECTED)
    users = ("U1", "U3", "U5", "U7", "U8")
    for user, score in zip(users, (3, 4, 2, 4, 3), strict=True):
        world.hand_in(user, score)
    hidden = statement(2).key
    (answer,) = world.store.answers.find(
        item=hidden, response_id=tuple(r.id for r in [world.response("U1")])
    )
    world.store.answers.save(replace(answer, score=None, unknown=True))
    world.lead("scan.close")
    results = from_text(world.now_scan().results)
    assert [f.item for f in results.figures if f.mean is None] == [hidden]


def test_only_what_was_handed_in_counts() -> None:
    """Everything answered but not handed in is not in the results."""
    world = started()
    world.hand_in("U1", score=2)
    world.score_all("U3", score=5)
    results = results_of(world.store, world.now_scan(), INSTRUMENTS)
    assert results.people_answered == 1
    assert {figure.mean for figure in results.figures} == {2.0}


def test_a_removed_participant_no_longer_counts_and_is_not_missing() -> None:
    """Their partner is not asked any more."""
    world = started()
    world.hand_in("U1", score=1)
    world.hand_in("U3", score=4)
    boer = world.store.partners.one(name="De Boer")
    assert boer is not None
    world.lead("partners.remove", partner=boer.id)
    world.lead("scan.close")
    results = from_text(world.now_scan().results)
    assert [line.partner for line in results.lines] == ["ROC West"]
    assert "De Boer" not in results.missing
    assert results.figures[0].mean == 4.0


def test_a_partner_of_whom_all_declined_was_asked_and_is_missing() -> None:
    """Declining is no way out of being counted."""
    world = started()
    for user in ("U1", "U2"):
        world.tap("walk.decline", user)
    world.hand_in("U3")
    world.lead("scan.close")
    assert "De Boer" in from_text(world.now_scan().results).missing


def test_figures_are_those_of_the_moment_of_closing() -> None:
    """Whoever joins the region afterwards does not change what was published."""
    world = started()
    world.hand_in("U1", score=2)
    world.lead("scan.close")
    before = world.now_scan()
    world.take_in("Later gekomen", "U99")
    assert world.now_scan() == before


def test_every_item_has_a_figure_in_the_order_of_the_tool() -> None:
    """Seven, also when nobody scored."""
    world = started()
    results = results_of(world.store, world.now_scan(), INSTRUMENTS)
    assert [f.item for f in results.figures] == [i.key for i in INSTRUMENT.statements]
    assert set(item_keys()) > {f.item for f in results.figures}


def test_the_outcome_is_said_once_to_everybody() -> None:
    """New in the channel, for each leader, and thanks for who handed in; others read in place."""
    world = started()
    world.user("UB", "Bea Mede")
    world.appoint("UB")
    world.hand_in("U1")
    world.deliver()
    world.lead("scan.close")
    new = [post for post in world.deliver() if post.is_new]
    topics = sorted((post.wish.topic, post.reader) for post in new)
    assert topics == [
        (Topic.FIRST_POINT, CHANNEL),
        (Topic.LEADER, LEADER),
        (Topic.LEADER, "UB"),
        (Topic.RESULTS, CHANNEL),
        (Topic.SECOND_POINT, CHANNEL),
        (Topic.TABLE, CHANNEL),
        (Topic.THIRD_POINT, CHANNEL),
        (Topic.WALK, "U1"),
    ]
    assert not world.deliver()


def test_a_former_leader_hears_nothing_more() -> None:
    """Only who leads the region when something happens is told."""
    world = started()
    world.user("UB", "Bea Mede")
    world.appoint("UB")
    world.dismiss("UB")
    world.hand_in("U1")
    world.lead("scan.close")
    assert "UB" not in {post.reader for post in world.deliver()}


def test_a_region_has_one_unfinished_scan() -> None:
    """Open or held; none once it is published or stopped."""
    world = started(Mode.PROTECTED)
    assert open_scan_of(world.store, world.region.id) == world.now_scan()
    assert open_scan_of(world.store, world.other.id) is None
    channel = world.channels[CHANNEL]
    close(world.store, world.now_scan(), channel, INSTRUMENTS, world.now, world.almanac)
    assert open_scan_of(world.store, world.region.id) == world.now_scan()
    world.lead("scan.finish")
    assert open_scan_of(world.store, world.region.id) is None


def test_answers_after_closing_change_nothing() -> None:
    """Not in the results, not in the state of the response."""
    world = started()
    world.score_all("U1")
    world.lead("scan.close")
    before = (world.response("U1"), world.now_scan())
    world.tap("walk.hand_in", "U1")
    assert (world.response("U1"), world.now_scan()) == before
    assert world.response("U1").state is ResponseState.BEGUN

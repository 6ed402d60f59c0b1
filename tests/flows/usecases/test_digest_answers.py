"""How the network may be said to feel: as counts, and only of enough people."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.check_in import CheckInKind, CheckInState, Tap
from flows.scan import Mode, ScanState
from flows.usecases.digest import FEELINGS
from tests.support.builders import a_scan
from tests.support.digests import QUESTION, DigestWorld, busy


@pytest.fixture
def world() -> DigestWorld:
    """The first working day of April."""
    return DigestWorld()


def five(world: DigestWorld, *taps: Tap) -> None:
    """So many people of three organisations answered."""
    for user_id, tap in zip(("U1", "U3", "U5", "U2", "U4", "U6"), taps, strict=False):
        world.feels(tap, user_id)


def counts(world: DigestWorld) -> tuple[str, int, int, int]:
    """What the channel may know of the answers today."""
    assert busy(world).look()
    digest = world.digest()
    return digest.question, digest.yes, digest.partly, digest.no


NOTHING = ("", 0, 0, 0)


def test_five_answers_of_three_organisations_are_counted(world: DigestWorld) -> None:
    """As counts, under what was asked."""
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.PARTLY, Tap.NO)
    assert counts(world) == (QUESTION, 3, 1, 1)
    words = world.reads()
    assert "Vijf mensen antwoordden: drie ja, één deels en één nee." in words


@pytest.mark.parametrize(
    ("taps", "said_"),
    [
        ((Tap.YES,) * 5, "alle vijf ja"),
        ((Tap.NO,) * 5, "alle vijf nee"),
        ((Tap.YES,) * 3 + (Tap.PARTLY,) * 2, "drie ja en twee deels"),
    ],
)
def test_what_nobody_answered_is_not_counted(
    world: DigestWorld, taps: tuple[Tap, ...], said_: str
) -> None:
    """Nor is the same answer counted against others."""
    five(world, *taps)
    assert busy(world).look()
    assert f"Vijf mensen antwoordden: {said_}." in world.reads()


def test_of_one_person_the_last_answer_counts(world: DigestWorld) -> None:
    """Who was asked twice is one person."""
    world.feels(Tap.NO, "U1", days=20)
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.PARTLY)
    assert counts(world) == NOTHING


def test_no_answer_is_told_twice(world: DigestWorld) -> None:
    """In the next digest only those who answered since then count."""
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.PARTLY, Tap.NO)
    assert counts(world) == (QUESTION, 3, 1, 1)
    world.on(date(2027, 5, 3))
    world.feels(Tap.NO, "U6")
    assert counts(world) == NOTHING


def test_answers_of_two_digests_come_together(world: DigestWorld) -> None:
    """What were too few to tell of count with those that came later."""
    world.on(date(2027, 4, 1))
    five(world, Tap.YES, Tap.YES, Tap.YES)
    assert counts(world) == NOTHING
    world.on(date(2027, 5, 3))
    world.feels(Tap.NO, "U2")
    world.feels(Tap.NO, "U4")
    assert counts(world) == (QUESTION, 3, 0, 2)


def test_what_was_asked_last_is_told(world: DigestWorld) -> None:
    """If enough answered; else what was asked before it. Long ago does not count."""
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.PARTLY, Tap.NO)
    world.feels(Tap.NO, "U1", days=1, question="means")
    assert counts(world) == (QUESTION, 3, 1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"tap": Tap.SKIP},
        {"tap": None},
        {"state": CheckInState.PASSED},
        {"kind": CheckInKind.ACTION},
        {"answered_at": None},
    ],
)
def test_what_is_no_answer_does_not_count(world: DigestWorld, changes: dict[str, object]) -> None:
    """Who left it or had nothing to say."""
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.NO)
    world.feels(Tap.NO, "U4")
    last = world.store.check_ins.find()[-1]
    world.store.check_ins.save(replace(last, **changes))  # type: ignore[arg-type]  # when it runs
    assert counts(world) == NOTHING


def test_neither_today_nor_long_ago_counts(world: DigestWorld) -> None:
    """Today's are for the next time."""
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.NO)
    world.feels(Tap.NO, "U4", days=0)
    world.feels(Tap.NO, "U6", days=70)
    assert counts(world) == NOTHING


def scanned(world: DigestWorld, **changes: object) -> None:
    """The region's last scan was so."""
    scan = a_scan(world.region, world.leader)
    world.store.scans.add(type(scan)(**{**vars(scan), "state": ScanState.PUBLISHED, **changes}))


def test_the_last_scans_minimum_holds_here_too(world: DigestWorld) -> None:
    """If it is higher."""
    scanned(world, minimum=7)
    scanned(world, minimum=6)
    scanned(world, minimum=9, state=ScanState.CANCELLED)
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.NO, Tap.NO)
    assert counts(world) == NOTHING


def test_a_lower_minimum_lowers_nothing(world: DigestWorld) -> None:
    """Five it is at the least."""
    scanned(world, minimum=3)
    five(world, Tap.YES, Tap.YES, Tap.YES, Tap.NO)
    assert counts(world) == NOTHING


@pytest.mark.parametrize(
    ("taps", "told"),
    [
        ((Tap.YES,) * 5, False),
        ((Tap.YES,) * 5 + (Tap.NO,), False),
        ((Tap.YES,) * 4 + (Tap.NO,) * 2, True),
        ((Tap.YES,) * 4 + (Tap.NO, Tap.PARTLY), True),
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_a_protected_region_tells_nothing_of_one_person(
    world: DigestWorld,
    taps: tuple[Tap, ...],
    told: bool,  # noqa: FBT001 - a case
    mode: Mode,
) -> None:
    """Who differs from all others would know what each of them answered."""
    scanned(world, mode=mode)
    five(world, *taps)
    assert (counts(world) != NOTHING) is (told or mode is Mode.OPEN)


ANSWERS = st.lists(
    st.tuples(st.sampled_from([f"U{number}" for number in range(1, 9)]), st.sampled_from(Tap)),
    max_size=14,
)


@settings(max_examples=200, deadline=None)
@given(given_=ANSWERS, minimum=st.integers(3, 8), mode=st.sampled_from(Mode))
def test_counts_are_right_and_nothing_is_told_below_the_minimum(
    given_: list[tuple[str, Tap]], minimum: int, mode: Mode
) -> None:
    """Whoever answered what: each person counts once, by their last answer."""
    world = DigestWorld()
    scanned(world, minimum=minimum, mode=mode)
    for user_id, tap in given_:
        world.feels(tap, user_id)
    last = {user_id: tap for user_id, tap in given_ if tap in FEELINGS}
    partners = {(int(user_id[1:]) - 1) // 2 for user_id in last}
    found = counts(world)
    if len(last) < max(5, minimum) or len(partners) < 3:
        assert found == NOTHING
        assert "antwoordden" not in world.reads()
    elif found != NOTHING:
        right = Counter(last.values())
        assert found == (QUESTION, right[Tap.YES], right[Tap.PARTLY], right[Tap.NO])
    else:
        assert mode is Mode.PROTECTED

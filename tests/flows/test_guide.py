"""The time of a meeting, shared out over the stages of the method."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.guide import BLOCK, LENGTHS, When, plan, shared_out
from flows.instrument import Stage
from flows.scan import Hold, Moments, ScanState
from tests.support.builders import NOW
from tests.support.outcomes import a_published_scan

PUBLISHED = a_published_scan()
TALKING = replace(PUBLISHED, state=ScanState.CLOSED, hold=Hold.TALK, moments=Moments.TWO)
TALKED = replace(PUBLISHED, moments=Moments.TWO, talked_at=NOW)


@given(
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=7),
    block=st.sampled_from([1, 5]),
    data=st.data(),
)
def test_shares_add_up_exactly(weights: list[int], block: int, data: st.DataObject) -> None:
    """Nothing is lost, none is empty, and more weight is no less but for what is left over."""
    total = data.draw(st.integers(len(weights) * block, 300))
    shares = shared_out(total, weights, block)
    assert sum(shares) == total
    assert min(shares) >= block
    for one, share in zip(weights, shares, strict=True):
        for other, less in zip(weights, shares, strict=True):
            assert share > less - 2 * block or one < other


def test_too_little_time_is_refused() -> None:
    """Less than a block for each is no plan."""
    with pytest.raises(ValueError, match="10 minutes cannot be shared out over 3"):
        shared_out(10, [1, 1, 1], 5)


@pytest.mark.parametrize("scan", [PUBLISHED, TALKING, TALKED], ids=["one", "talking", "talked"])
@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("figures", [True, False])
def test_a_plan_takes_exactly_the_time_there_is(
    scan: object, minutes: int, *, figures: bool
) -> None:
    """By fives, with time for what comes now and none for what does not."""
    assert isinstance(scan, type(PUBLISHED))
    parts = plan(scan, minutes, figures=figures)
    assert sum(part.minutes for part in parts) == minutes
    for part in parts:
        assert part.minutes % BLOCK == 0
        assert (part.minutes > 0) is (part.when is When.NOW)


def test_the_stages_of_a_scan_in_one_sitting() -> None:
    """All five, and what everybody scored is looked at, not scored again."""
    stages = [part.stage for part in plan(PUBLISHED, 60, figures=True)]
    assert stages == [
        Stage.REFLECTION,
        Stage.PICTURE,
        Stage.RADAR,
        Stage.DISCUSSION,
        Stage.ACTIONS,
    ]


def test_without_figures_the_statements_are_talked_about() -> None:
    """There is no radar to look at."""
    stages = [part.stage for part in plan(PUBLISHED, 60, figures=False)]
    assert Stage.RADAR not in stages
    assert stages[2] is Stage.STATEMENTS


def test_between_two_moments_reflection_is_done_and_the_outcome_comes_later() -> None:
    """The conversation has most of the time."""
    parts = plan(TALKING, 45, figures=False)
    assert [part.when for part in parts] == [
        When.DONE,
        When.NOW,
        When.NOW,
        When.LATER,
        When.LATER,
    ]
    assert parts[1].minutes > parts[2].minutes


def test_after_two_moments_the_conversation_is_done() -> None:
    """What was reflected and talked about then takes no time of this meeting."""
    assert [part.when for part in plan(TALKED, 30, figures=True)] == [
        When.DONE,
        When.DONE,
        When.NOW,
        When.NOW,
        When.NOW,
    ]

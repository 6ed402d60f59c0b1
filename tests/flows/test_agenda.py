"""What the figures say: what rose, what is strongest, what to talk about."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.agenda import LOW, MOST_POINTS, Agreement, Findings, Mark, agreement, find
from flows.comparison import Comparison, compare
from flows.language import as_read
from flows.results import Figure, Results, without_lines
from flows.scan import Mode
from tests.support.outcomes import Scores, past_from, results_from

ALL = tuple(range(7))


def of(*people: Scores, mode: Mode = Mode.OPEN) -> Results:
    """The results of so many partners with one person each."""
    return results_from({f"Partner {n}": scores for n, scores in enumerate(people)}, mode)


def findings(*people: Scores) -> Findings:
    """What the scores of these partners say."""
    return find(of(*people), None)


def agenda(found: Findings) -> list[tuple[int, set[Mark]]]:
    """The points by place, with their marks."""
    return [(point.number, set(point.marks)) for point in found.points]


def since(before: Sequence[Scores], now: Sequence[Scores]) -> Comparison:
    """What changed between two scans of the same partners."""
    return compare(past_from(of(*before)), past_from(of(*now)))


def test_a_unanimous_low_figure_comes_first() -> None:
    """However much partners differ about another: the lowest is always talked about."""
    found = findings([5, 1, 4, 4, 4, 4, 2], [1, 1, 4, 4, 4, 4, 3])
    assert agenda(found) == [(1, {Mark.LOW}), (0, {Mark.DIVIDED}), (6, {Mark.LOW})]
    assert found.others == (2, 3, 4, 5)
    assert found.lowest == (1,)
    assert found.strongest == (2, 3, 4, 5)


def test_divided_ones_stand_before_low_ones_the_most_divided_first() -> None:
    """As far as there is room."""
    found = findings([1, 5, 5, 1, 2, 4, 4], [1, 2, 1, 2, 2, 4, 4])
    assert agenda(found) == [(0, {Mark.LOW}), (2, {Mark.DIVIDED}), (1, {Mark.DIVIDED})]


def test_equally_lowest_are_all_there_as_far_as_they_fit() -> None:
    """The most divided of them first; all are known to be lowest."""
    found = findings([2, 2, 3, 2, 4, 4, 2], [2, 2, 1, 2, 4, 4, 2])
    assert agenda(found)[0] == (2, {Mark.LOW, Mark.DIVIDED})
    assert [point.number for point in found.points] == [2, 0, 1]
    assert found.lowest == (0, 1, 2, 3, 6)
    assert all(point.lowest for point in found.points)


def test_a_lowest_that_is_high_has_no_mark() -> None:
    """It is on the agenda alone, as the lowest."""
    found = findings([4, 5, 5, 5, 5, 5, 5])
    assert agenda(found) == [(0, set())]
    assert found.points[0].lowest


def test_where_all_means_are_equal_none_is_lowest_or_strongest() -> None:
    """There is something to talk about all the same."""
    found = findings([5] * 7, [5] * 7)
    assert (found.strongest, found.lowest) == ((), ())
    assert agenda(found) == [(0, set()), (1, set()), (2, set())]
    assert not any(point.lowest for point in found.points)


def test_means_are_compared_as_people_read_them() -> None:
    """2,95 reads as 3,0: it is not low, and equal to 3,0."""
    twenty = [[3, 3, 3, 3, 3, 3, 3]] * 19 + [[2, 3, 3, 3, 3, 3, 3]]
    found = findings(*twenty)
    assert found.lowest == ()
    assert all(not point.marks for point in found.points)


def test_one_known_figure_is_neither_lowest_nor_strongest() -> None:
    """There is nothing to compare it with."""
    found = findings([2, None, None, None, None, None, None])
    assert agenda(found) == [(0, {Mark.LOW})]
    assert (found.strongest, found.lowest, found.points[0].lowest) == ((), (), False)
    assert found.without == (1, 2, 3, 4, 5, 6)


def test_without_figures_there_is_nothing_to_say() -> None:
    """Everybody does not know."""
    assert findings([None] * 7) == Findings(without=ALL)


def test_what_rose_comes_most_first_and_what_fell_in_order() -> None:
    """A change that does not show in what people read is none."""
    then, now = [[2, 2, 4, 4, 3, None, 3]], [[3, 4, 3, 2, 3, 5, None]]
    found = find(of(*now), since(then, now))
    assert [place for place, _ in found.rose] == [1, 0]
    assert [place for place, _ in found.fell] == [2, 3]
    assert found.apart == ()


def test_who_answered_both_times_may_have_gone_another_way() -> None:
    """A newcomer lifts the mean of what those who stayed think less of."""
    before: list[Scores] = [[3] * 7, [1, 3, 3, 3, 3, 3, 3]]
    now: list[Scores] = [[2, 3, 3, 3, 3, 3, 3], [None] * 7, [5, 3, 3, 3, 3, 3, 3]]
    found = find(of(*now), since(before, now))
    assert [place for place, _ in found.apart] == [0]
    assert [place for place, _ in found.rose] == [0]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([4], Agreement.NONE),
        ([4, 4], Agreement.SAME),
        ([4, 5], Agreement.CLOSE),
        ([4, 2.5], Agreement.WITHIN),
        ([1, 2, 3], Agreement.WITHIN),
        ([1, 5], Agreement.FAR),
        ([1, 1, 3, 3, 3], Agreement.FAR),
    ],
)
def test_how_far_scores_lie_apart(scores: list[float], expected: Agreement) -> None:
    """By the criterion, and by what can be said of the extremes."""
    mean = sum(scores) / len(scores)
    spread = sum(abs(score - mean) for score in scores) / len(scores)
    figure = Figure(
        item="a",
        mean=mean,
        spread=spread,
        lowest=min(scores),
        highest=max(scores),
        n=len(scores),
        unknown=0,
    )
    assert agreement(figure) is expected


def test_without_extremes_only_the_criterion_speaks() -> None:
    """In a protected scan, and once the scores are deleted; of two or three nothing then."""
    assert agreement(Figure(item="a", mean=3.0, spread=0.8)) is Agreement.WITHIN
    assert agreement(Figure(item="a", mean=3.0, spread=1.3)) is Agreement.FAR
    assert agreement(Figure(item="a")) is Agreement.NONE
    four = of([4, 1, 1, *[1] * 4], [4, 5, 1, *[1] * 4], [4, 5, 1, *[1] * 4], [4, 1, *[None] * 5])
    bare = without_lines(four).figures
    assert [agreement(one) for one in bare[:3]] == [
        Agreement.WITHIN,
        Agreement.FAR,
        Agreement.NONE,
    ]


ONE = st.lists(st.none() | st.integers(1, 5), min_size=7, max_size=7)
PEOPLE = st.lists(ONE, max_size=9)


@given(before=PEOPLE, now=PEOPLE, mode=st.sampled_from(Mode))
def test_findings_follow_from_the_figures(
    before: list[list[int | None]], now: list[list[int | None]], mode: Mode
) -> None:
    """Whatever was answered: each statement has its place once, and each mark is true."""
    results = of(*now, mode=mode)
    found = find(results, compare(past_from(of(*before, mode=mode)), past_from(results)))
    points = [point.number for point in found.points]
    assert sorted([*points, *found.others, *found.without]) == list(ALL)
    assert len(points) <= MOST_POINTS
    means = {n: as_read(one.mean) for n, one in enumerate(results.figures) if one.mean is not None}
    if not means:
        assert not points
        return
    lowest, highest = min(means.values()), max(means.values())
    assert means[points[0]] == lowest
    ties = [n for n, mean in means.items() if mean == lowest]
    assert len([n for n in points if n in ties]) == min(len(ties), MOST_POINTS)
    for point in found.points:
        mean, spread = means[point.number], point.figure.spread or 0.0
        assert (Mark.LOW in point.marks) == (mean < LOW)
        assert Mark.DIVIDED not in point.marks or spread > 0.8
        assert point.lowest == (mean == lowest < highest)
        assert point.marks or mean == lowest
    assert all(means[n] == highest > lowest for n in found.strongest)
    rises = [change.overall or 0.0 for _, change in found.rose]
    assert rises == sorted(rises, reverse=True)
    assert all(rise > 0 for rise in rises)
    assert all((change.overall or 0.0) < 0 for _, change in found.fell)

"""Scores become figures, and no more of them than may be shown."""

import statistics
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.results import Figure, Line, Results, Sheet, compute, from_text, to_text
from flows.scan import MINIMUM_PARTNERS, MINIMUM_PEOPLE, Mode

ITEMS = ("a", "b")
PARTNERS = {1: "Vakcollege Noord", 2: "De Boer", 3: "ROC West", 4: "Gemeente"}


def results_of(sheets: Sequence[Sheet], mode: Mode = Mode.OPEN, minimum: int = 5) -> Results:
    """The results of the four partners."""
    return compute(
        mode=mode,
        minimum=minimum,
        items=ITEMS,
        partners=PARTNERS,
        people_asked=9,
        sheets=sheets,
    )


def sheet(partner_id: int, a: int | None, b: int | None = None) -> Sheet:
    """What one person of a partner handed in."""
    return Sheet(partner_id=partner_id, scores={"a": a, "b": b})


def test_a_partner_counts_once() -> None:
    """Three people of one organisation weigh as much as one of another."""
    results = results_of([sheet(1, 5), sheet(1, 5), sheet(1, 5), sheet(2, 1)])
    assert results.figures[0] == Figure(item="a", mean=3, spread=2, lowest=1, highest=5)
    assert results.lines == (
        Line(partner="Vakcollege Noord", scores=(5, None)),
        Line(partner="De Boer", scores=(1, None)),
    )


def test_a_partners_line_is_the_mean_of_who_scored() -> None:
    """Who does not know is left out, not counted as nothing."""
    results = results_of([sheet(1, 4, None), sheet(1, 5, 2), sheet(1, None, None)])
    assert list(results.lines[0].scores) == [4.5, 2]
    assert (results.answered, results.people_answered) == (1, 3)


def test_missing_partners_are_named_and_not_filled_in() -> None:
    """In an open scan the channel reads from whom there are no scores."""
    results = results_of([sheet(4, 3)])
    assert results.missing == ("Vakcollege Noord", "De Boer", "ROC West")
    assert (results.asked, results.answered, results.people_asked) == (4, 1, 9)


def test_a_partner_that_knows_nothing_has_answered() -> None:
    """Its line is empty, it is not missing, and the figures go without it."""
    results = results_of([sheet(1, None), sheet(2, 3)])
    assert results.lines[0].scores == (None, None)
    assert "Vakcollege Noord" not in results.missing
    assert results.figures[0].mean == 3


def test_nobody_answered() -> None:
    """An open scan without answers has no figures and says so."""
    results = results_of([])
    assert results.figures == (Figure(item="a"), Figure(item="b"))
    assert len(results.missing) == len(PARTNERS)


def test_a_protected_scan_shows_mean_and_spread_only() -> None:
    """No lines, no names, no extremes."""
    sheets = [sheet(1, 5, 1), sheet(1, 3, 1), sheet(2, 2, 1), sheet(3, 3, 1), sheet(3, 1, 1)]
    results = results_of(sheets, Mode.PROTECTED)
    assert results.enough
    figure = results.figures[0]
    assert figure.mean == pytest.approx(8 / 3)
    assert figure.spread == pytest.approx(8 / 9)
    assert (figure.lowest, figure.highest) == (None, None)
    assert (results.lines, results.missing) == ((), ())


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet(1, 3), sheet(1, 3), sheet(2, 3), sheet(3, 3)],
        [sheet(1, 3), sheet(1, 3), sheet(2, 3), sheet(2, 3), sheet(2, 3)],
    ],
    ids=["four people", "two organisations"],
)
def test_below_the_minimum_a_protected_scan_shows_nothing(sheets: list[Sheet]) -> None:
    """Five people from at least three organisations."""
    results = results_of(sheets, Mode.PROTECTED)
    assert not results.enough
    assert all(figure == Figure(item=figure.item) for figure in results.figures)


@pytest.mark.parametrize(
    "unsure",
    [
        [sheet(1, 3, 4), sheet(1, 3, 4), sheet(2, 3, 4), sheet(3, 3, 4), sheet(3, 3, None)],
        [
            sheet(1, 3, 4),
            sheet(1, 3, 4),
            sheet(1, 3, 4),
            sheet(1, 3, 4),
            sheet(2, 3, 4),
            sheet(3, 3, None),
        ],
    ],
    ids=["four people", "two organisations"],
)
def test_the_minimum_holds_for_each_statement(unsure: list[Sheet]) -> None:
    """A statement that too few could judge is not shown; the others are."""
    results = results_of(unsure, Mode.PROTECTED)
    assert results.figures[0].mean == 3
    assert results.figures[1] == Figure(item="b")


scores = st.none() | st.integers(1, 5)
sheets_of_people = st.lists(
    st.builds(sheet, st.sampled_from(sorted(PARTNERS)), scores, scores), max_size=14
)


@given(sheets_of_people)
def test_figures_are_those_of_the_partners_lines(sheets: list[Sheet]) -> None:
    """Mean, average deviation and extremes, as statistics has them."""
    results = results_of(sheets)
    for number, figure in enumerate(results.figures):
        known = [line.scores[number] for line in results.lines]
        means = [score for score in known if score is not None]
        if not means:
            assert figure == Figure(item=figure.item)
            continue
        mean = statistics.mean(means)
        assert figure.mean == pytest.approx(mean)
        assert figure.spread == pytest.approx(statistics.mean(abs(m - mean) for m in means))
        assert (figure.lowest, figure.highest) == (min(means), max(means))


@given(sheets_of_people)
def test_a_line_is_the_mean_of_its_people(sheets: list[Sheet]) -> None:
    """In the order of the items and of the partners."""
    results = results_of(sheets)
    for line in results.lines:
        theirs = [it for it in sheets if PARTNERS[it.partner_id] == line.partner]
        for item, score in zip(ITEMS, line.scores, strict=True):
            given_scores = [found for it in theirs if (found := it.scores[item]) is not None]
            if given_scores:
                assert score == pytest.approx(statistics.mean(given_scores))
            else:
                assert score is None
    names = [line.partner for line in results.lines]
    assert names == [name for name in PARTNERS.values() if name in names]
    assert sorted([*names, *results.missing]) == sorted(PARTNERS.values())


@given(sheets_of_people, st.integers(3, 7))
def test_a_protected_figure_is_never_of_too_few(sheets: list[Sheet], minimum: int) -> None:
    """Whatever was handed in, a figure stands for the minimum from three organisations."""
    results = results_of(sheets, Mode.PROTECTED, minimum)
    assert (results.lines, results.missing) == ((), ())
    for figure in results.figures:
        known = [it.partner_id for it in sheets if it.scores[figure.item] is not None]
        may_show = len(known) >= minimum and len(set(known)) >= MINIMUM_PARTNERS
        assert (figure.mean is not None) == may_show
        assert (figure.spread is not None) == may_show
        assert figure.lowest is figure.highest is None


@given(sheets_of_people, st.sampled_from(Mode))
def test_results_are_read_as_they_were_written(sheets: list[Sheet], mode: Mode) -> None:
    """What is kept with a published scan is what was published."""
    results = results_of(sheets, mode, MINIMUM_PEOPLE)
    assert from_text(to_text(results)) == results

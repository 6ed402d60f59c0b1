"""Scores become figures, and no more of them than may be shown."""

import statistics
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.region import Group
from flows.results import (
    Figure,
    GroupMeans,
    Line,
    Organisation,
    Results,
    Sheet,
    compute,
    from_text,
    to_text,
    withdraw,
    without_lines,
)
from flows.scan import MINIMUM_PARTNERS, MINIMUM_PEOPLE, Mode

ITEMS = ("a", "b")
PARTNERS = {1: "Vakcollege Noord", 2: "De Boer", 3: "ROC West", 4: "Gemeente"}


def results_of(sheets: Sequence[Sheet], mode: Mode = Mode.OPEN, minimum: int = 5) -> Results:
    """The results of the four partners."""
    return compute(
        mode=mode,
        minimum=minimum,
        items=ITEMS,
        partners={key: Organisation(name=name) for key, name in PARTNERS.items()},
        people_asked=9,
        sheets=sheets,
    )


def sheet(partner_id: int, a: int | None, b: int | None = None) -> Sheet:
    """What one person of a partner handed in."""
    return Sheet(partner_id=partner_id, scores={"a": a, "b": b})


def test_a_partner_counts_once() -> None:
    """Three people of one organisation weigh as much as one of another."""
    results = results_of([sheet(1, 5), sheet(1, 5), sheet(1, 5), sheet(2, 1)])
    assert results.figures[0] == Figure(
        item="a", mean=3, spread=2, lowest=1, highest=5, median=3, n=2, unknown=0
    )
    assert results.lines == (
        Line(partner="Vakcollege Noord", scores=(5, None), partner_id=1),
        Line(partner="De Boer", scores=(1, None), partner_id=2),
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
    assert (results.figures[0].mean, results.figures[0].n, results.figures[0].unknown) == (3, 1, 1)


def test_nobody_answered() -> None:
    """An open scan without answers has no figures and says so."""
    results = results_of([])
    assert results.figures == (
        Figure(item="a", n=0, unknown=0),
        Figure(item="b", n=0, unknown=0),
    )
    assert len(results.missing) == len(PARTNERS)
    assert (results.enough, results.groups) == (True, ())


def test_all_do_not_know() -> None:
    """Nobody is missing, and there is nothing to show but how many could not judge it."""
    results = results_of([sheet(partner, None) for partner in PARTNERS])
    assert results.figures[0] == Figure(item="a", n=0, unknown=4)
    assert (results.missing, results.groups[0].means) == ((), (None, None))


def test_one_answer() -> None:
    """It is the mean, the median and both ends; there is nothing to disagree with."""
    figure = results_of([sheet(2, 4)]).figures[0]
    assert figure == Figure(
        item="a", mean=4, spread=0, lowest=4, highest=4, median=4, n=1, unknown=0
    )
    assert figure.agreed


@pytest.mark.parametrize(
    ("spread", "agreed"),
    [(None, False), (0.0, True), (0.8, True), (0.1 * 3 + 0.5, True), (0.81, False)],
)
def test_agreement_is_a_flag(spread: float | None, *, agreed: bool) -> None:
    """Up to 0.8, whatever binary floats make of it; nothing is said without figures."""
    assert Figure(item="a", spread=spread).agreed == agreed


def test_groups_of_sectors_have_means_of_their_own() -> None:
    """Schools, companies and municipalities, each the mean of its lines; who lacks is left out."""
    groups = {1: Group.SCHOOL, 2: Group.COMPANY, 3: Group.SCHOOL, 4: Group.MUNICIPALITY}
    results = compute(
        mode=Mode.OPEN,
        minimum=5,
        items=ITEMS,
        partners={key: Organisation(name=PARTNERS[key], group=groups[key]) for key in PARTNERS},
        people_asked=4,
        sheets=[sheet(1, 2, 3), sheet(1, 3, 3), sheet(3, 5), sheet(2, 1)],
    )
    assert results.groups == (
        GroupMeans(group=Group.SCHOOL, partners=2, means=(3.75, 3)),
        GroupMeans(group=Group.COMPANY, partners=1, means=(1, None)),
    )
    assert [line.group for line in results.lines] == [Group.SCHOOL, Group.COMPANY, Group.SCHOOL]
    assert from_text(to_text(results)) == results


def test_organisations_with_the_same_name_are_told_apart() -> None:
    """By a number behind it, in lines and among the missing; spaces and capitals do not count."""
    names = {1: "De Boer", 2: "ROC", 3: "de  boer", 4: "De Boer (2)", 5: "ROC West"}
    results = compute(
        mode=Mode.OPEN,
        minimum=5,
        items=ITEMS,
        partners={key: Organisation(name=name) for key, name in names.items()},
        people_asked=5,
        sheets=[sheet(3, 5), sheet(2, 1)],
    )
    assert [line.partner for line in results.lines] == ["ROC", "de  boer (3)"]
    assert results.missing == ("De Boer (1)", "De Boer (2)", "ROC West")


def test_a_protected_scan_shows_mean_and_spread_only() -> None:
    """No lines, no names, no extremes."""
    sheets = [sheet(1, 4, 1), sheet(1, 3, 1), sheet(2, 2, 1), sheet(3, 3, 1), sheet(3, 2, 1)]
    results = results_of(sheets, Mode.PROTECTED)
    assert results.enough
    assert results.figures[0] == Figure(item="a", mean=2.7, spread=0.8)
    assert (results.lines, results.missing, results.groups) == ((), (), ())


def test_a_statement_that_would_tell_a_score_is_withheld() -> None:
    """All gave the lowest score: its mean would say so of each of them."""
    sheets = [sheet(1, 4, 1), sheet(1, 3, 1), sheet(2, 2, 1), sheet(3, 3, 1), sheet(3, 2, 1)]
    assert results_of(sheets, Mode.PROTECTED).figures[1] == Figure(item="b")


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


def test_what_is_withdrawn_has_no_figures() -> None:
    """How many took part may still be read."""
    sheets = [sheet(1, 4, 1), sheet(1, 3, 1), sheet(2, 2, 1), sheet(3, 3, 1), sheet(3, 2, 1)]
    gone = withdraw(results_of(sheets, Mode.PROTECTED))
    assert gone.figures == (Figure(item="a"), Figure(item="b"))
    assert (gone.withdrawn, gone.enough, gone.people_answered) == (True, False, 5)
    assert from_text(to_text(gone)) == gone


def test_what_stays_without_scores_is_the_mean_of_several() -> None:
    """Rounded; of two each knows the other's score, of three the spread would tell them."""
    kept = without_lines(results_of([sheet(1, 4, 2), sheet(2, 3, 5), sheet(3, 4)]))
    assert (kept.lines, kept.groups) == ((), ())
    assert kept.figures == (
        Figure(item="a", mean=3.7, n=3, unknown=0),
        Figure(item="b", n=2, unknown=1),
    )
    four = Figure(item="a", mean=3.25, spread=0.375, n=4, unknown=0, lowest=3)
    published = replace(kept, figures=(four, Figure(item="b", mean=3.1, spread=0.8)))
    assert without_lines(published).figures == (
        Figure(item="a", mean=3.2, spread=0.4, n=4, unknown=0),
        Figure(item="b", mean=3.1, spread=0.8),
    )
    assert without_lines(without_lines(published)) == without_lines(published)


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
        assert figure.n == len(means)
        assert figure.unknown == len(results.lines) - len(means)
        if not means:
            assert figure == Figure(item=figure.item, n=0, unknown=len(results.lines))
            continue
        exact = [Fraction(score).limit_denominator(100) for score in means]
        assert figure.mean == pytest.approx(float(statistics.mean(exact)))
        assert figure.median == statistics.median(means)
        deviation = statistics.mean(abs(one - statistics.mean(exact)) for one in exact)
        assert figure.agreed == (deviation <= Fraction(8, 10))
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


@settings(deadline=None, max_examples=30)  # new sizes each time
@given(sheets_of_people, st.integers(3, 7))
def test_a_protected_figure_is_never_of_too_few(sheets: list[Sheet], minimum: int) -> None:
    """Whatever was handed in, a figure stands for the minimum from three organisations."""
    results = results_of(sheets, Mode.PROTECTED, minimum)
    assert (results.lines, results.missing) == ((), ())
    for figure in results.figures:
        known = [it.partner_id for it in sheets if it.scores[figure.item] is not None]
        if len(known) < minimum or len(set(known)) < MINIMUM_PARTNERS:
            assert figure == Figure(item=figure.item)
        assert figure == Figure(item=figure.item, mean=figure.mean, spread=figure.spread)
        assert (figure.mean is None) == (figure.spread is None)


@settings(deadline=None, max_examples=30)  # new sizes each time
@given(sheets_of_people, st.sampled_from(Mode))
def test_results_are_read_as_they_were_written(sheets: list[Sheet], mode: Mode) -> None:
    """What is kept with a published scan is what was published."""
    results = results_of(sheets, mode, MINIMUM_PEOPLE)
    assert from_text(to_text(results)) == results

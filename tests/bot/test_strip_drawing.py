"""The drawn strip plot: every score visible in its place, and all of it to be read."""

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.radar import StripPicture, StripRow
from bot.radar.figure import compose
from bot.radar.sheet import Sheet
from bot.radar.strip import DOT_STEPS, across
from tests.support.drawn import (
    SIZE,
    Place,
    all_points,
    assert_clean,
    assert_markers_inside,
    markers,
    words,
)

ROW = StripRow(name="Sterk en uniek aanbod", mean=3.0, spread=(2.2, 3.8), scores=(2.0, 3.0, 4.0))
PLAIN = StripPicture(
    title="Borging in regio Noordwest",
    subtitle="Elke stip is een organisatie",
    rows=(ROW,) * 7,
    dot_label="Cijfer van een organisatie",
    mean_label="Gemiddelde van de regio",
    spread_label="Hoe ver de cijfers uit elkaar liggen",
    low_label="helemaal niet",
    high_label="helemaal wel",
    not_enough_label="geen cijfer",
)
STEP = DOT_STEPS[-1][1]  # design units between the smallest dots


def row_of(*scores: float | None) -> StripRow:
    """A row with these scores and their mean."""
    known = [score for score in scores if score is not None]
    mean = sum(known) / len(known) if known else None
    return StripRow(name="Communicatie", mean=mean, scores=scores)


def dots(sheet: Sheet) -> list[Place]:
    """Where the dots of all rows stand, the legend's left out."""
    return markers(sheet, "dots")


def assert_apart(places: list[Place]) -> None:
    """No dot lies on another."""
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert math.dist(one, other) >= STEP * 0.98


@pytest.mark.parametrize("count", [1, 2, 5, 12, 13, 40, 60])
@pytest.mark.parametrize("score", [1.0, 3.0, 5.0])
def test_equal_scores_stay_visible(count: int, score: float) -> None:
    """However many agree, each has a dot of its own near their score, inside the picture."""
    sheet = compose(replace(PLAIN, rows=(row_of(*[score] * count),)), size_px=SIZE)
    places = dots(sheet)
    assert len(places) == count
    assert_apart(places)
    assert all(abs(x - across(score)) <= (across(2) - across(1)) * 0.4 for x, _ in places)
    assert_markers_inside(sheet)
    assert_clean(sheet)


def test_a_few_scores_stand_exactly_on_the_scale() -> None:
    """Dots that touch no other lie above their own score, a half between two wholes."""
    sheet = compose(replace(PLAIN, rows=(row_of(1.0, 2.5, None, 5.0),)), size_px=SIZE)
    assert [x for x, _ in dots(sheet)] == [across(1), across(2.5), across(5)]
    assert across(2.5) == pytest.approx((across(2) + across(3)) / 2)


def test_partners_keep_their_style_and_are_named() -> None:
    """Up to twelve partners each have a marker of their own and stand in the legend."""
    names = tuple(f"Partner {number}" for number in range(3))
    sheet = compose(replace(PLAIN, partners=names), size_px=SIZE)
    assert [len(markers(sheet, f"dots {number}")) for number in range(3)] == [7, 7, 7]
    assert set(names) <= set(words(sheet))
    assert PLAIN.dot_label not in words(sheet)


def test_without_scores_there_are_no_dots() -> None:
    """Of a protected scan the mean and the band are drawn, nothing else."""
    protected = replace(PLAIN, rows=tuple(replace(row, scores=()) for row in PLAIN.rows))
    sheet = compose(protected, size_px=SIZE)
    assert not dots(sheet)
    assert PLAIN.dot_label not in words(sheet)
    assert len(all_points(sheet, "mean")) == 7 + 1  # and the legend's
    assert len(all_points(sheet, "spread edge")) == 7 + 1


def test_the_mean_has_its_value_and_a_missing_one_words() -> None:
    """Each row says its mean with one decimal, or that there is none."""
    sheet = compose(replace(PLAIN, rows=(ROW, row_of(None, None))), size_px=SIZE)
    assert words(sheet).count("3,0") == 1
    assert words(sheet).count("geen cijfer") == 1


def test_rows_stand_in_the_order_given() -> None:
    """The first row is the highest."""
    rows = (row_of(1.0), row_of(5.0))
    (low_x, low_y), (high_x, high_y) = dots(compose(replace(PLAIN, rows=rows), size_px=SIZE))
    assert low_x < high_x
    assert low_y > high_y


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"partners": tuple("abcdefghijklm")}, "at most 12 partners"),
        ({"partners": ("a", "b")}, "row 1 has 3 scores, not 2"),
        ({"rows": (replace(ROW, mean=5.1),)}, "row 1 has the score 5.1"),
        ({"rows": (replace(ROW, spread=(4.0, 2.0)),)}, "give lowest, highest"),
    ],
)
def test_what_cannot_be_drawn_is_refused(change: dict[str, object], said: str) -> None:
    """A fault in the figures is named before anything is drawn."""
    with pytest.raises(ValueError, match=said):
        replace(PLAIN, **change)  # type: ignore[arg-type]  # checked when it runs


any_words = st.text(st.characters(codec="utf-8") | st.sampled_from("aeW \U0001f680é-"), max_size=80)
scores = st.none() | st.floats(1, 5) | st.integers(1, 5).map(float)


@st.composite
def rows(draw: st.DrawFn, count: int) -> StripRow:
    """Any row with so many scores."""
    low, mean, high = sorted(draw(st.tuples(*[st.floats(1, 5)] * 3)))
    return StripRow(
        name=draw(any_words),
        mean=draw(st.none() | st.just(mean)),
        spread=draw(st.none() | st.just((low, high))),
        scores=draw(st.tuples(*[scores] * count)),
        note=draw(any_words),
    )


@st.composite
def pictures(draw: st.DrawFn) -> StripPicture:
    """Any strip plot."""
    partners = draw(st.lists(any_words, max_size=12))
    count = len(partners) or draw(st.integers(0, 60))
    return replace(
        PLAIN,
        title=draw(any_words),
        footnote=draw(any_words),
        low_label=draw(any_words),
        high_label=draw(any_words),
        partners=tuple(partners),
        rows=tuple(draw(st.lists(rows(count), min_size=1, max_size=7))),
    )


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(pictures())
def test_any_words_and_scores_stay_clean(picture: StripPicture) -> None:
    """Whatever people write and answer, nothing overlaps, is clipped or lies on another dot."""
    sheet = compose(picture, size_px=SIZE)
    assert_clean(sheet)
    assert_markers_inside(sheet)
    assert_apart(dots(sheet))
    assert sheet.png()

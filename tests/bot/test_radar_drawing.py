"""The drawn radar: nothing clipped, overlapping or made up."""

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from bot.radar import RadarLine, RadarPicture
from bot.radar.figure import compose
from bot.radar.sheet import Sheet
from tests.support.drawn import SIZE, all_points, assert_clean, markers, texts

LEGEND_POINTS = 2  # of a line's sample in the legend
AXES = (
    "STO in de (lijn)organisatie",
    "Sterk, uniek en gezamenlijk aanbod",
    "Structurele betrokkenheid op alle niveaus",
    "Gedeelde samenwerking met partners",
    "Structuren en systemen",
    "Inzicht in resultaten en effecten",
    "Structureel communiceren",
)
LONG_AXIS = "Verantwoordelijkheidsverdeling van alle niveaus en belangen"
LONG_NAME = "Stichting Voortgezet en Beroepsonderwijs Noord-Holland Noord en Texel, locatie"
PLAIN = RadarPicture(
    title="Borging in regio Noordwest",
    subtitle="Scan najaar 2026 · 5 van 6 partners",
    axes=AXES,
    mean=(3.2, 4.0, 2.8, 2.8, 2.8, 2.0, 2.8),
    mean_label="Gemiddelde",
    previous_label="Vorige scan",
    band_label="Laagste tot hoogste",
    not_enough_label="te weinig antwoorden",
)


def partners(count: int, score: float = 3.0, name: str = "Partner") -> tuple[RadarLine, ...]:
    """As many partners who all give the same score everywhere."""
    return tuple(RadarLine(f"{name} {number}", (score,) * 7) for number in range(count))


CASES = {
    "no partners": PLAIN,
    "one partner": replace(PLAIN, lines=partners(1)),
    "three partners": replace(PLAIN, lines=partners(3)),
    "six, long names": replace(PLAIN, lines=partners(6, name=LONG_NAME)),
    "twelve, long everything": replace(
        PLAIN,
        title="Borging van Sterk Techniekonderwijs " * 5,
        subtitle="Scan najaar 2026 " * 20,
        footnote="Niet iedereen deed mee " * 20,
        axes=(LONG_AXIS,) * 7,
        lines=partners(12, name=LONG_NAME),
        previous=(2.0,) * 7,
    ),
    "everything five": replace(PLAIN, lines=partners(12, 5.0), mean=(5.0,) * 7),
    "everything one": replace(PLAIN, lines=partners(12, 1.0), mean=(1.0,) * 7),
    "band": replace(PLAIN, band=((1.0, 5.0),) * 7, previous=(3.0,) * 7),
    "own": replace(PLAIN, band=((1.0, 5.0),) * 7, own=(3.0, None, *PLAIN.mean[2:]), own_label="U"),
    "protected": replace(PLAIN, band=((2.0, 4.0),) * 6 + (None,), mean=(3.0,) * 6 + (None,)),
    "nothing known": replace(PLAIN, mean=(None,) * 7, previous=(None,) * 7),
    "three axes": replace(PLAIN, axes=AXES[:3], mean=(3.0,) * 3),
    "ten axes": replace(PLAIN, axes=(LONG_AXIS,) * 10, mean=(3.0,) * 9 + (None,)),
}


def path_of(sheet: Sheet, name: str) -> list[tuple[float, float]]:
    """What the chart's line of that name runs through."""
    (path,) = (points for points in all_points(sheet, name) if len(points) > LEGEND_POINTS)
    return path


@pytest.mark.parametrize("name", CASES)
def test_texts_are_whole_and_apart(name: str) -> None:
    """No text overlaps another, leaves the picture or is too small for a phone."""
    assert_clean(compose(CASES[name], size_px=SIZE))


words = st.text(
    st.characters(codec="utf-8") | st.sampled_from("aeW \U0001f680é-"),
    max_size=60,
)
scores = st.none() | st.floats(1, 5)


@st.composite
def pictures(draw: st.DrawFn) -> RadarPicture:
    """Any picture that is not refused."""
    axes = draw(st.lists(words, min_size=3, max_size=8))
    row = st.tuples(*(scores for _ in axes))
    lines = draw(st.lists(st.builds(RadarLine, words, row), max_size=12))
    return replace(
        PLAIN,
        title=draw(words),
        axes=tuple(axes),
        mean=draw(row),
        lines=tuple(lines),
        previous=draw(st.none() | row),
        footnote=draw(words),
    )


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(pictures())
def test_any_words_and_scores_stay_clean(picture: RadarPicture) -> None:
    """Whatever people write and answer, no text overlaps, is clipped or warns of a glyph."""
    sheet = compose(picture, size_px=SIZE)
    assert_clean(sheet)
    assert sheet.png()


@pytest.mark.parametrize("name", ["everything five", "everything one", "one partner"])
def test_texts_stay_off_the_markers(name: str) -> None:
    """Neither a label nor a ring's number lies on a score."""
    picture = CASES[name]
    sheet = compose(picture, size_px=SIZE)
    for number in range(len(picture.lines)):
        for x, y in markers(sheet, f"line {number} markers"):
            spot = sheet.units.transform((x, y))
            assert not [text for text, box in texts(sheet) if box.padded(5).contains(*spot)]


def test_a_missing_answer_leaves_a_gap() -> None:
    """A line stops before an axis without an answer and begins again after it."""
    answers = (4.0, None, 3.0, 2.0, None, 2.0, 4.0)
    sheet = compose(replace(PLAIN, lines=(RadarLine("ROC West", answers),)), size_px=SIZE)
    drawn = path_of(sheet, "line 0")
    assert [math.isnan(x) for x, _ in drawn] == [score is None for score in answers] + [False]
    assert len(markers(sheet, "line 0 markers")) == 5


def test_a_missing_mean_is_a_gap_and_said_in_words() -> None:
    """An axis without a mean has words for its value and no point on the mean's line."""
    sheet = compose(replace(PLAIN, mean=(None, *PLAIN.mean[1:])), size_px=SIZE)
    drawn = path_of(sheet, "mean")
    assert [math.isnan(x) for x, _ in drawn] == [True] + [False] * 6 + [True]
    assert any("te weinig" in text for text, _ in texts(sheet))
    assert [text for text, _ in texts(sheet)].count("2,8") == 4


def test_the_band_skips_an_axis_without_one() -> None:
    """Between a known and an unknown axis nothing is filled."""
    sheet = compose(CASES["protected"], size_px=SIZE)
    filled = [area for area in sheet.figure.findobj(Polygon) if area.get_label() == "band"]
    bars = all_points(sheet, "band bar")
    assert len(filled) == 5
    assert len(bars) == 6 + 1  # and the legend's sample


@pytest.mark.parametrize("count", [2, 6, 12])
def test_equal_scores_stay_visible(count: int) -> None:
    """Partners who agree have markers apart, and each of their lines touches the true score."""
    sheet = compose(replace(PLAIN, lines=partners(count, 4.0), mean=(4.0,) * 7), size_px=SIZE)
    spots = [markers(sheet, f"line {number} markers") for number in range(count)]
    on_top = [min(each, key=lambda spot: math.dist(spot, spots[0][0])) for each in spots]
    assert len({(round(x), round(y)) for x, y in on_top}) == count
    true_scores = path_of(sheet, "mean")
    for number in range(count):
        path = path_of(sheet, f"line {number}")
        for score in true_scores:
            assert min(math.dist(score, place) for place in path) < 0.01


def test_axes_run_clockwise_from_the_top() -> None:
    """The first axis points up and the second lies to its right."""
    sheet = compose(replace(PLAIN, mean=(5.0,) * 7), size_px=SIZE)
    path = path_of(sheet, "mean")
    assert path[0][1] == max(y for _, y in path)
    assert path[1][0] > path[0][0]


def test_the_centre_is_zero() -> None:
    """A mean of 4 lies twice as far from the centre as a mean of 2."""
    sheet = compose(replace(PLAIN, mean=(4.0, 2.0, *PLAIN.mean[2:])), size_px=SIZE)
    middle = all_points(sheet, "axis")[0][0]
    four, two = path_of(sheet, "mean")[:2]
    assert math.dist(four, middle) == pytest.approx(2 * math.dist(two, middle))


def test_the_readers_own_line_stands_alone() -> None:
    """Their scores are a line beside the mean, with a gap where they gave none."""
    sheet = compose(CASES["own"], size_px=SIZE)
    assert len(markers(sheet, "own markers")) == 6
    assert [math.isnan(x) for x, _ in path_of(sheet, "own")] == [False, True] + [False] * 6
    assert not all_points(sheet, "line 0")


def test_the_last_scan_is_dashed() -> None:
    """Last scan's mean can be told from this one without colour."""
    sheet = compose(replace(PLAIN, previous=(2.0,) * 7), size_px=SIZE)
    dashed = {artist.get_label() for artist in sheet.figure.findobj(Line2D) if artist.is_dashed()}
    assert "previous" in dashed
    assert "mean" not in dashed

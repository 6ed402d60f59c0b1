"""The drawn history: a small chart per statement, broken where there is nothing to compare."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.radar import HistoryChart, HistoryPicture, HistoryPoint
from bot.radar.figure import compose
from bot.radar.sheet import Sheet
from tests.support.drawn import (
    SIZE,
    Place,
    all_points,
    assert_clean,
    assert_markers_inside,
    markers,
    words,
)


def chart(*means: float | None, count: str = "5") -> HistoryChart:
    """A chart of these means."""
    return HistoryChart(
        name="Inzicht in resultaten",
        points=tuple(
            HistoryPoint()
            if mean is None
            else HistoryPoint(mean=mean, spread=(max(1, mean - 1), min(5, mean + 1)), count=count)
            for mean in means
        ),
    )


def history(*charts: HistoryChart) -> HistoryPicture:
    """A history of these charts, whose scans are a quarter after each other."""
    months = ("mrt", "jun", "sep", "dec")
    scans = tuple(f"{months[at % 4]} {20 + at // 4}" for at in range(len(charts[0].points)))
    return HistoryPicture(
        title="Borging in regio Noordwest",
        scans=scans,
        charts=charts,
        mean_label="Gemiddelde van de regio",
        spread_label="Hoe ver de cijfers uit elkaar liggen",
        gap_label="geen cijfer",
        other_label="toen een andere stelling",
    )


def lines(sheet: Sheet) -> list[list[Place]]:
    """The stretches of the mean, the legend's left out."""
    return all_points(sheet, "mean")[1:]


@pytest.mark.parametrize("scans", [1, 2, 8, 9, 20, 30])
@pytest.mark.parametrize("mean", [1.0, 3.0, 5.0])
def test_a_history_of_any_length_can_be_read(scans: int, mean: float) -> None:
    """Labels, numbers and values stay apart and inside."""
    sheet = compose(history(*[chart(*[mean] * scans, count="12")] * 7), size_px=SIZE)
    assert_clean(sheet)
    assert_markers_inside(sheet)
    assert [len(line) for line in lines(sheet)] == [scans] * 7


@pytest.mark.parametrize("scans", [1, 2, 8, 9, 20])
def test_every_scan_up_to_twenty_has_its_number(scans: int) -> None:
    """How many scored stands under each scan, also where it takes two digits."""
    sheet = compose(history(*[chart(*[3.0] * scans, count="60")] * 7), size_px=SIZE)
    assert words(sheet).count("60") == 7 * scans


def test_the_newest_scan_has_its_label_and_its_value() -> None:
    """However many scans there are, the last is named and its mean is written."""
    picture = history(chart(*[2.0] * 29, 4.25))
    sheet = compose(picture, size_px=SIZE)
    assert picture.scans[-1] in words(sheet)
    assert words(sheet).count("4,3") == 1


def test_a_scan_without_a_figure_breaks_the_line() -> None:
    """No line leads over a gap; a mark stands under it, and the legend explains that."""
    sheet = compose(history(chart(2.0, 3.0, None, 4.0, 5.0)), size_px=SIZE)
    assert [len(line) for line in lines(sheet)] == [2, 2]
    assert len(markers(sheet, "gap")) == 1 + 1  # and the legend's
    assert "geen cijfer" in words(sheet)
    assert "toen een andere stelling" not in words(sheet)


def test_another_statement_is_told_from_a_missing_figure() -> None:
    """Where the statement was another there is no figure either, with a mark of its own."""
    points = (HistoryPoint(other=True), HistoryPoint(), *chart(3.0, 4.0).points)
    sheet = compose(history(HistoryChart(name="Een", points=points)), size_px=SIZE)
    other, gap = markers(sheet, "other")[-1], markers(sheet, "gap")[-1]
    assert other[0] < gap[0] < lines(sheet)[0][0][0]
    assert len(lines(sheet)) == 1
    assert {"geen cijfer", "toen een andere stelling"} <= set(words(sheet))


def test_higher_means_stand_higher() -> None:
    """Scans run to the right and scores upwards, in equal steps."""
    (line,) = lines(compose(history(chart(1.0, 3.0, 5.0)), size_px=SIZE))
    (x1, y1), (x2, y2), (x3, y3) = line
    assert x2 - x1 == pytest.approx(x3 - x2)
    assert y2 - y1 == pytest.approx(y3 - y2)
    assert x1 < x2
    assert y1 < y2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scans": ()}, "at least one scan"),
        ({"charts": ()}, "at least one scan and one chart"),
        ({"scans": ("mrt 27",)}, "chart 1 has 2 points for 1 scans"),
        ({"charts": (chart(0.5, 3.0),)}, "chart 1 has the score 0.5"),
    ],
)
def test_what_cannot_be_drawn_is_refused(change: dict[str, object], said: str) -> None:
    """A fault in the figures is named before anything is drawn."""
    with pytest.raises(ValueError, match=said):
        replace(history(chart(2.0, 3.0)), **change)  # type: ignore[arg-type]  # when it runs


any_words = st.text(st.characters(codec="utf-8") | st.sampled_from("aeW \U0001f680é-"), max_size=80)


@st.composite
def points(draw: st.DrawFn) -> HistoryPoint:
    """Any scan of a statement."""
    low, mean, high = sorted(draw(st.tuples(*[st.floats(1, 5)] * 3)))
    known = HistoryPoint(
        mean=mean,
        spread=draw(st.none() | st.just((low, high))),
        count=draw(st.sampled_from(("", "7", "60"))),
    )
    return draw(st.sampled_from((known, known, HistoryPoint(), HistoryPoint(other=True))))


@st.composite
def pictures(draw: st.DrawFn) -> HistoryPicture:
    """Any history."""
    count = draw(st.integers(1, 25))
    row = st.tuples(*[points()] * count)
    charts = st.builds(HistoryChart, name=any_words, points=row)
    return HistoryPicture(
        title=draw(any_words),
        subtitle=draw(any_words),
        scans=tuple(draw(st.sampled_from(("mrt 27", "W", "Sep 30"))) for _ in range(count)),
        charts=tuple(draw(st.lists(charts, min_size=1, max_size=7))),
        mean_label=draw(any_words),
        spread_label=draw(any_words),
        gap_label=draw(any_words),
        other_label=draw(any_words),
        footnote=draw(any_words),
    )


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(pictures())
def test_any_words_and_scores_stay_clean(picture: HistoryPicture) -> None:
    """Whatever is written and scored, no text overlaps, is clipped or warns of a glyph."""
    sheet = compose(picture, size_px=SIZE)
    assert_clean(sheet)
    assert_markers_inside(sheet)
    assert sheet.png()

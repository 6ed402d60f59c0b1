"""From what came of scans to what is drawn of it: the right figures under the right words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.pictures import history_picture, picture_of, radar_picture, strip_picture
from bot.wording import all_voices
from flows.comparison import Past
from flows.language import Language
from flows.plots import HistoryPlot, RadarPlot, StripPlot
from flows.results import without_lines
from flows.scan import Mode
from tests.support.builders import INSTRUMENT
from tests.support.gallery_plots import other_words, past, people
from tests.support.outcomes import Scores

DUTCH, ENGLISH = (all_voices()[language] for language in (Language.NL, Language.EN))
FOUR = (4, 4, 4, 4, 4, 4, 4)


def scan(mode: Mode = Mode.OPEN, **scored: Scores) -> Past:
    """A scan that these partners answered with one person each."""
    return past({name: [scores] for name, scores in scored.items()}, mode)


TWO = scan(Noord=(4, 3, 2, 5, 1, None, 4), West=(2, 3, 4, 5, 1, None, None))


def test_a_radar_has_a_line_per_partner_up_to_twelve() -> None:
    """Above twelve there is a band from the lowest to the highest score instead."""
    few = radar_picture(RadarPlot(now=past(people(12))), DUTCH)
    many = radar_picture(RadarPlot(now=past(people(13))), DUTCH)
    assert len(few.lines) == 12
    assert few.band is None
    assert not many.lines
    assert many.band is not None
    assert many.band_label == "Laagste tot hoogste"


def test_a_protected_radar_has_mean_and_band_only() -> None:
    """No lines, and the band tells how far scores lie apart, not the extremes."""
    now = past(people(12), Mode.PROTECTED)
    picture = radar_picture(RadarPlot(now=now), DUTCH)
    figure = now.results.figures[0]
    assert figure.mean is not None
    assert figure.spread is not None
    assert not picture.lines
    assert picture.band is not None
    assert picture.band[0] == (figure.mean - figure.spread, figure.mean + figure.spread)
    assert picture.band_label == "Hoe ver de cijfers uit elkaar liggen"


def test_a_radar_whose_lines_were_deleted_keeps_mean_and_spread() -> None:
    """Of an old scan the extremes are not known any more."""
    four = scan(Noord=FOUR, Oost=FOUR, Zuid=FOUR, West=FOUR)
    now = replace(four, results=without_lines(four.results))
    picture = radar_picture(RadarPlot(now=now), DUTCH)
    assert not picture.lines
    assert picture.band is not None
    assert picture.band_label == "Hoe ver de cijfers uit elkaar liggen"


def test_an_earlier_scan_is_named_by_its_month() -> None:
    """Its means stand beside the new ones."""
    earlier = replace(scan(Noord=FOUR).scan, published_at=datetime(2026, 12, 4, 15, tzinfo=UTC))
    before = replace(scan(Noord=FOUR), scan=earlier)
    picture = radar_picture(RadarPlot(now=TWO, before=before), DUTCH)
    assert picture.previous == (4.0,) * 7
    assert picture.previous_label == "Eerdere scan (december 2026)"
    assert radar_picture(RadarPlot(now=TWO, before=before), ENGLISH).previous_label == (
        "Earlier scan (December 2026)"
    )


def test_statements_that_were_others_are_not_compared() -> None:
    """The earlier mean is missing there, and the picture says why a line is broken."""
    before = replace(scan(Noord=FOUR), instrument=other_words())
    picture = radar_picture(RadarPlot(now=TWO, before=before), DUTCH)
    assert picture.previous == (None, None, *(4.0,) * 5)
    assert "was de stelling anders" in picture.footnote


def test_an_earlier_scan_without_figures_is_left_out() -> None:
    """No line and no label for what cannot be drawn."""
    before = scan(Noord=(None,) * 7)
    assert radar_picture(RadarPlot(now=TWO, before=before), DUTCH).previous is None


@pytest.mark.parametrize("mode", Mode)
def test_a_reader_sees_their_own_line_and_no_others(mode: Mode) -> None:
    """Beside the region's mean stand their scores alone."""
    now = past(people(6), mode)
    own = (4.0, None, 2.5, 3.0, 1.0, 5.0, 2.0)
    picture = radar_picture(RadarPlot(now=now, before=TWO, own=own), DUTCH)
    assert picture.own == own
    assert picture.own_label == "Uw cijfers"
    assert not picture.lines
    assert picture.previous is None


def test_the_subtitle_says_how_many_and_what_the_scale_is() -> None:
    """As one would say it, in both languages."""
    dutch = radar_picture(RadarPlot(now=TWO), DUTCH).subtitle.replace("\u00a0", " ")
    english = radar_picture(RadarPlot(now=TWO), ENGLISH).subtitle.replace("\u00a0", " ")
    assert dutch == "2 van de 3 partners · 1 = helemaal niet, 5 = helemaal wel"
    assert english == "2 of 3 partners · 1 = not at all, 5 = completely"


def test_the_strip_begins_with_what_divides_most() -> None:
    """Equal spreads: the lowest mean first; without a figure: last."""
    picture = strip_picture(StripPlot(now=TWO), DUTCH)
    spreads = [figure.spread for figure in TWO.results.figures]
    assert spreads == [1, 0, 1, 0, 0, None, 0]
    order = [INSTRUMENT.statements[number].short.nl for number in (0, 2, 4, 1, 6, 3, 5)]
    assert [row.name for row in picture.rows] == order
    assert picture.rows[0].spread == (2.0, 4.0)
    assert picture.rows[0].scores == (4.0, 2.0)


def test_the_strip_counts_who_did_not_know() -> None:
    """At the end of a row, in an open scan only."""
    open_notes = {row.note for row in strip_picture(StripPlot(now=TWO), DUTCH).rows}
    assert open_notes == {"", "weet niet: 1", "weet niet: 2"}
    unsure = {f"Partner {number}": [(None, *FOUR[1:])] for number in range(6)}
    protected = past({name: [*scores] for name, scores in unsure.items()}, Mode.PROTECTED)
    assert {row.note for row in strip_picture(StripPlot(now=protected), DUTCH).rows} == {""}


def test_a_protected_strip_has_no_scores() -> None:
    """Neither dots nor names nor words about them."""
    picture = strip_picture(StripPlot(now=past(people(12), Mode.PROTECTED)), DUTCH)
    assert not any(row.scores for row in picture.rows)
    assert not picture.partners
    assert "stip" not in picture.subtitle
    assert all(row.mean is not None and row.spread is not None for row in picture.rows)


def test_above_twelve_partners_the_strip_names_nobody() -> None:
    """Every score has a dot, but there are not enough styles to tell them apart."""
    picture = strip_picture(StripPlot(now=past(people(13))), DUTCH)
    assert not picture.partners
    assert all(len(row.scores) == 13 for row in picture.rows)


def test_a_history_has_a_point_for_every_scan() -> None:
    """With the number of organisations where the scan was open, and none where protected."""
    protected = past(people(8), Mode.PROTECTED, month=6)
    picture = history_picture(HistoryPlot(scans=(TWO, protected)), DUTCH)
    first = picture.charts[0]
    assert picture.scans == ("mrt 27", "jun 27")
    assert [point.count for point in first.points] == ["2", ""]
    assert first.points[0].mean == 3.0
    assert first.points[0].spread == (2.0, 4.0)
    assert "was de scan beschermd" in picture.footnote


def test_a_history_of_protected_scans_explains_no_numbers() -> None:
    """There are none to explain."""
    protected = past(people(8), Mode.PROTECTED)
    assert history_picture(HistoryPlot(scans=(protected,)), DUTCH).footnote == ""


def test_a_history_follows_the_statements_of_the_newest_scan() -> None:
    """What was worded otherwise, or not asked, is no part of a line; nor is a missing figure."""
    old = replace(scan(Noord=FOUR), instrument=other_words())
    picture = history_picture(HistoryPlot(scans=(old, TWO)), DUTCH)
    assert [chart.points[0].other for chart in picture.charts] == [True, True, *[False] * 5]
    assert all(chart.points[0].mean is None for chart in picture.charts[:2])
    assert picture.charts[5].points[1].mean is None
    assert not picture.charts[5].points[1].other


@pytest.mark.parametrize("wording", [DUTCH, ENGLISH])
def test_every_plot_has_a_picture(wording: object) -> None:
    """Also where nobody could judge anything."""
    voice = DUTCH if wording is DUTCH else ENGLISH
    nothing = scan(Noord=(None,) * 7)
    for plot in (RadarPlot(now=nothing), StripPlot(now=nothing), HistoryPlot(scans=(nothing,))):
        assert picture_of(plot, voice).title == nothing.scan.title

"""The pictures of scans, from their results to what the drawing needs."""

from typing import assert_never

from bot.radar import (
    MOST_LINES,
    HistoryChart,
    HistoryPicture,
    HistoryPoint,
    Picture,
    RadarLine,
    RadarPicture,
    StripPicture,
    StripRow,
)
from flows.calendar import day_of
from flows.comparison import Past, compare
from flows.instrument import Instrument, Item
from flows.language import Language, Localized
from flows.plots import HistoryPlot, Plot, RadarPlot, StripPlot
from flows.results import Figure, Results
from flows.wording import Phrase, Wording, say

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LOWEST = 1.0
HIGHEST = 5.0
Edges = tuple[float, float]


def picture_of(plot: Plot, wording: Wording) -> Picture:
    """The picture of a plot, in the wording's language."""
    match plot:
        case RadarPlot():
            return radar_picture(plot, wording)
        case StripPlot():
            return strip_picture(plot, wording)
        case HistoryPlot():
            return history_picture(plot, wording)
        case _:
            assert_never(plot)


def file_stem(plot: Plot) -> str:
    """What a plot's file is called, without its ending."""
    match plot:
        case RadarPlot():
            return "radar"
        case StripPlot():
            return "scores"
        case HistoryPlot():
            return "history"
        case _:
            assert_never(plot)


def radar_picture(plot: RadarPlot, wording: Wording) -> RadarPicture:
    """The picture: a line per partner up to twelve, above that or protected a band.

    For one reader their own line stands on a band, beside the mean alone.
    """
    results = plot.now.results
    lines = () if plot.own is not None or len(results.lines) > MOST_LINES else results.lines
    band = None if lines else tuple(_range(figure) for figure in results.figures)
    previous = _previous(plot)
    with_gaps = previous and any(
        then is None and figure.mean is not None
        for then, figure in zip(previous, results.figures, strict=True)
    )
    return RadarPicture(
        title=plot.now.scan.title,
        subtitle=_said(wording, _subtitle(plot.now, wording)),
        axes=tuple(item.short.in_(wording.language) for item in plot.now.instrument.statements),
        mean=tuple(figure.mean for figure in results.figures),
        mean_label=_said(wording, say("pictures.mean")),
        lines=tuple(RadarLine(name=line.partner, scores=line.scores) for line in lines),
        band=band if band and any(band) else None,
        band_label=_said(wording, _band_label(results)),
        previous=previous,
        previous_label=""
        if plot.before is None
        else _said(wording, say("pictures.before", month=day_of(plot.before.scan))),
        own=plot.own,
        own_label=_said(wording, say("pictures.own")),
        not_enough_label=_said(wording, say("pictures.none")),
        decimal_mark="," if wording.language is Language.NL else ".",
        footnote=_said(wording, say("pictures.before_gaps")) if with_gaps else "",
    )


def _previous(plot: RadarPlot) -> tuple[float | None, ...] | None:
    """The earlier scan's means where they can be compared; None if nowhere."""
    if plot.before is None or plot.own is not None:
        return None
    means = tuple(change.before for change in compare(plot.before, plot.now).changes)
    return None if all(mean is None for mean in means) else means


def strip_picture(plot: StripPlot, wording: Wording) -> StripPicture:
    """The picture: the most divided statement first, those without a figure last."""
    results, instrument = plot.now.results, plot.now.instrument
    rows = [
        _strip_row(item, figure, tuple(line.scores[number] for line in results.lines), wording)
        for number, (item, figure) in enumerate(
            zip(instrument.statements, results.figures, strict=True)
        )
    ]
    order = sorted(range(len(rows)), key=lambda number: _disagreement(results.figures[number]))
    took_part = {"answered": results.answered, "asked": results.asked}
    subtitle = (
        say("pictures.strip.open", **took_part)
        if results.lines
        else say("pictures.strip.protected", **took_part)
    )
    styled = len(results.lines) <= MOST_LINES
    low, high = (label.in_(wording.language) for label in _ends(instrument))
    return StripPicture(
        title=plot.now.scan.title,
        subtitle=_said(wording, subtitle),
        rows=tuple(rows[number] for number in order),
        partners=tuple(line.partner for line in results.lines) if styled else (),
        dot_label=_said(wording, say("pictures.strip.dot")),
        mean_label=_said(wording, say("pictures.mean")),
        spread_label=_said(wording, say("pictures.spread")),
        low_label=low,
        high_label=high,
        decimal_mark="," if wording.language is Language.NL else ".",
        not_enough_label=_said(wording, say("pictures.none")),
    )


def _strip_row(
    item: Item, figure: Figure, scores: tuple[float | None, ...], wording: Wording
) -> StripRow:
    return StripRow(
        name=item.short.in_(wording.language),
        mean=figure.mean,
        spread=_spread(figure),
        scores=scores,
        note=_said(wording, say("pictures.strip.unknown", count=figure.unknown))
        if figure.unknown
        else "",
    )


def _disagreement(figure: Figure) -> tuple[float, float]:
    """What to sort by: the largest spread first, and of equal ones the lowest mean."""
    if figure.mean is None or figure.spread is None:
        return (1.0, 0.0)
    return (-figure.spread, figure.mean)


def history_picture(plot: HistoryPlot, wording: Wording) -> HistoryPicture:
    """The picture: a chart per statement of the newest scan."""
    scans, newest = plot.scans, plot.scans[-1]
    other = [compare(past, newest).other_items for past in scans]
    figures = [{figure.item: figure for figure in past.results.figures} for past in scans]
    subtitle = say(
        "pictures.history.subtitle",
        count=len(scans),
        first=day_of(scans[0].scan),
        last=day_of(newest.scan),
        scale=_scale(newest.instrument, wording),
    )
    return HistoryPicture(
        title=newest.scan.title,
        subtitle=_said(wording, subtitle),
        scans=tuple(
            _said(wording, say("pictures.history.scan", day=day_of(past.scan))) for past in scans
        ),
        charts=tuple(
            HistoryChart(
                name=item.short.in_(wording.language),
                points=tuple(
                    HistoryPoint(other=True)
                    if item.key in others
                    else _history_point(of_scan[item.key])
                    for others, of_scan in zip(other, figures, strict=True)
                ),
            )
            for item in newest.instrument.statements
        ),
        mean_label=_said(wording, say("pictures.mean")),
        spread_label=_said(wording, say("pictures.spread")),
        gap_label=_said(wording, say("pictures.none")),
        other_label=_said(wording, say("pictures.history.another")),
        decimal_mark="," if wording.language is Language.NL else ".",
        footnote=_counts_explained(scans, wording),
    )


def _history_point(figure: Figure) -> HistoryPoint:
    if figure.mean is None:
        return HistoryPoint()
    return HistoryPoint(
        mean=figure.mean,
        spread=_spread(figure),
        count="" if figure.n is None else str(figure.n),
    )


def _counts_explained(scans: tuple[Past, ...], wording: Wording) -> str:
    """What the numbers under the scans are, "" where none stands."""
    counted = {
        figure.n is not None
        for past in scans
        for figure in past.results.figures
        if figure.mean is not None
    }
    if True not in counted:
        return ""
    all_counted = False not in counted
    return _said(
        wording,
        say("pictures.history.counts" if all_counted else "pictures.history.some_counts"),
    )


def _said(wording: Wording, phrase: Phrase) -> str:
    """A phrase as a picture shows it: without bold."""
    return wording.text(phrase, bold=str)


def _subtitle(past: Past, wording: Wording) -> Phrase:
    return say(
        "pictures.subtitle",
        count=past.results.asked,
        answered=past.results.answered,
        scale=_scale(past.instrument, wording),
    )


def _scale(instrument: Instrument, wording: Wording) -> Phrase:
    """The ends of the scale, each on one line."""
    low, high = (
        label.in_(wording.language).replace(" ", NO_BREAK_SPACE) for label in _ends(instrument)
    )
    return say("pictures.scale", low=low, high=high)


def _ends(instrument: Instrument) -> tuple[Localized, Localized]:
    scale = instrument.scale
    return scale.labels[scale.minimum], scale.labels[scale.maximum]


def _band_label(results: Results) -> Phrase:
    known = any(figure.lowest is not None for figure in results.figures)
    return say("pictures.range" if known else "pictures.spread")


def _range(figure: Figure) -> Edges | None:
    """From the lowest score to the highest, or where these are not shown the spread."""
    if figure.lowest is not None and figure.highest is not None:
        return figure.lowest, figure.highest
    return _spread(figure)


def _spread(figure: Figure) -> Edges | None:
    """The average deviation to either side of the mean, as far as there are scores."""
    if figure.mean is None or figure.spread is None:
        return None
    return max(LOWEST, figure.mean - figure.spread), min(HIGHEST, figure.mean + figure.spread)

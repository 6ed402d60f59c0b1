"""The pictures of a report as files of their own."""

from bot.files.made import MadeFile
from bot.files.telling import Telling
from bot.pictures import picture_of
from bot.radar import ImageFormat, draw
from flows.plots import HistoryPlot, Plot, RadarPlot, StripPlot
from flows.views.figures import alt_text
from flows.wording import Phrase, say

FEWEST_SCANS = 2
"""Scans that make a history."""


def images(telling: Telling, form: ImageFormat) -> tuple[MadeFile, ...]:
    """Radar, strip plot and, from the second scan on, history."""
    return tuple(
        MadeFile(telling.name(what, form.value), drawn(telling, plot, form), alt=telling.text(alt))
        for what, plot, alt in _plots(telling)
    )


def drawn(telling: Telling, plot: Plot, form: ImageFormat = ImageFormat.PNG) -> bytes:
    """A plot in the reader's language."""
    return draw(picture_of(plot, telling.wording), form=form)


def radar_plot(telling: Telling) -> RadarPlot:
    """The radar of the scan, the last one dashed."""
    outcome = telling.outcome
    return RadarPlot(now=outcome.past, before=outcome.since.before if outcome.since else None)


def radar_alt(telling: Telling) -> Phrase:
    """The radar in words: every mean."""
    outcome = telling.outcome
    return alt_text(outcome.scan, outcome.results, outcome.instrument)


def strip_alt(telling: Telling) -> Phrase:
    """What the strip plot shows; its figures stand in the other files."""
    outcome = telling.outcome
    return say(f"files.strip_alt.{outcome.results.mode.value}", title=outcome.scan.title)


def _plots(telling: Telling) -> list[tuple[Phrase, Plot, Phrase]]:
    strip = StripPlot(now=telling.outcome.past)
    plots: list[tuple[Phrase, Plot, Phrase]] = [
        (say("files.what.radar"), radar_plot(telling), radar_alt(telling)),
        (say("files.what.strip"), strip, strip_alt(telling)),
    ]
    if len(telling.report.history) >= FEWEST_SCANS:
        history = HistoryPlot(scans=telling.report.history)
        alt = say("files.history.picture_alt", region=telling.outcome.region)
        plots.append((say("files.what.history"), history, alt))
    return plots

"""The radar of a scan, from its results to what the drawing needs."""

from bot.radar import MOST_LINES, RadarLine, RadarPicture
from flows.language import Language
from flows.results import Figure, Results
from flows.scan import Mode
from flows.usecases.render import Radar
from flows.wording import Wording, say

LOWEST = 1.0
HIGHEST = 5.0


def radar_picture(radar: Radar, wording: Wording) -> RadarPicture:
    """The picture: a line per partner up to twelve, above that or protected a band."""
    results = radar.results
    drawn_lines = results.mode is Mode.OPEN and len(results.lines) <= MOST_LINES
    band_label = say(
        "channel.radar.band_range" if results.mode is Mode.OPEN else "channel.radar.band_spread"
    )
    return RadarPicture(
        title=radar.scan.title,
        subtitle=wording.text(
            say("channel.radar.subtitle", answered=results.answered, asked=results.asked),
            bold=str,
        ),
        axes=tuple(item.short.in_(wording.language) for item in radar.instrument.statements),
        mean=tuple(figure.mean for figure in results.figures),
        mean_label=wording.text(say("channel.radar.mean")),
        lines=tuple(RadarLine(name=line.partner, scores=line.scores) for line in results.lines)
        if drawn_lines
        else (),
        band=None if drawn_lines else _band(results),
        band_label=wording.text(band_label),
        not_enough_label=wording.text(say("channel.radar.none")),
        decimal_mark="," if wording.language is Language.NL else ".",
    )


def _band(results: Results) -> tuple[tuple[float, float] | None, ...]:
    return tuple(_edges(figure) for figure in results.figures)


def _edges(figure: Figure) -> tuple[float, float] | None:
    if figure.mean is None or figure.spread is None:
        return None
    if figure.lowest is not None and figure.highest is not None:
        return figure.lowest, figure.highest
    return max(LOWEST, figure.mean - figure.spread), min(HIGHEST, figure.mean + figure.spread)

"""What a picture costs beside a plain matplotlib polar chart of the same size."""

import io
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.projections.polar import PolarAxes

from bot.pictures import picture_of
from bot.radar import Picture, RadarPicture, draw
from bot.wording import all_voices
from flows.language import Language
from flows.plots import RadarPlot
from tests.support.gallery_plots import past, people, scores_of
from tests.support.gallery_radars import radars

DPI: Final = 100
PARTNERS: Final = 20
MOST: Final = 1.1  # times the plain chart


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Milliseconds of processor time, by round."""

    name: str
    ours: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Ours to the plain chart of the same round."""
        return [one / other for one, other in zip(self.ours, self.plain, strict=True)]

    def __str__(self) -> str:
        """The medians, and the ratio with the least and the most."""
        return (
            f"{self.name}: {median(self.ours):.0f} ms beside {median(self.plain):.0f} ms plain, "
            f"{median(self.ratios):.2f} times ({min(self.ratios):.2f}–{max(self.ratios):.2f}; "
            f"goal {MOST})"
        )


def full_dress(partners: int) -> RadarPicture:
    """What the bot draws for so many partners, with an earlier scan beside it."""
    before = past(people(partners, shift=-0.5), month=-9)
    plot = RadarPlot(now=past(people(partners)), before=before)
    picture = picture_of(plot, all_voices()[Language.NL])
    if not isinstance(picture, RadarPicture):
        raise TypeError("a radar's picture is a radar")
    return picture


def costs(rounds: int) -> list[Cost]:
    """The radar of twenty partners, and one with twelve lines, by turns with plain charts."""
    return [
        _cost(f"a radar of {PARTNERS} partners", full_dress(PARTNERS), PARTNERS, rounds),
        _cost("twelve lines with an earlier scan", radars()["12-partners"], PARTNERS, rounds),
    ]


def _cost(name: str, picture: Picture, lines: int, rounds: int) -> Cost:
    cost = Cost(name=name)
    width, height = struct.unpack(">II", draw(picture)[16:24])  # of the PNG's header
    plain_polar(lines, width, height)
    for _ in range(rounds):
        cost.ours.append(_took(lambda: draw(picture)))
        cost.plain.append(_took(lambda: plain_polar(lines, width, height)))
    return cost


def _took(work: Callable[[], object]) -> float:
    """Milliseconds of processor time: what runs beside it on the machine does not count."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


def plain_polar(lines: int, width: int, height: int) -> bytes:
    """A PNG of a polar chart as matplotlib draws it, with a line per partner and a legend."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(projection="polar")
    if not isinstance(axes, PolarAxes):
        raise TypeError("no polar axes")
    angles = [0.0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4]
    axes.set_xticks(angles, [f"Stelling {number}" for number in range(1, 8)])
    axes.set_ylim(0, 5)
    for number in range(lines):
        scores = [score or 3 for score in scores_of(number)]
        axes.plot([*angles, 0.0], [*scores, scores[0]], marker="o", label=f"Bedrijf {number}")
    axes.legend(loc="lower left")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()

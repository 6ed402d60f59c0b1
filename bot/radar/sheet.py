"""A blank picture to put text and lines on, in design units from its lower left corner."""

import io
import math
from collections.abc import Sequence
from typing import Final, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.radar.labels import Point
from bot.radar.lettering import LINE_HEIGHT, POINTS_PER_UNIT, UNITS_PER_INCH, font
from bot.radar.palette import PAPER, Dashes
from bot.radar.picture import ImageFormat

WIDTH: Final = 1200.0
COMPRESSION: Final = 4  # of 9: a hundredth larger than 6, in a sixth less time
SVG_METADATA: Final = ("Creator", "Date", "Format", "Type")  # what matplotlib would add
BASELINE: Final = 0.96  # of the font size below a line's top: room for an accented capital
ALIGNMENT: Final[dict[int, Literal["left", "center", "right"]]] = {
    -1: "right",
    0: "center",
    1: "left",
}


class Sheet:
    """One figure, 1200 design units wide."""

    def __init__(self, height: float, *, size_px: int) -> None:
        """Make a white sheet of this height; `size_px` is its width in pixels."""
        dots = size_px / WIDTH * UNITS_PER_INCH
        # Whole pixels, or the canvas and the PNG differ by one.
        whole_height = round(height * size_px / WIDTH) / size_px * WIDTH
        inches = (WIDTH / UNITS_PER_INCH, whole_height / UNITS_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=dots, facecolor=PAPER, edgecolor=PAPER)
        FigureCanvasAgg(self.figure)  # takes its place on the figure
        self.units = Affine2D().scale(1 / UNITS_PER_INCH) + self.figure.dpi_scale_trans

    def text(
        self,
        lines: Sequence[str],
        place: Point,
        *,
        size: float,
        colour: str,
        bold: bool = False,
        side: int = 1,
    ) -> None:
        """Set lines below `place`; `side` is -1, 0 or 1: right-aligned, centred, left-aligned."""
        for number, line in enumerate(lines):
            baseline = place.y - (number * LINE_HEIGHT + BASELINE) * size
            self.figure.add_artist(
                Text(
                    place.x,
                    baseline,
                    line,
                    fontproperties=font(size, bold=bold),
                    color=colour,
                    horizontalalignment=ALIGNMENT[side],
                    verticalalignment="baseline",
                    parse_math=False,
                    transform=self.units,
                    zorder=20,
                )
            )

    def number(
        self, text: str, place: Point, *, size: float, colour: str, bold: bool = False
    ) -> None:
        """Set a short text centred on `place`, with a white rim that keeps lines off it."""
        self.figure.add_artist(
            Text(
                place.x,
                place.y,
                text,
                fontproperties=font(size, bold=bold),
                color=colour,
                horizontalalignment="center",
                verticalalignment="center_baseline",
                parse_math=False,
                path_effects=[withStroke(linewidth=11 * POINTS_PER_UNIT, foreground=PAPER)],
                transform=self.units,
                zorder=10,
            )
        )

    def line(
        self,
        points: Sequence[Point | None],
        *,
        name: str,
        colour: str,
        width: float,
        dashes: Dashes = "solid",
        layer: float,
    ) -> None:
        """Draw through the points; a None breaks the line. `name` tells it from other lines."""
        self.figure.add_artist(
            Line2D(
                [math.nan if point is None else point.x for point in points],
                [math.nan if point is None else point.y for point in points],
                color=colour,
                linewidth=width * POINTS_PER_UNIT,
                linestyle=dashes,
                dash_capstyle="butt",
                solid_capstyle="round",
                dash_joinstyle="round",
                solid_joinstyle="round",
                label=name,
                transform=self.units,
                zorder=layer,
            )
        )

    def markers(  # noqa: PLR0913 (each is a plain property of the markers)
        self,
        points: Sequence[Point | None],
        *,
        name: str,
        marker: str,
        colour: str,
        rim: str,
        size: float,
        layer: float,
        rim_width: float = 2.5,
    ) -> None:
        """Put a marker on every point that is there."""
        there = [point for point in points if point is not None]
        self.figure.add_artist(
            Line2D(
                [point.x for point in there],
                [point.y for point in there],
                linestyle="none",
                marker=marker,
                markersize=size * POINTS_PER_UNIT,
                markerfacecolor=colour,
                markeredgecolor=rim,
                markeredgewidth=rim_width * POINTS_PER_UNIT,
                label=name,
                transform=self.units,
                zorder=layer,
            )
        )

    def area(self, corners: Sequence[Point], *, name: str, colour: str, layer: float) -> None:
        """Fill a polygon."""
        self.figure.add_artist(
            Polygon(
                corners,
                closed=True,
                facecolor=colour,
                edgecolor=colour,  # or a hair of white shows between two neighbours
                linewidth=POINTS_PER_UNIT,
                label=name,
                transform=self.units,
                zorder=layer,
            )
        )

    def png(self) -> bytes:
        """The sheet as PNG without any text inside, neither names nor times."""
        buffer = io.BytesIO()
        self.figure.savefig(
            buffer,
            format=ImageFormat.PNG.value,
            dpi=self.figure.dpi,
            facecolor=PAPER,
            metadata={"Software": None},
            pil_kwargs={"compress_level": COMPRESSION},
        )
        return buffer.getvalue()

    def svg(self) -> bytes:
        """The sheet as SVG, letters as outlines so that no machine's fonts matter."""
        buffer = io.BytesIO()
        # The salt makes what matplotlib names its parts the same each time.
        with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "borging"}):
            self.figure.savefig(
                buffer,
                format=ImageFormat.SVG.value,
                facecolor=PAPER,
                metadata=dict.fromkeys(SVG_METADATA),
            )
        return buffer.getvalue()

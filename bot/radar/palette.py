"""Colours, markers and line styles; every colour of meaning has 3:1 or more on white."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Dashes: TypeAlias = tuple[float, tuple[float, ...]] | Literal["solid"]

PAPER: Final = "#ffffff"
INK: Final = "#0f1f3d"  # the mean, titles, labels
MUTED: Final = "#4a5568"  # subtitle, ring numbers, missing values
GRID: Final = "#d5dae1"
OUTER_RING: Final = "#b3bcc8"
BAND_FILL: Final = "#dfe8f4"
BAND_EDGE: Final = "#5a82b4"
PREVIOUS: Final = "#6f7c91"  # seen on white and on the mean's ink alike
PREVIOUS_DASHES: Final = (0.0, (2.6, 1.7))


@dataclass(frozen=True)
class LineStyle:
    """How one partner is drawn."""

    colour: str
    marker: str
    dashes: Dashes


_SOLID: Final = "solid"
_DASHED: Final = (0.0, (4.5, 1.8))
_DOTTED: Final = (0.0, (1.2, 1.6))
_DASH_DOT: Final = (0.0, (5.0, 1.6, 1.2, 1.6))

# Of one line style, or with markers that look alike, no two are close to any eye.
PARTNER_STYLES: Final = (
    LineStyle("#2350e0", "o", _SOLID),
    LineStyle("#e0483a", "s", _DASHED),
    LineStyle("#008954", "^", _DASH_DOT),
    LineStyle("#a3308d", "D", _DASHED),
    LineStyle("#aa8300", "v", _DASH_DOT),
    LineStyle("#6333c8", "P", _DOTTED),
    LineStyle("#c1121c", "X", _SOLID),
    LineStyle("#0e8ccf", "p", _DOTTED),
    LineStyle("#49261d", "<", _DASHED),
    LineStyle("#d1287e", "*", _SOLID),
    LineStyle("#59580d", ">", _DOTTED),
    LineStyle("#506168", "h", _DASH_DOT),
)
OWN_STYLE: Final = LineStyle("#d55e00", "s", _SOLID)
"""The reader's own line, the only one beside the region's."""
# Optical corrections: at one nominal size a star looks small and a diamond wide.
MARKER_SCALE: Final = {"*": 1.45, "D": 0.85, "s": 0.92, "o": 1.0, "p": 1.1, "h": 1.1}

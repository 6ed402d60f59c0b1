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

PARTNER_STYLES: Final = (
    LineStyle("#0072b2", "o", _SOLID),
    LineStyle("#d55e00", "s", _DASHED),
    LineStyle("#008a63", "^", _DASH_DOT),
    LineStyle("#a83a8b", "D", _DOTTED),
    LineStyle("#8a6a00", "v", _SOLID),
    LineStyle("#5a48b0", "P", _DASHED),
    LineStyle("#c2182b", "X", _DASH_DOT),
    LineStyle("#0e7c8c", "p", _DOTTED),
    LineStyle("#6b4226", "<", _DASHED),
    LineStyle("#d6488b", "*", _SOLID),
    LineStyle("#54751a", ">", _DOTTED),
    LineStyle("#5d6b7c", "h", _DASH_DOT),
)

"""What a radar shows, as data: ready-worded strings and scores, and what is refused."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

MOST_LINES = 12  # partners; above it a band says more than a tangle of lines
FEWEST_AXES = 3  # fewer make no area
MOST_AXES = 10  # more leave no room for labels that a phone can show
LOWEST_SCORE = 1.0
HIGHEST_SCORE = 5.0

Scores: TypeAlias = tuple[float | None, ...]
"""One score from 1 to 5 per axis; None where nobody answered."""

Edges: TypeAlias = tuple[float, float]
"""The lower and the higher end of a band, each from 1 to 5."""

Band: TypeAlias = tuple[Edges | None, ...]
"""The edges per axis; None where nothing may be shown."""

DecimalMark: TypeAlias = Literal[",", "."]


class ImageFormat(StrEnum):
    """How a picture is written."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True)
class RadarLine:
    """One partner organisation and its score on every axis."""

    name: str
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class RadarPicture:
    """Everything on one radar; all words arrive in the reader's language.

    `axes` run clockwise from the top. `mean`, `previous` (last scan's mean), `band` and the
    scores of each line have one entry per axis. `not_enough_label` stands where an axis has no
    mean. At most twelve `lines`: above that pass none, and a `band` instead. `own` are the scores
    of the one reader that it is drawn for. An empty `subtitle` or `footnote` takes no room.

    Raises ValueError for a number of axes outside 3 to 10, more than twelve lines, a
    different number of entries than axes, or a score outside 1 to 5.
    """

    title: str
    subtitle: str = ""
    axes: tuple[str, ...]
    mean: Scores
    mean_label: str
    lines: tuple[RadarLine, ...] = ()
    band: Band | None = None
    band_label: str = ""
    previous: Scores | None = None
    previous_label: str = ""
    own: Scores | None = None
    own_label: str = ""
    decimal_mark: DecimalMark = ","
    not_enough_label: str
    footnote: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn before it travels to another process."""
        if not FEWEST_AXES <= len(self.axes) <= MOST_AXES:
            message = f"a radar has {FEWEST_AXES} to {MOST_AXES} axes, not {len(self.axes)}"
            raise ValueError(message)
        if len(self.lines) > MOST_LINES:
            message = (
                f"a radar has at most {MOST_LINES} lines, not {len(self.lines)}: "
                "pass a band and no lines"
            )
            raise ValueError(message)
        for what, scores in self._series():
            if len(scores) != len(self.axes):
                message = f"{what} has {len(scores)} entries for {len(self.axes)} axes"
                raise ValueError(message)
            require_on_scale(what, scores)
        require_upwards(self.band or ())

    def _series(self) -> Iterator[tuple[str, Scores]]:
        yield "mean", self.mean
        for number, line in enumerate(self.lines, start=1):
            yield f"line {number}", line.scores
        if self.previous is not None:
            yield "previous", self.previous
        if self.own is not None:
            yield "own", self.own
        if self.band is not None:
            for side in (0, 1):
                yield "band", tuple(None if edges is None else edges[side] for edges in self.band)


def require_on_scale(what: str, scores: Scores) -> None:
    """Raise ValueError unless each score is missing or from 1 to 5."""
    for score in scores:
        if score is None or (math.isfinite(score) and LOWEST_SCORE <= score <= HIGHEST_SCORE):
            continue
        message = f"{what} has the score {score}; scores run from {LOWEST_SCORE} to {HIGHEST_SCORE}"
        raise ValueError(message)


def require_upwards(band: Sequence[Edges | None]) -> None:
    """Raise ValueError if an edge of a band is above the other."""
    if any(edges is not None and edges[0] > edges[1] for edges in band):
        message = "an edge of the band is above the other: give lowest, highest"
        raise ValueError(message)

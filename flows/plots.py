"""The pictures that messages and windows show, as data; drawn outside the domain."""

from dataclasses import dataclass

from flows.comparison import Past


@dataclass(frozen=True, kw_only=True)
class RadarPlot:
    """The radar of a scan: means, partners' lines or a band, the means of an earlier scan dashed.

    `own` are the reader's own scores in the order of the statements, for the reader alone; then
    the lines of others are left out.
    """

    now: Past
    before: Past | None = None
    own: tuple[float | None, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class StripPlot:
    """Per statement each organisation's score as a dot with mean and spread, most divided first.

    Of a protected scan only mean and band.
    """

    now: Past


@dataclass(frozen=True, kw_only=True)
class HistoryPlot:
    """Per statement a small chart of its mean over the region's scans, the oldest first."""

    scans: tuple[Past, ...]


Plot = RadarPlot | StripPlot | HistoryPlot

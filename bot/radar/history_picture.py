"""What a history shows, as data: a small chart per statement with a point per scan."""

from dataclasses import dataclass

from bot.radar.picture import DecimalMark, Edges, require_on_scale, require_upwards


@dataclass(frozen=True, kw_only=True)
class HistoryPoint:
    """One statement in one scan; no `mean` where there is no figure.

    `count` stands under it, "" for none. `other` says that there is none because the statement was
    another then.
    """

    mean: float | None = None
    spread: Edges | None = None
    count: str = ""
    other: bool = False


@dataclass(frozen=True, kw_only=True)
class HistoryChart:
    """One statement, with a point for every scan."""

    name: str
    points: tuple[HistoryPoint, ...]


@dataclass(frozen=True, kw_only=True)
class HistoryPicture:
    """Everything on one history; all words in the reader's language.

    `scans` are short labels, the oldest first. `gap_label` explains the mark under a scan without a
    figure, `other_label` the mark where the statement was another; each is shown if it occurs.

    Raises ValueError without scans or charts, for a chart with another number of points than scans,
    or a score outside 1 to 5.
    """

    title: str
    subtitle: str = ""
    scans: tuple[str, ...]
    charts: tuple[HistoryChart, ...]
    mean_label: str
    spread_label: str
    gap_label: str
    other_label: str
    decimal_mark: DecimalMark = ","
    footnote: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn before it travels to another process."""
        if not self.scans or not self.charts:
            message = "a history has at least one scan and one chart"
            raise ValueError(message)
        for number, chart in enumerate(self.charts, start=1):
            if len(chart.points) != len(self.scans):
                message = (
                    f"chart {number} has {len(chart.points)} points for {len(self.scans)} scans"
                )
                raise ValueError(message)
            for point in chart.points:
                require_on_scale(f"chart {number}", (point.mean, *(point.spread or ())))
                require_upwards((point.spread,))

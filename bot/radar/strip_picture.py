"""What a strip plot shows, as data: a row per statement with a dot per organisation."""

from dataclasses import dataclass

from bot.radar.picture import (
    MOST_LINES,
    DecimalMark,
    Edges,
    Scores,
    require_on_scale,
    require_upwards,
)


@dataclass(frozen=True, kw_only=True)
class StripRow:
    """One statement: its mean, how far its scores spread, and the score of each organisation.

    `note` stands at the row's end, "" for none.
    """

    name: str
    mean: float | None
    spread: Edges | None = None
    scores: Scores = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StripPicture:
    """Everything on one strip plot, the rows from the top; all words in the reader's language.

    With `partners` every row has a score for each of them in that order, and each is drawn in its
    own style; without, all scores are drawn alike and `dot_label` says what one is. `low_label` and
    `high_label` name the ends of the scale.

    Raises ValueError for more than twelve partners, rows with other numbers of scores than
    partners, or a score outside 1 to 5.
    """

    title: str
    subtitle: str = ""
    rows: tuple[StripRow, ...]
    partners: tuple[str, ...] = ()
    dot_label: str = ""
    mean_label: str
    spread_label: str
    low_label: str
    high_label: str
    decimal_mark: DecimalMark = ","
    not_enough_label: str
    footnote: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn before it travels to another process."""
        if len(self.partners) > MOST_LINES:
            message = f"at most {MOST_LINES} partners have a style, not {len(self.partners)}"
            raise ValueError(message)
        for number, row in enumerate(self.rows, start=1):
            if self.partners and len(row.scores) != len(self.partners):
                message = f"row {number} has {len(row.scores)} scores, not {len(self.partners)}"
                raise ValueError(message)
            require_on_scale(f"row {number}", (row.mean, *(row.spread or ()), *row.scores))
            require_upwards((row.spread,))

"""What a participant can do on their way through a scan."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Begin:
    """Start, or take part after all."""


@dataclass(frozen=True)
class Later:
    """Be asked again at a moment, an aware UTC datetime."""

    at: datetime


@dataclass(frozen=True)
class Decline:
    """Do not take part."""


@dataclass(frozen=True)
class Score:
    """Score a statement; None means: I do not know."""

    item: str
    score: int | None


@dataclass(frozen=True)
class Write:
    """Finish a sentence."""

    item: str
    text: str


@dataclass(frozen=True)
class Explain:
    """Say on what a score is based; an empty text takes it away."""

    item: str
    text: str


@dataclass(frozen=True)
class Skip:
    """Go on without answering a sentence, or leave an answer as it is."""

    item: str


@dataclass(frozen=True)
class Back:
    """Go to the question before; without an item: from the review to the last question."""

    item: str = ""


@dataclass(frozen=True)
class HandIn:
    """Hand in all answers."""


Giving = Score | Write | Explain
"""The steps that give something for an item."""
Step = Begin | Later | Decline | Giving | Skip | Back | HandIn

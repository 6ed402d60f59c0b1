"""How the time of a meeting is shared out over the stages of the method."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.instrument import Stage
from flows.scan import Hold, Scan

LENGTHS = (30, 45, 60, 90)
"""Minutes that a leader may have for the conversation."""
USUAL_LENGTH = 60
"""Minutes that are taken when nothing is chosen."""
BLOCK = 5
"""Minutes that a stage takes at the least, and by which it grows: people plan by fives."""


class When(StrEnum):
    """When a stage comes, seen from the meeting."""

    DONE = "done"  # before the meeting
    NOW = "now"  # in the meeting
    LATER = "later"  # in a next meeting


@dataclass(frozen=True, kw_only=True)
class StagePlan:
    """A stage in the plan of a meeting; `minutes` is 0 unless it comes now."""

    stage: Stage
    when: When
    minutes: int = 0


def plan(scan: Scan, minutes: int, *, figures: bool) -> tuple[StagePlan, ...]:
    """The stages of the meeting about a scan, in their order; their minutes add up exactly.

    `figures` says whether there is a radar to look at. What is scored or written beforehand is
    done; between the two moments of a scan the scores are still to come.
    """
    weights = _weights(scan, figures=figures)
    now = [stage for stage, weight in weights.items() if weight]
    shares = dict(zip(now, shared_out(minutes, [weights[one] for one in now], BLOCK), strict=True))
    first = min(list(weights).index(stage) for stage in now)
    return tuple(
        StagePlan(stage=stage, when=When.NOW, minutes=shares[stage])
        if stage in shares
        else StagePlan(stage=stage, when=When.DONE if number < first else When.LATER)
        for number, stage in enumerate(weights)
    )


def _weights(scan: Scan, *, figures: bool) -> Mapping[Stage, int]:
    """How much of the time each stage needs, by our judgement; 0 for what is not in the meeting."""
    if scan.hold is Hold.TALK:
        return {
            Stage.REFLECTION: 0,
            Stage.PICTURE: 75,
            Stage.STATEMENTS: 25,
            Stage.DISCUSSION: 0,
            Stage.ACTIONS: 0,
        }
    talked = scan.talked_at is not None
    scores = Stage.RADAR if figures else Stage.STATEMENTS
    return {
        Stage.REFLECTION: 0 if talked else 10,
        Stage.PICTURE: 0 if talked else 20,
        scores: 15,
        Stage.DISCUSSION: 35,
        Stage.ACTIONS: 20,
    }


def shared_out(total: int, weights: Sequence[int], block: int = 1) -> tuple[int, ...]:
    """A total shared out by weight, in blocks, none empty, adding up exactly.

    What is left over below a block goes to the heaviest. ValueError if there are fewer blocks
    than shares.
    """
    blocks, rest = divmod(total, block)
    if blocks < len(weights):
        raise ValueError(f"{total} minutes cannot be shared out over {len(weights)}")
    shares = [1] * len(weights)
    ideal = [blocks * weight / sum(weights) for weight in weights]
    for _ in range(blocks - len(weights)):
        short = max(range(len(weights)), key=lambda one: ideal[one] - shares[one])
        shares[short] += 1
    heaviest = max(range(len(weights)), key=lambda one: weights[one])
    return tuple(share * block + (rest if n == heaviest else 0) for n, share in enumerate(shares))

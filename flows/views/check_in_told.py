"""What the message of a check-in is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.action import Action
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.wording import Localized, Phrase, say

UNFINISHED = (CheckInState.ASKED, CheckInState.ANSWERED)
"""What its reader can still do something with."""


class NoScore(StrEnum):
    """Why there is no score to bring beside the one at the start."""

    NO_SCAN = "no_scan"  # none was published since
    OTHER = "other_words"  # the newest scan has not got the statement, or words it otherwise
    WITHHELD = "withheld"  # the newest scan shows no figure of it


@dataclass(frozen=True, kw_only=True)
class Lifted:
    """A statement that an action should lift, with its published means, from 1 to 5.

    `start` is that of the scan that the action comes from, None if it shows none; `newest` that of
    the last scan since, or else `missing` says why there is none.
    """

    item: Localized
    start: float | None = None
    newest: float | None = None
    missing: NoScore | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that is asked.

    `action` with what is published of the statement that it should lift; `late` says that its date
    had passed when it was asked, `followed` that there is one already that follows up on it.
    `question` is that of a question, with the statement `item` that it is about and the published
    `mean` of that, from 1 to 5, if any; `asker` the name of the leader who asks, "" if they
    are not kept any more.
    """

    check_in: CheckIn
    action: Action | None = None
    lifted: Lifted | None = None
    late: bool = False
    followed: bool = False
    question: Phrase | None = None
    item: Localized | None = None
    mean: float | None = None
    asker: str = ""

    @property
    def subject(self) -> tuple[str, int]:
        """What it is about: all that is asked of one action in one go is about one thing."""
        action_id = self.check_in.action_id
        return ("check_in", self.check_in.id) if action_id is None else ("action", action_id)


@dataclass(frozen=True, kw_only=True)
class CheckInTold:
    """What a person is asked in one go, in the order in which it is asked.

    Only of what its reader is at all is known; of the rest the check-in is enough.
    `leaders` are the names of the other people who lead the region; `channel` is the name of that
    of the stuurgroep, "" if it has none. From `least` people on answers are counted for others;
    who is `quiet` is not asked the question of the month.
    """

    asked: Sequence[Asked]
    participant_id: int
    least: int
    quiet: bool = False
    leaders: tuple[str, ...] = ()
    channel: str = ""

    @property
    def current(self) -> Asked | None:
        """What its reader is at, None once they are through."""
        return next((one for one in self.asked if one.check_in.state in UNFINISHED), None)


def readers_of(check_in: CheckIn, leaders: tuple[str, ...], asker: str) -> tuple[str, ...]:
    """Which leaders read an answer: to a leader's words that one alone, while they lead."""
    if check_in.kind is not CheckInKind.LEADER:
        return leaders
    return (asker,) if asker in leaders else ()


def read_by(leaders: Sequence[str]) -> Phrase:
    """Who reads what the reader writes."""
    return say("check_in.read_by", names=leaders) if leaders else say("check_in.read_by_you")

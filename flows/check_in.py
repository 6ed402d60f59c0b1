"""What a person is asked between scans: of an action, of the network, what went well."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.action import Action, ActionState, Help, Move, Phase


class CheckInKind(StrEnum):
    """What a check-in is about."""

    ACTION = "action"  # an action of the person
    QUESTION = "question"  # this month's question about the network
    SUCCESS = "success"  # what went well, asked because the leader wants to celebrate
    LEADER = "leader"  # a question or thanks of a programme leader, in their own words


class CheckInState(StrEnum):
    """Where a check-in is."""

    ASKED = "asked"  # the person has not answered
    ANSWERED = "answered"  # they tapped an answer; a sentence may still come
    DONE = "done"  # answered, and the sentence was written or left out
    PASSED = "passed"  # it lost its point unanswered: a newer one came, the action is over


class Tap(StrEnum):
    """What a person answers with one tap."""

    ON_TRACK = "on_track"  # of an action: Plan, Do
    OTHER_DATE = "other_date"  # its date has passed, and they agreed on another
    STUCK = "stuck"
    DONE = "done"  # it has been carried out
    WORKED = "worked"  # of an action: Check
    PARTLY_WORKED = "partly_worked"
    NOT_WORKED = "not_worked"
    NOT_YET = "not_yet"  # it is not carried out after all
    ROUTINE = "routine"  # of an action: Act; it stays as it is
    NEXT = "next"  # something is tried next
    YES = "yes"  # of a question
    PARTLY = "partly"
    NO = "no"
    SKIP = "skip"  # nothing to say now


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """One thing a person is asked once. Moments are aware UTC datetimes.

    What is asked in one go has one `asked_at` and stands in one message, one after the other.
    Of an action: `action_id` and the `phase` it was in when asked. Of a question: `question` is
    the key of a condition (`flows.check_in_questions`) or of a statement of the last scan.
    `text` is what the person wrote, of a leader's check-in what `asked_by` (a person) wrote is
    `words`. `helped` says that who is stuck chose what helps, `help` whom they asked then.
    `text` is deleted after `text_until` of the follow-up rules.
    """

    id: int = 0
    workspace_id: int
    region_id: int
    participant_id: int
    person_id: int
    kind: CheckInKind
    action_id: int | None = None
    phase: Phase | None = None
    question: str = ""
    asked_by: int | None = None
    words: str = ""
    state: CheckInState = CheckInState.ASKED
    tap: Tap | None = None
    helped: bool = False
    help: Help | None = None
    text: str = ""
    asked_at: datetime
    answered_at: datetime | None = None


ANSWERS_AT: dict[Phase, tuple[Tap, ...]] = {
    Phase.PLAN: (Tap.ON_TRACK, Tap.STUCK),
    Phase.DO: (Tap.ON_TRACK, Tap.STUCK, Tap.DONE),
    Phase.CHECK: (Tap.WORKED, Tap.PARTLY_WORKED, Tap.NOT_WORKED, Tap.NOT_YET),
    Phase.ACT: (Tap.ROUTINE, Tap.NEXT),
}
"""With which taps one answers about an action, by the phase it was in when asked."""
LATE_ANSWERS = (Tap.DONE, Tap.OTHER_DATE, Tap.STUCK)
"""With which taps about one that should have been carried out by then; no date, no "on track"."""
DOING = (Phase.PLAN, Phase.DO)
"""Until it has been carried out."""
MOVE_OF: dict[tuple[Phase, Tap], Move] = {
    (Phase.PLAN, Tap.ON_TRACK): Move.BEGIN,
    (Phase.PLAN, Tap.DONE): Move.CARRIED_OUT,
    (Phase.DO, Tap.DONE): Move.CARRIED_OUT,
    (Phase.CHECK, Tap.WORKED): Move.EXPLAIN,
    (Phase.CHECK, Tap.PARTLY_WORKED): Move.EXPLAIN,
    (Phase.CHECK, Tap.NOT_WORKED): Move.EXPLAIN,
    (Phase.CHECK, Tap.NOT_YET): Move.NOT_YET,
    (Phase.ACT, Tap.ROUTINE): Move.FINISH,
    (Phase.ACT, Tap.NEXT): Move.FINISH,
}
"""Which way a tap moves the action; the others leave it where it is."""


def answers_to(check_in: CheckIn, *, late: bool = False) -> tuple[Tap, ...]:
    """With which taps one answers; `late` says that the action was over its date when asked."""
    match check_in.kind:
        case CheckInKind.ACTION if late:
            return LATE_ANSWERS
        case CheckInKind.ACTION:
            return ANSWERS_AT[check_in.phase or Phase.DO]
        case CheckInKind.QUESTION:
            return (Tap.YES, Tap.PARTLY, Tap.NO, Tap.SKIP)
        case _:
            return (Tap.SKIP,)


def asks_for_help(check_in: CheckIn) -> bool:
    """Whether its reader has still to choose what helps them on."""
    stuck = check_in.tap is Tap.STUCK and not check_in.helped
    return stuck and check_in.state is CheckInState.ANSWERED


def concludes(check_in: CheckIn) -> bool:
    """Whether its sentence says what explains the result of an action, or what becomes routine."""
    is_late = check_in.phase in {Phase.CHECK, Phase.ACT}
    return check_in.kind is CheckInKind.ACTION and is_late and check_in.tap is not Tap.NOT_YET


def for_group(check_in: CheckIn, action: Action) -> bool:
    """Whether its sentence is kept with its action, for the stuurgroep.

    It concludes, and nobody else has the action by now or brought it further. All else is between
    its writer and who leads the region.
    """
    if not concludes(check_in) or action.owner_id != check_in.participant_id:
        return False
    if check_in.phase is Phase.CHECK:
        return action.is_open and action.phase is Phase.ACT
    return action.state is ActionState.FINISHED

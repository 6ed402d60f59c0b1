"""What leaders are asked a week before a scan of the rhythm starts, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from flows.calendar import local_day
from flows.messages import Bullets, Element, Message, Note, Paragraph
from flows.region import Region
from flows.rhythm import Outcome, PutOff, Rhythm, RhythmState, is_asked
from flows.scan import Mode, Moments, Scan
from flows.views.rhythm import question_buttons
from flows.wording import Phrase, say

NAMES = 8
"""Names in one line at the most; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class RhythmTold:
    """What a leader's message about a rhythm is drawn from.

    `people` of `partners` will be asked; `new`, `gone` and `left` name the people that came and
    went and the partners that went since the `last` scan, whose settings hold. `goes` says
    whether silence means go. `scan` is what the turn that ended last became, `decided_by` who
    decided about it ("" for nobody). `missing` is what has to be mended before the start.
    `holidays_until` is the last day of which school holidays are known, if that is near, `unasked`
    are the leaders whom the question did not reach.
    """

    rhythm: Rhythm
    region: Region
    people: int
    partners: int
    meeting: date | None
    last: Scan | None
    new: Sequence[str]
    gone: Sequence[str]
    left: Sequence[str]
    goes: bool
    missing: Sequence[PutOff]
    provisional: bool
    scan: Scan | None
    decided_by: str
    holidays_until: date | None = None
    unasked: Sequence[str] = ()


def rhythm_message(told: RhythmTold) -> Message:
    """The question while it is open, else what was decided and by whom."""
    rhythm = told.rhythm
    if rhythm.state is RhythmState.PAUSED:
        return Message(body=(Paragraph(say("rhythm.told.paused")),))
    if rhythm.state is RhythmState.ENDED:
        return Message(body=(Paragraph(say("rhythm.told.stopped")),))
    if is_asked(rhythm):
        return Message(body=_question(told))
    before = _dropped(told) if rhythm.outcome is not Outcome.DROPPED else ()
    return Message(body=(*before, Paragraph(_outcome(told)), Note(say("rhythm.told.where"))))


def frozen_rhythm_message(told: RhythmTold) -> Message:
    """What stays of a question once there is a newer one below."""
    is_asked_again = told.rhythm.put_off is not PutOff.NONE
    again = is_asked_again or told.rhythm.outcome is Outcome.NONE
    text = say("rhythm.told.below") if again else _outcome(told)
    return Message(body=(Paragraph(text),))


def _outcome(told: RhythmTold) -> Phrase:
    rhythm, who = told.rhythm, told.decided_by
    match rhythm.outcome:
        case Outcome.BEGUN if told.scan is not None:
            start = local_day(told.scan.opened_at, told.region.timezone)
            title, deadline = told.scan.title, told.scan.deadline
            if who:
                return say(
                    "rhythm.told.begun", who=who, title=title, start=start, deadline=deadline
                )
            return say("rhythm.told.begins", title=title, start=start, deadline=deadline)
        case Outcome.BEGUN if who:
            return say("rhythm.told.by_hand", who=who)
        case Outcome.SKIPPED if who and rhythm.done_until is not None:
            return say("rhythm.told.skipped", who=who, ideal=rhythm.done_until)
        case Outcome.DROPPED if rhythm.dropped:
            return say("rhythm.told.dropped", days=_days(rhythm.dropped))
        case Outcome.NONE | Outcome.BEGUN | Outcome.SKIPPED | Outcome.DROPPED:
            return say("rhythm.told.over")
        case _:
            assert_never(rhythm.outcome)


def _question(told: RhythmTold) -> tuple[Element, ...]:
    rhythm = told.rhythm
    start, deadline, turn = rhythm.starts_on, rhythm.ends_on, rhythm.turn
    if start is None or deadline is None or turn is None:
        return (Paragraph(say("rhythm.told.over")),)
    body: list[Element] = [*_dropped(told)]
    if rhythm.put_off is not PutOff.NONE:
        body.append(Paragraph(say(f"rhythm.put_off.{rhythm.put_off.value}")))
    if told.last is None:
        body.append(Paragraph(say("rhythm.ask.first", start=start, deadline=deadline)))
    else:
        body.append(Paragraph(say("rhythm.ask.when", start=start, deadline=deadline)))
    body.append(Bullets(tuple(_facts(told))))
    lacks = [why for why in told.missing if why is not rhythm.put_off]
    body += [Paragraph(say(f"rhythm.lacks.{why.value}")) for why in lacks]
    if told.provisional:
        body.append(Paragraph(say("rhythm.ask.provisional")))
    if told.holidays_until is not None:
        body.append(Paragraph(say("rhythm.ask.run_out", day=told.holidays_until)))
    if told.unasked:
        names, count = _names(told.unasked), len(told.unasked)
        body.append(Paragraph(say("rhythm.ask.unasked", names=names, count=count)))
    if told.last is None:
        body.append(Paragraph(say("rhythm.ask.silence_first")))
    else:
        body.append(
            Paragraph(say("rhythm.ask.silence_go" if told.goes else "rhythm.ask.silence_wait"))
        )
    body.append(question_buttons(told.region.id, turn, can_go=told.last is not None))
    return tuple(body)


def _dropped(told: RhythmTold) -> tuple[Paragraph, ...]:
    """The turns before that were not held: they are told once, with the next one."""
    dropped = told.rhythm.dropped
    return (Paragraph(say("rhythm.ask.dropped", days=_days(dropped))),) if dropped else ()


def _days(days: Sequence[str]) -> tuple[Phrase, ...]:
    return tuple(say("rhythm.day", day=date.fromisoformat(day)) for day in days)


def _facts(told: RhythmTold) -> list[Phrase]:
    facts = []
    if told.meeting is not None:
        facts.append(say("rhythm.ask.meeting", meeting=told.meeting))
    people = say("channel.count_people", count=told.people)
    partners = say("channel.count_partners", count=told.partners)
    facts.append(say("rhythm.ask.who", people=people, partners=partners))
    if told.last is None:
        return facts
    if told.new:
        facts.append(say("rhythm.ask.new", names=_names(told.new)))
    if told.gone:
        facts.append(say("rhythm.ask.gone", names=_names(told.gone)))
    if told.left:
        facts.append(say("rhythm.ask.left", names=_names(told.left)))
    if not (told.new or told.gone or told.left):
        facts.append(say("rhythm.ask.same"))
    facts.append(say("rhythm.ask.settings", mode=_mode(told.last), moments=_moments(told.last)))
    return facts


def _names(names: Sequence[str]) -> tuple[str | Phrase, ...]:
    rest = len(names) - NAMES
    if rest < 1:
        return tuple(names)
    return (*names[:NAMES], say("rhythm.ask.more", count=rest))


def _mode(scan: Scan) -> Phrase:
    if scan.mode is Mode.OPEN:
        return say("rhythm.mode.open")
    return say("rhythm.mode.protected", minimum=scan.minimum)


def _moments(scan: Scan) -> Phrase:
    return say("rhythm.moments_two" if scan.moments is Moments.TWO else "rhythm.moments_one")

"""What a digest says, from what is kept, as it was at the end of its last day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flows.action import Action, ActionState, Help, is_over_date
from flows.calendar import wall
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.check_in_questions import question_phrase
from flows.decision import Decision, DecisionState, is_due
from flows.follow_up import Digest
from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.success import SuccessKind
from flows.usecases.rendering import Rendering
from flows.usecases.success_kept import celebrated
from flows.usecases.walks import Instruments
from flows.views.digest import Agreed, Heard, Moved, digest_message

DUE_SOON = timedelta(weeks=4)
"""How far ahead a date is soon: a digest comes once a month."""
STILL_NEWS = timedelta(weeks=3)
"""How long a digest that could not be posted may still come."""
ANSWERED = (CheckInState.ANSWERED, CheckInState.DONE)
"""Check-ins that somebody answered."""


@dataclass(frozen=True)
class Days:
    """The days of a digest as moments: from `begin` up to, and not with, `end`.

    `today` is the local day after the last one.
    """

    begin: datetime
    end: datetime
    today: date

    def hold(self, moment: datetime | None) -> bool:
        """Whether a moment lies in these days."""
        return moment is not None and self.begin <= moment < self.end

    def before_end(self, moment: datetime | None) -> bool:
        """Whether a moment lies in these days or before them."""
        return moment is not None and moment < self.end


def days_of(store: Store, digest: Digest) -> Days:
    """The days of a digest in the time zone of its region."""
    timezone = store.regions.get(digest.region_id).timezone
    today = digest.last + timedelta(days=1)
    return Days(wall(digest.first, time(), timezone), wall(today, time(), timezone), today)


def moved_in(store: Store, digest: Digest, instruments: Instruments) -> Moved:
    """What can be said of the days of a digest."""
    days = days_of(store, digest)
    actions = [
        then
        for action in store.actions.find(region_id=digest.region_id)
        if (then := _as_it_was(action, days)) is not None
    ]
    decisions = _open_decisions(store, digest, days)
    told = celebrated(store, digest.region_id, digest.first, digest.last)
    names = {one.id: one.name for one in store.partners.find(region_id=digest.region_id)}
    lessons = sum(one.kind is SuccessKind.LESSON for one in told)
    question = question_phrase(digest.question, instruments) if digest.question else None
    return Moved(
        digest=digest,
        until=days.today + DUE_SOON,
        actions={
            heard: [_agreed(one, names, days) for one in _by_date(found)]
            for heard, found in _heard(store, digest, actions, days).items()
            if found
        },
        new=sum(days.hold(one.created_at) for one in actions),
        open=_open(actions, decisions, names, days),
        due_decisions=sum(is_due(one, days.today) for one in decisions),
        successes=len(told) - lessons,
        lessons=lessons,
        question=question,
    )


def _as_it_was(action: Action, days: Days) -> Action | None:
    """An action without what came after these days; None if it was made later."""
    if not days.before_end(action.created_at):
        return None
    if not days.before_end(action.closed_at):
        action = replace(action, state=ActionState.OPEN, closed_at=None)
    if not days.before_end(action.carried_out_at):
        action = replace(action, carried_out_at=None)
    return action


def _heard(
    store: Store, digest: Digest, actions: Sequence[Action], days: Days
) -> dict[Heard, list[Action]]:
    """The actions that something is to be said of: each once, as what matters most of it.

    Nobody is said to be stuck who did not tell the channel.
    """
    doing = [one for one in actions if one.is_open and one.carried_out_at is None]
    stuck = {one.id for one in doing if days.before_end(one.stuck_at)}
    on_track = _on_track(store, digest, days) - stuck
    finished = [
        one for one in actions if one.state is ActionState.FINISHED and days.hold(one.closed_at)
    ]
    found = {
        Heard.FINISHED: finished,
        Heard.CARRIED_OUT: [
            one for one in actions if one.is_open and days.hold(one.carried_out_at)
        ],
        Heard.BEGUN: [
            one for one in doing if days.hold(one.begun_at) and not days.hold(one.created_at)
        ],
        Heard.ON_TRACK: [one for one in doing if one.id in on_track],
        Heard.ASKS_HELP: [one for one in doing if _asks_help(one, days)],
        Heard.DUE_SOON: [one for one in doing if days.today <= one.due_on < days.today + DUE_SOON],
        Heard.OVER_DATE: [one for one in doing if is_over_date(one, days.today)],
    }
    told: set[int] = set()
    once = {}
    for heard in Heard:
        once[heard] = [one for one in found[heard] if one.id not in told]
        told |= {one.id for one in once[heard]}
    return once


def _asks_help(action: Action, days: Days) -> bool:
    return days.before_end(action.stuck_at) and action.help is Help.CHANNEL


def _on_track(store: Store, digest: Digest, days: Days) -> set[int | None]:
    """The ids of the actions of which the last answer in these days was that they are on track."""
    found = store.check_ins.find(
        region_id=digest.region_id, kind=CheckInKind.ACTION, state=ANSWERED
    )
    answers = sorted((one for one in found if days.hold(one.answered_at)), key=_answered)
    last = {one.action_id: one.tap for one in answers if one.tap is not Tap.SKIP}
    return {action_id for action_id, tap in last.items() if tap is Tap.ON_TRACK}


def _answered(check_in: CheckIn) -> tuple[datetime, int]:
    return check_in.answered_at or check_in.asked_at, check_in.id


def _by_date(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda one: (one.due_on, one.id))


def _agreed(action: Action, names: dict[int, str], days: Days) -> Agreed:
    return Agreed(
        what=action.what,
        partner=names.get(action.partner_id or 0, ""),
        due=action.due_on,
        late=is_over_date(action, days.today),
        asks_help=_asks_help(action, days),
        carried_out=action.carried_out_at is not None,
    )


def _open(
    actions: Sequence[Action], decisions: Sequence[Decision], names: dict[int, str], days: Days
) -> list[Agreed]:
    """What is open: what asks help, what is late, by its date, and what was carried out."""
    agreed = [_agreed(one, names, days) for one in actions if one.is_open]
    agreed += [_decided(one, names, days) for one in decisions]
    return sorted(agreed, key=_urgency)


def _urgency(one: Agreed) -> tuple[bool, bool, bool, date]:
    return one.carried_out, not one.asks_help, not one.late, one.due or date.max


def _open_decisions(store: Store, digest: Digest, days: Days) -> list[Decision]:
    return [
        replace(one, state=DecisionState.OPEN)
        for one in store.decisions.find(region_id=digest.region_id)
        if days.before_end(one.created_at) and not days.before_end(one.closed_at)
    ]


def _decided(decision: Decision, names: dict[int, str], days: Days) -> Agreed:
    return Agreed(
        what=decision.what,
        partner=names.get(decision.partner_id or 0, ""),
        due=decision.due_on,
        late=decision.due_on is not None and decision.due_on < days.today,
        is_decision=True,
    )


def render_digest(
    store: Store, wish: Wish, instruments: Instruments, _almanac: Almanac
) -> Rendering:
    """A digest for the channel."""
    digest = store.digests.get(wish.subject_id)
    return Rendering(
        message=digest_message(moved_in(store, digest, instruments)),
        language=store.regions.get(digest.region_id).language,
        channel=wish.address,
    )


def digest_has_point(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether it is still news, in the channel that the region has now."""
    digest = store.digests.get(wish.subject_id)
    region = store.regions.get(digest.region_id)
    until = digest.meeting_on or digest.last + STILL_NEWS
    still = now < wall(until + timedelta(days=1), time(), region.timezone)
    return still and region.channel == wish.address

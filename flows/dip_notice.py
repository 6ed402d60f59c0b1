"""When leaders are told of signals of a netwerkdip, of which, and what small step fits them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from flows.follow_up import FollowUp
from flows.signals import Kind, Reading, Watched

MONTH = timedelta(days=31)
"""Between two notices at least."""
QUARTER = timedelta(days=91)
"""After which a signal that is still there is told again; a dismissed one is quiet as long."""
MOST = 3
"""Signals in a notice, and steps beside them."""


class Step(StrEnum):
    """A small step, after Klaster 2025: relations, room to develop, and making impact visible."""

    MEET = "meet"  # know each other, trust, grant each other something
    ROOM = "room"  # time: new dates for what is over its date
    CELEBRATE = "celebrate"  # celebrate what went well on the way
    IMPACT = "impact"  # make visible for whom it makes a difference
    ANCHOR = "anchor"  # give it a place in the standing organisation
    THANK = "thank"  # thank a partner
    ASK = "ask"  # send a partner a question


FITS: Mapping[Kind, Sequence[Step]] = {
    Kind.GOVERNANCE: (Step.ANCHOR, Step.MEET, Step.IMPACT),
    Kind.FALL: (Step.MEET, Step.CELEBRATE, Step.ANCHOR),
    Kind.RESPONSE: (Step.MEET, Step.IMPACT, Step.THANK),
    Kind.SILENT: (Step.ASK, Step.MEET, Step.THANK),
    Kind.OVERDUE: (Step.ROOM, Step.CELEBRATE, Step.MEET),
    Kind.UNANSWERED: (Step.THANK, Step.CELEBRATE, Step.MEET),
    Kind.SPREAD: (Step.MEET, Step.ASK, Step.IMPACT),
}
"""What fits a signal, the best first."""


def steps_for(signals: Sequence[Reading]) -> tuple[Step, ...]:
    """At most three steps: what fits each signal best, then what fits it next."""
    ranked = [
        step for rank in zip(*(FITS[one.kind] for one in signals), strict=True) for step in rank
    ]
    return tuple(dict.fromkeys(ranked))[:MOST]


def seen_since(follow_up: FollowUp, watched: Watched, today: date) -> FollowUp:
    """With the day on which each signal that there is now was seen first.

    One that a later scan brings is seen anew.
    """
    known = _since(follow_up)
    days = {
        one.kind: first if (first := known.get(one.kind)) and first >= _begun(one, today) else today
        for one in watched.signals
    }
    return replace(
        follow_up, since=tuple(f"{kind}:{day.isoformat()}" for kind, day in days.items())
    )


def _begun(signal: Reading, today: date) -> date:
    return signal.since or today


def _since(follow_up: FollowUp) -> Mapping[Kind, date]:
    parts = (entry.partition(":") for entry in follow_up.since)
    return {Kind(kind): date.fromisoformat(day) for kind, _, day in parts}


def to_tell(follow_up: FollowUp, watched: Watched, today: date) -> tuple[Reading, ...]:
    """The signals of a notice that is due today, none if there is none to give.

    At most one a month, at most three signals, and only if one of them is new since the last
    notice or they are still there a quarter after it.
    """
    last = follow_up.noticed_on
    if last is not None and today - last < MONTH:
        return ()
    signals = weightiest(heard(follow_up, watched, today))
    since = _since(follow_up)
    is_new = last is None or any(
        one.kind not in follow_up.noticed or since.get(one.kind, today) > last for one in signals
    )
    return signals if is_new or (last is not None and today - last >= QUARTER) else ()


def weightiest(signals: Sequence[Reading]) -> tuple[Reading, ...]:
    """The first three by weight; a fall that another one consists of is not told twice."""
    governed = {one.item for each in signals if each.kind is Kind.GOVERNANCE for one in each.moved}
    told = [
        each
        for each in signals
        if each.kind is not Kind.FALL or not {one.item for one in each.moved} <= governed
    ]
    return tuple(told[:MOST])


def told(follow_up: FollowUp, signals: Sequence[Reading], today: date) -> FollowUp:
    """With a notice of these signals given today."""
    return replace(follow_up, noticed_on=today, noticed=tuple(one.kind for one in signals))


def heard(follow_up: FollowUp, watched: Watched, today: date) -> tuple[Reading, ...]:
    """The signals that were not dismissed."""
    quiet = quiet_kinds(follow_up, watched.scan, today)
    return tuple(one for one in watched.signals if one.kind not in quiet)


def quiet_kinds(follow_up: FollowUp, scan: int, today: date) -> Mapping[Kind, date]:
    """The kinds that were dismissed in the cycle of this last scan, and until when they rest."""
    entries = (entry.split(":") for entry in follow_up.quiet)
    return {
        Kind(kind): until
        for kind, of, day in entries
        if int(of) == scan and today < (until := date.fromisoformat(day))
    }


def dismissed(follow_up: FollowUp, kinds: Collection[Kind], scan: int, today: date) -> FollowUp:
    """With these kinds quiet until the next scan is published, or a quarter without one."""
    kept = quiet_kinds(follow_up, scan, today)
    days = {**kept, **dict.fromkeys(kinds, today + QUARTER)}
    entries = tuple(f"{kind}:{scan}:{day.isoformat()}" for kind, day in days.items())
    return replace(follow_up, quiet=entries)

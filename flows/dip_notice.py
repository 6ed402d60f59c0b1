"""When leaders are told of signals of a netwerkdip, of which, and what small step fits them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from flows.follow_up import FollowUp
from flows.signals import Kind, Reading, Watched

MONTH = timedelta(days=31)
"""Between two notices at least."""
QUARTER = timedelta(weeks=13)
"""After which a signal that is still there is told again; a dismissed one is quiet as long."""
KEPT = timedelta(days=400)
"""How long it is kept what leaders were told: a school year's thread names it."""
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


def to_tell(follow_up: FollowUp, watched: Watched, today: date) -> tuple[Reading, ...]:
    """The signals of a notice that is due today, what is new first; none if there is none to give.

    At most one a month, at most three signals, and only if one of them is new: leaders were not
    told of its kind in the last quarter, whether it was there all the time, came back or comes
    from a later scan. A slight one is told, but is no reason for a notice.
    """
    last = follow_up.noticed_on
    if last is not None and today - last < MONTH:
        return ()
    known = _reported(follow_up, today)
    signals = without_doubles(heard(follow_up, watched, today))
    new = [one for one in signals if one.kind not in known]
    if all(one.slight for one in new):
        return ()
    return tuple([*new, *(one for one in signals if one.kind in known)][:MOST])


def without_doubles(signals: Sequence[Reading]) -> Sequence[Reading]:
    """The same signals, but without a fall that governance consists of."""
    governed = {one.item for each in signals if each.kind is Kind.GOVERNANCE for one in each.moved}
    return [
        each
        for each in signals
        if each.kind is not Kind.FALL or not {one.item for one in each.moved} <= governed
    ]


def told(follow_up: FollowUp, signals: Sequence[Reading], today: date) -> FollowUp:
    """With a notice of these signals given today."""
    kinds = tuple(one.kind for one in signals)
    kept = [entry for entry in follow_up.reported if today - _day_of(entry) < KEPT]
    new = [f"{kind}:{today.isoformat()}" for kind in kinds]
    return replace(follow_up, noticed_on=today, noticed=kinds, reported=(*kept, *new))


def notices(follow_up: FollowUp) -> Mapping[date, Sequence[Kind]]:
    """The kinds of signals in each notice of the last year, by its day, the oldest first."""
    found: dict[date, list[Kind]] = {}
    for entry in follow_up.reported:
        found.setdefault(_day_of(entry), []).append(Kind(entry.partition(":")[0]))
    return found


def _day_of(entry: str) -> date:
    return date.fromisoformat(entry.partition(":")[2])


def _reported(follow_up: FollowUp, today: date) -> Mapping[Kind, date]:
    """The kinds that leaders were told of in the last quarter, and when they were last."""
    entries = (entry.split(":") for entry in follow_up.reported)
    return {
        Kind(kind): on for kind, day in entries if today - (on := date.fromisoformat(day)) < QUARTER
    }


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

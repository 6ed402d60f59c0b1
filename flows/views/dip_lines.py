"""What the rules of the netwerkdip find, in words: for the notice, and for who looks."""

from collections.abc import Callable, Sequence
from datetime import date

from flows.signals import Kind, Moved, Reading, Watched
from flows.views.figures import Scale
from flows.wording import Phrase, Words, say

ITEMS = 3
"""Statements that are named at the most; the rest is counted."""
NAMES = 5
"""Partners that are named at the most; the rest is counted."""


def signal_lines(signals: Sequence[Reading], watched: Watched) -> tuple[Phrase, ...]:
    """A line for each signal; the first figure says that it is one of five."""
    scale = Scale()
    return tuple(_line(one, watched, scale) for one in signals)


def now_line(reading: Reading, watched: Watched) -> Phrase:
    """What a rule finds now, also where that is no signal."""
    match reading.kind:
        case Kind.OVERDUE | Kind.UNANSWERED if not reading.rises:
            return say(f"dip.now.{reading.kind}", number=reading.count, of=reading.of)
        case Kind.FALL | Kind.SPREAD if not reading.moved:
            return say("dip.now.none")
        case Kind.SILENT if not reading.names:
            return say("dip.now.none")
        case Kind.GOVERNANCE if not reading.rises:
            return _governance(reading, watched, Scale(), sags=False)
        case _:
            return _line(reading, watched, Scale())


def _line(reading: Reading, watched: Watched, scale: Scale) -> Phrase:
    since, then = reading.since or date.min, reading.then or date.min
    match reading.kind:
        case Kind.GOVERNANCE:
            return _governance(reading, watched, scale, sags=True)
        case Kind.FALL:
            items = _most(reading.moved, lambda one: _fallen(one, watched, scale))
            both = any(one.both for one in reading.moved)
            return say(
                "dip.line.fall" if both else "dip.line.fall_published", items=items, then=then
            )
        case Kind.SPREAD:
            items = _most(reading.moved, lambda one: _apart(one, watched))
            return say("dip.line.spread", items=items, then=then)
        case Kind.RESPONSE:
            return say(
                "dip.line.response",
                number=reading.count,
                of=reading.of,
                before=reading.before,
                before_of=reading.before_of,
                then=then,
            )
        case Kind.SILENT:
            return say("dip.line.silent", names=_names(reading.names), since=since)
        case Kind.OVERDUE:
            return say("dip.line.overdue", number=reading.count, of=reading.of, since=since)
        case _:
            return say("dip.line.unanswered", number=reading.count, of=reading.of, since=since)


def _governance(reading: Reading, watched: Watched, scale: Scale, *, sags: bool) -> Phrase:
    together = reading.together or Moved(item="", before=0, now=0)
    return say(
        "dip.line.governance" if sags else "dip.now.governance",
        items=tuple(watched.shorts[one.item] for one in reading.moved),
        before=scale.figure(together.before),
        now=scale.figure(together.now),
        then=reading.then or date.min,
    )


def _most(moved: Sequence[Moved], line: Callable[[Moved], Phrase]) -> tuple[Phrase, ...]:
    """Those that changed most, in their order; the rest is counted."""
    most = sorted(moved, key=lambda one: -abs(one.fell))[:ITEMS]
    rest = len(moved) - len(most)
    more = (say("dip.line.more_items", count=rest),) if rest else ()
    return (*(line(one) for one in moved if one in most), *more)


def _fallen(moved: Moved, watched: Watched, scale: Scale) -> Phrase:
    item = watched.shorts[moved.item]
    before, now = scale.figure(moved.before), scale.figure(moved.now)
    if not moved.both:
        return say("dip.line.fell", item=item, before=before, now=now)
    number, of = moved.lower, moved.both
    return say("dip.line.fell_at", item=item, before=before, now=now, number=number, of=of)


def _apart(moved: Moved, watched: Watched) -> Phrase:
    item, before, now = watched.shorts[moved.item], moved.before, moved.now
    return say(
        "dip.line.apart" if moved.both else "dip.line.apart_at_most",
        item=item,
        before=before,
        now=now,
    )


def _names(names: Sequence[str]) -> tuple[Words, ...]:
    rest = len(names) - NAMES
    more = (say("dip.line.more", count=rest),) if rest > 0 else ()
    return (*names[:NAMES], *more)

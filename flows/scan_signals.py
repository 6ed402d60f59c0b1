"""Signals of a netwerkdip in what changed between two scans."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from flows.calendar import day_of
from flows.comparison import Past, compare, scored_twice
from flows.follow_up import FollowUp
from flows.language import as_read
from flows.results import AGREEMENT
from flows.scan import Mode
from flows.signals import Kind, Moved, Reading, Seen

GOVERNANCE = ("structuren", "inzicht", "communicatie")
"""The statements about structures, insight in results and communication."""
FEWER = 2
"""Partners fewer that answer before that is told by itself: one may just have had no time."""
HOLDS = 0.2
"""The mean of the other statements holds if it falls by no more than this."""
AT_LEAST = 3
"""Partners that scored lower, or that are compared, before a change counts."""
GROWS = 0.3
"""By how much an average deviation grows at least, from agreement to none."""


def readings_of(seen: Seen, before: Past, last: Past, follow_up: FollowUp) -> list[Reading]:
    """What two scans say, by the thresholds of `follow_up`.

    Of open scans only partners that answered both times are compared, and a fall counts if at
    least three of them scored lower. Of protected ones only published figures are, if as many
    people handed in both times as the minimum asks. That fewer partners answer is slight if it is
    one.
    """
    response = _response(seen, before, last)
    if not _is_comparable(seen, before, last):
        return [response]
    moved, spread = _moved(before, last), _spread(before, last)
    same = replace(response, slight=False)
    grown = replace(same, kind=Kind.SPREAD, rises=len(spread) >= follow_up.statements, moved=spread)
    return [response, grown, *_falls(moved, same, follow_up)]


def _is_comparable(seen: Seen, before: Past, last: Past) -> bool:
    """Open scans by their partners; else so many people have to have handed in both times."""
    scans = (before.scan, last.scan)
    return _are_open(before, last) or seen.twice >= max(scan.minimum for scan in scans)


def _are_open(before: Past, last: Past) -> bool:
    return before.scan.mode is last.scan.mode is Mode.OPEN


def _moved(before: Past, last: Past) -> Sequence[Moved]:
    """The means of statements then and now: among partners that scored both times, if open."""
    if not _are_open(before, last):
        return [
            Moved(item=one.item, before=as_read(one.before), now=as_read(one.now))
            for one in compare(before, last).changes
            if one.before is not None and one.now is not None
        ]
    return [
        Moved(
            item=item,
            before=as_read(fmean(then for then, _ in scores)),
            now=as_read(fmean(now for _, now in scores)),
            lower=sum(now < then for then, now in scores),
            both=len(scores),
        )
        for item, scores in scored_twice(before, last).items()
        if scores
    ]


def _falls(moved: Sequence[Moved], response: Reading, follow_up: FollowUp) -> list[Reading]:
    counted = [one for one in moved if not one.both or one.lower >= AT_LEAST]
    fallen = tuple(one for one in counted if one.fell >= follow_up.fall)
    fall = replace(
        response, kind=Kind.FALL, rises=len(fallen) >= follow_up.statements, moved=fallen
    )
    governance = tuple(one for one in moved if one.item in GOVERNANCE)
    others = [one for one in moved if one.item not in GOVERNANCE]
    if not governance or not others:
        return [fall]
    together, rest = _mean_of(governance), _mean_of(others)
    lower = [one for one in governance if one in counted and one.fell > 0]
    most = len(lower) > len(GOVERNANCE) / 2
    sags = together.fell >= follow_up.fall and rest.fell <= HOLDS
    governs = replace(
        response,
        kind=Kind.GOVERNANCE,
        rises=most and sags,
        moved=governance,
        together=together,
    )
    return [governs, fall]


def _mean_of(moved: Sequence[Moved]) -> Moved:
    return Moved(
        item="",
        before=as_read(fmean(one.before for one in moved)),
        now=as_read(fmean(one.now for one in moved)),
    )


def _spread(before: Past, last: Past) -> tuple[Moved, ...]:
    """The statements on which partners agreed, and do no longer, by their average deviation."""
    if _are_open(before, last):
        found = [
            Moved(
                item=item,
                before=_deviation([then for then, _ in scores]),
                now=_deviation([now for _, now in scores]),
                both=len(scores),
            )
            for item, scores in scored_twice(before, last).items()
            if len(scores) >= AT_LEAST
        ]
    else:
        then = {one.item: one.spread for one in before.results.figures}
        others = compare(before, last).other_items
        found = [
            Moved(item=one.item, before=known, now=one.spread)
            for one in last.results.figures
            if (known := then.get(one.item)) is not None
            and one.spread is not None
            and one.item not in others
        ]
    return tuple(one for one in found if one.before <= AGREEMENT < one.now and -one.fell >= GROWS)


def _deviation(scores: Sequence[float]) -> float:
    mean = fmean(scores)
    return round(fmean(abs(score - mean) for score in scores), 9)


def _response(seen: Seen, before: Past, last: Past) -> Reading:
    """Fewer partners answered, and fewer of those that were asked."""
    then, now = before.results, last.results
    return Reading(
        kind=Kind.RESPONSE,
        rises=now.answered < then.answered
        and now.answered * then.asked < then.answered * now.asked,
        slight=then.answered - now.answered < FEWER,
        since=day_of(last.scan, seen.timezone),
        then=day_of(before.scan, seen.timezone),
        count=now.answered,
        of=now.asked,
        before=then.answered,
        before_of=then.asked,
    )

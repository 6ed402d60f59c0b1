"""What changed between two scans, over all partners and among those who answered both times."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from flows.instrument import Instrument
from flows.language import as_read
from flows.results import Line, Results
from flows.scan import Scan


@dataclass(frozen=True, kw_only=True)
class Past:
    """A published scan with what came of it."""

    scan: Scan
    results: Results
    instrument: Instrument


@dataclass(frozen=True, kw_only=True)
class Change:
    """One statement then and now; None where there was no figure or the statement was another.

    `both_before` and `both_now` are the means of the `both` partners that scored it both times;
    None, and 0 of them, where that may not be shown or is not known any more.
    """

    item: str
    before: float | None = None
    now: float | None = None
    both: int = 0
    both_before: float | None = None
    both_now: float | None = None

    @property
    def overall(self) -> float | None:
        """How much the mean rose (negative: fell) as people read it, to one decimal."""
        return _difference(self.before, self.now)

    @property
    def among_both(self) -> float | None:
        """The same among those who scored both times."""
        return _difference(self.both_before, self.both_now)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A scan beside an earlier one, a change for each statement of the later one in its order.

    `other_items` are statements that the earlier scan did not have or worded otherwise: they are
    not compared. `both` counts the partners that took part both times, None where nobody may know.
    """

    before: Past
    changes: tuple[Change, ...]
    other_items: tuple[str, ...] = ()
    both: int | None = None

    @property
    def drawn(self) -> bool:
        """Whether a radar can show any figure of the earlier scan."""
        return any(change.before is not None for change in self.changes)


def compare(before: Past, now: Past) -> Comparison:
    """What changed from one scan to a later one."""
    pairs = _pairs(before.results, now.results)
    then = {item.key: number for number, item in enumerate(before.instrument.statements)}
    changes, other_items = [], []
    for number, item in enumerate(now.instrument.statements):
        if _is_same(before, then.get(item.key), now, number):
            changes.append(_change(item.key, before, then[item.key], now, number, pairs))
        else:
            other_items.append(item.key)
            changes.append(Change(item=item.key))
    return Comparison(
        before=before,
        changes=tuple(changes),
        other_items=tuple(other_items),
        both=len(pairs) if before.results.lines and now.results.lines else None,
    )


def scored_twice(before: Past, now: Past) -> Mapping[str, Sequence[tuple[float, float]]]:
    """Then and now of each partner that scored a statement both times, if its words are the same.

    By the statements of the later scan; none where no lines are kept.
    """
    pairs = _pairs(before.results, now.results)
    then = {item.key: number for number, item in enumerate(before.instrument.statements)}
    return {
        item.key: _scores(pairs, then[item.key], number)
        for number, item in enumerate(now.instrument.statements)
        if _is_same(before, then.get(item.key), now, number)
    }


def _scores(
    pairs: Sequence[tuple[Line, Line]], then: int, number: int
) -> Sequence[tuple[float, float]]:
    return [
        (first, second)
        for one, other in pairs
        if (first := one.scores[then]) is not None and (second := other.scores[number]) is not None
    ]


def _is_same(before: Past, then: int | None, now: Past, number: int) -> bool:
    """Whether the same words were scored in both, by the scans' variants; Dutch ones decide."""
    if then is None:
        return False
    earlier = before.instrument.statements[then].variant(before.scan.variant)
    return earlier.nl == now.instrument.statements[number].variant(now.scan.variant).nl


def _change(
    item: str, before: Past, then: int, now: Past, number: int, pairs: Sequence[tuple[Line, Line]]
) -> Change:
    scores = _scores(pairs, then, number)
    return Change(
        item=item,
        before=before.results.figures[then].mean,
        now=now.results.figures[number].mean,
        both=len(scores),
        both_before=fmean(first for first, _ in scores) if scores else None,
        both_now=fmean(second for _, second in scores) if scores else None,
    )


def _pairs(before: Results, now: Results) -> Sequence[tuple[Line, Line]]:
    """The lines of partners that took part both times; by name where an id was not kept."""
    by_id = {line.partner_id: line for line in before.lines if line.partner_id}
    by_name = _by_name(before.lines)
    alone = _by_name(now.lines)
    pairs = []
    for line in now.lines:
        known = by_id.get(line.partner_id)
        named = by_name.get(line.partner) if line.partner in alone else None
        if known is None and named and not (named.partner_id and line.partner_id):
            known = named
        if known:
            pairs.append((known, line))
    return pairs


def _by_name(lines: Sequence[Line]) -> Mapping[str, Line]:
    """The lines whose name no other has."""
    count = Counter(line.partner for line in lines)
    return {line.partner: line for line in lines if count[line.partner] == 1}


def _difference(before: float | None, now: float | None) -> float | None:
    if before is None or now is None:
        return None
    return as_read(as_read(now) - as_read(before))

"""What came of a scan, made from scores without a store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.agenda import find
from flows.comparison import Past, compare
from flows.instrument import Instrument
from flows.language import Language
from flows.outcome import Outcome, SharedText
from flows.region import Group
from flows.results import Organisation, Results, Sheet, compute
from flows.scan import Mode, Scan, ScanState
from tests.support.builders import INSTRUMENT, a_response, a_scan, a_walk

Scores = Sequence[int | None]
ITEMS = [item.key for item in INSTRUMENT.statements]
WALK = a_walk(a_response())


def a_published_scan(mode: Mode = Mode.OPEN, **changes: object) -> Scan:
    """A scan that is over."""
    scan = replace(a_scan(WALK.region, WALK.person), state=ScanState.PUBLISHED, mode=mode)
    return replace(scan, **changes)  # type: ignore[arg-type]  # checked when it runs


def results_from(
    people: Mapping[str, Scores | Sequence[Scores]],
    mode: Mode = Mode.OPEN,
    *,
    minimum: int = 3,
    missing: Sequence[str] = (),
    groups: Mapping[str, Group] | None = None,
) -> Results:
    """The results of partners by name: the seven scores of their person, or of each of them.

    `missing` are partners that were asked and did not answer.
    """
    names = [*people, *missing]
    sheets = [
        Sheet(partner_id=names.index(name) + 1, scores=dict(zip(ITEMS, one, strict=True)))
        for name, given in people.items()
        for one in _each(given)
    ]
    return compute(
        mode=mode,
        minimum=minimum,
        items=ITEMS,
        partners={
            number: Organisation(name=name, group=(groups or {}).get(name, Group.OTHER))
            for number, name in enumerate(names, start=1)
        },
        people_asked=len(sheets) + len(missing),
        sheets=sheets,
    )


def _each(given: Scores | Sequence[Scores]) -> list[Scores]:
    if given and isinstance(given[0], int | None):
        return [given]  # type: ignore[list-item]  # seven scores, not seven people
    return [*given]


def past_from(
    results: Results, scan: Scan | None = None, instrument: Instrument = INSTRUMENT
) -> Past:
    """A published scan with these results."""
    scan = scan or a_published_scan(results.mode)
    return Past(scan=scan, results=results, instrument=instrument)


def outcome_from(
    results: Results,
    scan: Scan | None = None,
    *,
    before: Past | None = None,
    shared: Sequence[SharedText] = (),
    instrument: Instrument = INSTRUMENT,
) -> Outcome:
    """All that may be seen of a scan with these results."""
    now = past_from(results, scan, instrument)
    since = compare(before, now) if before else None
    return Outcome(
        scan=now.scan,
        region=WALK.region.name,
        language=Language.NL,
        instrument=instrument,
        results=results,
        findings=find(results, since),
        since=since,
        shared=tuple(shared),
    )

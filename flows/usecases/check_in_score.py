"""The statement that an action should lift, with its published means at the start and now."""

from flows.action import Action
from flows.comparison import Past, compare
from flows.ports import Store
from flows.results import Results
from flows.scan import Scan, ScanState
from flows.usecases.action_told import item_of, statement_in
from flows.usecases.outcomes import past_of
from flows.usecases.published import in_order
from flows.usecases.walks import Instruments
from flows.usecases.wishes import results_stand
from flows.views.check_in_told import Lifted, NoScore


def lifted_by(store: Store, action: Action, instruments: Instruments) -> Lifted | None:
    """What an action should lift, None if nothing that is known.

    Its scores are those that the channel has seen: in a protected scan the published mean.
    """
    item = item_of(action, instruments)
    if item is None:
        return None
    start = _start(store, action, instruments)
    newest = _newest(store, action, start, instruments)
    mean = _mean_now(action.item, start, newest) if newest else NoScore.NO_SCAN
    return Lifted(
        item=item,
        start=mean_of(start.results, action.item) if start else None,
        newest=None if isinstance(mean, NoScore) else mean,
        missing=mean if isinstance(mean, NoScore) else None,
    )


def last_mean(store: Store, region_id: int, item: str, instruments: Instruments) -> float | None:
    """The mean of a statement in the last scan of a region of which the channel has seen it."""
    scans = _out(store, region_id)
    return mean_of(past_of(scans[-1], instruments).results, item) if scans else None


def mean_of(results: Results, item: str) -> float | None:
    """The mean of a statement, None if there is none or it may not be shown."""
    return next((figure.mean for figure in results.figures if figure.item == item), None)


def _start(store: Store, action: Action, instruments: Instruments) -> Past | None:
    scan = store.scans.one(id=action.scan_id, state=ScanState.PUBLISHED)
    return past_of(scan, instruments) if scan and results_stand(store, scan) else None


def _newest(
    store: Store, action: Action, start: Past | None, instruments: Instruments
) -> Past | None:
    """The last scan of which all answers came after the action was carried out.

    One that is still being carried out: the last since the scan it comes from, or its making.
    """
    made = start.scan.opened_at if start else action.created_at
    after = max(made, action.carried_out_at or made)
    since = [one for one in _out(store, action.region_id) if one.opened_at > after]
    return past_of(since[-1], instruments) if since else None


def _mean_now(item: str, start: Past | None, newest: Past) -> float | NoScore:
    has_it = statement_in(newest.instrument, item) is not None
    if not has_it or (start is not None and item in compare(start, newest).other_items):
        return NoScore.OTHER
    mean = mean_of(newest.results, item)
    return NoScore.WITHHELD if mean is None else mean


def _out(store: Store, region_id: int) -> list[Scan]:
    found = store.scans.find(region_id=region_id, state=ScanState.PUBLISHED)
    return in_order(scan for scan in found if results_stand(store, scan))

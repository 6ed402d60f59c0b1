"""The published scans of a region in their order."""

from collections.abc import Iterable
from datetime import datetime

from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.usecases.wishes import results_stand


def in_order(scans: Iterable[Scan]) -> list[Scan]:
    """Scans as they were opened, the first one first."""
    return sorted(scans, key=_place)


def published_before(store: Store, scan: Scan) -> list[Scan]:
    """The region's published scans that were opened before this one, the first one first."""
    return [one for one in _published(store, scan) if _place(one) < _place(scan)]


def last_shown_before(store: Store, scan: Scan) -> Scan | None:
    """The last scan before this one of which a channel saw the outcome, if there is any."""
    before = reversed(published_before(store, scan))
    return next((one for one in before if results_stand(store, one)), None)


def published_after(store: Store, scan: Scan) -> list[Scan]:
    """The region's published scans that are compared with this one."""
    before = ((one, last_shown_before(store, one)) for one in _published(store, scan))
    return [one for one, last in before if last is not None and last.id == scan.id]


def _published(store: Store, scan: Scan) -> list[Scan]:
    return in_order(store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED))


def _place(scan: Scan) -> tuple[datetime, int]:
    return scan.opened_at, scan.id

"""The sentences that a region wrote together, as they head the statements."""

from flows.ports import Store
from flows.scan import Scan, ScanState


def we_of(store: Store, scan: Scan) -> tuple[str, ...]:
    """The group's sentences of a scan, else those of the last published one before it."""
    if any(scan.we):
        return scan.we
    published = store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED)
    before = [one for one in published if one.opened_at < scan.opened_at]
    last = max(before, key=lambda one: (one.opened_at, one.id), default=scan)
    return last.we

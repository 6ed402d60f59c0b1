"""What was published follows when scores or texts of it are deleted."""

from dataclasses import replace
from datetime import datetime

from flows.ports import Store
from flows.results import Results, from_text, to_text, withdraw
from flows.scan import Mode, Scan, ScanState
from flows.topics import IN_THREAD, Topic
from flows.usecases.published import last_shown_before, published_after
from flows.usecases.scans import results_of
from flows.usecases.telling import redraw, redraw_invitations
from flows.usecases.walks import Instruments

OF_OUTCOME = (Topic.RESULTS, *IN_THREAD)
"""What shows figures of a scan, and who took part."""


def retract_scores(store: Store, scan: Scan, instruments: Instruments, now: datetime) -> Results:
    """Take deleted scores out of a published scan, which is locked; what is published then.

    An open scan shows the lines and figures of who is left. A protected one stays as it is, so
    that no difference shows what was deleted; where fewer people or organisations are left than
    may be shown, it is withdrawn whole.
    """
    left = results_of(store, scan, instruments)
    if scan.mode is Mode.PROTECTED:
        published = from_text(scan.results)
        if left.enough or not published.enough:
            return published
        left = withdraw(published)
    keep(store, scan, replace(left, changed=True), now)
    return left


def keep(store: Store, scan: Scan, results: Results, now: datetime) -> None:
    """Keep other results of a published scan, and bring up to date what shows them.

    That is what stands in the channel, the outcome after it, which is compared with this one in
    words and picture, and the invitations that open with it.
    """
    store.scans.save(replace(scan, results=to_text(results)))
    redraw(store, scan, OF_OUTCOME, now)
    for later in published_after(store, scan):
        redraw(store, later, OF_OUTCOME, now)
    for coming in store.scans.find(region_id=scan.region_id, state=ScanState.OPEN):
        last = last_shown_before(store, coming)
        if last is not None and last.id == scan.id:
            redraw_invitations(store, coming, now)

"""The guide to the open conversation about a scan: its leader's, read by all who may see it."""

from collections.abc import Mapping
from dataclasses import replace

from flows.guide import LENGTHS, USUAL_LENGTH
from flows.outcome import Outcome
from flows.scan import Hold, Scan, ScanState
from flows.usecases.access import is_out, seen_outcome, seen_scan, wants_scan
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.walks import instrument_of
from flows.views.guide import Guide, guide_form
from flows.wording import say

TALKED_ABOUT = (Hold.TOO_FEW, Hold.TALK)
"""Why a scan waits of which the conversation can be held, though the channel has no figures."""


def guide_of(request: Request, scan: Scan, minutes: int, *, writes: bool) -> Guide:
    """What the guide to the conversation about a scan is drawn from."""
    store = request.store
    outcome: Outcome | None = None
    if is_out(store, scan):
        outcome = seen_outcome(request, scan)
    return Guide(
        scan=scan,
        region=store.regions.get(scan.region_id).name,
        instrument=instrument_of(scan, request.instruments),
        outcome=outcome,
        minutes=minutes,
        writes=writes,
    )


def chosen_length(request: Request) -> int:
    """The minutes that were chosen, or are usual."""
    chosen = request.value("minutes") or request.event.args.get("minutes", "")
    return next((length for length in LENGTHS if str(length) == chosen), USUAL_LENGTH)


def _open(request: Request) -> Reply:
    scan = request.store.scans.one(id=request.number("scan"))
    if scan is None:
        return Reply(notice=say("setup.gone"))
    lead = request.store.leaders.one(region_id=scan.region_id, person_id=request.person.id)
    if lead is None or scan.state is ScanState.PUBLISHED:
        seen = seen_scan(request)
        if isinstance(seen, Reply):
            return seen
    elif scan.hold not in TALKED_ABOUT:
        return Reply(notice=say("guide.notice.not_now"))
    guide = guide_of(request, scan, chosen_length(request), writes=lead is not None)
    return Reply(form=guide_form(guide))


def _length(request: Request) -> Reply:
    return replace(_open(request), replace=True)


def _done(_request: Request) -> Reply:
    """Close the guide: there is nothing to keep."""
    return Reply()


TAPS: Mapping[str, Route] = {
    "guide.open": Route(_open, wants_scan),
    "guide.length": Route(_length, wants_scan),
}
FORMS: Mapping[str, Route] = {"guide.done": Route(_done)}

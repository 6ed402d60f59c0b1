"""Somebody looks at what came of a scan: all figures, over time, their own, and the files."""

from collections.abc import Mapping, Sequence
from datetime import date

from flows.calendar import day_of
from flows.comparison import Past
from flows.events import Event, Place, Wanted
from flows.messages import Form
from flows.outcome import FileKind, Report
from flows.ports import Store
from flows.response import ASKED, Response, ResponseState
from flows.results import Results
from flows.scan import Scan, ScanState
from flows.usecases.access import (
    asking_of,
    is_out,
    may_see,
    parts_of,
    seen_among,
    seen_outcome,
    seen_scan,
    seen_scans,
    wants_scan,
)
from flows.usecases.answer import not_yours
from flows.usecases.desk import Reply, Request, Route, known_person
from flows.usecases.outcomes import past_of
from flows.usecases.published import in_order
from flows.usecases.walks import answers_of, instrument_of
from flows.usecases.year_thread import Around, year_of_report
from flows.views.results import Listed, files_form, list_form, results_form, table_form
from flows.views.results_figures import has_figures
from flows.views.results_over_time import compare_form, history_form
from flows.views.results_own import OwnLine, own_form
from flows.views.results_page import RegionOutcomes
from flows.wording import Phrase, say
from flows.year import Year


def _open(request: Request) -> Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    outcome = seen_outcome(request, scan)
    others = len(seen_scans(request, scan.region_id)) > 1
    return Reply(form=results_form(outcome, own=_own(request, scan), others=others))


def _own(request: Request, scan: Scan) -> int:
    """The id of the sender's response in a scan, 0 if they did not hand in."""
    found = request.store.responses.one(
        scan_id=scan.id, person_id=request.person.id, state=ResponseState.SUBMITTED
    )
    return found.id if found else 0


def _history(request: Request) -> Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    scans = seen_scans(request, scan.region_id)
    region = request.store.regions.get(scan.region_id)
    return Reply(form=history_form(region.name, _pasts(request, scans), _days(request, scans)))


def _pasts(request: Request, scans: Sequence[Scan]) -> list[Past]:
    return [past_of(scan, request.instruments) for scan in scans]


def _days(request: Request, scans: Sequence[Scan]) -> list[date]:
    return [_day(request.store, scan) for scan in scans]


def _day(store: Store, scan: Scan) -> date:
    return day_of(scan, store.regions.get(scan.region_id).timezone)


def _listed(request: Request, scans: Sequence[Scan]) -> list[Listed]:
    store = request.store
    return [
        Listed(scan=scan, region=store.regions.get(scan.region_id).name, day=_day(store, scan))
        for scan in scans
    ]


def _compare(request: Request) -> Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    scans = seen_scans(request, scan.region_id)
    position = [one.id for one in scans].index(scan.id)
    others = [*scans[:position][::-1], *scans[position + 1 :]]
    if not others:
        return Reply(notice=_nothing_beside(request.store, scan))
    return Reply(form=_beside(request, scans, (others[0], scan), scan))


def _nothing_beside(store: Store, scan: Scan) -> Phrase:
    """Why there is nothing to compare a scan with: no other outcome, or none that they may see."""
    published = store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED)
    if any(one.id != scan.id and is_out(store, one) for one in published):
        return say("results.compare.not_yours")
    return say("results.compare.nothing")


def _beside(request: Request, scans: Sequence[Scan], two: tuple[Scan, Scan], about: Scan) -> Form:
    """Two scans beside each other, the one that was opened last as the newer."""
    before, now = (scan for scan in scans if scan.id in {one.id for one in two})
    return compare_form(
        past_of(before, request.instruments),
        past_of(now, request.instruments),
        _listed(request, scans[::-1]),
        about.id,
    )


def _compared(request: Request) -> Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    scans = seen_scans(request, scan.region_id)
    by_id = {str(one.id): one for one in scans}
    chosen = {name: by_id.get(request.value(name)) for name in ("first", "second")}
    gone = {name: say("results.compare.gone") for name, one in chosen.items() if one is None}
    first, second = chosen["first"], chosen["second"]
    if first is None or second is None:
        return Reply(errors=gone)
    if first.id == second.id:
        return Reply(errors={"second": say("results.compare.same")})
    return Reply(form=_beside(request, scans, (first, second), scan), replace=True)


def _own_line(request: Request) -> Reply:
    store = request.store
    response = store.responses.one(
        id=request.number("response"), person_id=request.person.id, state=ASKED
    )
    if response is None:
        return not_yours()
    scan = store.scans.get(response.scan_id)
    if not is_out(store, scan):
        return Reply(notice=say("results.not_yet"))
    past = past_of(scan, request.instruments) if may_see(request, scan) else None
    return Reply(
        form=own_form(
            OwnLine(
                scan=scan,
                instrument=instrument_of(scan, request.instruments),
                state=response.state,
                answers=answers_of(store, response),
                partner=store.partners.get(response.partner_id).name,
                past=past,
                line=_line_of(store, response, past.results) if past else (),
            )
        )
    )


def _line_of(store: Store, response: Response, results: Results) -> Sequence[float | None]:
    """The means of the sender's organisation, if others answered for it and all may see them."""
    together = store.responses.find(
        scan_id=response.scan_id,
        partner_id=response.partner_id,
        state=ResponseState.SUBMITTED,
    )
    if len(together) > 1:
        for line in results.lines:
            if line.partner_id == response.partner_id:
                return line.scores
    return ()


def _table(request: Request) -> Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    return Reply(form=table_form(seen_outcome(request, scan)))


def _files(request: Request) -> Reply:
    scan = _with_figures(request)
    if isinstance(scan, Reply):
        return scan
    return Reply(form=files_form(scan, over_another=request.event.place is Place.FORM))


def _file(request: Request) -> Reply:
    scan = _with_figures(request)
    if isinstance(scan, Reply):
        return scan
    kinds = {kind.value: kind for kind in FileKind}
    kind = kinds.get(request.event.args.get("kind", ""))
    if kind is None:
        return Reply(notice=say("walk.notice.further_on"))
    scans = seen_scans(request, scan.region_id)
    until = scans[: [one.id for one in scans].index(scan.id) + 1]
    report = Report(
        kind=kind,
        outcome=seen_outcome(request, scan),
        history=tuple(_pasts(request, until)),
        year=_year(request, scan, scans),
    )
    return Reply(download=report, notice=say("results.files.sent"))


def _year(request: Request, scan: Scan, seen: Sequence[Scan]) -> Year | None:
    """What the region did around a scan; not for who only read the channel that it had then."""
    store = request.store
    region = store.regions.get(scan.region_id)
    if scan.channel != region.channel and region.id not in parts_of(store, request.person).regions:
        return None
    around = Around(instruments=request.instruments, almanac=request.almanac, now=request.now)
    return year_of_report(store, scan, seen, around)


def _with_figures(request: Request) -> Scan | Reply:
    scan = seen_scan(request)
    if isinstance(scan, Reply):
        return scan
    if not has_figures(past_of(scan, request.instruments).results):
        return Reply(notice=say("results.files.nothing"))
    return scan


def results_list(request: Request) -> Reply:
    """Open the outcomes that the sender may see."""
    store, published = request.store, ScanState.PUBLISHED
    of_parts = store.scans.find(
        region_id=tuple(parts_of(store, request.person).regions), state=published
    )
    of_channels = store.scans.find(channel=tuple(request.known.memberships), state=published)
    found = {scan.id: scan for scan in (*of_parts, *of_channels)}.values()
    seen = in_order(scan for scan in seen_among(request, found) if is_out(store, scan))
    return Reply(form=list_form(_listed(request, seen[::-1])))


def wants_list(store: Store, event: Event) -> Wanted:
    """Which of the regions' channels the sender reads, where they do not lead the region."""
    workspace = store.workspaces.one(team_id=event.workspace)
    if workspace is None:
        return Wanted()
    leads = parts_of(store, known_person(store, event)).leads
    regions = store.regions.find(workspace_id=workspace.id)
    channels = {one.channel for one in regions if one.channel and one.id not in leads}
    return asking_of(event, channels)


def outcomes_of(request: Request) -> list[RegionOutcomes]:
    """What the sender's page shows: of the regions that they lead or take part in."""
    store = request.store
    return [
        RegionOutcomes(
            region=store.regions.get(region_id).name,
            scans=_pasts(request, scans),
            days=_days(request, scans),
            own=_own(request, scans[-1]),
        )
        for region_id in parts_of(store, request.person).regions
        if (scans := seen_scans(request, region_id))
    ]


TAPS: Mapping[str, Route] = {
    "results.open": Route(_open, wants_scan),
    "results.compare": Route(_compare, wants_scan),
    "results.history": Route(_history, wants_scan),
    "results.own": Route(_own_line),
    "results.table": Route(_table, wants_scan),
    "results.files": Route(_files, wants_scan),
    "results.file": Route(_file, wants_scan),
}
FORMS: Mapping[str, Route] = {"results.compare": Route(_compared, wants_scan)}

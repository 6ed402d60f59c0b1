"""A person sees, takes along and deletes what the bot keeps of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.language import Language
from flows.messages import Form
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED, Response, ResponseState, Sharing
from flows.scan import Scan, ScanState
from flows.usecases.answer import hold_scan, not_yours, own_response
from flows.usecases.desk import Download, Reply, Request, Route
from flows.usecases.own_between import between_of, erase_between
from flows.usecases.published import published_after
from flows.usecases.retract import retract_scores
from flows.usecases.telling import redraw_texts
from flows.usecases.walks import walk_of, wish_colleagues, wish_walk
from flows.views.data_file import data_file
from flows.views.privacy import data_form, erased_form, privacy_form, shared_by
from flows.views.walk import Walk
from flows.wording import say

SCANS_IN_WINDOW = 1
"""Scans whose answers surely fit a window, however long; the file has all."""


def privacy(request: Request) -> Reply:
    """Open what the bot does with the sender's data."""
    return Reply(form=privacy_form(_regions(request.store, request.person), request.language))


def _regions(store: Store, person: Person) -> Sequence[Region]:
    taking_part = {
        participant.region_id for participant in store.participants.find(person_id=person.id)
    }
    leading = {leader.region_id for leader in store.leaders.find(person_id=person.id)}
    return [store.regions.get(region_id) for region_id in sorted(taking_part | leading)]


def _walks(request: Request) -> list[Walk]:
    responses = request.store.responses.find(person_id=request.person.id)
    return [walk_of(request.store, response, request.instruments) for response in responses[::-1]]


def _data(request: Request) -> Reply:
    return Reply(form=_data_form(request))


def _data_form(request: Request, stopped: Scan | None = None) -> Form:
    walks = _walks(request)
    shown = walks[:SCANS_IN_WINDOW]
    between = between_of(request.store, request.person, request.instruments)
    return data_form(
        shown,
        request.language,
        cut=len(walks) > len(shown) or between.latest != between,
        between=between.latest,
        sharing=[walk for walk in walks if shared_by(walk)],
        stopped=stopped,
    )


def _unshare(request: Request) -> Reply:
    """Share no text of a scan any more, also after it has closed; nothing is deleted."""
    hold_scan(request)
    response = own_response(request)
    if response is None:
        return not_yours()
    store, now = request.store, request.now
    scan = store.scans.get(response.scan_id)
    redraw_texts(store, scan, response, now)
    for answer in store.answers.find(response_id=response.id):
        if answer.text or answer.basis:
            store.answers.save(replace(answer, sharing=Sharing.NO))
    after = replace(response, sharing=Sharing.NO)
    store.responses.save(after)
    receipt = scan.state is ScanState.OPEN  # it says what is shared
    wishes = (wish_walk(store, now, after, prompted=True).id,) if receipt else ()
    return Reply(form=_data_form(request, scan), replace=True, wishes=wishes)


def _download(request: Request) -> Reply:
    between = between_of(request.store, request.person, request.instruments)
    today = request.now.date()
    content = data_file(request.person, _walks(request), between, request.language, today)
    return Reply(
        download=Download(
            name=say("data.file_name"), content=content, comment=say("data.file_comment")
        )
    )


def _erase(request: Request) -> Reply:
    store = request.store
    own = store.responses.find(person_id=request.person.id)
    scans = _locked(store, {response.scan_id for response in own})
    erased = 0
    published = set()
    withdrawn = False
    for response in [store.responses.get(one.id, lock=True) for one in own]:
        scan = scans[response.scan_id]
        answers = store.answers.find(response_id=response.id)
        if not answers:
            continue
        erased += 1
        redraw_texts(store, scan, response, request.now)
        for answer in answers:
            store.answers.remove(answer.id)
        _forget(request, response)
        if response.state is ResponseState.SUBMITTED and scan.state is ScanState.PUBLISHED:
            left = retract_scores(store, scan, request.instruments, request.now)
            withdrawn = withdrawn or left.withdrawn
            if not left.withdrawn:
                published.add(scan.mode)
    form = erased_form(
        scans=erased,
        published=published,
        withdrawn=withdrawn,
        between=erase_between(store, request.person, request.now),
        has_duties=bool(between_of(store, request.person, request.instruments).duties),
    )
    return Reply(form=form, replace=True)


def _locked(store: Store, scan_ids: set[int]) -> Mapping[int, Scan]:
    """The scans and those that are compared with them, before any response, as everywhere.

    They may be closing right now.
    """
    after = [published_after(store, store.scans.get(scan_id)) for scan_id in scan_ids]
    ids = scan_ids | {scan.id for scans in after for scan in scans}
    return {scan_id: store.scans.get(scan_id, lock=True) for scan_id in sorted(ids)}


def _forget(request: Request, response: Response) -> None:
    state = ResponseState.ERASED if response.state in ASKED else response.state
    gone = replace(
        response,
        state=state,
        position=0,
        note="",
        sharing=Sharing.NO,
        begun_at=None,
        submitted_at=None,
        sentences_at=None,
        remind_at=None,
        later_at=None,
    )
    request.store.responses.save(gone)
    wish_walk(request.store, request.now, gone, prompted=True)
    wish_colleagues(request.store, request.now, gone)


def _language(request: Request) -> Reply:
    language = Language(request.event.args["language"])
    person = request.store.people.get(request.person.id, lock=True)
    request.store.people.save(replace(person, language=language))
    regions = _regions(request.store, request.person)
    for response in request.store.responses.find(person_id=request.person.id):
        if request.store.scans.get(response.scan_id).state is ScanState.OPEN:
            wish_walk(request.store, request.now, response, prompted=True)
    return Reply(form=privacy_form(regions, language), replace=True, page=True)


TAPS: Mapping[str, Route] = {
    "privacy.open": Route(privacy),
    "privacy.data": Route(_data),
    "privacy.unshare": Route(_unshare),
    "privacy.download": Route(_download),
    "privacy.erase": Route(_erase),
    "privacy.language": Route(_language),
}

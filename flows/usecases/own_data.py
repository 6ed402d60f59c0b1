"""A person sees, takes along and deletes what the bot keeps of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.language import Language
from flows.outbox import Topic
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED, Response, ResponseState, Sharing
from flows.results import to_text
from flows.scan import Mode, Scan, ScanState
from flows.usecases.desk import Download, Reply, Request, Route
from flows.usecases.scans import results_of
from flows.usecases.walks import walk_of, wish_colleagues, wish_walk
from flows.usecases.wishes import wish_for
from flows.views.data_file import data_file
from flows.views.privacy import data_form, erased_form, privacy_form
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
    walks = _walks(request)
    shown = walks[:SCANS_IN_WINDOW]
    return Reply(form=data_form(shown, request.language, cut=len(walks) > len(shown)))


def _download(request: Request) -> Reply:
    content = data_file(request.person, _walks(request), request.language, request.now.date())
    return Reply(
        download=Download(
            name=say("data.file_name"), content=content, comment=say("data.file_comment")
        )
    )


def _erase(request: Request) -> Reply:
    store = request.store
    erased = 0
    published = set()
    own = store.responses.find(person_id=request.person.id)
    for found in sorted(own, key=lambda response: response.scan_id):
        # Before the response, as everywhere: the scan may be closing right now.
        scan = store.scans.get(found.scan_id, lock=True)
        response = store.responses.get(found.id, lock=True)
        answers = store.answers.find(response_id=response.id)
        if not answers:
            continue
        erased += 1
        for answer in answers:
            store.answers.remove(answer.id)
        if response.state is ResponseState.SUBMITTED and scan.state is ScanState.PUBLISHED:
            published.add(scan.mode)
        _forget(request, scan, response)
    return Reply(form=erased_form(scans=erased, published=published), replace=True)


def _forget(request: Request, scan: Scan, response: Response) -> None:
    state = ResponseState.ERASED if response.state in ASKED else response.state
    gone = replace(
        response,
        state=state,
        position=0,
        note="",
        sharing=Sharing.NO,
        begun_at=None,
        submitted_at=None,
        remind_at=None,
        later_at=None,
    )
    request.store.responses.save(gone)
    wish_walk(request.store, request.now, gone, prompted=True)
    wish_colleagues(request.store, request.now, gone)
    was_shown = scan.state is ScanState.PUBLISHED and scan.mode is Mode.OPEN
    if was_shown and response.state is ResponseState.SUBMITTED:
        _recompute(request, scan)


def _recompute(request: Request, scan: Scan) -> None:
    """Take erased scores out of what was published, where it is kept and where it stands."""
    store, now = request.store, request.now
    left = replace(results_of(store, scan, request.instruments), changed=True)
    store.scans.save(replace(scan, results=to_text(left)))
    topics = (Topic.RESULTS, Topic.TABLE)
    for told in store.wishes.find(topic=topics, subject_id=scan.id):
        wish_for(
            store,
            now,
            workspace_id=told.workspace_id,
            topic=told.topic,
            subject_id=scan.id,
            address=told.address,
        )


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
    "privacy.download": Route(_download),
    "privacy.erase": Route(_erase),
    "privacy.language": Route(_language),
}

"""What came of a region's published scans, read from what is kept."""

from collections.abc import Collection, Mapping

from flows.agenda import find
from flows.comparison import Past, compare
from flows.outcome import Outcome, SharedText
from flows.ports import Store
from flows.response import ASKED, Answer, Response, ResponseState, Sharing
from flows.results import from_text, told_apart
from flows.scan import Scan, ScanState
from flows.usecases.walks import Instruments, instrument_of


def past_of(scan: Scan, instruments: Instruments) -> Past:
    """A published scan with its results."""
    return Past(
        scan=scan,
        results=from_text(scan.results),
        instrument=instrument_of(scan, instruments),
    )


def published_until(store: Store, scan: Scan) -> list[Scan]:
    """The region's published scans up to and with this one, the first opened first."""
    found = store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED)
    until = [one for one in found if (one.opened_at, one.id) <= (scan.opened_at, scan.id)]
    return sorted(until, key=lambda one: (one.opened_at, one.id))


def published_after(store: Store, scan: Scan) -> Scan | None:
    """The region's published scan that is compared with this one, if there is a later one."""
    found = store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED)
    later = [one for one in found if (one.opened_at, one.id) > (scan.opened_at, scan.id)]
    return min(later, key=lambda one: (one.opened_at, one.id), default=None)


def history_of(store: Store, scan: Scan, instruments: Instruments) -> tuple[Past, ...]:
    """What came of the region's published scans up to and with this one, the oldest first."""
    return tuple(past_of(one, instruments) for one in published_until(store, scan))


def outcome_of(store: Store, scan: Scan, instruments: Instruments) -> Outcome:
    """All that may be seen of a published scan."""
    now = past_of(scan, instruments)
    earlier = [one for one in published_until(store, scan) if one.id != scan.id]
    since = compare(past_of(earlier[-1], instruments), now) if earlier else None
    region = store.regions.get(scan.region_id)
    return Outcome(
        scan=scan,
        region=region.name,
        language=region.language,
        instrument=now.instrument,
        results=now.results,
        findings=find(now.results, since),
        since=since,
        shared=shared_texts(store, scan, instruments),
    )


def shared_texts(store: Store, scan: Scan, instruments: Instruments) -> tuple[SharedText, ...]:
    """The texts of who handed in that they allowed to be shown, in the order of the items.

    Sentences that were handed in before the conversation stay in, whatever comes of the statements.
    Those without a name stand behind those with one, by their words: nothing tells who wrote them.
    """
    instrument = instrument_of(scan, instruments)
    place = {item.key: number for number, item in enumerate(instrument.items)}
    sentences = {item.key for item in instrument.sentences}
    responses = {one.id: one for one in store.responses.find(scan_id=scan.id, state=ASKED)}
    writers = _writers(store, scan, responses.values())
    shared = []
    for answer in store.answers.find(response_id=tuple(responses)) if responses else ():
        response = responses[answer.response_id]
        before_talk = response.sentences_at is not None and answer.item in sentences
        if response.state is ResponseState.SUBMITTED or before_talk:
            shared += _of_answer(answer, shown_as(answer, response), writers[response.id])
    return tuple(
        sorted(
            shared,
            key=lambda one: (place[one.item], not one.person, one.partner, one.text),
        )
    )


def shown_as(answer: Answer, response: Response) -> Sharing:
    """How the texts of an answer may be shown, if it has any."""
    return (answer.sharing or response.sharing) if answer.text or answer.basis else Sharing.NO


def _writers(
    store: Store, scan: Scan, responses: Collection[Response]
) -> Mapping[int, tuple[str, str]]:
    """The names of person and partner by response, the partners' told apart as in the results."""
    asked = {response.partner_id for response in responses}
    partners = told_apart(
        {
            partner.id: partner.name
            for partner in store.partners.find(region_id=scan.region_id)
            if partner.id in asked
        }
    )
    ids = tuple(response.person_id for response in responses)
    people = {one.id: one.name for one in store.people.find(id=ids)} if ids else {}
    return {one.id: (people[one.person_id], partners[one.partner_id]) for one in responses}


def _of_answer(answer: Answer, way: Sharing, writer: tuple[str, str]) -> list[SharedText]:
    if way is Sharing.NO:
        return []
    person, partner = writer if way is Sharing.NAMED else ("", "")
    return [
        SharedText(item=answer.item, text=text, person=person, partner=partner)
        for text in (answer.text, answer.basis)
        if text
    ]

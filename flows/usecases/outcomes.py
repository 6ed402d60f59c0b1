"""What came of a region's published scans, read from what is kept."""

from collections.abc import Collection, Iterable, Mapping

from flows.agenda import Findings, find
from flows.comparison import Past, compare
from flows.consent import shown_as
from flows.instrument import Item
from flows.naming import told_apart
from flows.outcome import Outcome, Ran, SharedText
from flows.ports import Store
from flows.response import ASKED, Answer, Response, Sharing
from flows.results import from_text
from flows.scan import Scan
from flows.usecases.actions_kept import ran_meanwhile
from flows.usecases.published import last_shown_before, published_before
from flows.usecases.walks import Instruments, instrument_of
from flows.usecases.wishes import results_stand


def past_of(scan: Scan, instruments: Instruments) -> Past:
    """A published scan with its results."""
    return Past(
        scan=scan,
        results=from_text(scan.results),
        instrument=instrument_of(scan, instruments),
    )


def history_of(store: Store, scan: Scan, instruments: Instruments) -> tuple[Past, ...]:
    """What a channel saw come of the region's scans up to and with this one, the oldest first."""
    until = [*published_before(store, scan), scan]
    return tuple(past_of(one, instruments) for one in until if results_stand(store, one))


def outcome_of(
    store: Store,
    scan: Scan,
    instruments: Instruments,
    seen: Collection[Scan] | None = None,
) -> Outcome:
    """All that may be seen of a published scan by who may see these of the region's scans.

    Unless they are given it is for the channel of the scan: it is compared with the last one
    before it only if that stands in the same channel.
    """
    now = past_of(scan, instruments)
    earlier = last_shown_before(store, scan)
    may_read = earlier and (earlier.channel == scan.channel if seen is None else earlier in seen)
    since = compare(past_of(earlier, instruments), now) if earlier and may_read else None
    findings = find(now.results, since)
    region = store.regions.get(scan.region_id)
    return Outcome(
        scan=scan,
        region=region.name,
        language=region.language,
        instrument=now.instrument,
        results=now.results,
        findings=findings,
        since=since,
        shared=shared_texts(store, scan, instruments),
        ran=_ran(store, since.before.scan, scan, _risen(findings)) if since else {},
    )


def _risen(findings: Findings) -> list[str]:
    return [change.item for _, change in findings.rose]


def _ran(store: Store, before: Scan, scan: Scan, items: Iterable[str]) -> Mapping[str, Ran]:
    """The actions to lift these statements that were carried out after one scan and before another.

    A scan's moment is that of its last answers: what was done later no answer knew of.
    """
    after, until = (one.closed_at or one.closes_at for one in (before, scan))
    found = {item: ran_meanwhile(store, scan.region_id, item, after, until) for item in items}
    return {
        item: Ran(what=first.what, partner=partner_of(store, first.partner_id), more=len(others))
        for item, (first, *others) in ((item, ran) for item, ran in found.items() if ran)
    }


def partner_of(store: Store, partner_id: int | None) -> str:
    """The name of an organisation, "" for nobody."""
    partner = store.partners.one(id=partner_id) if partner_id else None
    return partner.name if partner else ""


def shared_texts(store: Store, scan: Scan, instruments: Instruments) -> tuple[SharedText, ...]:
    """The texts of who handed in that they allowed to be shown, in the order of the items.

    Those without a name stand behind those with one, by their words: nothing tells who wrote them.
    """
    instrument = instrument_of(scan, instruments)
    place = {item.key: number for number, item in enumerate(instrument.items)}
    responses = {one.id: one for one in store.responses.find(scan_id=scan.id, state=ASKED)}
    writers = _writers(store, scan, responses.values())
    shared = []
    for answer in store.answers.find(response_id=tuple(responses)) if responses else ():
        response = responses[answer.response_id]
        shared += _of_answer(answer, shown_as(scan, response, answer), writers[response.id])
    return tuple(
        sorted(
            shared,
            key=lambda one: (place[one.item], not one.person, one.partner, one.text),
        )
    )


def any_expired(store: Store, scan: Scan, sentences: Iterable[Item]) -> bool:
    """Whether sentences of a scan are deleted because they were kept as long as promised."""
    keys = tuple(item.key for item in sentences)
    asked = tuple(response.id for response in store.responses.find(scan_id=scan.id))
    answers = store.answers.find(response_id=asked, item=keys) if asked else ()
    return any(not answer.text and not answer.skipped for answer in answers)


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

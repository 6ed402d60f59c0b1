"""Gathering and keeping what a participant's way through a scan consists of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from flows.instrument import Instrument
from flows.language import Language
from flows.outbox import Manner, Wish
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED, Answer, Response, ResponseState
from flows.results import from_text
from flows.scan import Mode, Part, Scan, ScanState, positions_of
from flows.topics import Topic
from flows.usecases.published import last_shown_before, published_before
from flows.usecases.wishes import key_of, results_stand, wish_for
from flows.views.last_time import LastTime
from flows.views.walk import Walk

Instruments = Mapping[str, Instrument]
UNFINISHED = (ResponseState.INVITED, ResponseState.BEGUN)
"""Who may still answer and has not handed in."""
COUNTED = (*UNFINISHED, ResponseState.SUBMITTED)
"""Who makes, or may still make, the scores of an organisation a mean."""


def language_of(person: Person, region: Region) -> Language:
    """The language for a person: their own choice, else the region's."""
    return person.language or region.language


def instrument_of(scan: Scan, instruments: Instruments) -> Instrument:
    """The questionnaire of a scan, in the version it was started with."""
    return instruments[f"{scan.instrument}-{scan.version}"]


def walk_of(store: Store, response: Response, instruments: Instruments) -> Walk:
    """All that a participant's message is drawn from."""
    scan = store.scans.get(response.scan_id)
    region = store.regions.get(scan.region_id)
    person = store.people.get(response.person_id)
    beside_them = store.responses.find(scan_id=scan.id, partner_id=response.partner_id)
    passed_on_by = response.passed_on_by
    instrument = instrument_of(scan, instruments)
    first = positions_of(Part.STATEMENTS, instrument).start
    at_first = response.state is ResponseState.BEGUN and response.position == first
    return Walk(
        response=response,
        answers=answers_of(store, response),
        scan=scan,
        region=region,
        partner=store.partners.get(response.partner_id),
        person=person,
        instrument=instrument,
        language=language_of(person, region),
        leader=store.people.get(scan.started_by).name,
        colleagues=sum(other.state in COUNTED and other.id != response.id for other in beside_them),
        passed_on_by=store.people.get(passed_on_by).name if passed_on_by else "",
        outcome_stands=results_stand(store, scan),
        last=last_time(store, scan, person, instruments)
        if response.state is ResponseState.INVITED
        else None,
        earlier=earlier_sentences(store, scan, response, instruments),
        we=we_of(store, scan, instruments) if at_first else (),
    )


def last_time(
    store: Store, scan: Scan, person: Person, instruments: Instruments
) -> LastTime | None:
    """What the invitation of a scan opens with: what came of the one before, if there was one."""
    last = last_shown_before(store, scan)
    if last is None:
        return None
    asked = store.responses.one(scan_id=last.id, person_id=person.id, state=ASKED)
    return LastTime(
        scan=last,
        results=from_text(last.results),
        instrument=instrument_of(last, instruments),
        was_asked=asked is not None,
        was_discussed=last.meeting_on is not None and last.meeting_on < scan.opened_at.date(),
    )


def we_of(store: Store, scan: Scan, instruments: Instruments) -> tuple[str, ...]:
    """The group's sentences of a scan, else those of the last published one before it.

    Of those only what ended the same words, by their key; Dutch words decide.
    """
    last = next(reversed(published_before(store, scan)), scan)
    if any(scan.we) or last is scan:
        return scan.we
    begun = zip(instrument_of(last, instruments).sentences, last.we, strict=False)
    written = {(item.key, item.of_group("").nl): text for item, text in begun}
    return tuple(
        written.get((item.key, item.of_group("").nl), "")
        for item in instrument_of(scan, instruments).sentences
    )


def earlier_sentences(
    store: Store, scan: Scan, response: Response, instruments: Instruments
) -> dict[str, str]:
    """What the person of a response that is at the sentences wrote for them before, by item.

    It comes from the last published scan of the region in which they wrote any that is kept still.
    """
    asked = [item.key for item in instrument_of(scan, instruments).sentences]
    if response.state is not ResponseState.BEGUN or response.position >= len(asked):
        return {}
    for before in reversed(published_before(store, scan)):
        own = store.responses.find(scan_id=before.id, person_id=response.person_id)
        answers = {key: one.text for each in own for key, one in answers_of(store, each).items()}
        if written := {key: answers[key] for key in asked if answers.get(key)}:
            return written
    return {}


def turn_to(store: Store, response: Response) -> None:
    """From now on what the participant types in their DM belongs to this response."""
    person = store.people.get(response.person_id)
    if person.asked_response_id != response.id:
        person = store.people.get(person.id, lock=True)
        store.people.save(replace(person, asked_response_id=response.id))


def answers_of(store: Store, response: Response) -> dict[str, Answer]:
    """The kept answers of a response, by item."""
    return {answer.item: answer for answer in store.answers.find(response_id=response.id)}


def keep_answers(store: Store, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> None:
    """Keep the answers that differ from before."""
    for key, answer in after.items():
        if answer == before.get(key):
            continue
        if answer.id:
            store.answers.save(answer)
        else:
            store.answers.add(answer)


def wish_walk(
    store: Store,
    now: datetime,
    response: Response,
    manner: Manner = Manner.IN_PLACE,
    *,
    prompted: bool = False,
) -> Wish:
    """Want the participant's message as it now has to be; `prompted` if they asked for it."""
    return wish_for(
        store,
        now,
        workspace_id=response.workspace_id,
        topic=Topic.WALK,
        subject_id=response.id,
        person_id=response.person_id,
        manner=manner,
        prompted=prompted,
    )


def not_asked(store: Store, scan: Scan, responses: Iterable[Response]) -> frozenset[int]:
    """Of these responses of a scan the ids of those whose person never saw the invitation."""
    invited = {
        key_of(Topic.WALK, response.id, response.person_id): response.id
        for response in responses
        if response.state is ResponseState.INVITED
    }
    if not invited:
        return frozenset()
    wishes = store.wishes.find(workspace_id=scan.workspace_id, key=tuple(invited))
    return frozenset(invited[wish.key] for wish in wishes if not wish.shown)


def wish_colleagues(store: Store, now: datetime, response: Response) -> None:
    """Bring up to date what the others of a partner read about who answers with them."""
    scan = store.scans.get(response.scan_id)
    if scan.mode is not Mode.OPEN or scan.state is not ScanState.OPEN:
        return
    waiting = store.responses.find(
        scan_id=scan.id, partner_id=response.partner_id, state=UNFINISHED
    )
    for other in waiting:
        if other.id != response.id:
            wish_walk(store, now, other)

"""Taking people into a region and a scan, and handing an invitation to a colleague."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.events import Event, UserFacts, Wanted
from flows.holidays import Almanac
from flows.outbox import Manner
from flows.ports import Store
from flows.region import Participant, Partner, Person
from flows.response import Response, ResponseState
from flows.resumed import restored, taken_out
from flows.scan import Scan, ScanState
from flows.usecases.answer import closed, not_yours, own_response
from flows.usecases.desk import Reply, Request, Route, keep_person
from flows.usecases.reminding import scheduled, spared_today, unscheduled
from flows.usecases.succession import pass_on
from flows.usecases.telling import redraw_texts
from flows.usecases.walks import UNFINISHED, walk_of, wish_colleagues, wish_walk
from flows.wording import Phrase, say


def wants_people(_store: Store, event: Event) -> Wanted:
    """Who the sender and the people chosen in the form are."""
    users = {event.user_id}
    for name in ("colleague", "people", "leaders"):
        value = event.values.get(name)
        users.update(value if isinstance(value, tuple) else [str(value or "")])
    return Wanted(users=frozenset(users - {""}))


def refusal(
    store: Store, region_id: int, user_id: str, facts: UserFacts | None, partner_id: int
) -> Phrase | None:
    """Why this user cannot speak for the partner, or None if they can.

    A bot, somebody who left, and somebody who speaks for another organisation of the region
    cannot.
    """
    if facts is None:
        return say("people.unknown", user=user_id)
    if facts.is_deleted:
        return say("people.gone", name=facts.name)
    if facts.is_bot:
        return say("people.bot", name=facts.name)
    for participant in store.participants.find(region_id=region_id, removed_at=None):
        person = store.people.get(participant.person_id)
        if (person.team_id, person.user_id) != (facts.team_id, facts.user_id):
            continue
        if participant.partner_id != partner_id:
            other = store.partners.get(participant.partner_id)
            return say("people.elsewhere", name=facts.name, partner=other.name)
    return None


def add_participant(store: Store, partner: Partner, person: Person) -> Participant:
    """Let a person speak for a partner; somebody who did before is the same participant again."""
    known = store.participants.one(partner_id=partner.id, person_id=person.id)
    if known is None:
        return store.participants.add(
            Participant(region_id=partner.region_id, partner_id=partner.id, person_id=person.id)
        )
    back = replace(known, removed_at=None)
    if back != known:
        store.participants.save(back)
    return back


def invite(
    store: Store,
    scan: Scan,
    participant: Participant,
    now: datetime,
    almanac: Almanac,
    *,
    passed_on_by: int | None = None,
) -> Response:
    """Ask a participant to take part in an open scan.

    Asked before, they are not asked twice; taken out before, they go on where they were.
    """
    known = store.responses.one(scan_id=scan.id, participant_id=participant.id)
    if known is not None:
        if restored(known) == known:
            return known
        back = replace(restored(known), passed_on_by=passed_on_by)
        if back.state in UNFINISHED:
            back = spared_today(store, back, scan, now, almanac)
        store.responses.save(back)
        redraw_texts(store, scan, back, now)
        declined = back.state is ResponseState.DECLINED  # who said no is not called again
        wish_walk(store, now, back, Manner.IN_PLACE if declined else Manner.ANEW)
        wish_colleagues(store, now, back)
        return back
    # For another partner of the region: what they have been reminded of counts.
    before = store.responses.find(scan_id=scan.id, person_id=participant.person_id)
    asked = Response(
        workspace_id=scan.workspace_id,
        scan_id=scan.id,
        partner_id=participant.partner_id,
        participant_id=participant.id,
        person_id=participant.person_id,
        passed_on_by=passed_on_by,
        reminded=max((one.reminded for one in before), default=0),
        invited_at=now,
    )
    response = store.responses.add(scheduled(store, asked, scan, now, almanac))
    wish_walk(store, now, response)
    wish_colleagues(store, now, response)
    return response


def remove_participant(
    store: Store, participant: Participant, now: datetime, *, state: ResponseState
) -> None:
    """Take a person out of their partner, and their response out of an open scan.

    Their answers no longer count; they are kept as long as promised, in case it was a mistake.
    """
    store.participants.save(replace(participant, removed_at=now))
    for found in store.responses.find(participant_id=participant.id):
        response = store.responses.get(found.id, lock=True)  # they may be answering right now
        scan = store.scans.get(response.scan_id)
        if scan.state is ScanState.OPEN and response.state is not ResponseState.HANDED_OVER:
            wish_colleagues(store, now, leave(store, scan, response, now, state))


def leave(
    store: Store,
    scan: Scan,
    response: Response,
    now: datetime,
    state: ResponseState = ResponseState.REMOVED,
) -> Response:
    """Take a locked response out of an open scan, with the texts of it that the channel shows."""
    redraw_texts(store, scan, response, now)
    gone = unscheduled(taken_out(response, state))
    store.responses.save(gone)
    wish_walk(store, now, gone)
    return gone


def _hand_over(request: Request) -> Reply:
    store = request.store
    response = own_response(request)
    if response is None:
        return not_yours()
    walk = walk_of(store, response, request.instruments)
    if walk.scan.state is not ScanState.OPEN:
        return closed(request, walk)
    if response.state is not ResponseState.INVITED:
        return Reply(notice=say("walk.notice.further_on"))
    user_id = next(iter(request.chosen("colleague")), "")
    facts = request.known.users.get(user_id)
    why_not = refusal(store, walk.region.id, user_id, facts, walk.partner.id)
    if why_not is not None and why_not.key == "people.elsewhere":
        # Only a leader can take somebody out of another organisation.
        why_not = say("people.elsewhere_colleague", **why_not.params)
    if facts is None or why_not is not None:
        return Reply(errors={"colleague": why_not or say("people.unknown", user=user_id)})
    if (facts.team_id, facts.user_id) == (request.person.team_id, request.person.user_id):
        return Reply(errors={"colleague": say("people.yourself")})
    if _speaks(store, walk.partner.id, facts):
        return Reply(errors={"colleague": say("people.already", name=facts.name)})
    colleague = keep_person(store, request.workspace, facts.team_id, facts.user_id, facts.name)
    own = store.participants.get(response.participant_id)
    remove_participant(store, own, request.now, state=ResponseState.HANDED_OVER)
    theirs = add_participant(store, walk.partner, colleague)
    invite(store, walk.scan, theirs, request.now, request.almanac, passed_on_by=request.person.id)
    pass_on(store, own, theirs, request.now)
    handed = store.responses.get(response.id)
    return Reply(wishes=(wish_walk(store, request.now, handed, prompted=True).id,))


def _speaks(store: Store, partner_id: int, facts: UserFacts) -> bool:
    people = (
        store.people.get(participant.person_id)
        for participant in store.participants.find(partner_id=partner_id, removed_at=None)
    )
    return any((p.team_id, p.user_id) == (facts.team_id, facts.user_id) for p in people)


FORMS: Mapping[str, Route] = {"walk.colleague": Route(_hand_over, wants_people)}

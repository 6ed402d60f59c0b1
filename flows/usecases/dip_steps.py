"""The small steps of a leader against a netwerkdip: make room, celebrate, thank and ask."""

from collections.abc import Mapping, Sequence

from flows.action import Action, is_over_date, with_date
from flows.calendar import local_day
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.region import Participant, Region
from flows.usecases.actions_kept import open_actions, save_action
from flows.usecases.check_in_ask import ask
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.dip import signals_of
from flows.usecases.dip_acts import proposed_day, wrong_day
from flows.usecases.followed import follow_up_of
from flows.usecases.regional import owners_of
from flows.usecases.room import has_room
from flows.usecases.setup import led_region, not_leader
from flows.views.dip_forms import (
    EVERYBODY,
    LONGEST,
    Late,
    celebrate_form,
    date_name,
    dates_form,
    write_form,
)
from flows.views.figures import run_on
from flows.wording import Phrase, say

MOST_DATES = 10
"""Actions with a new date in one window: more is not looked through."""


def _overdue(request: Request, region: Region) -> list[Action]:
    """The open actions over their date, the oldest first."""
    today = local_day(request.now, region.timezone)
    return [one for one in open_actions(request.store, region.id) if is_over_date(one, today)]


def _dates_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    late = _overdue(request, region)
    if not late:
        return Reply(notice=say("dip.dates.none"))
    owners = {one.id: one for one in owners_of(request.store, region.id)}
    shown = [Late(action=one, owner=owners.get(one.owner_id or 0)) for one in late[:MOST_DATES]]
    more = len(late) - len(shown)
    return Reply(form=dates_form(region.id, shown, more, proposed_day(request, region)))


def _dates(request: Request) -> Reply:
    """Keep the new dates of what still is over its date; an empty one stays as it was."""
    region = led_region(request)
    if region is None:
        return not_leader()
    store, today = request.store, local_day(request.now, region.timezone)
    given = {one.id: request.day(date_name(one)) for one in _overdue(request, region)}
    chosen = [
        (action, day)
        for action_id, day in sorted(given.items())
        if day is not None
        and is_over_date(action := store.actions.get(action_id, lock=True), today)
    ]
    errors = {
        date_name(action): wrong
        for action, day in chosen
        if (wrong := wrong_day(request, region, day)) is not None
    }
    if errors:
        return Reply(errors=errors)
    for action, day in chosen:
        save_action(store, with_date(action, day, request.now), request.now)
    return Reply(notice=say("dip.dates.saved", count=len(chosen)), page=True)


def _others(request: Request, region: Region, partner_id: int | None = None) -> list[Participant]:
    """Who takes part beside the leader, of one partner or of all."""
    found = request.store.participants.find(region_id=region.id, removed_at=None)
    return [
        one
        for one in found
        if one.person_id != request.person.id and partner_id in {None, one.partner_id}
    ]


def _with_room(
    request: Request, region: Region, people: Sequence[Participant], words: str = ""
) -> list[Participant]:
    """Those who have not had enough messages this month, and do not have this one already."""
    store = request.store
    there = store.check_ins.find(
        region_id=region.id, kind=_kind(words), words=words, state=CheckInState.ASKED
    )
    asked = {one.participant_id for one in there}
    return [
        one
        for one in people
        if one.id not in asked
        and has_room(store, region, one.person_id, request.now, request.almanac)
    ]


def _kind(words: str) -> CheckInKind:
    return CheckInKind.LEADER if words else CheckInKind.SUCCESS


def _celebrate_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    people = _others(request, region)
    if not people:
        return Reply(notice=say("dip.no_people"))
    asked = _with_room(request, region, people)
    if not asked:
        return Reply(notice=say("dip.no_room"))
    return Reply(form=celebrate_form(region.id, len(asked), len(people) - len(asked)))


def _celebrate(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    return _sent(request, region, _others(request, region)) or Reply(notice=say("dip.no_room"))


def _sent(
    request: Request, region: Region, people: Sequence[Participant], words: str = ""
) -> Reply | None:
    """Ask these people what went well, or send them a leader's words; None if it reaches nobody."""
    region = request.store.regions.get(region.id, lock=True)  # a second tap finds the first one's
    asked = _with_room(request, region, people, words)
    for one in asked:
        check_in = CheckIn(
            workspace_id=request.workspace.id,
            region_id=region.id,
            participant_id=one.id,
            person_id=one.person_id,
            kind=_kind(words),
            asked_by=request.person.id,
            words=words,
            asked_at=request.now,
        )
        ask(request.store, one, [check_in], request.now)
    if not asked:
        return None
    said = [say("dip.sent", count=len(asked))]
    if left_out := len(people) - len(asked):
        said.append(say("dip.left_out", count=left_out))
    return Reply(notice=run_on(said))


def _thank_form(request: Request) -> Reply:
    return _write_form(request, "thank")


def _ask_form(request: Request) -> Reply:
    what = next((one for one in ("impact", "anchor") if request.number(one)), "ask")
    return _write_form(request, what)


def _write_form(request: Request, what: str) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    speaking = {one.partner_id for one in _others(request, region)}
    partners = request.store.partners.find(region_id=region.id, removed_at=None)
    there = sorted((one for one in partners if one.id in speaking), key=lambda one: one.name)
    if not there:
        return Reply(notice=say("dip.no_people"))
    silent = _silent(request, region) if what == "ask" else ()
    first = next((one.id for one in there if one.name in silent), None)
    return Reply(form=write_form(region.id, what, there, first))


def _silent(request: Request, region: Region) -> Sequence[str]:
    """The names of partners without sign of life: they are asked first what they need."""
    store, today = request.store, local_day(request.now, region.timezone)
    follow_up = follow_up_of(store, region, request.now)
    watched = signals_of(store, region, follow_up, request.instruments, request.almanac, today)
    return [name for one in watched.signals for name in one.names]


def _write(request: Request) -> Reply:
    """Send a leader's words to the people of a partner, or of all."""
    region = led_region(request)
    if region is None:
        return not_leader()
    chosen, words = request.value("partner"), request.value("words")[:LONGEST]
    partner_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    people = _others(request, region, None if chosen == EVERYBODY else partner_id)
    errors: dict[str, Phrase] = {}
    if not people:
        errors["partner"] = say("dip.error.no_partner")
    if not words:
        errors["words"] = say("dip.error.no_words")
    if errors:
        return Reply(errors=errors)
    no_room = Reply(errors={"partner": say("dip.no_room")})
    return _sent(request, region, people, words) or no_room


TAPS: Mapping[str, Route] = {
    "dip.dates": Route(_dates_form),
    "dip.celebrate": Route(_celebrate_form),
    "dip.thank": Route(_thank_form),
    "dip.ask": Route(_ask_form),
}
FORMS: Mapping[str, Route] = {
    "dip.dates": Route(_dates),
    "dip.celebrate": Route(_celebrate),
    "dip.thank": Route(_write),
    "dip.ask": Route(_write),
}

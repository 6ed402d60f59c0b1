"""What a window about an action says, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from flows.action import Action, Bent, Level
from flows.calendar import add_working_days, is_working_day, local_day
from flows.instrument import Instrument
from flows.region import Participant, Region
from flows.scan import ScanState
from flows.usecases.action_told import statement_in
from flows.usecases.answer import size
from flows.usecases.desk import Request
from flows.usecases.diary import partner_diary
from flows.usecases.published import in_order
from flows.usecases.regional import chosen_owner, owners_of
from flows.usecases.setup import newest_instrument
from flows.usecases.walks import instrument_of
from flows.views.action_form import AIMS, LONGEST, LONGEST_TOLD, NONE, Choices
from flows.wording import Phrase, say

FARTHEST = timedelta(days=5 * 366)
"""Ahead at the most: further on it is a slip of the keyboard."""
LONGEST_OF = {
    "what": LONGEST,
    "sign": LONGEST,
    "explanation": LONGEST_TOLD,
    "routine": LONGEST_TOLD,
    "reason": LONGEST_TOLD,
}
"""Characters of each text at the most."""

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Agreed:
    """Who carries an action out and by when; `moved_to` if that is not the day that was chosen."""

    owner: Participant
    due_on: date
    moved_to: date | None


def statements_of(request: Request, region_id: int) -> Instrument:
    """The questionnaire of the region's newest outcome, or else the one that it would get."""
    found = request.store.scans.find(region_id=region_id, state=ScanState.PUBLISHED)
    scans = in_order(found)
    return instrument_of(scans[-1], request.instruments) if scans else newest_instrument(request)


def choices_in(request: Request, region_id: int, action: Action | None = None) -> Choices:
    """What can be chosen; the statement of an action stays, if a newer version lacks it."""
    statements = list(statements_of(request, region_id).statements)
    own = request.instruments.get(action.instrument) if action else None
    kept = statement_in(own, action.item) if action and own else None
    if kept is not None and kept.key not in {item.key for item in statements}:
        statements.append(kept)
    return Choices(owners=owners_of(request.store, region_id), statements=statements)


def agreed(request: Request, region: Region, action: Action) -> Agreed | Mapping[str, Phrase]:
    """What a window says of owner and date, or by input what is wrong with it.

    Nothing to do, no owner and no date are, and a day that is over or too far away. A day on which
    the owner's organisation does not work gives way to the next one on which it does: a tired
    reader wants to be told of that, not to be asked.
    """
    owners = owners_of(request.store, region.id)
    owner = chosen_owner(owners, next(iter(request.chosen("owner")), ""))
    due = _due(request, region, action)
    errors = dict(too_long(request))
    if not request.value("what"):
        errors["what"] = say("action.error.no_what")
    if owner is None:
        errors["owner"] = say("action.error.no_owner")
    if isinstance(due, Phrase):
        errors["due"] = due
    if errors or owner is None or isinstance(due, Phrase):
        return errors
    participant = request.store.participants.get(owner.id)
    day = due if due == action.due_on else _working_day(request, participant, due)
    return Agreed(participant, day, day if day != due else None)


def fitting(text: str) -> str:
    """As much of what somebody typed as an action can be long."""
    kept = text[:LONGEST]
    while size(kept) > LONGEST:
        kept = kept[:-1]
    return kept


def too_long(request: Request) -> Mapping[str, Phrase]:
    """Which texts of a window are longer than is kept, by input."""
    return {
        name: say("action.error.too_long", longest=longest)
        for name, longest in LONGEST_OF.items()
        if size(request.value(name)) > longest
    }


def _due(request: Request, region: Region, action: Action) -> date | Phrase:
    """The chosen day, or why it cannot be; the one that it has stays, also when it is over."""
    due, today = request.day("due"), local_day(request.now, region.timezone)
    if due is None:
        return say("action.error.no_due")
    if action.id and due == action.due_on:
        return due
    if due < today:
        return say("action.error.past", today=today)
    return say("action.error.far") if due > today + FARTHEST else due


def _working_day(request: Request, owner: Participant, due: date) -> date:
    """The day itself, or the next one on which its owner's organisation works."""
    store = request.store
    free = partner_diary(store, store.partners.get(owner.partner_id), request.almanac).free
    return due if is_working_day(due, free) else add_working_days(due, 1, free)


def filled(request: Request, action: Action) -> Action:
    """The action with what a window says; what was not chosen there stays as it is."""
    item, instrument = action.item, action.instrument
    chosen, newest = request.value("item"), statements_of(request, action.region_id)
    if chosen == NONE:
        item, instrument = "", ""
    elif statement_in(newest, chosen) is not None:
        item, instrument = chosen, newest.id
    aims: dict[str, float | None] = {str(mean): mean for mean in AIMS}
    aims[NONE] = None
    return replace(
        action,
        what=request.value("what") or action.what,
        sign=request.value("sign"),
        item=item,
        instrument=instrument,
        aim=aims.get(request.value("aim"), action.aim),
        bent=one_of(Bent, request.value("bent")) or action.bent,
        level=one_of(Level, request.value("level")) or action.level,
    )


def one_of(choices: type[Choice], chosen: str) -> Choice | None:
    """The choice with this value, if there is one."""
    return next((one for one in choices if one == chosen), None)


def missing(request: Request) -> tuple[str, ...]:
    """What would make an action sharper and was not filled in; who chose none has chosen."""
    item, aim = request.value("item"), request.value("aim")
    left = {"sign": not request.value("sign"), "item": not item, "aim": not aim and item != NONE}
    return tuple(name for name, is_left in left.items() if is_left)

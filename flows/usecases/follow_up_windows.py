"""The leader looks at what a region needs between scans, and sets how it is followed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar import local_day
from flows.follow_up import Asked, FollowUp
from flows.ports import Store
from flows.region import Region
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.followed import follow_up_of
from flows.usecases.look_after import look_after, written_to_leaders
from flows.usecases.setup import led_region, newest_instrument, not_leader
from flows.views.follow_up import settings_form
from flows.views.leaders_told import look_after_form
from flows.wording import Phrase, say

LEAST_FALL, MOST_FALL = 0.2, 2.0
"""Between which points a fall of a mean begins to count; smaller ones are chance."""
FARTHEST_END = timedelta(days=10 * 366)
"""Ahead at the most: further on it is a slip of the keyboard."""
NUMBER = re.compile(r"\d{1,3}([.,]\d{1,3})?")


def _open(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    today = local_day(request.now, region.timezone)
    about = look_after(request.store, region, today, request.person.id, all_along=True)
    written = written_to_leaders(request.store, region, request.person.id, request.instruments)
    return Reply(form=look_after_form(about, written))


def _form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    follow_up = follow_up_of(request.store, region, request.now)
    return Reply(form=settings_form(follow_up, request.language, _statements(request)))


def _save(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    follow_up = _locked(request.store, region, request)
    fall, statements = _number(request.value("fall")), _number(request.value("statements"))
    errors = {
        "asked": _asked_error(request.value("asked")),
        "subsidy_until": _subsidy_error(request, region, follow_up.subsidy_until),
        "fall": _fall_error(fall),
        "statements": _statements_error(statements, _statements(request)),
    }
    if wrong := {name: error for name, error in errors.items() if error is not None}:
        return Reply(errors=wrong)
    changed = replace(
        follow_up,
        asked=Asked(request.value("asked") or follow_up.asked),
        subsidy_until=request.day("subsidy_until"),
        fall=fall or follow_up.fall,
        statements=int(statements or follow_up.statements),
    )
    request.store.follow_ups.save(changed)
    return Reply(notice=say("follow_up.saved"), page=True)


def _locked(store: Store, region: Region, request: Request) -> FollowUp:
    store.regions.get(region.id, lock=True)  # before the follow-up, as everywhere
    return store.follow_ups.get(follow_up_of(store, region, request.now).id, lock=True)


def _statements(request: Request) -> int:
    return len(newest_instrument(request).statements)


def _number(text: str) -> float | None:
    """What was typed as a number, with a comma or a point; None if it is none."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _asked_error(chosen: str) -> Phrase | None:
    return None if chosen in {"", *Asked} else say("follow_up.error.asked")


def _subsidy_error(request: Request, region: Region, kept: date | None) -> Phrase | None:
    until, today = request.day("subsidy_until"), local_day(request.now, region.timezone)
    if until is None or until == kept:
        return None
    if until < today:
        return say("follow_up.error.past")
    latest = today + FARTHEST_END
    return say("follow_up.error.far", latest=latest) if until > latest else None


def _fall_error(fall: float | None) -> Phrase | None:
    if fall is not None and LEAST_FALL <= fall <= MOST_FALL:
        return None
    return say("follow_up.error.fall", least=LEAST_FALL, most=MOST_FALL)


def _statements_error(number: float | None, most: int) -> Phrase | None:
    if number is not None and number.is_integer() and 1 <= number <= most:
        return None
    return say("follow_up.error.statements", most=most)


TAPS: Mapping[str, Route] = {
    "follow_up.open": Route(_open),
    "follow_up.settings": Route(_form),
}
FORMS: Mapping[str, Route] = {"follow_up.settings": Route(_save)}

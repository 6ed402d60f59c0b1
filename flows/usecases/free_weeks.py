"""A leader says when partners are free and schools have exams."""

from collections.abc import Mapping
from datetime import date, timedelta

from flows.calendar import local_day
from flows.messages import Form
from flows.region import Period, PeriodKind, Region
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.rhythm_plan import refresh_rhythm
from flows.usecases.scan_days import away_warning
from flows.usecases.setup import led_region, not_leader
from flows.views.free_weeks import EXAMS, WHOLE_REGION, free_weeks_form
from flows.wording import Phrase, say

LONGEST = timedelta(weeks=12)
"""A period's length at the most: longer is a slip of the hand, and would silence the bot."""


def _form(request: Request, region: Region) -> Form:
    store = request.store
    partners = store.partners.find(region_id=region.id, removed_at=None)
    there = {None, *(partner.id for partner in partners)}
    today = local_day(request.now, region.timezone)
    periods = [
        period
        for period in store.periods.find(region_id=region.id)
        if period.last >= today and period.partner_id in there
    ]
    periods.sort(key=lambda period: (period.first, period.last, period.id))
    return free_weeks_form(region, periods, partners, away_warning(request, region))


def _list(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    return Reply(form=_form(request, region))


def _add(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    period = _asked(request, region)
    if not isinstance(period, Period):
        return Reply(errors=period)
    request.store.regions.get(region.id, lock=True)  # a second tap finds the first one's
    same = request.store.periods.one(
        region_id=period.region_id,
        partner_id=period.partner_id,
        kind=period.kind,
        first=period.first,
        last=period.last,
    )
    if same is None:
        request.store.periods.add(period)
    return _changed(request, region)


def _asked(request: Request, region: Region) -> Period | Mapping[str, Phrase]:
    """The period that was filled in, not kept yet, or what is wrong with it."""
    whose = request.value("whose")
    partner = None
    if whose not in {EXAMS, WHOLE_REGION}:
        known = request.store.partners.find(region_id=region.id, removed_at=None)
        partner = next((one for one in known if str(one.id) == whose), None)
        if partner is None:
            return {"whose": say("free_weeks.error.whose")}
    first, last = request.day("first"), request.day("last")
    if first is None or last is None:
        missing = "first" if first is None else "last"
        return {missing: say("free_weeks.error.no_day")}
    wrong = _wrong_days(first, last, local_day(request.now, region.timezone))
    if wrong is not None:
        return {"last": wrong}
    return Period(
        region_id=region.id,
        partner_id=partner.id if partner else None,
        kind=PeriodKind.EXAM if whose == EXAMS else PeriodKind.FREE,
        first=first,
        last=last,
    )


def _wrong_days(first: date, last: date, today: date) -> Phrase | None:
    if last < first:
        return say("free_weeks.error.backwards", first=first)
    if last < today:
        return say("free_weeks.error.over")
    if last - first >= LONGEST:
        return say("free_weeks.error.long")
    return None


def _remove(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    request.store.regions.get(region.id, lock=True)
    period = request.store.periods.one(id=request.number("period"), region_id=region.id)
    if period is not None:
        request.store.periods.remove(period.id)
    return _changed(request, region)


def _changed(request: Request, region: Region) -> Reply:
    refresh_rhythm(request.store, region, request.now, request.almanac)
    return Reply(form=_form(request, region), replace=True, page=True)


TAPS: Mapping[str, Route] = {
    "free_weeks.list": Route(_list),
    "free_weeks.remove": Route(_remove),
}
FORMS: Mapping[str, Route] = {"free_weeks.add": Route(_add)}

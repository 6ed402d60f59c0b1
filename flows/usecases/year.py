"""A leader looks at the year's thread of their region."""

from collections.abc import Mapping
from dataclasses import replace

from flows.ports import Store
from flows.region import Region
from flows.usecases.access import seen_scans
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.setup import led_region, not_leader
from flows.usecases.year_thread import Around, year_until_now
from flows.views.year import year_form
from flows.year import Notice, Year


def _open(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    store = request.store
    around = Around(instruments=request.instruments, almanac=request.almanac, now=request.now)
    year = year_until_now(store, region, seen_scans(request, region.id), around)
    return Reply(form=year_form(region.id, replace(year, notice=_notice(store, region, year))))


def _notice(store: Store, region: Region, year: Year) -> Notice | None:
    """What leaders were last told of signs of a netwerkdip, if that was in this year."""
    followed = store.follow_ups.one(region_id=region.id)
    if followed is None or followed.noticed_on is None or not year.has(followed.noticed_on):
        return None
    return Notice(on=followed.noticed_on, signals=followed.noticed)


TAPS: Mapping[str, Route] = {"year.open": Route(_open)}
FORMS: Mapping[str, Route] = {}

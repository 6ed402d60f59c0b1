"""A leader looks at the year's thread of their region."""

from collections.abc import Mapping
from dataclasses import replace

from flows.dip_notice import notices
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
    return Reply(form=year_form(region.id, replace(year, notices=_notices(store, region, year))))


def _notices(store: Store, region: Region, year: Year) -> list[Notice]:
    """What leaders were told of signs of a netwerkdip in this year, the first one first."""
    followed = store.follow_ups.one(region_id=region.id)
    told = notices(followed) if followed else {}
    return [Notice(on=on, signals=tuple(kinds)) for on, kinds in told.items() if year.has(on)]


TAPS: Mapping[str, Route] = {"year.open": Route(_open)}
FORMS: Mapping[str, Route] = {}

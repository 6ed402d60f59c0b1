"""A region is looked at on every working day: who is asked what, what is told to whom."""

from dataclasses import replace
from datetime import datetime

from flows.calendar import add_working_days, is_working_day, local_day, wall
from flows.follow_up import FollowUp
from flows.ports import Store
from flows.usecases.check_in_round import hold_round
from flows.usecases.diary import region_diary
from flows.usecases.digest import look_for_digest
from flows.usecases.dip import look_for_dip
from flows.usecases.followed import LOOKED_AT
from flows.usecases.look_after import look_to_leaders
from flows.usecases.surroundings import Surroundings


def follow(store: Store, follow_up: FollowUp, now: datetime, around: Surroundings) -> None:
    """Do what a day asks for in a region, and keep when the next look is due.

    The region and `follow_up` are locked. A day that went by unlooked at is not made up for: what
    it asked for is asked for today, once.
    """
    region = store.regions.get(follow_up.region_id)
    free = region_diary(store, region, around.almanac).free
    today = local_day(now, region.timezone)
    works = is_working_day(today, free)
    opens = wall(today, LOOKED_AT, region.timezone)
    if works and now >= opens:
        follow_up = hold_round(store, region, follow_up, now, around)
        follow_up = look_for_digest(store, region, follow_up, now, around)
        follow_up = look_for_dip(store, region, follow_up, now, around)
        store.follow_ups.save(follow_up)  # the leaders read what it says
        follow_up = look_to_leaders(store, region, follow_up, now)
    if not works or now >= opens:
        opens = wall(add_working_days(today, 1, free), LOOKED_AT, region.timezone)
    store.follow_ups.save(replace(follow_up, due_at=opens))

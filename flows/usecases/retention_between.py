"""What was answered and told between scans is deleted when its time is over.

Taps are kept as long as scores, sentences as long as texts, from the day on which they came.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flows.calendar import local_day, scores_kept_until, texts_kept_until, wall
from flows.check_in import CheckIn
from flows.ports import Store
from flows.region import Participant, Region
from flows.usecases.check_in_ask import ENDED
from flows.usecases.success_kept import forget_private


def erase_between_expired(store: Store, now: datetime) -> int:
    """Delete what has been kept as long as promised; how many check-ins changed.

    What was shared, and what was agreed, stays the region's.
    """
    return sum(_erase_in(store, region, now) for region in store.regions.find())


def _erase_in(store: Store, region: Region, now: datetime) -> int:
    today = local_day(now, region.timezone)
    texts_from = _first_kept(today, texts_kept_until)
    taps_from = _first_kept(today, scores_kept_until)
    forget_private(store, region.id, wall(texts_from, time(), region.timezone))
    changed = 0
    for found in store.check_ins.find(region_id=region.id):
        day = local_day(found.answered_at or found.asked_at, region.timezone)
        if day < taps_from:
            store.check_ins.remove(found.id)
            changed += 1
        elif day < texts_from and (found.text or found.words):
            _forget_texts(store, store.check_ins.get(found.id, lock=True))
            changed += 1
    return changed


def _forget_texts(store: Store, check_in: CheckIn) -> None:
    """Delete what its person and a leader wrote; who left it open is not asked any more."""
    state = ENDED.get(check_in.state, check_in.state)
    store.check_ins.save(replace(check_in, text="", words="", state=state))


def _first_kept(today: date, kept_until: Callable[[date], date]) -> date:
    """The first day of which something is still kept today."""
    day = today
    while kept_until(day - timedelta(days=1)) >= today:
        day -= timedelta(days=1)
    return day


def is_still_named(store: Store, participant: Participant) -> bool:
    """Whether somebody who left is kept because of a check-in, or of who took over from them."""
    before = {"before_id": participant.id}
    return bool(
        store.check_ins.one(participant_id=participant.id)
        or any(one.is_open for one in store.actions.find(**before))
        or any(one.is_open for one in store.decisions.find(**before))
    )

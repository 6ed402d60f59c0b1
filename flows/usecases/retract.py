"""What was published follows when scores or texts of it are deleted."""

from dataclasses import replace
from datetime import datetime

from flows.outbox import IN_THREAD, POINTS, Topic, WishState
from flows.ports import Store
from flows.results import Results, from_text, to_text, withdraw
from flows.scan import Mode, Scan
from flows.usecases.outcomes import published_after
from flows.usecases.scans import results_of
from flows.usecases.telling import wish_again
from flows.usecases.walks import Instruments

OF_OUTCOME = (Topic.RESULTS, *IN_THREAD)
"""What shows figures of a scan, and who took part."""
WITH_TEXTS = (*POINTS, Topic.SENTENCES)
"""What shows texts that people allowed to be shared."""


def retract_scores(store: Store, scan: Scan, instruments: Instruments, now: datetime) -> Results:
    """Take deleted scores out of a published scan, which is locked; what is published then.

    An open scan shows the lines and figures of who is left. A protected one stays as it is, so
    that no difference shows what was deleted; where fewer people or organisations are left than
    may be shown, it is withdrawn whole.
    """
    left = results_of(store, scan, instruments)
    if scan.mode is Mode.PROTECTED:
        published = from_text(scan.results)
        if left.enough or not published.enough:
            return published
        left = withdraw(published)
    keep(store, scan, replace(left, changed=True), now)
    if later := published_after(store, scan):
        # It is compared with this one: in words, and in a picture that tells what was.
        keep(store, later, replace(from_text(later.results), changed=True), now)
    return left


def keep(store: Store, scan: Scan, results: Results, now: datetime) -> None:
    """Keep other results of a published scan, and bring up to date what stands in the channel."""
    store.scans.save(replace(scan, results=to_text(results)))
    redraw(store, scan, OF_OUTCOME, now)


def redraw(store: Store, scan: Scan, topics: tuple[Topic, ...], now: datetime) -> None:
    """Bring up to date what stands in the channel of a scan, or is on its way there."""
    for wish in store.wishes.find(topic=topics, subject_id=scan.id):
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now)

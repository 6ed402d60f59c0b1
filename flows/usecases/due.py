"""What the passing of time asks for: scans that close or appear, answers that are deleted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.events import ChannelFacts
from flows.outbox import Topic
from flows.ports import Store
from flows.results import from_text, to_text
from flows.scan import Hold, Scan, ScanState
from flows.usecases.scans import channel_as_promised, close, hold_back, publish, results_of
from flows.usecases.walks import Instruments


def close_due(
    store: Store, now: datetime, channels: Mapping[str, ChannelFacts], instruments: Instruments
) -> int:
    """Close every scan whose moment has come and whose channel's facts are known; how many."""
    due = [scan for scan in store.scans_due(now) if scan.channel in channels]
    for scan in due:
        close(store, scan, channels[scan.channel], instruments, now)
    known = [scan for scan in told_due(store, now) if scan.channel in channels]
    locked = [store.scans.get(scan.id, lock=True) for scan in known]
    told = [scan for scan in locked if scan.hold is Hold.TOLD]  # not if just stopped or published
    for scan in told:
        if channel_as_promised(scan, store.regions.get(scan.region_id), channels[scan.channel]):
            publish(store, scan, results_of(store, scan, instruments), now)
        else:
            hold_back(store, scan, Hold.CHANNEL, now)
    return len(due) + len(told)


def told_due(store: Store, now: datetime) -> list[Scan]:
    """Held scans whose partners know of the other channel and whose moment has come."""
    held = store.scans.find(state=ScanState.CLOSED, hold=Hold.TOLD)
    return [scan for scan in held if scan.closes_at <= now]


def channels_due(store: Store, now: datetime) -> list[tuple[int, str]]:
    """The channels, each with its workspace's id, whose facts `close_due` will want."""
    running = store.scans.find(state=ScanState.OPEN)  # without locks: it is only read
    due = [*(scan for scan in running if scan.closes_at <= now), *told_due(store, now)]
    return sorted({(scan.workspace_id, scan.channel) for scan in due})


SENT_AGAIN = timedelta(days=1)
"""How long a platform may send an event again, with much to spare (Slack: some minutes)."""


def erase_expired(store: Store, now: datetime) -> int:
    """Delete what has been kept as long as promised; how many answers changed.

    The means stay with the scan; partners' lines and extremes go with the scores, and so does
    who was asked and is no longer a participant.
    """
    store.forget_heard(now - SENT_AGAIN)
    today = now.date()
    changed = 0
    for scan in store.scans.find():
        if today <= scan.texts_until:
            continue
        scores_too = today > scan.scores_until
        if scores_too:
            _forget_lines(store, scan)
        for response in store.responses.find(scan_id=scan.id):
            for answer in store.answers.find(response_id=response.id):
                if scores_too:
                    store.answers.remove(answer.id)
                elif answer.text or answer.basis:
                    store.answers.save(replace(answer, text="", basis=""))
                else:
                    continue
                changed += 1
    _forget_participants(store, today)
    _forget_people(store, today)
    return changed


def _forget_lines(store: Store, scan: Scan) -> None:
    if not scan.results:
        return
    results = from_text(scan.results)
    figures = tuple(replace(one, lowest=None, highest=None) for one in results.figures)
    text = to_text(replace(results, lines=(), figures=figures))
    if text != scan.results:
        store.scans.save(replace(scan, results=text))


def _forget_participants(store: Store, today: date) -> None:
    """Delete who no longer takes part, once the scores of their last scan are deleted."""
    gone = [one for one in store.participants.find() if one.removed_at is not None]
    for participant in gone:
        asked = store.responses.find(participant_id=participant.id)
        over = [one for one in asked if store.scans.get(one.scan_id).scores_until < today]
        for response in over:
            for wish in store.wishes.find(topic=Topic.WALK, subject_id=response.id):
                store.wishes.remove(wish.id)
            store.responses.remove(response.id)
        if len(over) == len(asked):
            store.participants.remove(participant.id)


def _forget_people(store: Store, today: date) -> None:
    """Delete who takes part in nothing and leads nothing.

    Who started a scan stays as somebody without a name: the scan's means are kept.
    """
    for person in store.people.find():
        if store.participants.one(person_id=person.id) or store.leaders.one(person_id=person.id):
            continue
        started = store.scans.find(started_by=person.id)
        if not started:
            store.people.remove(person.id)
        elif all(scan.scores_until < today for scan in started):
            for wish in store.wishes.find(person_id=person.id):
                store.wishes.remove(wish.id)
            store.people.save(
                replace(person, team_id="", user_id=f"gone-{person.id}", name="", language=None)
            )

"""What has been kept as long as promised is deleted."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.outbox import Topic
from flows.ports import Store
from flows.results import from_text, to_text
from flows.scan import Scan

SENT_AGAIN = timedelta(days=1)
"""How long a platform may send an event again, with much to spare (Slack: some minutes)."""
PINGS_KEPT = timedelta(days=2)
"""How long it is kept who got a message on a day: it is asked for on that day alone."""


def erase_expired(store: Store, now: datetime) -> int:
    """Delete what has been kept as long as promised; how many answers changed.

    The means stay with the scan; partners' lines and extremes go with the scores, and so does
    who was asked and is no longer a participant.
    """
    store.forget_heard(now - SENT_AGAIN)
    store.forget_pings((now - PINGS_KEPT).date())
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

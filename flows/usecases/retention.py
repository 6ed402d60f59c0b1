"""What has been kept as long as promised is deleted."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.ports import Store
from flows.response import Response, Sharing
from flows.results import from_text, without_lines
from flows.scan import Scan
from flows.topics import Topic
from flows.usecases.retention_between import erase_between_expired, is_still_named
from flows.usecases.retract import keep
from flows.usecases.telling import redraw_texts
from flows.usecases.unreached import TO_PARTICIPANTS
from flows.usecases.we_sentences import show_we

SENT_AGAIN = timedelta(days=1)
"""How long a platform may send an event again, with much to spare (Slack: some minutes)."""
PINGS_KEPT = timedelta(days=40)
"""How long it is kept who got a message on a day: there is a measure for a month."""


def erase_expired(store: Store, now: datetime) -> int:
    """Delete what has been kept as long as promised; how many answers changed.

    The means stay with the scan; what its group wrote goes with the texts, partners' lines and
    extremes go with the scores, and so does who was asked and is no longer a participant.
    """
    store.forget_heard(now - SENT_AGAIN)
    store.forget_pings((now - PINGS_KEPT).date())
    today = now.date()
    over = [scan.id for scan in store.scans.find() if scan.texts_until < today]
    changed = 0
    # Before their answers: somebody may be deleting their own right now.
    for scan in [store.scans.get(scan_id, lock=True) for scan_id in over]:
        scores_too = today > scan.scores_until
        if scores_too:
            _forget_lines(store, scan, now)
        forgotten = [
            _forget_answers(store, scan, response, now, scores_too=scores_too)
            for response in store.responses.find(scan_id=scan.id)
        ]
        changed += sum(forgotten)
        _forget_we(store, scan.id, now)
    changed += erase_between_expired(store, now)
    _forget_participants(store, today)
    _forget_people(store, today)
    return changed


def _forget_lines(store: Store, scan: Scan, now: datetime) -> None:
    if not scan.results:
        return
    published = from_text(scan.results)
    left = without_lines(published)
    if left != published:
        keep(store, scan, left, now)


def _forget_we(store: Store, scan_id: int, now: datetime) -> None:
    """Delete what the group wrote of a locked scan: its texts are kept no longer than others."""
    scan = store.scans.get(scan_id)  # its results may just have been saved
    if any(scan.we):
        forgotten = replace(scan, we=())
        store.scans.save(forgotten)
        show_we(store, forgotten, now)


def _forget_answers(
    store: Store, scan: Scan, response: Response, now: datetime, *, scores_too: bool
) -> int:
    """Delete the texts of a response, or all of it; how many answers changed."""
    answers = store.answers.find(response_id=response.id)
    redraw_texts(store, scan, response, now)
    if not scores_too:
        answers = [answer for answer in answers if answer.text or answer.basis]
    for answer in answers:
        if scores_too:
            store.answers.remove(answer.id)
        else:
            store.answers.save(replace(answer, text="", basis=""))
    return len(answers)


def _forget_participants(store: Store, today: date) -> None:
    """Delete who no longer takes part, once the scores of their last scan are deleted.

    And once nothing is kept any more of what they were asked and had to see to between scans.
    """
    gone = [one for one in store.participants.find() if one.removed_at is not None]
    for participant in gone:
        asked = store.responses.find(participant_id=participant.id)
        over = [one for one in asked if store.scans.get(one.scan_id).scores_until < today]
        for response in over:
            for wish in store.wishes.find(topic=Topic.WALK, subject_id=response.id):
                store.wishes.remove(wish.id)
            store.responses.remove(response.id)
        if len(over) == len(asked) and not is_still_named(store, participant):
            for wish in store.wishes.find(topic=TO_PARTICIPANTS, subject_id=participant.id):
                store.wishes.remove(wish.id)
            store.participants.remove(participant.id)


def _forget_people(store: Store, today: date) -> None:
    """Delete who takes part in nothing and leads nothing.

    Who started a scan stays as somebody without a name: the scan's means are kept.
    """
    for person in store.people.find():
        if store.participants.one(person_id=person.id) or store.leaders.one(person_id=person.id):
            continue
        _forget_told(store, person.id)
        started = store.scans.find(started_by=person.id)
        if not started:
            store.people.remove(person.id)
        elif all(scan.scores_until < today for scan in started):
            for wish in store.wishes.find(person_id=person.id):
                store.wishes.remove(wish.id)
            store.people.save(
                replace(person, team_id="", user_id=f"gone-{person.id}", name="", language=None)
            )


def _forget_told(store: Store, person_id: int) -> None:
    """Delete what somebody told for themselves; what they shared stays, without their name."""
    for success in store.successes.find(writer_id=person_id):
        if success.sharing is Sharing.NO:
            store.successes.remove(success.id)
        else:
            store.successes.save(replace(success, writer_id=None))

"""What is due and what is forgotten, on the fake, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta

from flows.inbox import Heard
from flows.ports import Store
from flows.scan import Hold, ScanState
from tests.support.kept import NOW, keep_one_of_each

DAY = timedelta(days=1)
SOON = timedelta(microseconds=1)


def test_scans_due(store: Store) -> None:
    """Due are planned, open and held scans whose moment has come, the earliest moment first."""
    scan = replace(keep_one_of_each(store).scan, closes_at=NOW + DAY)
    store.scans.save(scan)
    planned, open_, closed = ScanState.PLANNED, ScanState.OPEN, ScanState.CLOSED
    kept = [
        store.scans.add(replace(scan, state=state, hold=hold, opened_at=opens, closes_at=closes))
        for state, hold, opens, closes in (
            (open_, Hold.NONE, NOW - 9 * DAY, NOW),
            (open_, Hold.NONE, NOW - 9 * DAY, NOW - 3 * DAY),
            (open_, Hold.NONE, NOW - 9 * DAY, NOW + SOON),
            (planned, Hold.NONE, NOW - 2 * DAY, NOW + DAY),
            (planned, Hold.NONE, NOW + SOON, NOW + DAY),
            (closed, Hold.TOLD, NOW - 9 * DAY, NOW - 4 * DAY),
            (closed, Hold.TOLD, NOW - 9 * DAY, NOW + SOON),
            (closed, Hold.CHANNEL, NOW - 9 * DAY, NOW - 4 * DAY),
            (ScanState.PUBLISHED, Hold.NONE, NOW - 9 * DAY, NOW - 4 * DAY),
        )
    ]
    assert store.scans_due(NOW) == [kept[5], kept[1], kept[3], kept[0]]
    assert store.scans_due(NOW - 5 * DAY) == []


def test_last_calls_due(store: Store) -> None:
    """A last call is due at its own moment while its scan is open, and once with the closing."""
    scan = replace(keep_one_of_each(store).scan, closes_at=NOW + 2 * DAY)
    store.scans.save(replace(scan, last_call_at=NOW))
    later = store.scans.add(replace(scan, last_call_at=NOW + DAY))
    store.scans.add(replace(scan, last_call_at=NOW, state=ScanState.CANCELLED))
    store.scans.add(replace(scan, last_call_at=NOW, state=ScanState.PLANNED, opened_at=NOW + DAY))
    called = replace(scan, last_call_at=NOW)
    assert store.scans_due(NOW) == [called]
    assert store.scans_due(NOW + 2 * DAY)[:3] == [
        called,
        later,
        store.scans.find(state=ScanState.PLANNED)[0],
    ]
    assert len(store.scans_due(NOW + 2 * DAY)) == 3


def test_leaders_are_due_to_be_reminded_of_the_statements(store: Store) -> None:
    """While the conversation is to come, at the moment kept for it; its closing is behind it."""
    scan = replace(keep_one_of_each(store).scan, closes_at=NOW - DAY)
    talking = replace(scan, state=ScanState.CLOSED, hold=Hold.TALK, last_call_at=NOW)
    store.scans.save(talking)
    store.scans.add(replace(talking, last_call_at=None))
    store.scans.add(replace(talking, last_call_at=NOW + SOON))
    assert store.scans_due(NOW) == [talking]
    assert store.scans_due(NOW - SOON) == []
    assert store.next_due() == NOW


def test_responses_due(store: Store) -> None:
    """Due are the responses whose next reminder has come, the earliest first, at most so many."""
    kept = keep_one_of_each(store)

    def remind(user_id: str, days: int | None) -> int:
        person = store.people.add(replace(kept.person, user_id=user_id))
        participant = store.participants.add(replace(kept.participant, person_id=person.id))
        at = None if days is None else NOW + days * DAY
        response = replace(
            kept.response, person_id=person.id, participant_id=participant.id, remind_at=at
        )
        return store.responses.add(response).id

    now, sooner, _never, _later, same = (
        remind(f"U{number}", days) for number, days in enumerate((0, -1, None, 1, 0), start=2)
    )
    assert [one.id for one in store.responses_due(NOW, limit=9)] == [sooner, now, same]
    assert [one.id for one in store.responses_due(NOW, limit=2)] == [sooner, now]
    assert store.responses_due(NOW - 2 * DAY, limit=9) == []


def test_rhythms_due(store: Store) -> None:
    """Due are the rhythms whose moment has come, the earliest first."""
    kept = keep_one_of_each(store)
    store.rhythms.save(replace(kept.rhythm, due_at=NOW))
    other = store.regions.add(kept.region)
    sooner = store.rhythms.add(replace(kept.rhythm, region_id=other.id, due_at=NOW - DAY))
    assert store.rhythms_due(NOW) == [sooner, replace(kept.rhythm, due_at=NOW)]
    assert store.rhythms_due(NOW - DAY) == [sooner]
    assert store.rhythms_due(NOW - DAY - SOON) == []


def test_when_something_is_due_next(store: Store) -> None:
    """The next moment is the earliest of all scans, reminders and rhythms; or None."""
    assert store.next_due() is None
    kept = keep_one_of_each(store)
    store.scans.save(replace(kept.scan, state=ScanState.PUBLISHED, closes_at=NOW))
    assert store.next_due() is None
    for days, record in (
        (6, replace(kept.scan, state=ScanState.CLOSED, hold=Hold.TOLD, closes_at=NOW + 6 * DAY)),
        (5, replace(kept.scan, closes_at=NOW + 5 * DAY)),
        (4, replace(kept.scan, closes_at=NOW + 5 * DAY, last_call_at=NOW + 4 * DAY)),
        (3, replace(kept.scan, state=ScanState.PLANNED, opened_at=NOW + 3 * DAY)),
    ):
        store.scans.save(record)
        assert store.next_due() == NOW + days * DAY
    store.responses.save(replace(kept.response, remind_at=NOW + 2 * DAY))
    assert store.next_due() == NOW + 2 * DAY
    store.rhythms.save(replace(kept.rhythm, due_at=NOW + DAY))
    assert store.next_due() == NOW + DAY


def test_old_events_are_forgotten(store: Store) -> None:
    """Events handled before a moment are deleted, later ones stay known."""
    kept = keep_one_of_each(store)
    for event_id, heard_at in (("old", NOW - 2 * DAY), ("new", NOW)):
        store.heard.add(Heard(workspace_id=kept.workspace.id, event_id=event_id, heard_at=heard_at))
    assert len(store.heard.find()) == 2
    store.forget_heard(NOW - DAY)
    assert [one.event_id for one in store.heard.find()] == ["new"]


def test_old_pings_are_forgotten(store: Store) -> None:
    """Pings of days before one are deleted, those of the day itself stay known."""
    ping = keep_one_of_each(store).ping
    later = store.pings.add(replace(ping, on=date(2027, 3, 2)))
    assert store.pings.find() == [ping, later]
    store.forget_pings(date(2027, 3, 2))
    assert store.pings.find() == [later]

"""What the port `flows.ports.Store` promises, on the fake, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from flows.holidays import HolidayKind, SchoolHoliday
from flows.language import Language
from flows.ports import Store
from flows.region import (
    HolidayRegion,
    Leader,
    Meeting,
    Participant,
    PeriodKind,
    Person,
    Workspace,
)
from flows.response import Answer, ResponseState
from flows.rhythm import Every
from flows.store_errors import AlreadyThereError, NotFoundError
from tests.support.kept import NOW, keep_one_of_each


def test_what_was_added_is_got_back(store: Store) -> None:
    """A kept value has an id and is otherwise what was added."""
    new = Workspace(team_id="T1", name="Demo")
    kept = store.workspaces.add(new)
    assert kept == replace(new, id=kept.id)
    assert kept.id > 0
    assert store.workspaces.get(kept.id) == kept
    assert store.workspaces.get(kept.id, lock=True) == kept


def test_what_was_saved_replaces(store: Store) -> None:
    """Saving changes the value with that id and no other."""
    one = store.workspaces.add(Workspace(team_id="T1"))
    two = store.workspaces.add(Workspace(team_id="T2"))
    store.workspaces.save(replace(one, name="Anders"))
    assert store.workspaces.find() == [replace(one, name="Anders"), two]


def test_what_is_not_there_is_not_found(store: Store) -> None:
    """Getting and saving an unknown id is refused; removing it is not."""
    with pytest.raises(NotFoundError):
        store.workspaces.get(404)
    with pytest.raises(NotFoundError):
        store.workspaces.save(Workspace(id=404, team_id="T1"))
    store.workspaces.remove(404)
    assert store.workspaces.one(team_id="T1") is None


def test_find_takes_all_conditions(store: Store) -> None:
    """Found is what meets all conditions: equal, one of, or None; the oldest first."""
    workspace = store.workspaces.add(Workspace(team_id="T1"))
    people = [
        store.people.add(
            Person(workspace_id=workspace.id, team_id="T1", user_id=user, language=language)
        )
        for user, language in (("U1", None), ("U2", Language.EN), ("U3", Language.NL))
    ]
    assert store.people.find(language=None) == people[:1]
    assert store.people.find(language=Language.EN, user_id="U2") == people[1:2]
    assert store.people.find(language=Language.EN, user_id="U3") == []
    assert store.people.find(user_id=("U3", "U1")) == [people[0], people[2]]
    assert store.people.find(language=(None, Language.NL)) == [people[0], people[2]]
    assert store.people.find(user_id=()) == []
    assert store.people.one(language=(Language.NL, Language.EN)) == people[1]
    with pytest.raises(KeyError):
        store.people.find(colour="blue")


def test_a_removed_id_is_not_given_again(store: Store) -> None:
    """An old button cannot come to speak of something newer."""
    first = store.workspaces.add(Workspace(team_id="T1"))
    store.workspaces.remove(first.id)
    assert store.workspaces.add(Workspace(team_id="T1")).id > first.id
    person = keep_one_of_each(store, "T2").person
    store.people.save(replace(person, asked_response_id=None))
    other = store.people.add(replace(person, user_id="U2"))
    store.people.remove(other.id)
    assert store.people.add(replace(person, user_id="U3")).id > other.id


def test_unique_keys(store: Store) -> None:
    """A second value with the same key is refused, and the transaction goes on."""
    kept = keep_one_of_each(store)
    leader = store.leaders.add(Leader(region_id=kept.region.id, person_id=kept.person.id))
    meeting = store.meetings.add(Meeting(region_id=kept.region.id, on=date(2027, 3, 25)))
    with pytest.raises(AlreadyThereError):
        store.workspaces.add(kept.workspace)
    with pytest.raises(AlreadyThereError):
        store.people.add(kept.person)
    with pytest.raises(AlreadyThereError):
        store.leaders.add(leader)
    with pytest.raises(AlreadyThereError):
        store.meetings.add(meeting)
    with pytest.raises(AlreadyThereError):
        store.responses.add(kept.response)
    with pytest.raises(AlreadyThereError):
        store.answers.add(kept.answer)
    with pytest.raises(AlreadyThereError):
        store.wishes.add(kept.wish)
    with pytest.raises(AlreadyThereError):
        store.rhythms.add(replace(kept.rhythm, every=Every.YEAR))
    with pytest.raises(AlreadyThereError):
        store.pings.add(replace(kept.ping, wish_id=0))
    with pytest.raises(AlreadyThereError):
        store.paces.add(kept.pace)
    assert store.answers.find() == [kept.answer]
    assert store.pings.add(replace(kept.ping, on=date(2027, 3, 2))).id > kept.ping.id
    assert store.regions.add(kept.region).id > kept.region.id  # names may be the same


def test_one_organisation_per_person_in_a_region(store: Store) -> None:
    """A person takes part once per region; who was removed may come back, once."""
    kept = keep_one_of_each(store)
    again = replace(kept.participant, id=0)
    with pytest.raises(AlreadyThereError):
        store.participants.add(again)
    gone = replace(kept.participant, removed_at=NOW)
    store.participants.save(gone)
    back = store.participants.add(again)
    assert store.participants.find() == [gone, back]
    assert store.participants.find(removed_at=None) == [back]
    with pytest.raises(AlreadyThereError):
        store.participants.save(kept.participant)


def test_a_turn_of_the_rhythm_has_one_scan(store: Store) -> None:
    """A scan of a turn comes once a region; those without a turn as often as one likes."""
    kept = keep_one_of_each(store)
    first = store.scans.add(replace(kept.scan, turn=date(2027, 9, 6)))
    with pytest.raises(AlreadyThereError):
        store.scans.add(replace(kept.scan, turn=date(2027, 9, 6)))
    other = store.scans.add(kept.scan)
    assert store.scans.find() == [kept.scan, first, other]


def test_one_holiday_of_a_kind_in_a_school_year(store: Store) -> None:
    """A holiday comes once a school year and region, and its days come back as they were."""
    autumn = SchoolHoliday(
        school_year="2030-2031",
        kind=HolidayKind.AUTUMN,
        region=HolidayRegion.NORTH,
        first=date(2030, 10, 12),
        last=date(2030, 10, 20),
        certain=False,
    )
    kept = store.school_holidays.add(autumn)
    with pytest.raises(AlreadyThereError):
        store.school_holidays.add(replace(autumn, certain=True))
    south = store.school_holidays.add(replace(autumn, region=HolidayRegion.SOUTH))
    assert store.school_holidays.find(school_year="2030-2031") == [kept, south]
    assert kept == replace(autumn, id=kept.id)


def test_a_key_cannot_be_taken_by_saving(store: Store) -> None:
    """Saving a value under the key of another is refused."""
    store.workspaces.add(Workspace(team_id="T1"))
    other = store.workspaces.add(Workspace(team_id="T2"))
    with pytest.raises(AlreadyThereError):
        store.workspaces.save(replace(other, team_id="T1"))


def test_moments_come_back_in_utc(store: Store) -> None:
    """A moment is the same moment afterwards, whatever its time zone was."""
    kept = keep_one_of_each(store)
    summer = datetime(2027, 7, 1, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=2)))
    store.responses.save(replace(kept.response, begun_at=summer))
    begun_at = store.responses.get(kept.response.id).begun_at
    assert begun_at == summer
    assert begun_at is not None
    assert begun_at.tzinfo is UTC
    assert store.responses.one(begun_at=summer) is not None


def test_a_moment_without_time_zone_is_refused(store: Store) -> None:
    """Nobody could say which moment it is."""
    kept = keep_one_of_each(store)
    with pytest.raises(ValueError, match="time zone"):
        store.answers.save(replace(kept.answer, answered_at=NOW.replace(tzinfo=None)))


def test_texts_that_no_database_keeps(store: Store) -> None:
    """NUL and half a character are replaced; every other text stays as it is."""
    kept = keep_one_of_each(store)
    odd = "a\x00b\ud800c 🙂 \u202edraai '; DROP TABLE answer --\r\n" + "é" * 30_000
    clean = odd.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    store.answers.save(replace(kept.answer, text=odd))
    assert store.answers.get(kept.answer.id).text == clean
    region = store.regions.add(replace(kept.region, holiday_regions=("north", "z\x00")))
    assert store.regions.get(region.id).holiday_regions == ("north", "z\ufffd")


def test_what_is_theirs_goes_with_its_owner(store: Store) -> None:
    """Removing a response takes its answers along and nobody keeps a reference to it."""
    kept = keep_one_of_each(store)
    store.people.save(replace(kept.person, asked_response_id=kept.response.id))
    store.responses.remove(kept.response.id)
    assert store.answers.find() == []
    assert store.people.get(kept.person.id).asked_response_id is None
    assert store.scans.find() == [kept.scan]


def test_who_passed_an_invitation_on_may_go(store: Store) -> None:
    """A response outlives the person who passed its invitation on."""
    kept = keep_one_of_each(store)
    colleague = store.people.add(replace(kept.person, user_id="U2"))
    store.responses.save(replace(kept.response, passed_on_by=colleague.id))
    store.people.remove(colleague.id)
    assert store.responses.find() == [kept.response]


def test_a_workspace_takes_everything_along(store: Store) -> None:
    """Nothing of a removed workspace stays, and everything of the others does."""
    gone = keep_one_of_each(store, "T1")
    stays = keep_one_of_each(store, "T2")
    store.people.save(replace(gone.person, asked_response_id=gone.response.id))
    store.workspaces.remove(gone.workspace.id)
    assert store.workspaces.find() == [stays.workspace]
    assert store.people.find() == [stays.person]
    assert store.regions.find() == [stays.region]
    assert store.partners.find() == [stays.partner]
    assert store.participants.find() == [stays.participant]
    assert store.scans.find() == [stays.scan]
    assert store.responses.find() == [stays.response]
    assert store.answers.find() == [stays.answer]
    assert store.wishes.find() == [stays.wish]
    assert store.periods.find() == [stays.period]
    assert store.rhythms.find() == [stays.rhythm]
    assert store.pings.find() == [stays.ping]
    assert store.paces.find() == [stays.pace]


def test_a_day_stays_used_when_its_wish_is_gone(store: Store) -> None:
    """Who was disturbed today stays so, whatever becomes of the message's row."""
    kept = keep_one_of_each(store)
    store.wishes.remove(kept.wish.id)
    assert store.pings.find() == [kept.ping]
    store.people.remove(store.people.add(replace(kept.person, user_id="U2")).id)
    assert store.pings.find() == [kept.ping]


def test_free_weeks_go_with_their_partner(store: Store) -> None:
    """A partner's own weeks go with it, those of the region stay."""
    kept = keep_one_of_each(store)
    regions = store.periods.add(replace(kept.period, partner_id=None, kind=PeriodKind.EXAM))
    store.partners.remove(kept.partner.id)
    assert store.periods.find() == [regions]


def test_answers_by_response(store: Store) -> None:
    """Responses and their answers are found by what they belong to and by state."""
    kept = keep_one_of_each(store)
    second = store.answers.add(
        Answer(response_id=kept.response.id, item="s2", unknown=True, answered_at=NOW)
    )
    assert store.answers.find(response_id=kept.response.id) == [kept.answer, second]
    assert store.responses.find(
        scan_id=kept.scan.id, state=(ResponseState.INVITED, ResponseState.BEGUN)
    ) == [kept.response]
    participant = store.participants.one(person_id=kept.person.id)
    assert isinstance(participant, Participant)


def test_what_the_transaction_changed_is_seen_in_it(store: Store) -> None:
    """Asking again after adding, saving, delivering or removing gives what now holds."""
    kept = keep_one_of_each(store)
    asked = {"response_id": kept.response.id}
    assert store.answers.find(**asked) == [kept.answer]
    better = replace(kept.answer, score=5)
    store.answers.save(better)
    assert store.answers.get(better.id) == better
    more = store.answers.add(replace(kept.answer, id=0, item="s2"))
    assert store.answers.find(**asked) == [better, more]
    claim = store.outbox.claim(store.wishes.get(kept.wish.id).id, lease_s=60.0)
    assert claim is not None
    store.outbox.update(claim, replace(kept.wish, ts="1.1"), release=True)
    assert store.wishes.get(kept.wish.id).ts == "1.1"
    store.responses.remove(kept.response.id)
    assert store.answers.find(**asked) == []
    assert store.answers.one(id=better.id) is None


def test_what_was_found_cannot_be_changed_by_its_finder(store: Store) -> None:
    """Who empties a list that was found takes nothing from who asks next."""
    workspace = store.workspaces.add(Workspace(team_id="T1"))
    found = store.workspaces.find()
    assert isinstance(found, list)
    found.clear()
    assert store.workspaces.find() == [workspace]

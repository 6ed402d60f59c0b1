"""A region of which the channel reads a digest: actions, answers, decisions, meetings."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from flows.action import Action
from flows.calendar import is_working_day
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.decision import Decision
from flows.follow_up import Digest, FollowUp
from flows.region import Meeting, Partner
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.diary import region_diary
from flows.usecases.digest import look_for_digest
from tests.support.builders import a_scan
from tests.support.leading import LEADER, LedWorld, Post, about

FIRST_OF_APRIL = date(2027, 4, 1)
"""The first working day of a month: a Thursday."""
QUESTION = "relations"


class DigestWorld(LedWorld):
    """Four partners with two people each, looked at in the morning of a day."""

    def __post_init__(self) -> None:
        """Take the partners in; no day has been looked at."""
        super().__post_init__()
        self.users = self.take_in_many(4, 2)
        self.follow_up = FollowUp(region_id=self.region.id, due_at=None)
        self.on(FIRST_OF_APRIL)

    def on(self, day: date) -> None:
        """It is ten in the morning of this day."""
        self.now = datetime.combine(day, time(8), UTC)

    def ago(self, days: int, hours: int = 0) -> datetime:
        """So many days and hours before now."""
        return self.now - timedelta(days=days, hours=hours)

    def look(self, *, since: date | None = None) -> bool:
        """Look whether there is a digest today, or should have been since a day; whether so."""
        late = self.now.date() - since if since else timedelta()
        before = replace(self.follow_up, due_at=self.now - late)
        self.follow_up = look_for_digest(self.store, self.region, before, self.now, self.around)
        return self.follow_up.digest_on != before.digest_on

    def look_from(self, first: date, until: date) -> list[date]:
        """Look on every working day from one day up to another; the days with a digest."""
        free = region_diary(self.store, self.region, self.almanac).free
        days = (first + timedelta(days=number) for number in range((until - first).days))
        told = []
        for day in days:
            self.on(day)
            if is_working_day(day, free) and self.look():
                told.append(day)
        return told

    def digest(self) -> Digest:
        """The last one."""
        return self.store.digests.find()[-1]

    def posts(self) -> list[Post]:
        """What the channel comes to see of digests."""
        return about(self.deliver(), Topic.DIGEST)

    def reads(self) -> str:
        """The one digest that the channel comes to read, in words."""
        (post,) = self.posts()
        return post.words()

    def partner_of(self, number: int) -> Partner:
        """A partner, counted from 1."""
        return self.store.partners.find(region_id=self.region.id)[number - 1]

    def action(self, what: str = "Nieuwsbericht", partner: int = 1, /, **changes: object) -> Action:
        """An action that was agreed two months ago and is due in half a year."""
        action = Action(
            workspace_id=self.workspace.id,
            region_id=self.region.id,
            what=what,
            owner_id=None,
            partner_id=self.partner_of(partner).id if partner else None,
            due_on=self.now.date() + timedelta(days=180),
            created_at=self.ago(60),
        )
        changed = replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs
        return self.store.actions.add(changed)

    def decision(self, what: str = "Iedereen meldt", **changes: object) -> Decision:
        """An open decision without a date."""
        decision = Decision(
            workspace_id=self.workspace.id,
            region_id=self.region.id,
            what=what,
            decided_on=self.ago(60).date(),
            owner_id=None,
            partner_id=None,
            due_on=None,
            created_at=self.ago(60),
        )
        changed = replace(decision, **changes)  # type: ignore[arg-type]  # checked when it runs
        return self.store.decisions.add(changed)

    def feels(
        self, tap: Tap | None, user_id: str = "U1", *, days: int = 3, **changes: object
    ) -> CheckIn:
        """Somebody answered the question so many days ago."""
        participant = self.store.participants.one(person_id=self.person(user_id).id)
        assert participant is not None
        moment = self.ago(days)
        check_in = CheckIn(
            workspace_id=self.workspace.id,
            region_id=self.region.id,
            participant_id=participant.id,
            person_id=participant.person_id,
            kind=CheckInKind.QUESTION,
            question=QUESTION,
            state=CheckInState.DONE,
            tap=tap,
            asked_at=moment,
            answered_at=moment,
        )
        changed = replace(check_in, **changes)  # type: ignore[arg-type]  # checked when it runs
        return self.store.check_ins.add(changed)

    def says(self, action: Action, tap: Tap, *, days: int = 3) -> CheckIn:
        """The owner of an action answered its check-in so many days ago."""
        return self.feels(tap, days=days, kind=CheckInKind.ACTION, action_id=action.id)

    def meets(self, day: date) -> None:
        """The stuurgroep meets on this day."""
        self.store.meetings.add(Meeting(region_id=self.region.id, on=day))


def add_scan(world: DigestWorld, **changes: object) -> None:
    """A scan of the region that is over for weeks, or not."""
    ago = world.ago(30)
    over = {"state": ScanState.PUBLISHED, "opened_at": world.ago(45), "closes_at": ago}
    scan = a_scan(world.region, world.person(LEADER))
    changed = replace(scan, **{**over, "published_at": ago, **changes})  # type: ignore[arg-type]
    world.store.scans.add(changed)


def busy(world: DigestWorld) -> DigestWorld:
    """A region of which there is always something to say."""
    world.action(due_on=date(2020, 1, 1), created_at=world.ago(600))
    return world

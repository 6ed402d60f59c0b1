"""Once a month, and before each meeting, the channel reads what moved, if anything did."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from flows.calendar import DAYS_BEFORE_MEETING, add_working_days, day_of, local_day
from flows.check_in import CheckIn, CheckInKind, Tap
from flows.follow_up import Digest, FollowUp
from flows.ports import Store
from flows.region import Region
from flows.scan import MINIMUM_PARTNERS, MINIMUM_PEOPLE, Mode, Scan, ScanState
from flows.topics import Topic
from flows.usecases.diary import region_diary
from flows.usecases.digest_told import ANSWERED, Days, days_of, moved_in
from flows.usecases.published import in_order
from flows.usecases.surroundings import Surroundings
from flows.usecases.wishes import wish_for
from flows.views.digest import is_worth_saying

APART = timedelta(weeks=3)
"""From a digest to that of a month, at the least."""
APART_BEFORE_MEETING = 10
"""Working days from a digest to that before a meeting, at the least."""
FIRST_DAYS = timedelta(days=31)
"""How far the first digest of a region looks back."""
OF_A_QUESTION = timedelta(days=62)
"""How far back answers to a question are looked for: it was asked this month or the one before."""
FEELINGS = (Tap.YES, Tap.PARTLY, Tap.NO)
"""The answers to a question that are counted."""


def look_for_digest(
    store: Store, region: Region, follow_up: FollowUp, now: datetime, around: Surroundings
) -> FollowUp:
    """Have the channel read a digest if its day has come; the follow-up as it then is, not saved.

    The region and its follow-up are locked.
    """
    today = local_day(now, region.timezone)
    digests = store.digests.find(region_id=region.id)
    last = max(digests, key=lambda one: one.last, default=None)
    free = region_diary(store, region, around.almanac).free
    told_of_scans = _days_of_scans(store, region)
    if not region.channel or today in told_of_scans:
        return follow_up
    meetings = [meeting.on for meeting in store.meetings.find(region_id=region.id, moment=False)]
    told_before = {one.meeting_on for one in digests}
    meeting = _meeting_near(today, [day for day in meetings if day not in told_before], free)
    looked_at = min(today, local_day(follow_up.due_at or now, region.timezone))
    if meeting is not None and not _may_precede(follow_up.digest_on, today, free):
        meeting = None
    if meeting is None and not (
        _may_come(follow_up.digest_on, today)
        and _month_begins(looked_at, today, meetings, free, told_of_scans)
    ):
        return follow_up
    digest = _answered(
        store,
        Digest(
            workspace_id=region.workspace_id,
            region_id=region.id,
            first=last.last + timedelta(days=1) if last else today - FIRST_DAYS,
            last=today - timedelta(days=1),
            meeting_on=meeting,
        ),
        digests,
    )
    if not is_worth_saying(moved_in(store, digest, around.instruments)):
        return follow_up
    kept = store.digests.add(digest)
    wish_for(
        store,
        now,
        workspace_id=region.workspace_id,
        topic=Topic.DIGEST,
        subject_id=kept.id,
        address=region.channel,
    )
    return replace(follow_up, digest_on=today)


def _may_come(digest_on: date | None, today: date) -> bool:
    """Whether the last one was in another month, and long enough ago."""
    if digest_on is None:
        return True
    same_month = (digest_on.year, digest_on.month) == (today.year, today.month)
    return not same_month and today - digest_on >= APART


def _may_precede(digest_on: date | None, today: date, free: Collection[date]) -> bool:
    """Whether a meeting may be prepared for: one outranks that there is one a month."""
    if digest_on is None:
        return True
    return add_working_days(digest_on, APART_BEFORE_MEETING, free) <= today


def _days_of_scans(store: Store, region: Region) -> frozenset[date]:
    """The days on which the channel reads that a scan starts, or its results."""
    scans = store.scans.find(region_id=region.id)
    days = (
        (local_day(scan.opened_at, region.timezone), day_of(scan, region.timezone))
        for scan in scans
        if scan.state is not ScanState.CANCELLED
    )
    return frozenset(chain.from_iterable(days))


def _digest_day(meeting: date, free: Collection[date]) -> date:
    return add_working_days(meeting, -DAYS_BEFORE_MEETING, free)


def _meeting_near(today: date, meetings: Collection[date], free: Collection[date]) -> date | None:
    """The first meeting to come that is near enough to prepare for."""
    near = [day for day in meetings if _digest_day(day, free) <= today < day]
    return min(near, default=None)


def _month_begins(
    looked_at: date,
    today: date,
    meetings: Collection[date],
    free: Collection[date],
    told_of_scans: frozenset[date],
) -> bool:
    """Whether it is the first working day of a month in which no meeting is to be prepared for.

    The first without news of a scan, that is. If the bot was down on that day, `looked_at`, on
    which it should have looked, tells.
    """
    begin = today.replace(day=1)
    first = add_working_days(begin - timedelta(days=1), 1, told_of_scans.union(free))
    coming = {_digest_day(day, free) for day in meetings if day > today}
    waits = any((day.year, day.month) == (today.year, today.month) for day in coming)
    return looked_at <= first <= today and not waits


@dataclass(frozen=True)
class _Feeling:
    """How a question was answered by people of so many organisations."""

    counts: Counter[Tap]
    partners: int


def _answered(store: Store, digest: Digest, before: Collection[Digest]) -> Digest:
    """The digest with how the network answered what it was asked last, if enough people did.

    No answer counts in two digests.
    """
    days = days_of(store, digest)
    found = store.check_ins.find(
        region_id=digest.region_id, kind=CheckInKind.QUESTION, state=ANSWERED, tap=FEELINGS
    )
    since = {
        one.question: days_of(store, one).end for one in sorted(before, key=lambda one: one.last)
    }
    by_question: dict[str, list[CheckIn]] = {}
    for one in sorted(found, key=lambda one: (one.asked_at, one.id)):
        if _counts(one, days, since.get(one.question)):
            by_question.setdefault(one.question, []).append(one)
    for question, answers in reversed(by_question.items()):
        feeling = _feeling(store, answers)
        if _may_be_told(store, digest.region_id, feeling):
            yes, partly, no = (feeling.counts[tap] for tap in FEELINGS)
            asked_on = _last_asked(store, digest.region_id, answers)
            return replace(
                digest, question=question, asked_on=asked_on, yes=yes, partly=partly, no=no
            )
    return digest


def _last_asked(store: Store, region_id: int, answers: Collection[CheckIn]) -> date:
    timezone = store.regions.get(region_id).timezone
    return local_day(max(one.asked_at for one in answers), timezone)


def _counts(check_in: CheckIn, days: Days, since: datetime | None) -> bool:
    """Whether an answer was given lately, before the end of these days, and not told yet."""
    answered = check_in.answered_at
    if answered is None or not days.before_end(answered):
        return False
    return answered >= days.end - OF_A_QUESTION and (since is None or answered >= since)


def _feeling(store: Store, answers: Collection[CheckIn]) -> _Feeling:
    """The answers counted, of each person the last."""
    last = {one.person_id: one for one in answers}
    partners = {store.participants.get(one.participant_id).partner_id for one in last.values()}
    return _Feeling(Counter(one.tap for one in last.values() if one.tap), len(partners))


def fewest_answers(store: Store, region_id: int) -> int:
    """Of how many people at the least answers are counted for others: as many as in its scans."""
    return _fewest(_begun(store, region_id))


def _begun(store: Store, region_id: int) -> list[Scan]:
    states = (ScanState.OPEN, ScanState.CLOSED, ScanState.PUBLISHED)
    return in_order(store.scans.find(region_id=region_id, state=states))


def _fewest(scans: Sequence[Scan]) -> int:
    return max([MINIMUM_PEOPLE, *(scan.minimum for scan in scans[-1:])])


def _may_be_told(store: Store, region_id: int, feeling: _Feeling) -> bool:
    """Whether enough people answered, and no one's answer follows from the counts.

    In a region whose last scan was protected nobody who knows their own answer may be sure of that
    of all others: without any one answer there are still two different ones.
    """
    scans = _begun(store, region_id)
    if feeling.counts.total() < _fewest(scans) or feeling.partners < MINIMUM_PARTNERS:
        return False
    is_protected = any(scan.mode is Mode.PROTECTED for scan in scans[-1:])
    others = feeling.counts.total() - max(feeling.counts.values())
    return not is_protected or others > 1

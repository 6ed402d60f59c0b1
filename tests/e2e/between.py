"""What the bot says between scans, of each kind something: to be counted in bad weather."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.compose import TIMEZONE
from flows.action import Action, Help
from flows.calendar import local_day
from flows.check_in import CheckIn, CheckInKind
from flows.follow_up import Digest, FollowUp
from flows.outbox import Manner, Wish
from flows.ports import Store
from flows.region import Participant, Region
from flows.response import Sharing
from flows.signals import Kind
from flows.success import Success, SuccessKind
from flows.topics import Topic
from flows.usecases.actions_kept import add_action, want_help
from flows.usecases.check_in_ask import ask
from flows.usecases.success_kept import keep_success
from flows.usecases.wishes import wish_for

PEOPLE = 3
"""Participants who have an action and are asked of it."""
AGO = timedelta(days=21)
AT_ONCE = (
    Topic.CHECK_IN,
    Topic.BRIEFING,
    Topic.HELP,
    Topic.FOLLOW_UP,
    Topic.DIP,
    Topic.APPOINTED,
)
"""What may be wanted anew again and again."""
OF_ROUND = (Topic.CHECK_IN, Topic.DIGEST, Topic.FOLLOW_UP)
"""What a daily round has to say of a region with a vacancy, whose actions were asked of before."""


def say_all(store: Store, now: datetime) -> None:
    """Want something said of each kind, as if whoever reads it had just asked for it."""
    region, today = store.regions.get(1), local_day(now, TIMEZONE)
    participants = store.participants.find(region_id=region.id, removed_at=None)[:PEOPLE]
    for number, one in enumerate(participants):
        before = participants[number - 1]
        action = add_action(store, replace(_action(region, one, now), before_id=before.id), now)
        if number % 2:
            want_help(store, action, now)
        ask(store, one, [_check_in(action, one, now)], now, prompted=True)
        _want(store, Topic.BRIEFING, one.id, now, person_id=one.person_id)
    keep_success(
        store,
        Success(
            workspace_id=region.workspace_id,
            region_id=region.id,
            writer_id=participants[0].person_id,
            kind=SuccessKind.SUCCESS,
            text="De open dag trok tachtig leerlingen",
            sharing=Sharing.UNNAMED,
            said_at=now,
        ),
        now,
    )
    digest = store.digests.add(
        Digest(
            workspace_id=region.workspace_id,
            region_id=region.id,
            first=today - timedelta(days=31),
            last=today - timedelta(days=1),
        )
    )
    _want(store, Topic.DIGEST, digest.id, now, address=region.channel)
    (meeting,) = store.meetings.find(region_id=region.id)
    _want(store, Topic.MOMENT, meeting.id, now, address=region.channel)
    noticed = FollowUp(
        region_id=region.id, due_at=None, noticed_on=today, noticed=(Kind.OVERDUE.value,)
    )
    store.follow_ups.add(noticed)
    (leader,) = store.leaders.find(region_id=region.id)
    for topic in (Topic.FOLLOW_UP, Topic.DIP, Topic.APPOINTED):
        _want(store, topic, region.id, now, person_id=leader.person_id)


def await_round(store: Store, now: datetime) -> None:
    """Have the daily round be due since the first of the month, with something to say to all.

    Participants were asked of their actions weeks ago, one action has no owner, and there is no
    meeting for which the digest would wait.
    """
    region, long_ago = store.regions.get(1), now - AGO
    for meeting in store.meetings.find(region_id=region.id):
        store.meetings.remove(meeting.id)
    participants = store.participants.find(region_id=region.id, removed_at=None)[:PEOPLE]
    for one in participants:
        action = store.actions.add(_action(region, one, long_ago))
        store.check_ins.add(_check_in(action, one, long_ago))
    store.actions.add(replace(_action(region, participants[0], long_ago), owner_id=None))
    first = now.replace(day=1)
    store.follow_ups.add(FollowUp(region_id=region.id, due_at=first))


def want_anew(store: Store, wish: Wish, now: datetime, manner: Manner) -> Wish:
    """Want what was said before again, as if its reader had asked for it."""
    return wish_for(
        store,
        now,
        workspace_id=wish.workspace_id,
        topic=wish.topic,
        subject_id=wish.subject_id,
        person_id=wish.person_id,
        address=wish.address,
        manner=manner,
        prompted=True,
    )


def _want(
    store: Store,
    topic: Topic,
    subject_id: int,
    now: datetime,
    *,
    person_id: int | None = None,
    address: str = "",
) -> None:
    wish_for(
        store,
        now,
        workspace_id=store.regions.get(1).workspace_id,
        topic=topic,
        subject_id=subject_id,
        person_id=person_id,
        address=address,
        manner=Manner.ANEW,
        prompted=True,
    )


def _action(region: Region, owner: Participant, created_at: datetime) -> Action:
    return Action(
        workspace_id=region.workspace_id,
        region_id=region.id,
        what="Eén overzicht van de resultaten",
        owner_id=owner.id,
        partner_id=owner.partner_id,
        due_on=date(2027, 3, 19),
        help=Help.CHANNEL,
        stuck_at=created_at,
        created_at=created_at,
    )


def _check_in(action: Action, asked: Participant, asked_at: datetime) -> CheckIn:
    return CheckIn(
        workspace_id=action.workspace_id,
        region_id=action.region_id,
        participant_id=asked.id,
        person_id=asked.person_id,
        kind=CheckInKind.ACTION,
        action_id=action.id,
        phase=action.phase,
        asked_at=asked_at,
    )

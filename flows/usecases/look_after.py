"""What leaders have to look after between scans, gathered and told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from flows.action import Action, Help
from flows.calendar import day_of, local_day
from flows.check_in import CheckIn, CheckInKind, Tap, concludes
from flows.check_in_questions import question_phrase
from flows.check_in_rules import WEEK, is_left
from flows.decision import Decision
from flows.follow_up import FollowUp
from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.region import Region
from flows.topics import Topic
from flows.usecases.actions_kept import open_actions
from flows.usecases.decisions_kept import due_decisions
from flows.usecases.leaders_told import want_leaders
from flows.usecases.rendering import Rendering
from flows.usecases.rhythm_plan import last_scan
from flows.usecases.succession import vacancies
from flows.usecases.telling import wish_again
from flows.usecases.unreached import refused_in_channel, unreached_between
from flows.usecases.walks import Instruments, language_of
from flows.views.leaders_told import (
    LONGEST,
    Followed,
    LookAfter,
    Owned,
    Replied,
    Written,
    frozen_leaders_message,
    leaders_message,
)
from flows.views.short import shortened
from flows.wording import Phrase, say

PRIVATE = (CheckInKind.QUESTION, CheckInKind.LEADER, CheckInKind.ACTION)
"""Check-ins of which a sentence may be for the leaders alone."""


def look_after(
    store: Store,
    region: Region,
    today: date,
    reader: int | None = None,
    *,
    all_along: bool = False,
) -> LookAfter:
    """What the leaders of a region have to look after on a day.

    An answer to a leader's words is for them alone: a `reader`, a person, finds theirs. That
    questions have stopped is news for a week, or told as long as it is so: `all_along`.
    """
    actions = open_actions(store, region.id)
    empty, due = vacancies(store, region), due_decisions(store, region.id, today)
    return LookAfter(
        region=region,
        helps=_owned(store, [one for one in actions if one.help is Help.LEADER]),
        replies=_replies(store, region, today - WEEK, reader),
        silent=_owned(store, [one for one in actions if is_left(one)]),
        decisions=[_followed(store, one) for one in due],
        empty=[*empty.actions, *(one for one in empty.decisions if one not in due)],
        partners=empty.partners,
        unreached=unreached_between(store, region),
        refused=bool(refused_in_channel(store, region.workspace_id, region.channel)),
        stopped=_stopped(store, region, date.min if all_along else today - WEEK),
    )


def look_to_leaders(store: Store, region: Region, follow_up: FollowUp, now: datetime) -> FollowUp:
    """Have the leaders told what is new to look after; the follow-up as it now is, not saved.

    At most once a week, unless somebody asks them for help or answers them. What they have been
    told is not told again while it lasts; what is settled leaves their message where it stands.
    """
    about = look_after(store, region, local_day(now, region.timezone))
    matters = about.matters
    wishes = store.wishes.find(topic=Topic.FOLLOW_UP, subject_id=region.id)
    last = max((wish.since for wish in wishes), default=None)
    heard = {
        name
        for name, said_at in matters.items()
        if name in follow_up.told or (said_at and last and said_at <= last)
    }
    new = {name: said_at for name, said_at in matters.items() if name not in heard}
    week_ago = local_day(now, region.timezone) - WEEK
    may_tell = last is None or local_day(last, region.timezone) <= week_ago
    if new and (may_tell or any(new.values())) and store.leaders.one(region_id=region.id):
        want_leaders(store, region, now, _readers(about, new))
        return replace(follow_up, told=tuple(matters))
    if not may_tell or not heard.issuperset(follow_up.told):
        for wish in wishes:
            if wish.ts:
                wish_again(store, wish, now)
    return replace(follow_up, told=tuple(name for name in matters if name in heard))


def render_leaders(
    store: Store, wish: Wish, _instruments: Instruments, _almanac: Almanac
) -> Rendering:
    """What there was to look after on the day on which a leader was last told, and still is."""
    region = store.regions.get(wish.subject_id)
    person = store.people.get(wish.person_id or 0)
    about = look_after(store, region, local_day(wish.since, region.timezone), person.id)
    return Rendering(
        message=leaders_message(about),
        frozen=frozen_leaders_message(),
        language=language_of(person, region),
        user_id=person.user_id,
    )


def leaders_have_point(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether somebody still leads the region and there is something to look after."""
    region = store.regions.get(wish.subject_id)
    leads = store.leaders.one(region_id=region.id, person_id=wish.person_id)
    return leads is not None and bool(
        look_after(store, region, local_day(now, region.timezone), wish.person_id).matters
    )


def written_to_leaders(
    store: Store, region: Region, reader: int, instruments: Instruments
) -> list[Written]:
    """What participants wrote to the leaders alone and is still kept, the newest first.

    What answers a leader's own words only that `reader`, a person, finds.
    """
    found = store.check_ins.find(region_id=region.id, kind=PRIVATE)
    written = [
        (one.answered_at, one.id, one)
        for one in found
        if one.answered_at and one.text and _is_to(one, reader)
    ]
    return [
        Written(
            who=store.people.get(one.person_id).name,
            partner=_partner_of(store, one.participant_id),
            about=_about(store, one, instruments),
            text=one.text,
            on=local_day(answered_at, region.timezone),
        )
        for answered_at, _, one in sorted(written, key=lambda each: each[:2], reverse=True)
    ]


def _is_to(check_in: CheckIn, reader: int) -> bool:
    """Whether a leader reads a sentence here; what hinders somebody only once they ask."""
    if check_in.kind is CheckInKind.LEADER:
        return check_in.asked_by == reader
    if concludes(check_in):
        return False
    return check_in.tap is not Tap.STUCK or check_in.help is not None


def _about(store: Store, check_in: CheckIn, instruments: Instruments) -> Phrase:
    if check_in.kind is CheckInKind.QUESTION:
        return question_phrase(check_in.question, instruments)
    if check_in.action_id is not None:
        what = shortened(store.actions.get(check_in.action_id).what, LONGEST)
        return say("follow_up.about_action", what=what)
    return say("follow_up.asked_by_you", words=check_in.words)


def _owned(store: Store, actions: Sequence[Action]) -> list[Owned]:
    return [Owned(action=one, owner=_name(store, one.owner_id)) for one in actions if one.owner_id]


def _followed(store: Store, decision: Decision) -> Followed:
    return Followed(decision=decision, owner=_name(store, decision.owner_id))


def _name(store: Store, participant_id: int | None) -> str:
    found = store.participants.one(id=participant_id) if participant_id else None
    return store.people.get(found.person_id).name if found else ""


def _partner_of(store: Store, participant_id: int) -> str:
    return store.partners.get(store.participants.get(participant_id).partner_id).name


def _readers(about: LookAfter, new: Collection[str]) -> set[int | None] | None:
    """Who is called for what is new: who wrote what was answered, None for all who lead."""
    replies = {f"reply:{one.check_in.id}": one.check_in.asked_by for one in about.replies}
    return {replies[name] for name in new} if replies.keys() >= set(new) else None


def _replies(store: Store, region: Region, after: date, reader: int | None) -> list[Replied]:
    found = store.check_ins.find(region_id=region.id, kind=CheckInKind.LEADER)
    return [
        Replied(check_in=one, who=store.people.get(one.person_id).name)
        for one in found
        if one.text
        and one.answered_at
        and local_day(one.answered_at, region.timezone) > after
        and reader in {None, one.asked_by}
    ]


def _stopped(store: Store, region: Region, after: date) -> date | None:
    """The day of the last results, if because of it questions have stopped after a day."""
    follow_up = store.follow_ups.one(region_id=region.id)
    last = last_scan(store, region.id)
    if follow_up is None or follow_up.stopped_on is None or last is None:
        return None
    return day_of(last, region.timezone) if follow_up.stopped_on > after else None

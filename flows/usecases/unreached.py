"""Whom the bot could not reach between scans: participants, leaders, the stuurgroep's channel."""

from collections.abc import Sequence
from datetime import datetime

from flows.outbox import Wish, WishState
from flows.ports import Store
from flows.region import Participant, Region
from flows.topics import Topic
from flows.usecases.telling import wish_again
from flows.usecases.unheard import try_again_in, unheard
from flows.usecases.wishes import key_of
from flows.views.leaders_told import Unreached
from flows.views.undelivered import Missed

TO_PARTICIPANTS = (Topic.CHECK_IN, Topic.BRIEFING)
"""What participants get between scans."""
TO_CHANNEL = (Topic.ACTION, Topic.HELP, Topic.SUCCESS, Topic.MOMENT, Topic.DIGEST)
"""What the channel gets between scans."""
GONE = "gone"
"""Why something failed that is about nothing any more: trying again does not help."""


def unreached_between(store: Store, region: Region) -> list[Unreached]:
    """The participants who did not get what was for them, each once, by partner and name."""
    found = {one.id: one for one in _participants(store, region)}
    codes = {wish.subject_id: wish.error for wish in _failed(store, region)}
    missed = [
        Unreached(participant_id=one, missed=_missed(store, found[one], code))
        for one, code in codes.items()
    ]
    return sorted(missed, key=lambda one: (one.missed.partner.casefold(), one.missed.name))


def missed_between(store: Store, region: Region) -> list[Missed]:
    """The same as leaders read it on their page, and the leaders who missed something."""
    return [*(one.missed for one in unreached_between(store, region)), *unheard(store, region)]


def try_again_between(store: Store, region: Region, now: datetime, by: int) -> int:
    """Want sent again what did not reach them, as the leader `by` asks; to how many people."""
    failed = _failed(store, region)
    for wish in failed:
        wish_again(store, wish, now)
    return len({wish.person_id for wish in failed} | try_again_in(store, region, now, by))


def refused_in_channel(store: Store, workspace_id: int, channel: str) -> list[Wish]:
    """What a channel did not take of what it gets between scans; nothing of no channel ("")."""
    failed = store.wishes.find(
        workspace_id=workspace_id, topic=TO_CHANNEL, address=channel, state=WishState.FAILED
    )
    return [wish for wish in failed if channel and wish.error != GONE]


def post_between_again(store: Store, workspace_id: int, channel: str, now: datetime) -> bool:
    """Want posted what a channel did not take, as far as it still has a point; if anything."""
    refused = refused_in_channel(store, workspace_id, channel)
    for wish in refused:
        wish_again(store, wish, now)
    return bool(refused)


def _participants(store: Store, region: Region) -> Sequence[Participant]:
    """Who could miss something: who takes part no more does not."""
    return store.participants.find(region_id=region.id, removed_at=None)


def _missed(store: Store, participant: Participant, code: str) -> Missed:
    return Missed(
        name=store.people.get(participant.person_id).name,
        partner=store.partners.get(participant.partner_id).name,
        code=code,
    )


def _failed(store: Store, region: Region) -> Sequence[Wish]:
    keys = tuple(
        key_of(topic, one.id, one.person_id)
        for one in _participants(store, region)
        for topic in TO_PARTICIPANTS
    )
    if not keys:
        return ()
    return store.wishes.find(workspace_id=region.workspace_id, key=keys, state=WishState.FAILED)

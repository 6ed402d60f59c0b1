"""Participants, leaders and the channel are told how a scan stands.

`by` is the person whose tap it follows from, None if time brought it about.
"""

from datetime import datetime

from flows.consent import shown_as
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.response import ASKED, Response, ResponseState, Sharing
from flows.scan import Scan
from flows.topics import POINTS, Topic
from flows.usecases.reminding import unscheduled
from flows.usecases.walks import wish_walk
from flows.usecases.wishes import wish_for

WITH_TEXTS = (*POINTS, Topic.SENTENCES)
"""What shows texts that people allowed to be shared."""


def tell_leaders(store: Store, scan: Scan, now: datetime, *, by: int | None = None) -> None:
    """Want the leaders told how the scan stands, each in their own DM."""
    for leader in store.leaders.find(region_id=scan.region_id):
        wish_for(
            store,
            now,
            workspace_id=scan.workspace_id,
            topic=Topic.LEADER,
            subject_id=scan.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
            prompted=leader.person_id == by,
        )


def retell(
    store: Store,
    scan: Scan,
    now: datetime,
    topics: tuple[Topic, ...] = (Topic.STARTED, Topic.LAST_CALL, Topic.LEADER),
    *,
    by: int | None = None,
) -> None:
    """Bring up to date what leaders and channel have been told of the scan, where it stands."""
    for told in store.wishes.find(topic=topics, subject_id=scan.id):
        wish_again(store, told, now, prompted=by is not None and told.person_id == by)


def wish_again(store: Store, wish: Wish, now: datetime, *, prompted: bool = False) -> None:
    """Want what was wished before shown as it now has to be, to the same reader.

    What failed is tried again; `prompted` says that its reader asked for it.
    """
    wish_for(
        store,
        now,
        workspace_id=wish.workspace_id,
        topic=wish.topic,
        subject_id=wish.subject_id,
        person_id=wish.person_id,
        address=wish.address,
        prompted=prompted,
    )


def redraw(store: Store, scan: Scan, topics: tuple[Topic, ...], now: datetime) -> None:
    """Bring up to date what stands in the channel of a scan, or is on its way there."""
    for wish in store.wishes.find(topic=topics, subject_id=scan.id):
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now)


def redraw_invitations(store: Store, scan: Scan, now: datetime) -> None:
    """Bring up to date the invitations of a scan, which open with what came of the one before."""
    invited = store.responses.find(scan_id=scan.id, state=ResponseState.INVITED)
    ids = tuple(response.id for response in invited)
    for wish in store.wishes.find(topic=Topic.WALK, subject_id=ids) if ids else ():
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now)


def redraw_texts(store: Store, scan: Scan, response: Response, now: datetime) -> None:
    """Bring up to date what shows texts of a response, which comes to count or no longer will."""
    answers = store.answers.find(response_id=response.id)
    if any(shown_as(scan, response, answer) is not Sharing.NO for answer in answers):
        redraw(store, scan, WITH_TEXTS, now)


def asked_of(store: Store, scan: Scan) -> list[Response]:
    """The responses of all who were asked, locked: they may be answering right now."""
    asked = store.responses.find(scan_id=scan.id, state=ASKED)
    return [store.responses.get(response.id, lock=True) for response in asked]


def tell_channel(store: Store, scan: Scan, topic: Topic, now: datetime, by: int | None) -> None:
    """Want the channel of the scan told."""
    wish_for(
        store,
        now,
        workspace_id=scan.workspace_id,
        topic=topic,
        subject_id=scan.id,
        address=scan.channel,
        prompted=by is not None,
    )


def tell_participants(store: Store, scan: Scan, now: datetime) -> None:
    """Want all who were asked told that no answers are taken; nobody is reminded any more."""
    for response in asked_of(store, scan):
        if response.remind_at is not None:
            store.responses.save(unscheduled(response))
        wish_walk(store, now, response)

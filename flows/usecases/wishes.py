"""Writing down what the bot wants said, in the transaction of the state that wants it."""

from dataclasses import replace
from datetime import datetime

from flows.outbox import Manner, Wish, WishState, disturbs, posts
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.topics import IN_THREAD, Topic

IN_CHANNEL = {
    ScanState.OPEN: (Topic.STARTED, Topic.LAST_CALL, Topic.SENTENCES),
    ScanState.CLOSED: (Topic.SENTENCES,),
    ScanState.PUBLISHED: (Topic.RESULTS, *IN_THREAD),
    ScanState.CANCELLED: (Topic.STARTED, Topic.LAST_CALL, Topic.SENTENCES),
}
"""What the channel has to show of a scan in a state; of a cancelled one only if it heard of it."""


def key_of(topic: Topic, subject_id: int, person_id: int | None = None, address: str = "") -> str:
    """By what a wish is known within its workspace; looking for it by this is fast."""
    reader = f"p{person_id}" if person_id is not None else address
    return f"{topic}:{subject_id}:{reader}"


def wish_for(  # noqa: PLR0913 - what a wish is made of
    store: Store,
    now: datetime,
    *,
    workspace_id: int,
    topic: Topic,
    subject_id: int,
    person_id: int | None = None,
    address: str = "",
    manner: Manner = Manner.IN_PLACE,
    prompted: bool = False,
) -> Wish:
    """Want a message shown as it now has to be, to a person in their DM or in a channel.

    One row per topic, subject and reader: a later wish raises the wanted revision. With
    `Manner.ANEW` the message is posted again below and the old one is frozen. `prompted` says
    that the reader asked for it by what they just did: it comes at once, whatever the hour, and
    where their message stands it takes the place of a new one that was to come.
    """
    key = key_of(topic, subject_id, person_id, address)
    known = store.wishes.one(workspace_id=workspace_id, key=key)
    if known is None:
        return store.wishes.add(
            Wish(
                workspace_id=workspace_id,
                key=key,
                topic=topic,
                subject_id=subject_id,
                person_id=person_id,
                address=address,
                manner=manner,
                prompted_at=int(prompted),
                since=now,
                due_at=now,
            )
        )
    raised = _raised(store.wishes.get(known.id, lock=True), manner, now, prompted=prompted)
    store.wishes.save(raised)
    return raised


def _raised(known: Wish, manner: Manner, now: datetime, *, prompted: bool) -> Wish:
    anew = manner is Manner.ANEW
    # Two, for what changes can be told where the old message stands before the new one is posted.
    wanted = known.wanted + (2 if anew and known.ts else 1)
    was_coming = known.anew_at > known.shown
    waits = was_coming and known.tries == 0
    if anew or (waits and not prompted):
        anew_at = wanted
    elif waits and disturbs(known):
        anew_at = known.shown  # what was to call them back has become pointless: they are here
    else:
        anew_at = known.anew_at
    if prompted:
        prompted_at = wanted
    elif anew and (disturbs(known) or not posts(known)):
        prompted_at = 0  # what they asked for was a change in place: a call is another matter
    else:
        prompted_at = known.prompted_at
    backing_off = known.state is WishState.WAITING and known.attempts > 0
    blocked = known.state is WishState.BLOCKED
    return replace(
        known,
        manner=manner,
        wanted=wanted,
        anew_at=anew_at,
        prompted_at=prompted_at,
        since=now if prompted or (anew and not was_coming) else known.since,
        state=WishState.BLOCKED if blocked else WishState.WAITING,
        attempts=known.attempts if backing_off else 0,
        has_turn=False,
        due_at=known.due_at if backing_off else now,
    )


def unposted(store: Store, scan: Scan) -> Wish | None:
    """What the channel does not show of a scan: what it refused, else results under way.

    Of what it refused first what is not there at all, then what stands there and is outdated.
    """
    wishes = in_channel(store, scan)
    failed = [wish for wish in wishes if wish.state is WishState.FAILED]
    failed.sort(key=lambda wish: bool(wish.ts))
    coming = [wish for wish in wishes if wish.topic is Topic.RESULTS and not wish.ts]
    return next(iter([*failed, *coming]), None)


def in_channel(store: Store, scan: Scan) -> list[Wish]:
    """The wishes of what the channel has to show of a scan now."""
    keys = tuple(
        key_of(topic, scan.id, address=scan.channel) for topic in IN_CHANNEL.get(scan.state, ())
    )
    found = store.wishes.find(workspace_id=scan.workspace_id, key=keys) if keys else ()
    return [wish for wish in found if wish.ts or scan.state is not ScanState.CANCELLED]


def results_stand(store: Store, scan: Scan) -> bool:
    """Whether the channel shows the outcome of a published scan."""
    missing = unposted(store, scan)
    return missing is None or missing.topic is not Topic.RESULTS or bool(missing.ts)

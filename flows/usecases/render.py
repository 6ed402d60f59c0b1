"""Rendering a wish from the current state, and what follows once it has been shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.holidays import Almanac
from flows.language import Language
from flows.outbox import Wish
from flows.ports import Store
from flows.response import ASKED, Response, ResponseState
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases.between import TOPICS
from flows.usecases.outage import outage_of
from flows.usecases.outcomes import outcome_of
from flows.usecases.posting import results_posted
from flows.usecases.rendering import Rendering
from flows.usecases.rhythm_told import rhythm_told
from flows.usecases.thread import follow_radar, is_in_thread, thread_message
from flows.usecases.undelivered import (
    leave_if_solved,
    reached,
    undelivered,
)
from flows.usecases.unheard import OF_REGION, tell_unasked
from flows.usecases.walks import Instruments, language_of, turn_to, walk_of
from flows.usecases.wishes import unposted
from flows.views.channel import (
    hello_message,
    last_call_message,
    results_message,
    started_message,
)
from flows.views.leader import leader_message
from flows.views.outage import outage_message
from flows.views.rhythm_message import frozen_rhythm_message, rhythm_message
from flows.views.undelivered import undelivered_message
from flows.views.walk_message import frozen_message, walk_message


def render(  # noqa: C901 - one case a topic
    store: Store, wish: Wish, instruments: Instruments, almanac: Almanac
) -> Rendering:
    """What has to be shown for a wish, from the current state."""
    match wish.topic:
        case Topic.WALK:
            return _walk(store, wish, instruments)
        case Topic.HELLO:
            return _hello(store, wish)
        case Topic.STARTED:
            return _started(store, wish)
        case Topic.RESULTS:
            return _results(store, wish, instruments)
        case (
            Topic.FIRST_POINT
            | Topic.SECOND_POINT
            | Topic.THIRD_POINT
            | Topic.SENTENCES
            | Topic.TABLE
        ):
            return _under_radar(store, wish, instruments)
        case Topic.LAST_CALL:
            return _last_call(store, wish)
        case Topic.LEADER:
            return _leader(store, wish)
        case Topic.UNDELIVERED:
            return _undelivered(store, wish)
        case Topic.OUTAGE:
            return _outage(store, wish)
        case Topic.RHYTHM:
            return _rhythm(store, wish, almanac)
        case topic:
            return TOPICS[topic].render(store, wish, instruments, almanac)


def lock_subject(store: Store, wish: Wish) -> None:
    """Lock what `shown` will change, before the wish itself: as people's acts do it."""
    if wish.topic is Topic.WALK and store.responses.one(id=wish.subject_id):
        store.responses.get(wish.subject_id, lock=True)


def shown(store: Store, wish: Wish, rendering: Rendering, now: datetime, *, posted: bool) -> None:
    """Keep what follows from a message having been shown.

    Typed text belongs to the question last shown in the DM: one that was `posted` is, one that
    was changed where it stood is only if its reader changed it, and then it is so already. The
    thread comes once the radar stands, and those who read that the outcome was coming are told.
    Leaders read of it when somebody was reached who could not be reached before.
    """
    if rendering.retried or wish.topic in {Topic.LEADER, *OF_REGION}:
        reached(store, wish, now)
    if wish.topic is Topic.WALK:
        response = store.responses.get(wish.subject_id, lock=True)
        if response.asked_item != rendering.asked:
            store.responses.save(replace(response, asked_item=rendering.asked))
        if posted and rendering.asked:
            turn_to(store, response)
    elif wish.topic is Topic.RESULTS:
        scan = store.scans.get(wish.subject_id)
        if posted:
            results_posted(store, scan, now)
        follow_radar(store, scan, wish.address, now)
    elif wish.topic is Topic.UNDELIVERED:
        leave_if_solved(store, wish)
    elif wish.topic is Topic.RHYTHM and rendering.retried:
        tell_unasked(store, wish, now)


def _walk(store: Store, wish: Wish, instruments: Instruments) -> Rendering:
    walk = walk_of(store, store.responses.get(wish.subject_id), instruments)
    return Rendering(
        message=walk_message(walk),
        frozen=frozen_message(walk),
        language=walk.language,
        user_id=walk.person.user_id,
        asked=walk.item.key if walk.item else "",
        retried=bool(wish.error),
    )


def _hello(store: Store, wish: Wish) -> Rendering:
    region = store.regions.one(workspace_id=wish.workspace_id, channel=wish.address)
    return Rendering(
        message=hello_message(),
        language=region.language if region else Language.NL,
        channel=wish.address,
    )


def _started(store: Store, wish: Wish) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    asked = store.responses.find(scan_id=scan.id, state=ASKED)
    return Rendering(
        message=started_message(
            scan, people=len(asked), partners=len({response.partner_id for response in asked})
        ),
        language=store.regions.get(scan.region_id).language,
        channel=wish.address,
    )


def _last_call(store: Store, wish: Wish) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    asked = store.responses.find(scan_id=scan.id, state=ASKED)
    submitted = [one for one in asked if one.state is ResponseState.SUBMITTED]
    return Rendering(
        message=last_call_message(
            scan, handed_in=_counted(scan, submitted), asked=_counted(scan, asked)
        ),
        language=store.regions.get(scan.region_id).language,
        channel=wish.address,
    )


def _counted(scan: Scan, responses: Sequence[Response]) -> int:
    """How many organisations they are in an open scan, how many people in a protected one."""
    if scan.mode is Mode.PROTECTED:
        return len(responses)
    return len({response.partner_id for response in responses})


def _results(store: Store, wish: Wish, instruments: Instruments) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    return Rendering(
        message=results_message(outcome_of(store, scan, instruments)),
        language=store.regions.get(scan.region_id).language,
        channel=wish.address,
    )


def _under_radar(store: Store, wish: Wish, instruments: Instruments) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    above = store.wishes.one(topic=Topic.RESULTS, subject_id=scan.id, address=wish.address)
    return Rendering(
        message=thread_message(store, wish, scan, instruments),
        language=store.regions.get(scan.region_id).language,
        channel=wish.address,
        thread=above.ts if above and is_in_thread(scan, wish.topic) else "",
    )


def _leader(store: Store, wish: Wish) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    region = store.regions.get(scan.region_id)
    person = store.people.get(wish.person_id or 0)
    return Rendering(
        message=leader_message(scan, region, unposted(store, scan)),
        language=language_of(person, region),
        user_id=person.user_id,
    )


def _undelivered(store: Store, wish: Wish) -> Rendering:
    scan = store.scans.get(wish.subject_id)
    person = store.people.get(wish.person_id or 0)
    return Rendering(
        message=undelivered_message(undelivered(store, scan, person.id)),
        language=language_of(person, store.regions.get(scan.region_id)),
        user_id=person.user_id,
        retried=bool(wish.error),
    )


def _outage(store: Store, wish: Wish) -> Rendering:
    person = store.people.get(wish.person_id or 0)
    role = store.leaders.one(person_id=person.id)
    region = store.regions.get(role.region_id if role else 0)  # who leads nothing any more: none
    began, ended = outage_of(store, wish.subject_id, region.timezone)
    return Rendering(
        message=outage_message(began, ended),
        language=language_of(person, region),
        user_id=person.user_id,
    )


def _rhythm(store: Store, wish: Wish, almanac: Almanac) -> Rendering:
    told = rhythm_told(store, store.rhythms.get(wish.subject_id), almanac)
    person = store.people.get(wish.person_id or 0)
    return Rendering(
        message=rhythm_message(told),
        frozen=frozen_rhythm_message(told),
        language=language_of(person, told.region),
        user_id=person.user_id,
        retried=bool(wish.error),
    )

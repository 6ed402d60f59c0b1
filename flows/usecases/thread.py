"""What stands in the thread under the radar, and the sentences that were shared."""

from datetime import datetime

from flows.agenda import find
from flows.consent import shown_as
from flows.messages import Message
from flows.outbox import Wish, WishState
from flows.ports import Store
from flows.response import ASKED, Sharing
from flows.results import from_text
from flows.scan import Mode, Moments, Scan, ScanState
from flows.topics import IN_THREAD, POINTS, Topic
from flows.usecases.outcomes import any_expired, outcome_of, shared_texts
from flows.usecases.walks import Instruments, instrument_of
from flows.usecases.wishes import wish_for
from flows.views.points import point_message
from flows.views.results_figures import has_figures
from flows.views.shared import sentences_message
from flows.views.table import table_message


def follow_radar(store: Store, scan: Scan, address: str, now: datetime) -> None:
    """Want what has to stand under the radar and is not there yet, in its order."""
    known = store.wishes.find(topic=IN_THREAD, subject_id=scan.id, address=address)
    there = {wish.topic for wish in known if wish.state is not WishState.DROPPED}
    for topic in IN_THREAD:
        if topic not in there and is_in_thread(scan, topic) and has_content(store, scan, topic):
            wish_for(
                store,
                now,
                workspace_id=scan.workspace_id,
                topic=topic,
                subject_id=scan.id,
                address=address,
            )


def is_in_thread(scan: Scan, topic: Topic) -> bool:
    """Whether it stands under the radar: sentences of two moments come before there is one."""
    return topic in IN_THREAD and (topic is not Topic.SENTENCES or scan.moments is Moments.ONE)


def has_content(store: Store, scan: Scan, topic: Topic) -> bool:
    """Whether there is anything to say now of this part of a thread, or of the sentences."""
    if topic is Topic.SENTENCES:
        wrote_together = any(scan.we) and scan.state is not ScanState.CANCELLED
        return wrote_together or _shares_sentences(store, scan)
    if not scan.results:
        return False
    results = from_text(scan.results)
    if topic is Topic.TABLE:
        shows_scores = bool(results.lines) or results.mode is Mode.PROTECTED
        return shows_scores and has_figures(results)
    return POINTS.index(topic) < len(find(results, None).points)


def _shares_sentences(store: Store, scan: Scan) -> bool:
    """Whether anybody handed in a sentence that may be shown; only sentences have a text."""
    asked = store.responses.find(scan_id=scan.id, state=ASKED)
    return any(
        answer.text and shown_as(scan, response, answer) is not Sharing.NO
        for response in asked
        for answer in store.answers.find(response_id=response.id)
    )


def thread_message(store: Store, wish: Wish, scan: Scan, instruments: Instruments) -> Message:
    """A part of the thread, or the sentences, as they now have to be shown."""
    if wish.topic is Topic.SENTENCES:
        instrument = instrument_of(scan, instruments)
        region = store.regions.get(scan.region_id)
        shared = shared_texts(store, scan, instruments)
        expired = any_expired(store, scan, instrument.sentences)
        return sentences_message(scan, region.name, instrument, shared, expired=expired)
    outcome = outcome_of(store, scan, instruments)
    if wish.topic is Topic.TABLE:
        return table_message(outcome)
    return point_message(outcome, POINTS.index(wish.topic))

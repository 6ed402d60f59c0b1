"""A leader writes down the sentences of the group, which are kept with the scan."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.messages import Form
from flows.outcome import SharedText
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.usecases.access import is_out, sentences_stand
from flows.usecases.answer import size
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.guide import TALKED_ABOUT, chosen_length, guide_of
from flows.usecases.lead_scan import led_scan
from flows.usecases.outcomes import shared_texts
from flows.usecases.telling import retell
from flows.usecases.thread import follow_radar
from flows.usecases.walks import UNFINISHED, instrument_of, wish_walk
from flows.views.guide import guide_form
from flows.views.we_sentences import LONGEST, we_form
from flows.wording import Phrase, say


def _led(request: Request) -> Scan | Reply:
    """The scan that the event is about, locked, if its group can have sentences yet."""
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    talked = scan.state is ScanState.OPEN and scan.talked_at is not None
    if talked or scan.state is ScanState.PUBLISHED or scan.hold in TALKED_ABOUT:
        return scan
    return Reply(notice=say("guide.notice.not_now"))


def _form(request: Request, scan: Scan, typed: tuple[str, ...] | None = None) -> Form:
    args: dict[str, str | int] = {"scan": scan.id, "seen": _mark(scan)}
    if "minutes" in request.event.args:
        args["minutes"] = chosen_length(request)
    return we_form(
        scan,
        instrument_of(scan, request.instruments),
        request.store.regions.get(scan.region_id).name,
        _shared(request, scan),
        args,
        typed,
    )


def _shared(request: Request, scan: Scan) -> tuple[SharedText, ...] | None:
    """What people allowed to be shown, once the channel has seen it; None before."""
    if is_out(request.store, scan) or sentences_stand(request.store, scan):
        return shared_texts(request.store, scan, request.instruments)
    return None


def _mark(scan: Scan) -> int:
    """By what one sees that the sentences have changed since a window was opened."""
    return zlib.crc32(json.dumps(scan.we).encode())


def _open(request: Request) -> Reply:
    scan = _led(request)
    return scan if isinstance(scan, Reply) else Reply(form=_form(request, scan))


def _save(request: Request) -> Reply:
    """Keep what was written; who would replace what they have not seen sees it first."""
    scan = _led(request)
    if isinstance(scan, Reply):
        return scan
    sentences = instrument_of(scan, request.instruments).sentences
    typed = tuple(request.value(item.key) for item in sentences)
    errors = {
        item.key: error
        for item, text in zip(sentences, typed, strict=True)
        if (error := _too_long(text)) is not None
    }
    if errors:
        return Reply(errors=errors)
    we = typed if any(typed) else ()
    if we != scan.we:
        if request.number("seen") != _mark(scan):
            return Reply(form=_form(request, scan, typed), replace=True)
        before, scan = scan, replace(scan, we=we)
        request.store.scans.save(scan)
        show_we(request.store, scan, request.now, is_first=bool(before.we) is not bool(we))
    return _saved(request, scan)


def _too_long(text: str) -> Phrase | None:
    length = size(text)
    return say("guide.we.too_long", length=length, longest=LONGEST) if length > LONGEST else None


def show_we(store: Store, scan: Scan, now: datetime, *, is_first: bool = True) -> None:
    """Bring up to date what shows the sentences: in the channel, and to who is scoring.

    `is_first` says that there were none before, or are none any more: the outcome itself says
    whether there are any in its thread.
    """
    retell(store, scan, now, (Topic.RESULTS, Topic.SENTENCES) if is_first else (Topic.SENTENCES,))
    if is_out(store, scan):
        follow_radar(store, scan, scan.channel, now)
    for headed in store.scans.find(region_id=scan.region_id, state=ScanState.OPEN):
        for response in store.responses.find(scan_id=headed.id, state=UNFINISHED):
            wish_walk(store, now, response)


def _saved(request: Request, scan: Scan) -> Reply:
    if "minutes" not in request.event.args:
        return Reply(notice=say("guide.we.saved"), page=True)
    guide = guide_of(request, scan, chosen_length(request), writes=True)
    return Reply(beneath=guide_form(guide))


TAPS: Mapping[str, Route] = {"we.open": Route(_open)}
FORMS: Mapping[str, Route] = {"we.save": Route(_save)}

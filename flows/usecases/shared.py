"""Somebody reads all that was written on an item and may be shared."""

from collections.abc import Mapping

from flows.instrument import ItemKind
from flows.ports import Store
from flows.scan import Scan
from flows.usecases.access import is_out, seen_scan, sentences_stand, wants_scan
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.outcomes import shared_texts
from flows.usecases.walks import instrument_of
from flows.views.shared import texts_form
from flows.wording import say


def _texts(request: Request) -> Reply:
    scan = seen_scan(request, _any_texts_out)
    if isinstance(scan, Reply):
        return scan
    key = request.event.args.get("item", "")
    items = {item.key: item for item in instrument_of(scan, request.instruments).items}
    if key not in items:
        return Reply(notice=say("walk.notice.further_on"))
    if items[key].kind is ItemKind.STATEMENT and not is_out(request.store, scan):
        return Reply(notice=say("results.not_yet"))
    shared = shared_texts(request.store, scan, request.instruments)
    return Reply(form=texts_form(scan, items[key], shared))


def _any_texts_out(store: Store, scan: Scan) -> bool:
    """Whether the channel has seen any texts: of two moments the sentences come first."""
    return is_out(store, scan) or sentences_stand(store, scan)


TAPS: Mapping[str, Route] = {"results.texts": Route(_texts, wants_scan)}

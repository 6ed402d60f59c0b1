"""A participant goes through a scan: every tap, typed line and small form of the walk."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from flows.instrument import Item
from flows.language import Language
from flows.messages import Form
from flows.outbox import Manner
from flows.response import ANSWERING, Notice, Response, ResponseState, advance
from flows.scan import Part, ScanState
from flows.steps import Back, Begin, Decline, Explain, HandIn, Later, Score, Skip, Step, Write
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.reminding import rescheduled
from flows.usecases.walks import (
    COUNTED,
    keep_answers,
    turn_to,
    walk_of,
    wish_colleagues,
    wish_walk,
)
from flows.views.small_forms import (
    ask_colleague_form,
    basis_form,
    explanation_form,
    invitation_form,
    write_form,
)
from flows.views.walk import READY, Walk, progress
from flows.wording import Phrase, say

LONGEST_TEXT = 3000
"""Characters of an answer at the most, in UTF-16 units: what a form takes as well."""


def own_response(request: Request) -> Response | None:
    """The sender's response that the event is about, locked; None if it is not theirs."""
    found = request.store.responses.one(id=request.number("response"), person_id=request.person.id)
    return request.store.responses.get(found.id, lock=True) if found else None


def hold_scan(request: Request) -> None:
    """Lock the scan that the event is about, before the response: it cannot close meanwhile."""
    found = request.store.responses.one(id=request.number("response"), person_id=request.person.id)
    if found is not None:
        request.store.scans.get(found.scan_id, lock=True)


def not_yours() -> Reply:
    """The answer to a tap on something that belongs to somebody else or is gone."""
    return Reply(notice=say("walk.notice.not_yours"))


def take(request: Request, response: Response, step: Step, *, typed: bool = False) -> Reply:
    """Apply one step to a response, keep what changed, and want the message as it now is."""
    store, now = request.store, request.now
    walk = walk_of(store, response, request.instruments)
    if walk.scan.state is not ScanState.OPEN:
        return closed(request, walk)
    if isinstance(step, Score) and step.score not in {None, *walk.instrument.scale.scores}:
        return not_a_score(walk)
    items = walk.instrument.items
    outcome = advance(response, walk.answers, step, items, now, walk.positions)
    after = outcome.response
    changed = after != response or outcome.answers != walk.answers
    if changed:
        later_at = after.later_at if isinstance(step, Later) else None
        after = replace(after, note="", later_at=later_at)
        after = rescheduled(store, response, after, walk.scan, now, request.almanac)
    if typed and changed and not request.person.told_typed:
        person = store.people.get(request.person.id, lock=True)
        store.people.save(replace(person, told_typed=True))
        current = replace(walk, response=after).item
        after = replace(after, note=current.key if current else READY)
    keep_answers(store, walk.answers, outcome.answers)
    store.responses.save(after)
    turn_to(store, after)
    if (after.state in COUNTED) is not (response.state in COUNTED):
        wish_colleagues(store, now, after)
    anew = typed and changed
    manner = Manner.ANEW if anew else Manner.IN_PLACE
    wish = wish_walk(store, now, after, manner, prompted=True)
    if typed and outcome.notice is Notice.OLD_BUTTON:
        return Reply(notice=say("walk.notice.typed_late"), wishes=(wish.id,))
    return Reply(notice=_told(outcome.notice, replace(walk, response=after)), wishes=(wish.id,))


def too_long(text: str) -> Phrase | None:
    """What to say beside an input with more text than can be kept, or None if it fits."""
    length = size(text)
    if length <= LONGEST_TEXT:
        return None
    return say("walk.error.too_long", length=length, longest=LONGEST_TEXT)


def size(text: str) -> int:
    """How long a text is, in UTF-16 units."""
    # In UTF-16 units: so long may an answer be by the strictest way in which a platform counts.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def not_a_score(walk: Walk) -> Reply:
    """The answer to something else than a score of the scale."""
    scale = walk.instrument.scale
    return Reply(notice=say("walk.notice.not_a_score", lowest=scale.minimum, highest=scale.maximum))


def closed(request: Request, walk: Walk) -> Reply:
    """The answer to what comes after a scan has ended; brings their message up to date."""
    wish = wish_walk(request.store, request.now, walk.response, prompted=True)
    if walk.scan.state is ScanState.CLOSED and walk.scan.part is Part.SENTENCES:
        return Reply(notice=say("walk.notice.talk"), wishes=(wish.id,))
    cancelled = walk.scan.state is ScanState.CANCELLED
    notice = say("walk.notice.cancelled" if cancelled else "walk.notice.closed")
    return Reply(notice=notice, wishes=(wish.id,))


def _told(notice: Notice, walk: Walk) -> Phrase | None:
    match notice:
        case Notice.NONE:
            return None
        case Notice.SAVED:
            return say("walk.notice.saved")
        case Notice.OLD_BUTTON | Notice.NOT_NOW:
            item = walk.item
            if item is not None:
                return say("walk.notice.you_are_at", place=progress(walk, item))
            return say("walk.notice.further_on")
        case Notice.OTHER_PART:
            return say("walk.notice.other_part")
        case _:
            assert_never(notice)


def _tap(request: Request, step: Step) -> Reply:
    response = own_response(request)
    return take(request, response, step) if response else not_yours()


def _begin(request: Request) -> Reply:
    return _tap(request, Begin())


def _decline(request: Request) -> Reply:
    return _tap(request, Decline())


def _score(request: Request) -> Reply:
    return _tap(request, Score(request.event.args["item"], request.number("score")))


def _unknown(request: Request) -> Reply:
    return _tap(request, Score(request.event.args["item"], None))


def _skip(request: Request) -> Reply:
    return _tap(request, Skip(request.event.args["item"]))


def _back(request: Request) -> Reply:
    return _tap(request, Back(request.event.args.get("item", "")))


def _hand_in(request: Request) -> Reply:
    hold_scan(request)
    return _tap(request, HandIn())


def _language(request: Request) -> Reply:
    response = own_response(request)
    person = request.store.people.get(request.person.id, lock=True)
    language = Language(request.event.args["language"])
    request.store.people.save(replace(person, language=language))
    if response is None:
        return Reply(page=True)
    wish = wish_walk(request.store, request.now, response, prompted=True)
    return Reply(wishes=(wish.id,), page=True)


def own_open_walk(request: Request) -> Walk | Reply:
    """The walk that the event is about, or the answer if it is not theirs or over."""
    response = own_response(request)
    if response is None:
        return not_yours()
    walk = walk_of(request.store, response, request.instruments)
    if walk.scan.state is not ScanState.OPEN:
        return closed(request, walk)
    return walk


def _form(request: Request, draw: Callable[[Walk, Item], Form]) -> Reply:
    walk = own_open_walk(request)
    if isinstance(walk, Reply):
        return walk
    if walk.response.state not in ANSWERING:
        return Reply(notice=_told(Notice.NOT_NOW, walk))
    item = walk.instrument.item(request.event.args["item"])
    if item not in walk.questions:
        return Reply(notice=_told(Notice.OTHER_PART, walk))
    return Reply(form=draw(walk, item))


def _write_form(request: Request) -> Reply:
    return _form(request, write_form)


def _write(request: Request) -> Reply:
    text = request.value("text")
    if not text:
        return Reply(errors={"text": say("walk.error.empty")})
    if error := too_long(text):
        return Reply(errors={"text": error})
    return _tap(request, Write(request.event.args["item"], text))


def _basis_form(request: Request) -> Reply:
    return _form(request, basis_form)


def _basis(request: Request) -> Reply:
    basis = request.value("basis")
    if error := too_long(basis):
        return Reply(errors={"basis": error})
    return _tap(request, Explain(request.event.args["item"], basis))


def _explanation(request: Request) -> Reply:
    walk = own_open_walk(request)
    if isinstance(walk, Reply):
        return walk
    return Reply(form=explanation_form(walk, walk.instrument.item(request.event.args["item"])))


def _invitation(request: Request) -> Reply:
    walk = own_open_walk(request)
    return walk if isinstance(walk, Reply) else Reply(form=invitation_form(walk))


def _colleague_form(request: Request) -> Reply:
    walk = own_open_walk(request)
    if isinstance(walk, Reply):
        return walk
    if walk.response.state is not ResponseState.INVITED:
        return Reply(notice=_told(Notice.NOT_NOW, walk))
    return Reply(form=ask_colleague_form(walk))


TAPS: Mapping[str, Route] = {
    "walk.begin": Route(_begin),
    "walk.decline": Route(_decline),
    "walk.score": Route(_score),
    "walk.unknown": Route(_unknown),
    "walk.skip": Route(_skip),
    "walk.back": Route(_back),
    "walk.hand_in": Route(_hand_in),
    "walk.language": Route(_language),
    "walk.write": Route(_write_form),
    "walk.basis": Route(_basis_form),
    "walk.explain": Route(_explanation),
    "walk.invitation": Route(_invitation),
    "walk.colleague": Route(_colleague_form),
}
FORMS: Mapping[str, Route] = {
    "walk.write": Route(_write),
    "walk.basis": Route(_basis),
}

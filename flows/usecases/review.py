"""Checking and changing answers in the review, choosing what may be shared, handing in."""

from collections.abc import Mapping
from dataclasses import replace

from flows.instrument import ItemKind
from flows.response import ANSWERING, Answer, Response, Sharing, correct
from flows.scan import ScanState
from flows.steps import HandIn
from flows.usecases.answer import closed, hold_scan, not_yours, own_response, take, too_long
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.reminding import rescheduled
from flows.usecases.walks import keep_answers, walk_of, wish_walk
from flows.views.review import AS_ALL, UNKNOWN, edit_form, review_form
from flows.views.walk import Walk
from flows.wording import say


def _open(request: Request) -> Walk | Reply:
    response = own_response(request)
    if response is None:
        return not_yours()
    walk = walk_of(request.store, response, request.instruments)
    if walk.scan.state is not ScanState.OPEN:
        return closed(request, walk)
    if response.state not in ANSWERING:
        return Reply(notice=say("walk.notice.further_on"))
    return walk


def _review(request: Request) -> Reply:
    walk = _open(request)
    return walk if isinstance(walk, Reply) else Reply(form=review_form(walk))


def _share(request: Request) -> Reply:
    hold_scan(request)
    walk = _open(request)
    if isinstance(walk, Reply):
        return walk
    chosen = Sharing(request.value("sharing") or Sharing.NO)
    after = _back(request, walk, replace(walk.response, sharing=chosen))
    request.store.responses.save(after)
    return Reply(wishes=(wish_walk(request.store, request.now, after, prompted=True).id,))


def _back(request: Request, walk: Walk, response: Response) -> Response:
    """The response of somebody who is back before the moment that they chose, if any."""
    after = replace(response, later_at=None)
    return rescheduled(request.store, walk.response, after, walk.scan, request.now, request.almanac)


def _edit_form(request: Request) -> Reply:
    walk = _open(request)
    if isinstance(walk, Reply):
        return walk
    item = walk.instrument.item(request.event.args["item"])
    if item not in walk.questions:
        return Reply(notice=say("walk.notice.other_part"))
    return Reply(form=edit_form(walk, item))


def _edit(request: Request) -> Reply:
    hold_scan(request)
    walk = _open(request)
    if isinstance(walk, Reply):
        return walk
    for name in ("text", "basis"):
        if error := too_long(request.value(name)):
            return Reply(errors={name: error})
    item = walk.instrument.item(request.event.args["item"])
    if item not in walk.questions:
        return Reply(notice=say("walk.notice.other_part"))
    before = walk.answers.get(item.key) or Answer(
        response_id=walk.response.id, item=item.key, answered_at=request.now
    )
    sharing = request.value("sharing")
    answer = replace(before, sharing=None if sharing in {"", AS_ALL} else Sharing(sharing))
    if item.kind is ItemKind.SENTENCE:
        text = request.value("text")
        answer = replace(answer, text=text, skipped=not text)
    else:
        choice = request.value("score")
        scores = {str(score): score for score in walk.instrument.scale.scores}
        if choice not in {UNKNOWN, *scores}:
            return Reply(errors={"score": say("walk.error.no_score")})
        answer = replace(
            answer,
            score=scores.get(choice),
            unknown=choice == UNKNOWN,
            basis=request.value("basis"),
        )
    after = correct(walk.answers, answer, request.now)
    keep_answers(request.store, walk.answers, after)
    request.store.responses.save(_back(request, walk, walk.response))
    wish = wish_walk(request.store, request.now, walk.response, prompted=True)
    return Reply(beneath=review_form(replace(walk, answers=after)), wishes=(wish.id,))


def _hand_in(request: Request) -> Reply:
    hold_scan(request)
    response = own_response(request)
    if response is None:
        return not_yours()
    sharing = request.value("sharing")
    if sharing and response.state in ANSWERING:
        response = replace(response, sharing=Sharing(sharing))
    return take(request, response, HandIn())


TAPS: Mapping[str, Route] = {
    "walk.review": Route(_review),
    "review.share": Route(_share),
    "review.edit": Route(_edit_form),
}
FORMS: Mapping[str, Route] = {
    "review.edit": Route(_edit),
    "review.hand_in": Route(_hand_in),
}

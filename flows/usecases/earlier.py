"""A participant looks at what they wrote in an earlier scan, and keeps it: *klopt nog*."""

from collections.abc import Mapping

from flows.response import is_answered
from flows.steps import Skip, Step, Write
from flows.usecases.answer import own_open_walk, take
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.walks import walk_of, wish_walk
from flows.views.earlier import earlier_form, to_keep
from flows.views.walk import Walk
from flows.wording import say


def _at_sentences(request: Request) -> Walk | Reply:
    """The walk with what was written before; or why there is none: gone, or they are further on."""
    walk = own_open_walk(request)
    if isinstance(walk, Reply) or walk.earlier:
        return walk
    return Reply(notice=say("earlier.notice.gone"))


def _open(request: Request) -> Reply:
    walk = _at_sentences(request)
    return walk if isinstance(walk, Reply) else Reply(form=earlier_form(walk))


def _keep(request: Request) -> Reply:
    """Write down what is not there yet, and go on to the first question without an answer."""
    walk = _at_sentences(request)
    if isinstance(walk, Reply):
        return walk
    for item in to_keep(walk):
        _take(request, walk, Write(item.key, walk.earlier[item.key]))
    now = _again(request, walk)
    while now.item is not None and is_answered(now.item, now.answers.get(now.item.key)):
        _take(request, walk, Skip(now.item.key))
        now = _again(request, walk)
    return Reply(wishes=(wish_walk(request.store, request.now, now.response, prompted=True).id,))


def _take(request: Request, walk: Walk, step: Step) -> None:
    take(request, request.store.responses.get(walk.response.id, lock=True), step)


def _again(request: Request, walk: Walk) -> Walk:
    response = request.store.responses.get(walk.response.id)
    return walk_of(request.store, response, request.instruments)


TAPS: Mapping[str, Route] = {"earlier.open": Route(_open)}
FORMS: Mapping[str, Route] = {"earlier.keep": Route(_keep)}

"""A participant chooses when they want to be asked again."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from flows.calendar import wall
from flows.response import Response
from flows.steps import Later
from flows.usecases.answer import not_yours, own_open_walk, own_response, take
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.walks import UNFINISHED
from flows.views.later import EARLIEST, choices, later_form
from flows.views.walk import Walk
from flows.wording import Phrase, say


def _unfinished(request: Request) -> Walk | Reply:
    walk = own_open_walk(request)
    if isinstance(walk, Reply) or walk.response.state in UNFINISHED:
        return walk
    return Reply(notice=say("walk.notice.further_on"))


def _form(request: Request) -> Reply:
    walk = _unfinished(request)
    return walk if isinstance(walk, Reply) else Reply(form=later_form(walk, request.now))


def _choose(request: Request) -> Reply:
    walk = _unfinished(request)
    if isinstance(walk, Reply):
        return walk
    chosen = _chosen(request, walk)
    if isinstance(chosen, Phrase):
        # A day of their own goes before the choices, so that is where it is to be mended.
        beside = "day" if request.day("day") or not choices(walk, request.now) else "when"
        return Reply(errors={beside: chosen})
    response: Response | None = own_response(request)
    return take(request, response, Later(chosen)) if response else not_yours()


def _chosen(request: Request, walk: Walk) -> datetime | Phrase:
    """The moment that was chosen, or why it cannot be that one."""
    if day := request.day("day"):
        at = time.fromisoformat(request.value("time") or EARLIEST.isoformat())
        moment = wall(day, at, walk.region.timezone)
    elif chosen := request.value("when"):
        moment = datetime.fromisoformat(chosen).astimezone(UTC)
    else:
        return say("later.error.none")
    if moment <= request.now:
        return say("later.error.past")
    if moment >= walk.scan.closes_at:
        return say("later.error.closed", deadline=walk.scan.deadline)
    return moment


TAPS: Mapping[str, Route] = {"walk.later": Route(_form)}
FORMS: Mapping[str, Route] = {"walk.later": Route(_choose)}

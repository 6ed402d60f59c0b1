"""A leader has sent again what did not reach people."""

from collections.abc import Mapping

from flows.usecases.desk import Reply, Request, Route
from flows.usecases.lead_scan import led_scan
from flows.usecases.undelivered import try_again
from flows.wording import say


def _again(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    people = try_again(request.store, scan, request.now, request.person.id)
    if not people:
        return Reply(notice=say("undelivered.nobody"), page=True)
    return Reply(notice=say("undelivered.again", count=people), page=True)


TAPS: Mapping[str, Route] = {"undelivered.again": Route(_again)}

"""A leader has sent again what did not reach people."""

from collections.abc import Mapping

from flows.usecases.desk import Reply, Request, Route
from flows.usecases.lead_scan import led_scan
from flows.usecases.setup import led_region, not_leader
from flows.usecases.undelivered import try_again
from flows.usecases.unreached import post_between_again, try_again_between
from flows.wording import say


def _again(request: Request) -> Reply:
    store, now, by = request.store, request.now, request.person.id
    if request.number("scan"):
        led = led_scan(request)
        if isinstance(led, Reply):
            return led
        _, scan = led
        people = try_again(store, scan, now, by)
    else:
        region = led_region(request)
        if region is None:
            return not_leader()
        people = try_again_between(store, region, now, by)
        posts = post_between_again(store, region.workspace_id, region.channel, now)
        if posts and not people:
            return Reply(notice=say("undelivered.posts_again"), page=True)
    if not people:
        return Reply(notice=say("undelivered.nobody"), page=True)
    return Reply(notice=say("undelivered.again", count=people), page=True)


TAPS: Mapping[str, Route] = {"undelivered.again": Route(_again)}

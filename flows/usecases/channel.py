"""The bot is taken into a channel."""

from flows.events import Event, Wanted
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.posting import post_again_in
from flows.usecases.wishes import wish_for


def _wants_channel(_store: Store, event: Event) -> Wanted:
    return Wanted(channels=frozenset({event.channel}))


def _joined(request: Request) -> Reply:
    wish_for(
        request.store,
        request.now,
        workspace_id=request.workspace.id,
        topic=Topic.HELLO,
        subject_id=request.workspace.id,
        address=request.event.channel,
    )
    channel = request.known.channels.get(request.event.channel)
    if channel is not None:
        post_again_in(request.store, request.workspace.id, channel, request.now)
    return Reply()


JOINED = Route(_joined, _wants_channel)

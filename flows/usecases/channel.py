"""The bot is taken into a channel."""

from flows.outbox import Topic
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.wishes import wish_for


def _joined(request: Request) -> Reply:
    wish_for(
        request.store,
        request.now,
        workspace_id=request.workspace.id,
        topic=Topic.HELLO,
        subject_id=request.workspace.id,
        address=request.event.channel,
    )
    return Reply()


JOINED = Route(_joined)

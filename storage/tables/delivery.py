"""The tables of what is said, how fast, and of what was heard."""

from sqlalchemy import Boolean, Date, Double, Index, Integer, UniqueConstraint

from flows.outbox import Manner, WishState
from flows.topics import Topic
from storage.columns import Choice, Id, Moment, PlainText, Words
from storage.tables.parts import equals, field, index_where, owned_by, table

wish = table(
    "wish",
    owned_by("workspace_id", "workspace"),
    field("key", PlainText()),
    field("topic", Choice(Topic)),
    field("subject_id", Id),
    owned_by("person_id", "person", optional=True, index=True),
    field("address", PlainText()),
    field("manner", Choice(Manner)),
    field("state", Choice(WishState)),
    field("wanted", Integer()),
    field("shown", Integer()),
    field("anew_at", Integer()),
    field("prompted_at", Integer()),
    field("channel", PlainText()),
    field("ts", PlainText()),
    field("file_id", PlainText()),
    field("picture", PlainText()),
    field("posted_at", Moment(), optional=True),
    field("stale", Words()),
    field("attempts", Integer()),
    field("tries", Integer()),
    field("tried_at", Moment(), optional=True),
    field("has_turn", Boolean()),
    field("since", Moment()),
    field("due_at", Moment()),
    field("error", PlainText()),
    # The lease is nobody's but the outbox's: who delivers, and until which second of the
    # database's own clock (since 1970).
    field("lease_token", PlainText(), optional=True),
    field("lease_until", Double(), optional=True),
    UniqueConstraint("workspace_id", "key"),
)
heard = table(
    "heard",
    owned_by("workspace_id", "workspace"),
    field("event_id", PlainText()),
    field("heard_at", Moment()),
    UniqueConstraint("workspace_id", "event_id"),
)
ping = table(
    "ping",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("person_id", "person"),
    field("on", Date()),
    field("wish_id", Id),  # it outlives its wish: the person has been disturbed that day
    field("shown", Integer()),
    UniqueConstraint("person_id", "on"),
)
pace = table(
    "pace",
    owned_by("workspace_id", "workspace"),
    field("post_at", Moment()),
    field("update_at", Moment()),
    field("look_at", Moment()),
    field("post_from", Moment(), optional=True),
    field("update_from", Moment(), optional=True),
    field("look_from", Moment(), optional=True),
    field("held_at", Moment(), optional=True),
    UniqueConstraint("workspace_id"),
)

waits = equals(wish.c.state, WishState.WAITING)

Index("ix_wish_subject_id_topic", wish.c.subject_id, wish.c.topic)
# With the id, for what is wished in one go is due at one moment.
index_where("ix_wish_due_at_id", waits, wish.c.due_at, wish.c.id)
index_where("ix_wish_reader", waits, wish.c.workspace_id, wish.c.person_id, wish.c.address)

"""The tables of scans and of what people answer in them."""

from sqlalchemy import Boolean, Date, Index, Integer, UniqueConstraint, and_

from flows.response import ResponseState, Sharing
from flows.scan import Hold, Mode, Moments, ScanState
from storage.columns import Choice, Moment, PlainText, Words
from storage.tables.parts import equals, field, index_where, owned_by, table

scan = table(
    "scan",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region"),
    field("title", PlainText()),
    field("state", Choice(ScanState)),
    field("hold", Choice(Hold)),
    field("instrument", PlainText()),
    field("version", PlainText()),
    field("variant", PlainText()),
    field("mode", Choice(Mode)),
    field("minimum", Integer()),
    field("moments", Choice(Moments)),
    field("deadline", Date()),
    field("closes_at", Moment()),
    field("meeting_on", Date(), optional=True),
    field("texts_until", Date()),
    field("scores_until", Date()),
    field("channel", PlainText()),
    field("channel_name", PlainText()),
    field("channel_private", Boolean()),
    field("channel_members", Integer()),
    owned_by("started_by", "person", index=True, on_delete=None),
    field("turn", Date(), optional=True),
    field("opened_at", Moment()),
    field("last_call_at", Moment(), optional=True),
    field("closed_at", Moment(), optional=True),
    field("published_at", Moment(), optional=True),
    field("extended", Boolean()),
    field("nudged_at", Moment(), optional=True),
    field("results", PlainText()),
    field("talked_at", Moment(), optional=True),
    field("we", Words()),
)
response = table(
    "response",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("scan_id", "scan"),
    owned_by("partner_id", "partner", index=True),
    owned_by("participant_id", "participant", index=True),
    owned_by("person_id", "person", index=True),
    field("state", Choice(ResponseState)),
    field("position", Integer()),
    field("asked_item", PlainText()),
    field("sharing", Choice(Sharing)),
    field("later", Boolean()),
    owned_by("passed_on_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("note", PlainText()),
    field("reminded", Integer()),
    field("remind_at", Moment(), optional=True),
    field("later_at", Moment(), optional=True),
    field("invited_at", Moment()),
    field("begun_at", Moment(), optional=True),
    field("submitted_at", Moment(), optional=True),
    field("sentences_at", Moment(), optional=True),
    UniqueConstraint("scan_id", "participant_id"),
)
answer = table(
    "answer",
    owned_by("response_id", "response"),
    field("item", PlainText()),
    field("score", Integer(), optional=True),
    field("unknown", Boolean()),
    field("skipped", Boolean()),
    field("text", PlainText()),
    field("basis", PlainText()),
    field("sharing", Choice(Sharing), optional=True),
    field("answered_at", Moment()),
    UniqueConstraint("response_id", "item"),
)

is_planned = equals(scan.c.state, ScanState.PLANNED)
is_open = equals(scan.c.state, ScanState.OPEN)
has_last_call = and_(is_open, scan.c.last_call_at.is_not(None))
is_told = and_(equals(scan.c.state, ScanState.CLOSED), equals(scan.c.hold, Hold.TOLD))
is_talk = and_(
    equals(scan.c.state, ScanState.CLOSED),
    equals(scan.c.hold, Hold.TALK),
    scan.c.last_call_at.is_not(None),
)
has_reminder = response.c.remind_at.is_not(None)

Index("uq_scan_region_id_turn", scan.c.region_id, scan.c.turn, unique=True)
index_where("ix_scan_opened_at", is_planned, scan.c.opened_at)
index_where("ix_scan_last_call_at", has_last_call, scan.c.last_call_at)
index_where("ix_scan_closes_at", is_open, scan.c.closes_at)
index_where("ix_scan_told_closes_at", is_told, scan.c.closes_at)
index_where("ix_scan_talk_last_call_at", is_talk, scan.c.last_call_at)
index_where("ix_response_remind_at", has_reminder, response.c.remind_at)

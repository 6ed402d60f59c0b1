"""The tables of what is followed between scans."""

from sqlalchemy import Boolean, Date, Double, Integer, UniqueConstraint

from flows.action import ActionState, Bent, Help, Level, Phase
from flows.check_in import CheckInKind, CheckInState, Tap
from flows.decision import DecisionState
from flows.follow_up import Asked
from flows.response import Sharing
from flows.success import SuccessKind
from storage.columns import Choice, Moment, PlainText, Words
from storage.tables.parts import field, index_where, owned_by, table

action = table(
    "action",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region", index=True),
    owned_by("scan_id", "scan", optional=True, index=True),
    owned_by("follows_id", "action", optional=True, index=True, on_delete="SET NULL"),
    field("instrument", PlainText()),
    field("item", PlainText()),
    field("what", PlainText()),
    field("sign", PlainText()),
    field("aim", Double(), optional=True),
    owned_by("owner_id", "participant", optional=True, index=True, on_delete="SET NULL"),
    owned_by("partner_id", "partner", optional=True, index=True),
    owned_by("before_id", "participant", optional=True, index=True, on_delete="SET NULL"),
    field("given_at", Moment(), optional=True),
    field("due_on", Date()),
    field("bent", Choice(Bent), optional=True),
    field("level", Choice(Level), optional=True),
    field("phase", Choice(Phase)),
    field("state", Choice(ActionState)),
    field("created_at", Moment()),
    owned_by("created_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("asked_at", Moment(), optional=True),
    field("unanswered", Integer()),
    field("told", Boolean()),
    field("stuck_at", Moment(), optional=True),
    field("help", Choice(Help), optional=True),
    field("begun_at", Moment(), optional=True),
    field("carried_out_at", Moment(), optional=True),
    field("explanation", PlainText()),
    owned_by("explained_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("routine", PlainText()),
    owned_by("routine_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("closed_at", Moment(), optional=True),
    field("reason", PlainText()),
)
check_in = table(
    "check_in",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region", index=True),
    owned_by("participant_id", "participant", index=True),
    owned_by("person_id", "person", index=True),
    field("kind", Choice(CheckInKind)),
    owned_by("action_id", "action", optional=True, index=True),
    field("phase", Choice(Phase), optional=True),
    field("question", PlainText()),
    owned_by("asked_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("words", PlainText()),
    field("state", Choice(CheckInState)),
    field("tap", Choice(Tap), optional=True),
    field("helped", Boolean()),
    field("help", Choice(Help), optional=True),
    field("text", PlainText()),
    field("asked_at", Moment()),
    field("answered_at", Moment(), optional=True),
)
success = table(
    "success",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region", index=True),
    owned_by("writer_id", "person", optional=True, index=True, on_delete="SET NULL"),
    field("partner", PlainText()),
    owned_by("action_id", "action", optional=True, index=True),
    field("kind", Choice(SuccessKind)),
    field("text", PlainText()),
    field("ripple", Words()),
    field("sharing", Choice(Sharing)),
    field("said_at", Moment()),
    field("withdrawn", Boolean()),
)
decision = table(
    "decision",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region", index=True),
    field("what", PlainText()),
    field("decided_on", Date()),
    owned_by("owner_id", "participant", optional=True, index=True, on_delete="SET NULL"),
    owned_by("partner_id", "partner", optional=True, index=True),
    owned_by("before_id", "participant", optional=True, index=True, on_delete="SET NULL"),
    field("given_at", Moment(), optional=True),
    field("due_on", Date(), optional=True),
    field("state", Choice(DecisionState)),
    field("source", PlainText()),
    field("created_at", Moment()),
    owned_by("created_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("closed_at", Moment(), optional=True),
)
follow_up = table(
    "follow_up",
    owned_by("region_id", "region"),
    field("asked", Choice(Asked)),
    field("month", Date(), optional=True),
    field("question", PlainText()),
    field("turn", Integer()),
    field("subsidy_until", Date(), optional=True),
    field("fall", Double()),
    field("statements", Integer()),
    field("digest_on", Date(), optional=True),
    field("noticed_on", Date(), optional=True),
    field("noticed", Words()),
    field("reported", Words()),
    field("quiet", Words()),
    field("told", Words()),
    field("stopped_on", Date(), optional=True),
    field("due_at", Moment(), optional=True),
    UniqueConstraint("region_id"),
)
digest = table(
    "digest",
    owned_by("workspace_id", "workspace", index=True),
    owned_by("region_id", "region"),
    field("first", Date()),
    field("last", Date()),
    field("meeting_on", Date(), optional=True),
    field("question", PlainText()),
    field("asked_on", Date(), optional=True),
    field("yes", Integer()),
    field("partly", Integer()),
    field("no", Integer()),
    UniqueConstraint("region_id", "last"),
)

is_followed = follow_up.c.due_at.is_not(None)

index_where("ix_follow_up_due_at", is_followed, follow_up.c.due_at)

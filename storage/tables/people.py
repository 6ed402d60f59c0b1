"""The tables of who takes part, and of the days on which they do."""

from sqlalchemy import Boolean, Date, UniqueConstraint

from flows.holidays import HolidayKind
from flows.language import Language
from flows.region import HolidayRegion, PeriodKind, Sector
from flows.rhythm import Every, Outcome, PutOff, RhythmState
from storage.columns import Choice, Moment, PlainText, Words
from storage.tables.parts import field, index_where, owned_by, table

workspace = table(
    "workspace",
    field("team_id", PlainText()),
    field("name", PlainText()),
    field("bot_user_id", PlainText()),
    field("blocked", PlainText()),
    field("blocked_at", Moment(), optional=True),
    field("outage_from", Moment(), optional=True),
    field("outage_until", Moment(), optional=True),
    UniqueConstraint("team_id"),
)
person = table(
    "person",
    owned_by("workspace_id", "workspace"),
    field("team_id", PlainText()),
    field("user_id", PlainText()),
    field("name", PlainText()),
    field("language", Choice(Language), optional=True),
    owned_by(
        "asked_response_id",
        "response",
        optional=True,
        index=True,
        on_delete="SET NULL",
        circle=True,
    ),
    field("told_typed", Boolean()),
    UniqueConstraint("workspace_id", "team_id", "user_id"),
)
region = table(
    "region",
    owned_by("workspace_id", "workspace", index=True),
    field("name", PlainText()),
    field("channel", PlainText()),
    field("channel_name", PlainText()),
    field("language", Choice(Language)),
    field("timezone", PlainText()),
    field("holiday_regions", Words()),
    field("organisation", PlainText()),
    field("contact", PlainText()),
    field("variant", PlainText()),
)
leader = table(
    "leader",
    owned_by("region_id", "region"),
    owned_by("person_id", "person", index=True),
    UniqueConstraint("region_id", "person_id"),
)
meeting = table(
    "meeting",
    owned_by("region_id", "region"),
    field("on", Date()),
    field("moment", Boolean()),
    UniqueConstraint("region_id", "on"),
)
partner = table(
    "partner",
    owned_by("region_id", "region", index=True),
    field("name", PlainText()),
    field("sector", Choice(Sector)),
    field("follows_schools", Boolean(), optional=True),
    field("removed_at", Moment(), optional=True),
)
participant = table(
    "participant",
    owned_by("region_id", "region"),
    owned_by("partner_id", "partner", index=True),
    owned_by("person_id", "person", index=True),
    field("removed_at", Moment(), optional=True),
    field("quiet_at", Moment(), optional=True),
)
period = table(
    "period",
    owned_by("region_id", "region", index=True),
    owned_by("partner_id", "partner", optional=True, index=True),
    field("kind", Choice(PeriodKind)),
    field("first", Date()),
    field("last", Date()),
)
school_holiday = table(
    "school_holiday",
    field("school_year", PlainText()),
    field("kind", Choice(HolidayKind)),
    field("region", Choice(HolidayRegion)),
    field("first", Date()),
    field("last", Date()),
    field("certain", Boolean()),
    UniqueConstraint("school_year", "kind", "region"),
)
rhythm = table(
    "rhythm",
    owned_by("region_id", "region"),
    field("every", Choice(Every)),
    field("dates", Words()),
    field("state", Choice(RhythmState)),
    field("since", Date()),
    field("done_until", Date(), optional=True),
    field("outcome", Choice(Outcome)),
    owned_by("decided_by", "person", optional=True, index=True, on_delete="SET NULL"),
    field("dropped", Words()),
    field("turn", Date(), optional=True),
    field("starts_on", Date(), optional=True),
    field("ends_on", Date(), optional=True),
    field("put_off", Choice(PutOff)),
    field("asked_at", Moment(), optional=True),
    field("due_at", Moment(), optional=True),
    UniqueConstraint("region_id"),
)

has_turn_coming = rhythm.c.due_at.is_not(None)

index_where(
    "uq_participant_region_id_person_id",
    participant.c.removed_at.is_(None),
    participant.c.region_id,
    participant.c.person_id,
    unique=True,
)
index_where("ix_rhythm_due_at", has_turn_coming, rhythm.c.due_at)

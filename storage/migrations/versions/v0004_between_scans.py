"""What is followed between scans: actions, check-ins, successes, decisions, digests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import AUTOINCREMENT, ids_stay_given_out

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
AT_ONCE = datetime(2026, 1, 1, tzinfo=UTC)  # it has passed, so that the next look is due


def upgrade() -> None:
    """Bring the tables to this revision."""
    _follow_up()
    _digest()
    _action()
    _decision()
    _check_in()
    _success()
    _follow_regions()
    _meeting()
    op.add_column("participant", sa.Column("quiet_at", MOMENT, nullable=True))


def _follow_up() -> None:
    _table(
        "follow_up",
        _owner("follow_up", "region_id", "region"),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("subsidy_until", sa.Date(), nullable=True),
        sa.Column("fall", sa.Double(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("noticed", TEXT, nullable=False),
        sa.Column("reported", TEXT, nullable=False),
        sa.Column("quiet", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.UniqueConstraint("region_id", name="uq_follow_up_region_id"),
    )
    where = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_follow_up_due_at",
        "follow_up",
        ["due_at"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _digest() -> None:
    _table(
        "digest",
        _owner("digest", "workspace_id", "workspace"),
        _owner("digest", "region_id", "region"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("partly", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.UniqueConstraint("region_id", "last", name="uq_digest_region_id_last"),
    )
    for column in ("workspace_id",):
        op.create_index(f"ix_digest_{column}", "digest", [column])


def _action() -> None:
    _table(
        "action",
        _owner("action", "workspace_id", "workspace"),
        _owner("action", "region_id", "region"),
        _owner("action", "scan_id", "scan", optional=True),
        _owner("action", "follows_id", "action", optional=True, on_delete="SET NULL"),
        sa.Column("instrument", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("sign", TEXT, nullable=False),
        sa.Column("aim", sa.Double(), nullable=True),
        _owner("action", "owner_id", "participant", optional=True, on_delete="SET NULL"),
        _owner("action", "partner_id", "partner", optional=True),
        _owner("action", "before_id", "participant", optional=True, on_delete="SET NULL"),
        sa.Column("given_at", MOMENT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("bent", TEXT, nullable=True),
        sa.Column("level", TEXT, nullable=True),
        sa.Column("phase", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _owner("action", "created_by", "person", optional=True, on_delete="SET NULL"),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("stuck_at", MOMENT, nullable=True),
        sa.Column("help", TEXT, nullable=True),
        sa.Column("begun_at", MOMENT, nullable=True),
        sa.Column("carried_out_at", MOMENT, nullable=True),
        sa.Column("explanation", TEXT, nullable=False),
        _owner("action", "explained_by", "person", optional=True, on_delete="SET NULL"),
        sa.Column("routine", TEXT, nullable=False),
        _owner("action", "routine_by", "person", optional=True, on_delete="SET NULL"),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reason", TEXT, nullable=False),
    )
    for column in (
        "before_id",
        "created_by",
        "explained_by",
        "follows_id",
        "owner_id",
        "partner_id",
        "region_id",
        "routine_by",
        "scan_id",
        "workspace_id",
    ):
        op.create_index(f"ix_action_{column}", "action", [column])


def _decision() -> None:
    _table(
        "decision",
        _owner("decision", "workspace_id", "workspace"),
        _owner("decision", "region_id", "region"),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        _owner("decision", "owner_id", "participant", optional=True, on_delete="SET NULL"),
        _owner("decision", "partner_id", "partner", optional=True),
        _owner("decision", "before_id", "participant", optional=True, on_delete="SET NULL"),
        sa.Column("given_at", MOMENT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _owner("decision", "created_by", "person", optional=True, on_delete="SET NULL"),
        sa.Column("closed_at", MOMENT, nullable=True),
    )
    for column in (
        "before_id",
        "created_by",
        "owner_id",
        "partner_id",
        "region_id",
        "workspace_id",
    ):
        op.create_index(f"ix_decision_{column}", "decision", [column])


def _check_in() -> None:
    _table(
        "check_in",
        _owner("check_in", "workspace_id", "workspace"),
        _owner("check_in", "region_id", "region"),
        _owner("check_in", "participant_id", "participant"),
        _owner("check_in", "person_id", "person"),
        sa.Column("kind", TEXT, nullable=False),
        _owner("check_in", "action_id", "action", optional=True),
        sa.Column("phase", TEXT, nullable=True),
        sa.Column("question", TEXT, nullable=False),
        _owner("check_in", "asked_by", "person", optional=True, on_delete="SET NULL"),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("tap", TEXT, nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("help", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
    )
    for column in (
        "action_id",
        "asked_by",
        "participant_id",
        "person_id",
        "region_id",
        "workspace_id",
    ):
        op.create_index(f"ix_check_in_{column}", "check_in", [column])


def _success() -> None:
    _table(
        "success",
        _owner("success", "workspace_id", "workspace"),
        _owner("success", "region_id", "region"),
        _owner("success", "writer_id", "person", optional=True, on_delete="SET NULL"),
        sa.Column("partner", TEXT, nullable=False),
        _owner("success", "action_id", "action", optional=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("ripple", TEXT, nullable=False),
        sa.Column("sharing", TEXT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
    )
    for column in ("action_id", "region_id", "workspace_id", "writer_id"):
        op.create_index(f"ix_success_{column}", "success", [column])


def _follow_regions() -> None:
    """Regions that are there already are followed from now on as new ones are."""
    region = sa.table("region", sa.column("id", ID))
    texts = ("question", "noticed", "reported", "quiet", "told")
    follow_up = sa.table(
        "follow_up",
        *(
            sa.column(name)
            for name in ("region_id", "asked", *texts, "turn", "fall", "statements", "due_at")
        ),
    )
    op.execute(
        follow_up.insert().from_select(
            [column.name for column in follow_up.columns],
            sa.select(
                region.c.id,
                sa.literal("monthly"),
                sa.literal(""),
                *(sa.literal("[]") for _ in texts[1:]),
                sa.literal(0),
                sa.literal(0.5),
                sa.literal(2),
                sa.literal(AT_ONCE, MOMENT),
            ),
        )
    )


def _meeting() -> None:
    moment: sa.Column[bool] = sa.Column(
        "moment", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("meeting", moment)
    with (
        ids_stay_given_out(),
        op.batch_alter_table("meeting", table_kwargs=AUTOINCREMENT) as batch,
    ):
        batch.alter_column("moment", server_default=None)


def _table(name: str, *columns: sa.Column[Any] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def _owner(
    table: str, name: str, owner: str, *, optional: bool = False, on_delete: str = "CASCADE"
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{owner}.id", name=f"fk_{table}_{name}_{owner}", ondelete=on_delete)
    return sa.Column(name, ID, key, nullable=optional)

"""Every moment at which something is due, free days, and how fast messages may follow."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import ids_stay_given_out

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
AUTOINCREMENT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Bring the tables to this revision."""
    with ids_stay_given_out():
        _workspace()
        _wish()
        _response()
    op.add_column("partner", sa.Column("follows_schools", sa.Boolean(), nullable=True))
    _scan()
    _days()
    _rhythm()
    _pace()


def _workspace() -> None:
    op.add_column("workspace", sa.Column("blocked", sa.Text(), nullable=False, server_default=""))
    for name in ("blocked_at", "outage_from", "outage_until"):
        op.add_column("workspace", sa.Column(name, MOMENT, nullable=True))
    with op.batch_alter_table("workspace", table_kwargs=AUTOINCREMENT) as batch:
        batch.alter_column("blocked", server_default=None)


def _wish() -> None:
    counts = ("prompted_at", "tries")
    for name in counts:
        op.add_column("wish", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("wish", sa.Column("stale", sa.Text(), nullable=False, server_default="[]"))
    for name in ("tried_at", "posted_at"):
        op.add_column("wish", sa.Column(name, MOMENT, nullable=True))
    op.add_column(
        "wish", sa.Column("has_turn", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("wish", sa.Column("since", MOMENT, nullable=True))
    op.execute("UPDATE wish SET since = due_at")
    op.drop_index("ix_wish_due_at", "wish")
    with op.batch_alter_table("wish", table_kwargs=AUTOINCREMENT) as batch:
        for name in (*counts, "stale", "has_turn"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("since", nullable=False)
    _index("ix_wish_due_at_id", "wish", ["due_at", "id"], "state = 'waiting'")
    op.create_index("ix_wish_subject_id_topic", "wish", ["subject_id", "topic"])
    reader = ["workspace_id", "person_id", "address"]
    _index("ix_wish_reader", "wish", reader, "state = 'waiting'")


def _response() -> None:
    op.add_column(
        "response", sa.Column("reminded", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("response", sa.Column("remind_at", MOMENT, nullable=True))
    op.add_column("response", sa.Column("later_at", MOMENT, nullable=True))
    with op.batch_alter_table("response", table_kwargs=AUTOINCREMENT) as batch:
        batch.alter_column("reminded", server_default=None)
    _index("ix_response_remind_at", "response", ["remind_at"], "remind_at IS NOT NULL")


def _scan() -> None:
    op.add_column("scan", sa.Column("turn", sa.Date(), nullable=True))
    op.add_column("scan", sa.Column("last_call_at", MOMENT, nullable=True))
    op.create_index("uq_scan_region_id_turn", "scan", ["region_id", "turn"], unique=True)
    op.drop_index("ix_scan_region_id", "scan")
    told = "state = 'closed' AND hold = 'told'"
    last_call = "state = 'open' AND last_call_at IS NOT NULL"
    _index("ix_scan_opened_at", "scan", ["opened_at"], "state = 'planned'")
    _index("ix_scan_last_call_at", "scan", ["last_call_at"], last_call)
    _index("ix_scan_told_closes_at", "scan", ["closes_at"], told)


def _days() -> None:
    op.create_table(
        "period",
        sa.Column("id", ID, nullable=False),
        _owner("period", "region_id", "region"),
        _owner("period", "partner_id", "partner", optional=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_period"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_period_region_id", "period", ["region_id"])
    op.create_index("ix_period_partner_id", "period", ["partner_id"])
    op.create_table(
        "school_holiday",
        sa.Column("id", ID, nullable=False),
        sa.Column("school_year", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school_holiday"),
        sa.UniqueConstraint(
            "school_year", "kind", "region", name="uq_school_holiday_school_year_kind_region"
        ),
        sqlite_autoincrement=True,
    )


def _rhythm() -> None:
    op.create_table(
        "rhythm",
        sa.Column("id", ID, nullable=False),
        _owner("rhythm", "region_id", "region"),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("done_until", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("dropped", sa.Text(), nullable=False),
        sa.Column("turn", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("put_off", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name="fk_rhythm_decided_by_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rhythm"),
        sa.UniqueConstraint("region_id", name="uq_rhythm_region_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rhythm_decided_by", "rhythm", ["decided_by"])
    _index("ix_rhythm_due_at", "rhythm", ["due_at"], "due_at IS NOT NULL")


def _pace() -> None:
    op.create_table(
        "ping",
        sa.Column("id", ID, nullable=False),
        _owner("ping", "workspace_id", "workspace"),
        _owner("ping", "person_id", "person"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("wish_id", ID, nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ping"),
        sa.UniqueConstraint("person_id", "on", name="uq_ping_person_id_on"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ping_workspace_id", "ping", ["workspace_id"])
    op.create_table(
        "pace",
        sa.Column("id", ID, nullable=False),
        _owner("pace", "workspace_id", "workspace"),
        sa.Column("post_at", MOMENT, nullable=False),
        sa.Column("update_at", MOMENT, nullable=False),
        sa.Column("look_at", MOMENT, nullable=False),
        sa.Column("post_from", MOMENT, nullable=True),
        sa.Column("update_from", MOMENT, nullable=True),
        sa.Column("look_from", MOMENT, nullable=True),
        sa.Column("held_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
        sa.UniqueConstraint("workspace_id", name="uq_pace_workspace_id"),
        sqlite_autoincrement=True,
    )


def _owner(table: str, name: str, owner: str, *, optional: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{owner}.id", name=f"fk_{table}_{name}_{owner}", ondelete="CASCADE")
    return sa.Column(name, ID, key, nullable=optional)


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)

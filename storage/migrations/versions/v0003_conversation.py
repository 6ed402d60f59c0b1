"""The conversation between the moments of a scan, a group's sentences, and pictures that follow."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import AUTOINCREMENT, ids_stay_given_out

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("scan", sa.Column("talked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("scan", sa.Column("we", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("wish", sa.Column("picture", sa.Text(), nullable=False, server_default=""))
    with ids_stay_given_out():
        for table, column in (("scan", "we"), ("wish", "picture")):
            with op.batch_alter_table(table, table_kwargs=AUTOINCREMENT) as batch:
                batch.alter_column(column, server_default=None)
    op.add_column("response", sa.Column("sentences_at", sa.DateTime(timezone=True), nullable=True))
    talk = sa.text("state = 'closed' AND hold = 'talk' AND last_call_at IS NOT NULL")
    op.create_index(
        "ix_scan_talk_last_call_at",
        "scan",
        ["last_call_at"],
        sqlite_where=talk,
        postgresql_where=talk,
    )

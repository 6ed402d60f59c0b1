"""Run by Alembic: migrates over the connection that `storage.schema` made."""

from alembic import context

from storage.tables import metadata

# SQLite changes a table by rebuilding it, which is what a batch does.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

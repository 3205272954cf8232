"""What Alembic runs: the caller's connection and transaction, nothing of its own."""

from alembic import context

from incidents.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()

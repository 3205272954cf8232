"""The first tables, and the triggers that keep the log append-only."""

from alembic import op

from incidents.store.guards import GUARDS
from incidents.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind()
    metadata.create_all(connection)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)

"""An upload's columns are kept once, and its rows stand in fewer indexes."""

import sqlalchemy as sa
from alembic import op

from incidents.store import schema

revision = "0003"
down_revision = "0002"

#: Indexes that go, or come back over fewer rows.
_GONE = {
    "incident": ("ix_incident_parent", "ix_incident_import", "ix_incident_day"),
    "claim": ("ix_claim_report",),
}


def upgrade() -> None:
    """Change what a ledger made before it has; a new one has it so."""
    connection = op.get_bind()
    seen = sa.inspect(connection)
    if "columns" in {c["name"] for c in seen.get_columns("import")}:
        return
    op.add_column("import", sa.Column("columns", sa.Text, nullable=True))
    for name, indexes in _GONE.items():
        for index in indexes:
            op.drop_index(index, table_name=name)
    for table in (schema.incident, schema.claim):
        standing = {i["name"] for i in sa.inspect(connection).get_indexes(table.name)}
        for made in table.indexes:
            if made.name not in standing:
                made.create(connection)

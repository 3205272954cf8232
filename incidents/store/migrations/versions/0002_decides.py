"""A revision may say which question of the review page it decides."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column where a ledger was made before it."""
    known = {c["name"] for c in sa.inspect(op.get_bind()).get_columns("revision")}
    if "decides" not in known:
        op.add_column("revision", sa.Column("decides", sa.Text, nullable=True))

"""The ledger's schema, step by step. Alembic runs from here; there is no ini file."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

HERE = Path(__file__).parent


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", HERE.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Give the version this program writes."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("no migrations are installed; the installation is not whole")
    return head


def known() -> frozenset[str]:
    """Give every version this program can read or bring up to date."""
    return frozenset(s.revision for s in ScriptDirectory.from_config(_config()).walk_revisions())


def present(connection: sa.Connection) -> str | None:
    """Give the version of a database, ``None`` for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: sa.Connection) -> None:
    """Bring a database to the newest version inside the caller's transaction."""
    command.upgrade(_config(connection), "head")

"""The ledger's schema, step by step. Alembic runs from here; there is no ini file.

It is loaded where there is something to do: most starts find the newest version.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incidents.errors import StoreError
from incidents.store.connect import VARIABLE, sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

HERE = Path(__file__).parent
#: The version this program writes; a test holds it equal to the last step.
NEWEST = "0003"


def _config(connection: sa.Connection | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - loaded where there is something to do

    config = Config()
    config.set_main_option("script_location", HERE.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _steps() -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    return ScriptDirectory.from_config(_config())


def last() -> str | None:
    """Give the version of the last step that is installed."""
    return _steps().get_current_head()


def known() -> frozenset[str]:
    """Give every version this program can read or bring up to date."""
    return frozenset(s.revision for s in _steps().walk_revisions())


def present(connection: sa.Connection) -> str | None:
    """Give the version of a database, ``None`` for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def upgrade(connection: sa.Connection) -> None:
    """Bring a database to the newest version inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(_config(connection), "head")


def bring_up_to_date(engine: sa.Engine) -> None:
    """Bring a ledger to the newest version.

    Raises:
        StoreError: it is of a version newer than this program.
    """
    with engine.execution_options(write=True).begin() as connection:
        version = present(connection)
        if version == NEWEST:
            return
        if version is not None and version not in known():
            where = sqlite_path(engine.url) or VARIABLE
            raise StoreError(
                f"{where}: the ledger is of version {version!r}, newer than this program; "
                "update the program, or restore a backup made with this one"
            )
        upgrade(connection)

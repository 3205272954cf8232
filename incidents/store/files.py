"""Backup, restore, soundness and scrubbing of the ledger's file.

On PostgreSQL the server's own tools do this (``pg_dump``, ``pg_restore``); asking here says so.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from incidents.errors import StoreError
from incidents.store import migrations, schema
from incidents.store.connect import sqlite_path


def backup(engine: sa.Engine, path: Path) -> Path:
    """Write a consistent copy while others read and write; replaces ``path`` only when whole."""
    _sqlite_only(engine, "backup", "pg_dump")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as target:
            _copy_into(engine, target)
            target.execute("PRAGMA journal_mode = DELETE")
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"{path}: the backup cannot be written ({error}); choose another place"
        ) from error
    return path


def _copy_into(engine: sa.Engine, target: sqlite3.Connection) -> None:
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise StoreError("the ledger is no SQLite file")
        source.backup(target)
    finally:
        raw.close()


def restore(engine: sa.Engine, path: Path) -> None:
    """Prove a backup sound, then replace the ledger's content by it in one step."""
    _sqlite_only(engine, "restore", "pg_restore")
    if not path.is_file():
        raise StoreError(f"{path}: there is no such backup; give the path of one")
    _prove(path)
    raw = engine.raw_connection()
    try:
        target = raw.driver_connection
        if not isinstance(target, sqlite3.Connection):
            raise StoreError("the ledger is no SQLite file")
        with _fitting(path, target) as source:
            source.backup(target)
    finally:
        raw.close()
    engine.dispose()


@contextmanager
def _fitting(path: Path, target: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The backup with pages as large as the ledger's: SQLite copies pages and changes none."""
    size = target.execute("PRAGMA page_size").fetchone()[0]
    with closing(_opened(path)) as source:
        if source.execute("PRAGMA page_size").fetchone()[0] == size:
            yield source
            return
        with TemporaryDirectory(dir=_folder_of(target)) as folder:
            other = Path(folder) / "restoring.sqlite"
            source.execute(f"PRAGMA page_size = {size}")
            source.execute("VACUUM INTO ?", (str(other),))
            with closing(_opened(other)) as resized:
                yield resized


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _folder_of(target: sqlite3.Connection) -> Path:
    """Where the ledger's file is: what is large enough for it holds the copy too."""
    return Path(target.execute("PRAGMA database_list").fetchone()[2]).parent


def _prove(path: Path) -> None:
    """Raise StoreError unless the file is a sound ledger this program can read."""
    try:
        with closing(_opened(path)) as found:
            sound = found.execute("PRAGMA integrity_check").fetchone()[0]
            version = found.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: this is no sound backup of a ledger ({error}); nothing was replaced"
        ) from error
    if sound != "ok":
        raise StoreError(f"{path}: the backup is damaged ({sound}); nothing was replaced")
    if version is None or version[0] not in migrations.known():
        raise StoreError(
            f"{path}: the backup is of a version this program does not know; update the program"
        )


def _sqlite_only(engine: sa.Engine, deed: str, tool: str) -> None:
    if sqlite_path(engine.url) is None:
        raise StoreError(f"{deed}: the ledger is on PostgreSQL; use {tool} on the server")


def scrub(engine: sa.Engine) -> None:
    """Make sure that destroyed words are in no page and no journal of the file.

    ``secure_delete`` overwrote the pages; the write-ahead log still has their old content
    until it is truncated, and free space is given back by VACUUM.
    """
    autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")
    if sqlite_path(engine.url) is None:
        with autocommit.connect() as connection:
            for table in (schema.report, schema.claim, schema.incident, schema.change):
                connection.exec_driver_sql(f'VACUUM "{table.name}"')
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = next(iter(cursor.fetchall()), (0,))[0]
        cursor.close()
    finally:
        raw.close()
    if busy:
        raise StoreError(
            f"{sqlite_path(engine.url)}: the words are destroyed, but the journal beside the file "
            "is still in use; close other programs and run `incidents doctor`"
        )


def check(connection: sa.Connection) -> list[str]:
    """Look for damage."""
    found = []
    path = sqlite_path(connection.engine.url)
    if path is not None:
        rows = connection.exec_driver_sql("PRAGMA integrity_check").fetchall()
        found += [f"{path}: {r[0]}" for r in rows if r[0] != "ok"]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        found += [f"{path}: a row of {r[0]} points to a missing {r[2]}" for r in broken]
        if not os.access(path, os.W_OK):
            found.append(f"{path}: the file may not be written")
    found += _log_findings(connection)
    return found


def _log_findings(connection: sa.Connection) -> list[str]:
    number = schema.revision.c.number
    count, last = connection.execute(sa.select(sa.func.count(number), sa.func.max(number))).one()
    if count != (last or 0):
        return [f"the log has {count} revisions but the last is number {last}: some are missing"]
    if connection.execute(sa.select(schema.redaction_pass)).first() is not None:
        return ["a redaction was left open: the log is not protected; restore a backup"]
    return []

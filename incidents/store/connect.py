"""Opens the ledger's database: SQLite in one file, or PostgreSQL.

Every failure of the database becomes a `StoreError` or `Unavailable` that names the file or
``INCIDENTS_DATABASE_URL`` and says what to do. SQLite runs in WAL mode with
``synchronous=FULL`` (a power cut loses no acknowledged commit) and ``secure_delete`` (what is
redacted is overwritten in the file, not only unlinked).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, make_url

from incidents.errors import StoreError, Unavailable

VARIABLE = "INCIDENTS_DATABASE_URL"
#: Size of a new file's pages. A row of an upload takes 800 bytes: on SQLite's usual 4,096 a fifth
#: of a page stays empty, and an import takes a fifth longer.
PAGE_BYTES = 16_384
#: How long a writer waits for another process's transaction, in milliseconds.
BUSY_MS = 15_000


def read_url(url: str) -> URL:
    """Read a database URL; StoreError if it is none or names a database we do not speak."""
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise StoreError(
            f"{VARIABLE} is {url!r}, which is no database URL; give "
            "sqlite:///path/to/ledger.sqlite or postgresql://user@host/name"
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError(
                f"{VARIABLE} is {url!r}: the ledger needs a file; give sqlite:///path/to/file"
            )
        return parsed
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(
        f"{VARIABLE} names {backend!r}; the ledger runs on sqlite:///path or postgresql://host/name"
    )


def shown(url: URL) -> str:
    """How a message names the database: its path, or the URL without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{VARIABLE}={url.render_as_string(hide_password=True)}"


def sqlite_path(url: URL) -> Path | None:
    """Path of the SQLite file, ``None`` on another database."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def make_engine(url: URL) -> sa.Engine:
    """Make the engine; creates the folder of a new SQLite file and nothing else."""
    path = sqlite_path(url)
    if path is None:
        return _postgres_engine(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path}: the folder cannot be made ({error.strerror}); set INCIDENTS_HOME to a folder "
            "you may write to"
        ) from error
    engine = sa.create_engine(url)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _postgres_engine(url: URL) -> sa.Engine:
    try:
        # pre_ping replaces connections that a restart of the server has cut.
        return sa.create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=5)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{shown(url)}: the PostgreSQL driver is not installed; "
            "run pip install 'incidents[postgres]'"
        ) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    # The driver must not open transactions on its own: _begin does, with the right lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    # Of a new file only; one that stands keeps the size it has.
    cursor.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    # A writer takes the lock at once: two that read first and write later would deadlock.
    options = connection.get_execution_options()
    write = options.get("write", False)
    if write:
        # Only outside a transaction, so each writer says it anew; see `Ledger.bulk_load`.
        wanted = "ON" if options.get("references", True) else "OFF"
        connection.exec_driver_sql(f"PRAGMA foreign_keys = {wanted}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def side_by_side(engine: sa.Engine) -> Iterator[tuple[sa.Connection, ...]]:
    """One view of the database in two connections; in one alone where two cannot be had.

    That is on a server, and where something was committed between the two.
    """
    if sqlite_path(engine.url) is None:
        with engine.begin() as only:
            yield (only,)
        return
    with engine.connect() as second:
        before = _data_version(second)
        second.rollback()
        with engine.begin() as first:
            first.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").all()  # the view begins
            yield (first, second) if _data_version(second) == before else (first,)


def _data_version(connection: sa.Connection) -> int:
    """SQLite's number that changes when another connection has committed anything."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn what the database raises into our errors."""
    try:
        yield
    except exc.IntegrityError as error:
        raise StoreError(
            f"{shown(url)}: the database refused a row that breaks its rules ({error.orig}); "
            "nothing was saved"
        ) from error
    except exc.OperationalError as error:
        raise _operational(url, error) from error
    except (exc.DatabaseError, sqlite3.DatabaseError) as error:
        cause = getattr(error, "orig", error)
        raise StoreError(
            f"{shown(url)}: the database cannot be read ({cause}); it is damaged or no ledger. "
            "Restore a backup with `incidents restore FILE`, or move the file away to start anew"
        ) from error


def _operational(url: URL, error: exc.OperationalError) -> StoreError | Unavailable:
    name, words = shown(url), str(error.orig)
    if sqlite_path(url) is None:
        return Unavailable(
            f"{name}: the server does not answer ({words.strip()}); start it or mend the variable"
        )
    if "locked" in words:
        return StoreError(f"{name}: another program holds the ledger; try again in a moment")
    if "full" in words:
        return StoreError(f"{name}: no room on the disk; free some and try again (nothing is lost)")
    if "readonly" in words:
        return StoreError(
            f"{name}: the file or its folder may not be written; mend its permissions"
        )
    return StoreError(
        f"{name}: the ledger cannot be opened ({words}); check that the path exists and may be "
        "read and written, or set INCIDENTS_HOME or INCIDENTS_DATABASE_URL"
    )

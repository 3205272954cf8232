"""How the mirror keeps up: open or replace the file, catch up by revision, or build anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import sqlalchemy as sa

from incidents.store import engine, reading
from incidents.store.columns import LAYOUT
from incidents.store.ledger import Ledger
from incidents.store.loading import Progress, build, forget_import, refresh
from incidents.store.writing import last_number

#: More changed incidents than this are quicker to build anew than to follow.
MANY = 20_000


def open_file(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Open the mirror's file; one that cannot be used is replaced, one in use is left alone."""
    database = _try(path)
    if database is None and path is not None:
        if not _in_use(path):
            remove_file(path)
            database = _try(path)
        if database is None:
            database = engine.connect(None)
            engine.make_tables(database)
    if database is None:
        raise LookupError("DuckDB does not open in memory")
    return database


def remove_file(path: Path) -> None:
    """Remove a mirror's file and its journal."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def must_forget(ledger: Ledger, database: duckdb.DuckDBPyConnection) -> bool:
    """Whether words were destroyed since the mirror last followed."""
    number = engine.rows(database, "SELECT revision FROM meta")[0]["revision"]
    if number == 0:
        return False
    with ledger.reading() as source:
        return last_number(source) > number and reading.destroyed(source, number)


def _try(path: Path | None) -> duckdb.DuckDBPyConnection | None:
    try:
        database = engine.connect(path)
    except (duckdb.Error, OSError):
        return None
    if path is not None and not _is_whole(database, path):
        database.close()
        return None
    try:
        if _layout(database) != LAYOUT:
            engine.drop_tables(database)
            engine.make_tables(database)
    except duckdb.Error:
        database.close()
        return None
    return database


def _is_whole(database: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether every block is there; DuckDB notices a missing one only when it reads it."""
    try:
        found = engine.rows(database, "SELECT total_blocks, block_size FROM pragma_database_size()")
    except duckdb.Error:
        return False
    blocks = found[0]["total_blocks"] * found[0]["block_size"]
    return bool(path.stat().st_size >= blocks)


def _in_use(path: Path) -> bool:
    """Whether another process holds the file: DuckDB says so when asked to open it."""
    try:
        engine.connect(path).close()
    except duckdb.IOException as error:
        return "lock" in str(error).lower()
    except duckdb.Error:
        return False
    return False


def _layout(database: duckdb.DuckDBPyConnection) -> str | None:
    try:
        found = database.execute("SELECT layout FROM meta").fetchone()
    except duckdb.CatalogException:
        return None
    return found[0] if found else None


def follow(
    ledger: Ledger,
    database: duckdb.DuckDBPyConnection,
    progress: Progress | None,
    few: int = 0,
) -> int:
    """Catch up in one transaction; readers see the old or the new state, nothing between."""
    cursor = database.cursor()
    ((mirrored, stamp),) = cursor.execute("SELECT revision, stamp FROM meta").fetchall()
    number = int(mirrored)
    with ledger.reading() as source:
        newest = last_number(source)
        same = reading.stamp(source, number) == stamp
        if same and newest == number:
            return number
        with _all_or_nothing(cursor):
            done = same and number > 0 and _caught_up(source, cursor, number, few)
            if done:
                _mark(source, cursor, newest)
    if not done:
        with ledger.reading_side_by_side() as sources, _all_or_nothing(cursor):
            newest = last_number(sources[0])
            build(sources, cursor, progress, few)
            _mark(sources[0], cursor, newest)
    _checkpoint(cursor)
    cursor.close()
    return newest


def _caught_up(
    source: sa.Connection, cursor: duckdb.DuckDBPyConnection, number: int, few: int
) -> bool:
    """Take over what changed since; False where building anew is quicker, or must be."""
    if reading.many_touched(source, number, MANY):
        return False
    feed = reading.changes_since(source, number)
    if feed.destroyed or len(feed.incidents) > MANY:
        return False
    cursor.execute("BEGIN")
    for import_id in feed.imports_gone:
        forget_import(cursor, import_id)
    if feed.incidents:
        refresh(source, cursor, feed.incidents, few)
    return True


def _checkpoint(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the journal into the file, so that the next start has nothing to replay."""
    try:
        cursor.execute("CHECKPOINT")
    except duckdb.TransactionException:
        # Somebody is asking; closing the file does the same later.
        return


def _mark(source: sa.Connection, cursor: duckdb.DuckDBPyConnection, newest: int) -> None:
    """Say which revision is mirrored, and show it."""
    cursor.execute(
        "UPDATE meta SET revision = ?, stamp = ?", [newest, reading.stamp(source, newest)]
    )
    cursor.execute("COMMIT")


@contextmanager
def _all_or_nothing(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _roll_back(cursor)
        raise


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Take back what is open; a build opens its transaction only at its end."""
    try:
        cursor.execute("ROLLBACK")
    except duckdb.TransactionException:
        return

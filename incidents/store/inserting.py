"""Very many rows into one table, as fast as each database takes them with every rule checked.

SQLite builds the list of an ``IN (...)`` rule anew for every statement, which is more than half
of what a single-row INSERT costs: so one statement carries many rows. PostgreSQL has COPY. The
table's constraints hold for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa

#: Rows per statement; with a table's 40 columns well below SQLite's 32,766 parameters.
ROWS = 50
#: Pages SQLite keeps while it writes an import, in KiB: the indexes of a million rows fit.
CACHE_KIB = 65_536


def insert_many(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    shared: Mapping[str, Any],
) -> None:
    """Insert rows inside the caller's transaction.

    Args:
        connection: holds the transaction.
        table: where they go.
        columns: what the rows' values are, in order.
        rows: the rows.
        shared: columns that are the same in all of them; what neither names is null.
    """
    if not rows:
        return
    names = (*columns, *shared)
    if connection.dialect.name == "postgresql":
        _copy(connection, table.name, names, rows, tuple(shared.values()))
        return
    for some, size in _parts_of(rows):
        flat = [(*chain.from_iterable(part), *shared.values()) for part in some]
        connection.exec_driver_sql(_statement(table.name, names, len(columns), size), flat)


def _parts_of(
    rows: Sequence[Sequence[Any]],
) -> Iterator[tuple[list[Sequence[Sequence[Any]]], int]]:
    """Whole groups of `ROWS`, then what is left; each list with the size of its groups."""
    whole = len(rows) - len(rows) % ROWS
    if whole:
        yield [rows[at : at + ROWS] for at in range(0, whole, ROWS)], ROWS
    if whole < len(rows):
        yield [rows[whole:]], len(rows) - whole


@lru_cache(maxsize=256)
def _statement(table: str, names: tuple[str, ...], own: int, rows: int) -> str:
    # Parameters are numbered, so that what is shared is given once for all rows.
    shared = [f"?{rows * own + i}" for i in range(1, len(names) - own + 1)]
    values = (
        ", ".join([*(f"?{row * own + i}" for i in range(1, own + 1)), *shared])
        for row in range(rows)
    )
    listed = ", ".join(f'"{n}"' for n in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES {", ".join(f"({v})" for v in values)}'  # noqa: S608 - names of our own schema


def _copy(
    connection: sa.Connection,
    table: str,
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    shared: tuple[Any, ...],
) -> None:
    driver: Any = connection.connection.driver_connection
    listed = ", ".join(f'"{n}"' for n in names)
    errors: Any = connection.dialect.loaded_dbapi
    try:
        with (
            driver.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row((*row, *shared))
    except errors.Error as error:
        raise sa.exc.DBAPIError.instance(None, None, error, errors.Error) from error


def roomy(connection: sa.Connection) -> None:
    """Let SQLite keep more pages while it writes much; forgotten with the connection."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")

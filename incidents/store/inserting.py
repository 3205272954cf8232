"""Very many rows into one table, as fast as each database takes them with every rule checked.

SQLite gets one statement for a block of rows, in which what they share stands as a constant: the
driver hands over a third of the columns and no unknowns. PostgreSQL has COPY. The table's
constraints hold for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from incidents.store.blocks import Block, Value, block_of

#: Rows whose shared columns are looked for together.
ROWS = 2_000
#: Characters of a text that is written into a statement.
LONGEST_WRITTEN = 1_000
#: Pages SQLite keeps while it writes an import, in KiB: the indexes of a million rows fit.
CACHE_KIB = 65_536


def insert_many(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]] | Block,
    shared: Mapping[str, Value],
) -> None:
    """Insert rows inside the caller's transaction.

    Args:
        connection: holds the transaction.
        table: where they go.
        columns: what the rows' values are, in order.
        rows: the rows, or a block of them.
        shared: columns that are the same in all of them; what neither names is null.
    """
    if connection.dialect.name == "postgresql":
        whole = rows.whole(columns) if isinstance(rows, Block) else rows
        names = (*columns, *shared)
        if whole:
            _copy(connection, table.name, names, whole, tuple(shared.values()))
        return
    if isinstance(rows, Block):
        _insert(connection, table.name, rows, shared)
        return
    for begin in range(0, len(rows), ROWS):
        block = block_of(columns, rows[begin : begin + ROWS])
        _insert(connection, table.name, block, shared)


def _insert(
    connection: sa.Connection, table: str, block: Block, shared: Mapping[str, Value]
) -> None:
    if not block.size:
        return
    constant = {k: v for k, v in (block.fixed | dict(shared)).items() if v is not None}
    bound = {k: v for k, v in constant.items() if not _can_be_written(v)}
    written = {k: _written(v) for k, v in constant.items() if k not in bound}
    marks = ["nullif(?, '')" if name in block.gaps else "?" for name in block.names]
    names = ", ".join(f'"{n}"' for n in (*block.names, *bound, *written))
    values = ", ".join((*marks, *("?" for _ in bound), *written.values()))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - names of our own schema, constants escaped
    rows = [row + tuple(bound.values()) for row in block.rows] if bound else block.rows
    # Percent signs are safe: SQLite's driver takes question marks only.
    connection.exec_driver_sql(sql, rows)


def _can_be_written(value: Value) -> bool:
    """Whether it stands in a statement as exactly itself; of floats the driver is sure.

    A long text does not: how long a statement may be is for whoever built SQLite to say.
    """
    if isinstance(value, str):
        return len(value) <= LONGEST_WRITTEN and "\0" not in value
    return isinstance(value, int)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(int(value or 0))


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


@contextmanager
def hasty(connection: sa.Connection) -> Iterator[None]:
    """Delete very many rows within: SQLite does not write over the pages that they leave.

    What a redaction destroys is written over, as `incidents.store.connect` has it; rows of an
    upload that is taken back still stand in the file that was uploaded.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    roomy(connection)
    connection.exec_driver_sql("PRAGMA secure_delete = FAST")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")

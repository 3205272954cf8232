"""The DuckDB behind the mirror: opening, tables, the public view, and running expressions.

Expressions are compiled by Ibis and run on a cursor of the calling thread, so that many
threads can ask at once. No DuckDB extension is loaded and none is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
from sqlglot import exp

from incidents.store.columns import LAYOUT, SCHEMA, ddl
from incidents.store.public_rows import VIEW, public_rows

_SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}


_NAMES = ", ".join(f'"{name}"' for name in SCHEMA)
#: Dialects that sqlglot knows by another name than Ibis.
_GLOT = {"pyspark": "spark"}


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Open a database with nothing foreign allowed; raises duckdb.Error if it cannot be read."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(str(path) if path else ":memory:", config=_SAFE)


def make_tables(database: duckdb.DuckDBPyConnection) -> None:
    """Make an empty mirror."""
    database.execute(ddl("incident"))
    database.execute("CREATE TABLE meta (layout VARCHAR, revision BIGINT, stamp VARCHAR)")
    database.execute("INSERT INTO meta VALUES (?, 0, '')", [LAYOUT])
    database.execute(public_view())


def drop_tables(database: duckdb.DuckDBPyConnection) -> None:
    """Forget everything."""
    database.execute("DROP VIEW IF EXISTS public_incident")
    for name in ("incident", "meta"):
        database.execute(f"DROP TABLE IF EXISTS {name}")


def public_view(dialect: str = "duckdb") -> str:
    """SQL that makes the view of what the public may know."""
    return f"CREATE VIEW {VIEW} AS {sql_of(public_rows(), dialect)}"


def sql_of(question: ir.Table, dialect: str = "duckdb") -> str:
    """SQL of an expression as an engine speaks it."""
    return str(ibis.to_sql(question, dialect=dialect))


def literal(text: str, dialect: str) -> str:
    """A text as an engine writes it in SQL, escaped."""
    return str(exp.Literal.string(text).sql(dialect=_GLOT.get(dialect, dialect)))


def rows(
    database: duckdb.DuckDBPyConnection, sql: str, given: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """Run a statement on a cursor of its own and give the rows."""
    cursor = database.cursor()
    try:
        cursor.execute(sql, list(given))
        names = [d[0] for d in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        cursor.close()


def batches(
    database: duckdb.DuckDBPyConnection, ids: Sequence[str] | None, size: int
) -> Iterator[pa.RecordBatch]:
    """All rows, or those of some incidents, in batches of at most ``size``."""
    where = "" if ids is None else " WHERE incident_id IN (SELECT unnest($1))"
    cursor = database.cursor()
    try:
        found = cursor.sql(
            f"SELECT {_NAMES} FROM incident{where}",  # noqa: S608 - constants
            params=[] if ids is None else [list(ids)],
        )
        yield from found.to_arrow_reader(size)
    finally:
        cursor.close()


def month_table(database: duckdb.DuckDBPyConnection, month_of: str, month: str) -> pa.Table:
    """The rows of a month as Arrow, in order of day and id."""
    cursor = database.cursor()
    try:
        found = cursor.sql(
            f"SELECT {_NAMES} FROM incident WHERE {month_of} = $1 ORDER BY day_start, incident_id",  # noqa: S608 - constants
            params=[month],
        )
        return found.to_arrow_table()
    finally:
        cursor.close()


def size_bytes(database: duckdb.DuckDBPyConnection) -> int:
    """Bytes the engine's memory holds now."""
    cursor = database.cursor()
    found = cursor.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()
    return int(found[0] or 0) if found else 0

"""The DuckDB behind the mirror: opening, tables, the public view, and running expressions.

Expressions are compiled by Ibis and run on a cursor of the calling thread, so that many
threads can ask at once. No DuckDB extension is loaded and none is looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
from sqlglot import exp

from incidents.store.columns import (
    LAYOUT,
    SCHEMA,
    SQL_TYPES,
    UNSTATED,
    ddl,
    measure_of,
    stored,
    view,
)
from incidents.store.public_rows import VIEW, public_rows
from incidents.store.steps import Staged

_SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}


_NAMES = ", ".join(f'"{name}"' for name in SCHEMA)
#: Dialects that sqlglot knows by another name than Ibis.
_GLOT = {"pyspark": "spark"}
#: Dialects that write names between backticks.
_BACKTICKS = frozenset({"pyspark", "bigquery"})


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Open a database with nothing foreign allowed; raises duckdb.Error if it cannot be read."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(str(path) if path else ":memory:", config=_SAFE)


def make_tables(database: duckdb.DuckDBPyConnection) -> None:
    """Make an empty mirror."""
    database.execute(ddl("stored", stored(())))
    database.execute("CREATE TABLE meta (layout VARCHAR, revision BIGINT, stamp VARCHAR)")
    database.execute("INSERT INTO meta VALUES (?, 0, '')", [LAYOUT])
    make_views(database, ())


def make_views(database: duckdb.DuckDBPyConnection, measures: Collection[str]) -> None:
    """Make the views over a table that stores these measures."""
    database.execute(view(measures))
    database.execute(public_view())


def present(database: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The measures that the table stores: every one that any row states."""
    # On this very connection: inside a transaction another one would not see what is new.
    found = database.execute("SELECT * FROM stored LIMIT 0").description or []
    database.fetchall()
    return frozenset(m for column in found if (m := measure_of(column[0])) is not None)


def widen(database: duckdb.DuckDBPyConnection, measures: Collection[str]) -> None:
    """Make room for measures that no row stated yet."""
    known = present(database)
    new = sorted(set(measures) - known)
    if not new:
        return
    for name, kind in stored(new).items():
        measure = measure_of(name)
        if measure is None:
            continue
        database.execute(f'ALTER TABLE stored ADD COLUMN "{name}" {SQL_TYPES[kind]}')
        part = name.removeprefix(f"{measure}_")
        if part in UNSTATED:
            database.execute(f'UPDATE stored SET "{name}" = {UNSTATED[part]}')  # noqa: S608 - a column
    make_views(database, known | set(new))


def drop_tables(database: duckdb.DuckDBPyConnection) -> None:
    """Forget everything."""
    found = rows(
        database, "SELECT table_name AS n, table_type AS kind FROM information_schema.tables"
    )
    for row in sorted(found, key=lambda r: str(r["kind"]), reverse=True):
        kind = "VIEW" if row["kind"] == "VIEW" else "TABLE"
        database.execute(f'DROP {kind} IF EXISTS "{row["n"]}"')


def public_view(dialect: str = "duckdb") -> str:
    """SQL that makes the view of what the public may know."""
    return f"CREATE OR REPLACE VIEW {VIEW} AS {sql_of(public_rows(), dialect)}"


def sql_of(question: ir.Table, dialect: str = "duckdb") -> str:
    """SQL of an expression as an engine speaks it."""
    return str(ibis.to_sql(question, dialect=dialect))


def staged_sql(question: Staged, dialect: str = "duckdb") -> str:
    """SQL of an expression in steps."""
    parts = [f"{name} AS ({sql_of(step, dialect)})" for name, step in question.steps]
    last = sql_of(question.last, dialect)
    if not parts:
        return last
    rest = f", {last[5:]}" if last.startswith("WITH ") else f" {last}"
    return f"WITH {', '.join(parts)}{rest}"


def literal(text: str, dialect: str) -> str:
    """A text as an engine writes it in SQL, escaped."""
    return str(exp.Literal.string(text).sql(dialect=_GLOT.get(dialect, dialect)))


def name(column: str, dialect: str) -> str:
    """A column's name as an engine writes it in SQL."""
    return f"{quote(dialect)}{column}{quote(dialect)}"


def quote(dialect: str) -> str:
    """What stands around a name in an engine's SQL."""
    return "`" if dialect in _BACKTICKS else '"'


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

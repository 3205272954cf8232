"""The DuckDB behind the mirror: opening, tables, the public view, and running expressions.

Expressions are compiled by Ibis and run on a cursor of the calling thread, so that many
threads can ask at once. No DuckDB extension is loaded and none is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import Precision, Sensitivity
from incidents.store.columns import LAYOUT, SCHEMA, ddl
from incidents.store.publicity import HIDDEN_SETS

_SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}


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


def public_view() -> str:
    """SQL of what the public may know; `incidents.store.publicity` says the same on values."""
    marked = f"sensitivity = '{Sensitivity.COARSEN.value}'"
    coarse = f"({marked} AND precision IN ({_finer()}))"
    names = ", ".join(f'{_public(n, coarse, marked)} AS "{n}"' for n in SCHEMA)
    hidden = ", ".join(f"'{d}'" for d in HIDDEN_SETS)
    where = f"sensitivity <> '{Sensitivity.WITHHOLD.value}' AND dataset_id NOT IN ({hidden})"
    return f"CREATE VIEW public_incident AS SELECT {names} FROM incident WHERE {where}"  # noqa: S608 - constants


_WHEN_COARSE = {
    "lat": "coarse_lat",
    "lon": "coarse_lon",
    "cell": "coarse_cell",
    "precision": f"'{Precision.SETTLEMENT.value}'",
    "place_name": "adm2",
    "title": "NULL",
    "place_id": "NULL",
    "extent_km": "NULL",
    "label": "coalesce(adm2, 'place coarsened')",
    "haystack": "lower(coalesce(adm2, ''))",
}


def _finer() -> str:
    """Precisions finer than a settlement, as a list in SQL."""
    finer = [p.value for p in Precision if Precision.SETTLEMENT.coarser_than(p)]
    return ", ".join(f"'{p}'" for p in finer)


def _public(name: str, coarse: str, marked: str) -> str:
    if name.startswith("chart_") and name not in ("chart_id", "chart_size", "chart_skip"):
        return _public_chart(name, marked)
    if name in _WHEN_COARSE:
        return f'CASE WHEN {coarse} THEN {_WHEN_COARSE[name]} ELSE "{name}" END'
    return f'"{name}"'


def _public_chart(name: str, marked: str) -> str:
    # The chart counts a sensitive site under its city; a lone one under its district.
    exact = f"({marked} AND incident_id = chart_id AND chart_precision IN ({_finer()}))"
    then = {
        "chart_label": "coalesce(adm2, 'place coarsened')",
        "chart_place_id": "NULL",
        "chart_precision": f"'{Precision.SETTLEMENT.value}'",
    }[name]
    return f'CASE WHEN {exact} THEN {then} ELSE "{name}" END'


def sql_of(question: ir.Table) -> str:
    """SQL of an expression as this engine speaks it."""
    return str(ibis.to_sql(question, dialect="duckdb"))


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


def size_bytes(database: duckdb.DuckDBPyConnection) -> int:
    """Bytes the engine's memory holds now."""
    cursor = database.cursor()
    found = cursor.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()
    return int(found[0] or 0) if found else 0


def states(database: duckdb.DuckDBPyConnection, measure: str) -> bool:
    """Whether any row states a figure of the measure."""
    stated = " OR ".join(f'"{measure}_{part}" IS NOT NULL' for part in ("low", "best", "high"))
    return bool(rows(database, f"SELECT 1 FROM incident WHERE {stated} LIMIT 1"))  # noqa: S608 - a column

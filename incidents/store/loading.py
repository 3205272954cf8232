"""Fills the mirror from the ledger: everything at once, or the trees of what has changed.

Both ways run the same statements over staged rows; a cold build stages all, a follow-up only
the trees that hold a changed incident. Text is folded and points are coarsened in Python while
rows stream by; the plain figures are pivoted by the engine; knots by `incidents.store.knots`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa

from incidents.model import TOLL_MEASURES
from incidents.store import reading, schema
from incidents.store.columns import SCHEMA
from incidents.store.knots import knot_rows
from incidents.store.rows import claim_value, incident_value
from incidents.store.staging import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    STAGE_CLAIM,
    STAGE_INCIDENT,
    batches,
    claim_table,
    incident_table,
)

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]


def build(
    source: sa.Connection, target: duckdb.DuckDBPyConnection, progress: Progress | None = None
) -> None:
    """Fill an empty mirror with everything."""
    _make_stage(target)
    total = source.execute(sa.select(sa.func.count()).select_from(schema.incident)).scalar() or 0
    done = 0
    for table in _staged(source, None):
        _append(target, table)
        if "day_start" in table.column_names:
            done += table.num_rows
            if progress is not None:
                progress(done, total)
    _finish(source, target)


def refresh(
    source: sa.Connection, target: duckdb.DuckDBPyConnection, changed: Iterable[str]
) -> None:
    """Bring the trees of the changed incidents up to date."""
    ids = _whole_trees(source, target, set(changed))
    target.execute("DELETE FROM incident WHERE incident_id IN (SELECT unnest(?))", [sorted(ids)])
    _make_stage(target)
    for table in _staged(source, sorted(ids)):
        _append(target, table)
    _finish(source, target)


def forget_import(target: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Drop the rows of an import that was taken away."""
    target.execute("DELETE FROM incident WHERE import_id = ?", [import_id])


def _whole_trees(
    source: sa.Connection, target: duckdb.DuckDBPyConnection, ids: set[str]
) -> set[str]:
    """Add everything connected with the ids, as it was mirrored and as it is now."""
    old = target.execute(
        "SELECT incident_id FROM incident WHERE root_id IN "
        "(SELECT root_id FROM incident WHERE incident_id IN (SELECT unnest(?)))",
        [sorted(ids)],
    ).fetchall()
    found = ids | {r[0] for r in old}
    fresh = set(found)
    while fresh:
        near = {p for p in _parents(source, sorted(fresh)) if p is not None}
        near |= {c.incident_id for c in reading.children_of(source, sorted(fresh))}
        fresh = near - found
        found |= fresh
    return found


def _parents(source: sa.Connection, ids: Sequence[str]) -> Iterator[str | None]:
    for row in reading.select_in(source, schema.incident, "incident_id", ids):
        yield row["parent_id"]


def _make_stage(target: duckdb.DuckDBPyConnection) -> None:
    target.execute(f"CREATE OR REPLACE TEMP TABLE stage_incident ({STAGE_INCIDENT})")
    target.execute(f"CREATE OR REPLACE TEMP TABLE stage_claim ({STAGE_CLAIM})")


def _staged(source: sa.Connection, ids: Sequence[str] | None) -> Iterator[pa.Table]:
    for rows in batches(source, schema.incident, INCIDENT_COLUMNS, ids):
        yield incident_table(rows)
    for rows in batches(source, schema.claim, CLAIM_COLUMNS, ids):
        yield claim_table(rows)


def _append(target: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    name = "stage_incident" if "day_start" in table.column_names else "stage_claim"
    target.register("staged", table)
    target.execute(f"INSERT INTO {name} SELECT * FROM staged")  # noqa: S608 - two constant names
    target.unregister("staged")


_KNOTTY = """
    CREATE OR REPLACE TEMP TABLE stage_knot AS
    SELECT incident_id FROM stage_incident WHERE parent_id IS NOT NULL OR placeholder
    UNION SELECT parent_id FROM stage_incident WHERE parent_id IS NOT NULL
    UNION SELECT incident_id FROM stage_claim GROUP BY incident_id, measure HAVING count(*) > 1
    UNION SELECT incident_id FROM stage_claim WHERE increment OR NOT usual
"""


def _finish(source: sa.Connection, target: duckdb.DuckDBPyConnection) -> None:
    target.execute(_KNOTTY)
    rows = target.execute(
        "SELECT k.incident_id FROM stage_knot k JOIN stage_incident USING (incident_id) ORDER BY 1"
    ).fetchall()
    knots = _knots(source, [r[0] for r in rows])
    target.register("knots", knots)
    target.execute("CREATE OR REPLACE TEMP TABLE stage_knots AS SELECT * FROM knots")
    target.unregister("knots")
    target.execute(_insert())
    for name in ("stage_incident", "stage_claim", "stage_knot", "stage_knots"):
        target.execute(f"DROP TABLE {name}")


_KNOT_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "boolean": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "date": pa.date32(),
}


def _knots(source: sa.Connection, ids: Sequence[str]) -> pa.Table:
    incidents = [
        incident_value(r) for r in reading.select_in(source, schema.incident, "incident_id", ids)
    ]
    claims = [claim_value(r) for r in reading.select_in(source, schema.claim, "incident_id", ids)]
    kept = [name for name in SCHEMA if name in _knot_names()]
    fields = pa.schema([(name, _KNOT_TYPES[SCHEMA[name]]) for name in kept])
    return pa.Table.from_pylist(knot_rows(incidents, claims), schema=fields)


def _knot_names() -> frozenset[str]:
    plain = (
        "incident_id root_id chart_id path leaf tree_size chart_size chart_skip chart_label "
        "chart_place_id chart_precision root_day n_incidents n_placeholders n_unplaced"
    )
    parts = ("low", "best", "high", "silent", "inferred", "carried")
    return frozenset(
        {*plain.split(), *(f"{m.value}_{part}" for m in TOLL_MEASURES for part in parts)}
    )


def _insert() -> str:
    """One statement: plain rows, their pivoted figures, and the knots' own over both."""
    columns = ", ".join(f'{_source_of(name)} AS "{name}"' for name in SCHEMA)
    pivots = ", ".join(
        f"max(CASE WHEN measure = '{m.value}' THEN {expression} END) AS \"{m.value}_{part}\""
        for m in TOLL_MEASURES
        for part, expression in (
            ("low", "low"),
            ("best", "best"),
            ("high", "high"),
            ("carried", "carried"),
            ("from", "said_from"),
            ("until", "said_until"),
        )
    )
    return f"""
        INSERT INTO incident
        WITH figures AS (
            SELECT incident_id, {pivots} FROM stage_claim WHERE counting GROUP BY incident_id
        ), words AS (
            SELECT incident_id, string_agg(DISTINCT source, '|' ORDER BY source) AS sources,
                   string_agg(folded, chr(10)) AS quotes, max(age_from) AS fresh_at
            FROM stage_claim GROUP BY incident_id
        )
        SELECT {columns}
        FROM stage_incident i
        LEFT JOIN figures f USING (incident_id)
        LEFT JOIN words w USING (incident_id)
        LEFT JOIN stage_knots k USING (incident_id)
    """  # noqa: S608 - built from this module's constants


_FLAT: dict[str, str] = {
    "root_id": "i.incident_id",
    "chart_id": "i.incident_id",
    "path": "'|' || i.incident_id || '|'",
    "leaf": "true",
    "tree_size": "1",
    "chart_size": "1",
    "chart_skip": "false",
    "chart_label": "coalesce(i.place_name, 'place not named')",
    "chart_place_id": "i.place_id",
    "chart_precision": "i.precision",
    "root_day": "i.day_start",
    "n_incidents": "1",
    "n_placeholders": "0",
    "n_unplaced": "CASE WHEN i.lat IS NULL THEN 1 ELSE 0 END",
}

_OWN: dict[str, str] = {
    "incident_id": "i.incident_id",
    "knotty": "k.incident_id IS NOT NULL",
    "label": "coalesce(i.title, i.place_name, 'place not named')",
    "sources": "'|' || coalesce(w.sources || '|', '')",
    "haystack": "i.haystack || chr(10) || coalesce(w.quotes, '')",
    "fresh_at": "greatest(i.age_from, coalesce(w.fresh_at, i.age_from))",
}


def _source_of(name: str) -> str:
    if name in _OWN:
        return _OWN[name]
    if name in _FLAT:
        # Only a missing knot falls back: a knot's own NULL (a place without id) stays.
        return f"CASE WHEN k.incident_id IS NOT NULL THEN k.{name} ELSE {_FLAT[name]} END"
    measure, _, part = name.rpartition("_")
    if measure not in {m.value for m in TOLL_MEASURES}:
        return f'i."{name}"'
    if part in ("from", "until"):
        return f'f."{name}"'
    flat = f'f."{name}"'
    if part == "silent":
        flat = f'CASE WHEN f."{measure}_from" IS NULL THEN 1 ELSE 0 END'
    elif part == "inferred":
        flat = "false"
    elif part == "carried":
        flat = f'coalesce(f."{name}", false)'
    return f'CASE WHEN k.incident_id IS NOT NULL THEN k."{name}" ELSE {flat} END'

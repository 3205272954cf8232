"""Fills the mirror from the ledger: everything at once, or the trees of what has changed.

Both ways run the same statements over staged rows; a cold build stages all, a follow-up only
the trees that hold a changed incident. What stands alone and shallow trees are worked out by
the engine (`incidents.store.planting`), the rest by the reference (`incidents.store.knots`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa

from incidents.store import engine, planting, reading, schema, staging
from incidents.store.columns import DERIVED, QUIET, SCHEMA, SQL_TYPES, measure_of, stored
from incidents.store.knots import knot_rows
from incidents.store.rows import claim_value, incident_value

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]


def build(
    sources: Sequence[sa.Connection],
    target: duckdb.DuckDBPyConnection,
    progress: Progress | None = None,
    few: int = 0,
) -> None:
    """Put everything in place of what the mirror holds, in one step at the end.

    ``sources``: connections that see the same state of the ledger, each for a thread of its own.
    ``few``: shallow trees with up to so many rows are worked out by the reference.
    """
    counts = [
        sources[0].execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0
        for t in (schema.incident, schema.claim)
    ]
    measures = _staged(sources, target, None, _told(progress, counts), few)
    # A new table is written to the file as it grows; rows added to an old one wait in memory.
    target.execute(f"CREATE OR REPLACE TABLE stored_new AS {_rows(measures)}")
    _drop_stage(target)
    target.execute("BEGIN")
    target.execute("DROP TABLE stored")
    target.execute("ALTER TABLE stored_new RENAME TO stored")
    engine.make_views(target, measures)


def refresh(
    source: sa.Connection,
    target: duckdb.DuckDBPyConnection,
    changed: Iterable[str],
    few: int = 0,
) -> None:
    """Bring the trees of the changed incidents up to date."""
    ids = _whole_trees(source, target, set(changed))
    target.execute("DELETE FROM stored WHERE incident_id IN (SELECT unnest(?))", [sorted(ids)])
    engine.widen(target, _staged([source], target, sorted(ids), lambda _: None, few))
    target.execute(f"INSERT INTO stored BY NAME {_rows(engine.present(target))}")
    _drop_stage(target)


def forget_import(target: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Drop the rows of an import that was taken away."""
    target.execute("DELETE FROM stored WHERE import_id = ?", [import_id])


def _told(progress: Progress | None, counts: Sequence[int]) -> Callable[[int], None]:
    """Reports rows read, claims too, as incidents of all incidents: what a person counts in."""
    total, everything = counts[0], sum(counts)
    done = 0

    def more(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None and everything:
            progress(min(total, done * total // everything), total)

    return more


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
        near |= set(_children(source, sorted(fresh)))
        fresh = near - found
        found |= fresh
    return found


def _parents(source: sa.Connection, ids: Sequence[str]) -> Iterator[str | None]:
    for row in reading.select_in(source, schema.incident, "incident_id", ids):
        yield row["parent_id"]


def _children(source: sa.Connection, ids: Sequence[str]) -> Iterator[str]:
    for row in reading.select_in(source, schema.incident, "parent_id", ids):
        yield row["incident_id"]


def _staged(
    sources: Sequence[sa.Connection],
    target: duckdb.DuckDBPyConnection,
    ids: Sequence[str] | None,
    more: Callable[[int], None],
    few: int,
) -> frozenset[str]:
    """Stage what is to be mirrored; give the measures it states."""
    # The claims go before the incidents come: both at once are half of what a build takes.
    _stage(target, "claim", staging.STAGE_CLAIM, staging.FINISH_CLAIM,
           _gathered(staging.claims(sources, ids), more))  # fmt: skip
    stated = planting.figure(target)
    _unstage(target, "claim")
    _stage(target, "incident", staging.STAGE_INCIDENT, staging.FINISH_INCIDENT,
           _gathered(staging.incidents(sources, ids), more))  # fmt: skip
    planted = planting.plant(target, stated, few)
    target.register("knots", _knots(sources[0], planted))
    target.execute(
        "INSERT INTO stage_knots BY NAME SELECT * FROM knots"
        if planted.by_engine
        else "CREATE OR REPLACE TEMP TABLE stage_knots AS SELECT * FROM knots"
    )
    target.unregister("knots")
    return planted.stated


def _gathered(found: Iterator[pa.Table], more: Callable[[int], None]) -> pa.Table:
    kept = []
    for table in found:
        more(table.num_rows)
        kept.append(table)
    return pa.concat_tables(kept)


def _stage(
    target: duckdb.DuckDBPyConnection, name: str, stage: str, finish: dict[str, str], rows: pa.Table
) -> None:
    """Let the engine see rows as it needs them, without a copy."""
    target.register(f"raw_{name}", rows)
    columns = ", ".join(
        f"{finish.get(n, n)}::{kind} AS {n}" for n, kind in (c.split() for c in stage.split(", "))
    )
    seen = f"SELECT {columns} FROM raw_{name}"  # noqa: S608 - constants
    target.execute(f"CREATE OR REPLACE TEMP VIEW stage_{name} AS {seen}")


def _unstage(target: duckdb.DuckDBPyConnection, name: str) -> None:
    target.execute(f"DROP VIEW stage_{name}")
    target.unregister(f"raw_{name}")


def _drop_stage(target: duckdb.DuckDBPyConnection) -> None:
    for name in planting.TABLES:
        target.execute(f"DROP TABLE IF EXISTS {name}")
    _unstage(target, "incident")


_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "boolean": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "date": pa.date32(),
}


def _knots(source: sa.Connection, planted: planting.Planted) -> pa.Table:
    found = list(reading.select_in(source, schema.incident, "incident_id", planted.left))
    said = reading.select_in(source, schema.claim, "incident_id", planted.left)
    rows = knot_rows([incident_value(r) for r in found], [claim_value(r) for r in said])
    names = (*planting.KNOT_COLUMNS, "shallow")
    fields = pa.schema([(name, _ARROW[SCHEMA[name]]) for name in names])
    for row in rows:
        row["shallow"] = row["incident_id"] in planted.shallow
    return pa.Table.from_pylist(rows, schema=fields)


def _rows(measures: Collection[str]) -> str:
    """SQL of rows of ``stored``: plain columns, pivoted figures, and the knots' own over both.

    Knots stand first: few as they are, a question about trees then reads only the blocks that
    hold them.
    """
    kinds = {name: SQL_TYPES[kind] for name, kind in stored(measures).items()}
    sources = {name: _source_of(name) for name in kinds}
    knots = ", ".join(f'({sources[n]})::{kind} AS "{n}"' for n, kind in kinds.items())
    lone = ", ".join(f"({_OF_KNOT.sub('NULL', sources[n])})::{kind}" for n, kind in kinds.items())
    said = (
        "LEFT JOIN stage_figures f USING (incident_id) LEFT JOIN stage_words w USING (incident_id)"
    )
    return f"""
        SELECT {knots} FROM stage_incident i JOIN stage_knots k USING (incident_id) {said}
        UNION ALL
        SELECT {lone} FROM stage_incident i {said}
        WHERE i.incident_id NOT IN (SELECT incident_id FROM stage_knots)
    """  # noqa: S608 - built from this module's constants


#: A knot's column in what `_source_of` gives: of rows that stand alone there is none.
_OF_KNOT = re.compile(r'\bk\."?\w+"?')
_FLAT: dict[str, str] = {
    "leaf": "NOT i.placeholder",
    "tree_size": "1",
    "chart_size": "1",
    "chart_skip": "false",
    "root_day": "i.day_start",
    "n_incidents": "CASE WHEN i.placeholder THEN 0 ELSE 1 END",
    "n_placeholders": "CASE WHEN i.placeholder THEN 1 ELSE 0 END",
    "n_unplaced": "CASE WHEN i.lat IS NULL AND NOT i.placeholder THEN 1 ELSE 0 END",
}

_OWN: dict[str, str] = {
    "incident_id": "i.incident_id",
    "knotty": "k.incident_id IS NOT NULL",
    "shallow": "coalesce(k.shallow, false)",
    "is_top": "k.incident_id IS NULL OR k.root_id = i.incident_id",
    "is_chart_top": "k.incident_id IS NULL OR k.chart_id = i.incident_id",
    "sources": "'|' || coalesce(w.sources || '|', f.source || '|', '')",
    "haystack": "i.haystack || chr(10) || coalesce(w.quotes, '')",
    "fresh_at": "greatest(i.age_from, coalesce(f.fresh_at, i.age_from))",
    QUIET: f"coalesce(k.{QUIET}, CASE WHEN i.placeholder THEN 0 ELSE 1 END)",
}
#: Parts of a figure that are those of the incident's own claim.
_CLAIMED = {"from": "from", "until": "until", "own_low": "low", "own_best": "best",
            "own_high": "high", "own_carried": "carried"}  # fmt: skip


def _source_of(name: str) -> str:
    if name in _OWN:
        return _OWN[name]
    if name in DERIVED:
        return f"k.{name}"
    if name in _FLAT:
        # Only a missing knot falls back: a knot's own NULL (a place without id) stays.
        return f"CASE WHEN k.incident_id IS NOT NULL THEN k.{name} ELSE {_FLAT[name]} END"
    measure = measure_of(name)
    if measure is None:
        return f'i."{name}"'
    part = name.removeprefix(f"{measure}_")
    if part in _CLAIMED:
        claimed = f'f."{measure}_{_CLAIMED[part]}"'
        # A row with nothing below it has them in its figure already.
        tops = f"CASE WHEN k.tree_size > 1 AND k.root_id = i.incident_id THEN {claimed} END"
        return tops if part.startswith("own") else claimed
    flat = f'f."{name}"'
    if part == "silent":
        flat = f'CASE WHEN f."{measure}_from" IS NULL AND NOT i.placeholder THEN 1 ELSE 0 END'
    elif part == "inferred":
        flat = "false"
    elif part == "stated":
        flat = f'f."{measure}_from" IS NOT NULL'
    elif part == "carried":
        flat = f'coalesce(f."{name}", false)'
    return f'CASE WHEN k.incident_id IS NOT NULL THEN k."{name}" ELSE {flat} END'

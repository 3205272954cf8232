"""Which staged rows form trees, and the columns of the shallow ones, in the engine's own SQL.

A tree is shallow when it is a top with children right below it, all of one data set, none
excluding another, none with rival claims of one measure. Everything else that is part of a tree
or has rival claims is left to the reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import ibis  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES, Precision
from incidents.store import engine
from incidents.store.branches import PARTS, RESULTS, combined, own_columns
from incidents.store.columns import QUIET, SCHEMA, place_key
from incidents.store.steps import Staged, Steps

_MEASURES = tuple(m.value for m in TOLL_MEASURES)
#: Columns of the mirror that a tree's rows do not have from their own row.
_SHAPE = (
    "incident_id root_id chart_id path leaf tree_size chart_size chart_skip chart_label "
    "chart_place_id chart_precision root_day n_incidents n_placeholders n_unplaced"
)
KNOT_COLUMNS = (
    *tuple(_SHAPE.split()),
    QUIET,
    *(f"{m}_{part}" for m in _MEASURES for part in RESULTS),
)
TABLES = ("stage_figures", "stage_words", "stage_rival", "stage_link", "stage_left",
          "stage_branch", "stage_knots")  # fmt: skip
_COARSEST = Precision.ADM1.rank
_FINE = ", ".join(f"'{p.value}'" for p in Precision if p.rank <= _COARSEST)

_SOURCES = {"low": ("low", "BIGINT"), "best": ("best", "BIGINT"), "high": ("high", "BIGINT"),
            "carried": ("carried", "BOOLEAN"), "from": ("said_from", "TIMESTAMP"),
            "until": ("said_until", "TIMESTAMP")}  # fmt: skip


def _figures(stated: frozenset[str]) -> str:
    """The claims of each incident in one row, true of a measure where one of it counts."""
    pivots = ", ".join(
        f"max({source}) FILTER (measure = '{m}' AND counting) AS \"{m}_{part}\""
        if m in stated
        else f'NULL::{kind} AS "{m}_{part}"'
        for m in _MEASURES
        for part, (source, kind) in _SOURCES.items()
    )
    return f"""
        CREATE OR REPLACE TEMP TABLE stage_figures AS
        SELECT incident_id, {pivots}, max(age_from) AS fresh_at, min(source) AS source,
               max(source) AS last_source, count(folded) AS quotes
        FROM stage_claim GROUP BY incident_id
    """  # noqa: S608 - built from constants


#: Where there is more than one source, or words: few, and costly to string together.
_WORDS = """
    CREATE OR REPLACE TEMP TABLE stage_words AS
    SELECT incident_id, string_agg(DISTINCT source, '|' ORDER BY source) AS sources,
           string_agg(folded, chr(10)) AS quotes
    FROM stage_claim WHERE incident_id IN (
        SELECT incident_id FROM stage_figures WHERE source <> last_source OR quotes > 0
    ) GROUP BY incident_id
"""
_RIVAL = """
    CREATE OR REPLACE TEMP TABLE stage_rival AS
    SELECT incident_id FROM stage_claim WHERE counting GROUP BY incident_id, measure
    HAVING count(*) > 1
    UNION SELECT incident_id FROM stage_claim WHERE increment OR NOT usual
"""
#: Every row of a tree with its top; of rows in a loop, which have none, the top stays unknown.
_LINK = """
    CREATE OR REPLACE TEMP TABLE stage_link AS
    WITH RECURSIVE part AS (
        SELECT incident_id, parent_id, dataset_id, excluding FROM stage_incident
        WHERE parent_id IS NOT NULL
           OR incident_id IN (SELECT parent_id FROM stage_incident WHERE parent_id IS NOT NULL)
    ), above(incident_id, top, depth) AS (
        SELECT incident_id, incident_id, 0 FROM part WHERE parent_id IS NULL
        UNION ALL
        SELECT p.incident_id, a.top, a.depth + 1 FROM part p JOIN above a
        ON p.parent_id = a.incident_id
    )
    SELECT p.incident_id, a.top, a.depth, p.dataset_id, p.excluding
    FROM part p LEFT JOIN above a USING (incident_id)
"""
#: What is left to the reference.
_LEFT = """
    CREATE OR REPLACE TEMP TABLE stage_left AS
    WITH twisted AS (
        SELECT top FROM stage_link WHERE top IS NOT NULL GROUP BY top
        HAVING max(depth) > 1 OR bool_or(excluding) OR count(DISTINCT dataset_id) > 1
        UNION SELECT top FROM stage_link JOIN stage_rival USING (incident_id)
    )
    SELECT incident_id FROM stage_link WHERE top IS NULL OR top IN (SELECT top FROM twisted)
    UNION SELECT r.incident_id FROM stage_rival r JOIN stage_incident USING (incident_id)
"""


def _branch(stated: Sequence[str]) -> str:
    """Rows of shallow trees with their own claims and their top's."""
    both = [_side("own", "f", m) for m in stated] + [_side("top", "t", m) for m in stated]
    sides = "".join(f", {side}" for side in both)
    return f"""
        CREATE OR REPLACE TEMP TABLE stage_branch AS
        SELECT l.top, i.incident_id, l.depth = 0 AS is_top, true AS has_top, i.placeholder,
               i.lat IS NOT NULL AS placed{sides}
        FROM stage_link l JOIN stage_incident i USING (incident_id)
        LEFT JOIN stage_figures f USING (incident_id)
        LEFT JOIN stage_figures t ON t.incident_id = l.top
        WHERE l.incident_id NOT IN (SELECT incident_id FROM stage_left)
    """  # noqa: S608 - built from constants


def _side(side: str, alias: str, measure: str) -> str:
    names = zip(PARTS, own_columns(measure, side), strict=True)
    return ", ".join(f'{alias}."{measure}_{part}" AS "{name}"' for part, name in names)


_KINDS = {p: SCHEMA[f"killed_{p}"] for p in PARTS}


@lru_cache(maxsize=16)
def _tops(stated: tuple[str, ...]) -> str:
    """SQL of the figures of whole shallow trees, over ``stage_branch``."""
    sides = {
        name: _KINDS[part]
        for side in ("own", "top")
        for m in stated
        for part, name in zip(PARTS, own_columns(m, side), strict=True)
    }
    flags = dict.fromkeys(("is_top", "has_top", "placeholder", "placed"), "boolean")
    rows = ibis.table({"top": "string", **flags, **sides}, name="stage_branch")
    steps = Steps()
    figures = combined(rows, ["top"], steps, timed=False, present=stated)
    return engine.staged_sql(Staged(tuple(steps.named), figures))


def _planted(stated: tuple[str, ...]) -> str:
    """What the mirror needs of shallow trees, a row per incident; as `knots.knot_rows`."""
    figures = ", ".join(
        f'CASE WHEN b.is_top THEN g."{m}_{part}" ELSE {_leaf(m, part, stated)} END AS "{m}_{part}"'
        for m in _MEASURES
        for part in RESULTS
    )
    return f"""
        CREATE OR REPLACE TEMP TABLE stage_knots AS
        WITH figured AS ({_tops(stated)}), shape AS (
            SELECT b.top, count(*) AS n, bool_or(NOT is_top AND NOT placeholder) AS has_real
            FROM stage_branch b GROUP BY b.top
        )
        SELECT b.incident_id, b.top AS root_id,
               CASE WHEN fine THEN b.top ELSE b.incident_id END AS chart_id,
               CASE WHEN b.is_top THEN '|' || b.top || '|'
                    ELSE '|' || b.top || '|' || b.incident_id || '|' END AS path,
               NOT b.placeholder AND NOT (b.is_top AND has_real) AS leaf,
               n::INTEGER AS tree_size,
               (CASE WHEN fine THEN n ELSE 1 END)::INTEGER AS chart_size,
               b.is_top AND NOT fine AND has_real AS chart_skip,
               coalesce(c.place_name, 'place not named') AS chart_label,
               {place_key("c.")} AS chart_place_id, c.precision AS chart_precision,
               t.day_start AS root_day,
               {_count("n_incidents", "NOT b.placeholder")},
               {_count("n_placeholders", "b.placeholder")},
               {_count("n_unplaced", "NOT b.placeholder AND NOT b.placed")},
               (CASE WHEN b.is_top THEN g.{QUIET} WHEN b.placeholder THEN 0 ELSE 1 END)::INTEGER
                   AS {QUIET},
               {figures}, true AS shallow
        FROM stage_branch b JOIN shape s USING (top) JOIN figured g USING (top)
        JOIN (SELECT *, precision IN ({_FINE}) AS fine FROM stage_incident) t
             ON t.incident_id = b.top
        JOIN stage_incident c
             ON c.incident_id = CASE WHEN fine THEN b.top ELSE b.incident_id END
    """  # noqa: S608 - built from constants


def _count(name: str, of_leaf: str) -> str:
    leaf = f"CASE WHEN {of_leaf} THEN 1 ELSE 0 END"
    return f"(CASE WHEN b.is_top THEN g.{name} ELSE {leaf} END)::INTEGER AS {name}"


#: A row below a top, of a measure that nobody states.
UNSTATED_LEAF = {"silent": "CASE WHEN b.placeholder THEN 0 ELSE 1 END", "stated": "false",
                 "inferred": "false", "carried": "false"}  # fmt: skip


def _leaf(measure: str, part: str, stated: tuple[str, ...]) -> str:
    if measure not in stated:
        return UNSTATED_LEAF.get(part, "NULL")
    if part == "silent":
        silent = f'b."{own_columns(measure, "own")[PARTS.index("from")]}" IS NULL'
        return f"CASE WHEN {silent} AND NOT b.placeholder THEN 1 ELSE 0 END"
    if part == "inferred":
        return "false"
    if part == "stated":
        return f'b."own_{measure}_from" IS NOT NULL'
    name = f'b."own_{measure}_{part}"'
    return f"coalesce({name}, false)" if part == "carried" else name


@dataclass(frozen=True, slots=True)
class Planted:
    """What is staged.

    Attributes:
        stated: the measures that are stated.
        left: ids that are left to the reference, in order.
        shallow: those among them that are of shallow trees all the same: few, and done sooner.
        by_engine: whether ``stage_knots`` is made.
    """

    stated: frozenset[str]
    left: tuple[str, ...]
    shallow: frozenset[str]
    by_engine: bool


def figure(target: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Make what is needed of the staged claims, and give the measures that are stated."""
    said = target.execute("SELECT DISTINCT measure FROM stage_claim WHERE counting").fetchall()
    stated = frozenset(r[0] for r in said) & frozenset(_MEASURES)
    for sql in (_figures(stated), _WORDS, _RIVAL):
        target.execute(sql)
    return stated


def plant(target: duckdb.DuckDBPyConnection, stated: frozenset[str], few: int) -> Planted:
    """Make ``stage_knots`` with the shallow trees, unless those hold no more than ``few`` rows."""
    for sql in (_LINK, _LEFT):
        target.execute(sql)
    left = _ids(target, "SELECT incident_id FROM stage_left")
    shallow = _ids(target, _SHALLOW + f" LIMIT {few + 1}")
    if len(shallow) <= few:
        return Planted(
            stated, tuple(sorted((*left, *shallow))), frozenset(shallow), by_engine=False
        )
    measures = tuple(sorted(stated))
    target.execute(_branch(measures))
    target.execute(_planted(measures))
    return Planted(stated, tuple(sorted(left)), frozenset(), by_engine=True)


_SHALLOW = """
    SELECT incident_id FROM stage_link
    WHERE incident_id NOT IN (SELECT incident_id FROM stage_left)
"""


def _ids(target: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [r[0] for r in target.execute(sql).fetchall()]

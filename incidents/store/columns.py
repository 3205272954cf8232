"""The mirror's one table: a row per incident with everything a question needs.

What follows from other columns is not stored: ``stored`` is the table, ``incident`` a view that
adds the rest, among it the columns of measures that no row states.

Figures stand in plain columns per measure, worked out when the row is written: those of the
incident with all that lies below it, and beside them the incident's own. ``knotty`` marks rows
whose figures the engine may not simply add: part of a tree, or more than one claim of one
measure; of these it works out ``shallow`` ones itself (`incidents.store.branches`). Codes, H3
cells and numbers only: no engine needs a spatial or H3 function.
"""

from __future__ import annotations

from collections.abc import Collection

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES
from incidents.query.unlisted import PREFIX

#: Raised with every change below: a mirror of another layout is rebuilt, never read.
LAYOUT = "6"

_PLAIN: dict[str, str] = {
    "incident_id": "string",
    "parent_id": "string",
    "root_id": "string",
    "chart_id": "string",
    "path": "string",
    "knotty": "boolean",
    "shallow": "boolean",
    "is_top": "boolean",
    "is_chart_top": "boolean",
    "leaf": "boolean",
    "tree_size": "int32",
    "chart_size": "int32",
    "chart_skip": "boolean",
    "title": "string",
    "label": "string",
    "place_name": "string",
    "place_id": "string",
    "precision": "string",
    "expected": "string",
    "lat": "float64",
    "lon": "float64",
    "extent_km": "float64",
    "country": "string",
    "adm1": "string",
    "adm2": "string",
    "cell": "int64",
    "coarse_lat": "float64",
    "coarse_lon": "float64",
    "coarse_cell": "int64",
    "chart_label": "string",
    "chart_place_id": "string",
    "chart_precision": "string",
    "day_start": "date",
    "day_last": "date",
    "root_day": "date",
    "date_prec": "int32",
    "event_type": "string",
    "sub_event_type": "string",
    "weapons": "string",
    "families": "string",
    "placeholder": "boolean",
    "dataset_id": "string",
    "import_id": "string",
    "sensitivity": "string",
    "sources": "string",
    "haystack": "string",
    "age_from": "timestamp",
    "fresh_at": "timestamp",
    "n_incidents": "int32",
    "n_placeholders": "int32",
    "n_unplaced": "int32",
    "quiet": "int32",
}

#: What one measure has in columns, after the measure's name and "_". The times are those of the
#: incident's own claim; so are the parts that begin with "own".
FIGURE_PARTS: dict[str, str] = {
    "low": "int64",
    "best": "int64",
    "high": "int64",
    "stated": "boolean",
    "silent": "int32",
    "inferred": "boolean",
    "carried": "boolean",
    "from": "timestamp",
    "until": "timestamp",
    "own_low": "int64",
    "own_best": "int64",
    "own_high": "int64",
    "own_carried": "boolean",
}

SCHEMA: dict[str, str] = {
    **_PLAIN,
    **{f"{m.value}_{part}": t for m in TOLL_MEASURES for part, t in FIGURE_PARTS.items()},
}

SQL_TYPES = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


def place_key(row: str = "") -> str:
    """SQL of `incidents.query.unlisted.place_key` over the columns of a row."""
    where = f"coalesce({row}adm1, {row}country, '')"
    made = f"'{PREFIX}' || {where} || '/' || nullif({row}place_name, '')"
    return f"coalesce({row}place_id, {made})"


#: Columns of the view that are null in the table where they are what a lone row's would be.
DERIVED: dict[str, str] = {
    "root_id": "coalesce(root_id, incident_id)",
    "chart_id": "coalesce(chart_id, incident_id)",
    "path": "coalesce(path, '|' || incident_id || '|')",
    "label": "coalesce(title, place_name, 'place not named')",
    "chart_label": "coalesce(chart_label, place_name, 'place not named')",
    "chart_place_id": f"CASE WHEN chart_label IS NULL THEN {place_key()} ELSE chart_place_id END",
    "chart_precision": "coalesce(chart_precision, precision)",
}
#: How many state nothing of a measure that no row states.
QUIET = "quiet"
#: What a measure's columns hold while no row states it.
UNSTATED = {"stated": "false", "silent": QUIET, "inferred": "false", "carried": "false"}
_MEASURES = tuple(m.value for m in TOLL_MEASURES)


def measure_of(column: str) -> str | None:
    """The measure a column is of, ``None`` if of none."""
    first = column.partition("_")[0]
    return first if first in _MEASURES else None


def stored(measures: Collection[str]) -> dict[str, str]:
    """Columns of the table that stores these measures, with their kinds."""
    return {
        name: kind
        for name, kind in SCHEMA.items()
        if name != "label" and (measure_of(name) is None or measure_of(name) in measures)
    }


def ddl(name: str, columns: dict[str, str]) -> str:
    """SQL that makes a table."""
    body = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in columns.items())
    return f"CREATE TABLE {name} ({body})"


def view(measures: Collection[str]) -> str:
    """SQL of the view over the table that stores these measures."""
    body = ", ".join(f'{_seen(n, k, measures)} AS "{n}"' for n, k in SCHEMA.items())
    return f"CREATE OR REPLACE VIEW incident AS SELECT {body} FROM stored"  # noqa: S608 - constants


def _seen(name: str, kind: str, measures: Collection[str]) -> str:
    measure = measure_of(name)
    if measure is None or measure in measures:
        return DERIVED.get(name, f'"{name}"')
    part = name.removeprefix(f"{measure}_")
    return UNSTATED.get(part, f"NULL::{SQL_TYPES[kind]}")


def table(name: str) -> ir.Table:
    """Give the table as an expression bound to no engine."""
    return ibis.table(SCHEMA, name=name)


#: What a viewer may know of, and what the filter selects of it: every question is an expression
#: over one of these two names, so that its SQL is compiled once and kept. ``is_fresh`` marks
#: rows with claims that the viewer may not know of yet; ``as_of`` is the time asked for, the
#: same in every row; ``at_cell`` the H3 cell that holds the row at the resolution asked for.
VISIBLE = ibis.table({**SCHEMA, "is_fresh": "boolean"}, name="visible")
CHOSEN = ibis.table(
    {**SCHEMA, "is_fresh": "boolean", "as_of": "timestamp", "at_cell": "int64"}, name="chosen"
)

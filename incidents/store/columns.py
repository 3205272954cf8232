"""The mirror's one table: a row per incident with everything a question needs.

Figures stand in plain columns per measure, worked out when the row is written: those of the
incident with all that lies below it. ``knotty`` marks rows whose figures the engine may not
simply add: part of a tree, a placeholder, or more than one claim of one measure. Codes, H3
cells and numbers only: no engine needs a spatial or H3 function.
"""

from __future__ import annotations

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES

#: Raised with every change below: a mirror of another layout is rebuilt, never read.
LAYOUT = "4"

_PLAIN: dict[str, str] = {
    "incident_id": "string",
    "parent_id": "string",
    "root_id": "string",
    "chart_id": "string",
    "path": "string",
    "knotty": "boolean",
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
}

#: What one measure has in columns, after the measure's name and "_".
FIGURE_PARTS: dict[str, str] = {
    "low": "int64",
    "best": "int64",
    "high": "int64",
    "silent": "int32",
    "inferred": "boolean",
    "carried": "boolean",
    "from": "timestamp",
    "until": "timestamp",
}

SCHEMA: dict[str, str] = {
    **_PLAIN,
    **{f"{m.value}_{part}": t for m in TOLL_MEASURES for part, t in FIGURE_PARTS.items()},
}

_SQL_TYPES = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


def ddl(name: str) -> str:
    """SQL that makes the table."""
    body = ", ".join(f'"{column}" {_SQL_TYPES[kind]}' for column, kind in SCHEMA.items())
    return f"CREATE TABLE {name} ({body})"


def table(name: str) -> ir.Table:
    """Give the table as an expression bound to no engine."""
    return ibis.table(SCHEMA, name=name)


#: What a viewer may know of, and what the filter selects of it: every question is an expression
#: over one of these two names, so that its SQL is compiled once and kept. ``is_fresh`` marks
#: rows with claims that the viewer may not know of yet.
VISIBLE = ibis.table({**SCHEMA, "is_fresh": "boolean"}, name="visible")
CHOSEN = ibis.table({**SCHEMA, "is_fresh": "boolean"}, name="chosen")

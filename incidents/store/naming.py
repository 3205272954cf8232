"""The two names every question rests on, ``visible`` and ``chosen``, with only what it needs.

The mirror has some 170 columns and a question mentions a few: an engine that is handed all of
them spends longer on reading the statement than on a tile.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.query import Audience, Viewer
from incidents.store import engine
from incidents.store.columns import SCHEMA
from incidents.store.selection import visible

_QUOTED = re.compile(r'["`](\w+)["`]')
#: Dialects of engines that copy what is named and used twice unless told not to.
_ASKED_NOT_TO_COPY = frozenset({"duckdb", "postgres"})
#: Columns of `columns.VISIBLE` and `columns.CHOSEN` that the table has not.
_FRESH, _AS_OF, _AT_CELL = "is_fresh", "as_of", "at_cell"
_KNOWN = frozenset(SCHEMA) | {_FRESH, _AS_OF, _AT_CELL}


@lru_cache(maxsize=1024)
def mentioned(sql: str) -> frozenset[str]:
    """Names of the mirror's columns that a statement names, and perhaps a few that it does not.

    Every dialect quotes names; a text that happens to hold one costs a column and no more.
    """
    return frozenset(_QUOTED.findall(sql)) & _KNOWN


def named(  # noqa: PLR0913, PLR0917 - what is asked, and what is said with it
    viewer: Viewer, selected: str, as_of: str, names: frozenset[str], dialect: str,
    resolution: int | None = None,
) -> str:  # fmt: skip
    """SQL that says what ``visible`` and ``chosen`` are for a statement that needs some columns.

    Args:
        viewer: who asks.
        selected: SQL of the selected rows, all columns, over ``visible``.
        as_of: SQL of the time asked for.
        names: columns of either that the statement mentions.
        dialect: how the engine speaks.
        resolution: of the H3 cells that are asked for.
    """
    needed = names | mentioned(selected)
    said = [as_of] * (_AS_OF in names)
    if _AT_CELL in names and resolution is not None:
        needed |= {"cell"}
        said.append(cell_at(resolution, dialect))
    rows = f"SELECT *, {', '.join(said)} FROM ({selected}) AS asked" if said else selected  # noqa: S608 - compiled
    # Read where it is used: a copy of it, which an engine makes of what is used twice, costs more.
    copy = "NOT MATERIALIZED " if dialect in _ASKED_NOT_TO_COPY else ""
    return f"WITH visible AS {copy}({_visible(viewer, needed, dialect)}), chosen AS ({rows})"


@lru_cache(maxsize=512)
def _visible(viewer: Viewer, needed: frozenset[str], dialect: str) -> str:
    columns = [n for n in SCHEMA if n in needed] or ["incident_id"]
    fresh = _FRESH in needed
    if viewer.audience is not Audience.OWNER:
        rows = visible(viewer)
        return engine.sql_of(rows.select(*columns, *([_FRESH] if fresh else [])), dialect)
    # The same as an expression of this shape would say, in a tenth of the time.
    listed = ", ".join(
        [*(engine.name(n, dialect) for n in columns), *(["FALSE AS is_fresh"] * fresh)]
    )
    return f"SELECT {listed} FROM incident"  # noqa: S608 - names of our columns


@lru_cache(maxsize=64)
def cell_at(resolution: int, dialect: str) -> str:
    """SQL of the cell of a coarser resolution that holds a row's own, under its name.

    Said beside the question, so that one compiled statement serves every resolution.
    """
    rows = ibis.table({"cell": "int64"}, name="asked")
    sql = engine.sql_of(rows.select(at_cell=parent_cell(rows.cell, resolution)), dialect)
    return _ALIAS.sub("asked.", sql.removeprefix("SELECT")[: sql.rindex("FROM") - 6]).strip()


#: The name Ibis gives to the only table of a statement.
_ALIAS = re.compile(r'["`]?t0["`]?\.')


def parent_cell(cell: ir.IntegerColumn, resolution: int) -> ir.IntegerColumn:
    """The cell of a coarser resolution that holds a stored one."""
    kept = ~(0xF << 52) & ((1 << 63) - 1)
    unused = (1 << (3 * (15 - resolution))) - 1
    return (cell & kept) | ((resolution << 52) | unused)


@lru_cache(maxsize=256)
def moment(at: datetime | None, dialect: str) -> str:
    """SQL of the time asked for, typed for every engine, under its name."""
    value = ibis.null("timestamp") if at is None else ibis.literal(at, type="timestamp")
    return engine.sql_of(value.name(_AS_OF).as_table(), dialect).removeprefix("SELECT").strip()

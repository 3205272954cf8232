"""Incidents per H3 cell and per first-level unit, a parent's total never divided.

Under each key stands the toll of the chosen incidents that lie there: of each tree its part under
the key, from the leaves upward. A parent known less well than the key (a wave on a country) lies
under none. A cell holds places only as well as a point stands for them, so a city whose known
sites lie in other cells too has no one cell: its sites are counted, each in its own.

Coarser cells follow from the stored one by bit arithmetic on the published H3 index layout
(mode and resolution above, three bits a digit below, unused digits all ones), so no engine
needs an H3 function; see `naming.parent_cell`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import h3.api.basic_int as h3  # type: ignore[import-untyped]  # it ships no types
import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.errors import BadFilter
from incidents.model import Precision
from incidents.query import CellCount
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN
from incidents.store.groups import Grouping, grouped
from incidents.store.row_parts import CELL_RESOLUTION
from incidents.store.summands import Sums

#: What makes a key of rows.
Made = Callable[[ir.Table], ir.Value]
COARSEST = 3
_PLACED = [p.value for p in Precision if not p.coarser_than(Precision.SETTLEMENT)]


def cells(asking: Asking, resolution: int) -> tuple[CellCount, ...]:
    """Figures per cell, of places known as well as a settlement or better; no placeholders."""
    if not COARSEST <= resolution <= CELL_RESOLUTION:
        raise BadFilter(
            f"cells: resolution {resolution} is not one of {COARSEST} to {CELL_RESOLUTION}"
        )
    return tuple(_cell(key, sums) for key, sums in _counted(asking.at(resolution), _by_cell()))


def units(asking: Asking) -> tuple[CellCount, ...]:
    """Figures per first-level unit, by ISO 3166-2 code."""
    return tuple(
        CellCount(key=key, label=key, incidents=sums.incidents, figures=sums.figures())
        for key, sums in _counted(asking, _by_unit())
    )


@lru_cache(maxsize=1)
def _by_unit() -> Grouping:
    return _grouping(CHOSEN.filter(CHOSEN.adm1.notnull()), "unit", lambda rows: rows.adm1)


@lru_cache(maxsize=1)
def _by_cell() -> Grouping:
    rows = CHOSEN.filter(CHOSEN.precision.isin(_PLACED), ~CHOSEN.placeholder, CHOSEN.cell.notnull())

    def key(rows: ir.Table) -> ir.Value:
        return rows.at_cell

    spread = _spread(rows, key)
    # Only a parent may be spread: what stands alone is not held against the list of them.
    kept = rows.anti_join(spread, [(rows.incident_id, spread.above)])
    return replace(_grouping(kept, "cell", key), lone=rows)


def _spread(rows: ir.Table, key: Made) -> ir.Table:
    """Parents of which something known lies in another cell: their total is of no one cell."""
    tops = rows.filter(rows.knotty, ~rows.leaf)
    parents = tops.select(
        above="incident_id", bar=ibis.literal("|"), tree="root_id", lies=key(tops)
    )
    knots = rows.filter(rows.knotty)
    below = knots.select("root_id", "path", key=key(knots))
    both = parents.join(below, [(parents.tree, below.root_id)])
    inside = both.path.contains(both.bar + both.above + both.bar)
    return both.filter(inside, both.key != both.lies).select("above").distinct()


def _grouping(rows: ir.Table, name: str, key: Made) -> Grouping:
    """What lies of one tree under one key is a group: a whole tree, or one cut like any other."""

    def part(rows: ir.Table) -> ir.Value:
        named = rows.root_id + ibis.literal("|") + key(rows).cast("string")
        return rows.knotty.ifelse(named, rows.incident_id)

    return Grouping(
        rows=rows, name=name, keys=("key",), member="part_id", size="tree_size", part_of=False,
        made={"key": key, "part_id": part},
    )  # fmt: skip


def _counted(asking: Asking, grouping: Grouping) -> list[tuple[Any, Sums]]:
    """Sums under each key; where only placeholders lie there is nothing to count."""
    found = grouped(asking, grouping)
    return [(key[0], found[key]) for key in sorted(found) if found[key].incidents]


def _cell(cell: int, sums: Sums) -> CellCount:
    lat, lon = h3.cell_to_latlng(cell)
    name = str(h3.int_to_str(cell))
    return CellCount(
        key=name, label=name, incidents=sums.incidents, lat=lat, lon=lon, figures=sums.figures()
    )

"""Incidents per H3 cell and per first-level unit: leaves only, never a parent's total divided.

Coarser cells follow from the stored one by bit arithmetic on the published H3 index layout
(mode and resolution above, three bits a digit below, unused digits all ones), so no engine
needs an H3 function.
"""

from __future__ import annotations

from typing import Any

import h3.api.basic_int as h3  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.errors import BadFilter
from incidents.model import Precision
from incidents.query import CellCount
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN
from incidents.store.groups import Grouping, grouped
from incidents.store.row_parts import CELL_RESOLUTION
from incidents.store.sums import Sums

COARSEST = 3
_PLACED = [p.value for p in Precision if not p.coarser_than(Precision.SETTLEMENT)]


def cells(asking: Asking, resolution: int) -> tuple[CellCount, ...]:
    """Incidents per cell, of places known as well as a settlement or better."""
    if not COARSEST <= resolution <= CELL_RESOLUTION:
        raise BadFilter(
            f"cells: resolution {resolution} is not one of {COARSEST} to {CELL_RESOLUTION}"
        )
    rows = CHOSEN.filter(CHOSEN.precision.isin(_PLACED))
    rows = rows.mutate(key=parent_cell(rows.cell, resolution))
    found = _counted(asking, rows, f"cell {resolution}")
    return tuple(_cell(key, sums) for key, sums in found)


def units(asking: Asking) -> tuple[CellCount, ...]:
    """Incidents per first-level unit, by ISO 3166-2 code."""
    rows = CHOSEN.filter(CHOSEN.adm1.notnull()).mutate(key=CHOSEN.adm1)
    return tuple(
        CellCount(key=key, label=key, incidents=sums.incidents, figures=sums.figures())
        for key, sums in _counted(asking, rows, "unit")
    )


def parent_cell(cell: ir.IntegerColumn, resolution: int) -> ir.IntegerColumn:
    """The cell of a coarser resolution that holds a stored one."""
    kept = ~(0xF << 52) & ((1 << 63) - 1)
    unused = (1 << (3 * (15 - resolution))) - 1
    return (cell & kept) | ((resolution << 52) | unused)


def _counted(asking: Asking, rows: ir.Table, name: str) -> list[tuple[Any, Sums]]:
    """Sums of the leaves under each key; a leaf is a group of its own."""
    leaves = rows.mutate(one=1).filter(rows.leaf)
    grouping = Grouping(
        rows=leaves, name=name, keys=("key",), member="incident_id", size="one", part_of=False,
        trees=False, top="leaf",
    )  # fmt: skip
    found = grouped(asking, grouping)
    return [(key[0], found[key]) for key in sorted(found)]


def _cell(cell: int, sums: Sums) -> CellCount:
    lat, lon = h3.cell_to_latlng(cell)
    name = str(h3.int_to_str(cell))
    return CellCount(
        key=name, label=name, incidents=sums.incidents, lat=lat, lon=lon, figures=sums.figures()
    )

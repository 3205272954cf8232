"""What a group of rows is, and how a selection may take groups apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a group is and what the answer is keyed by.

    Attributes:
        rows: the rows, over `CHOSEN`.
        keys: names of the columns the answer is keyed by, the same for all rows of one group.
        raw: columns that rows are added by first, if not the keys; keys follow from them.
        made: what is no column of the mirror among the keys and the member, by name.
        member: column with the group's id.
        size: column with the group's whole size.
        part_of: whether larger totals that the selection leaves out are told.
        trees: whether a group holds a part of one tree under its top, if that is chosen.
        top: column that marks the row a whole group is added from.
        lone: where the rows that stand alone are taken from, if that is simpler than ``rows``.
    """

    rows: ir.Table = field(compare=False)
    name: str
    keys: tuple[str, ...]
    member: str
    size: str
    part_of: bool = True
    trees: bool = True
    top: str = "is_top"
    lone: ir.Table | None = field(compare=False, default=None)
    made: Mapping[str, Callable[[ir.Table], ir.Value]] = field(default_factory=dict, compare=False)
    raw: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[str, ...]:
        """What rows are added by first."""
        return self.raw or self.keys

    def only(self, rows: ir.Table, *names: str) -> ir.Table:
        """Some columns by name: an engine that is handed all of them reads longer than it adds."""
        wanted = dict.fromkeys(names)
        return rows.select(**{n: self.made[n](rows) if n in self.made else rows[n] for n in wanted})


@dataclass(frozen=True, slots=True)
class Shape:
    """Whether some groups are added by `branches`, row by row, or by the reference."""

    cut: bool = False
    single: bool = False
    left: bool = False


@lru_cache(maxsize=64)
def sizes_of(grouping: Grouping, *, timed: bool) -> ir.Table:
    """Groups that may not be added from their top.

    ``cut``: `branches` adds them. ``single``: the rows of a shallow tree without its top are
    added as rows that stand alone, unless the top's larger total is to be told beside them.
    """
    rows = grouping.rows
    knots = rows.filter(rows.knotty | rows.is_fresh)
    if timed and not grouping.trees:
        knots = knots.filter(~knots.shallow | knots.is_top | knots.is_fresh)
    names = (grouping.member, grouping.size, "is_fresh", "shallow", "is_top")
    knots = grouping.only(knots, *names)
    sizes = knots.group_by(group_id=knots[grouping.member]).aggregate(
        n=knots.count(),
        size=knots[grouping.size].max(),
        fresh=knots.is_fresh.any(),
        shallow=(knots.shallow & ~knots.is_fresh).all(),
        topped=knots.is_top.any(),
    )
    if not timed:
        sizes = sizes.filter((sizes.n < sizes["size"]) | sizes.fresh)
    engine = sizes.shallow & ~sizes.fresh & grouping.trees
    single = engine & ~sizes.topped & (not timed and not grouping.part_of)
    return sizes.select("group_id", cut=engine & ~single, single=single)


@lru_cache(maxsize=64)
def shape_of(grouping: Grouping, *, timed: bool) -> ir.Table:
    """One row that says which ways are needed, under the names of `Shape`."""
    sizes = sizes_of(grouping, timed=timed)
    left = ~(sizes.cut | sizes.single)
    return sizes.aggregate(cut=sizes.cut.any(), single=sizes.single.any(), left=left.any())

"""Tolls by group: the engine adds what may be added, the reference works out the rest.

A group is a whole tree (for tolls and time), what the charts count under one place, or what lies
of a tree in one part of the map. Whole groups are added from their top row, whose figures were
worked out when it was written. Shallow trees that the selection cuts, or that are asked as of a
time, are added by `branches`. Deeper ones, rival claims, and what holds something the viewer may
not know go through `incidents.summary` itself; so does everything when the selection is small,
because the reference also names the claims each figure rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.store.asking import Asking
from incidents.store.branches import combined
from incidents.store.columns import VISIBLE
from incidents.store.steps import Staged, Steps
from incidents.store.summands import Sums, of_row, of_toll
from incidents.store.sums import SIDED, needs, sides, totals
from incidents.summary import Toll, toll

Key = tuple[Any, ...]
#: A row that has the key's columns, and sums to add under it.
Part = tuple[dict[str, Any], Sums]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a group is and what the answer is keyed by.

    Attributes:
        rows: the rows, over `CHOSEN`.
        keys: names of the columns the answer is keyed by, the same for all rows of one group.
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

    def only(self, rows: ir.Table, *names: str) -> ir.Table:
        """Some columns by name: an engine that is handed all of them reads longer than it adds."""
        wanted = dict.fromkeys(names)
        return rows.select(**{n: self.made[n](rows) if n in self.made else rows[n] for n in wanted})


def grouped(asking: Asking, grouping: Grouping, most: int | None = None) -> dict[Key, Sums]:
    """Give the sums per key of the selected rows.

    Args:
        asking: the question.
        grouping: what is grouped by what.
        most: only so many keys are wanted, those with the most incidents; more may come.
    """
    found: dict[Key, Sums] = {}
    parts = (
        _by_reference(asking, grouping) if asking.is_small else _by_engine(asking, grouping, most)
    )
    for row, sums in parts:
        if not grouping.part_of:
            for measure in sums.by_measure.values():
                measure.part_of = None
        key = tuple(row[n] for n in grouping.keys)
        if key in found:
            found[key].add(sums)
        else:
            found[key] = sums
    return found


def _by_engine(asking: Asking, grouping: Grouping, most: int | None) -> Iterator[Part]:
    timed = asking.as_of is not None
    shape = Shape()
    if asking.knotted:
        (found,) = asking.run(_shape(grouping, timed=timed))
        shape = Shape(**{name: bool(value) for name, value in found.items()})
    left = list(_by_reference(asking, grouping, only_left=True)) if shape.left else []
    yield from left
    question = _totals(grouping, shape, asking.present, timed=timed)
    if most is None:
        found_rows = asking.run(question)
    else:
        also = asking.among(grouping.keys[0], {row[grouping.keys[0]] for row, _ in left})
        ranked = f" WHERE {RANK} < {int(most)}{also}"
        found_rows = asking.run(_ranked(question, grouping.keys), ranked)
    for row in found_rows:
        yield row, of_row(row)


@dataclass(frozen=True, slots=True)
class Shape:
    """Whether some groups are added by `branches`, row by row, or by the reference."""

    cut: bool = False
    single: bool = False
    left: bool = False


#: Where a key stands by its incidents, from 0; no name that an engine could mistake.
RANK = "place_in_order"


@lru_cache(maxsize=64)
def _ranked(question: Staged, keys: tuple[str, ...]) -> Staged:
    """The answer as a named step, so that what is wanted of it can be said after it."""
    rows, steps = question.last, Steps(list(question.steps))
    place = ibis.row_number().over(order_by=[ibis.desc(rows.n_incidents), *(rows[k] for k in keys)])
    last = steps.then("ranked", rows.mutate(**{RANK: place}))
    return Staged(tuple(steps.named), last)


@lru_cache(maxsize=64)
def _sizes(grouping: Grouping, *, timed: bool) -> ir.Table:
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
def _shape(grouping: Grouping, *, timed: bool) -> ir.Table:
    sizes = _sizes(grouping, timed=timed)
    left = ~(sizes.cut | sizes.single)
    return sizes.aggregate(cut=sizes.cut.any(), single=sizes.single.any(), left=left.any())


@lru_cache(maxsize=256)
def _totals(grouping: Grouping, shape: Shape, present: frozenset[str], *, timed: bool) -> Staged:
    """Sums per key of what the engine adds."""
    easy = _known(grouping, shape, present) if timed else _easy(grouping, shape, present)
    added = easy.group_by(grouping.keys).aggregate(**totals(easy, present, timed=timed))
    steps = Steps()
    added = steps.then("whole", added)
    if not shape.cut:
        return Staged(tuple(steps.named), added)
    cut = steps.then("branch", _cut(grouping, present, steps, timed=timed))
    more = cut.group_by(grouping.keys).aggregate(**totals(cut, present, timed=False, parts=True))
    both = steps.then("together", _together(added, more, grouping.keys))
    return Staged(tuple(steps.named), both)


def _easy(grouping: Grouping, shape: Shape, present: frozenset[str]) -> ir.Table:
    """Rows that may be added as they are. Most stand alone; only knots are looked up."""
    rows = grouping.rows
    wanted = (*grouping.keys, *needs(present, timed=False))
    if shape == Shape() and grouping.lone is None:
        return grouping.only(rows.filter(rows[grouping.top]), *wanted)
    single = rows if grouping.lone is None else grouping.lone
    lone = single.filter(~(single.knotty | single.is_fresh), single[grouping.top])
    lone = grouping.only(lone, *wanted)
    knots = grouping.only(
        rows.filter(rows.knotty | rows.is_fresh), *wanted, grouping.member, grouping.top
    )
    if shape == Shape():
        kept = knots.filter(knots[grouping.top])
        return lone.union(kept.select(*lone.columns), distinct=False)
    sizes = _sizes(grouping, timed=False)
    both = knots.left_join(sizes, [(knots[grouping.member], sizes.group_id)])
    whole = both.group_id.isnull() & both[grouping.top]
    kept = both.filter(whole | both.single.fill_null(False))  # noqa: FBT003 - a value
    return lone.union(kept.select(*lone.columns), distinct=False)


def _known(grouping: Grouping, shape: Shape, present: frozenset[str]) -> ir.Table:
    """Rows of which what had been said by a time may be added as it is."""
    rows = grouping.rows
    easy = ~rows.knotty
    if not grouping.trees:
        easy |= rows.shallow & ~rows.is_top
    found = rows.filter(easy)
    found = grouping.only(found, *grouping.keys, grouping.member, *needs(present, timed=True))
    if not (shape.cut or shape.left):
        return found
    sizes = _sizes(grouping, timed=True)
    return found.anti_join(sizes, [(found[grouping.member], sizes.group_id)])


def _together(added: ir.Table, more: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """Sums of both ways under one key."""
    missing = [n for n in more.columns if n not in added.columns]
    added = added.mutate(**{n: ibis.null(more[n].type()) for n in missing})
    both = added.select(*more.columns).union(more, distinct=False)
    return both.group_by(keys).aggregate(
        **{n: _again(both[n]) for n in both.columns if n not in keys}
    )


def _again(column: ir.Column) -> ir.Scalar:
    kept = column.type().is_string() or column.get_name().endswith(("_inferred", "_carried"))
    return column.max() if kept else column.sum()


def _cut(grouping: Grouping, present: frozenset[str], steps: Steps, *, timed: bool) -> ir.Table:
    """Figures of each shallow tree of which only a part is chosen, or is known at the time."""
    sizes = _sizes(grouping, timed=timed)
    measures = sorted(present)
    rows = grouping.only(
        grouping.rows.filter(grouping.rows.shallow),
        *grouping.keys, grouping.member, "root_id", "is_top", "placeholder", "as_of", "lat",
        *(f"{m}_{part}" for m in measures for part in SIDED),
    )  # fmt: skip
    rows = rows.semi_join(sizes.filter(sizes.cut), [(rows[grouping.member], sizes.group_id)])
    rows = rows.select(
        *dict.fromkeys(("root_id", "is_top", "placeholder", "as_of", *grouping.keys)),
        group_id=rows[grouping.member],
        placed=rows.lat.notnull(),
        **{n: v for m in measures for n, v in sides(rows, m, "own").items()},
    )
    rows = steps.then("branch_chosen", rows)
    tops = _tops(VISIBLE).select(
        at=VISIBLE.incident_id,
        **{n: v for m in measures for n, v in sides(VISIBLE, m, "top").items()},
    )
    chosen = grouping.only(_tops(grouping.rows), grouping.member)
    chosen = chosen.rename(with_top=grouping.member)
    rows = rows.left_join(tops, [(rows.root_id, tops["at"])])
    rows = rows.left_join(chosen, [(rows.group_id, chosen.with_top)])
    rows = rows.mutate(has_top=rows.with_top.notnull())
    by = ("group_id", "root_id", *grouping.keys)
    by = tuple(dict.fromkeys(by))
    return combined(rows, by, steps, timed=timed, present=measures)


def _tops(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.shallow & rows.is_top)


def _by_reference(asking: Asking, grouping: Grouping, *, only_left: bool = False) -> Iterator[Part]:
    """Work groups out in Python: all of them, or those the engine may not add."""
    asked = asking.run(_members(grouping, only_left=only_left, timed=asking.as_of is not None))
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in asked:
        groups[row[grouping.member]].append(row)
    around = asking.trees({r["root_id"] for r in asked})
    for members in groups.values():
        universe = around[members[0]["root_id"]]
        stated = reference_toll(universe, [m["incident_id"] for m in members], asking.as_of)
        yield members[0], of_toll(stated)


@lru_cache(maxsize=64)
def _members(grouping: Grouping, *, only_left: bool, timed: bool) -> ir.Table:
    rows = grouping.rows
    if only_left:
        rows = rows.filter(rows.knotty | rows.is_fresh)
    rows = grouping.only(rows, "incident_id", "root_id", grouping.member, *grouping.keys)
    if only_left:
        sizes = _sizes(grouping, timed=timed)
        left = sizes.filter(~(sizes.cut | sizes.single))
        rows = rows.semi_join(left, [(rows[grouping.member], left.group_id)])
    return rows


def reference_toll(universe: Snapshot, ids: Sequence[str], as_of: datetime | None) -> Toll:
    """Toll of some incidents of one tree, in sight of the whole tree."""
    wanted = set(ids)
    chosen = [i for i in universe.incidents if i.incident_id in wanted]
    return toll(chosen, universe.claims, as_of, universe)

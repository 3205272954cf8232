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
from collections.abc import Collection, Iterator, Sequence
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
from incidents.store.sums import Sums, of_row, of_toll, sides, totals
from incidents.summary import Toll, toll

Key = tuple[Any, ...]
#: A row that has the key's columns, and sums to add under it.
Part = tuple[dict[str, Any], Sums]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a group is and what the answer is keyed by.

    Attributes:
        rows: the rows, over `CHOSEN`, with the key's columns.
        keys: names of the columns the answer is keyed by, the same for all rows of one group.
        member: column with the group's id.
        size: column with the group's whole size.
        part_of: whether larger totals that the selection leaves out are told.
        trees: whether a group holds a part of one tree under its top, if that is chosen.
        top: column that marks the row a whole group is added from.
    """

    rows: ir.Table = field(compare=False)
    name: str
    keys: tuple[str, ...]
    member: str
    size: str
    part_of: bool = True
    trees: bool = True
    top: str = "is_top"


def grouped(asking: Asking, grouping: Grouping, most: int | None = None) -> dict[Key, Sums]:
    """Give the sums per key of the selected rows.

    Args:
        asking: the question.
        grouping: what is grouped by what.
        most: only so many keys are wanted, those with the most incidents; more may come.
    """
    found: dict[Key, Sums] = defaultdict(Sums)
    parts = (
        _by_reference(asking, grouping) if asking.is_small else _by_engine(asking, grouping, most)
    )
    for row, sums in parts:
        if not grouping.part_of:
            for measure in sums.by_measure.values():
                measure.part_of = None
        found[tuple(row[n] for n in grouping.keys)].add(sums)
    return found


def _by_engine(asking: Asking, grouping: Grouping, most: int | None) -> Iterator[Part]:
    timed = asking.as_of is not None
    shape = Shape()
    if asking.knotted:
        (found,) = asking.run(_shape(grouping, timed=timed))
        shape = Shape(cut=bool(found["cut"]), left=bool(found["left"]))
    left = list(_by_reference(asking, grouping, only_left=True)) if shape.left else []
    yield from left
    question = _totals(grouping, shape, asking.present, timed=timed)
    if most is None:
        found_rows = asking.run(question)
    else:
        names = {row[grouping.keys[0]] for row, _ in left}
        found_rows = asking.run(_most(question, grouping.keys), f" LIMIT {int(most)}")
        found_rows += _others(asking, question, names, found_rows, grouping)
    for row in found_rows:
        yield row, of_row(row)


@dataclass(frozen=True, slots=True)
class Shape:
    """Whether there are groups that `branches` adds, and groups left to the reference."""

    cut: bool = False
    left: bool = False


@lru_cache(maxsize=64)
def _most(question: Staged, keys: tuple[str, ...]) -> Staged:
    return question.but(question.last.order_by(ibis.desc("n_incidents"), *keys))


def _others(
    asking: Asking,
    question: Staged,
    names: Collection[Any],
    found: Sequence[dict[str, Any]],
    grouping: Grouping,
) -> list[dict[str, Any]]:
    """The engine's part of groups the reference adds to as well, where it is not found yet."""
    if not names:
        return []
    have = {tuple(r[n] for n in grouping.keys) for r in found}
    first = grouping.keys[0]
    named = question.last.filter(question.last[first].isin(sorted(names)))
    rows = asking.run(question.but(named))
    return [r for r in rows if tuple(r[n] for n in grouping.keys) not in have]


@lru_cache(maxsize=64)
def _sizes(grouping: Grouping, *, timed: bool) -> ir.Table:
    """Groups that may not be added from their top; ``cut``: `branches` adds them."""
    rows = grouping.rows.mutate(group_id=grouping.rows[grouping.member])
    knots = rows.filter(rows.knotty | rows.is_fresh)
    if timed and not grouping.trees:
        knots = knots.filter(~knots.shallow | knots.is_top | knots.is_fresh)
    sizes = knots.group_by("group_id").aggregate(
        n=knots.count(),
        size=knots[grouping.size].max(),
        fresh=knots.is_fresh.any(),
        shallow=(knots.shallow & ~knots.is_fresh).all(),
    )
    if not timed:
        sizes = sizes.filter((sizes.n < sizes["size"]) | sizes.fresh)
    engine = sizes.shallow & ~sizes.fresh & grouping.trees
    return sizes.select("group_id", cut=engine)


@lru_cache(maxsize=64)
def _shape(grouping: Grouping, *, timed: bool) -> ir.Table:
    sizes = _sizes(grouping, timed=timed)
    return sizes.aggregate(cut=sizes.cut.any(), left=(~sizes.cut).any())


@lru_cache(maxsize=256)
def _totals(grouping: Grouping, shape: Shape, present: frozenset[str], *, timed: bool) -> Staged:
    """Sums per key of what the engine adds."""
    rows = grouping.rows
    if timed:
        plain = ~rows.knotty
        easy = rows.filter(plain if grouping.trees else plain | (rows.shallow & ~rows.is_top))
    else:
        easy = rows.filter(rows[grouping.top])
    if shape.cut or shape.left:
        sizes = _sizes(grouping, timed=timed)
        easy = easy.anti_join(sizes, [(easy[grouping.member], sizes.group_id)])
    added = easy.group_by(grouping.keys).aggregate(**totals(easy, present, timed=timed))
    steps = Steps()
    added = steps.then("whole", added)
    if not shape.cut:
        return Staged(tuple(steps.named), added)
    cut = steps.then("branch", _cut(grouping, present, steps, timed=timed))
    more = cut.group_by(grouping.keys).aggregate(**totals(cut, present, timed=False, parts=True))
    both = steps.then("together", _together(added, more, grouping.keys))
    return Staged(tuple(steps.named), both)


def _together(added: ir.Table, more: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """Sums of both ways under one key."""
    missing = [n for n in more.columns if n not in added.columns]
    added = added.mutate(**{n: ibis.null(more[n].type()) for n in missing})
    both = added.select(*more.columns).union(more, distinct=False)
    return both.group_by(keys).aggregate(
        **{n: _again(both[n]) for n in both.columns if n not in keys}
    )


def _again(column: ir.Column) -> ir.Scalar:
    if column.type().is_boolean():
        return column.any()
    return column.max() if column.type().is_string() else column.sum()


def _cut(grouping: Grouping, present: frozenset[str], steps: Steps, *, timed: bool) -> ir.Table:
    """Figures of each shallow tree of which only a part is chosen, or is known at the time."""
    sizes = _sizes(grouping, timed=timed)
    rows = grouping.rows.semi_join(
        sizes.filter(sizes.cut), [(grouping.rows[grouping.member], sizes.group_id)]
    )
    measures = sorted(present)
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
    chosen = _tops(grouping.rows)
    chosen = chosen.select(with_top=chosen[grouping.member])
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
        sizes = _sizes(grouping, timed=timed)
        left = sizes.filter(~sizes.cut)
        rows = rows.semi_join(left, [(rows[grouping.member], left.group_id)])
    names = dict.fromkeys(("incident_id", "root_id", grouping.member, *grouping.keys))
    return rows.select(*names)


def reference_toll(universe: Snapshot, ids: Sequence[str], as_of: datetime | None) -> Toll:
    """Toll of some incidents of one tree, in sight of the whole tree."""
    wanted = set(ids)
    chosen = [i for i in universe.incidents if i.incident_id in wanted]
    return toll(chosen, universe.claims, as_of, universe)

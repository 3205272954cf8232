"""Tolls by group: the engine adds what may be added, the reference works out the rest.

A group is a whole tree (for tolls and time) or what the charts count under one place. Whole
groups are added from their top row, whose figures were worked out when it was written. Groups
that the selection cuts, that hold what the viewer may not know, or that are asked as of a time
go through `incidents.summary` itself; so does everything when the selection is small, because
the reference also names the claims each figure rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.store.asking import Asking
from incidents.store.publicity import horizon
from incidents.store.sums import Sums, of_row, of_toll, totals
from incidents.summary import Toll, toll

Key = tuple[Any, ...]
#: A row that has the key's columns, and sums to add under it.
Part = tuple[dict[str, Any], Sums]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What a group is and what the answer is keyed by.

    Attributes:
        member: column with the id of the group's top row ("root_id" or "chart_id").
        size: column with the group's whole size.
        keys: expressions the answer is keyed by, the same for all rows of one group.
        part_of: whether larger totals that the selection leaves out are told.
    """

    member: str
    size: str
    keys: tuple[tuple[str, ir.Column], ...]
    part_of: bool = True


def grouped(asking: Asking, rows: ir.Table, grouping: Grouping) -> dict[Key, Sums]:
    """Give the sums per key of the selected rows."""
    rows = rows.mutate(**{f"key_{n}": k for n, k in grouping.keys})
    names = [f"key_{n}" for n, _ in grouping.keys]
    found: dict[Key, Sums] = defaultdict(Sums)
    if asking.count(rows) <= asking.small:
        parts = _by_reference(asking, rows, grouping)
    else:
        parts = _by_engine(asking, rows, grouping)
    for row, sums in parts:
        found[tuple(row[n] for n in names)].add(sums)
    return found


def _by_engine(asking: Asking, rows: ir.Table, grouping: Grouping) -> Iterator[Part]:
    hard = _hard(asking, rows, grouping)
    easy = _easy(rows, grouping, asking.as_of)
    if asking.count(hard):
        easy = easy.anti_join(hard, [(easy[grouping.member], hard.group_id)])
        knots = rows.semi_join(hard, [(rows[grouping.member], hard.group_id)])
        yield from _by_reference(asking, knots, grouping)
    names = [f"key_{n}" for n, _ in grouping.keys]
    for row in asking.run(easy.group_by(names).aggregate(**totals(easy, asking.as_of))):
        yield row, of_row(row)


def _hard(asking: Asking, rows: ir.Table, grouping: Grouping) -> ir.Table:
    """Ids of groups that the engine may not add from their top."""
    limit = horizon(asking.viewer)
    fresh = ibis.literal(False) if limit is None else rows.fresh_at > ibis.literal(limit)  # noqa: FBT003 - a value
    rows = rows.mutate(group_id=rows[grouping.member], is_fresh=fresh)
    knots = rows.filter(rows.knotty | rows.is_fresh)
    sizes = knots.group_by("group_id").aggregate(
        n=knots.count(), size=knots[grouping.size].max(), fresh=knots.is_fresh.any()
    )
    if asking.as_of is None:
        sizes = sizes.filter((sizes.n < sizes["size"]) | sizes.fresh)
    return sizes.select("group_id")


def _easy(rows: ir.Table, grouping: Grouping, as_of: datetime | None) -> ir.Table:
    if as_of is not None:
        return rows.filter(~rows.knotty)
    return rows.filter(~rows.knotty | (rows.incident_id == rows[grouping.member]))


def _by_reference(asking: Asking, rows: ir.Table, grouping: Grouping) -> Iterator[Part]:
    """Work the groups of these rows out in Python."""
    keys = [f"key_{n}" for n, _ in grouping.keys]
    asked = asking.run(rows.select("incident_id", "root_id", "chart_id", *keys))
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in asked:
        groups[row[grouping.member]].append(row)
    around = asking.trees({r["root_id"] for r in asked})
    for members in groups.values():
        universe = around[members[0]["root_id"]]
        stated = reference_toll(universe, [m["incident_id"] for m in members], asking.as_of)
        sums = of_toll(stated)
        if not grouping.part_of:
            for measure in sums.by_measure.values():
                measure.part_of = None
        yield members[0], sums


def reference_toll(universe: Snapshot, ids: Sequence[str], as_of: datetime | None) -> Toll:
    """Toll of some incidents of one tree, in sight of the whole tree."""
    wanted = set(ids)
    chosen = [i for i in universe.incidents if i.incident_id in wanted]
    return toll(chosen, universe.claims, as_of, universe)

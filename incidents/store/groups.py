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
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.store.asking import Asking
from incidents.store.sums import Sums, of_row, of_toll, totals
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
        member: column with the id of the group's top row ("root_id" or "chart_id").
        size: column with the group's whole size.
        part_of: whether larger totals that the selection leaves out are told.
    """

    rows: ir.Table = field(compare=False)
    name: str
    keys: tuple[str, ...]
    member: str
    size: str
    part_of: bool = True


def grouped(asking: Asking, grouping: Grouping) -> dict[Key, Sums]:
    """Give the sums per key of the selected rows."""
    found: dict[Key, Sums] = defaultdict(Sums)
    for row, sums in (_by_reference if asking.is_small else _by_engine)(asking, grouping):
        found[tuple(row[n] for n in grouping.keys)].add(sums)
    return found


def _by_engine(asking: Asking, grouping: Grouping) -> Iterator[Part]:
    timeless = asking.as_of is None
    hard = bool(asking.run(_hard(grouping, timeless=timeless).limit(1)))
    if hard:
        yield from _by_reference(asking, grouping, only_hard=True)
    for row in asking.run(_totals(grouping, asking.as_of, asking.present, hard=hard)):
        yield row, of_row(row)


@lru_cache(maxsize=64)
def _hard(grouping: Grouping, *, timeless: bool) -> ir.Table:
    """Ids of groups that the engine may not add from their top."""
    rows = grouping.rows.mutate(group_id=grouping.rows[grouping.member])
    knots = rows.filter(rows.knotty | rows.is_fresh)
    sizes = knots.group_by("group_id").aggregate(
        n=knots.count(), size=knots[grouping.size].max(), fresh=knots.is_fresh.any()
    )
    if timeless:
        sizes = sizes.filter((sizes.n < sizes["size"]) | sizes.fresh)
    return sizes.select("group_id")


@lru_cache(maxsize=256)
def _totals(
    grouping: Grouping, as_of: datetime | None, present: frozenset[str], *, hard: bool
) -> ir.Table:
    """Sums per key of what may be added; ``hard``: some groups may not."""
    rows = grouping.rows
    if as_of is not None:
        easy = rows.filter(~rows.knotty)
    else:
        easy = rows.filter(~rows.knotty | (rows.incident_id == rows[grouping.member]))
    if hard:
        left_out = _hard(grouping, timeless=as_of is None)
        easy = easy.anti_join(left_out, [(easy[grouping.member], left_out.group_id)])
    return easy.group_by(grouping.keys).aggregate(**totals(easy, as_of, present))


def _by_reference(asking: Asking, grouping: Grouping, *, only_hard: bool = False) -> Iterator[Part]:
    """Work groups out in Python: all of them, or those the engine may not add."""
    rows = grouping.rows
    if only_hard:
        hard = _hard(grouping, timeless=asking.as_of is None)
        rows = rows.semi_join(hard, [(rows[grouping.member], hard.group_id)])
    asked = asking.run(rows.select("incident_id", "root_id", "chart_id", *grouping.keys))
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

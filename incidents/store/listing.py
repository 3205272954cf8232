"""Rows as they are shown: marks of the map, the table's pages, the unplaced tray, choices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.errors import BadFilter
from incidents.model import PRECISION_TABLE, TOLL_MEASURES, Measure, Precision
from incidents.query import (
    Audience,
    Choices,
    Mark,
    TablePage,
    TableRow,
    UnplacedRow,
)
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN, VISIBLE
from incidents.store.groups import reference_toll
from incidents.store.selection import place_key
from incidents.store.sums import own_figures
from incidents.summary import Figure

#: What the table can be sorted by, and the column behind it.
SORTS = {
    "date": "day_start",
    "place": "place_name",
    "country": "country",
    "adm1": "adm1",
    "event_type": "event_type",
    "precision": "precision",
    "dataset": "dataset_id",
    **{m.value: f"{m.value}_best" for m in Measure if not m.value.startswith("munitions")},
}
#: Columns of the table that are shown as they stand.
_SAME = (
    "incident_id",
    "date_prec",
    "label",
    "place_name",
    "country",
    "adm1",
    "adm2",
    "event_type",
    "sub_event_type",
    "weapons",
    "placeholder",
    "parent_id",
    "dataset_id",
)
_MARK = (
    "incident_id",
    "parent_id",
    "label",
    "place_name",
    "place_id",
    "precision",
    "lat",
    "lon",
    "extent_km",
    "country",
    "adm1",
    "day_start",
    "event_type",
    "placeholder",
)
#: Rows a page of the table may have.
LARGEST_PAGE = 1_000
#: How many choices a filter offers at most.
OFFERED = 500


def marks(asking: Asking, limit: int) -> tuple[Mark, ...]:
    """What the map draws inline, newest first, the coarsest of one day at the bottom."""
    found = asking.run(_marked(asking.present), f" LIMIT {int(limit)}")
    figures = figures_of(asking, found)
    return tuple(mark_of(row, figures[row["incident_id"]]) for row in found)


@lru_cache(maxsize=32)
def _marked(present: frozenset[str]) -> ir.Table:
    rows = CHOSEN.filter(CHOSEN.lat.notnull()).select(*_MARK, *_figure_columns(present))
    return rows.order_by(ibis.desc("day_start"), "incident_id")


#: What a row needs for its figures to be told: see `figures_of`.
_AROUND = ("root_id", "knotty", "is_fresh", "tree_size", "quiet")
_PARTS = ("low", "best", "high", "stated", "silent", "inferred", "carried")


def _figure_columns(present: frozenset[str]) -> tuple[str, ...]:
    return (*_AROUND, *(f"{m}_{part}" for m in sorted(present) for part in _PARTS))


def mark_of(row: dict[str, Any], figures: dict[Measure, Figure]) -> Mark:
    """A mirror row as a mark."""
    precision = Precision(row["precision"])
    extent = row["extent_km"]
    return Mark(
        incident_id=row["incident_id"],
        parent_id=row["parent_id"],
        label=row["label"],
        place_name=row["place_name"],
        place_id=row["place_id"],
        precision=precision,
        lat=row["lat"],
        lon=row["lon"],
        radius_km=extent if extent is not None else PRECISION_TABLE[precision].extent_km,
        country=row["country"],
        adm1=row["adm1"],
        date=row["day_start"].isoformat(),
        event_type=row["event_type"],
        placeholder=row["placeholder"],
        figures=figures,
    )


def unplaced(asking: Asking, limit: int) -> tuple[UnplacedRow, ...]:
    """The unplaced tray: incidents and placeholders without a known place, newest first."""
    return tuple(
        UnplacedRow(
            incident_id=row["incident_id"],
            label=row["label"],
            country=row["country"],
            expected=Precision(row["expected"]) if row["expected"] else None,
            date=row["day_start"].isoformat(),
            parent_id=row["parent_id"],
        )
        for row in asking.run(_UNPLACED, f" LIMIT {int(limit)}")
    )


_NOWHERE = CHOSEN.filter(CHOSEN.lat.isnull())
_UNPLACED = _NOWHERE.select(
    "incident_id", "label", "country", "expected", "day_start", "parent_id"
).order_by(ibis.desc("day_start"), "incident_id")
_BY_COUNTRY = (
    _NOWHERE.group_by("country").aggregate(n=_NOWHERE.count()).order_by(ibis.desc("n"), "country")
)


def latest(asking: Asking) -> datetime | None:
    """End of the time at which the newest figure of the selection was said, local wall time."""
    (row,) = asking.run(_LATEST)
    return max((t for t in row.values() if t is not None), default=None)


_LATEST = CHOSEN.aggregate([CHOSEN[f"{m}_until"].max().name(m) for m in TOLL_MEASURES])


def unplaced_by_country(asking: Asking) -> tuple[tuple[str | None, int], ...]:
    """How many have no known place, by ISO code of the country, most first."""
    return tuple((row["country"], int(row["n"])) for row in asking.run(_BY_COUNTRY))


def table(asking: Asking, *, page: int, size: int, sort: str) -> TablePage:
    """One page; ``sort`` is a name of `SORTS`, with "-" before it for descending."""
    if page < 0 or not 1 <= size <= LARGEST_PAGE:
        raise BadFilter(
            f"table: page {page} of {size} rows; pages count from 0 and have 1 to {LARGEST_PAGE}"
        )
    total = asking.count
    found = asking.run(_ordered(sort, asking.present), f" LIMIT {int(size)} OFFSET {page * size}")
    figures = figures_of(asking, found)
    shown = tuple(_table_row(row, figures[row["incident_id"]]) for row in found)
    return TablePage(rows=shown, total=total, page=page, size=size)


@lru_cache(maxsize=64)
def _ordered(sort: str, present: frozenset[str]) -> ir.Table:
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise BadFilter(f"table: sort is {sort!r}; give one of {', '.join(SORTS)}, or -name")
    wanted = dict.fromkeys((*_SAME, "day_start", "precision", "sources", SORTS[name]))
    rows = CHOSEN.select(*dict.fromkeys((*wanted, *_figure_columns(present))))
    column = rows[SORTS[name]]
    first = ibis.desc(column, nulls_first=False) if sort.startswith("-") else ibis.asc(column)
    return rows.order_by(column.isnull(), first, "incident_id")


def _table_row(row: dict[str, Any], figures: dict[Measure, Figure]) -> TableRow:
    return TableRow(
        **{name: row[name] for name in _SAME},
        date=row["day_start"].isoformat(),
        precision=Precision(row["precision"]),
        sources="; ".join(s for s in row["sources"].split("|") if s),
        figures=figures,
    )


def figures_of(asking: Asking, found: Sequence[dict[str, Any]]) -> dict[str, dict[Measure, Figure]]:
    """Figures of each row's own subtree, as the viewer may know them."""
    figures = {row["incident_id"]: own_figures(row) for row in found}
    hard = _hard_rows(asking, found)
    around = asking.trees({row["root_id"] for row in hard})
    paths: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in asking.members(around):
        paths[row["root_id"]].append((row["incident_id"], row["path"]))
    for row in hard:
        i = row["incident_id"]
        below = [m for m, path in paths[row["root_id"]] if f"|{i}|" in path]
        stated = reference_toll(around[row["root_id"]], below, asking.as_of)
        figures[i] = {m: replace(f, part_of=None) for m, f in stated.figures.items()}
    return figures


def _hard_rows(asking: Asking, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose stored figures do not fit the viewer or the time."""
    if asking.as_of is not None:
        return list(found)
    if asking.viewer.audience is Audience.OWNER:
        return []
    roots = {r["root_id"] for r in found if r["knotty"]}
    seen = Counter(m["root_id"] for m in asking.members(roots))
    return [
        r for r in found if r["is_fresh"] or (r["knotty"] and seen[r["root_id"]] < r["tree_size"])
    ]


def choices(asking: Asking) -> Choices:
    """What the filters offer, each with how many incidents it has, most first."""
    rows = VISIBLE
    days = asking.run(rows.aggregate(first=rows.day_start.min(), last=rows.day_last.max()))[0]
    keyed = rows.mutate(value=place_key(rows))
    named = keyed.filter(keyed.value.notnull())
    places = named.group_by("value").aggregate(words=named.place_name.max(), n=named.count())
    return Choices(
        first_day=days["first"].isoformat() if days["first"] else None,
        last_day=days["last"].isoformat() if days["last"] else None,
        places=_offered(asking, places),
        event_types=_values(asking, rows, "event_type"),
        sub_event_types=_values(asking, rows, "sub_event_type"),
        weapon_families=_split(asking, rows, "families"),
        precisions=_values(asking, rows, "precision"),
        sources=_split(asking, rows, "sources"),
        datasets=_values(asking, rows, "dataset_id"),
    )


def _values(asking: Asking, rows: ir.Table, name: str) -> tuple[tuple[str, str, int], ...]:
    rows = rows.filter(rows[name].notnull())
    counted = rows.group_by(value=rows[name]).aggregate(n=rows.count())
    return _offered(asking, counted.mutate(words=counted.value))


def _split(asking: Asking, rows: ir.Table, name: str) -> tuple[tuple[str, str, int], ...]:
    """Values of a column that holds several between bars; few combinations, split here."""
    counted = rows.group_by(value=rows[name]).aggregate(n=rows.count())
    totals: dict[str, int] = {}
    for row in asking.run(counted):
        for value in filter(None, row["value"].split("|")):
            totals[value] = totals.get(value, 0) + row["n"]
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple((v, v, n) for v, n in ranked[:OFFERED])


def _offered(asking: Asking, counted: ir.Table) -> tuple[tuple[str, str, int], ...]:
    ranked = counted.order_by(ibis.desc("n"), "value").limit(OFFERED)
    return tuple((r["value"], r["words"] or r["value"], int(r["n"])) for r in asking.run(ranked))

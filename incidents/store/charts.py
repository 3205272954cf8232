"""Tolls, figures per place and figures over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incidents.model import Precision
from incidents.query import PlaceRow, TimeRow
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN
from incidents.store.groups import Grouping, Key, grouped
from incidents.store.sums import Sums
from incidents.summary import Toll

#: A span of more days than this is told by month, and of more than the second by year.
DAYS, MONTHS = 120, 366 * 20


_BY_SET = Grouping(
    rows=CHOSEN, name="set", keys=("dataset_id",), member="root_id", size="tree_size"
)
_PLACE_KEYS = ("chart_label", "chart_place_id", "chart_precision")
_BY_PLACE = Grouping(
    rows=CHOSEN.filter(~CHOSEN.chart_skip),
    name="place",
    keys=_PLACE_KEYS,
    member="chart_id",
    size="chart_size",
    part_of=False,
)


_SPAN = CHOSEN.aggregate(first=CHOSEN.root_day.min(), last=CHOSEN.root_day.max())


def tolls(asking: Asking) -> tuple[tuple[str, Toll], ...]:
    """One toll per data set, never added together."""
    found = grouped(asking, _BY_SET)
    return tuple((str(k[0]), found[k].toll(asking.as_of)) for k in sorted(found))


def per_place(asking: Asking, limit: int) -> tuple[PlaceRow, ...]:
    """Figures per place, most incidents first (never by dead)."""
    found = grouped(asking, _BY_PLACE)
    if not found:
        found = grouped(asking, replace(_BY_PLACE, rows=CHOSEN, name="any place"))
    ranked = sorted(found.items(), key=lambda item: (-item[1].incidents, str(item[0])))
    return tuple(_place_row(key, sums) for key, sums in ranked[:limit])


def _place_row(key: Key, sums: Sums) -> PlaceRow:
    label, place_id, precision = key
    return PlaceRow(
        label=label,
        place_id=place_id,
        precision=Precision(precision),
        incidents=sums.incidents,
        figures=sums.figures(),
    )


def over_time(asking: Asking) -> tuple[TimeRow, ...]:
    """Figures per day, month or year of each tree's top, in order of time."""
    span = asking.run(_SPAN)[0]
    if span["first"] is None:
        return ()
    length = bucket_length(span["first"], span["last"])
    grouping = Grouping(
        rows=CHOSEN.mutate(bucket=CHOSEN.root_day.cast("string").substr(0, length)),
        name=f"bucket {length}",
        keys=("bucket",),
        member="root_id",
        size="tree_size",
    )
    found = grouped(asking, grouping)
    return tuple(
        TimeRow(bucket=str(k[0]), incidents=s.incidents, figures=s.figures())
        for k, s in sorted(found.items())
    )


def bucket_length(first: date, last: date) -> int:
    """Characters of an ISO day that make a bucket: 10 a day, 7 a month, 4 a year."""
    days = (last - first).days
    return 10 if days <= DAYS else 7 if days <= MONTHS else 4

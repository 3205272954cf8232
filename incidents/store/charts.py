"""Tolls, figures per place and figures over time."""

from __future__ import annotations

from datetime import date

from incidents.model import Precision
from incidents.query import PlaceRow, TimeRow
from incidents.store.asking import Asking
from incidents.store.groups import Grouping, Key, grouped
from incidents.store.sums import Sums
from incidents.summary import Toll

#: A span of more days than this is told by month, and of more than the second by year.
DAYS, MONTHS = 120, 366 * 20


def tolls(asking: Asking) -> tuple[tuple[str, Toll], ...]:
    """One toll per data set, never added together."""
    rows = asking.select()
    grouping = Grouping(member="root_id", size="tree_size", keys=(("set", rows.dataset_id),))
    found = grouped(asking, rows, grouping)
    return tuple((str(k[0]), found[k].toll(asking.as_of)) for k in sorted(found))


def per_place(asking: Asking, limit: int) -> tuple[PlaceRow, ...]:
    """Figures per place, most incidents first (never by dead)."""
    rows = asking.select()
    shown = rows.filter(~rows.chart_skip)
    if not asking.count(shown):
        shown = rows
    grouping = Grouping(
        member="chart_id",
        size="chart_size",
        keys=(
            ("label", shown.chart_label),
            ("place", shown.chart_place_id),
            ("precision", shown.chart_precision),
        ),
        part_of=False,
    )
    found = grouped(asking, shown, grouping)
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
    rows = asking.select()
    span = asking.run(rows.aggregate(first=rows.root_day.min(), last=rows.root_day.max()))[0]
    if span["first"] is None:
        return ()
    length = bucket_length(span["first"], span["last"])
    key = rows.root_day.cast("string").substr(0, length)
    grouping = Grouping(member="root_id", size="tree_size", keys=(("bucket", key),))
    found = grouped(asking, rows, grouping)
    return tuple(
        TimeRow(bucket=str(k[0]), incidents=s.incidents, figures=s.figures())
        for k, s in sorted(found.items())
    )


def bucket_length(first: date, last: date) -> int:
    """Characters of an ISO day that make a bucket: 10 a day, 7 a month, 4 a year."""
    days = (last - first).days
    return 10 if days <= DAYS else 7 if days <= MONTHS else 4

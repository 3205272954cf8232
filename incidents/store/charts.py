"""Tolls, figures per place and figures over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import Precision
from incidents.query import PlaceRow, TimeRow
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN
from incidents.store.groups import Grouping, Key, grouped
from incidents.store.summands import Sums
from incidents.summary import Toll

#: A span of more days than this is told by month, and of more than the second by year.
DAYS, MONTHS = 120, 366 * 20


_PLACE_KEYS = ("chart_label", "chart_place_id", "chart_precision")
_BY_PLACE = Grouping(
    rows=CHOSEN.filter(~CHOSEN.chart_skip),
    name="place",
    keys=_PLACE_KEYS,
    member="chart_id",
    size="chart_size",
    part_of=False,
    top="is_chart_top",
)
_ANY_PLACE = replace(_BY_PLACE, rows=CHOSEN, name="any place")


@lru_cache(maxsize=3)
def _by_set_and_time(length: int) -> Grouping:
    return Grouping(
        rows=CHOSEN,
        made={"bucket": lambda rows: _number(rows.root_day, length)},
        name=f"set and {length}",
        keys=("dataset_id", "bucket"),
        member="root_id",
        size="tree_size",
    )


#: Digits of a bucket's number by its characters: without the dashes.
_DIGITS = {4: 4, 7: 6, 10: 8}


def _number(day: ir.DateColumn, length: int) -> ir.IntegerColumn:
    """A bucket as a number, 202206 of June 2022: texts are slow to make and to group by."""
    number = day.year().cast("int32")
    if length > len("2022"):
        number = number * 100 + day.month().cast("int32")
    return number * 100 + day.day().cast("int32") if length > len("2022-06") else number


def _bucket(number: int, length: int) -> str:
    """The same as the beginning of an ISO day."""
    text = str(number).zfill(_DIGITS[length])
    return "-".join(filter(None, (text[:4], text[4:6], text[6:])))


def _sets_and_times(asking: Asking) -> dict[Key, Sums]:
    """Sums per data set and bucket: one pass answers both the toll and the chart over time."""
    if asking.span is None:
        return {}
    grouping = _by_set_and_time(bucket_length(*asking.span))
    found: dict[Key, Sums] = asking.once("sets", lambda: grouped(asking, grouping))
    return found


def _along(found: dict[Key, Sums], place: int) -> dict[Any, Sums]:
    added: dict[Any, Sums] = defaultdict(Sums)
    for key in sorted(found):
        added[key[place]].add(found[key])
    return added


def tolls(asking: Asking) -> tuple[tuple[str, Toll], ...]:
    """One toll per data set, never added together."""
    found = _along(_sets_and_times(asking), 0)
    return tuple((name, found[name].toll(asking.as_of)) for name in sorted(found))


def per_place(asking: Asking, limit: int) -> tuple[PlaceRow, ...]:
    """Figures per place, most incidents first (never by dead)."""
    found = grouped(asking, _BY_PLACE, limit)
    if not found:
        found = grouped(asking, _ANY_PLACE, limit)
    ranked = sorted(found.items(), key=lambda item: (-item[1].incidents, _in_order(item[0])))
    return tuple(_place_row(key, sums) for key, sums in ranked[:limit])


def _in_order(key: Key) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in key)


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
    if asking.span is None:
        return ()
    length = bucket_length(*asking.span)
    found = _along(_sets_and_times(asking), 1)
    return tuple(
        TimeRow(bucket=_bucket(bucket, length), incidents=sums.incidents, figures=sums.figures())
        for bucket, sums in sorted(found.items())
    )


def bucket_length(first: date, last: date) -> int:
    """Characters of an ISO day that make a bucket: 10 a day, 7 a month, 4 a year."""
    days = (last - first).days
    return 10 if days <= DAYS else 7 if days <= MONTHS else 4

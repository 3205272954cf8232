"""What was chosen in a chart or on the map: a place, a region, a hexagon, days or a frame. Pure.

A focus narrows the table and is ringed on the map; the filter, the figures and the view stay. It
never widens: what the filter already leaves out stays out.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import h3  # type: ignore[import-untyped]  # it ships no types

from incidents.query import Filter
from incidents.ui import words

Box = tuple[float, float, float, float]
#: The resolution a record's own cell is stored in.
CELL_RESOLUTION = 7


class Kind(StrEnum):
    """What kind of thing was chosen."""

    PLACE = "place"
    UNIT = "unit"
    CELL = "cell"
    DAYS = "days"
    FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """One thing chosen.

    Attributes:
        value: a gazetteer id, unit code, H3 cell, ISO day, month or year, or
            "west,south,east,north"; an empty place is one that is not named.
        said: what it is called on the screen.
    """

    kind: Kind
    value: str
    said: str

    @property
    def area(self) -> str:
        """Key of the region or hexagon to outline; "" for anything else."""
        return self.value if self.kind in {Kind.UNIT, Kind.CELL} else ""


def place(place_id: str | None, label: str) -> Focus:
    """Choose a place of the charts."""
    return Focus(kind=Kind.PLACE, value=place_id or "", said=label)


def days(bucket: str) -> Focus:
    """Choose a bar of a chart over time: an ISO day, month or year."""
    said = words.day(bucket) if len(bucket) == 10 else bucket
    return Focus(kind=Kind.DAYS, value=bucket, said=said)


def frame(box: Box) -> Focus:
    """Choose the square of a count."""
    return Focus(kind=Kind.FRAME, value=",".join(map(repr, box)), said="one square of the map")


def area(key: str, title: str) -> Focus:
    """Choose a region or a hexagon by its key."""
    return Focus(kind=Kind.CELL if h3.is_valid_cell(key) else Kind.UNIT, value=key, said=title)


def narrowed(chosen: Filter, focus: Focus | None) -> Filter:
    """The filter with the focus on top; of a hexagon only the box around it."""
    if focus is None:
        return chosen
    if focus.kind is Kind.DAYS:
        first, last = span(focus.value)
        return replace(
            chosen,
            since=max(filter(None, (chosen.since, first))),
            until=min(filter(None, (chosen.until, last))),
        )
    if focus.kind is Kind.PLACE and not focus.value:
        return replace(chosen, precisions=("unknown",))
    if focus.kind in {Kind.PLACE, Kind.UNIT}:
        wanted = focus.value if focus.kind is Kind.PLACE else f"adm1:{focus.value}"
        # Values within a field widen, so a place already chosen is kept as it is.
        return chosen if chosen.places else replace(chosen, places=(wanted,))
    box = box_of_cell(focus.value) if focus.kind is Kind.CELL else _box(focus.value)
    return replace(chosen, bounds=_both(chosen.bounds, box))


def span(bucket: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year."""
    if len(bucket) == 4:
        return date(int(bucket), 1, 1), date(int(bucket), 12, 31)
    if len(bucket) == 7:
        year, month = int(bucket[:4]), int(bucket[5:])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date.fromisoformat(bucket)
    return day, day


def box_of_cell(cell: str) -> Box:
    """West, south, east, north around a hexagon; beyond the antimeridian west lies east.

    A little wider than its outline: the finer cells it is made of reach over its edges.
    """
    corners = [c for one in h3.grid_disk(cell, 1) for c in h3.cell_to_boundary(one)]
    lats, lons = [c[0] for c in corners], [c[1] for c in corners]
    if max(lons) - min(lons) > 180:
        return min(x for x in lons if x > 0), min(lats), max(x for x in lons if x < 0), max(lats)
    return min(lons), min(lats), max(lons), max(lats)


def is_in_cell(cell: str, lat: float, lon: float) -> bool:
    """Whether a hexagon counts a point: through its fine cell's parent, as the mirror does."""
    fine = h3.latlng_to_cell(lat, lon, CELL_RESOLUTION)
    return bool(h3.cell_to_parent(fine, h3.get_resolution(cell)) == cell)


def _box(value: str) -> Box:
    west, south, east, north = (float(n) for n in value.split(","))
    return west, south, east, north


def _both(one: Box | None, other: Box) -> Box:
    """Where two frames overlap; one that crosses the antimeridian gives way to the other."""
    if one is None or one[0] > one[2] or other[0] > other[2]:
        return other
    west, east = max(one[0], other[0]), min(one[2], other[2])
    south, north = max(one[1], other[1]), min(one[3], other[3])
    # Nothing in common: an empty frame, never one that means the far side of the world.
    return (west, south, max(west, east), max(south, north))

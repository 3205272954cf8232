"""Regions and hexagons shaded by what is reported in them. Pure.

Data sets are never added: each area keeps one count per data set, is shaded by the largest and
names them all. A hexagon holds only what is placed as well as a town or better; placeholders are
never in one. What has no outline, or lies in no region, is counted and said, not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import h3  # type: ignore[import-untyped]  # it ships no types

from incidents.model import DATASETS, Measure
from incidents.query import CellCount
from incidents.ui import words
from incidents.ui.basemap import Geometry
from incidents.ui.glyphs import value_of

#: Rows per data set.
Counts = Mapping[str, Sequence[CellCount]]

#: Kilometres across a hexagon of each resolution (h3geo.org, average edge length times two).
ACROSS_KM = {3: 138, 4: 52, 5: 20, 6: 7, 7: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One region or hexagon; ``value`` is None where nothing is stated. Degrees, WGS 84."""

    key: str
    title: str
    detail: str
    label: str
    value: int | None
    lat: float
    lon: float
    geometry: Geometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """What is drawn, and how many incidents are in none of it."""

    drawn: tuple[Area, ...] = ()
    elsewhere: int = 0
    across_km: int | None = None


#: Name, outline, and where a name is written (latitude, longitude) of a unit's code.
Shape = Callable[[str], tuple[str, Geometry, tuple[float, float]] | None]


def of_units(counts: Counts, shape: Shape, measure: Measure | None, incidents: int) -> Areas:
    """Draw first-level units; ``incidents`` is how many the whole selection has."""
    drawn: list[Area] = []
    held = 0
    for code, rows in _by_key(counts).items():
        found = shape(code)
        if found is None:
            continue
        name, geometry, at = found
        drawn.append(_area(code, name, rows, measure, at, geometry))
        held += sum(r.incidents for r in rows.values())
    return Areas(drawn=tuple(drawn), elsewhere=max(0, incidents - held))


def of_cells(counts: Counts, measure: Measure | None, incidents: int, resolution: int) -> Areas:
    """Draw H3 cells as hexagons."""
    drawn: list[Area] = []
    for key, rows in _by_key(counts).items():
        lat, lon = h3.cell_to_latlng(key)
        across = ACROSS_KM[resolution]
        title = f"Hexagon about {across} km across"
        drawn.append(_area(key, title, rows, measure, (lat, lon), hexagon(key)))
    held = sum(r.incidents for rows in counts.values() for r in rows)
    return Areas(
        drawn=tuple(drawn),
        elsewhere=max(0, incidents - held),
        across_km=ACROSS_KM[resolution],
    )


def finest_cells(points: Sequence[tuple[float, float]]) -> int:
    """The finest resolution worth drawing for points (latitude, longitude) spread so far."""
    if not points:
        return 4
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    spread = max(max(lats) - min(lats), max(lons) - min(lons))
    return 6 if spread < 1 else 5 if spread < 4 else 4


def hexagon(cell: str) -> Geometry:
    """The outline of an H3 cell; one on the antimeridian goes on beyond 180 degrees."""
    corners = [(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]
    if max(c[0] for c in corners) - min(c[0] for c in corners) > 180:
        corners = [(lon + 360 if lon < 0 else lon, lat) for lon, lat in corners]
    closed = [[round(lon, 5), round(lat, 5)] for lon, lat in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [closed]}


def _by_key(counts: Counts) -> dict[str, dict[str, CellCount]]:
    found: dict[str, dict[str, CellCount]] = {}
    for dataset, rows in counts.items():
        for row in rows:
            found.setdefault(row.key, {})[dataset] = row
    return found


def _area(  # noqa: PLR0913, PLR0917 - the columns of one area
    key: str,
    title: str,
    rows: Mapping[str, CellCount],
    measure: Measure | None,
    at: tuple[float, float],
    geometry: Geometry,
) -> Area:
    values = {d: value_of(r.incidents, r.figures, measure) for d, r in rows.items()}
    largest = max(rows, key=lambda d: values[d] or 0)
    return Area(
        key=key,
        title=title,
        detail=" | ".join(_said(d, r, named=len(rows) > 1) for d, r in rows.items()),
        label=_label(rows[largest], measure),
        value=values[largest],
        lat=at[0],
        lon=at[1],
        geometry=geometry,
    )


def _label(row: CellCount, measure: Measure | None) -> str:
    if measure is None:
        return words.number(row.incidents) if row.incidents else ""
    return words.brief(row.figures.get(measure))


def _said(dataset: str, row: CellCount, *, named: bool) -> str:
    stated = [
        f"{words.SHORT[m]} {words.figure(f)}"
        for m, f in row.figures.items()
        if m in words.SHORT and words.brief(f)
    ]
    noun = "incident" if row.incidents == 1 else "incidents"
    said = " · ".join((f"{words.number(row.incidents)} {noun}", *stated))
    if not named:
        return said
    return f"{DATASETS[dataset].name if dataset in DATASETS else dataset}: {said}"

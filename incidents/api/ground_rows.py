"""What the map's ground is made of: border segments, dashes, names, and land thinned far away.

Pure over features of GeoJSON (longitude, latitude in degrees). Far from every record a coast needs
less than half of its points; which ones ship beside the outlines (`scripts/build_boundaries.py`),
so that two countries lose the same points of the border they share and still meet.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from incidents.adapters.outlines import Feature, rings

Position = tuple[float, float]
Segment = tuple[Position, Position]
#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]
Row = dict[str, Any]

#: Length of a dash and of the gap after it, in degrees.
DASH = 0.12
#: A longer step in degrees of longitude is where an outline was cut at the antimeridian.
WIDEST = 90.0
#: Degrees; a part of a country that is smaller is left out far away.
SMALL = 0.25
#: What a segment is: of a unit, of a country, of a disputed line.
UNIT, COUNTRY, DISPUTED = 0, 1, 2
#: Languages written in the script of the files' local names.
CYRILLIC = frozenset({"uk", "ru", "be", "bg", "sr", "mk"})


def border_rows(nations: Sequence[Feature], units: Sequence[Feature]) -> list[Row]:
    """Segments as ``{"a": [lon, lat], "b": [lon, lat], "k": what it is}``, each once, units first.

    The disputed ones come last, dashed, over the line they follow.
    """
    seen: set[Segment] = set()
    rows: list[Row] = []
    for kind, features in ((UNIT, units), (COUNTRY, nations)):
        for a, b in (s for f in features for s in _segments(f["geometry"])):
            one = (min(a, b), max(a, b))
            if one not in seen and abs(a[0] - b[0]) < WIDEST:
                seen.add(one)
                rows.append({"a": a, "b": b, "k": kind})
    doubtful = [f for f in (*nations, *units) if f["properties"].get("disputed")]
    rows += [
        {"a": a, "b": b, "k": DISPUTED}
        for a, b in dashed(line for f in doubtful for line in rings(f["geometry"]))
    ]
    return rows


def _segments(geometry: Mapping[str, Any]) -> Iterator[Segment]:
    for ring in rings(geometry):
        for (x0, y0, *_), (x1, y1, *_) in pairwise(ring):
            yield (x0, y0), (x1, y1)


def dashed(lines: Iterable[Sequence[Sequence[float]]], dash: float = DASH) -> Iterator[Segment]:
    """Cut lines into dashes of ``dash`` degrees with gaps as long between them."""
    for line in lines:
        for (x0, y0, *_), (x1, y1, *_) in pairwise(line):
            steps = max(1, round(math.hypot(x1 - x0, y1 - y0) / (2 * dash)))
            for n in range(steps):
                start, end = n / steps, (n + 0.5) / steps
                yield (
                    (round(x0 + (x1 - x0) * start, 4), round(y0 + (y1 - y0) * start, 4)),
                    (round(x0 + (x1 - x0) * end, 4), round(y0 + (y1 - y0) * end, 4)),
                )


def name_row(feature: Feature, locale: str | None) -> Row:
    """The name of a country or unit in the reader's script: ``{"t": text, "p": [lon, lat]}``."""
    properties = feature["properties"]
    language = (locale or "en").replace("_", "-").split("-")[0].lower()
    local = properties.get("name_local") if language in CYRILLIC else None
    name = local or properties["name"]
    return {
        "t": name.removesuffix(" Oblast").removesuffix(" область"),
        "p": list(properties["label"]),
    }


def thinned(features: Iterable[Feature], kept: Collection[Position], within: Box) -> list[Row]:
    """Outlines with every point inside a box, and outside it only those that are kept.

    A part that is small and wholly outside goes; a country that has no other keeps its largest.
    """
    return [
        {**f, "geometry": {"type": "MultiPolygon", "coordinates": _parts(f, kept, within)}}
        for f in features
    ]


def _parts(feature: Feature, kept: Collection[Position], within: Box) -> list[Any]:
    geometry = feature["geometry"]
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    found = [p for p in (_part(polygon, kept, within) for polygon in polygons) if p]
    return found or [max(polygons, key=lambda p: len(p[0]))]


def _part(polygon: Sequence[Any], kept: Collection[Position], within: Box) -> list[Any]:
    """A polygon's rings without the points that go; nothing of one that is too small to show."""
    west, south, east, north = within
    lons, lats = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
    outside = max(lons) < west or min(lons) > east or max(lats) < south or min(lats) > north
    if outside and max(max(lons) - min(lons), max(lats) - min(lats)) < SMALL:
        return []
    rings_left = []
    for number, ring in enumerate(polygon):
        points = [
            p for p in ring[:-1]
            if (west <= p[0] <= east and south <= p[1] <= north) or (p[0], p[1]) in kept
            or abs(p[0]) >= 180
        ]  # fmt: skip
        if len(points) > 2:
            rings_left.append([*points, points[0]])
        elif number == 0:
            return []
    return rings_left

"""Where the map looks. Pure; the browser never tells this process where it has been moved to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Ukraine in the middle; zoom as in Web Mercator tiles.
HOME = (48.6, 31.4, 4.75)
#: The world as deck.gl draws it is so many pixels wide at zoom 0.
WORLD_PX = 512
#: A wide screen's map, in pixels.
SCREEN_PX = 860
#: Kilometres in a degree of latitude; extents beyond the second are not made room for.
KM_PER_DEGREE, WIDEST_KM = 111.0, 300.0
#: Degrees; a box wider than this is the world.
WIDE = 120.0
#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]
#: Zoom levels nearer that a click on a count goes.
NEARER = 2.0
DEEPEST = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the map looks first: degrees and Web Mercator zoom."""

    lat: float = HOME[0]
    lon: float = HOME[1]
    zoom: float = HOME[2]


def reach(lat: float, lon: float, radius_km: float) -> tuple[tuple[float, float], ...]:
    """Two corners of the square round a place of that extent: a region is more than its middle."""
    km = min(radius_km, WIDEST_KM)
    tall = km / KM_PER_DEGREE
    wide = tall / math.cos(math.radians(min(80.0, abs(lat))))
    return (lat - tall, lon - wide), (lat + tall, lon + wide)


def fit(points: Sequence[tuple[float, float]], *, width_px: int = 430, margin: float = 1.5) -> View:
    """Look at all points (latitude, longitude); the usual view for none.

    deck.gl's world is 512 pixels wide at zoom 0. ``margin``: how much wider than the points.
    """
    if not points:
        return View()
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    span = max(max(lons) - min(lons), (max(lats) - min(lats)) * 1.5, 6.0) * margin
    zoom = math.log2(360 * width_px / (WORLD_PX * span))
    return View(
        lat=round((max(lats) + min(lats)) / 2, 2),
        lon=round((max(lons) + min(lons)) / 2, 2),
        zoom=round(min(max(zoom, 1.0), 6.0), 2),
    )


def around(view: View, points: Sequence[tuple[float, float]]) -> Box | None:
    """What a reader will look at closely: the first view with as much beside it, and every point.

    Args:
        view: where the map looks first.
        points: latitude and longitude of all that is drawn.

    Returns:
        West, south, east, north in degrees; None where that is most of the world.
    """
    across = 360 * SCREEN_PX / (WORLD_PX * 2**view.zoom)
    tall = across * math.cos(math.radians(min(80.0, abs(view.lat)))) / 2
    lats = [view.lat - tall, view.lat + tall, *(lat for lat, _ in points)]
    lons = [view.lon - across, view.lon + across, *(lon for _, lon in points)]
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    if east - west > WIDE:
        return None
    return max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)


def into(box: tuple[float, float, float, float], tile_zoom: int) -> View:
    """Look nearer at the square of a count: west, south, east, north and its tile's zoom."""
    west, south, east, north = box
    return View(
        lat=round((south + north) / 2, 4),
        lon=round((west + east) / 2, 4),
        zoom=min(tile_zoom + NEARER, DEEPEST),
    )

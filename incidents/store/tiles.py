"""Map tiles as GeoJSON: points where a tile has few, a grid of counts where it has many.

Tiles are numbered as web maps number them (Web Mercator, z/x/y from the north-west). A count
stands near the mean of what it counts, within its own square so that no two signs lie on each
other, never for placeholders; places known no better than a district or region are counted apart
(``coarse``), so that they never look like hits.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from functools import lru_cache
from typing import Any

import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.errors import BadFilter
from incidents.model import PRECISION_TABLE, Precision
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN

#: A tile with more than this many marks shows counts.
POINTS = 300
#: Cells along one side of a tile of counts: at 512 pixels a tile, signs have room for a number.
GRID = 8
#: Pixels of a cell when the map stands half a zoom level above the tile's own.
CELL_PX = 512 / GRID / math.sqrt(2)
#: Radius in pixels of a sign, alone in its cell and where two share it.
SIGN_PX, SHARED_PX = 18.0, 11.0
DEEPEST = 22
_EXACT = [Precision.SITE.value, Precision.STREET.value]
_COARSE = [p.value for p in Precision if p.coarser_than(Precision.SETTLEMENT)]


def bounds_of(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in degrees; BadFilter if there is no such tile."""
    if not 0 <= z <= DEEPEST:
        raise BadFilter(f"tile: z={z} is not a zoom from 0 to {DEEPEST}")
    side = 2**z
    if not (0 <= x < side and 0 <= y < side):
        raise BadFilter(f"tile: {z}/{x}/{y} does not exist; x and y go from 0 to {side - 1}")
    return _lon(x, side), _lat(y + 1, side), _lon(x + 1, side), _lat(y, side)


def _lon(x: int, side: int) -> float:
    return x / side * 360 - 180


def _lat(y: int, side: int) -> float:
    # The edge of the map is 85.05 degrees; what lies beyond belongs to the outermost tiles.
    if y == 0:
        return 90.0
    if y == side:
        return -90.0
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))


def tile(asking: Asking, z: int, x: int, y: int) -> bytes:
    """One tile as a GeoJSON feature collection in UTF-8."""
    asking = asking.within(bounds_of(z, x, y))
    counted = asking.run(_grid(z))
    features: list[dict[str, Any]] = []
    if counted and sum(int(c["n"]) + int(c["placeholders"]) for c in counted) <= POINTS:
        features = [_point(row) for row in asking.run(_POINTS)]
    else:
        signs = [c for c in counted if c["n"]]
        kinds = Counter((c["column"], c["line"]) for c in signs)
        features = [_count(c, z, shared=kinds[c["column"], c["line"]] > 1) for c in signs]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=DEEPEST + 1)
def _grid(z: int) -> ir.Table:
    """Counts on a grid that lies still while tiles change: squares of so many degrees."""
    step = 360 / 2**z / GRID
    coarse = CHOSEN.precision.isin(_COARSE)
    column, line = (CHOSEN.lon / step).floor(), (CHOSEN.lat / step).floor()
    rows = CHOSEN.select("placeholder", "lat", "lon", column=column, line=line, coarse=coarse)
    real = ~rows.placeholder
    counted = rows.group_by("column", "line", "coarse").aggregate(
        n=real.sum(),
        placeholders=rows.placeholder.sum(),
        lat=rows.lat.mean(where=real),
        lon=rows.lon.mean(where=real),
    )
    # The same tile is the same bytes, whichever engine answers.
    return counted.order_by("line", "column", "coarse")


_POINTS = (
    CHOSEN.select(
        "incident_id",
        "label",
        "precision",
        "extent_km",
        "lat",
        "lon",
        "day_start",
        "event_type",
        "placeholder",
    )
    .order_by("incident_id")
    .limit(POINTS)
)


def _point(row: dict[str, Any]) -> dict[str, Any]:
    precision = Precision(row["precision"])
    extent = row["extent_km"]
    return _feature(
        row,
        {
            "id": row["incident_id"],
            "label": row["label"],
            "title": row["label"],
            "detail": f"{row['day_start'].isoformat()} · {PRECISION_TABLE[precision].words}",
            "precision": precision.value,
            "words": PRECISION_TABLE[precision].words,
            "radius_km": extent if extent is not None else PRECISION_TABLE[precision].extent_km,
            "coarse": precision.value in _COARSE,
            "exact": precision.value in _EXACT,
            "date": row["day_start"].isoformat(),
            "event_type": row["event_type"],
            "placeholder": row["placeholder"],
            "n": 1,
            "px": 4,
        },
    )


def _count(cell: dict[str, Any], z: int, *, shared: bool) -> dict[str, Any]:
    """A count with its square (west, south, east, north), so that a click can look into it."""
    n, coarse = int(cell["n"]), bool(cell["coarse"])
    step = 360 / 2**z / GRID
    west, south = cell["column"] * step, cell["line"] * step
    where = "known no better than a district or region" if coarse else "in this square of the map"
    px = round(min(6 + 1.5 * math.log2(n), SHARED_PX if shared else SIGN_PX), 1)
    half = step / 2 if shared else step
    left = west + half if shared and not coarse else west
    at = {
        "lon": _held(cell["lon"], left, half, px * step / CELL_PX),
        "lat": _held(cell["lat"], south, step, px * step / CELL_PX),
    }
    return _feature(
        at,
        {
            "n": n,
            "coarse": coarse,
            "px": px,
            "t": _brief(n),
            "z": z,
            "box": [round(v, 6) for v in (west, south, west + step, south + step)],
            "title": f"{n:,} incident{'' if n == 1 else 's'}".replace(",", "\u202f"),
            "detail": f"{where}; click to look nearer",
        },
    )


def _held(value: float, start: float, length: float, margin: float) -> float:
    """A coordinate moved so that a sign stays within its cell, or its half of it."""
    margin = min(margin, length / 2)
    return min(max(value, start + margin), start + length - margin)


def _brief(n: int) -> str:
    """A count as it fits on a sign: 950, 1.2k, 34k, 1.5M."""
    for unit, word in ((1_000_000, "M"), (1_000, "k")):
        if n >= unit:
            return f"{n / unit:.1f}{word}" if n < 9.95 * unit else f"{n // unit}{word}"
    return str(n) if n > 1 else ""


def _feature(at: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    point = [round(at["lon"], 5), round(at["lat"], 5)]
    geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "geometry": geometry, "properties": properties}

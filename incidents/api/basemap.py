"""The map's ground: `/basemap/countries.geojson` to fill, `/basemap/borders.json?countries=UA,PL`.

Only what ships is served, by fixed names; a page then carries an address and not a megabyte of
outlines. Borders are bare segments, each once though two countries share it: a browser without a
graphics card draws them at half the cost of outlines. Browsers keep both for a day, this process
keeps what it last made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from incidents.adapters.outlines import read_features
from incidents.api.errors import problem
from incidents.pipeline.services import Services

#: Name in the address, file that ships.
FILES = {"countries": "countries.geojson", "units": "adm1.geojson"}
KEPT = {"Cache-Control": "public, max-age=86400"}
#: A longer step in degrees of longitude is where an outline was cut at the antimeridian.
WIDEST = 90.0
#: Country codes read from one address at most.
MOST = 40


def basemap(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint of the outlines."""

    def endpoint(request: Request) -> Response:
        name = FILES.get(request.path_params["name"])
        if name is None:
            return problem(404, "not_found", "There is a basemap of countries and of units.")
        try:
            found = (provide().settings.data / "boundaries" / name).read_bytes()
        except OSError:
            return problem(503, "store", "The boundaries that ship are missing.")
        wanted = request.query_params.get("countries")
        if wanted is not None:
            found = _narrowed(found, frozenset(wanted.split(",")))
        return Response(found, media_type="application/geo+json", headers=KEPT)

    return endpoint


def borders(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint of the border lines: of all countries, and of the units of some."""

    def endpoint(request: Request) -> Response:
        wanted = request.query_params.get("countries", "").split(",")[:MOST]
        folder = provide().settings.data / "boundaries"
        try:
            found = border_lines(folder, tuple(sorted(set(wanted))))
        except OSError:
            return problem(503, "store", "The boundaries that ship are missing.")
        return Response(found, media_type="application/json", headers=KEPT)

    return endpoint


@lru_cache(maxsize=16)
def border_lines(folder: Path, countries: tuple[str, ...]) -> bytes:
    """Segments as ``{"a": [lon, lat], "b": [lon, lat], "k": 1 for a country's}``, units first."""
    nations = read_features(folder / FILES["countries"]).each()
    units = read_features(folder / FILES["units"]).each(countries)
    seen: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    rows = []
    for kind, features in ((0, units), (1, nations)):
        for a, b in (s for f in features for s in _segments(f["geometry"])):
            one = (min(a, b), max(a, b))
            if one not in seen and abs(a[0] - b[0]) < WIDEST:
                seen.add(one)
                rows.append({"a": a, "b": b, "k": kind})
    return json.dumps(rows, separators=(",", ":")).encode()


def _segments(
    geometry: Mapping[str, Any],
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for ring in (ring for polygon in polygons.get(geometry["type"], ()) for ring in polygon):
        for (x0, y0, *_), (x1, y1, *_) in pairwise(ring):
            yield (x0, y0), (x1, y1)


def _narrowed(found: bytes, countries: frozenset[str]) -> bytes:
    """Keep the features of these countries."""
    collection = json.loads(found)
    kept = [f for f in collection["features"] if f["properties"].get("country") in countries]
    return json.dumps({"type": "FeatureCollection", "features": kept}).encode()

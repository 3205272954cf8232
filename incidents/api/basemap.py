"""The map's ground: land to fill, border lines, names of countries.

`/basemap/countries.geojson`, `/basemap/borders.json?countries=UA,PL` and
`/basemap/names.json?locale=uk`.

Only what ships is served, by fixed names; a page then carries addresses and not a megabyte of
outlines. Borders are bare segments, each once though two countries share it: a browser without a
graphics card draws them at half the cost of outlines. `within=west,south,east,north` (degrees)
thins both outside that box, `within=world` everywhere. Browsers keep all of it for a day, this
process what it last made.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from incidents.adapters.outlines import read_features
from incidents.api.errors import problem
from incidents.api.ground_rows import Box, border_rows, name_row, thinned
from incidents.pipeline.services import Services

#: The outlines that ship.
COUNTRIES, UNITS = "countries.geojson", "adm1.geojson"
#: The points of countries that are left where a map looks from afar.
FAR = "far.json"
KEPT = {"Cache-Control": "public, max-age=86400"}
#: Country codes read from one address at most.
MOST = 40
#: The box that holds nothing, off the earth: the map of the world is thinned everywhere.
NOWHERE: Box = (999.0, 999.0, 999.0, 999.0)
#: Edges of a box are whole tens of degrees, so that few boxes are ever made.
STEP = 10

Endpoint = Callable[[Request], Response]


def basemap(provide: Callable[[], Services]) -> Endpoint:
    """Make the endpoint of the countries' outlines."""

    def endpoint(request: Request) -> Response:
        folder = provide().settings.data / "boundaries"
        try:
            found = land(folder, box_of(request.query_params.get("within")))
        except OSError:
            return _missing()
        return Response(found, media_type="application/geo+json", headers=KEPT)

    return endpoint


def borders(provide: Callable[[], Services]) -> Endpoint:
    """Make the endpoint of the border lines: of all countries, and of the units of some."""

    def endpoint(request: Request) -> Response:
        wanted = request.query_params.get("countries", "").split(",")[:MOST]
        within = box_of(request.query_params.get("within"))
        folder = provide().settings.data / "boundaries"
        try:
            found = border_lines(folder, tuple(sorted(set(wanted))), within)
        except OSError:
            return _missing()
        return Response(found, media_type="application/json", headers=KEPT)

    return endpoint


def names(provide: Callable[[], Services]) -> Endpoint:
    """Make the endpoint of the countries' names, in the script of a locale."""

    def endpoint(request: Request) -> Response:
        path = provide().settings.data / "boundaries" / COUNTRIES
        try:
            features = read_features(path).each()
        except OSError:
            return _missing()
        locale = request.query_params.get("locale")
        rows = [name_row(f, locale) for f in features]
        return Response(_json(rows), media_type="application/json", headers=KEPT)

    return endpoint


def box_of(said: str | None) -> Box | None:
    """The box of an address, its edges moved out to whole tens; None for none or a wrong one."""
    if said == "world":
        return NOWHERE
    try:
        west, south, east, north = map(float, (said or "").split(","))
    except ValueError:
        return None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return None
    return (west // STEP * STEP, south // STEP * STEP,
            -(-east // STEP) * STEP, -(-north // STEP) * STEP)  # fmt: skip


def _missing() -> Response:
    return problem(503, "store", "The boundaries that ship are missing.")


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _nations(folder: Path, within: Box | None) -> list[Any]:
    features = read_features(folder / COUNTRIES).each()
    if within is None or not (folder / FAR).is_file():
        return features
    kept = {(lon, lat) for lon, lat in json.loads((folder / FAR).read_text("utf-8"))}
    return thinned(features, kept, within)


@lru_cache(maxsize=8)
def land(folder: Path, within: Box | None) -> bytes:
    """The countries to fill, GeoJSON; thinned outside a box."""
    if within is None:
        return (folder / COUNTRIES).read_bytes()
    shapes = [{**f, "properties": {}} for f in _nations(folder, within)]
    return _json({"type": "FeatureCollection", "features": shapes})


@lru_cache(maxsize=16)
def border_lines(folder: Path, countries: tuple[str, ...], within: Box | None = None) -> bytes:
    """The rows of `border_rows` for all countries and the units of some."""
    units = read_features(folder / UNITS).each(countries)
    return _json(border_rows(_nations(folder, within), units))

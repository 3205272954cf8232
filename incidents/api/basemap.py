"""`/basemap/countries.geojson` and `/basemap/units.geojson?countries=UA,PL`: the map's ground.

Only what ships is served, by two fixed names; a page then carries an address and not a megabyte
of outlines. Limits: the files are read anew for each answer, browsers keep them for a day.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from incidents.api.errors import problem
from incidents.pipeline.services import Services

#: Name in the address, file that ships.
FILES = {"countries": "countries.geojson", "units": "adm1.geojson"}
KEPT = {"Cache-Control": "public, max-age=86400"}


def basemap(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint."""

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


def _narrowed(found: bytes, countries: frozenset[str]) -> bytes:
    """Keep the features of these countries."""
    collection = json.loads(found)
    kept = [f for f in collection["features"] if f["properties"].get("country") in countries]
    return json.dumps({"type": "FeatureCollection", "features": kept}).encode()

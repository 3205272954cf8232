"""`/tiles/{z}/{x}/{y}.geojson`: one tile of the map, for the filter in the address."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from incidents.api.asking import filter_of, keeping, unchanged
from incidents.api.errors import guarded
from incidents.errors import BadFilter
from incidents.pipeline.selecting import viewer_of
from incidents.pipeline.services import Services


def number(name: str, text: str) -> int:
    """A tile's number; BadFilter if it is none (or none any map has)."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise BadFilter(f"tile: {name} is {text[:20]!r}; give a whole number")
    return int(text)


def tiles(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint."""

    def endpoint(request: Request) -> Response:
        z, x, y = (number(name, request.path_params[name]) for name in ("z", "x", "y"))
        chosen = filter_of(request.query_params)
        services = provide()
        viewer = viewer_of(services)
        headers = keeping(request, services.mirror.follow(), viewer)
        kept = unchanged(request, headers)
        if kept is not None:
            return kept
        found = services.mirror.tile(z, x, y, chosen, viewer)
        return Response(found, media_type="application/geo+json", headers=headers)

    return guarded(endpoint)

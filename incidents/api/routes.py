"""All routes beside the page, in one list."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import BaseRoute, Route

from incidents.api.basemap import basemap, borders, names
from incidents.api.downloads import downloads
from incidents.api.health import health
from incidents.api.tiles import tiles
from incidents.pipeline.services import Services


def routes(provide: Callable[[], Services]) -> list[BaseRoute]:
    """Routes that answer from the services ``provide`` hands out.

    Endpoints are plain functions: the server runs each in a thread, so one slow query does
    not hold up the others.
    """
    return [
        Route("/health", health(provide), methods=["GET"]),
        Route("/tiles/{z}/{x}/{y}.geojson", tiles(provide), methods=["GET"]),
        Route("/data/incidents.{kind}", downloads(provide), methods=["GET"]),
        Route("/basemap/countries.geojson", basemap(provide), methods=["GET"]),
        Route("/basemap/borders.json", borders(provide), methods=["GET"]),
        Route("/basemap/names.json", names(provide), methods=["GET"]),
    ]

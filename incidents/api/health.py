"""`/health`: is this program well, which version, which revision of the data."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from incidents import __version__
from incidents.api.errors import guarded
from incidents.errors import IncidentsError
from incidents.pipeline.services import Services


def health(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint. 200 with the revision, or 503 with ``store: "unavailable"``."""

    def endpoint(_request: Request) -> Response:
        try:
            revision: int | None = provide().ledger.revision()
        except IncidentsError:
            revision = None
        sound = revision is not None
        return JSONResponse(
            {
                "version": __version__,
                "revision": revision,
                "store": "ok" if sound else "unavailable",
            },
            status_code=200 if sound else 503,
            headers={"Cache-Control": "no-store"},
        )

    return guarded(endpoint)

"""The one shape in which a route says that something went wrong.

``{"error": {"code": "filter", "message": "..."}}``; a message is shown to the owner as it is,
and to the public only where it speaks of what the public sent.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from incidents.errors import BadFilter, BadInput, IncidentsError, NotFound, StoreError, Unavailable

#: Error kind to (HTTP status, code in the answer), the most special first.
STATUS: tuple[tuple[type[IncidentsError], int, str], ...] = (
    (BadFilter, 400, "filter"),
    (BadInput, 400, "input"),
    (NotFound, 404, "not_found"),
    (StoreError, 503, "store"),
    (Unavailable, 503, "unavailable"),
    (IncidentsError, 500, "internal"),
)
#: Said to the public instead of a message that names paths or addresses of this machine.
HIDDEN = "The data cannot be read just now. Try again in a minute."


def problem(status: int, code: str, message: str) -> JSONResponse:
    """One error answer."""
    return JSONResponse(
        {"error": {"code": code, "message": message}},
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )


def answer_error(error: Exception, *, public: bool) -> JSONResponse:
    """Say what went wrong; to the public nothing of the machine's inside."""
    for kind, status, code in STATUS:
        if isinstance(error, kind):
            message = HIDDEN if public and status >= 500 else str(error)
            return problem(status, code, message)
    return problem(500, "internal", HIDDEN)


def is_api(request: Request) -> bool:
    """Whether the request is for one of our routes (and not for a page)."""
    return request.url.path.startswith(("/tiles/", "/data/", "/health"))

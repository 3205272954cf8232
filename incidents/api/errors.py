"""The one shape in which a route says that something went wrong.

``{"error": {"code": "filter", "message": "..."}}``; a message is shown to the owner as it is,
and to the public only where it speaks of what the public sent.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from incidents.adapters.settings import read_settings
from incidents.errors import BadFilter, BadInput, IncidentsError, NotFound, StoreError, Unavailable

Endpoint = Callable[[Request], Response]
LOG = logging.getLogger(__name__)
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


def guarded(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with whatever it raises turned into the one shape.

    To the public a fault of ours is the same sentence, whatever it was; the log has the rest.
    """

    @functools.wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            return endpoint(request)
        except BadInput as error:
            return answer_error(error, public=True)
        except Exception as error:
            if not isinstance(error, IncidentsError):
                LOG.exception("%s failed", request.url.path)
            return answer_error(error, public=is_public())

    return answer


def is_public() -> bool:
    """Whether this installation serves the public."""
    return read_settings(os.environ).public

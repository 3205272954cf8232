"""What a request asks for, and how long its answer may be kept.

The parameters are those of the page's own address, so a tile, a download and a link mean the
same selection. An answer belongs to one revision of the data, one viewer and one address: that
is its tag. With ``revision=N`` in the address a browser keeps it without asking again.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from incidents.query import Audience, Filter, Viewer, from_params

#: Parameters that are no part of the filter.
OWN = frozenset({"revision", "placeholders", "watch"})
#: Seconds a public answer may be kept: the delay lets new records in minute by minute.
PUBLIC_S = 60


def filter_of(parameters: QueryParams) -> Filter:
    """Read the filter; BadFilter names a parameter that means nothing."""
    return from_params({n: parameters.getlist(n) for n in parameters if n not in OWN})


def tag_of(request: Request, revision: int, viewer: Viewer) -> str:
    """The answer's ETag; weak, because it may be sent compressed."""
    minute: datetime | None = viewer.now if viewer.audience is Audience.PUBLIC else None
    said = f"{request.url.path}?{request.url.query}|{revision}|{viewer.audience.value}|{minute}"
    return f'W/"{hashlib.blake2b(said.encode(), digest_size=12).hexdigest()}"'


def keeping(request: Request, revision: int, viewer: Viewer) -> dict[str, str]:
    """Headers that say how long the answer may be kept, and by whom."""
    if viewer.audience is Audience.PUBLIC:
        kept = f"public, max-age={PUBLIC_S}"
    elif request.query_params.get("revision") == str(revision):
        kept = "private, max-age=86400, immutable"
    else:
        kept = "private, no-cache"
    return {"ETag": tag_of(request, revision, viewer), "Cache-Control": kept}


def unchanged(request: Request, headers: dict[str, str]) -> Response | None:
    """304 if the browser's copy is still right, else None."""
    known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    return Response(status_code=304, headers=headers) if headers["ETag"] in known else None

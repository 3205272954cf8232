"""`/data/incidents.csv`, `.geojson`, `.xlsx` and the rest: what the filter in the address selects.

The rows are the ones this viewer may see, all of them, made while they are sent: nothing is
prepared before somebody asks, and a reader who goes away stops the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from incidents.api.asking import filter_of, keeping, unchanged
from incidents.api.errors import guarded
from incidents.api.streams import stream
from incidents.errors import BadFilter, Cancelled, NotFound
from incidents.files.outgoing import OUTGOING, Outgoing
from incidents.pipeline.selecting import select, viewer_of
from incidents.pipeline.services import Services
from incidents.query import Filter, Viewer

#: Ending of the address to format.
KINDS: dict[str, Outgoing] = {form.ending: form for form in OUTGOING.values()}


def downloads(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint."""

    def endpoint(request: Request) -> Response:
        form = _asked(request.path_params["kind"])
        services = provide()
        viewer = viewer_of(services)
        wanted = request.query_params.get("placeholders") == "1"
        chosen = filter_of(request.query_params)
        gone = threading.Event()
        selection = select(
            services, chosen, viewer, placeholders=wanted, progress=partial(_go_on, gone)
        )
        headers = keeping(request, selection.revision or 0, viewer)
        kept = unchanged(request, headers)
        if kept is not None:
            return kept
        _not_too_many(form, services, chosen, viewer)
        headers["Content-Disposition"] = f'attachment; filename="incidents.{form.ending}"'
        body = stream(partial(form.writer, selection), gone)
        return StreamingResponse(body, media_type=form.media_type, headers=headers)

    return guarded(endpoint)


def _asked(kind: str) -> Outgoing:
    if kind not in KINDS:
        raise NotFound(f"data: there is no incidents.{kind[:20]}; there are {', '.join(KINDS)}")
    return KINDS[kind]


def _not_too_many(form: Outgoing, services: Services, chosen: Filter, viewer: Viewer) -> None:
    """Refuse at once what would be made for minutes before its first byte can be sent."""
    if form.most is None:
        return
    count = services.mirror.count(chosen, viewer)
    if count > form.most:
        raise BadFilter(
            f"data: {count:,} records are selected, {form.label} is made of up to "
            f"{form.most:,} here; narrow the filter or take CSV or GeoParquet"
        )


def _go_on(gone: threading.Event, done: int, total: int | None = None) -> None:
    """Stop a writer that has nobody to write to, also before its first byte."""
    if gone.is_set():
        raise Cancelled(f"the reader left after {done:,} of {total or 'all the'} records")

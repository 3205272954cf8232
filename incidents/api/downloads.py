"""`/data/incidents.csv` and `.geojson`: what the filter in the address selects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from incidents.api.asking import filter_of, keeping, unchanged
from incidents.api.errors import guarded
from incidents.api.streams import stream
from incidents.errors import NotFound
from incidents.files import Selection, write_csv, write_geojson
from incidents.pipeline.selecting import select, viewer_of
from incidents.pipeline.services import Services

Writer = Callable[[Selection, BinaryIO], int]
#: Ending of the address to media type and writer.
KINDS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "geojson": ("application/geo+json", write_geojson),
}


def downloads(provide: Callable[[], Services]) -> Callable[[Request], Response]:
    """Make the endpoint."""

    def endpoint(request: Request) -> Response:
        kind = request.path_params["kind"]
        if kind not in KINDS:
            raise NotFound(f"data: there is no incidents.{kind[:20]}; there are {', '.join(KINDS)}")
        media_type, writer = KINDS[kind]
        services = provide()
        viewer = viewer_of(services)
        wanted = request.query_params.get("placeholders") == "1"
        chosen = filter_of(request.query_params)
        selection = select(services, chosen, viewer, placeholders=wanted)
        headers = keeping(request, selection.revision or 0, viewer)
        kept = unchanged(request, headers)
        if kept is not None:
            return kept
        headers["Content-Disposition"] = f'attachment; filename="incidents.{kind}"'
        body = stream(partial(writer, selection))
        return StreamingResponse(body, media_type=media_type, headers=headers)

    return guarded(endpoint)

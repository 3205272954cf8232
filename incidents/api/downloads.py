"""`/data/incidents.csv`, `.geojson`, `.xlsx` and the rest: what the filter in the address selects.

The rows are the ones this viewer may see, all of them, made while they are sent: nothing is
prepared before somebody asks, and a reader who goes away stops the work. Who put a word of their
own into the address (``watch=...``) finds the work under it on `SENDING`: how far it is, and a way
to stop it. Limits: `AT_ONCE` at the same time; a reader that takes nothing for `streams.STALL_S`
loses its place; one that is stopped breaks off, so that a browser does not take it for whole.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from incidents.api.asking import filter_of, keeping, unchanged
from incidents.api.errors import guarded
from incidents.api.streams import Patience, stream
from incidents.errors import BadFilter, Cancelled, IncidentsError, NotFound, StoreError, Unavailable
from incidents.files.outgoing import OUTGOING, Outgoing
from incidents.jobs import Job, JobBoard, State
from incidents.pipeline.selecting import MirrorSelection, select, viewer_of
from incidents.pipeline.services import Services
from incidents.query import Filter, Viewer

LOG = logging.getLogger(__name__)
#: Ending of the address to format.
KINDS: dict[str, Outgoing] = {form.ending: form for form in OUTGOING.values()}
#: Downloads under way at the same time, and remembered: each has a thread and half a megabyte.
AT_ONCE = 64
#: The downloads of this process.
SENDING = JobBoard(kept=AT_ONCE)
#: What a reader may call a download: long enough that nobody guesses another's.
_WORD = re.compile(r"[0-9a-f]{32,40}")


def downloads(
    provide: Callable[[], Services],
    board: JobBoard = SENDING,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Callable[[Request], Response]:
    """Make the endpoint."""

    def endpoint(request: Request) -> Response:
        form = _asked(request.path_params["kind"])
        word = _word(request.query_params.get("watch"))
        services = provide()
        viewer = viewer_of(services)
        wanted = request.query_params.get("placeholders") == "1"
        chosen = filter_of(request.query_params)
        selection = select(services, chosen, viewer, placeholders=wanted)
        headers = keeping(request, selection.revision or 0, viewer)
        kept = unchanged(request, headers)
        if kept is not None:
            return kept
        _not_too_many(form, services, chosen, viewer)
        if len(board.active()) >= AT_ONCE:
            raise Unavailable(f"data: {AT_ONCE} downloads are under way; try again in a minute")
        headers["Content-Disposition"] = f'attachment; filename="incidents.{form.ending}"'
        if word:
            # The address is used once: no store between here and the browser need keep it.
            headers["Cache-Control"] = "no-store"
        body = _Sending(form, selection, board, word or secrets.token_hex(16)).pieces(patience)
        return StreamingResponse(body, media_type=form.media_type, headers=headers)

    return guarded(endpoint)


class _Sending:
    """One download: the writer's work as a job that the page can follow and stop."""

    def __init__(
        self, form: Outgoing, selection: MirrorSelection, board: JobBoard, word: str
    ) -> None:
        self._form = form
        self._selection = selection
        self._board = board
        self._word = word
        self._gone = threading.Event()
        self._job: Job | None = None

    def pieces(self, patience: Patience) -> Iterator[bytes]:
        """What is sent; nothing begins before the first piece is asked for."""
        return stream(self._write, self._gone, self._is_stopped, patience)

    def _is_stopped(self) -> bool:
        return self._job is not None and self._job.stopping

    def _write(self, out: BinaryIO) -> None:
        """Write in the stream's thread; whatever went wrong is raised, so that it breaks off."""
        title = f"incidents.{self._form.ending}"
        job = self._job = Job(self._word, title, partial(self._work, out))
        self._board.enter(job)
        job.run()
        if job.state is State.CANCELLED:
            raise Cancelled(job.error)
        if job.state is not State.DONE:
            raise StoreError(job.error)

    def _work(self, out: BinaryIO, job: Job) -> int:
        selection = replace(self._selection, progress=partial(_go_on, self._gone, job))
        try:
            return self._form.writer(selection, out)
        except IncidentsError:
            raise
        except OSError as problem:
            # A workbook is put together in a temporary file.
            LOG.exception("%s could not be made", job.title)
            raise StoreError(
                f"{job.title} could not be made here: {problem.strerror or problem}; "
                "make room, or take CSV, which needs none"
            ) from problem


def _asked(kind: str) -> Outgoing:
    if kind not in KINDS:
        raise NotFound(f"data: there is no incidents.{kind[:20]}; there are {', '.join(KINDS)}")
    return KINDS[kind]


def _word(said: str | None) -> str | None:
    if said is not None and not _WORD.fullmatch(said):
        raise BadFilter("data: watch is 32 to 40 digits and letters a to f; leave it out")
    return said


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


def _go_on(gone: threading.Event, job: Job, done: int, total: int | None = None) -> None:
    """Note how far it is; stop a writer that has nobody to write to, also before its first byte."""
    job(done, total)
    if gone.is_set():
        raise Cancelled(f"the reader left after {done:,} of {total or 'all the'} records")

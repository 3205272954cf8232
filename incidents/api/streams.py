"""What a writer writes, sent on while it writes.

Writers write to a file; an answer is a stream of pieces. A thread writes into a bounded queue,
so a slow reader slows the writer and a large selection is never in memory; a reader that goes
away stops the writer at its next piece, and so does one that stays and takes nothing for `STALL_S`.
"""

from __future__ import annotations

import contextlib
import io
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from incidents.errors import Cancelled

#: Pieces that may wait, and the size a piece is gathered to.
WAITING = 8
PIECE = 64 * 1024
#: Seconds between two looks whether the reader is still there.
LOOK_S = 0.5
#: Seconds in which a reader has to take one piece: 64 kB, which the slowest link does in far less.
STALL_S = 60.0
#: How the words begin that tell of a reader who did not.
GIVEN_UP = "nothing was taken of it for"


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a reader may take nothing, in seconds of a clock."""

    stall_s: float = STALL_S
    tick: Callable[[], float] = time.monotonic


class _Pipe(io.RawIOBase):
    """The file the writer writes to."""

    def __init__(
        self, abandoned: threading.Event, stopped: Callable[[], bool], patience: Patience
    ) -> None:
        super().__init__()
        self._patience = patience
        self._given_up: str | None = None
        self.pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(WAITING)
        self.abandoned = abandoned
        self.stopped = stopped

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # any buffer is bytes enough
        if self._given_up is not None:
            # What is left of a file that is given up is not waited for once more.
            raise Cancelled(self._given_up)
        piece = bytes(data)
        self.put(piece, self.stopped)
        return len(piece)

    def put(
        self, piece: bytes | BaseException | None, stopped: Callable[[], bool] = _never
    ) -> None:
        """Hand a piece on; Cancelled once nobody reads any more, or somebody stopped it."""
        since = self._patience.tick()
        while not self.abandoned.is_set():
            if stopped():
                raise Cancelled("the download was stopped on the page")
            try:
                self.pieces.put(piece, timeout=min(LOOK_S, self._patience.stall_s))
            except queue.Full:
                if self._patience.tick() - since >= self._patience.stall_s:
                    self._give_up()
                continue
            return
        raise Cancelled("the download was stopped by the reader")

    def _give_up(self) -> None:
        self._given_up = f"{GIVEN_UP} {self._patience.stall_s:g} s, so its place is free for others"
        raise Cancelled(self._given_up)


def stream(
    write: Callable[[BinaryIO], object],
    gone: threading.Event | None = None,
    stopped: Callable[[], bool] = _never,
    patience: Patience = Patience(),
) -> Iterator[bytes]:
    """Run ``write`` in a thread and give what it writes.

    Args:
        write: writes to the stream it is given.
        gone: set once nobody reads any more, for a writer that gathers long before it writes.
        stopped: whether somebody else than the reader wants it to end; then it breaks off.
        patience: how long a reader may stay and take nothing; then it breaks off too.

    Raises:
        Exception: whatever the writer raised, after the pieces before it: a download that
            failed breaks off and never looks whole.
    """
    pipe = _Pipe(gone or threading.Event(), stopped, patience)
    threading.Thread(target=_run, args=(write, pipe), name="download", daemon=True).start()
    try:
        while True:
            piece = pipe.pieces.get()
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        pipe.abandoned.set()


def _run(write: Callable[[BinaryIO], object], pipe: _Pipe) -> None:
    try:
        with io.BufferedWriter(pipe, PIECE) as out:  # type: ignore[type-var]  # the stub asks for more than it uses
            write(out)
            out.flush()
        pipe.put(None)
    except Cancelled as problem:
        # What waits is part of a file nobody wants; a reader that stalls is not waited for.
        with contextlib.suppress(queue.Empty):
            while True:
                pipe.pieces.get_nowait()
        _hand_on(problem, pipe)
    except Exception as problem:  # noqa: BLE001 - handed on to the reader, who raises it
        _hand_on(problem, pipe)


def _hand_on(problem: Exception, pipe: _Pipe) -> None:
    try:
        pipe.put(problem)
    except Cancelled:
        return

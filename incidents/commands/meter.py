"""Progress of long work in the terminal, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from incidents.jobs import Pace

#: Seconds between two lines: a terminal line is overwritten, a log gets a new one.
TERMINAL_S = 0.2
LOG_S = 10.0


class Meter:
    """Shows how far work is (fulfils `ports.Progress`); stopping it is Ctrl-C."""

    def __init__(
        self,
        title: str,
        *,
        stream: TextIO | None = None,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._tick = tick
        self._pace = Pace(tick=tick)
        self._terminal = self._stream.isatty()
        self._shown_at = tick()

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how far it is and show it now and then."""
        self._pace.note(done, total)
        now = self._tick()
        if now - self._shown_at >= (TERMINAL_S if self._terminal else LOG_S):
            self._shown_at = now
            self._show()

    def _show(self) -> None:
        line = f"{self._title}: {self._pace.standing().words()}"
        self._stream.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()

    def say(self, words: str) -> None:
        """Print a line that stays, above the one that is overwritten."""
        self.close()
        self._stream.write(f"{words}\n")
        if self._terminal and self._pace.standing().rate is not None:
            self._show()
        self._stream.flush()

    def close(self) -> None:
        """Leave the terminal on a fresh line."""
        if self._terminal:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

"""What keeps a network geocoder polite: one pace for the whole process, and a breaker.

Times are seconds of a monotonic clock; clock and sleep are passed in so that tests need not wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from incidents.errors import Unavailable


@dataclass(slots=True)
class Pace:
    """At most one request in ``interval`` seconds, whoever asks."""

    interval: float = 1.1
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    _next: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        """Wait for the next free moment and take it."""
        with self._lock:
            now = self.clock()
            at = max(now, self._next)
            self._next = at + self.interval
        if at > now:
            self.sleep(at - now)

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long: the service said so."""
        with self._lock:
            self._next = max(self._next, self.clock() + seconds)


@dataclass(slots=True)
class Breaker:
    """After ``most`` failures in a row, refuse at once for ``rest`` seconds."""

    most: int = 3
    rest: float = 60.0
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raise Unavailable while it rests."""
        with self._lock:
            left = self._until - self.clock()
        if left > 0:
            raise Unavailable(
                f"geocoder: it failed {self.most} times in a row; asked again in {left:.0f} s. "
                "The offline gazetteer still answers"
            )

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failures += 1
            if self._failures >= self.most:
                self._until, self._failures = self.clock() + self.rest, 0

    def worked(self) -> None:
        """Note that it answered."""
        with self._lock:
            self._failures = 0


#: The pace every network geocoder of this process keeps unless given another (tests).
PROCESS_PACE = Pace()

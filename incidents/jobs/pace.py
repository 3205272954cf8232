"""How far long work is, how fast it goes, and what is left. Needs no thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

#: Seconds over which the rate is measured: long enough to be steady, short enough to be true.
WINDOW_S = 10.0
#: Seconds between two samples: work may report every row.
SAMPLE_S = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """How far work is.

    Attributes:
        done: units through so far.
        total: all of them; ``None`` if not known.
        rate: units per second over the last seconds; ``None`` before it can be told.
        left: seconds it will still take at that rate; ``None`` if that cannot be told.
    """

    done: int = 0
    total: int | None = None
    rate: float | None = None
    left: float | None = None

    @property
    def share(self) -> float | None:
        """Part that is through, 0 to 1."""
        if not self.total:
            return None
        return min(1.0, self.done / self.total)

    def words(self) -> str:
        """One line for a person: ``12,000 of 40,000, 3,100/s, 9 s left``."""
        parts = [f"{self.done:,}" + (f" of {self.total:,}" if self.total is not None else "")]
        if self.rate:
            parts.append(f"{self.rate:,.0f}/s" if self.rate >= 10 else f"{self.rate:.1f}/s")
        if self.left is not None:
            parts.append(f"{self.left:,.0f} s left")
        return ", ".join(parts)


class Pace:
    """Takes note of ``(done, total)`` and tells the standing. Not safe across threads."""

    def __init__(self, *, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._done = 0
        self._total: int | None = None
        self._samples: deque[tuple[float, int]] = deque()

    def note(self, done: int, total: int | None = None) -> None:
        """Take note; a total once told stays."""
        self._done = done
        self._total = total if total is not None else self._total
        now = self._tick()
        if self._samples and now - self._samples[-1][0] < SAMPLE_S:
            return
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[0][0] > WINDOW_S:
            self._samples.popleft()

    def standing(self) -> Standing:
        """How far it is now."""
        done, total, rate = self._done, self._total, self._rate()
        left = (total - done) / rate if rate and total is not None and total >= done else None
        return Standing(done, total, rate, left)

    def _rate(self) -> float | None:
        if len(self._samples) < 2:
            return None
        (first_at, first), (last_at, last) = self._samples[0], self._samples[-1]
        return (last - first) / (last_at - first_at) if last_at > first_at else None

"""One piece of long work in a thread of its own, and how far it is.

A click reruns the page's script and interrupts it; a job goes on, its state survives, the page
polls it. Cancelling is a flag: the work meets it the next time it reports, and its transaction
rolls back. Limits: threads of this process; a job does not survive a restart, its work must be
one transaction.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from incidents.errors import Cancelled, IncidentsError

LOG = logging.getLogger(__name__)
#: Seconds over which the rate is measured: long enough to be steady, short enough to be true.
WINDOW_S = 10.0
#: Seconds between two samples: work may report every row.
SAMPLE_S = 0.1


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in {State.DONE, State.FAILED, State.CANCELLED}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a job is.

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


Work = Callable[["Job"], object]


class Job:
    """Long work. It calls the job itself to report: ``job(done, total)``."""

    def __init__(
        self, job_id: str, title: str, work: Work, *, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self.job_id = job_id
        self.title = title
        self._work = work
        self._tick = tick
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._over = threading.Event()
        self._state = State.WAITING
        self._done = 0
        self._total: int | None = None
        self._samples: deque[tuple[float, int]] = deque()
        self.result: object = None
        self.error: str | None = None

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how far the work is (fulfils `ports.Progress`); Cancelled if it shall stop."""
        now = self._tick()
        with self._lock:
            self._done = done
            self._total = total if total is not None else self._total
            self._sample(now)
        if self._stop.is_set():
            raise Cancelled(f"{self.title}: stopped after {done:,}; nothing of it was saved")

    def _sample(self, now: float) -> None:
        if self._samples and now - self._samples[-1][0] < SAMPLE_S:
            return
        self._samples.append((now, self._done))
        while len(self._samples) > 2 and now - self._samples[0][0] > WINDOW_S:
            self._samples.popleft()

    @property
    def state(self) -> State:
        """Where it stands."""
        with self._lock:
            return self._state

    def progress(self) -> Standing:
        """How far it is, with rate and time left."""
        with self._lock:
            done, total = self._done, self._total
            rate = self._rate()
        left = (total - done) / rate if rate and total is not None and total >= done else None
        return Standing(done, total, rate, left)

    def _rate(self) -> float | None:
        if len(self._samples) < 2:
            return None
        (first_at, first), (last_at, last) = self._samples[0], self._samples[-1]
        return (last - first) / (last_at - first_at) if last_at > first_at else None

    def cancel(self) -> None:
        """Ask it to stop; a job that has not begun never begins."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is over; False if it still runs after ``timeout`` seconds."""
        return self._over.wait(timeout)

    def run(self) -> None:
        """Do the work in this thread; whatever it raises ends up in ``error``."""
        try:
            if self._stop.is_set():
                raise Cancelled(f"{self.title}: stopped before it began")  # noqa: TRY301 - one way out
            self._enter(State.RUNNING)
            self.result = self._work(self)
        except Cancelled as stopped:
            self._finish(State.CANCELLED, str(stopped))
        except IncidentsError as problem:
            self._finish(State.FAILED, str(problem))
        except Exception:
            LOG.exception("job %s (%s) failed", self.job_id, self.title)
            self._finish(State.FAILED, f"{self.title}: failed unexpectedly; the log says more")
        else:
            self._finish(State.DONE, None)

    def _enter(self, state: State) -> None:
        with self._lock:
            self._state = state

    def _finish(self, state: State, error: str | None) -> None:
        self.error = error
        self._enter(state)
        self._over.set()

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
from collections.abc import Callable
from enum import StrEnum

from incidents.errors import Cancelled, IncidentsError
from incidents.jobs.pace import Pace, Standing

LOG = logging.getLogger(__name__)


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


Work = Callable[["Job"], object]


def _over(_job: Job) -> object:
    """Stand in for work that is over."""
    return None


class Job:
    """Long work. It calls the job itself to report: ``job(done, total)``."""

    def __init__(
        self, job_id: str, title: str, work: Work, *, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self.job_id = job_id
        self.title = title
        self._work = work
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._over = threading.Event()
        self._state = State.WAITING
        self._pace = Pace(tick=tick)
        self.result: object = None
        self.error: str | None = None

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how far the work is (fulfils `ports.Progress`); Cancelled if it shall stop."""
        with self._lock:
            self._pace.note(done, total)
        if self._stop.is_set():
            raise Cancelled(f"{self.title}: stopped after {done:,}; nothing of it was saved")

    @property
    def state(self) -> State:
        """Where it stands."""
        with self._lock:
            return self._state

    def progress(self) -> Standing:
        """How far it is, with rate and time left."""
        with self._lock:
            return self._pace.standing()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

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
        # What the work holds on to (a whole uploaded file) is not kept as long as its answer.
        self._work = _over
        self._enter(state)
        self._over.set()

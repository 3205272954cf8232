"""The jobs of this process: a bounded number at once, a bounded number remembered.

Limits: work that waits is kept in memory; when the board is full of jobs that are not over,
a new one is refused with a message instead of piling up.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from incidents.errors import Conflict, NotFound
from incidents.jobs.job import Job, Work


class JobBoard:
    """Starts jobs and finds them again.

    Args:
        at_once: how many run at the same time; the others wait their turn.
        kept: how many are remembered, those that are over being forgotten first.
    """

    def __init__(self, *, at_once: int = 2, kept: int = 50) -> None:
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turns = threading.Semaphore(at_once)
        self._kept = kept

    def start(self, title: str, work: Work) -> Job:
        """Begin ``work`` in a thread; Conflict if too many are still waiting or running."""
        job = Job(secrets.token_hex(6), title, work)
        self.enter(job)
        threading.Thread(target=self._run, args=(job,), name=f"job-{title}", daemon=True).start()
        return job

    def enter(self, job: Job) -> None:
        """Remember a job that somebody else runs; Conflict if there is no room, or one of its id.

        It takes no turn: who runs it has a thread for it already.
        """
        with self._lock:
            if job.job_id in self._jobs:
                raise Conflict(f"job {job.job_id!r} was begun already")
            self._make_room()
            self._jobs[job.job_id] = job

    def _run(self, job: Job) -> None:
        with self._turns:
            job.run()

    def _make_room(self) -> None:
        over = [job_id for job_id, job in self._jobs.items() if job.state.over]
        while len(self._jobs) >= self._kept:
            if not over:
                raise Conflict(
                    f"{len(self._jobs)} jobs are waiting or running; wait until one is over, "
                    "or stop one"
                )
            del self._jobs[over.pop(0)]

    def get(self, job_id: str) -> Job:
        """The job of that id; NotFound if it was never here or is forgotten."""
        with self._lock:
            if job_id not in self._jobs:
                raise NotFound(f"job {job_id!r} is not known any more; start it again")
            return self._jobs[job_id]

    def jobs(self) -> tuple[Job, ...]:
        """All that are remembered, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def active(self) -> tuple[Job, ...]:
        """Those that wait or run, newest first."""
        return tuple(job for job in self.jobs() if not job.state.over)

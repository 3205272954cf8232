"""Long work outside the page's script thread: started, watched, stopped."""

from incidents.jobs.board import JobBoard
from incidents.jobs.job import Job, Standing, State

__all__ = ["Job", "JobBoard", "Standing", "State"]

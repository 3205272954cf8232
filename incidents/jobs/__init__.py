"""Long work outside the page's script thread: started, watched, stopped."""

from incidents.jobs.board import JobBoard
from incidents.jobs.job import Job, State
from incidents.jobs.pace import Pace, Standing

__all__ = ["Job", "JobBoard", "Pace", "Standing", "State"]

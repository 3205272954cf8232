"""Long work under way: rows a second, what is left, and a way to stop it."""

from __future__ import annotations

import streamlit as st

from incidents.errors import NotFound
from incidents.jobs import Job, Standing, State
from incidents.pipeline.checking import Checked
from incidents.pipeline.importing import Imported
from incidents.ui import uploads
from incidents.ui.safe import markdown


@st.fragment(run_every=0.5)
def watch(job: Job, doing: str) -> None:
    """Draw how far a job is, twice a second; the page is drawn anew once it is over."""
    if job.state.over:
        st.rerun()
    standing(job, doing)


def standing(job: Job, doing: str, unit: str = "rows", *, estimated: bool = True) -> None:
    """Draw how far a job is now, with a button that stops it."""
    at = job.progress()
    with st.container(border=True):
        st.text(doing)
        st.progress(at.share or 0.0, text=markdown(words(job.state, at, unit, estimated=estimated)))
        if st.button("Stop", key=f"stop-{job.job_id}", disabled=job.stopping):
            job.cancel()


def words(state: State, at: Standing, unit: str = "rows", *, estimated: bool = True) -> str:
    """How far it is: "12,000 of about 40,000 rows, 3,100 rows/s, about 9 s left"."""
    if state is State.WAITING:
        return "waiting until other work is through"
    total = f" of {'about ' if estimated else ''}{at.total:,}" if at.total else ""
    parts = [f"{at.done:,}{total} {unit}"]
    if at.rate:
        parts.append(f"{at.rate:,.0f} {unit}/s")
    if at.left is not None:
        parts.append(f"about {_span(at.left)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} minutes"


def others(mine: Job | None) -> None:
    """Draw saves that another session began, or this one before it was reloaded."""
    for job in uploads.others(mine):
        watch(job, job.title.capitalize())


def checked(job: Job) -> Checked:
    """What a finished check found."""
    if not isinstance(job.result, Checked):
        raise NotFound(f"{job.title}: the result is gone; choose the file again")
    return job.result


def imported(job: Job) -> Imported:
    """What a finished save did."""
    if not isinstance(job.result, Imported):
        raise NotFound(f"{job.title}: the result is gone; the history below has it")
    return job.result

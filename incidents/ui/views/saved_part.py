"""A save of this session: under way, stopped, or through with its counts."""

from __future__ import annotations

import streamlit as st

from incidents.jobs import Job
from incidents.pipeline.checking import Checked
from incidents.ui import cache, uploads
from incidents.ui.safe import markdown
from incidents.ui.views import account_part, job_part


def render(job: Job, checked: Checked) -> None:
    """Draw the job, or what it came to."""
    if not job.state.over:
        job_part.watch(job, "Saving")
        return
    if uploads.failed(job):
        st.error(markdown(job.error))
        st.button("Back to the table", on_click=uploads.unsaved)
        return
    st.success(markdown(account_part.outcome(checked.reading.name, job_part.imported(job))))
    st.button("Upload another file", key="up_next", on_click=uploads.forget)
    account_part.render(checked)
    cache.revision()

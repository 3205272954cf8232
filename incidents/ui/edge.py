"""Where errors end: a clear message on the page, and on a public link none of the inside."""

from __future__ import annotations

import logging

import streamlit as st

from incidents.errors import BadInput, IncidentsError, StaleEdit
from incidents.model import Claim, Estimate
from incidents.ui.differences import differences
from incidents.ui.safe import fill, join, markdown

log = logging.getLogger(__name__)

HIDDEN = "The data cannot be shown just now. Try again in a minute."


def show(problem: IncidentsError, *, public: bool = False) -> None:
    """Show what went wrong and how to mend it; a stale edit with both versions."""
    log.info("shown on a page: %s", problem)
    if public and not isinstance(problem, BadInput):
        st.error(HIDDEN)
        return
    st.error(markdown(problem))
    if isinstance(problem, StaleEdit):
        _both(problem)


def _both(problem: StaleEdit) -> None:
    theirs = problem.theirs
    if isinstance(problem.mine, Estimate) and isinstance(theirs, Claim):
        theirs = theirs.estimate
    rows = [
        fill("<tr><th>{f}</th><td>{m}</td><td>{t}</td></tr>", f=name, m=mine, t=other)
        for name, mine, other in differences(problem.mine, theirs)
    ]
    st.html(
        fill(
            '<div class="scroll"><table class="diff"><tr><th></th><th>Yours</th>'
            "<th>What stands now</th></tr>{r}</table></div>",
            r=join(rows),
        ).text
    )

"""While the mirror is built from a large ledger: how far it is, on every page."""

from __future__ import annotations

import streamlit as st

from incidents.jobs import Pace
from incidents.ui import cache

#: Fewer rows are there sooner than a bar would be drawn.
FEWEST = 50_000


def needed() -> bool:
    """Whether the page would wait long for its data."""
    found = cache.being_mirrored()
    return found is not None and found[1] >= FEWEST


@st.fragment(run_every="1s")
def render() -> None:
    """Show how far it is, and draw the page as soon as it is done."""
    found = cache.being_mirrored()
    if found is None:
        st.rerun(scope="app")
    pace: Pace = st.session_state.setdefault("mirror_pace", Pace())
    pace.note(*found)
    standing = pace.standing()
    st.progress(standing.share or 0.0, text=f"Preparing the data: {standing.words()}")
    st.caption("This is done once; the next start takes it up as it is.")

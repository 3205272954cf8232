"""The toll over time in the incident's panel, and figures that exclude each other."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from incidents.summary import disagreements, history
from incidents.ui import effects, steps
from incidents.ui.records import Opened


def render(found: Opened) -> None:
    """Draw the steps where a figure changed, and every contradiction with both sentences."""
    _contradictions(found)
    changed = history(found.claims)
    if len(changed) < 2 or len(changed) == len({s.measure for s in changed}):
        return
    st.subheader("The toll over time", anchor=False)
    as_of = st.session_state.get("w_as_of")
    rows = steps.frame(changed)
    if len(rows) > 1:
        st.altair_chart(steps.chart(rows), alt="Figures over time, as in the list below")
    st.caption(
        "Each line is what a source stated; a later figure replaces an earlier one and may be "
        "lower. Sums of parts are not in this list."
    )
    claims = {c.claim_id: c for c in found.claims}
    hour = as_of if isinstance(as_of, datetime) else None
    st.html(steps.listed(changed, claims, found.reports, hour).text)


def _contradictions(found: Opened) -> None:
    listed = disagreements(found.claims)
    if not listed:
        return
    st.subheader("Figures that exclude each other", anchor=False)
    st.html(effects.disagreement_cards(listed, found.reports).text)

"""An answer of the review page saved, said once, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Revision
from incidents.ui import cache, edge, person
from incidents.ui.safe import markdown


def said() -> None:
    """Say what the last answer did, once."""
    if (done := st.session_state.pop("rev_said", None)) is not None:
        st.toast(markdown(done))


def save(deed: Callable[[], Revision]) -> None:
    """Carry an answer out and go on; or show what went wrong."""
    try:
        done = deed()
    except IncidentsError as problem:
        edge.show(problem)
        return
    st.session_state["rev_said"] = f"Revision {done.number}: {done.reason}."
    st.session_state["rev_last"] = done.number
    st.rerun()


def undo_button() -> None:
    """Offer to take the last answer of this session back."""
    last = st.session_state.get("rev_last")
    if last is not None and st.button("Undo the last answer", shortcut="U", key="rev_undo"):
        st.session_state.pop("rev_last")
        ledger = cache.services().ledger
        save(lambda: ledger.undo(last, author=person.signed(), reason="undone on the review page"))

"""Saving in the incident's panel: one reason, one revision, and what it did said once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from incidents.errors import BadInput, IncidentsError
from incidents.model import Claim, Incident, Revision
from incidents.ui import edge, selection

WHY = "the reason is empty; say in a few words why, it stands in the log"


def said() -> None:
    """Say what the last change did, once."""
    if (done := st.session_state.pop("edit_said", None)) is not None:
        st.success(f"Saved as revision {done.number}; it can be undone under Revisions.")


def reason_of(words: str) -> str:
    """The reason as written; BadInput for an empty one."""
    if not words.strip():
        raise BadInput(WHY)
    return words.strip()


def save(deed: Callable[[], Revision]) -> None:
    """Do what was asked, close the form and say so; or show what went wrong."""
    try:
        done = deed()
    except IncidentsError as problem:
        edge.show(problem)
        return
    selection.edit(None)
    st.session_state["edit_said"] = done
    st.rerun()


def leave(shown: Claim | Incident) -> None:
    """Draw the way out of a form, and the way back to what stands now."""
    with st.container(horizontal=True):
        st.button("Leave", key="edit_leave", on_click=selection.edit, args=(None,))
        if shown != selection.editing():
            st.button("Start again from what stands now", key="edit_again",
                      on_click=selection.edit, args=(shown,))  # fmt: skip

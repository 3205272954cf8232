"""Who works at this screen: a name for the log, asked once a session."""

from __future__ import annotations

import streamlit as st

LONGEST = 80


def author() -> str:
    """Ask for the name that revisions are signed with; it stands in the sidebar."""
    state = st.session_state
    state["w_author"] = state.get("author", "analyst")
    name = st.sidebar.text_input(
        "Your name, for the log", key="w_author", max_chars=LONGEST, on_change=_keep
    )
    return (name or "").strip() or "analyst"


def signed() -> str:
    """The name given before, where it cannot be asked for (in a panel)."""
    return st.session_state.get("author", "").strip() or "analyst"


def _keep() -> None:
    st.session_state["author"] = st.session_state["w_author"].strip()

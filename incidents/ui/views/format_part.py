"""The choice of another format than the one that was recognised."""

from __future__ import annotations

import streamlit as st

from incidents.files.recognising import FORMATS, MAPPED
from incidents.ui import uploads


def render() -> None:
    """Draw the choice; it replaces what was mapped by hand."""
    key = f"fmt-{uploads.turn()}"
    chosen = uploads.answers().get("format_id")
    ids = ["", *FORMATS]

    def name(form_id: str) -> str:
        if not form_id:
            return "as recognised"
        return (
            "another table, columns mapped"
            if form_id == MAPPED.format_id
            else FORMATS[form_id].name
        )

    def choose() -> None:
        uploads.answer("mapping", None)
        uploads.answer("format_id", st.session_state[key] or None)
        uploads.look_again()

    st.selectbox(
        "Read it as", ids, index=ids.index(chosen or ""), format_func=name, key=key,
        on_change=choose,
    )  # fmt: skip

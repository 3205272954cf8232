"""The uploads so far, each with its counts and a way back."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.files.draft import shown
from incidents.store.imports import ImportRecord
from incidents.ui import cache, edge
from incidents.ui.safe import markdown

#: The newest are listed here; all of them stand in the revisions.
SHOWN = 30


def render(author: str) -> None:
    """Draw every upload, newest first."""
    found = cache.services().ledger.imports()
    if not found:
        return
    st.subheader("Uploads so far", anchor=False)
    for one in found[:SHOWN]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(line(one))
            if one.undone_by is None and st.button("Undo", key=f"up-undo-{one.import_id}"):
                _undo(one, author)


def line(one: ImportRecord) -> str:
    """One upload in a line."""
    when = f", {one.at:%d %B %Y %H:%M} UTC" if one.at else ""
    gone = f"; undone by revision {one.undone_by}" if one.undone_by else ""
    return (
        f"{shown(one.file_name)} by {shown(one.author)}{when}: {one.rows_read} rows read, "
        f"{one.rows_kept} kept, {one.rows_refused} refused; revision {one.revision}{gone}"
    )


def _undo(one: ImportRecord, author: str) -> None:
    try:
        done = cache.services().ledger.undo_import(
            one.import_id, author=author, reason="undone on the page"
        )
    except IncidentsError as problem:
        edge.show(problem)
        return
    st.session_state["up_said"] = f"{markdown(one.file_name)} undone by revision {done.number}."
    st.rerun()

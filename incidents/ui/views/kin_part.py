"""What an incident is part of and made up of, in its panel."""

from __future__ import annotations

import streamlit as st

from incidents.query import TableRow
from incidents.ui import selection, words
from incidents.ui.records import Opened
from incidents.ui.safe import markdown

CHILDREN = 20


def render(found: Opened) -> None:
    """Draw the larger incident above and the parts below, each to be opened."""
    if found.parent is not None:
        st.subheader("Part of", anchor=False)
        _open(found.parent, "up", _said(found.parent))
    named = [c for c in found.children if not c.placeholder]
    sites = [c for c in found.children if c.placeholder]
    if found.children:
        st.subheader("Made up of", anchor=False)
    for child in named[:CHILDREN]:
        _open(child, "down", _said(child))
    with st.container(horizontal=True, gap="xsmall"):
        for place, child in enumerate(sites[:CHILDREN], start=1):
            _open(child, "down", f"Site {place} of {len(sites)}, not named")
    if len(named) > CHILDREN or len(sites) > CHILDREN:
        st.caption("More in the table.")


def _said(row: TableRow) -> str:
    return f"{row.label}: {words.KINDS[row.precision]}"


def _open(row: TableRow, way: str, said: str) -> None:
    if st.button(markdown(said), key=f"{way}-{row.incident_id}", type="tertiary"):
        selection.show(row.incident_id)
        st.rerun()

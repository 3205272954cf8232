"""Beneath the map: the records behind a badge that was clicked, as a list."""

from __future__ import annotations

import streamlit as st

from incidents.query import Mark
from incidents.ui import record_buttons, selection, words
from incidents.ui.glyphs import Drawing, counted
from incidents.ui.safe import fill

LISTED = 40


def render(drawing: Drawing) -> None:
    """List the records of the badge that is unfolded, if one is."""
    members = drawing.members.get(selection.asked() or "")
    if not members:
        return
    first = members[0]
    with st.container(border=True, key="asked"):
        text = "<b>{p}: {n}</b>, {w}. The hollow marks are a sign, not their positions."
        where = first.place_name or first.label
        said = fill(text, p=where, n=counted(members), w=words.precision(first.precision))
        st.html(fill("<div>{t}</div>", t=said).text)
        named = [(one.incident_id, _said(one)) for one in members]
        record_buttons.render(named, len(members), shown=LISTED, key="asked")
        st.button("Fold away", on_click=selection.unfold, args=(None,), icon=":material/close:")


def _said(one: Mark) -> str:
    return "site not named" if one.placeholder else f"{one.label}, {words.day(one.date)}"

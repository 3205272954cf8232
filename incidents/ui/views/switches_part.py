"""The switches above the map: what it shows and how it sums up, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from incidents.ui import looks
from incidents.ui.looks import Showing

Shown = TypeVar("Shown")


def render() -> Showing:
    """Draw what the map shows and how it sums up; both are kept in the address."""
    state = st.session_state
    if "showing" not in state:
        state["showing"] = looks.from_address(st.query_params)
    before: Showing = state["showing"]
    with st.container(horizontal=True, gap="small", key="switches"):
        measures = {looks.measure_word(m): m for m in looks.SHOWN}
        measure = _switch("The map shows", measures, before.measure, "measure")
        kinds = {said: kind for kind, said in looks.SUMMARY_WORDS.items()}
        summary = _switch("Summed up by", kinds, before.summary, "summary")
    state["showing"] = showing = Showing(measure, summary)
    wanted = looks.to_address(showing)
    for name in (looks.MEASURE, looks.SUMMARY):
        if name not in wanted:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
    return showing


def _switch(said: str, offered: Mapping[str, Shown], chosen: Shown, key: str) -> Shown:
    usual = next(name for name, value in offered.items() if value == chosen)
    picked = st.segmented_control(said, list(offered), default=usual, required=True, key=key)
    return offered[picked or usual]

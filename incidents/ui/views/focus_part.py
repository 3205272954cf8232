"""What was chosen in a chart or on the map, with its figures and their sentences."""

from __future__ import annotations

import streamlit as st

from incidents.model import TOLL_MEASURES
from incidents.query import Filter
from incidents.ui import cache, filters, selection, words
from incidents.ui.focus import Focus, Kind, narrowed
from incidents.ui.safe import fill
from incidents.ui.views import headline


def render(chosen: Filter, at: int) -> Filter:
    """Draw the strip of the choice, if there is one; give the filter the table is to follow."""
    focus = selection.focus()
    if focus is None:
        return chosen
    within = narrowed(chosen, focus)
    with st.container(border=True, key="focus"):
        text = "<b>Chosen: {s}</b>. The table lists it alone; the figures above count everything."
        st.html(fill("<div>{t}</div>", t=fill(text, s=focus.said)).text)
        with st.container(horizontal=True, gap="small"):
            if focus.kind is not Kind.CELL:
                _figures(within, at)
                st.button("Make it the filter", on_click=_keep, args=(within,))
            st.button("Show everything again", on_click=selection.choose, args=(None,))
    return within


def _figures(within: Filter, at: int) -> None:
    """Each figure of the choice, one click from its sentences."""
    tolls = cache.answers(within, at).tolls
    for dataset, toll in tolls:
        for measure in TOLL_MEASURES:
            figure = toll.figures.get(measure)
            if figure is None or not words.brief(figure):
                continue
            said = f"{words.SHORT[measure].capitalize()}: {words.figure(figure)}"
            if not figure.claim_ids:
                st.text(said)
                continue
            key = f"focus-{dataset}-{measure.value}"
            with st.popover(said, key=key, type="tertiary"):
                headline.sentences(figure)


def _keep(within: Filter) -> None:
    """Narrow the whole page to the choice (a button's callback)."""
    filters.set_to(within)
    selection.choose(None)


def ids_of_cell(chosen: Filter, at: int, focus: Focus | None) -> frozenset[str] | None:
    """Ids of the records in the hexagon that is chosen; None if none is."""
    if focus is None or focus.kind is not Kind.CELL:
        return None
    return cache.in_cell(chosen, at, focus.value)

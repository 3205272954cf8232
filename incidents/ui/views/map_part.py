"""The map with its measure switch, legend, text alternative and the tray of unplaced records."""

from __future__ import annotations

import streamlit as st

from incidents.model import Measure
from incidents.query import Filter
from incidents.ui import cache, deckmap, glyphs, palette, selection, tray, words
from incidents.ui.cache import Answers
from incidents.ui.legend import map_legend
from incidents.ui.tiles import tile_layer

HEIGHT_PX = 460


def render(chosen: Filter, found: Answers) -> None:
    """Draw the map of an answer."""
    measure = _measure()
    colours = palette.of_theme(st.context.theme.type)
    many = len(found.marks) > cache.INLINE_MARKS
    drawing = glyphs.Drawing() if many else glyphs.draw(found.marks, measure)
    outlines = cache.outlines()
    countries = {m.country for m in found.marks if m.country} or {"UA"}
    st.pydeck_chart(
        deckmap.deck(
            drawing,
            outlines.ground(countries, st.context.locale),
            deckmap.Look(
                view=_view(found),
                colours=colours,
                shape=lambda g: outlines.shape(g.adm1 or g.country),
                chosen=selection.opened(),
                turn=selection.turn(),
                tiles=tile_layer(chosen, colours, selection.turn()) if many else None,
            ),
        ),
        height=HEIGHT_PX,
        key="map",
        selection_mode="single-object",
        on_select=selection.on_map,
        alt="Map of the reported incidents; the list beneath it says the same in words",
    )
    st.html(map_legend(colours, measure, drawing.top).text)
    tray.unplaced(found.unplaced, outlines.names())
    tray.in_words(found)


def _measure() -> Measure | None:
    named = {"Incidents" if m is None else words.SHORT[m].capitalize(): m for m in glyphs.SHOWN}
    picked = st.segmented_control(
        "The map shows", list(named), default="Incidents", required=True, key="measure"
    )
    return named[picked or "Incidents"]


def _view(found: Answers) -> deckmap.View:
    """Look where the first answer of this session lies; a new filter leaves the view alone."""
    state = st.session_state
    if "first_view" not in state:
        state["first_view"] = deckmap.fit([(m.lat, m.lon) for m in found.marks])
    view: deckmap.View = state["first_view"]
    return view

"""The map with its switches, legend, text alternative and the tray of unplaced records."""

from __future__ import annotations

from collections import Counter

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types
import streamlit as st

from incidents.query import Filter
from incidents.ui import cache, deckmap, glyphs, palette, selection, tray, words
from incidents.ui.answers import Answers
from incidents.ui.areas import Areas
from incidents.ui.legend import map_legend
from incidents.ui.looks import Showing, Summary
from incidents.ui.ringing import ringed
from incidents.ui.safe import fill
from incidents.ui.tiles import tile_layer
from incidents.ui.view import View, around, fit, reach
from incidents.ui.views import place_part, switches_part

HEIGHT_PX = 460
#: Countries whose first-level units are outlined at most.
OUTLINED = 12


def render(chosen: Filter, found: Answers, at: int) -> None:
    """Draw the map of an answer."""
    showing = switches_part.render()
    colours = palette.of_theme(st.context.theme.type)
    by_place = showing.summary is Summary.PLACES
    tiled = by_place and found.tiled
    drawing = glyphs.Drawing()
    areas = Areas()
    if not by_place:
        areas = cache.areas(chosen, at, showing, found)
    elif not tiled:
        drawing = glyphs.draw(found.marks, showing.measure, selection.asked())
    outlines, focus = cache.outlines(), selection.focus()
    view = _view(found)
    look = deckmap.Look(
        view=view,
        colours=colours,
        shape=lambda g: outlines.shape(g.adm1 or g.country),
        ringed=ringed(drawing, cache.mark(selection.last(), at), found.marks, focus),
        chosen=focus.area if focus else "",
        turn=selection.turn(),
        tiles=tile_layer(chosen, colours, selection.turn(), at) if tiled else None,
    )
    close = around(view, [(m.lat, m.lon) for m in found.marks])
    ground = outlines.ground(_countries(found), st.context.locale, close)
    _chart(deckmap.deck(drawing, areas, ground, look))
    classes = deckmap.classes_of(drawing, areas)
    st.html(map_legend(colours, showing, classes, drawing=drawing, areas=areas, tiled=tiled).text)
    _notes(showing, areas, tiled=tiled)
    place_part.render(drawing)
    tray.unplaced(found.unplaced, found.unplaced_by_country, outlines.names())
    tray.in_words(found)


def _chart(deck: pdk.Deck) -> None:
    st.pydeck_chart(
        deck,
        height=HEIGHT_PX,
        key="map",
        selection_mode="single-object",
        on_select=selection.on_map,
        alt="Map of the reported incidents; the list beneath it says the same in words",
    )


def _notes(showing: Showing, areas: Areas, *, tiled: bool) -> None:
    """Say what this map leaves out."""
    if areas.elsewhere:
        where = "region" if showing.summary is Summary.UNITS else "hexagon"
        said = "{n} of these incidents are in no {w}: placed less precisely, or not at all."
        st.html(
            fill(f'<div class="strap">{said}</div>', n=words.number(areas.elsewhere), w=where).text
        )
    if tiled and showing.measure is not None:
        said = "So many places: the signs count incidents. Choose Regions or Hexagons to see {c}."
        st.html(fill(f'<div class="strap">{said}</div>', c=showing.counted).text)


def _countries(found: Answers) -> set[str]:
    """Countries whose regions are outlined: where most is reported, not the whole world."""
    counted = Counter(m.country for m in found.marks if m.country)
    return {code for code, _ in counted.most_common(OUTLINED)} or {"UA"}


def _view(found: Answers) -> View:
    """Look where the first answer of this session lies; a new filter leaves the view alone."""
    state = st.session_state
    if "view" not in state:
        state["view"] = fit(
            [corner for m in found.marks for corner in reach(m.lat, m.lon, m.radius_km or 0.0)],
            margin=1.25,
        )
    kept: View = state["view"]
    return kept

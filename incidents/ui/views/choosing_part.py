"""Names that could be several places, chosen on the Add page before anything is saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from incidents.model import Extraction, Place
from incidents.ui import cache, questions, words
from incidents.ui.safe import markdown
from incidents.ui.views import candidates_part

#: Names that are asked about here; the Review page asks about the rest.
MOST = 4


def render(read: Extraction) -> Extraction:
    """Draw the candidates of each open name; give the reading with what was chosen."""
    names = open_names(read)
    for toponym, country in list(names.items())[:MOST]:
        choices = _choices(toponym, country)
        if not choices:
            continue
        with st.container(border=True):
            st.subheader(markdown(f"Which {toponym} is meant?"), anchor=False)
            key = f"{read.report.report_id}-{toponym}"
            candidates_part.render(choices, key)
            offered: list[Place | None] = [None, *choices]
            chosen = st.selectbox(
                "The place", offered, key=f"meant-{key}", format_func=partial(_said, choices)
            )
        if chosen is not None:
            read = _placed(read, toponym, chosen)
    return read


def open_names(read: Extraction) -> dict[str, str | None]:
    """Names of incidents that wait for a person, each with the country they share."""
    return {
        i.place.toponym: i.place.country
        for i in read.incidents
        if not i.place.placed and i.place.runner_up and i.place.toponym
    }


def _choices(toponym: str, country: str | None) -> tuple[Place, ...]:
    found = [p for p in cache.services().gazetteer.lookup(toponym) if p.placed]
    near = [p for p in found if country in {None, p.country}]
    return tuple((near or found)[: questions.CANDIDATES])


def _said(choices: tuple[Place, ...], place: Place | None) -> str:
    if place is None:
        return "Left open: saved without a place"
    number = choices.index(place) + 1
    said = f"{number}: {questions.candidate(place, choices[0])}"
    return words.with_units_named(said, candidates_part.unit_name)


def _placed(read: Extraction, toponym: str, chosen: Place) -> Extraction:
    place = replace(chosen, toponym=toponym)
    moved = (
        replace(i, place=place)
        if not i.place.placed and i.place.runner_up and i.place.toponym == toponym
        else i
        for i in read.incidents
    )
    return replace(read, incidents=tuple(moved))

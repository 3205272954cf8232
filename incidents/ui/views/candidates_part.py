"""The places an ambiguous name could mean: on a small map, and in words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incidents.model import Place
from incidents.ui import cache, candidate_map, palette
from incidents.ui.candidate_map import Candidate
from incidents.ui.view import around, fit

HEIGHT_PX = 260


def render(places: Sequence[Place], key: str) -> None:
    """Draw candidates numbered from 1, in the order of the answers."""
    found = [_candidate(place) for place in places]
    colours = palette.of_theme(st.context.theme.type)
    countries = {place.country for place in places if place.country}
    points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]
    close = around(fit(points), points)
    ground = cache.outlines().ground(countries, st.context.locale, close)
    st.pydeck_chart(
        candidate_map.deck(found, ground, colours),
        height=HEIGHT_PX,
        key=f"candidates-{key}",
        alt="Map of the places of this name; the numbered list beneath it says the same in words",
    )
    st.html(candidate_map.listed(found).text)


def unit_name(code: str) -> str | None:
    """Name of a first-level unit by its ISO 3166-2 code; None where it is not known."""
    unit = cache.services().gazetteer.get(f"adm1:{code}")
    return unit.name if unit else None


def _candidate(place: Place) -> Candidate:
    unit = unit_name(place.adm1) if place.adm1 else None
    country = cache.outlines().names().get(place.country or "")
    names = [n for n in (unit, country) if n]
    return Candidate(
        place=place,
        unit=", ".join(names) or None,
        population=_population(place),
    )


def _population(place: Place) -> int | None:
    count = getattr(cache.services().gazetteer, "population", None)
    return (count(place) or None) if count else None

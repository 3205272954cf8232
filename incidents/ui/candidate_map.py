"""A small map of the places a name could mean, numbered as the answers are.

Pure. The list beneath it says in words what tells the candidates apart. The marks are numbers and
no dots: none of them is where anything happened until a person says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.model import Place
from incidents.ui import words
from incidents.ui.basemap import Ground, each, ground_layers, name_layers
from incidents.ui.deckmap import dots, framed
from incidents.ui.naming import text_layer, text_row
from incidents.ui.palette import Palette
from incidents.ui.safe import Html, fill, join
from incidents.ui.view import fit

#: Below this a name was found by an oblique case or another transliteration (adapters' scores).
_USUAL, _ANOTHER = 1.0, 0.9
_MARK_PX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place a name could mean.

    Attributes:
        unit: name of the first-level unit, or of the country, it lies in; None if not known.
        population: people living there, None where they are not counted.
    """

    place: Place
    unit: str | None
    population: int | None


def describe(candidate: Candidate) -> str:
    """What tells it apart: kind, unit, people, and how good a name it was found by."""
    place, people = candidate.place, candidate.population
    counted = "population not known" if people is None else f"{words.number(people)} people"
    parts = [words.KINDS[place.precision], candidate.unit or "", counted, _fit(place)]
    return ", ".join(part for part in parts if part)


def _fit(place: Place) -> str:
    if place.score is None:
        return ""
    if place.score >= _USUAL:
        kind = "its usual name"
    else:
        kind = "another of its names" if place.score >= _ANOTHER else "a looser spelling"
    return f"{kind} ({place.score:.2f} of 1)"


def deck(candidates: Sequence[Candidate], ground: Ground, colours: Palette) -> pdk.Deck:
    """The candidates on the map, each as its number."""
    placed = [(n, c) for n, c in enumerate(candidates, start=1) if c.place.placed]
    points = [(c.place.lat or 0.0, c.place.lon or 0.0) for _, c in placed]
    view = fit(points, width_px=300)
    marks = [
        {
            "p": [c.place.lon, c.place.lat],
            "o": [0, 0],
            "r": _MARK_PX,
            "fill": list(colours.hollow),
            "line": list(colours.chosen),
            "w": 2,
            "title": f"{n}: {c.place.name or ''}",
            "detail": describe(c),
        }
        for n, c in placed
    ]
    numbers = [
        text_row(at, str(n), (0, 0), colours.ink) for (n, _), at in zip(placed, points, strict=True)
    ]
    layers = [
        *ground_layers(ground, colours),
        *name_layers(ground, colours, points),
        dots("candidates", marks, pickable=True),
        text_layer("candidate-numbers", numbers, get_size=each(14)),
    ]
    return framed(layers, view, max_zoom=12)


def listed(candidates: Sequence[Candidate]) -> Html:
    """The same in words, numbered as on the map and as the answers."""
    rows = [
        fill("<li><b>{n}</b>: {d}</li>", n=c.place.name or "", d=describe(c)) for c in candidates
    ]
    return fill("<ol>{r}</ol>", r=join(rows))

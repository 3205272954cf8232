"""Columns of the values that rows are made of: places, dates, figures, weapons, actors.

No database here. Used for one row at a time (`incidents.store.rows`) and, each value once, for
very many (`incidents.store.bulk`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import h3.api.basic_int as h3  # type: ignore[import-untyped]  # it ships no types

from incidents.model import Actor, Estimate, Moment, Place, Weapon, When

Row = dict[str, Any]
#: H3 resolution of the stored cell (edge about 1.4 km); coarser cells follow by bit arithmetic.
CELL_RESOLUTION = 7


def json_text(value: object) -> str:
    """JSON as it is stored: no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def weapons_text(weapons: Iterable[Weapon]) -> str:
    """Weapons as they are stored."""
    return json_text([[w.name, w.family, w.may] for w in weapons])


def actors_text(actors: Iterable[Actor]) -> str:
    """Actors as they are stored."""
    return json_text([[a.name, a.attribution.value] for a in actors])


def when_row(when: When) -> Row:
    """Columns of an incident's date."""
    return {
        "day_start": when.start.isoformat(),
        "day_end": when.end.isoformat() if when.end else None,
        "date_prec": when.date_prec,
        "date_basis": when.basis.value,
        "local_time": when.local_time.isoformat() if when.local_time else None,
        "zone": when.zone,
    }


def place_row(place: Place) -> Row:
    """Columns of an incident's place, with its H3 cell."""
    cell = None
    if place.lat is not None and place.lon is not None:
        cell = h3.latlng_to_cell(place.lat, place.lon, CELL_RESOLUTION)
    return {
        "place_name": place.name,
        "precision": place.precision.value,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "place_id": place.place_id,
        "toponym": place.toponym,
        "extent_km": place.extent_km,
        "expected": place.expected.value if place.expected else None,
        "score": place.score,
        "runner_up": place.runner_up,
        "cell": cell,
    }


def estimate_row(estimate: Estimate) -> Row:
    """Columns of a claim's figure."""
    qualifier = estimate.qualifier
    return {
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "qualifier": qualifier.value if qualifier else None,
        "word": estimate.word,
    }


def said_row(said: Moment) -> Row:
    """Columns of when a claim was made."""
    return {
        "said_from": said.earliest.isoformat(timespec="microseconds"),
        "said_until": said.latest.isoformat(timespec="microseconds"),
    }

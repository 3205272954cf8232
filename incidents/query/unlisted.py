"""Ids of places that have a name and no place in the gazetteer, as many rows of uploads do.

Pure. Two villages of one name are two places: a sum over the name alone would add their dead. So
such a place goes by its name and the unit (else the country) it is said to lie in, both as the
source gives them: ``named:UA-63/Novoselivka``. These ids are made when they are needed and are
never stored in the ledger.
"""

from __future__ import annotations

from incidents.model import Place

#: What such an id begins with; no id of the gazetteer does.
PREFIX = "named:"


def place_key(place: Place) -> str | None:
    """The place's id, or one made of its name; None for a place that is not named."""
    if place.place_id is not None or not place.name:
        return place.place_id
    return f"{PREFIX}{place.adm1 or place.country or ''}/{place.name}"


def named(key: str) -> tuple[str, str] | None:
    """Unit and name in an id that `place_key` made; None for any other."""
    if not key.startswith(PREFIX):
        return None
    unit, _, name = key.removeprefix(PREFIX).partition("/")
    return unit, name

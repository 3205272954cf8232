"""Coordinates that a slip put elsewhere: swapped, or without their sign. Pure; kilometres."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.files.cells import distance_km
from incidents.model import Place


def away(place: Place, lat: float, lon: float) -> float:
    """Kilometres from a place to a point; endless where the place has none."""
    if place.lat is None or place.lon is None:
        return float("inf")
    return distance_km(place.lat, place.lon, lat, lon)


def slip(point: tuple[float, float], named: Sequence[Place], limit: float) -> str:
    """Say which slip would explain it: the two swapped, or a sign lost; empty if none does."""
    lat, lon = point
    for words, other in (
        ("Swap latitude and longitude?", (lon, lat)),
        ("Is the sign of the longitude wrong?", (lat, -lon)),
        ("Is the sign of the latitude wrong?", (-lat, lon)),
    ):
        if abs(other[0]) <= 90 and min(away(p, *other) for p in named) <= limit:
            return words
    return ""


def cured(point: tuple[float, float], named: Sequence[Place], limit: float) -> str:
    """Say which slip would explain it, else how far off it is."""
    slipped = slip(point, named, limit)
    if slipped:
        return slipped
    lat, lon = point
    km = min(away(p, lat, lon) for p in named)
    return f"The nearest one is {km:,.0f} km away ({label(named[0])})."


def label(place: Place) -> str:
    """A place in a message."""
    return ", ".join(p for p in (place.name, place.adm1, place.country) if p)

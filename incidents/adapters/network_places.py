"""What a network geocoder answered as candidate places, no finer than it says.

An answer is a candidate for a person and nothing more. Kinds: Nominatim's ``addresstype`` and
Photon's ``type`` (their documentation of the output).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geopy.location import Location  # type: ignore[import-untyped]

from incidents.model import Place, Precision

_KINDS: dict[Precision, str] = {
    Precision.SITE: "house building amenity office shop tourism historic railway aeroway man_made",
    Precision.STREET: "road street highway",
    Precision.NEIGHBOURHOOD: "neighbourhood suburb quarter locality residential",
    Precision.CITY_DISTRICT: "city_district borough",
    Precision.SETTLEMENT: "city town village hamlet isolated_dwelling",
    Precision.ADM2: "county district municipality",
    Precision.ADM1: "state region province",
    Precision.COUNTRY: "country",
}
_OF = {word: precision for precision, said in _KINDS.items() for word in said.split()}
#: What a kind nobody knows is taken for: coarser than a town.
_UNKNOWN = Precision.ADM2
#: Letters of an answer's name that are kept.
LONGEST_NAME = 160


def places_of(
    answers: list[Location],
    *,
    unit_at: Callable[[float, float], str | None],
    country_at: Callable[[float, float], str | None],
) -> tuple[Place, ...]:
    """Candidates in the service's order; unit and country are those of our own boundaries."""
    return tuple(_place(answer, unit_at, country_at) for answer in answers)


def _place(
    answer: Location,
    unit_at: Callable[[float, float], str | None],
    country_at: Callable[[float, float], str | None],
) -> Place:
    lat, lon = float(answer.latitude), float(answer.longitude)
    precision, country = _precision(answer.raw), country_at(lat, lon)
    unit = unit_at(lat, lon) if precision is not Precision.COUNTRY else None
    name = "".join(c if c.isprintable() else " " for c in str(answer.address))
    return Place(
        name=" ".join(name.split())[:LONGEST_NAME] or None,
        precision=precision,
        lat=lat,
        lon=lon,
        country=country or (unit[:2] if unit else None),
        adm1=unit,
    )


def _precision(raw: Any) -> Precision:  # noqa: ANN401 - whatever the service sent
    if not isinstance(raw, dict):
        return _UNKNOWN
    inner = raw.get("properties")
    said = raw.get("addresstype") or (inner.get("type") if isinstance(inner, dict) else None)
    return _OF.get(said, _UNKNOWN) if isinstance(said, str) else _UNKNOWN

"""The capital of a region that a text names only so: "in the regional capital a drone exploded".

Pure. Only where the region bears its capital's name ("Sumy region"); else nobody is put anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.extract.scope import CAPITALS, contains
from incidents.model import Mention, Place, Precision
from incidents.model.ports import Gazetteer

_CENTRE = re.compile(
    r"\b(?:regional|provincial)\s{1,3}(?:capital|cent(?:re|er)|city)\b(?!\s{1,3}of\b|,?\s{1,3}[A-Z])"
)

_CAPITAL = re.compile(
    r"\b[Tt]he\s+[A-Z][a-z]+(?:n|i|ese|ish|sh|ch)\s+capital\b(?!,?\s+(?:of\s+)?[A-Z])"
)


def names_a_capital(text: str) -> bool:
    """ "A beach in the Somali capital": the country's capital, though the text does not name it."""
    return _CAPITAL.search(text) is not None


def regional_centres(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer | None
) -> tuple[Mention, ...]:
    """Mentions of capitals told as such, each of the region named last before it."""
    if gazetteer is None:
        return ()
    found = []
    for match in _CENTRE.finditer(text):
        units = [m.place for m in mentions if m.end <= match.start() and m.place and m.place.adm1]
        if not units:
            continue
        town = _capital(units[-1], gazetteer)
        if town is not None:
            found.append(Mention(match.start(), match.end(), match.group(), town))
    return tuple(found)


def capital_of(country: str | None, gazetteer: Gazetteer | None) -> Place | None:
    """The capital of the country told of, though the text does not name it."""
    if gazetteer is None or country is None:
        return None
    towns = (p for name in sorted(CAPITALS) for p in gazetteer.lookup(name)[:1])
    return next((p for p in towns if p.country == country), None)


def town_around(
    place: Place | None, mentions: Sequence[Mention], gazetteer: Gazetteer | None
) -> Mention | None:
    """The first of some mentions that names the town a city district lies in."""
    if place is None or place.precision is not Precision.CITY_DISTRICT:
        return None
    return next((m for m in mentions if m.place and contains(m.place, place, gazetteer)), None)


def town_headed(
    leading: Sequence[Mention], told: Mention | None, gazetteer: Gazetteer | None
) -> Mention | None:
    """The town at the head, where the text names only the region around it: "Sloviansk. ..."."""
    place = told.place if told is not None else None
    if place is None or place.precision is not Precision.ADM1 or leading[0] is told:
        return None
    here = leading[0].place
    return leading[0] if here is not None and contains(place, here, gazetteer) else None


def _capital(place: Place, gazetteer: Gazetteer) -> Place | None:
    unit = gazetteer.get(f"adm1:{place.adm1}")
    name = (unit.name or "").rsplit(" ", 1)[0] if unit is not None else ""
    if not name:
        return None
    towns = (p for p in gazetteer.lookup(name) if p.precision is Precision.SETTLEMENT)
    return next((p for p in towns if p.adm1 == place.adm1), None)

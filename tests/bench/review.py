"""How long the server takes to ask what needs a person, with many open questions.

    python -m tests.bench.review [ITEMS] [--json]

A ledger with one report that names ITEMS towns nobody can place (1,000 unless told): as many open
items. Processor seconds, the median of five, of the page's question, and of one answer saved.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from typing import Any

from incidents.model import Estimate, Measure, Place, Precision
from incidents.pipeline import add_report, reviewing
from incidents.store.ledger import Ledger
from tests.merge.build import Reading
from tests.pipeline.doubles import StillClock

_WHO = reviewing.Decider(author="bench", at=datetime(2025, 5, 1, 12, tzinfo=UTC))


def measure(items: int) -> dict[str, Any]:
    """Seconds with so many open items."""
    told = Reading("many")
    for n in range(items):
        place = Place(
            name=f"Somewhere {n}", precision=Precision.UNKNOWN, country="UA",
            expected=Precision.SETTLEMENT,
        )  # fmt: skip
        killed = Estimate.exactly(n % 7 + 1)
        told.tell(place, f"{n % 7 + 1} killed at place {n}.", figures=[(Measure.KILLED, killed)])
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.db", clock=StillClock())
        add_report(ledger, told.done(), author="bench")
        times = []
        for _ in range(5):
            begin = time.process_time()
            found = reviewing.open_items(ledger)
            times.append(time.process_time() - begin)
        begin = time.process_time()
        reviewing.keep(ledger, found[0], _WHO)
        saved = time.process_time() - begin
        ledger.close()
    return {"items": len(found), "question_s": round(statistics.median(times), 3),
            "answer_s": round(saved, 3)}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="?", type=int, default=1_000)
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    asked = parser.parse_args()
    found = measure(asked.items)
    print(json.dumps(found) if asked.json else "\n".join(f"{k:12} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()

"""Score the extractor on Airwars incident narratives: low end of killed and injured.

    python -m tests.bench.airwars FILE [--json] [--half tune|look] [-v]

Metric: share of narratives whose range in the table begins with the number read; narratives
without a range are left out. The first of each two rows is for tuning, the other for looking.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from incidents.model import Claim, Measure
from tests.bench.figures import totals
from tests.bench.single import claims_of, errors

_FIELDS = (("killed", Measure.KILLED), ("injured", Measure.INJURED))


def _day(stated: str | None) -> date:
    return date.fromisoformat(stated) + timedelta(days=1) if stated else date(2024, 12, 31)


def low_end(claims: tuple[Claim, ...], measure: Measure) -> int:
    """The low end of what the narrative says first; of a mere ceiling, its largest part."""
    found = sorted(totals(claims, measure), key=_start)
    many = [c for c in found if (c.estimate.headline or 0) > 1] or found
    if not many:
        return 0
    first = many[0].estimate
    if first.low is not None:
        return first.low
    parts = [c.estimate.low or 0 for c in claims if c.measure is measure and c.subset_of]
    return max(parts, default=first.high or 0)


def _start(claim: Claim) -> int:
    return getattr(claim.origin, "start", 0)


def score(path: Path, half: str | None = None, *, verbose: bool = False) -> dict[str, Any]:
    """Shares of matching low ends and counts of mistakes."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows = rows if half is None else rows[0 if half == "tune" else 1 :: 2]
    pairs: dict[str, list[tuple[int, int, str]]] = {"killed": [], "injured": []}
    for row in rows:
        if not row["text"].strip():
            continue
        claims = claims_of(row["text"], _day(row["date"]))
        for name, measure in _FIELDS:
            if row[name] is None:
                continue
            read = low_end(claims, measure)
            pairs[name].append((int(row[name][0]), read, row["text"]))
            if verbose and read != row[name][0]:
                print(name, row[name], read, " ".join(row["text"].split())[:900], "\n")
    result: dict[str, Any] = {"rows": len(rows)}
    for name, found in pairs.items():
        result[f"{name}_n"] = len(found)
        result[f"{name}_low_exact"] = sum(g == r for g, r, _ in found) / max(1, len(found))
        result[f"{name}_errors"] = dict(errors(found).most_common())
    return result


def main() -> None:
    """Print the scores as a table or as one JSON object."""
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else None
    result = score(Path(sys.argv[1]), half, verbose="-v" in sys.argv)
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    for key, value in result.items():
        print(f"{key:20s} {round(value, 3) if isinstance(value, float) else value}")


if __name__ == "__main__":
    main()

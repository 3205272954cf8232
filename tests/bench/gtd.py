"""Score the extractor on GTD attack summaries: exact match of killed and wounded.

    python -m tests.bench.gtd FILE [--json] [--half tune|look] [-v]

Metric: share of rows whose nkill (nwound) equals the number read; a blank reading is nought;
rows without the number in the table are left out. The first half of the rows (in file order,
even index) is for tuning, the other only for looking at.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from incidents.model import Measure
from tests.bench.single import claims_of, errors, number, total

_FIELDS = (("killed", "nkill", Measure.KILLED), ("injured", "nwound", Measure.INJURED))


def rows(path: Path, half: str | None) -> list[dict[str, Any]]:
    """Rows of the file, all or one half."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return found if half is None else found[0 if half == "tune" else 1 :: 2]


def score(path: Path, half: str | None = None, *, verbose: bool = False) -> dict[str, Any]:
    """Shares of exact matches and counts of mistakes."""
    pairs: dict[str, list[tuple[int, int, str]]] = {"killed": [], "injured": []}
    for row in rows(path, half):
        claims = claims_of(row["summary"], date(int(row["year"]) + 1, 12, 31))
        for name, key, measure in _FIELDS:
            if row[key] is None or row[key] < 0 or row[key] != int(row[key]):
                continue
            read = number(total(claims, measure, attackers=True))
            pairs[name].append((int(row[key]), read, row["summary"]))
            if verbose and read != row[key]:
                print(name, int(row[key]), read, row["summary"][:600], "\n")
    result: dict[str, Any] = {"rows": len(pairs["killed"])}
    for name, found in pairs.items():
        result[f"{name}_exact"] = sum(g == r for g, r, _ in found) / max(1, len(found))
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

"""Score the extractor on GTD attack summaries: exact match of killed and wounded.

    python -m tests.bench.gtd FILE [--json] [--half tune|look] [-v]

Metric: share of rows whose nkill (nwound) equals the number read; a blank reading is nought;
rows without the number in the table are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from incidents.model import Claim, Measure
from tests.bench.single import Case, compare, number, report_on, rows_of, total

_FIELDS = {"killed": "nkill", "injured": "nwound"}


def _cases(path: Path, half: str | None) -> Iterator[Case]:
    for row in rows_of(path, half):
        stated = {name: row[key] for name, key in _FIELDS.items() if row[key] is not None}
        known = {name: int(n) for name, n in stated.items() if n >= 0 and n == int(n)}
        yield Case(row["summary"], date(int(row["year"]) + 1, 12, 31), known)


def _read(claims: tuple[Claim, ...], measure: Measure) -> int:
    return number(total(claims, measure, attackers=True))


def score(path: Path, half: str | None = None, *, verbose: bool = False) -> dict[str, Any]:
    """Shares of exact matches and counts of mistakes."""
    found = compare(_cases(path, half), _read, verbose=verbose)
    result: dict[str, Any] = {"rows": found["killed"]["n"]}
    for name, row in found.items():
        result |= {f"{name}_exact": row["exact"], f"{name}_errors": row["errors"]}
    return result


if __name__ == "__main__":
    report_on(score)

"""Score the extractor on Airwars incident narratives: low end of killed and injured.

    python -m tests.bench.airwars FILE [--json] [--half tune|look] [-v]

Metric: share of narratives whose range in the table begins with the number read; narratives
without a range are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from incidents.model import Claim, Measure
from tests.bench.figures import totals
from tests.bench.single import MEASURES, Case, compare, report_on, rows_of


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


def _cases(path: Path, half: str | None) -> Iterator[Case]:
    for row in rows_of(path, half):
        if row["text"].strip():
            known = {name: int(row[name][0]) for name in MEASURES if row[name] is not None}
            yield Case(row["text"], _day(row["date"]), known)


def score(path: Path, half: str | None = None, *, verbose: bool = False) -> dict[str, Any]:
    """Shares of matching low ends and counts of mistakes."""
    found = compare(_cases(path, half), low_end, verbose=verbose)
    result: dict[str, Any] = {"rows": len(rows_of(path, half))}
    for name, row in found.items():
        result |= {f"{name}_n": row["n"], f"{name}_low_exact": row["exact"],
                   f"{name}_errors": row["errors"]}  # fmt: skip
    return result


if __name__ == "__main__":
    report_on(score)

"""What a text about one incident says in all: one number per measure.

GTD and Airwars summaries speak of one incident and carry one total, attackers included in GTD.
Blank is compared as nought there, because those tables hold nought where a text says nothing.
The first of each two rows is for tuning, the other for looking.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incidents.extract import GrammarExtractor
from incidents.model import Claim, Estimate, Measure, PersonStatus, Report
from tests.bench.figures import totals

_ATTACKERS = {"assailant", "assailants", "attacker", "attackers", "bomber", "bombers", "gunmen"}
_EXTRACTOR = GrammarExtractor()
MEASURES = {"killed": Measure.KILLED, "injured": Measure.INJURED}


@dataclass(frozen=True, slots=True)
class Case:
    """One row: its text, the day it was published, and the numbers of its table by measure."""

    text: str
    published: date
    known: dict[str, int]


Read = Callable[[tuple[Claim, ...], Measure], int]


def compare(cases: Iterable[Case], read: Read, *, verbose: bool = False) -> dict[str, Any]:
    """By measure: how many rows state it, the share read as the table has it, the mistakes."""
    pairs: dict[str, list[tuple[int, int]]] = {name: [] for name in MEASURES}
    for case in cases:
        claims = claims_of(case.text, case.published)
        for name, known in case.known.items():
            found = read(claims, MEASURES[name])
            pairs[name].append((known, found))
            if verbose and found != known:
                print(name, known, found, " ".join(case.text.split())[:900], "\n")
    return {
        name: {"n": len(found), "exact": sum(g == r for g, r in found) / max(1, len(found)),
               "errors": dict(errors(found).most_common())}
        for name, found in pairs.items()
    }  # fmt: skip


def rows_of(path: Path, half: str | None) -> list[dict[str, Any]]:
    """Rows of a file of JSON lines: all, or the half called ``tune`` or ``look``."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return found if half is None else found[0 if half == "tune" else 1 :: 2]


def report_on(score: Callable[..., dict[str, Any]], **switches: str) -> None:
    """The command line of a benchmark: FILE [--json] [--half tune|look] [-v].

    ``switches``: what else ``score`` is to be told, and the word that says so.
    """
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else None
    told = {name: word in sys.argv for name, word in {"verbose": "-v", **switches}.items()}
    result = score(Path(sys.argv[1]), half, **told)
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    for key, value in result.items():
        print(f"{key:20s} {round(value, 3) if isinstance(value, float) else value}")


def claims_of(text: str, published: date) -> tuple[Claim, ...]:
    """Every claim of a text, places aside."""
    report = Report(report_id="single", text=text, publisher="bench", published=published)
    return _EXTRACTOR.extract(report, ()).claims


def total(claims: tuple[Claim, ...], measure: Measure, *, attackers: bool) -> Estimate | None:
    """The largest total of victims, with the attackers added where asked for."""
    found = totals(claims, measure, attackers=True)
    victims = [c for c in found if c.status is not PersonStatus.ATTACKER]
    inside = any(c.subset_of in _ATTACKERS for c in claims if c.measure is measure and c.subset_of)
    own = [] if inside else [c for c in found if c.status is PersonStatus.ATTACKER]
    bases = [c for c in victims if not c.increment]
    best = max((c.estimate for c in bases or victims), key=_size, default=None)
    for more in victims if bases and best else ():
        best = _plus(best, more.estimate) if more.increment and best else best
    extra = max((c.estimate for c in own), key=_size, default=None) if attackers else None
    if best is None or extra is None:
        return best or extra
    return _plus(best, extra)


def _size(estimate: Estimate) -> int:
    return estimate.headline or estimate.high or 0


def _plus(a: Estimate, b: Estimate) -> Estimate:
    low = (a.low or 0) + (b.low or 0)
    high = None if a.high is None or b.high is None else a.high + b.high
    return Estimate(low, None, high) if high is None or high > low else Estimate.exactly(low)


def number(estimate: Estimate | None) -> int:
    """The one number to compare with a table's."""
    if estimate is None:
        return 0
    return _size(estimate)


def errors(pairs: list[tuple[int, int]]) -> Counter[str]:
    """Kinds of mistake among (gold, read)."""
    found: Counter[str] = Counter()
    for gold, read in pairs:
        if gold == read:
            continue
        kind = (
            "read nothing" if read == 0 else "read a figure where the table has none" if gold == 0
            else "read too few" if read < gold else "read too many"
        )  # fmt: skip
        found[kind] += 1
    return found

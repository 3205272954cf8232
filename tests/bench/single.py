"""What a text about one incident says in all: one number per measure.

GTD and Airwars summaries speak of one incident and carry one total, attackers included in GTD.
Blank is compared as nought there, because those tables hold nought where a text says nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from incidents.extract import GrammarExtractor
from incidents.model import Claim, Estimate, Measure, PersonStatus, Report
from tests.bench.figures import totals

_ATTACKERS = {"assailant", "assailants", "attacker", "attackers", "bomber", "bombers", "gunmen"}
_EXTRACTOR = GrammarExtractor()


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


def errors(pairs: list[tuple[int, int, str]]) -> Counter[str]:
    """Kinds of mistake among (gold, read, text)."""
    found: Counter[str] = Counter()
    for gold, read, _ in pairs:
        if gold == read:
            continue
        kind = (
            "read nothing" if read == 0 else "read a figure where the table has none" if gold == 0
            else "read too few" if read < gold else "read too many"
        )  # fmt: skip
        found[kind] += 1
    return found

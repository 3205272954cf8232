"""What an extraction says of one incident, as the golds count it.

The scorers know one figure per measure and incident, the product keeps every claim; this is
where one is chosen: of the claims that count, the largest total, plus what was added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.model import Claim, Estimate, Extraction, Measure, PersonStatus, Quote
from incidents.summary.current import speak


def totals(claims: Iterable[Claim], measure: Measure, *, attackers: bool = False) -> list[Claim]:
    """Claims of one measure that may stand for a total."""
    return [
        c
        for c in claims
        if c.measure is measure
        and c.subset_of is None
        and not c.superseded
        and not c.background
        and (attackers or c.status is not PersonStatus.ATTACKER)
    ]


def chosen(claims: Sequence[Claim], measure: Measure) -> tuple[Estimate, str] | None:
    """The figure of a measure and its words; None if none is stated."""
    found = speak(totals(claims, measure))
    if not found:
        return None
    best = max(found, key=lambda s: (s.headline, -_start(s.claim)))
    return best.estimate, _words(best.claim)


def _start(claim: Claim) -> int:
    return claim.origin.start if isinstance(claim.origin, Quote) else 0


def _words(claim: Claim) -> str:
    return claim.origin.text if isinstance(claim.origin, Quote) else ""


def of_incident(extraction: Extraction, incident_id: str) -> list[Claim]:
    """The claims of one incident."""
    return [c for c in extraction.claims if c.incident_id == incident_id]

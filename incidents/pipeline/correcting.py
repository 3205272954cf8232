"""Corrections by a person of what is saved; each is a revision, the quoted claim always stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from incidents.errors import BadRecord, StaleEdit
from incidents.merge import mend
from incidents.model import Action, Change, Claim, Estimate, Incident, Person, Revision, stable_id
from incidents.model.ports import Gazetteer
from incidents.pipeline.ledgers import ReportLedger


def edit_incident(  # noqa: PLR0913 - all by name
    ledger: ReportLedger,
    seen: Incident,
    mended: Incident,
    *,
    author: str,
    reason: str,
    gazetteer: Gazetteer | None = None,
) -> Revision:
    """Save a person's correction of an incident's place, date, type or parent.

    Its unnamed sites move along, and who is part of what is settled anew (``gazetteer`` decides
    which place lies in which).

    ``seen`` is the incident as the person saw it, ``mended`` the same with other values.

    Raises:
        StaleEdit: somebody else changed it meanwhile.
    """
    if mended.incident_id != seen.incident_id:
        raise BadRecord(
            f"incident {seen.incident_id!r}: an edit cannot change the id to "
            f"{mended.incident_id!r}; split or merge instead"
        )
    around = ledger.snapshot(
        since=min(seen.when.start, mended.when.start),
        until=max(seen.when.last, mended.when.last),
        dataset=seen.dataset_id,
    )
    changes = mend(around, seen, mended, gazetteer)
    return ledger.commit(changes, author=author, action=Action.EDIT, reason=reason)


def edit_claim(  # noqa: PLR0913 - all by name
    ledger: ReportLedger,
    seen: Claim,
    estimate: Estimate,
    *,
    author: str,
    at: datetime,
    reason: str,
) -> Revision:
    """Correct a figure: a new claim of a person takes the place of the one seen, which stays.

    The correction mends the reading, not the time or the source: it keeps when the figure was
    said and who counted, so later figures replace it as they would have replaced the first.

    ``seen`` is the claim as the person saw it, ``estimate`` what it should say, ``at`` now in UTC.

    Raises:
        StaleEdit: the claim is gone or was corrected meanwhile.
    """
    standing = ledger.claims_of([seen.incident_id])
    newer = [c for c in standing if _takes_place_of(c, seen)]
    if newer or seen not in standing:
        raise StaleEdit(
            f"claim {seen.claim_id!r} was changed by somebody else since it was looked at; "
            "compare both versions and edit again",
            mine=estimate,
            theirs=newer[0] if newer else None,
        )
    mended = correction(seen, estimate, author=author, at=at, reason=reason)
    return ledger.commit((Change(None, mended),), author=author, action=Action.EDIT, reason=reason)


def _takes_place_of(claim: Claim, seen: Claim) -> bool:
    return isinstance(claim.origin, Person) and claim.origin.replaces == seen.claim_id


def correction(seen: Claim, estimate: Estimate, *, author: str, at: datetime, reason: str) -> Claim:
    """The claim that takes the place of another."""
    return replace(
        seen,
        claim_id=stable_id("clm", "person", seen.claim_id, author, at.isoformat()),
        estimate=estimate,
        origin=Person(author=author, at=at, reason=reason, replaces=seen.claim_id),
        source=author,
        carried=False,
        pattern=None,
    )

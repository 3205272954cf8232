"""What was read in one report: drafts of incidents, their claims, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.errors import BadRecord
from incidents.model.claim import Claim
from incidents.model.incident import Incident
from incidents.model.mention import Mention
from incidents.model.origin import Quote
from incidents.model.report import Report


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is no claim, and why ("age", "clock time", "other period")."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The whole reading of one report; parents come before their children.

    Raises (from `check`):
        UngroundedQuote: a claim's quote is not in the text.
        BadRecord: a claim or a parent names an incident that is not here.
    """

    report: Report
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    #: Why there is nothing, or less than hoped, in words a person can act on.
    notes: tuple[str, ...] = ()

    def check(self) -> None:
        """Prove every quote against the text and every link against the records."""
        known = {i.incident_id for i in self.incidents}
        for claim in self.claims:
            if claim.incident_id not in known:
                raise BadRecord(f"claim {claim.claim_id!r}: no incident {claim.incident_id!r}")
            if isinstance(claim.origin, Quote):
                claim.origin.check(self.report.text)
        for incident in self.incidents:
            for quote in incident.quotes:
                quote.check(self.report.text)
            if incident.parent_id is not None and incident.parent_id not in known:
                raise BadRecord(
                    f"incident {incident.incident_id!r}: no parent {incident.parent_id!r}"
                )

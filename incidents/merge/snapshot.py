"""The part of the ledger a merge looks at."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.model import Claim, Incident, Report


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Incidents, their claims and the reports these quote, at one revision."""

    incidents: tuple[Incident, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    revision: int = 0

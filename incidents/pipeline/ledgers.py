"""What the pipeline asks of the ledger, as a protocol; `incidents.store.ledger.Ledger` is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from incidents.merge import Snapshot
from incidents.model import Action, Change, Claim, Incident, Report, Revision


class ReportLedger(Protocol):
    """The part of the ledger that reports need."""

    def revision(self) -> int:
        """Number of the newest revision, 0 for none."""
        ...

    def commit(
        self,
        changes: Iterable[Change],
        *,
        author: str,
        action: Action,
        reason: str,
        decides: str | None = None,
    ) -> Revision:
        """Save changes in one transaction; StaleEdit if a record changed meanwhile."""
        ...

    def decided(self) -> Mapping[str, int]:
        """The questions of the review page that are decided, each with its revision."""
        ...

    def snapshot(
        self, *, since: date | None = None, until: date | None = None, dataset: str = "reports"
    ) -> Snapshot:
        """Incidents of one data set that overlap the days, with claims and reports."""
        ...

    def incident(self, incident_id: str) -> Incident:
        """One incident; NotFound if unknown."""
        ...

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Claims of some incidents."""
        ...

    def reports_like(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Reports of these ids, and every one whose id was not made from its words."""
        ...

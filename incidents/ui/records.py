"""What the incident panel shows of one incident, as the viewer may see it.

Limits: asks the mirror whether the viewer may see the incident at all; what it shows beyond
that is read from the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from incidents.errors import NotFound
from incidents.model import Claim, Incident, Quote, Report
from incidents.pipeline.services import Services
from incidents.query import Audience, Filter, TableRow, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One incident with all that hangs on it.

    Attributes:
        row: what the mirror says of it, coarsened for the public.
        relatives: parent and children the viewer may see, as (incident id, words).
    """

    row: TableRow
    incident: Incident
    parent: TableRow | None
    children: tuple[TableRow, ...]
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)


def open_incident(services: Services, incident_id: str, looks: Viewer) -> Opened:
    """Open an incident; NotFound also for one the viewer may not see."""
    rows = services.mirror.table(Filter(incident=incident_id), looks, page=0, size=200).rows
    row = next((r for r in rows if r.incident_id == incident_id), None)
    if row is None:
        raise NotFound(f"incident {incident_id!r} is not to be found; it may have been taken away")
    incident = services.ledger.incident(incident_id)
    parent = None
    if row.parent_id is not None:
        above = services.mirror.table(Filter(incident=row.parent_id), looks, page=0, size=200).rows
        parent = next((r for r in above if r.incident_id == row.parent_id), None)
    claims = services.ledger.claims_of([incident_id])
    return Opened(
        row=row,
        incident=incident,
        parent=parent,
        children=tuple(r for r in rows if r.parent_id == incident_id),
        claims=claims,
        reports=reports_of(services, claims, incident.quotes),
    )


def reports_of(
    services: Services, claims: tuple[Claim, ...], quotes: tuple[Quote, ...] = ()
) -> dict[str, Report]:
    """The reports that claims and quotes point to, by id; one that is gone is left out."""
    wanted = {c.origin.report_id for c in claims if isinstance(c.origin, Quote)}
    wanted |= {q.report_id for q in quotes}
    found = {}
    for report_id in sorted(wanted):
        try:
            found[report_id] = services.ledger.report(report_id)
        except NotFound:
            continue
    return found


def may_show_text(report: Report, looks: Viewer) -> bool:
    """Whether the sentence of a quote may be shown: always, but of what still has words."""
    return bool(report.text) and not (
        looks.audience is Audience.PUBLIC and (report.withdrawn or report.redacted)
    )


def claims_by_id(services: Services, claim_ids: Sequence[str]) -> tuple[Claim, ...]:
    """Claims of these ids, in that order; one that is gone is left out."""
    found = {c.claim_id: c for c in services.ledger.claims(claim_ids)}
    return tuple(found[c] for c in claim_ids if c in found)

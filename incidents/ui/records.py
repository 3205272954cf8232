"""What the incident panel shows of one incident, as the viewer may see it.

Limits: records come from the mirror, which applies the viewer's rules; of a report only the
publisher, link and the sentence of a quote are drawn, and those never where words are withheld.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from incidents.errors import NotFound
from incidents.model import Claim, Incident, Quote, Report
from incidents.pipeline.services import Services
from incidents.query import Audience, Filter, TableRow, Viewer
from incidents.query.masking import mask_names

#: A record's parts that are listed; more are in the table.
ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One incident with all that hangs on it.

    Attributes:
        row: what the mirror says of it, coarsened for the public.
        parent: what it is part of, where the viewer may see that.
        children: its direct parts, `ROWS` at most.
    """

    row: TableRow
    incident: Incident
    parent: TableRow | None
    children: tuple[TableRow, ...]
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)


def open_incident(services: Services, incident_id: str, looks: Viewer) -> Opened:
    """Open an incident as the viewer may see it; NotFound also for one that is withheld."""
    incident, claims = services.mirror.record(incident_id, looks)
    rows = services.mirror.table(Filter(incident=incident_id), looks, page=0, size=ROWS).rows
    row = next((r for r in rows if r.incident_id == incident_id), None)
    if row is None:
        raise NotFound(f"incident {incident_id!r} is not to be found; go back to the map")
    return Opened(
        row=row,
        incident=incident,
        parent=_row(services, row.parent_id, looks),
        children=tuple(r for r in rows if r.parent_id == incident_id),
        claims=claims,
        reports=reports_of(services, claims, incident.quotes, looks=looks),
    )


def _row(services: Services, incident_id: str | None, looks: Viewer) -> TableRow | None:
    """The table's row of one incident; None where the viewer may not see it."""
    if incident_id is None:
        return None
    rows = services.mirror.table(Filter(incident=incident_id), looks, page=0, size=ROWS).rows
    return next((r for r in rows if r.incident_id == incident_id), None)


def reports_of(
    services: Services,
    claims: tuple[Claim, ...],
    quotes: tuple[Quote, ...] = (),
    *,
    looks: Viewer,
) -> dict[str, Report]:
    """The reports that claims and quotes point to, by id; one that is gone is left out.

    For the public the names of private persons are blacked out, the offsets staying true.
    """
    wanted = {c.origin.report_id for c in claims if isinstance(c.origin, Quote)}
    wanted |= {q.report_id for q in quotes}
    found = {}
    for report_id in sorted(wanted):
        try:
            report = services.ledger.report(report_id)
        except NotFound:
            continue
        if looks.audience is Audience.PUBLIC:
            report = replace(report, text=mask_names(report.text))
        found[report_id] = report
    return found


def claims_by_id(services: Services, claim_ids: Sequence[str], looks: Viewer) -> tuple[Claim, ...]:
    """Claims of these ids in that order, as the viewer may see them; others are left out."""
    owners = sorted({c.incident_id for c in services.ledger.claims(claim_ids)})
    seen: dict[str, Claim] = {}
    for owner in owners:
        try:
            _, claims = services.mirror.record(owner, looks)
        except NotFound:
            continue
        seen |= {c.claim_id: c for c in claims}
    return tuple(seen[c] for c in claim_ids if c in seen)

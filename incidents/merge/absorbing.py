"""One incident taken into another: claims, children, words and unnamed sites. Pure.

The result is the same whichever of the two is kept, but for the id. "13 locations" of one and
"six locations" of the other are no nineteen: the larger number of sites stands.
"""

from __future__ import annotations

from dataclasses import replace

from incidents.merge.blend import blend
from incidents.merge.placeholders import fit_placeholders, sites_stated
from incidents.merge.snapshot import Snapshot
from incidents.model import Incident


def absorb(snapshot: Snapshot, kept_id: str, gone_id: str) -> Snapshot:
    """The state in which ``gone_id`` has gone into ``kept_id``; both must be there."""
    records = {i.incident_id: i for i in snapshot.incidents}
    kept, gone = records[kept_id], records[gone_id]
    sites = max(sites_stated(records, kept_id), sites_stated(records, gone_id))
    del records[gone_id]
    if kept.parent_id == gone_id:
        kept = replace(kept, parent_id=gone.parent_id)
    records[kept_id] = kept
    for other_id, other in list(records.items()):
        records[other_id] = _renamed(other, kept_id, gone_id)
    kept = records[kept_id]
    gone = _renamed(replace(gone, incident_id=kept_id, parent_id=_up(gone, kept_id)), kept_id, "")
    both = kept.placeholder and gone.placeholder
    records[kept_id] = replace(blend(kept, gone, records), placeholder=both)
    if not (kept.placeholder or gone.placeholder):
        fit_placeholders(records, kept_id, sites)
    claims = tuple(
        replace(c, incident_id=kept_id) if c.incident_id == gone_id else c for c in snapshot.claims
    )
    incidents = tuple(sorted(records.values(), key=lambda i: i.incident_id))
    return replace(snapshot, incidents=incidents, claims=claims)


def _up(gone: Incident, kept_id: str) -> str | None:
    return gone.parent_id if gone.parent_id != kept_id else None


def _renamed(incident: Incident, kept_id: str, gone_id: str) -> Incident:
    """The incident with what pointed to the one that goes pointing to the one that stays."""
    own = incident.incident_id
    parent = kept_id if incident.parent_id == gone_id else incident.parent_id
    excludes = {kept_id if e == gone_id else e for e in incident.excludes} - {own}
    return replace(
        incident,
        parent_id=parent if parent != own else None,
        excludes=tuple(sorted(excludes)),
    )

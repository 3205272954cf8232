"""Whole records under the viewer's rules: for exports and for the incident panel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from incidents.errors import NotFound
from incidents.model import Claim, Incident
from incidents.store.asking import Asking
from incidents.store.columns import CHOSEN
from incidents.store.imports import ImportRow
from incidents.store.ledger import Ledger
from incidents.store.publicity import claims_for, incident_for, shows

_BATCH = 500


def export_size(asking: Asking, *, placeholders: bool) -> int:
    """How many incidents `export_rows` gives."""
    if placeholders:
        return asking.count
    named = CHOSEN.filter(~CHOSEN.placeholder)
    return int(asking.run(named.aggregate(n=named.count()))[0]["n"])


def export_rows(asking: Asking, ledger: Ledger, *, placeholders: bool) -> Iterator[ImportRow]:
    """The selected incidents with their claims, in order of id, a batch in memory at a time."""
    rows = CHOSEN if placeholders else CHOSEN.filter(~CHOSEN.placeholder)
    ids = [r["incident_id"] for r in asking.run(rows.select("incident_id").order_by("incident_id"))]
    for begin in range(0, len(ids), _BATCH):
        yield from _values(asking, ledger, ids[begin : begin + _BATCH])


def _values(asking: Asking, ledger: Ledger, ids: Sequence[str]) -> Iterator[ImportRow]:
    claims = defaultdict(list)
    for claim, added in ledger.claims_with_time(ids):
        claims[claim.incident_id].append((claim, added))
    viewer = asking.viewer
    for incident in ledger.incidents(ids):
        if shows(incident, viewer):
            kept = claims_for(incident, claims[incident.incident_id], viewer)
            yield incident_for(incident, viewer), kept


def record(asking: Asking, ledger: Ledger, incident_id: str) -> tuple[Incident, tuple[Claim, ...]]:
    """One incident and its claims; NotFound also where the viewer may not know of it."""
    if asking.sees(incident_id):
        for found in _values(asking, ledger, [incident_id]):
            return found
    raise NotFound(f"incident {incident_id!r}: there is no such record; go back to the map")

"""Which incident is part of which. Pure.

An incident is part of the finest known incident of the same days and a compatible type whose
place holds its own, unless that one excludes it. Stated and inferred parents compete on equal
terms: the finest wins, so the order in which reports arrive does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from incidents.merge.blend import finer_parent
from incidents.merge.likeness import contains
from incidents.model import Incident
from incidents.model.ports import Gazetteer


def settle_parents(
    records: dict[str, Incident], touched: Iterable[str], gazetteer: Gazetteer | None
) -> None:
    """Find parents for the touched incidents, and children that lie in them."""
    changed = set(touched)
    for incident_id in sorted(records):
        incident = records[incident_id]
        if incident.placeholder:
            continue
        near = records if incident_id in changed else {k: records[k] for k in changed}
        above = [
            k for k, other in near.items() if k != incident_id and holds(other, incident, gazetteer)
        ]
        parent = finer_parent(incident_id, (incident.parent_id, *above), records)
        if parent is not None and parent != incident.parent_id:
            records[incident_id] = replace(incident, parent_id=parent)


def holds(outer: Incident, inner: Incident, gazetteer: Gazetteer | None = None) -> bool:
    """Whether one incident is the larger whole of another."""
    if outer.placeholder or outer.dataset_id != inner.dataset_id:
        return False
    if outer.incident_id in inner.excludes or inner.incident_id in outer.excludes:
        return False
    if not (outer.when.start <= inner.when.start and inner.when.last <= outer.when.last):
        return False
    if outer.event_type and inner.event_type and outer.event_type != inner.event_type:
        return False
    return contains(outer.place, inner.place, _within(outer, inner, gazetteer))


def _within(outer: Incident, inner: Incident, gazetteer: Gazetteer | None) -> bool:
    inside, around = inner.place.place_id, outer.place.place_id
    if gazetteer is None or inside is None or around is None:
        return False
    return gazetteer.within(inside, around)


def children_of(records: Mapping[str, Incident], incident_id: str) -> tuple[Incident, ...]:
    """The incidents right below one, by id."""
    found = [i for i in records.values() if i.parent_id == incident_id]
    return tuple(sorted(found, key=lambda i: i.incident_id))

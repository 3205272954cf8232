"""A telling that was joined wrongly, taken into an incident of its own. Pure.

Its figures, words, day and kind go along, and what only it tells of below the incident.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from incidents.merge.changes import difference
from incidents.merge.family import children_of, holds, settle_parents
from incidents.merge.lowjoins import LowJoin
from incidents.merge.placeholders import fit_placeholders
from incidents.merge.snapshot import Snapshot
from incidents.merge.tellings import told_by
from incidents.model import Change, Claim, Incident, Measure, stable_id
from incidents.model.ports import Gazetteer


def part(
    snapshot: Snapshot, join: LowJoin, gazetteer: Gazetteer | None = None
) -> tuple[Incident, tuple[Change, ...]]:
    """Say no to a join: the new incident and the changes that make it.

    Args:
        snapshot: the state that `low_joins` was asked about.
        join: one of its answers.
        gazetteer: decides which place lies in which.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    reports = frozenset(t.report_id for t in join.moving)
    moved = {c.claim_id for t in join.moving for c in t.claims}
    first, new = _two(records[join.incident.incident_id], join)
    up = records.get(new.parent_id) if new.parent_id else None
    if up is not None and not holds(up, new, gazetteer):
        new = replace(new, parent_id=None)
    records |= {first.incident_id: first, new.incident_id: new}
    for child in children_of(records, first.incident_id):
        own = (c for c in snapshot.claims if c.incident_id == child.incident_id)
        if not child.placeholder and told_by(child, own) <= reports:
            records[child.incident_id] = replace(child, parent_id=new.incident_id)
    settle_parents(records, [new.incident_id], gazetteer)
    claims = tuple(
        replace(c, incident_id=new.incident_id) if c.claim_id in moved else c
        for c in snapshot.claims
    )
    _fit_sites(records, (first, new), claims, anew=moved)
    incidents = tuple(sorted(records.values(), key=lambda i: i.incident_id))
    after = replace(snapshot, incidents=incidents, claims=claims)
    return records[new.incident_id], difference(snapshot, after)


def _two(known: Incident, join: LowJoin) -> tuple[Incident, Incident]:
    """What stays and what goes, each with its own words, and its own kind where they differ."""
    quotes = tuple(q for t in join.moving for q in t.incident.quotes)
    kinds = [t.incident.event_type for t in (join.stays, join.goes)]
    if None in kinds or kinds[0] == kinds[1]:
        kinds = [known.event_type, known.event_type]
    stays, goes = (
        known if kind == known.event_type else replace(known, event_type=kind, sub_event_type=None)
        for kind in kinds
    )
    reports = sorted(t.report_id for t in join.moving)
    new = replace(
        goes,
        incident_id=stable_id("inc", known.incident_id, "split", *reports),
        when=join.goes.incident.when,
        quotes=quotes,
        added_at=None,
        revision=0,
    )
    return replace(stays, quotes=tuple(q for q in known.quotes if q not in quotes)), new


def _fit_sites(
    records: dict[str, Incident],
    two: Iterable[Incident],
    claims: Iterable[Claim],
    *,
    anew: Iterable[str],
) -> None:
    """Leave each of two as many unnamed sites as it states, where a number of sites moved."""
    sites = [c for c in claims if c.measure is Measure.SITES and c.subset_of is None]
    if not {c.claim_id for c in sites} & set(anew):
        return
    models = [i for k in two for i in children_of(records, k.incident_id) if i.placeholder]
    for one in two:
        stated = [c.estimate.low or 0 for c in sites if c.incident_id == one.incident_id]
        fit_placeholders(records, one.incident_id, max(stated, default=0), models[:1])

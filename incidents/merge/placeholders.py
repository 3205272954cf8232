"""Unnamed sites ("13 locations") as records, as many as are still unnamed. Pure.

A city of which 13 sites are stated has as many placeholders as are not yet named below it: a
site or an address that another report names, and placeholders of a district of it, take the
place of the city's. Only where the text says so ("five more sites") are they added. Numbering
runs from 1, so the same reports leave the same placeholders in any order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from incidents.merge.family import children_of
from incidents.model import Claim, Extraction, Incident, Measure, Precision, stable_id
from incidents.summary.trees import ancestors

_NAMED_SITES = (Precision.SITE, Precision.STREET)


@dataclass(frozen=True, slots=True)
class Filling:
    """A placeholder that gives way to a record which says more."""

    placeholder_id: str
    parent_id: str


def settle_placeholders(
    before: Mapping[str, Incident],
    records: dict[str, Incident],
    extraction: Extraction,
    ids: Mapping[str, str],
    claims: Sequence[Claim],
) -> tuple[Filling, ...]:
    """Add or take away placeholders; returns those that gave way."""
    said = _Said(
        tuple(d for d in extraction.incidents if d.placeholder and d.parent_id in ids),
        ids,
        _added_by_text(claims),
        _named_by_text(extraction, ids),
    )
    parents = {ids[d.parent_id] for d in said.drafts if d.parent_id}
    parents |= _with_placeholders(records, ids.values())
    filled: list[Filling] = []
    # What lies below is settled first: a city's site that was named counts once in its region.
    for parent_id in _deepest_first(records, parents):
        _set(records, parent_id, before, said)
        gone = sorted(
            k
            for k, i in before.items()
            if i.placeholder and i.parent_id == parent_id and k not in records
        )
        filled.extend(Filling(k, parent_id) for k in gone)
    return tuple(filled)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the text says of sites: placeholders, "more", and sites it names."""

    drafts: tuple[Incident, ...]
    ids: Mapping[str, str]
    added: frozenset[str]
    named: Mapping[str, int]

    def of(self, parent_id: str) -> tuple[Incident, ...]:
        return tuple(d for d in self.drafts if d.parent_id and self.ids[d.parent_id] == parent_id)


def _added_by_text(claims: Iterable[Claim]) -> frozenset[str]:
    """Incidents of which the text says "more sites"."""
    return frozenset(c.incident_id for c in claims if c.measure is Measure.SITES and c.increment)


def _named_by_text(extraction: Extraction, ids: Mapping[str, str]) -> dict[str, int]:
    """How many sites the text itself names, per incident they lie under."""
    drafts = {i.incident_id: i for i in extraction.incidents}
    found: dict[str, int] = {}
    for draft in extraction.incidents:
        if draft.placeholder or draft.place.precision not in _NAMED_SITES:
            continue
        for above in ancestors(draft.incident_id, drafts):
            found[ids[above]] = found.get(ids[above], 0) + 1
    return found


def _depth(records: Mapping[str, Incident], incident_id: str) -> int:
    depth, at = 0, records[incident_id].parent_id
    while at is not None and at in records and depth < len(records):
        depth, at = depth + 1, records[at].parent_id
    return depth


def _with_placeholders(records: Mapping[str, Incident], touched: Iterable[str]) -> set[str]:
    """Incidents with placeholders among those the report touches and all above them."""
    near = set(touched)
    near |= {a for t in tuple(near) for a in ancestors(t, records)}
    found = {i.parent_id for i in records.values() if i.placeholder and i.parent_id}
    return found & near


def _deepest_first(records: Mapping[str, Incident], parents: Iterable[str]) -> list[str]:
    return sorted(parents, key=lambda p: (-_depth(records, p), p))


def _set(
    records: dict[str, Incident], parent_id: str, before: Mapping[str, Incident], said: _Said
) -> None:
    """Bring the placeholders right below one incident to the number that is unnamed."""
    stood, drafts = _direct(before, parent_id), said.of(parent_id)
    known = len(stood) + len(_named_below(before, parent_id))
    now = len(drafts) + said.named.get(parent_id, 0) if drafts else 0
    stated = known + now if parent_id in said.added else max(known, now)
    named = _named_below(records, parent_id)
    more = [k for k in named if k in said.added and k not in before]
    wanted = max(0, stated - len(named) + len(more))
    for held in _direct(records, parent_id):
        del records[held.incident_id]
    for model in (*drafts, *stood)[:1]:
        for number in range(1, wanted + 1):
            made = _numbered(model, parent_id, number)
            records[made.incident_id] = before.get(made.incident_id, made)


def sites_stated(records: Mapping[str, Incident], incident_id: str) -> int:
    """How many sites an incident is known to have: named below it, and not yet named."""
    return len(_direct(records, incident_id)) + len(_named_below(records, incident_id))


def fit_placeholders(
    records: dict[str, Incident], parent_id: str, stated: int, models: Sequence[Incident] = ()
) -> None:
    """Leave as many placeholders as are not named of a stated number of sites.

    ``models`` are made from where the incident has none of its own.
    """
    held = _direct(records, parent_id)
    wanted = max(0, stated - len(_named_below(records, parent_id)))
    place, when = records[parent_id].place, records[parent_id].when
    for one in held:
        del records[one.incident_id]
    own = {i.incident_id: i for i in held}
    for model in (*held, *models)[:1]:
        for number in range(1, wanted + 1):
            made = _numbered(model, parent_id, number)
            made = own.get(made.incident_id, made)
            records[made.incident_id] = replace(made, place=place, when=when)


def _direct(records: Mapping[str, Incident], parent_id: str) -> list[Incident]:
    return [i for i in children_of(records, parent_id) if i.placeholder]


def _named_below(records: Mapping[str, Incident], parent_id: str) -> list[str]:
    """Named sites anywhere below, and placeholders of what lies below."""
    found: list[str] = []
    for child in children_of(records, parent_id):
        if child.placeholder:
            continue
        if child.place.precision in _NAMED_SITES:
            found.append(child.incident_id)
        found.extend(i.incident_id for i in _direct(records, child.incident_id))
        found.extend(_named_below(records, child.incident_id))
    return found


def _numbered(model: Incident, parent_id: str, number: int) -> Incident:
    made = stable_id("inc", parent_id, "site", number)
    return replace(model, incident_id=made, parent_id=parent_id, added_at=None, revision=0)

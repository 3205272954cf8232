"""Known incidents that may be one. Pure; the same pairs whatever the order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from incidents.merge.likeness import LOOKS_BACK, NEAR, Score, compare, place_key
from incidents.model import Claim, Incident
from incidents.summary.trees import ancestors


def near_pairs(
    incidents: Sequence[Incident], claims: Iterable[Claim]
) -> list[tuple[Incident, Incident, Score]]:
    """Pairs of one place alike enough to be asked about: the one that would stay, the other.

    Of two the one dated more surely would stay, else the earlier.
    """
    records = {i.incident_id: i for i in incidents}
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        own[claim.incident_id].append(claim)
    found = []
    for group in _of_one_place(incidents):
        for pair in _near_in_time(group):
            first, second = sorted(pair, key=_stays_first)
            if _kin(first, second, records):
                continue
            score = compare(second, first, own[second.incident_id], own[first.incident_id])
            if score is not None and score.total >= NEAR:
                found.append((first, second, score))
    return found


def _near_in_time(group: Sequence[Incident]) -> Iterator[tuple[Incident, Incident]]:
    """Pairs of which one ends at most as long before the other as reports look back."""
    ordered = sorted(group, key=lambda i: (i.when.start, i.incident_id))
    for at, earlier in enumerate(ordered):
        until = earlier.when.last + LOOKS_BACK
        for later in islice(ordered, at + 1, None):
            if later.when.start > until:
                break
            yield earlier, later


def _of_one_place(incidents: Iterable[Incident]) -> list[list[Incident]]:
    groups: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in incidents:
        key = place_key(incident.place)
        if key is not None and not incident.placeholder:
            groups[incident.dataset_id, key].append(incident)
    return [groups[k] for k in sorted(groups)]


def _stays_first(incident: Incident) -> tuple[int, str, str]:
    when = incident.when
    return when.date_prec, when.start.isoformat(), incident.incident_id


def _kin(first: Incident, second: Incident, records: dict[str, Incident]) -> bool:
    """Whether one is part of the other, or says that it leaves the other out."""
    above = {*ancestors(first.incident_id, records), *ancestors(second.incident_id, records)}
    named = {first.incident_id, second.incident_id}
    return bool(named & (above | {*first.excludes, *second.excludes}))

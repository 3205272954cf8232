"""What a new reading would do to the incidents already known, before anything is saved. Pure.

A draft joins the known incident of the same place and day (see `likeness`), each known incident
at most once per report; what joins nothing is new. Ids of new incidents are made from data set,
place and day, so they do not depend on which report came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from incidents.merge.blend import blend
from incidents.merge.family import settle_parents
from incidents.merge.likeness import ENOUGH, Part, Score, compare, place_key
from incidents.merge.placeholders import Filling, settle_placeholders
from incidents.merge.proposals import Proposal, open_proposals
from incidents.merge.snapshot import Snapshot
from incidents.model import Claim, Extraction, Incident, Origin, Person, stable_id
from incidents.model.ports import Gazetteer
from incidents.summary import Disagreement, disagreements


@dataclass(frozen=True, slots=True)
class Join:
    """A draft and the known incident it speaks of."""

    draft_id: str
    incident_id: str
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What adding a report would do; `incidents.merge.apply` turns it into changes.

    Attributes:
        extraction: the reading it was made from.
        joins: drafts that speak of known incidents, with the score explained.
        new: incidents nobody knew, parents before children, with their final ids.
        filled: placeholder records that named sites take.
        proposals: inferences a person has to accept.
        disagreements: claims of the new report against known ones.
        before: the incidents and claims it was held against, as they stand.
        result: all incidents and claims as they would stand.
    """

    extraction: Extraction
    joins: tuple[Join, ...]
    new: tuple[Incident, ...]
    filled: tuple[Filling, ...]
    proposals: tuple[Proposal, ...]
    disagreements: tuple[Disagreement, ...]
    before: Snapshot
    result: Snapshot


def plan_merge(
    snapshot: Snapshot,
    extraction: Extraction,
    gazetteer: Gazetteer | None = None,
    *,
    rejected: Collection[str] = (),
) -> MergePlan:
    """Plan how the drafts of one report meet the known incidents.

    Args:
        snapshot: incidents, claims and reports around the dates of the report.
        extraction: the reading; its ids are drafts and do not survive.
        gazetteer: decides which place lies in which; without it only the codes on the places do.
        rejected: ids of proposals a person said no to; they are not made again.
    """
    extraction.check()
    joins = _joins(snapshot, extraction)
    ids = _final_ids(snapshot, extraction, joins)
    records = {i.incident_id: i for i in snapshot.incidents}
    touched = _lay_in(records, extraction, ids)
    claims = _rewrite(extraction.claims, ids, {c.claim_id for c in snapshot.claims})
    settle_parents(records, touched, gazetteer)
    stood = {i.incident_id: i for i in snapshot.incidents}
    filled = settle_placeholders(stood, records, extraction, ids, claims)
    result = Snapshot(
        tuple(sorted(records.values(), key=lambda i: i.incident_id)),
        (*snapshot.claims, *claims),
        (*snapshot.reports, extraction.report),
        snapshot.revision,
    )
    return MergePlan(
        extraction=extraction,
        joins=joins,
        new=parents_first(i for k, i in records.items() if k not in stood),
        filled=filled,
        proposals=_concerning(open_proposals(result, rejected), touched),
        disagreements=_new_disagreements(result, claims),
        before=snapshot,
        result=result,
    )


def _joins(snapshot: Snapshot, extraction: Extraction) -> tuple[Join, ...]:
    """Pair drafts and known incidents, best score first, each at most once."""
    mine, theirs = _by_incident(extraction.claims), _by_incident(snapshot.claims)
    known: dict[str | None, list[Incident]] = defaultdict(list)
    for incident in snapshot.incidents:
        if not incident.placeholder:
            known[place_key(incident.place)].append(incident)
    pairs = []
    for draft in extraction.incidents:
        if draft.placeholder:
            continue
        for incident in known.get(place_key(draft.place), ()):
            if incident.dataset_id != draft.dataset_id:
                continue
            score = compare(draft, incident, mine[draft.incident_id], theirs[incident.incident_id])
            if score is not None and score.total >= ENOUGH:
                pairs.append(Join(draft.incident_id, incident.incident_id, score))
    order = [i.incident_id for i in extraction.incidents]
    numbers = _numbers(snapshot.incidents)
    joins = _each_once(pairs, order, numbers)
    return _each_once([*joins, *_elsewhere(snapshot, extraction, joins)], order, numbers)


def _elsewhere(
    snapshot: Snapshot, extraction: Extraction, joins: Sequence[Join]
) -> tuple[Join, ...]:
    """Join "elsewhere" of two reports: no place of its own, the same places left out."""
    ids = {j.draft_id: j.incident_id for j in joins}
    found = []
    for draft in extraction.incidents:
        left_out = {ids[e] for e in draft.excludes if e in ids}
        if draft.placeholder or place_key(draft.place) is not None or not left_out:
            continue
        for known in snapshot.incidents:
            named = place_key(known.place) is not None
            if named or known.when != draft.when or not left_out.intersection(known.excludes):
                continue
            place = Part("place", 0.3, "elsewhere, with the same places left out")
            date = Part("date", 0.35, "the same day")
            found.append(Join(draft.incident_id, known.incident_id, Score((place, date))))
    return tuple(found)


def _numbers(incidents: Iterable[Incident]) -> dict[str, int]:
    """Which of several of one place and day each is; of equal ones the first is joined first.

    The ids themselves are hashes, whose order would leave it to chance which two unnamed
    records meet.
    """
    groups: dict[tuple[str, str, str], list[Incident]] = defaultdict(list)
    for incident in incidents:
        key = (incident.dataset_id, _spot(incident), incident.when.start.isoformat())
        groups[key].append(incident)
    return {
        _id_of(group[0], number): number
        for group in groups.values()
        if len(group) > 1
        for number in range(len(group))
    }


def _each_once(
    pairs: Sequence[Join], order: Sequence[str], numbers: Mapping[str, int]
) -> tuple[Join, ...]:
    rank = {draft: n for n, draft in enumerate(order)}
    taken: set[str] = set()
    kept: dict[str, Join] = {}
    best_first = sorted(
        pairs,
        key=lambda j: (
            -j.score.total,
            rank[j.draft_id],
            numbers.get(j.incident_id, len(numbers)),
            j.incident_id,
        ),
    )
    for join in best_first:
        if join.draft_id not in kept and join.incident_id not in taken:
            kept[join.draft_id] = join
            taken.add(join.incident_id)
    return tuple(kept[d] for d in order if d in kept)


def _by_incident(claims: Sequence[Claim]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.incident_id].append(claim)
    return found


def _final_ids(snapshot: Snapshot, extraction: Extraction, joins: Sequence[Join]) -> dict[str, str]:
    """The id each draft (placeholders apart) will be known by."""
    ids = {j.draft_id: j.incident_id for j in joins}
    taken = {i.incident_id for i in snapshot.incidents}
    for draft in extraction.incidents:
        if draft.placeholder or draft.incident_id in ids:
            continue
        number = 0
        while (found := _id_of(draft, number)) in taken:
            number += 1
        ids[draft.incident_id] = found
        taken.add(found)
    return ids


def _spot(incident: Incident) -> str:
    """The place in an id: all unnamed records of a country and day are numbered together."""
    return place_key(incident.place) or f"unnamed in {incident.place.country}"


def _id_of(draft: Incident, number: int) -> str:
    return stable_id(
        "inc", draft.dataset_id, _spot(draft), draft.when.start.isoformat(), number or None
    )


def _lay_in(
    records: dict[str, Incident], extraction: Extraction, ids: Mapping[str, str]
) -> tuple[str, ...]:
    """Put drafts among the records under their final ids; returns the ids touched."""
    touched = []
    for draft in extraction.incidents:
        if draft.placeholder:
            continue
        final = ids[draft.incident_id]
        parent = ids.get(draft.parent_id) if draft.parent_id else None
        renamed = replace(
            draft,
            incident_id=final,
            parent_id=parent if parent != final else None,
            excludes=tuple(sorted(ids[e] for e in draft.excludes if e in ids)),
        )
        known = records.get(final)
        records[final] = renamed if known is None else blend(known, renamed, records)
        touched.append(final)
    return tuple(touched)


def _rewrite(
    claims: Sequence[Claim], ids: Mapping[str, str], taken: Collection[str]
) -> tuple[Claim, ...]:
    """Claims under the final incident ids; a placeholder's claims are left aside."""
    kept = [c for c in claims if c.incident_id in ids]
    names = {
        c.claim_id: stable_id("clm", c.claim_id, n) if c.claim_id in taken else c.claim_id
        for n, c in enumerate(kept)
    }
    return tuple(
        replace(
            c,
            claim_id=names[c.claim_id],
            incident_id=ids[c.incident_id],
            origin=_renamed(c.origin, names),
        )
        for c in kept
    )


def _renamed(origin: Origin, names: Mapping[str, str]) -> Origin:
    """A correction made before saving goes on naming the claim it replaces."""
    if not isinstance(origin, Person) or origin.replaces is None:
        return origin
    return replace(origin, replaces=names.get(origin.replaces, origin.replaces))


def parents_first(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Order incidents so that every parent comes before its children."""
    left = {i.incident_id: i for i in sorted(incidents, key=lambda i: i.incident_id)}
    ordered: list[Incident] = []
    while left:
        ready = [i for i in left.values() if i.parent_id not in left]
        for incident in ready or list(left.values()):
            ordered.append(incident)
            del left[incident.incident_id]
    return tuple(ordered)


def _concerning(proposals: Sequence[Proposal], touched: Sequence[str]) -> tuple[Proposal, ...]:
    near = set(touched)
    return tuple(p for p in proposals if near & {p.unnamed_id, p.named_id})


def _new_disagreements(result: Snapshot, claims: Sequence[Claim]) -> tuple[Disagreement, ...]:
    new = {c.claim_id for c in claims}
    about = {c.incident_id for c in claims}
    found = disagreements(c for c in result.claims if c.incident_id in about)
    return tuple(d for d in found if new & {d.first.claim_id, d.second.claim_id})

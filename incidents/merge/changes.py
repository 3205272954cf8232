"""From a plan, or from a decision by hand, to the changes that the ledger saves. Pure.

Every change holds the record before and after, so every step can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from incidents.errors import BadRecord, NotFound
from incidents.merge.absorbing import absorb
from incidents.merge.family import children_of, holds, settle_parents
from incidents.merge.plan import MergePlan, parents_first
from incidents.merge.proposals import Proposal, accept
from incidents.merge.snapshot import Snapshot
from incidents.model import Change, Claim, Incident, Quote, stable_id
from incidents.model.ports import Gazetteer


def apply(plan: MergePlan, snapshot: Snapshot, accepted: Iterable[str] = ()) -> tuple[Change, ...]:
    """The changes that carry out a plan.

    Args:
        plan: made by `plan_merge` from this snapshot.
        snapshot: what the plan was made from.
        accepted: ids of the plan's proposals a person accepts.

    Raises:
        NotFound: an accepted id is no proposal of the plan.
    """
    wanted = set(accepted)
    chosen = [p for p in plan.proposals if p.proposal_id in wanted]
    missing = wanted - {p.proposal_id for p in chosen}
    if missing:
        raise NotFound(
            f"proposals {', '.join(sorted(missing))}: not proposed by this report; "
            "look at the plan again"
        )
    return difference(snapshot, accept(plan.result, chosen))


def carry_out(snapshot: Snapshot, proposals: Iterable[Proposal]) -> tuple[Change, ...]:
    """The changes of proposals accepted later."""
    return difference(snapshot, accept(snapshot, proposals))


def difference(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What has to be saved to get from one state to the other.

    Reports come first, then incidents (parents before children), then claims; what goes is
    taken away last, claims before incidents and children before parents.
    """
    old = {i.incident_id: i for i in before.incidents}
    new = {i.incident_id: i for i in after.incidents}
    old_claims = {c.claim_id: c for c in before.claims}
    new_claims = {c.claim_id: c for c in after.claims}
    old_reports = {r.report_id: r for r in before.reports}
    reports = [
        Change(old_reports.get(r.report_id), r)
        for r in after.reports
        if old_reports.get(r.report_id) != r
    ]
    kept = [i for i in parents_first(new.values()) if old.get(i.incident_id) != i]
    said = [c for c in after.claims if old_claims.get(c.claim_id) != c]
    gone = [i for i in reversed(parents_first(old.values())) if i.incident_id not in new]
    return (
        *reports,
        *(Change(old.get(i.incident_id), i) for i in kept),
        *(Change(old_claims.get(c.claim_id), c) for c in said),
        *(Change(c, None) for k, c in old_claims.items() if k not in new_claims),
        *(Change(i, None) for i in gone),
    )


def stand_after(snapshot: Snapshot, changes: Iterable[Change]) -> Snapshot:
    """The state that changes leave."""
    incidents = {i.incident_id: i for i in snapshot.incidents}
    claims = {c.claim_id: c for c in snapshot.claims}
    reports = {r.report_id: r for r in snapshot.reports}
    for change in changes:
        for record in (change.before, change.after):
            gone = record is not change.after
            if isinstance(record, Incident):
                incidents.pop(record.incident_id, None)
                incidents |= {} if gone else {record.incident_id: record}
            elif isinstance(record, Claim):
                claims.pop(record.claim_id, None)
                claims |= {} if gone else {record.claim_id: record}
            elif record is not None:
                reports.pop(record.report_id, None)
                reports |= {} if gone else {record.report_id: record}
    return Snapshot(
        tuple(incidents.values()),
        tuple(claims.values()),
        tuple(reports.values()),
        snapshot.revision,
    )


def merge_by_hand(snapshot: Snapshot, kept_id: str, gone_id: str) -> tuple[Change, ...]:
    """Make one incident of two: claims and children of the second go to the first.

    Raises:
        NotFound: one of them is not there.
        BadRecord: they are the same, of two data sets, or one lies below the other's children.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    kept, gone = _known(records, kept_id), _known(records, gone_id)
    if kept_id == gone_id:
        raise BadRecord(f"merge: {kept_id!r} was given twice; choose two incidents")
    if kept.dataset_id != gone.dataset_id:
        raise BadRecord(
            f"merge: {kept_id!r} is of {kept.dataset_id!r}, {gone_id!r} of {gone.dataset_id!r}; "
            "incidents of two data sets stand side by side"
        )
    return difference(snapshot, absorb(snapshot, kept_id, gone_id))


def split_by_hand(
    snapshot: Snapshot, incident_id: str, new: Incident, claim_ids: Iterable[str]
) -> tuple[Change, ...]:
    """Take claims out of an incident into a new one of their own.

    Raises:
        NotFound: the incident is not there, or a claim is not its own.
        BadRecord: the new incident's id is taken.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    _known(records, incident_id)
    if new.incident_id in records:
        raise BadRecord(f"split: the id {new.incident_id!r} is taken; give the new one its own")
    wanted = set(claim_ids)
    own = {c.claim_id for c in snapshot.claims if c.incident_id == incident_id}
    if wanted - own:
        raise NotFound(
            f"split: claims {', '.join(sorted(wanted - own))} are not of {incident_id!r}; "
            "choose among its own"
        )
    moved = tuple(
        replace(c, incident_id=new.incident_id) if c.claim_id in wanted else c
        for c in snapshot.claims
    )
    after = replace(snapshot, incidents=(*snapshot.incidents, new), claims=moved)
    return difference(snapshot, after)


def split_off(
    snapshot: Snapshot, incident_id: str, claim_ids: Iterable[str]
) -> tuple[Incident, tuple[Change, ...]]:
    """Take claims into a new incident like the first, with the words of their reports.

    Returns the new incident and the changes; see `split_by_hand` for errors, and BadRecord if
    no claim was chosen.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    first, wanted = _known(records, incident_id), sorted(set(claim_ids))
    if not wanted:
        raise BadRecord("split: no figure was chosen; choose those of the other incident")
    own = claims_of(snapshot, incident_id)
    left = {_report_of(c) for c in own if c.claim_id not in wanted} - {None}
    moved = {_report_of(c) for c in own if c.claim_id in wanted} - {None}
    new = replace(
        first,
        incident_id=stable_id("inc", incident_id, "split", *wanted),
        quotes=tuple(q for q in first.quotes if q.report_id in moved),
        added_at=None,
        revision=0,
    )
    kept = replace(first, quotes=tuple(q for q in first.quotes if q.report_id not in moved - left))
    changes = split_by_hand(snapshot, incident_id, new, wanted)
    return new, (*changes, *((Change(first, kept),) if kept != first else ()))


def _report_of(claim: Claim) -> str | None:
    return claim.origin.report_id if isinstance(claim.origin, Quote) else None


def mend(
    snapshot: Snapshot, seen: Incident, mended: Incident, gazetteer: Gazetteer | None = None
) -> tuple[Change, ...]:
    """The changes of a correction: unnamed sites go along, and who is part of what is settled anew.

    A parent or a named part is let go only where it held before and does not hold any more.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    own = seen.incident_id
    if mended.place == seen.place and mended.when == seen.when:
        return (Change(seen, mended),)
    up = records.get(seen.parent_id) if seen.parent_id else None
    if (
        up is not None
        and mended.parent_id == seen.parent_id
        and _lets_go(up, seen, mended, gazetteer)
    ):
        mended = replace(mended, parent_id=None)
    records[own] = mended
    for child in children_of(records, own):
        if child.placeholder:
            records[child.incident_id] = replace(child, place=mended.place, when=mended.when)
        elif holds(seen, child, gazetteer) and not holds(mended, child, gazetteer):
            records[child.incident_id] = replace(child, parent_id=None)
    settle_parents(records, [own], gazetteer)
    after = replace(snapshot, incidents=tuple(records.values()))
    others = (c for c in difference(snapshot, after) if _id_in(c) != own)
    return (Change(seen, records[own]), *others)


def _lets_go(up: Incident, seen: Incident, mended: Incident, gazetteer: Gazetteer | None) -> bool:
    return holds(up, seen, gazetteer) and not holds(up, mended, gazetteer)


def _id_in(change: Change) -> str | None:
    record = change.after or change.before
    return record.incident_id if isinstance(record, Incident) else None


def _known(records: Mapping[str, Incident], incident_id: str) -> Incident:
    if incident_id not in records:
        raise NotFound(f"incident {incident_id!r} is not known; look it up again")
    return records[incident_id]


def claims_of(snapshot: Snapshot, incident_id: str) -> tuple[Claim, ...]:
    """The claims of one incident."""
    return tuple(c for c in snapshot.claims if c.incident_id == incident_id)

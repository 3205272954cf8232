"""Two records made one, or one made two, by a person: looked at first, then one revision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from incidents.errors import NotFound
from incidents.merge import (
    Proposal,
    Snapshot,
    carry_out,
    merge_by_hand,
    open_proposals,
    same_id,
    split_by_hand,
    split_off,
    stand_after,
    toll_of,
)
from incidents.model import Action, Change, Incident, Revision
from incidents.pipeline.ledgers import ReportLedger
from incidents.summary import Toll


def proposals(ledger: ReportLedger) -> tuple[Proposal, ...]:
    """Everything that waits for a person, over all reports."""
    return open_proposals(ledger.snapshot(), ledger.decided())


def accept_proposal(
    ledger: ReportLedger, proposal_id: str, *, author: str, reason: str = ""
) -> Revision:
    """Carry out a proposal.

    Raises:
        NotFound: it does not stand any more.
    """
    snapshot = ledger.snapshot()
    standing = open_proposals(snapshot, ledger.decided())
    chosen = [p for p in standing if p.proposal_id == proposal_id]
    if not chosen:
        raise NotFound(
            f"proposal {proposal_id!r} does not stand any more; look at the open proposals again"
        )
    return ledger.commit(
        carry_out(snapshot, chosen),
        author=author,
        action=Action.ACCEPT,
        reason=reason or chosen[0].words,
        decides=proposal_id,
    )


#: Parts of an incident lie at most this long before or after it.
AROUND = timedelta(days=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a merge or split would leave.

    Attributes:
        before, after: the toll of the trees it touches.
        incidents: the records as they would stand: the one that is kept, or the first and the new.
        changes: what would be saved.
    """

    before: Toll
    after: Toll
    incidents: tuple[Incident, ...]
    changes: tuple[Change, ...]


def preview_merge(ledger: ReportLedger, kept_id: str, gone_id: str) -> Preview:
    """What merging would leave; nothing is saved. Errors as in `merge_by_hand`."""
    snapshot = _snapshot(ledger, kept_id, gone_id)
    changes = merge_by_hand(snapshot, kept_id, gone_id)
    return _preview(snapshot, changes, (kept_id, gone_id), (kept_id,))


def preview_split(ledger: ReportLedger, incident_id: str, claim_ids: Iterable[str]) -> Preview:
    """What splitting would leave; nothing is saved. Errors as in `split_off`."""
    snapshot = _snapshot(ledger, incident_id)
    new, changes = split_off(snapshot, incident_id, claim_ids)
    return _preview(snapshot, changes, (incident_id,), (incident_id, new.incident_id))


def _snapshot(ledger: ReportLedger, *ids: str) -> Snapshot:
    """What lies around some incidents in time, whatever the size of the data set."""
    found = [ledger.incident(i) for i in ids]
    return ledger.snapshot(
        since=min(i.when.start for i in found) - AROUND,
        until=max(i.when.last for i in found) + AROUND,
        dataset=found[0].dataset_id,
    )


def _preview(
    snapshot: Snapshot, changes: Sequence[Change], touched: Sequence[str], shown: Sequence[str]
) -> Preview:
    result = stand_after(snapshot, changes)
    records = {i.incident_id: i for i in result.incidents}
    return Preview(
        before=toll_of(snapshot, touched),
        after=toll_of(result, shown),
        incidents=tuple(records[i] for i in shown),
        changes=tuple(changes),
    )


def merge_incidents(
    ledger: ReportLedger, kept_id: str, gone_id: str, *, author: str, reason: str
) -> Revision:
    """Make one incident of two, by hand; undo the revision to take it back."""
    changes = merge_by_hand(_snapshot(ledger, kept_id, gone_id), kept_id, gone_id)
    return ledger.commit(changes, author=author, action=Action.MERGE, reason=reason)


def split_claims(
    ledger: ReportLedger, incident_id: str, claim_ids: Iterable[str], *, author: str, reason: str
) -> tuple[Incident, Revision]:
    """Take claims out of an incident into a new one like it; the two are not proposed as one.

    Returns the new incident and the revision.
    """
    new, changes = split_off(_snapshot(ledger, incident_id), incident_id, claim_ids)
    done = ledger.commit(
        changes,
        author=author,
        action=Action.SPLIT,
        reason=reason,
        decides=same_id(incident_id, new.incident_id),
    )
    return new, done


def split_incident(  # noqa: PLR0913 - all by name
    ledger: ReportLedger,
    incident_id: str,
    new: Incident,
    claim_ids: Iterable[str],
    *,
    author: str,
    reason: str,
) -> Revision:
    """Take claims out of an incident into one of its own description, by hand."""
    changes = split_by_hand(_snapshot(ledger, incident_id), incident_id, new, claim_ids)
    return ledger.commit(changes, author=author, action=Action.SPLIT, reason=reason)

"""A reading saved: joined to what is known, each step a revision that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.errors import BadRecord, NotFound, StaleEdit
from incidents.merge import (
    Join,
    MergePlan,
    Proposal,
    Snapshot,
    apply,
    carry_out,
    merge_by_hand,
    open_proposals,
    plan_merge,
    split_by_hand,
)
from incidents.model import (
    Action,
    Change,
    Claim,
    Estimate,
    Extraction,
    Incident,
    Person,
    Report,
    Revision,
    stable_id,
)
from incidents.model.ports import Gazetteer
from incidents.pipeline.ledgers import ReportLedger
from incidents.pipeline.reading import report_id_of
from incidents.summary import Disagreement

# Known incidents this far around the days of a report are looked at.
_AROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a report did.

    Attributes:
        revision: the saved step; ``None`` if nothing was saved.
        joined: drafts that spoke of known incidents.
        new: incidents nobody knew.
        proposals: inferences that wait for a person.
        disagreements: claims of the report against known ones.
        message: one sentence for the person who added it.
        known_as: the report that holds the same text, if it was there already.
    """

    revision: Revision | None
    joined: tuple[Join, ...] = ()
    new: tuple[Incident, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    message: str = ""
    known_as: Report | None = None


def plan_report(
    ledger: ReportLedger, extraction: Extraction, gazetteer: Gazetteer | None = None
) -> MergePlan:
    """What adding this reading would do; nothing is saved."""
    return plan_merge(_around(ledger, extraction), extraction, gazetteer)


def add_report(
    ledger: ReportLedger,
    extraction: Extraction,
    *,
    author: str,
    accepted: Iterable[str] = (),
    gazetteer: Gazetteer | None = None,
) -> Added:
    """Save a reading; the same text a second time adds nothing and says so.

    Args:
        ledger: where it is saved, in one transaction.
        extraction: as read, or as mended by the person.
        author: who adds it.
        accepted: ids of proposals (see `plan_report`) the person accepts at once.
        gazetteer: decides which place lies in which.
    """
    # The snapshot comes before the question: what another process saves in between is then
    # either known here or refused by the commit, never joined to itself.
    snapshot = _around(ledger, extraction)
    known = known_report(ledger, extraction.report)
    if known is not None:
        return Added(revision=None, known_as=known, message=_known_message(known))
    plan = plan_merge(snapshot, extraction, gazetteer)
    taken = frozenset(accepted)
    changes = apply(plan, snapshot, taken)
    revision = ledger.commit(
        changes,
        author=author,
        action=Action.ADD_REPORT,
        reason=f"{extraction.report.publisher}, {extraction.report.day.isoformat()}",
    )
    waiting = tuple(p for p in plan.proposals if p.proposal_id not in taken)
    return Added(
        revision=revision,
        joined=plan.joins,
        new=plan.new,
        proposals=waiting,
        disagreements=plan.disagreements,
        message=_message(plan, waiting),
    )


def known_report(ledger: ReportLedger, report: Report) -> Report | None:
    """The stored report with the same words, if there is one."""
    words = report_id_of(report.text)
    for stored in ledger.reports():
        if stored.report_id in (report.report_id, words):
            return stored
        if stored.text and report_id_of(stored.text) == words:
            return stored
    return None


def _around(ledger: ReportLedger, extraction: Extraction) -> Snapshot:
    days = [d for i in extraction.incidents for d in (i.when.start, i.when.last)]
    days = days or [extraction.report.day]
    return ledger.snapshot(since=min(days) - _AROUND, until=max(days) + _AROUND)


def _known_message(known: Report) -> str:
    state = "was withdrawn" if known.withdrawn else "is already here"
    return f"This text {state} ({known.publisher}, {known.day.isoformat()}); nothing was added."


def _message(plan: MergePlan, waiting: Sequence[Proposal]) -> str:
    new = sum(not i.placeholder for i in plan.new)
    words = [
        f"{len(plan.joins)} {_plural('incident', len(plan.joins))} known already",
        f"{new} new",
        f"{len(plan.extraction.claims)} {_plural('claim', len(plan.extraction.claims))}",
    ]
    if waiting:
        words.append(f"{len(waiting)} {_plural('proposal', len(waiting))} for you to decide")
    if plan.disagreements:
        words.append(
            f"{len(plan.disagreements)} {_plural('disagreement', len(plan.disagreements))}"
        )
    return ", ".join(words) + "."


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


def proposals(ledger: ReportLedger) -> tuple[Proposal, ...]:
    """Everything that waits for a person, over all reports."""
    return open_proposals(ledger.snapshot())


def accept_proposal(
    ledger: ReportLedger, proposal_id: str, *, author: str, reason: str = ""
) -> Revision:
    """Carry out a proposal.

    Raises:
        NotFound: it does not stand any more.
    """
    snapshot = ledger.snapshot()
    chosen = [p for p in open_proposals(snapshot) if p.proposal_id == proposal_id]
    if not chosen:
        raise NotFound(
            f"proposal {proposal_id!r} does not stand any more; look at the open proposals again"
        )
    return ledger.commit(
        carry_out(snapshot, chosen),
        author=author,
        action=Action.ACCEPT,
        reason=reason or chosen[0].words,
    )


def edit_incident(
    ledger: ReportLedger, seen: Incident, mended: Incident, *, author: str, reason: str
) -> Revision:
    """Save a person's correction of an incident's place, date, type or parent.

    ``seen`` is the incident as the person saw it, ``mended`` the same with other values.

    Raises:
        StaleEdit: somebody else changed it meanwhile.
    """
    if mended.incident_id != seen.incident_id:
        raise BadRecord(
            f"incident {seen.incident_id!r}: an edit cannot change the id to "
            f"{mended.incident_id!r}; split or merge instead"
        )
    return ledger.commit((Change(seen, mended),), author=author, action=Action.EDIT, reason=reason)


def edit_claim(  # noqa: PLR0913 - all by name
    ledger: ReportLedger,
    seen: Claim,
    estimate: Estimate,
    *,
    author: str,
    at: datetime,
    reason: str,
) -> Revision:
    """Correct a figure: a new claim of a person takes the place of the one seen, which stays.

    The correction mends the reading, not the time or the source: it keeps when the figure was
    said and who counted, so later figures replace it as they would have replaced the first.

    ``seen`` is the claim as the person saw it, ``estimate`` what it should say, ``at`` now in UTC.

    Raises:
        StaleEdit: the claim is gone or was corrected meanwhile.
    """
    standing = ledger.claims_of([seen.incident_id])
    newer = [c for c in standing if _takes_place_of(c, seen)]
    if newer or seen not in standing:
        raise StaleEdit(
            f"claim {seen.claim_id!r} was changed by somebody else since it was looked at; "
            "compare both versions and edit again",
            mine=estimate,
            theirs=newer[0] if newer else None,
        )
    mended = correction(seen, estimate, author=author, at=at, reason=reason)
    return ledger.commit((Change(None, mended),), author=author, action=Action.EDIT, reason=reason)


def _takes_place_of(claim: Claim, seen: Claim) -> bool:
    return isinstance(claim.origin, Person) and claim.origin.replaces == seen.claim_id


def correction(seen: Claim, estimate: Estimate, *, author: str, at: datetime, reason: str) -> Claim:
    """The claim that takes the place of another."""
    return replace(
        seen,
        claim_id=stable_id("clm", "person", seen.claim_id, author, at.isoformat()),
        estimate=estimate,
        origin=Person(author=author, at=at, reason=reason, replaces=seen.claim_id),
        source=author,
        carried=False,
        pattern=None,
    )


def merge_incidents(
    ledger: ReportLedger, kept_id: str, gone_id: str, *, author: str, reason: str
) -> Revision:
    """Make one incident of two, by hand; undo the revision to take it back."""
    changes = merge_by_hand(ledger.snapshot(), kept_id, gone_id)
    return ledger.commit(changes, author=author, action=Action.MERGE, reason=reason)


def split_incident(  # noqa: PLR0913 - all by name
    ledger: ReportLedger,
    incident_id: str,
    new: Incident,
    claim_ids: Iterable[str],
    *,
    author: str,
    reason: str,
) -> Revision:
    """Take claims out of an incident into one of their own, by hand."""
    changes = split_by_hand(ledger.snapshot(), incident_id, new, claim_ids)
    return ledger.commit(changes, author=author, action=Action.SPLIT, reason=reason)

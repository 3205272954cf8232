"""A reading saved: joined to what is known, each step a revision that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from incidents.merge import (
    Effect,
    Join,
    MergePlan,
    Proposal,
    Snapshot,
    apply,
    effects,
    plan_merge,
)
from incidents.model import (
    Action,
    Extraction,
    Incident,
    Report,
    Revision,
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
        effects: the attacks it spoke of again, each toll before and after.
        new: incidents nobody knew.
        proposals: inferences that wait for a person.
        disagreements: claims of the report against known ones.
        message: one sentence for the person who added it.
        known_as: the report that holds the same text, if it was there already.
    """

    revision: Revision | None
    joined: tuple[Join, ...] = ()
    effects: tuple[Effect, ...] = ()
    new: tuple[Incident, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    message: str = ""
    known_as: Report | None = None


def plan_report(
    ledger: ReportLedger, extraction: Extraction, gazetteer: Gazetteer | None = None
) -> MergePlan:
    """What adding this reading would do; nothing is saved."""
    rejected = frozenset(ledger.decided())
    return plan_merge(_around(ledger, extraction), extraction, gazetteer, rejected=rejected)


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
    rejected = frozenset(ledger.decided())
    plan = plan_merge(snapshot, extraction, gazetteer, rejected=rejected)
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
        effects=effects(plan),
        new=plan.new,
        proposals=waiting,
        disagreements=plan.disagreements,
        message=_message(plan, waiting),
    )


def known_report(ledger: ReportLedger, report: Report) -> Report | None:
    """The stored report with the same words, if there is one."""
    words = report_id_of(report.text)
    wanted = {report.report_id, words}
    for stored in ledger.reports_like(wanted):
        if stored.report_id in wanted:
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

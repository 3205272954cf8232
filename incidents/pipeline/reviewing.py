"""Answers to the questions of `review_items`, each saved as one revision that can be undone.

An answer that changes nothing ("keep it as it is") is a revision too: it touches the record and
names the question, so that it is not asked again. Undoing it asks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.errors import NotFound
from incidents.merge import carry_out, low_joins, mend, part, same_id
from incidents.model import (
    Action,
    Change,
    Estimate,
    Incident,
    Place,
    Revision,
    Sensitivity,
)
from incidents.model.ports import Gazetteer
from incidents.pipeline.correcting import correction
from incidents.pipeline.ledgers import ReportLedger
from incidents.pipeline.review_items import ReviewItem, ReviewKind, review_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides, when (UTC), and why; an empty reason takes the answer's own words."""

    author: str
    at: datetime
    reason: str = ""


def open_items(ledger: ReportLedger) -> tuple[ReviewItem, ...]:
    """Every open question, quickest first."""
    return review_items(ledger.snapshot(), ledger.decided())


def find_item(ledger: ReportLedger, item_id: str) -> ReviewItem:
    """One open question; NotFound if it was decided or does not arise any more."""
    found = next((i for i in open_items(ledger) if i.item_id == item_id), None)
    if found is None:
        raise _not_open(item_id)
    return found


def _not_open(item_id: str) -> NotFound:
    return NotFound(
        f"question {item_id!r} is not open any more; look at the list of questions again"
    )


def accept(ledger: ReportLedger, item: ReviewItem, who: Decider) -> Revision:
    """Say yes to a proposal; to any other question, a join among them: it stays as it is."""
    if item.proposal is None:
        return keep(ledger, item, who)
    changes = carry_out(ledger.snapshot(), [item.proposal])
    return _save(ledger, item, changes, who, "the same place", Action.ACCEPT)


def reject(
    ledger: ReportLedger, item: ReviewItem, who: Decider, gazetteer: Gazetteer | None = None
) -> Revision:
    """Say no to a proposal or a join: the two stay apart, or are parted, and are not proposed."""
    if item.join is None:
        return _save(ledger, item, _touch(ledger, item), who, "not the same")
    snapshot = ledger.snapshot()
    standing = low_joins(snapshot, ledger.decided())
    join = next((j for j in standing if j.join_id == item.item_id), None)
    if join is None:
        raise _not_open(item.item_id)
    known = join.incident.incident_id
    new, changes = part(snapshot, join, gazetteer)
    parted = replace(item, item_id=same_id(known, new.incident_id))
    return _save(ledger, parted, changes, who, "another attack", Action.SPLIT)


def keep(ledger: ReportLedger, item: ReviewItem, who: Decider) -> Revision:
    """Leave everything as it is and do not ask again."""
    words = {
        ReviewKind.JOIN: "the same attack",
        ReviewKind.CONTRADICTION: "both figures kept",
        ReviewKind.ORDER: "the highest figure stands",
        ReviewKind.VAGUE: "the low of the vague word stands",
        ReviewKind.PRIVATE: "shown with the name blacked out",
    }
    return _save(ledger, item, _touch(ledger, item), who, words.get(item.kind, "left as it is"))


def choose_claim(ledger: ReportLedger, item: ReviewItem, claim_id: str, who: Decider) -> Revision:
    """Let one of the figures stand; the others are marked as replaced by it.

    Raises:
        NotFound: the question is about no such figure.
    """
    chosen = next((c for c in item.claims if c.claim_id == claim_id), None)
    if chosen is None:
        raise NotFound(f"claim {claim_id!r} is not one the question is about; choose among its own")
    others = [c for c in item.claims if c.claim_id != claim_id]
    changes = tuple(Change(c, replace(c, superseded=True)) for c in others)
    figure = chosen.estimate.headline
    return _save(ledger, item, changes, who, f"{chosen.measure.value} {figure} stands")


def give_figure(
    ledger: ReportLedger, item: ReviewItem, estimate: Estimate, who: Decider
) -> Revision:
    """Put a figure in the place of a vague word; the quoted claim stays."""
    reason = who.reason or "a figure for a vague word"
    made = correction(item.claims[0], estimate, author=who.author, at=who.at, reason=reason)
    return _save(ledger, item, (Change(None, made),), who, reason)


def place_it(
    ledger: ReportLedger,
    item: ReviewItem,
    place: Place,
    who: Decider,
    gazetteer: Gazetteer | None = None,
) -> Revision:
    """Choose the place; unnamed sites move along."""
    seen = _standing(ledger, item)
    place = replace(place, toponym=seen.place.toponym)
    changes = mend(ledger.snapshot(), seen, replace(seen, place=place), gazetteer)
    return _save(ledger, item, changes, who, f"placed at {place.name}")


def withhold(ledger: ReportLedger, item: ReviewItem, who: Decider) -> Revision:
    """Keep the record off every public answer."""
    seen = _standing(ledger, item)
    change = Change(seen, replace(seen, sensitivity=Sensitivity.WITHHOLD))
    return _save(ledger, item, (change,), who, "withheld from the public")


def _standing(ledger: ReportLedger, item: ReviewItem) -> Incident:
    return ledger.incident(item.incident.incident_id)


def _touch(ledger: ReportLedger, item: ReviewItem) -> Sequence[Change]:
    seen = _standing(ledger, item)
    return (Change(seen, seen),)


def _save(  # noqa: PLR0913, PLR0917 - what is decided, by whom, and as what
    ledger: ReportLedger,
    item: ReviewItem,
    changes: Sequence[Change],
    who: Decider,
    answer: str,
    action: Action = Action.DECIDE,
) -> Revision:
    place = item.incident.place.name or "place not named"
    reason = f"{item.kind.value}, {place}: {answer}"
    if who.reason.strip():
        reason = f"{reason}. {who.reason.strip()}"
    return ledger.commit(
        changes, author=who.author, action=action, reason=reason, decides=item.item_id
    )

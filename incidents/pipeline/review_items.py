"""What needs a person, as a list of questions, quickest first. Pure.

Each question has an id made from what it asks about, so that an answer is remembered and a new
figure asks anew. Limits: only records that came from reports; what an upload could not place is
listed where it was uploaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.merge import (
    LowJoin,
    Proposal,
    ProposalKind,
    Score,
    Snapshot,
    low_joins,
    open_proposals,
)
from incidents.model import (
    TOLL_MEASURES,
    Claim,
    Incident,
    Measure,
    PersonStatus,
    Precision,
    Qualifier,
    Quote,
    Sensitivity,
    stable_id,
)
from incidents.query import Filter, matches
from incidents.query.masking import mask_names
from incidents.query.matching import Within
from incidents.summary import current, disagreements
from incidents.summary.current import corrected


class ReviewKind(StrEnum):
    """What is asked; in the order in which questions are put, quickest to answer first."""

    NAME = "names for unnamed places"
    SAME = "one incident or two"
    JOIN = "reports joined with a low score"
    CONTRADICTION = "contradictions"
    ORDER = "order of figures inferred"
    VAGUE = "vague counts"
    LOOSE = "places by a loose spelling"
    PRIVATE = "names of private persons"
    PLACE = "ambiguous places"
    UNPLACED = "unplaced"


#: A name found by no spelling and no case of it that is kept scores less (`Place.score`).
LOOSE = 0.85

_RANK = {kind: n for n, kind in enumerate(ReviewKind)}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two tellings that may be of one attack: its place and day, figures and words."""

    incident: Incident
    claims: tuple[Claim, ...]
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One question.

    Attributes:
        item_id: stable as long as what it asks about is.
        incident: the record it is about.
        words: the question's reason in one sentence.
        quotes: the words it rests on, where no claim holds them.
        claims: the figures it is about, earliest first.
        proposal: what would be carried out, for the two kinds that propose.
        join: what would be taken apart, where reports were joined with a low score.
        sides: where it asks whether two tellings are of one attack: the two, the surer first.
        score: how alike the two are.
    """

    item_id: str
    kind: ReviewKind
    incident: Incident
    words: str
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    proposal: Proposal | None = None
    join: LowJoin | None = None
    sides: tuple[Side, ...] = ()
    score: Score | None = None


def review_items(snapshot: Snapshot, decided: Collection[str] = ()) -> tuple[ReviewItem, ...]:
    """Every open question of a state.

    Args:
        snapshot: incidents, claims and reports.
        decided: ids of questions that were answered.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    claims = tuple(c for c in corrected(snapshot.claims) if c.incident_id in records)
    found = [
        *_proposed(snapshot, claims, records, decided),
        *_joined(snapshot, decided),
        *_contradictions(claims, records),
        *_inferred(claims, records),
        *_vague(claims, records),
        *_private(snapshot),
        *_places(snapshot.incidents),
        *_loose(snapshot.incidents),
    ]
    left = [i for i in found if i.item_id not in decided]
    return tuple(sorted(left, key=lambda i: (_RANK[i.kind], i.incident.when.start, i.item_id)))


def counted_twice(
    snapshot: Snapshot, decided: Collection[str], chosen: Filter, within: Within
) -> int:
    """How many incidents of a selection another one of it may be, by the open proposals.

    What is withheld from the public is not spoken of.
    """
    records = {
        i.incident_id: i for i in snapshot.incidents if i.sensitivity is not Sensitivity.WITHHOLD
    }
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in snapshot.claims:
        claims[claim.incident_id].append(claim)
    pairs = ((p.unnamed_id, p.named_id) for p in open_proposals(snapshot, decided))
    return sum(
        all(k in records and matches(records[k], claims[k], chosen, within) for k in pair)
        for pair in pairs
    )


def _proposed(
    snapshot: Snapshot,
    claims: Iterable[Claim],
    records: Mapping[str, Incident],
    decided: Collection[str],
) -> Iterable[ReviewItem]:
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        own[claim.incident_id].append(claim)
    for proposal in open_proposals(snapshot, decided):
        name = proposal.kind is ProposalKind.NAME
        ids = (proposal.named_id, proposal.unnamed_id)
        both = zip(ids, reversed(proposal.quotes), strict=True)
        yield ReviewItem(
            item_id=proposal.proposal_id,
            kind=ReviewKind.NAME if name else ReviewKind.SAME,
            incident=records[proposal.named_id],
            words=proposal.words,
            quotes=proposal.quotes if name else (),
            proposal=proposal,
            sides=() if name else tuple(Side(records[k], tuple(own[k]), q) for k, q in both),
            score=proposal.score,
        )


def _joined(snapshot: Snapshot, decided: Collection[str]) -> Iterable[ReviewItem]:
    for join in low_joins(snapshot, decided):
        place = join.incident.place.name or "one place"
        yield ReviewItem(
            item_id=join.join_id,
            kind=ReviewKind.JOIN,
            incident=join.incident,
            words=f"two reports of {place} were taken for one attack, and may be of two",
            join=join,
            sides=tuple(
                Side(t.incident, corrected(t.claims), t.quotes[0]) for t in (join.stays, join.goes)
            ),
            score=join.score,
        )


def _contradictions(
    claims: Sequence[Claim], records: Mapping[str, Incident]
) -> Iterable[ReviewItem]:
    for found in disagreements(claims):
        both = (found.first, found.second)
        yield ReviewItem(
            item_id=stable_id("dis", *(c.claim_id for c in both)),
            kind=ReviewKind.CONTRADICTION,
            incident=records[found.incident_id],
            words=found.why,
            claims=both,
        )


def _inferred(claims: Sequence[Claim], records: Mapping[str, Incident]) -> Iterable[ReviewItem]:
    groups: dict[tuple[str, Measure, PersonStatus], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.measure in TOLL_MEASURES and claim.counts and not claim.superseded:
            groups[claim.incident_id, claim.measure, claim.status].append(claim)
    for (incident_id, _, _), group in groups.items():
        standing = current(group)
        if standing is None or not standing.order_inferred:
            continue
        rivals = _rivals(group, standing.claim_ids)
        yield ReviewItem(
            item_id=stable_id("ord", incident_id, *(c.claim_id for c in rivals)),
            kind=ReviewKind.ORDER,
            incident=records[incident_id],
            words="which figure was said last is not known; the highest stands",
            claims=rivals,
        )


def _rivals(group: Sequence[Claim], standing: Collection[str]) -> tuple[Claim, ...]:
    """The figures that stand, and those whose order to them is not known."""
    top = [c for c in group if c.claim_id in standing]
    beside = [
        c
        for c in group
        if c in top or not any(c.said.after(t.said) or t.said.after(c.said) for t in top)
    ]
    return tuple(sorted(beside, key=lambda c: (c.said.earliest, c.claim_id)))


def _vague(claims: Sequence[Claim], records: Mapping[str, Incident]) -> Iterable[ReviewItem]:
    for claim in claims:
        vague = claim.estimate.qualifier is Qualifier.VAGUE
        if vague and claim.counts and not claim.superseded and claim.measure in TOLL_MEASURES:
            yield ReviewItem(
                item_id=stable_id("vag", claim.claim_id),
                kind=ReviewKind.VAGUE,
                incident=records[claim.incident_id],
                words=f"“{claim.estimate.word}” is counted as at least {claim.estimate.low}",
                claims=(claim,),
            )


def _private(snapshot: Snapshot) -> Iterable[ReviewItem]:
    for incident in snapshot.incidents:
        named = [q for q in incident.quotes if mask_names(q.text) != q.text]
        if named and not incident.placeholder:
            yield ReviewItem(
                item_id=stable_id("nam", incident.incident_id, *sorted(q.report_id for q in named)),
                kind=ReviewKind.PRIVATE,
                incident=incident,
                words="the words name a private person; on a public link the name is blacked out",
                quotes=tuple(named),
            )


def _places(incidents: Iterable[Incident]) -> Iterable[ReviewItem]:
    for incident in incidents:
        place = incident.place
        if place.placed or incident.placeholder or place.expected is Precision.COUNTRY:
            continue
        named = place.toponym or place.name
        words = f"the name could be {place.runner_up}" if place.runner_up else ""
        yield ReviewItem(
            item_id=stable_id("plc", incident.incident_id, named),
            kind=ReviewKind.PLACE if named else ReviewKind.UNPLACED,
            incident=incident,
            words=words or ("no place of this name is known" if named else "no place is named"),
            quotes=incident.quotes[:1],
        )


def _loose(incidents: Iterable[Incident]) -> Iterable[ReviewItem]:
    """Places of reports that were found by a looser spelling than any the gazetteer keeps."""
    for incident in incidents:
        place = incident.place
        if incident.import_id or incident.placeholder or not place.placed or not place.toponym:
            continue
        if place.score is not None and place.score < LOOSE:
            yield ReviewItem(
                item_id=stable_id("loo", incident.incident_id, place.toponym, place.place_id or ""),
                kind=ReviewKind.LOOSE,
                incident=incident,
                words=(
                    f"“{place.toponym}” was taken for {place.name}, which is not written so "
                    f"({place.score:.2f} of 1)"
                ),
                quotes=incident.quotes[:1],
            )

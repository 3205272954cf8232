"""Inferences that only a person may accept: that two records are of one incident. Pure.

"Seven other regions, including Kharkiv and Zhytomyr" leaves five without a name. Another report
of the same night names more regions. That these are the five is likely and not certain, so it
is proposed with the words of both. Two incidents of one place that are nearly alike enough to be
one are proposed as well, with the score. Proposals follow from what is known alone, not from the
order in which it came; what a person rejected is not proposed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.errors import NotFound
from incidents.merge.absorbing import absorb
from incidents.merge.blend import join_quotes
from incidents.merge.likeness import Score
from incidents.merge.pairs import near_pairs
from incidents.merge.snapshot import Snapshot
from incidents.model import Claim, Incident, Precision, Quote, stable_id


class ProposalKind(StrEnum):
    """What is inferred."""

    NAME = "name"  # a named place is one that another report left unnamed
    SAME = "same"  # two incidents of one place are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That two records are of one incident.

    Attributes:
        proposal_id: made from the two ids.
        unnamed_id: the record that would go: one of the unplaced tray, or the later incident.
        named_id: the incident that would take it in.
        quotes: the words of both reports, those of ``unnamed_id`` first.
        words: the reasoning in one sentence.
        score: how alike they are, where that was worked out.
    """

    proposal_id: str
    unnamed_id: str
    named_id: str
    quotes: tuple[Quote, Quote]
    words: str
    kind: ProposalKind = ProposalKind.NAME
    score: Score | None = None


def open_proposals(snapshot: Snapshot, rejected: Collection[str] = ()) -> tuple[Proposal, ...]:
    """Everything that can be proposed in the present state.

    Args:
        snapshot: what is known.
        rejected: ids of proposals a person said no to.
    """
    said = _said_in(snapshot.incidents, snapshot.claims)
    found: list[Proposal] = []
    for group in _unnamed_groups(snapshot.incidents):
        found.extend(_pair(group, snapshot.incidents, said, rejected))
    found.extend(_same(snapshot, said))
    return tuple(p for p in found if p.proposal_id not in rejected)


def same_id(first_id: str, second_id: str) -> str:
    """The id of the question whether two incidents are one, whichever is named first."""
    return stable_id("pro", "same", *sorted((first_id, second_id)))


def _same(snapshot: Snapshot, said: dict[str, tuple[Quote, ...]]) -> list[Proposal]:
    """Incidents of one place that are nearly alike enough to be one."""
    found = []
    for kept, gone, score in near_pairs(snapshot.incidents, snapshot.claims):
        first, second = said[gone.incident_id], said[kept.incident_id]
        if not first or not second or {q.report_id for q in first} & {q.report_id for q in second}:
            continue  # a report that tells of two knows them apart
        found.append(
            Proposal(
                proposal_id=same_id(gone.incident_id, kept.incident_id),
                unnamed_id=gone.incident_id,
                named_id=kept.incident_id,
                quotes=(first[0], second[0]),
                words=f"Two records of {kept.place.name or 'one place'} may be the same incident",
                kind=ProposalKind.SAME,
                score=score,
            )
        )
    return found


def _said_in(
    incidents: Iterable[Incident], claims: Iterable[Claim]
) -> dict[str, tuple[Quote, ...]]:
    """The words that speak of each incident; the quotes of its claims where it has no own."""
    from_claims: dict[str, list[Quote]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.origin, Quote):
            from_claims[claim.incident_id].append(claim.origin)
    return {
        i.incident_id: join_quotes(i.quotes, from_claims[i.incident_id] if not i.quotes else ())
        for i in incidents
    }


def _unnamed_groups(incidents: Iterable[Incident]) -> list[list[Incident]]:
    groups: dict[tuple[str, ...], list[Incident]] = defaultdict(list)
    for incident in incidents:
        if is_unnamed(incident):
            place = incident.place
            key = (incident.dataset_id, place.country or "", str(place.expected))
            groups[*key, incident.when.start.isoformat()].append(incident)
    return [sorted(groups[k], key=lambda i: i.incident_id) for k in sorted(groups)]


def is_unnamed(incident: Incident) -> bool:
    """Whether it waits in the unplaced tray for a name."""
    place = incident.place
    unit = place.expected is not None and place.expected is not Precision.COUNTRY
    return unit and not (incident.placeholder or place.placed or place.name or place.toponym)


def _pair(
    unnamed: Sequence[Incident],
    incidents: Iterable[Incident],
    said: dict[str, tuple[Quote, ...]],
    rejected: Collection[str],
) -> list[Proposal]:
    first = unnamed[0]
    sources = {q.report_id for i in unnamed for q in said[i.incident_id]}
    told = [i for i in incidents if sources & {q.report_id for q in said[i.incident_id]}]
    beside = {_spot(q) for i in told for q in said[i.incident_id]}
    named = [i for i in incidents if _fits(i, first) and said[i.incident_id] and i not in told]
    # The unnamed ones of one text are alike: who is not one of them is none of them.
    no = {n.incident_id for n in named for u in unnamed if name_id(u, n) in rejected}
    named = [n for n in named if n.incident_id not in no]
    # A region named in one breath with those the first report names is the likelier.
    named.sort(key=lambda i: (not _beside(said[i.incident_id], beside), i.place.name or ""))
    return [
        _proposal(blank, name, said, len(unnamed), len(named))
        for blank, name in zip(unnamed, named, strict=False)
        if said[blank.incident_id]
    ]


def _spot(quote: Quote) -> tuple[str, int, int]:
    return quote.report_id, quote.start, quote.end


def _beside(quotes: Iterable[Quote], spots: set[tuple[str, int, int]]) -> bool:
    return any(_spot(q) in spots for q in quotes)


def _fits(incident: Incident, unnamed: Incident) -> bool:
    return (
        incident.place.precision is unnamed.place.expected
        and not incident.placeholder
        and incident.dataset_id == unnamed.dataset_id
        and incident.place.country == unnamed.place.country
        and incident.when.start <= unnamed.when.last
        and unnamed.when.start <= incident.when.last
    )


def name_id(unnamed: Incident, named: Incident) -> str:
    """The id of the proposal that one is the other."""
    return stable_id("pro", unnamed.incident_id, named.incident_id)


def _proposal(
    blank: Incident,
    name: Incident,
    said: dict[str, tuple[Quote, ...]],
    blanks: int,
    names: int,
) -> Proposal:
    left = f"{blanks} were left unnamed" if blanks > 1 else "one was left unnamed"
    return Proposal(
        proposal_id=name_id(blank, name),
        unnamed_id=blank.incident_id,
        named_id=name.incident_id,
        quotes=(said[blank.incident_id][0], said[name.incident_id][0]),
        words=(
            f"{name.place.name} may be one of the places not named in the first text: "
            f"same day, same country; {left}, {names} more named elsewhere"
        ),
    )


def accept(snapshot: Snapshot, proposals: Iterable[Proposal]) -> Snapshot:
    """The state with proposals carried out: one record of each goes into the other.

    Raises:
        NotFound: a record of a proposal is not there any more.
    """
    for proposal in proposals:
        _check_both(snapshot, proposal)
        snapshot = absorb(snapshot, proposal.named_id, proposal.unnamed_id)
    return snapshot


def _check_both(snapshot: Snapshot, proposal: Proposal) -> None:
    records = {i.incident_id for i in snapshot.incidents}
    for wanted in (proposal.unnamed_id, proposal.named_id):
        if wanted not in records:
            raise NotFound(
                f"proposal {proposal.proposal_id!r}: incident {wanted!r} is not there any more; "
                "look at the open proposals again"
            )

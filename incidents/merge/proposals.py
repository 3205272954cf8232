"""Inferences that only a person may accept: named regions for unnamed ones. Pure.

"Seven other regions, including Kharkiv and Zhytomyr" leaves five without a name. Another report
of the same night names more regions. That these are the five is likely and not certain, so it
is proposed with the words of both. Proposals follow from what is known alone, not from the order
in which it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.errors import NotFound
from incidents.merge.blend import join_quotes
from incidents.merge.snapshot import Snapshot
from incidents.model import Claim, Incident, Precision, Quote, stable_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That a named incident is one another report left unnamed.

    Attributes:
        proposal_id: made from the two ids.
        unnamed_id: the record of the unplaced tray.
        named_id: the incident that would take it in.
        quotes: the words of both reports, the unnamed one's first.
        words: the reasoning in one sentence.
    """

    proposal_id: str
    unnamed_id: str
    named_id: str
    quotes: tuple[Quote, Quote]
    words: str


def open_proposals(snapshot: Snapshot) -> tuple[Proposal, ...]:
    """Everything that can be proposed in the present state."""
    said = _said_in(snapshot.incidents, snapshot.claims)
    found: list[Proposal] = []
    for group in _unnamed_groups(snapshot.incidents):
        found.extend(_pair(group, snapshot.incidents, said))
    return tuple(found)


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
) -> list[Proposal]:
    first = unnamed[0]
    sources = {q.report_id for i in unnamed for q in said[i.incident_id]}
    told = [i for i in incidents if sources & {q.report_id for q in said[i.incident_id]}]
    beside = {_spot(q) for i in told for q in said[i.incident_id]}
    named = [i for i in incidents if _fits(i, first) and said[i.incident_id] and i not in told]
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


def _proposal(
    blank: Incident,
    name: Incident,
    said: dict[str, tuple[Quote, ...]],
    blanks: int,
    names: int,
) -> Proposal:
    left = f"{blanks} were left unnamed" if blanks > 1 else "one was left unnamed"
    return Proposal(
        proposal_id=stable_id("pro", blank.incident_id, name.incident_id),
        unnamed_id=blank.incident_id,
        named_id=name.incident_id,
        quotes=(said[blank.incident_id][0], said[name.incident_id][0]),
        words=(
            f"{name.place.name} may be one of the places not named in the first text: "
            f"same day, same country; {left}, {names} more named elsewhere"
        ),
    )


def accept(snapshot: Snapshot, proposals: Iterable[Proposal]) -> Snapshot:
    """The state with proposals carried out: the unnamed record goes into the named one.

    Raises:
        NotFound: a record of a proposal is not there any more.
    """
    records = {i.incident_id: i for i in snapshot.incidents}
    claims = list(snapshot.claims)
    for proposal in proposals:
        blank, name = _both(records, proposal)
        quotes = join_quotes(name.quotes, blank.quotes)
        records[name.incident_id] = replace(name, quotes=quotes)
        del records[blank.incident_id]
        claims = [
            replace(c, incident_id=name.incident_id) if c.incident_id == blank.incident_id else c
            for c in claims
        ]
    return replace(snapshot, incidents=tuple(records.values()), claims=tuple(claims))


def _both(records: dict[str, Incident], proposal: Proposal) -> tuple[Incident, Incident]:
    for wanted in (proposal.unnamed_id, proposal.named_id):
        if wanted not in records:
            raise NotFound(
                f"proposal {proposal.proposal_id!r}: incident {wanted!r} is not there any more; "
                "look at the open proposals again"
            )
    return records[proposal.unnamed_id], records[proposal.named_id]

"""What is offered for a merge or a split, and what either would leave, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from incidents.model import Claim, Incident, Person
from incidents.query import Filter, TableRow
from incidents.ui import words

WEEK = timedelta(days=7)


def around(incident: Incident, text: str) -> Filter:
    """What may be merged with an incident: the same data set, the week around, some words."""
    return Filter(
        since=incident.when.start - WEEK,
        until=incident.when.last + WEEK,
        datasets=(incident.dataset_id,),
        text=text,
    )


def row_words(row: TableRow) -> str:
    """An incident to choose, told apart by place, kind of place and day."""
    return f"{row.label}, {words.KINDS[row.precision]}, {words.day(row.date)}"


def offer_words(shown: int, found: int) -> str:
    """What is offered for a merge, and how to find what is not."""
    if not found:
        return "No other incident of the two weeks around it has these words."
    more = f" {found - shown} more: type words to narrow them." if found > shown else ""
    return (
        f"Incidents up to a week before or after. Figures and parts of the other move here.{more}"
    )


def movable(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Figures that can be taken out; corrections go with the figure they mend."""
    return tuple(
        c for c in claims if not (isinstance(c.origin, Person) and c.origin.replaces is not None)
    )


def with_corrections(claim_ids: Sequence[str], claims: Iterable[Claim]) -> tuple[str, ...]:
    """The chosen figures and the corrections of them, however often corrected."""
    found, more = list(claim_ids), tuple(claims)
    for claim_id in found:
        found += [
            c.claim_id
            for c in more
            if isinstance(c.origin, Person) and c.origin.replaces == claim_id
        ]
    return tuple(dict.fromkeys(found))


def claim_words(claim: Claim) -> str:
    """A figure to choose: what it says, who said it, when."""
    return f"{words.claim(claim)} ({claim.source}, {words.day(claim.said.earliest.date())})"

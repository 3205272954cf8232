"""What a person may put right in a saved record. Pure: the record seen in, the mended one out.

Limits: title, day, event type and place; who is part of what is not edited here. A place is one
the gazetteer gave, never coordinates typed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from incidents.errors import BadInput
from incidents.model import Claim, DateBasis, Estimate, Incident, Person, Place
from incidents.model.coding import EVENT_TYPES
from incidents.ui import words


def standing(claims: Sequence[Claim]) -> frozenset[str]:
    """The ids of claims that no correction took the place of."""
    replaced = {c.origin.replaces for c in claims if isinstance(c.origin, Person)}
    return frozenset(c.claim_id for c in claims if c.claim_id not in replaced)


def figure(seen: Claim, low: int | None, best: int | None, high: int | None) -> Estimate:
    """The corrected figure; BadInput if nothing changed or the bounds do not fit."""
    stood = seen.estimate
    if (low, best, high) == (stood.low, stood.best, stood.high):
        raise BadInput("nothing was changed; write another figure, or leave the form")
    return Estimate(low, best, high)


def record(
    seen: Incident, *, title: str, day: date, event_type: str | None, place: Place | None
) -> Incident:
    """The record with other values; BadInput if nothing changed.

    A type that the sub-type does not belong to takes it away. A ``place`` of None stays.
    """
    sub = seen.sub_event_type
    if event_type is None or sub not in EVENT_TYPES[event_type]:
        sub = None
    made = replace(seen, title=_title(seen, title), event_type=event_type, sub_event_type=sub)
    if day != seen.when.start:
        when = replace(seen.when, start=day, end=None, basis=DateBasis.PERSON, date_prec=1)
        made = replace(made, when=when)
    if place is not None:
        made = replace(made, place=replace(place, toponym=seen.place.toponym))
    if made == seen:
        raise BadInput("nothing was changed; change a field, or leave the form")
    return made


def _title(seen: Incident, title: str) -> str | None:
    # A title that was only looked at is kept letter for letter.
    return seen.title if title == (seen.title or "") else title.strip() or None


def place_words(place: Place | None) -> str:
    """A place to choose, told apart from its namesakes."""
    if place is None:
        return "Leave the place as it is"
    at = "" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"
    parts = (place.name, words.KINDS[place.precision], place.adm1 or place.country, at)
    return ", ".join(p for p in parts if p)

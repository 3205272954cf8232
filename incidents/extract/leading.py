"""A total told before any place, of an attack on several: "Russia's attack killed seven people".

Pure. Without a place it was given to the first town the report names. Where that town and others
turn out to have smaller counts of their own, the total is of the attack as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.extract.drafts import Draft, Said
from incidents.extract.timing import same_day
from incidents.model import Measure, Mention, PersonStatus, Precision

_HARM = (Measure.KILLED, Measure.INJURED)
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_FINE = frozenset({Precision.SITE, Precision.STREET, Precision.NEIGHBOURHOOD})


def without_lead(drafts: Sequence[Draft], mentions: Sequence[Mention], text: str) -> list[Draft]:
    """The drafts, a leading total that holds those of several places taken to a draft of all."""
    told = next((d for d in drafts if d.wave), None)
    first = min((d for d in drafts if d.said and not d.wave), key=_first, default=None)
    named = _named_at(first, mentions) if first is not None else None
    if first is None or named is None or first.place is None:
        return list(drafts)
    begins = max((e.end() for e in _SENTENCE_ENDS.finditer(text, 0, named)), default=0)
    if told is not None and not (told.said and _first(told) < begins):
        return list(drafts)
    lead = [s for s in first.said if s.figure.start < begins]
    own = [s for s in first.said if s.figure.start >= begins]
    others = [d for d in drafts if d is not first and not d.wave and _beside(d, first)]
    if not lead or not any(_holds(lead, own, others, m) for m in _HARM):
        return list(drafts)
    first.said[:] = own
    if told is not None:  # "36 died across Ukraine. The emergency service counted 137 injured."
        told.said.extend(lead)
        return list(drafts)
    wave = Draft(None, None, 0, first.when, said=lead, wave=True)
    return [*drafts, wave]


def _first(draft: Draft) -> int:
    return min(s.figure.start for s in draft.said)


def _named_at(draft: Draft, mentions: Sequence[Mention]) -> int | None:
    """Where a place is named first; None where it is only a part of another."""
    if draft.place is None or draft.place.precision in _FINE:
        return None
    return min((m.start for m in mentions if m.place == draft.place), default=None)


def _beside(draft: Draft, first: Draft) -> bool:
    placed = draft.place is not None and not draft.excludes and not draft.number
    return placed and (first.when is None or draft.when is None or same_day(first.when, draft.when))


def _holds(
    lead: Sequence[Said], own: Sequence[Said], others: Sequence[Draft], measure: Measure
) -> bool:
    """Whether a leading total is larger than what its place has of its own, and holds them all."""
    whole, part = _size(lead, measure), _size(own, measure)
    beside = [_size(d.said, measure) for d in others]
    group = any(s.figure.measure is measure and not s.figure.single for s in own)
    told = any(beside) or (group and any(_size(d.said, m) for d in others for m in _HARM))
    return told and 0 < part < whole and part + sum(beside) <= whole


def _size(said: Sequence[Said], measure: Measure) -> int:
    """The largest total of a measure; 0 if there is none."""
    return max(
        (
            s.figure.estimate.headline or 0
            for s in said
            if s.figure.measure is measure
            and s.figure.subset_of is None
            and not (s.earlier or s.figure.superseded)
            and s.figure.status is not PersonStatus.ATTACKER
        ),
        default=0,
    )

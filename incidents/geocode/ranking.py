"""The places each name of a report may mean, in rounds: each round hears what the last one said.

Pure. What does not hang on the rest of the report is looked at once; the same words once a round.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.geocode.context import Context, Scored
from incidents.geocode.index import PlaceIndex
from incidents.geocode.scoring import Candidates, ranked
from incidents.geocode.spans import Span


def looked_at(spans: Sequence[Span], index: PlaceIndex) -> list[Candidates]:
    """The candidates of every span; the same words once."""
    known: dict[tuple[object, ...], Candidates] = {}
    found = []
    for span in spans:
        # What a name means outlives this call: its id is as good as it is.
        key = (span.name, span.kind, span.fixed, span.village, id(span.candidates))
        one = known.get(key)
        if one is None:
            one = known[key] = Candidates.of_span(span, index)
        found.append(one)
    return found


def each_ranked(
    named: Sequence[Candidates],
    index: PlaceIndex,
    context: Context,
    holders: Sequence[tuple[Scored, ...] | None],
) -> list[tuple[Scored, ...]]:
    """The candidates of every span, best first; the same words in the same place once."""
    known: dict[tuple[int, int], tuple[Scored, ...]] = {}
    found = []
    for candidates, holder in zip(named, holders, strict=True):
        key = (id(candidates), id(holder))
        one = known.get(key)
        if one is None:
            one = known[key] = ranked(candidates, index, context, holder)
        found.append(one)
    return found


def same_places(
    holders: Sequence[tuple[Scored, ...] | None], before: Sequence[tuple[Scored, ...] | None]
) -> bool:
    """Whether names are said to lie in the same places as before."""
    return all(
        a is b or (a is not None and b is not None and [s.place for s in a] == [s.place for s in b])
        for a, b in zip(holders, before, strict=True)
    )

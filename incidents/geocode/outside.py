"""Names that cannot be what the gazetteer has for them: the village meant is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.geocode.context import Scored
from incidents.geocode.index import PlaceIndex
from incidents.geocode.scoring import STATED
from incidents.geocode.spans import Span
from incidents.model import Precision

#: A place of a hundred thousand people may be named far from home without more.
WELL_KNOWN = 5.0
#: Characters between two names with a word between them, such as " in "; a comma takes two.
_WORD_BETWEEN = 3


def outside(
    i: int,
    spans: Sequence[Span],
    chosen: Sequence[tuple[Scored, ...]],
    stated: Sequence[int | None],
    index: PlaceIndex,
) -> bool:
    """Whether a name is half of one that is not known, or lies in no region it is said to lie in.

    The village meant is not in the gazetteer: its namesake in another region is not it.
    """
    span, ranked, at = spans[i], chosen[i], stated[i]
    if not ranked or span.fixed or span.kind is not None or STATED in ranked[0].why:
        return False
    if ranked[0].place.precision.rank > Precision.SETTLEMENT.rank:
        return is_former_country(ranked[0])
    if span.cut:
        return True
    if at is None or not chosen[at]:
        return False
    listed = spans[at].start - span.end < _WORD_BETWEEN  # "Kyiv, Kharkiv region and Odesa"
    outer = chosen[at][0].place
    if outer.precision not in (Precision.ADM1, Precision.ADM2):
        return False
    known = listed and ranked[0].known >= WELL_KNOWN
    return not known and index.container(ranked[0].place) != outer.place_id


def is_former_country(found: Scored) -> bool:
    """Whether a country is named as it no longer is: "Yugoslavia" is not Serbia alone."""
    place = found.place
    return place.precision is Precision.COUNTRY and (place.score or 1.0) < _IN_USE


#: A name no longer in use scores below this (adapters' scores).
_IN_USE = 0.8

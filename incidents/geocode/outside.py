"""Names that cannot be what the gazetteer has for them: the village meant is not in it."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.geocode.context import Scored
from incidents.geocode.former import IN_USE, is_former_country
from incidents.geocode.index import PlaceIndex
from incidents.geocode.spans import Span
from incidents.model import Precision

#: A place of a hundred thousand people may be named far from home without more.
WELL_KNOWN = 5.0
#: Characters between two names with a word between them, such as " in "; a comma takes two.
_WORD_BETWEEN = 3


def outside(  # noqa: PLR0913, PLR0917 - a name, and all that stands round it
    i: int,
    spans: Sequence[Span],
    chosen: Sequence[tuple[Scored, ...]],
    stated: Sequence[int | None],
    index: PlaceIndex,
    text: str = "",
) -> bool:
    """Whether a name is half of one that is not known, or lies in no region it is said to lie in.

    The village meant is not in the gazetteer: its namesake in another region is not it.
    """
    span, ranked, at = spans[i], chosen[i], stated[i]
    if not ranked or span.fixed or ranked[0].stated:
        return False
    holder = chosen[at] if at is not None else ()
    if span.kind is not None:
        return _no_such_district(span, ranked[0], holder)
    if ranked[0].place.precision.rank > Precision.SETTLEMENT.rank:
        return is_former_country(ranked[0].place)
    if span.cut or at is None or not holder:
        return span.cut
    between = text[span.end : spans[at].start] or " " * (spans[at].start - span.end)
    listed = len(between) < _WORD_BETWEEN or between[0] == ","  # "Kyiv, Kharkiv region and Odesa"
    outer = holder[0].place
    if outer.precision not in (Precision.ADM1, Precision.ADM2):
        return False
    known = listed and ranked[0].known >= WELL_KNOWN
    return not known and index.container(ranked[0].place) != outer.place_id


def _no_such_district(span: Span, best: Scored, holder: Sequence[Scored]) -> bool:
    """Whether a district is said to lie in another region, or is one only by a former name.

    Many towns had a Leninskyi district: one that nothing else speaks of may be any of them.
    """
    if span.kind is not Precision.ADM2:
        return False
    if (best.place.score or 1.0) < IN_USE and not best.supported:
        return True
    outer = holder[0].place if holder else None
    return outer is not None and outer.precision is Precision.ADM1

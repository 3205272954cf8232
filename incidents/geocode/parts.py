"""What a name is said to lie in, and parts of cities that are said to lie in another city.

Pure. "The Leninsky district of Voronezh" is none of the six districts of that name that are known:
it keeps its name and is placed no finer than Voronezh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.geocode.context import Scored, distance_km
from incidents.geocode.index import PlaceIndex
from incidents.geocode.spans import Span
from incidents.model import Precision

#: Kinds of what lies in a city.
PARTS = frozenset({Precision.SITE, Precision.NEIGHBOURHOOD, Precision.CITY_DISTRICT})
_WIDER = frozenset({Precision.ADM1, Precision.COUNTRY, Precision.ADM2})
#: Between a part and the city it is said to lie in; a bare space is a genitive.
_IN = re.compile(r"^,? (?:in|of|у|в|во) (?:the city of |the |місті |городе |м\. ?|г\. ?)?$")
_GENITIVE = re.compile(r"^ (?:міста |города |м\. ?|г\. ?)?$")
_WHOSE = re.compile(r"^['’]s $")
#: Farther from the middle of a city nothing is in it, and an airport may lie outside it.
FAR_KM = 35.0


def stated_in(spans: Sequence[Span], i: int, chosen: Sequence[tuple[Scored, ...]]) -> int | None:
    """Index of the span right after it ("Paris, Texas"; "district of Mariupol"), if wider."""
    if i + 1 >= len(spans) or spans[i + 1].fixed:
        return None
    left, right = spans[i], spans[i + 1]
    if not (right.first - left.last in (1, 2) and 1 <= right.start - left.end <= 4):
        return None
    if left.kind is not None and right.kind is None:
        place = chosen[i + 1][0].place if chosen[i + 1] else None
        return i + 1 if place and place.precision.rank <= Precision.SETTLEMENT.rank else None
    wider = _WIDER & right.kinds or (Precision.SETTLEMENT in right.kinds and PARTS & left.kinds)
    return i + 1 if wider else None


def parts_of_other_cities(
    spans: Sequence[Span], chosen: Sequence[tuple[Scored, ...]], index: PlaceIndex, text: str
) -> tuple[list[Span], list[tuple[Scored, ...]]]:
    """Spans and candidates, a part that is said to lie in another city given that city's place."""
    out, ranked = list(spans), list(chosen)
    for i, span in enumerate(spans):
        at = _said_in(spans, i, text)
        if at is None or not chosen[i] or not chosen[at] or span.fixed:
            continue
        city, part = chosen[at][0], chosen[i][0]
        if _elsewhere(part, city, index):
            words = text[span.start : span.end]
            out[i] = replace(
                span, site=words, kind=None, candidates=(city.place,), fixed=True,
                held_by=spans[at].start,
            )  # fmt: skip
            ranked[i] = chosen[at]
    return out, ranked


def _said_in(spans: Sequence[Span], i: int, text: str) -> int | None:
    """Index of the name a part is said to lie in: right after it, or "Voronezh's" before."""
    if i + 1 < len(spans):
        between = text[spans[i].end : spans[i + 1].start]
        if _IN.match(between) or (spans[i].kind and _GENITIVE.match(between)):
            return i + 1
    if i > 0 and _WHOSE.match(text[spans[i - 1].end : spans[i].start]):
        return i - 1
    return None


def _elsewhere(part: Scored, city: Scored, index: PlaceIndex) -> bool:
    """Whether a part of a city, as the gazetteer has it, is none of the city's that is named."""
    if part.place.precision not in PARTS or city.place.precision is not Precision.SETTLEMENT:
        return False
    held = index.container(part.place)
    if held == city.place.place_id:
        return False
    if part.place.precision is Precision.CITY_DISTRICT:
        return held is not None and held.startswith("gn:")
    return distance_km(part.place, city.place) > FAR_KM

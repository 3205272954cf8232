"""A village whose name is also the oblique case of a large town's ("в Львове").

Pure. Ukrainian and Russian put towns in cases: "в Львове" is Lviv, though a village in the south is
called just so. Where the form can be a town a hundred times larger, the town comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.geocode import people_words, words
from incidents.geocode.index import PlaceIndex
from incidents.geocode.names import fold, nominatives
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.model import Place, Precision

_LARGE = 4.7
_TIMES = 1.5  # in powers of ten
_SMALL = 4.0


def with_large_namesake(index: PlaceIndex, name: str, found: Sequence[Place]) -> Sequence[Place]:
    """The candidates with a large town before them whose oblique case the name may be."""
    key = fold(name)
    if not found or not key or key.isascii() or found[0].precision is not Precision.SETTLEMENT:
        return found
    weight = index.weight(found[0])
    if weight >= _SMALL:
        return found
    for nominative in nominatives(key):
        towns = [p for p in index.lookup(nominative) if (p.score or 0) >= 1][:1]
        if towns and index.weight(towns[0]) >= max(_LARGE, weight + _TIMES):
            return (*towns, *(p for p in found if p.place_id != towns[0].place_id))
    return found


def is_cut(reading: Reading, span: Span) -> bool:
    """Whether "Chorna" may be half of "Chorna Dolyna", a village that is not known."""
    after = reading.after(span.last)
    if after is None or not after.capital or after.key in _NO_PART or len(after.text) < 4:
        return False
    if reading.index.weight(span.candidates[0]) >= _KNOWN_TOWN or span.last in reading.titled:
        return False
    other = reading.index.lookup(after.text)
    village = not other or other[0].precision is Precision.SETTLEMENT
    return village and not reading.shouting


#: A word that is no part of the name before it.
_NO_PART = (
    words.SITE_TYPES.keys() | words.UNITS.keys() | words.NOT_PLACES | words.BODIES
    | people_words.CITY_BODIES
)  # fmt: skip
#: Weight from which a town stands for itself, whatever follows.
_KNOWN_TOWN = 4.5

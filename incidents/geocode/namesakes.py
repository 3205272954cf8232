"""A village whose name is also the oblique case of a large town's ("в Львове").

Pure. Ukrainian and Russian put towns in cases: "в Львове" is Lviv, though a village in the south is
called just so. Where the form can be a town a hundred times larger, the town comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.geocode import people_words, persons, words
from incidents.geocode.demonyms import cyrillic
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
    usual = (span.candidates[0].score or 0) >= 1  # "Белой" is only a case of a town's old name
    known = _KNOWN_TOWN if usual else _KNOWN_CITY
    if reading.index.weight(span.candidates[0]) >= known or span.last in reading.titled:
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
_KNOWN_TOWN, _KNOWN_CITY = 4.5, 5.5


def is_river(reading: Reading, span: Span) -> bool:
    """Whether a city's name is its river's here: "into the Dnipro", "впала у Дніпро"."""
    if fold(span.name) not in RIVERS:
        return False
    before = reading.text[max(0, span.start - 30) : span.start].casefold()
    after = reading.after(span.last)
    unit = after is not None and after.key in words.UNITS
    return not unit and _RIVER_BEFORE.search(before) is not None


#: Rivers that bear a town's name, in the forms a motion into them takes.
RIVERS = words.word_set(
    "Dnipro Dnieper Dnepr Desna Inhulets Дніпро Днепр Десна Десну Інгулець Ингулец"
)
_RIVER_BEFORE = re.compile(
    r"(?:\bthe |\b(?:річк|рік|рек)[а-яіїєґ]{0,3} |"
    r"\b(?:впа|упа|пада|зніс|снес|скину|сброси|пірну|потону|утону|затону)[а-яіїєґ]* "
    r"(?:[а-яіїєґ]+ )?[ву] )$"
)


_PATROLLED = frozenset({"highway", "road", "street"})


def of_water_or_road(reading: Reading, span: Span) -> bool:
    """Whether the next word makes a river or a road of it ("the Dnipro river", "Darby Street")."""
    after = reading.after(span.last)
    if after is None or after.key not in people_words.NOT_A_TOWN:
        return False
    if after.key in _PATROLLED and span.candidates[0].precision is Precision.ADM1:
        patrol = reading.after(span.last + 1)  # "the Florida Highway Patrol"
        if patrol is not None and patrol.capital:
            return False
    return span.candidates[0].precision.rank >= Precision.SETTLEMENT.rank


def site_adjective(reading: Reading, i: int) -> bool:
    """Tell "в Черноморском порту", a port's adjective, from the town of Chornomorsk."""
    follows, token = reading.after(i), reading.tokens[i]
    kinds = words.SITE_TYPES.keys() | words.HROMADAS
    site = follows is not None and not follows.capital and follows.key in kinds
    return site and cyrillic(token.text) and persons.OF_UNIT.search(token.key) is not None

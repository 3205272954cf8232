"""Which capitalised words are place names: by gazetteer and context, without a model.

Longest match first. A word that is a person's, a month's or a sentence's first is kept only
where its neighbours speak for a place.
"""

from __future__ import annotations

import re
from dataclasses import replace

from incidents.geocode import people_words, persons, words
from incidents.geocode.demonyms import cyrillic, demonym
from incidents.geocode.former import IN_USE, is_former_country
from incidents.geocode.listed_units import adjective, county, listed_region
from incidents.geocode.names import fold
from incidents.geocode.namesakes import (
    is_cut,
    is_river,
    of_water_or_road,
    site_adjective,
    with_large_namesake,
)
from incidents.geocode.plain_words import PLAIN
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.geocode.units import with_units
from incidents.model import Place, Precision

#: "I'll" is no short form of Illinois.
_CONTRACTED = re.compile(r"^\w{1,7}['’](?:ll|ve|re|d|m|t)$")
#: Most words in one name.
LONGEST_NAME = 6
#: A name found only by another transliteration has to be at least this long.
_LEAST_LOOSE = 5
_POSTAL = re.compile(r"^,\s+$")
#: What may stand between the words of one name; a line may break in it.
_JOINED = re.compile(r"^(?:[ \u00a0\t]|[ \u00a0]?\r?\n|-|[-‑–]|\. |'s |’s )$")
#: What a word of two capitals, or of three, may stand for ("US"; "UAE", "NSW").
_SHORT_KINDS = ((Precision.COUNTRY,), (Precision.COUNTRY, Precision.ADM1))
_BEFORE_PLACE = words.PLACE_BEFORE | words.VILLAGES
_TYPES = words.SITE_TYPES.keys() | words.UNITS.keys()
_ENDS = _TYPES | words.SITE_ENDS
_UNIT_KINDS = frozenset({Precision.ADM1, Precision.ADM2, Precision.CITY_DISTRICT})


def find_spans(reading: Reading) -> list[Span]:
    """Every stretch that may name a place, in text order, never overlapping."""
    spans: list[Span] = []
    i = 0
    while i < len(reading.tokens):
        span = _best(reading, i)
        if span is None:
            i += 1
            continue
        spans.append(span)
        i = span.last + 1
    return with_units(reading, spans)


def _best(reading: Reading, i: int) -> Span | None:
    """A people's name, unless a longer place begins with it ("British Columbia")."""
    token = reading.tokens[i]
    if not token.capital and not cyrillic(token.text):
        return None
    people = demonym(reading, i)
    place = listed_region(reading, i) or _longest(reading, i)
    if people is None or (place is not None and place.last > people.last):
        return place
    return people


def _longest(reading: Reading, i: int) -> Span | None:
    token = reading.tokens[i]
    if not token.capital:
        return None
    if (named := county(reading, i)) is not None:
        return named
    for last in range(_furthest(reading, i), i - 1, -1):
        end = reading.tokens[last]
        if not end.capital and last > i and end.key not in _ENDS:
            continue
        name = reading.text[token.start : end.end]
        if last > i and not reading.places(name):
            continue
        found = _candidates(reading, name, i, last)
        if (
            found
            and last > i
            and _citys_body(
                reading, found, last, reading.text[token.start : reading.tokens[last - 1].end]
            )
        ):
            continue
        if found and end.key in words.UNITS:  # the district, not the quarter
            found = _units_called(reading, found, i, last)
        stop = _stop(reading, name, end.end)
        if not found or stop is None:
            continue
        span = Span(
            start=token.start, end=stop, first=i, last=last, name=name, candidates=found,
            village=_village_said(reading, i),
        )  # fmt: skip
        sure = likelihood(reading, span)
        return replace(span, sure=sure, cut=is_cut(reading, span)) if sure > 0 else None
    return adjective(reading, i)


def _citys_body(reading: Reading, found: tuple[Place, ...], last: int, shorter: str) -> bool:
    """Whether "Dublin City" only begins "Dublin City Council": the place is Dublin."""
    after = reading.after(last)
    if reading.tokens[last].key != "city" or after is None or (found[0].score or 0) >= 1:
        return False
    if not after.capital or after.key not in people_words.CITY_BODIES:
        return False
    return any(p.place_id == found[0].place_id for p in reading.index.lookup(shorter))


def _stop(reading: Reading, name: str, end: int) -> int | None:
    """Where the words end: a state's short form takes its stop, and is none without ("Ind.")."""
    if name.casefold() not in words.STATE_SHORT:
        return end
    return end + 1 if reading.text[end : end + 1] == "." else None


def _furthest(reading: Reading, i: int) -> int:
    last = i
    end = min(i + LONGEST_NAME, len(reading.tokens)) - 1
    while last < end and _JOINED.match(reading.gap(last)):
        last += 1
    return last


def _candidates(reading: Reading, name: str, first: int, last: int) -> tuple[Place, ...]:
    """Places so called, without those that only a looser reading of a short word gives."""
    single = first == last
    found = reading.places(name)
    found = with_large_namesake(reading.index, name, found) if single else found
    if not found:
        return ()
    token = reading.tokens[first]
    if single and site_adjective(reading, first):
        return ()
    if single and _unit_adjective(reading, first):
        found = tuple(p for p in found if p.precision in _UNIT_KINDS)
    elif single and _before_unit(reading, first):
        found = tuple(p for p in found if p.precision in _UNIT_KINDS) or found
    if single and token.text.isupper() and len(token.text) <= 3 and not reading.shouting:
        found = tuple(p for p in found if p.precision in _SHORT_KINDS[len(token.text) > 2])
    loose = single and found and (found[0].score or 0) < IN_USE
    if loose and len(token.key) < _LEAST_LOOSE and not is_former_country(found[0]):
        return ()
    return _villages(reading, first, tuple(found))


def _units_called(
    reading: Reading, found: tuple[Place, ...], first: int, last: int
) -> tuple[Place, ...]:
    """Units of the whole name, and a city's districts, which are kept without their unit word."""
    units = {p.place_id: p for p in found if p.precision in _UNIT_KINDS}
    if last > first:
        bare = reading.text[reading.tokens[first].start : reading.tokens[last - 1].end]
        for p in (q for q in reading.index.lookup(bare) if q.precision is Precision.CITY_DISTRICT):
            units[p.place_id] = max(p, units.get(p.place_id, p), key=lambda one: one.score or 0)
    return tuple(units.values())


def _unit_adjective(reading: Reading, i: int) -> bool:
    """Tell "Ізюмському районі" from a village called Ізюмське."""
    follows = reading.after(i)
    named = follows is not None and follows.key in words.UNITS
    return named and persons.OF_UNIT.search(reading.tokens[i].key) is not None


def _before_unit(reading: Reading, i: int) -> bool:
    """Whether a Cyrillic adjective of any ending is a unit's ("в Центральном районе")."""
    follows, token = reading.after(i), reading.tokens[i]
    return follows is not None and follows.key in words.UNITS and cyrillic(token.text)


def _villages(reading: Reading, first: int, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """After "the village of" only settlements, where there are any."""
    if not _village_said(reading, first):
        return found
    return tuple(p for p in found if p.precision is Precision.SETTLEMENT) or found


def _village_said(reading: Reading, first: int) -> bool:
    said = reading.token(first - 2 if (b := reading.before(first)) and b.key == "of" else first - 1)
    return said is not None and said.key in words.VILLAGES


def likelihood(  # noqa: C901, PLR0911, PLR0912 - one reason a line, in order of force
    reading: Reading, span: Span
) -> float:
    """How likely the words are a place name here, 0 to 1; 0 is no."""
    token, best = reading.tokens[span.first], span.candidates[0]
    spoken_for = _spoken_for(reading, span)
    after = reading.token(span.last + 1)
    if reading.text[span.end : span.end + 1] == "$":  # "US$10,000"
        return 0.0
    if of_water_or_road(reading, span) or is_river(reading, span):
        return 0.0
    if span.first != span.last:
        plain = all(t.key in words.NOT_PLACES for t in reading.tokens[span.first : span.last + 1])
        if fold(span.name) in words.PHRASES or (plain and (best.score or 0) < 1):
            return 0.0
        return 0.0 if persons.is_person(reading, span, spoken_for=spoken_for) else 0.9
    strong = best.precision in (Precision.COUNTRY, Precision.ADM1) and (best.score or 0) >= 0.9
    if after is not None and after.key in people_words.PERSONAL and not strong:
        return 0.0
    if persons.after_particle(reading, span.first):
        return 0.0
    if token.key in words.NOT_PLACES or token.key in PLAIN or _CONTRACTED.search(token.text):
        return 0.8 if _addressed(reading, span) else 0.0
    if words.PLAIN_NOUN.match(token.key) and not _quarter_said(reading, span):
        return 0.0
    if persons.adjective_surname(reading, span.first) or persons.fighting_unit(reading, span):
        return 0.0
    if reading.shouting:
        return 0.6 if strong or reading.index.weight(best) >= 4.7 else 0.0
    if persons.is_person(reading, span, spoken_for=spoken_for):
        return 0.0
    if token.key in reading.lowercase and not strong:
        return 0.0
    if spoken_for:
        return 0.9
    if token.key in people_words.WEAK:
        return 0.0
    if strong or reading.index.weight(best) >= 4.5:
        return 0.7
    if token.first and reading.index.weight(best) < 3.0:
        return 0.0
    if persons.part_of_name(reading, span):
        return 0.0
    return 0.45 if reading.index.weight(best) >= 3.0 else 0.3


def _quarter_said(reading: Reading, span: Span) -> bool:
    before = reading.token(span.first - 1)
    return before is not None and before.key in words.QUARTER_BEFORE


def _addressed(reading: Reading, span: Span) -> bool:
    """Whether a plain word is a place all the same: "in Nice, France", "in Reading, England"."""
    before, after = reading.before(span.first), reading.token(span.last + 1)
    if before is None or before.key not in words.PLACE_BEFORE or before.capital:
        return False
    if after is None or not _POSTAL.match(reading.gap(span.last)) or not after.capital:
        return False
    holders = reading.index.lookup(after.text)[:3]
    return any(
        h.precision in (Precision.ADM1, Precision.COUNTRY) and h.country == p.country
        for h in holders
        for p in span.candidates
    )


def _spoken_for(reading: Reading, span: Span) -> bool:
    """Whether the neighbours say that it is a place."""
    before = reading.before(span.first)
    lead = before is not None and (not before.capital or span.first - 1 in reading.titled)
    if before is not None and lead and before.key in _BEFORE_PLACE:
        return True
    after = reading.after(span.last)
    if after is not None and (after.key in words.UNITS or after.key in words.INHABITANTS):
        return True
    follows = reading.token(span.last + 1)
    if follows is not None and _POSTAL.match(reading.gap(span.last)) and follows.capital:
        return any(
            p.precision in (Precision.ADM1, Precision.COUNTRY)
            for p in reading.index.lookup(follows.text)
        )
    return False

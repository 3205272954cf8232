"""Mentions as the words around them allow: parts of a land, numbered sites, namesakes elsewhere.

Pure. A resolver knows names; only the sentence says that "southern Gaza" is no city, that "School
No. 12 in Kharkiv" is not all of Kharkiv, and that a village "in Belgorod region" is not the one of
that name in Siberia. What the words rule out loses its point and keeps its name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.centres import regional_centres
from incidents.extract.scope import region_of
from incidents.model import Mention, MentionRole, Place, Precision
from incidents.model.ports import Gazetteer

_PART = re.compile(
    r"\b((?:north|south|east|west)(?:[- ]?(?:east|west))?ern)\s{1,3}$", re.IGNORECASE
)
_WITHIN = re.compile(
    r",?\s{1,3}in\s{1,3}(?:the\s{1,3})?(?:[A-Z][^\W\d_]+['’]s\s{1,3})?"
    r"(?:(?:north|south|east|west|central)[a-z-]*\s{1,3})?$"
)
_NUMBERED = re.compile(
    r"\b(school|hospital|kindergarten|lyceum|gymnasium|polyclinic|clinic|college|"
    r"школ|ліце|лице|гімназі|гимнази|лікарн|больниц|поліклінік|поликлиник|дитсад|дитяч|детсад|"
    r"детск)([^\W\d_]{0,5})(?:\s{1,2}сад[^\W\d_]{0,3})?"
    r"\s{1,2}(?:no\.?|number|nr\.?|№|#|n\.|номер)\s{0,2}(\d{1,4})\b",
    re.IGNORECASE,
)
_KINDS = {
    "школ": "School", "ліце": "Lyceum", "лице": "Lyceum", "гімназі": "Gymnasium",
    "гимнази": "Gymnasium", "лікарн": "Hospital", "больниц": "Hospital",
    "поліклінік": "Polyclinic", "поликлиник": "Polyclinic", "дитсад": "Kindergarten",
    "дитяч": "Kindergarten", "детсад": "Kindergarten", "детск": "Kindergarten",
}  # fmt: skip
_HELD = re.compile(
    r",?\s{1,3}(?:of|in|at|у|в|на)\s{1,3}(?:the\s{1,3})?(?:city\s{1,3}of\s{1,3}|місті\s{1,3}|"
    r"городе\s{1,3}|м\.\s{0,2}|г\.\s{0,2})?$"
)
_REACH = 60
_TOWNS = frozenset({Precision.SETTLEMENT, Precision.ADM2})


def amended(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer | None
) -> tuple[Mention, ...]:
    """The mentions of a text, corrected and with its numbered sites, in text order."""
    ordered = sorted(mentions, key=lambda m: m.start)
    found = [_checked(text, m, ordered[at + 1 : at + 3], gazetteer) for at, m in enumerate(ordered)]
    found = [m for m in found if not _is_acronym(text, m)]
    found += regional_centres(text, found, gazetteer)
    sites = _numbered(text, found)
    taken = {at for s in sites for at in range(s.start, s.end)}
    kept = [m for m in found if taken.isdisjoint(range(m.start, m.end))]
    return tuple(sorted([*kept, *sites], key=lambda m: m.start))


def _is_acronym(text: str, mention: Mention) -> bool:
    """ "The agency, NEMA, said": capitals amid small letters are a body's, not a town's name."""
    name, place = mention.text, mention.place
    if not name.isupper() or len(name) > _ACRONYM or place is None or mention.start < _DATELINE:
        return False
    if place.precision is Precision.COUNTRY or "\n" in text[mention.start - 4 : mention.start]:
        return False
    around = text[max(0, mention.start - _REACH) : mention.start]
    around += text[mention.end : mention.end + _REACH]
    letters = [c for c in around if c.isalpha()]
    return sum(c.islower() for c in letters) > len(letters) * 0.8


_ACRONYM, _DATELINE = 6, 60


def _checked(
    text: str, mention: Mention, following: Sequence[Mention], gazetteer: Gazetteer | None
) -> Mention:
    place = mention.place
    if place is None or place.precision is not Precision.SETTLEMENT or not place.placed:
        return mention
    begin = max(0, mention.start - 18)
    southern = text[begin : mention.start].rstrip().casefold().endswith("ern")
    part = _PART.search(text, begin, mention.start) if southern else None
    if part is not None and mention.role is MentionRole.PLACE:
        return replace(mention, place=_part_of(place, f"{part[1]} {mention.text}", gazetteer))
    if any(_elsewhere(text, mention, place, m) for m in following):
        unknown = _unplaced(mention.text, place.country, Precision.SETTLEMENT)
        return replace(mention, place=unknown)
    return mention


def _part_of(place: Place, said: str, gazetteer: Gazetteer | None) -> Place:
    """The region that bears the city's name; else a name without a point."""
    region = region_of(place, gazetteer)
    named = (place.name or said).casefold()
    if region.precision is Precision.ADM1 and named in (region.name or "").casefold():
        return replace(region, toponym=said)
    return _unplaced(said, place.country, Precision.ADM1)


def _elsewhere(text: str, mention: Mention, place: Place, region: Mention) -> bool:
    """Whether the sentence puts a town in another region than the one it was resolved to."""
    unit = region.place
    if unit is None or unit.precision is not Precision.ADM1 or region.start < mention.end:
        return False
    if unit.country != place.country or None in (unit.adm1, place.adm1):
        return False
    near = region.start - mention.end < _REACH
    inside = near and _WITHIN.match(text[mention.end : region.start]) is not None
    return inside and unit.adm1 != place.adm1


def _unplaced(name: str, country: str | None, expected: Precision) -> Place:
    return Place(name=name, precision=Precision.UNKNOWN, country=country, toponym=name,
                 expected=expected)  # fmt: skip


def _numbered(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """ "School No. 12": its own record, no finer than the town it stands in."""
    towns = [
        m for m in mentions
        if m.place and m.place.placed and m.place.place_id and m.place.precision in _TOWNS
        and m.role is MentionRole.PLACE
    ]  # fmt: skip
    starts = [m.start for m in towns]
    known = (m for m in mentions if m.place is not None and m.place.place_id is not None)
    taken = {at for m in known for at in range(m.start, m.end)}
    found = []
    for match in _NUMBERED.finditer(text):
        start, end = match.span()
        if not taken.isdisjoint(range(start, end)):
            continue
        kind = match[1].casefold()
        name = f"{_KINDS.get(kind, kind.capitalize())} No. {match[3]}"
        at = bisect_left(starts, start)
        place = _site(text, name, end, towns[max(0, at - 1) : at], towns[at : at + 1])
        found.append(Mention(start, end, match[0], place))
    return found


def _site(
    text: str, name: str, end: int, before: Sequence[Mention], after: Sequence[Mention]
) -> Place:
    """A site in the town named right behind it, else in the last one named before it."""
    held = [m for m in after if m.start - end < _REACH and _HELD.match(text[end : m.start])]
    holder = next((m.place for m in (*held, *before, *after)), None)
    if holder is None:
        return _unplaced(name, None, Precision.SITE)
    return replace(holder, name=name, place_id=None, toponym=name)

"""Adjectives made of a town's name, in Ukrainian and Russian: regions, communities, offices.

Pure. "Дніпропетровська ОВА" is the region's administration and not the city of Dnipro, and
"Покровська громада" is a community that a gazetteer of towns does not know: it keeps its name
and has no point. Limits: only what stands right behind the adjective decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.scope import region_of
from incidents.model import Mention, Place, Precision
from incidents.model.ports import Gazetteer

_ADJECTIVE = re.compile(r"[сцз]ь?к(?:а|ої|ій|у|ою|ий|ого|ому|им|і|их|ая|ой|ую|ий|ое|ие|ом)$")
_OF_REGION = re.compile(
    r"\s{1,2}(?:ОВА|ОДА|обл(?:\.|ас\w{0,9}|\w{0,3}рад\w{0,3})|військов\w{1,4}\s{1,2}адмін|"
    r"ГУ\s{1,2}ДСНС)"
)
_NEAR = 40
_OF_COMMUNITY = re.compile(r"(?:\s{1,2}(?:та|і|й|и)\s{1,2}[А-ЯІЇЄҐ][\w'’-]{3,30}|)\s{1,2}громад")


def corrected(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer | None
) -> tuple[Mention, ...]:
    """The mentions with adjectives of regions at their region and those of communities unplaced."""
    found: list[Mention] = []
    for m in mentions:
        right = _of_adjective(text, m, gazetteer)
        last = found[-1] if found else None
        if right is not m and right.place and not right.place.placed and _listed(text, last, m):
            continue
        found.append(right)
    return tuple(found)


def _listed(text: str, last: Mention | None, mention: Mention) -> bool:
    """ "Нікополь, Марганецька та Покровська громади": the town stands for what lies around it."""
    if last is None or last.place is None or not last.place.placed:
        return False
    between = text[last.end : mention.start]
    return len(between) < _NEAR and not any(c in between for c in ".;:—–\n🔴📍")


def _of_adjective(text: str, mention: Mention, gazetteer: Gazetteer | None) -> Mention:
    place = mention.place
    if place is None or place.precision is not Precision.SETTLEMENT:
        return mention
    if _ADJECTIVE.search(mention.text.casefold()) is None:
        return mention
    if _OF_REGION.match(text, mention.end) is not None:
        return replace(mention, place=region_of(place, gazetteer))
    if _OF_COMMUNITY.match(text, mention.end) is not None:
        name = mention.text
        unknown = Place(name=name, precision=Precision.UNKNOWN, country=place.country, toponym=name)
        return replace(mention, place=unknown)
    return mention

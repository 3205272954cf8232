"""Places a text names that the gazetteer does not know: "the Russian port of Ust-Luga".

Pure. Only what the words themselves call a settlement is taken; such a place has a name and no
point, so that its figures do not fall to the place spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.extract.lexicon import Lexicon
from incidents.model import Mention, Place, Precision

#: "Pont-Sondé", "al-Mawasi", "Deir al-Balah".
_ONE = r"(?:(?:al|el|as|ar|ad|an|ash|at|az)-)?[A-Z][\w'’-]+"
_NAME = rf"({_ONE}(?:[ -](?:{_ONE}|[A-Z]\b)){{0,2}})"
_NAMED = re.compile(
    r"\b(?:town|village|city|port|settlement|suburb|municipality|township|hamlet)\s{1,3}of\s{1,3}"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,2})"
)


_UNIT = re.compile(
    r"\b(?:in|of|at|near|across|on|hit|struck)\s{1,3}(?:the\s{1,3})?(?:[A-Z][^\W\d_]+['’]s\s{1,3})?"
    rf"(?:(?:north|south|east|west|central)[a-z-]*\s{{1,3}})?{_NAME}\s{{1,3}}"
    r"(district|province|region|county|township|governorate|state|oblast)\b"
)
#: "In Dvorichna, shelling killed a woman": what opens a clause tells where.
_OPENS = re.compile(
    r"(?:\A|[.!?;:]\s{1,3}|\n\s{0,3}|\band\s{1,3}|,\s{1,3})[Ii]n\s{1,3}"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,2})"
    r"(?=(?:\s{1,3}(?:area|district|village|town)\b)?(?:\s{1,3}itself)?,|\s{1,3}alone\b|\s{1,3}(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+|at\sleast)\b)"
)
#: "Eight in Oslo and 69 on Utoya": a list of counts by place.
_COUNTED = re.compile(
    r"(?:,|:|\band)\s{1,3}(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,4})"
    r"\s{1,3}(?:in|on|at|near)\s{1,3}((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+)?)"
    r"(?=[,.;]|\s{1,3}and\b|\s*\Z)"
)
#: "Six died in Kadhimiya, where 18 were hurt": a harm tells where.
_HARMED = re.compile(
    r"\b(?:died|dead|killed|wounded|injured|hurt)\s{1,3}in\s{1,3}"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+)?)"
    r"(?=[,.;]|\s{1,3}(?:and|where|when|after|while)\b|\s*\Z)"
)
#: "Seven died at Just-In-Time Recreation, eight at Schemengees Bar & Grille".
_VENUE = re.compile(
    r"\b(?:died|killed|wounded|injured|hurt)\s{1,3}(?:at|in)\s{1,3}(?:the\s{1,3})?"
    r"((?:[A-Z][\w'’-]+\s(?:&\s)?){1,3}(?:Bar|Grill|Grille|Recreation|Lanes|Club|Café|Cafe|Mall|"
    r"Restaurant|Nightclub|Lounge|Pub|Arena|Theatre|Plaza))\b"
)
#: "A strike on an army post in Al-Amiriyeh killed a soldier".
_STRUCK = re.compile(
    r"\b(?:attack|strike|raid|shelling|bombing|airstrike|drone|missile|bomb|blast|explosion)\b"
    r"[^.;:\n]{0,60}?\b(?:in|on|at|near)\s{1,3}((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+)?)"
    r"\s{1,3}(?:has\s|had\s)?(?:killed|wounded|injured|left|claimed)\b"
)
#: "Raided Machongani, a village some 5 km away", "attacked Yelwata village": said to be one.
_APPOSED = re.compile(
    rf"\b{_NAME},\s{{1,3}}(?:an?|the)\s{{1,3}}(?:[\w-]+\s{{1,3}}){{0,2}}"
    r"(?:village|town|settlement|hamlet|locality|commune)\b"
)
_VILLAGE = re.compile(
    r"\b(?:in|of|at|near|on|hit|struck|attacked|stormed|raided|bombed|shelled)\s{1,3}"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,2})\s{1,3}"
    r"(?:village|town|hamlet|locality|commune)\b"
)
_DIRECTION = r"(?:(?:north|south)[ -]?)?(?:east|west|north|south)"
#: "In Aramoun, south of Beirut", "near Glilot, 10 km north of Tel Aviv", "in Joun, in the Chouf".
_BESIDE_TOWN = re.compile(
    rf"\b(?:in|at|near|on)\s{{1,3}}{_NAME},\s{{1,3}}(?:(?:just|about|some|around)\s{{1,3}})?"
    rf"(?:\d+\s{{1,3}}(?:km|kilomet\w+|miles?)\s{{1,3}})?(?:{_DIRECTION}\s{{1,3}}of|in\s{{1,3}}the)\s{{1,3}}[A-Z]"
)
#: "A strike on al-Mawasi on Saturday": what was struck by name.
_STRIKE_ON = re.compile(
    rf"\b(?:strikes?|raids?|bombardment|shelling|attack)\s{{1,3}}on\s{{1,3}}{_NAME}"
    r"(?=\s{1,3}(?:on|late|early|at|after|that|which|killed|has|had|left)\b|[,.])"
)
#: "In Druze-majority Sweida, where 350 have died".
_WHERE = re.compile(rf"\bin\s{{1,3}}(?:[A-Z][\w]*-[a-z]+\s{{1,3}})?{_NAME}(?=,\s{{1,3}}where\b)")
#: "A vigil in a Catholic church in Komanda": the town of a site.
_SITE_IN = re.compile(
    r"\b(?:church|mosque|temple|synagogue|school|market|bazaar|hospital|clinic|camp|shelter|hotel|"
    r"cafe|restaurant|checkpoint|base|cemetery|stadium|shrine|prison|warehouse|house|home)"
    r"\s{1,3}in\s{1,3}((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+)?)(?=[,.;]|\s{1,3}[a-z])"
)
#: "Missiles hit the Shuhada al-Zeitoun school": a site with a name, of no known town.
_HIT_SITE = re.compile(
    r"\b(?:hit|struck|bombed|shelled|attacked|targeted)\s{1,3}(?:the\s{1,3})?"
    rf"({_NAME}\s{{1,3}}(?:school|hospital|mosque|church|market|camp|university|hotel|clinic))\b"
)
#: "In the Wharf Jérémie area of Cité Soleil".
_AREA = re.compile(
    rf"\b(?:in|to|at|near)\s{{1,3}}the\s{{1,3}}{_NAME}\s{{1,3}}(?:area|neighbou?rhood|quarter|suburb)\b"
)
#: "In Mangurejipa, North Kivu": a town and the region it lies in.
_IN_REGION = re.compile(rf"\b(?:in|at|near|on|of)\s{{1,3}}{_NAME},\s{{1,3}}(?=[A-Z])")
_SITE = frozenset(
    "square street gate hospital airport avenue road bridge park market camp church mosque school "
    "university prison station".split()
)
_GUESSED = frozenset(
    {_BESIDE_TOWN, _STRIKE_ON, _OPENS, _COUNTED, _HARMED, _STRUCK, _APPOSED, _SITE_IN, _IN_REGION}
)
_SHAPES = (
    _NAMED, _UNIT, _AREA, _VILLAGE, _APPOSED, _WHERE, _BESIDE_TOWN, _STRIKE_ON, _SITE_IN,
    _OPENS, _COUNTED, _HARMED, _STRUCK, _HIT_SITE, _VENUE, _IN_REGION,
)  # fmt: skip
_FEASTS = frozenset("christmas easter eve day ramadan eid diwali thanksgiving mothers".split())
_REGIONS = frozenset({Precision.ADM1, Precision.ADM2})
_EXPECTED = {"district": Precision.ADM2, "county": Precision.ADM2, "township": Precision.ADM2}


def unknown_places(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Mentions without a point for settlements nobody resolved, in text order."""
    taken = {at for m in mentions if m.place is not None for at in range(m.start, m.end)}
    behind = {m.end: m for m in mentions if m.place is not None}
    regions = {m.start for m in mentions if m.place and m.place.precision in _REGIONS}
    found = []
    calendar = {*lexicon.raw["months"], *lexicon.raw["weekdays"], *_FEASTS}
    shapes = _SHAPES if lexicon.language == "en" else ()
    others = _groups(lexicon) if shapes else frozenset()
    for match in (m for shape in shapes for m in shape.finditer(text)):
        start, end = match.span(1)
        words = match.group(1).casefold().split()
        if match.re in _GUESSED and (words[-1] in _SITE or calendar & set(words)):
            continue
        if match.re is _IN_REGION and match.end() not in regions:
            continue
        if match.re is _STRIKE_ON and (words[0] in others or match.group(1).casefold() in others):
            continue
        free = taken.isdisjoint(range(start, end))
        if match.re is _AREA:  # a town's name inside is not the town: "the Wharf Jérémie area"
            if start in taken or free:
                continue
        elif not free:
            continue
        name = text[start:end]
        town = _town(match, text, mentions) if match.re in {_UNIT, _AREA} else None
        place = (
            replace(town, name=name, toponym=name, place_id=None)
            if town
            else Place(
                name=name,
                precision=Precision.UNKNOWN,
                toponym=name,
                country=_country(start, behind),
                expected=_expected(match),
            )
        )
        taken.update(range(start, end))
        found.append(Mention(start, end, name, place))
    return tuple(sorted(found, key=lambda m: m.start))


def _groups(lexicon: Lexicon) -> frozenset[str]:
    """Who may be attacked and is no place: "a strike on Hezbollah", "an attack on Christians"."""
    groups = (n for row in lexicon.raw["groups"].values() for n in row.split("|"))
    return frozenset(groups) | frozenset(lexicon.raw["nouns"]["person"].split())


def _town(match: re.Match[str], text: str, mentions: Sequence[Mention]) -> Place | None:
    """The town a district is said to be of, or that heads its line ("Damascus: ...")."""
    if match.re is _UNIT and match.group(2) != "district":
        return None
    line = text.rfind("\n", 0, match.start()) + 1
    for m in mentions:
        if m.place is None or m.place.precision is not Precision.SETTLEMENT:
            continue
        behind = text[match.end() : m.start] if m.start >= match.end() else ""
        heads = line <= m.start < line + _HEAD and text[m.end : m.end + 1] in {":", "."}
        if _OF_TOWN.fullmatch(behind) or heads:
            return m.place
    return None


_HEAD = 5
_OF_TOWN = re.compile(r"\s+(?:of|in)\s+(?:the\s+(?:city|capital)\s+(?:of\s+)?)?")


def _expected(match: re.Match[str]) -> Precision:
    if match.re is _HIT_SITE:
        return Precision.SITE
    unit = match.group(2) if match.re is _UNIT else None
    return _EXPECTED.get(unit, Precision.ADM1) if unit else Precision.SETTLEMENT


def _country(start: int, behind: Mapping[int, Mention]) -> str | None:
    """The country whose name stands right before: "Pakistan's Balochistan province"."""
    near = [behind[end] for end in range(start - _BESIDE, start + 1) if end in behind]
    return near[-1].place.country if near and near[-1].place else None


_BESIDE = 4

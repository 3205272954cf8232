"""Which place and date a figure speaks of.

Pure. A figure goes to the narrowest place its own clause names; without one, to the place the
text was speaking of. Limits: mentions come resolved from outside; a place nobody resolved
takes no figure of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Sentence, Token
from incidents.model import Mention, MentionRole, Place, Precision
from incidents.model.ports import Gazetteer

#: Capitals of countries whose attacks reports tell of, by the gazetteer's English name.
CAPITALS = frozenset(
    "Kyiv Moscow Kabul Baghdad Damascus Beirut Jerusalem Sanaa Khartoum Tripoli Mogadishu Tehran "
    "Islamabad Minsk Tbilisi Yerevan Baku Ankara Cairo Amman Riyadh Nairobi Abuja Bamako Niamey "
    "Ouagadougou Kinshasa Juba Bogotá Lima Manila Paris London Brussels Madrid Jakarta Dhaka "
    "Colombo Naypyidaw Kampala Maputo Bangui Yaoundé Quito Caracas Berlin Vienna Rome Athens "
    "Warsaw Doha Stockholm Oslo Lisbon Nicosia Sofia Belgrade Chişinău Kathmandu".split()
) | {"New Delhi", "Mexico City", "Addis Ababa", "Port-au-Prince", "N'Djamena"}

_LOCATIVE = frozenset(
    "in at on near of across around over outside inside hit into to from throughout "
    "targeting striking attacking shelled у в на по під біля близ near "
    "во под возле поблизу над".split()
)


def has_cue(words: Sequence[Token], lexicon: Lexicon, name: str) -> int | None:
    """Position of the first word that opens one of the named cues; None if there is none."""
    if name not in lexicon.opened.of(words):
        return None
    return lexicon.cues[name].first(words)


def mentions_of(
    sentence: Sentence,
    mentions: Sequence[Mention],
    starts: Sequence[int],
    role: MentionRole = MentionRole.PLACE,
) -> list[Mention]:
    """Named places of a sentence where something may have happened, or of another role.

    ``mentions`` in text order, ``starts`` where each of them begins.
    """
    first = bisect_left(starts, sentence.start)
    last = bisect_left(starts, sentence.end, lo=first)
    return [
        m
        for m in mentions[first:last]
        if m.role is role and m.place is not None and (m.place.placed or m.place.name is not None)
    ]


def contains(outer: Place, inner: Place, gazetteer: Gazetteer | None) -> bool:
    """Whether one place lies in another and is the narrower."""
    if is_site_in(inner, outer):
        return True
    if outer.precision.rank <= inner.precision.rank or outer.lat is None or inner.lat is None:
        return False
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if gazetteer is not None and outer.place_id and inner.place_id:
        same_unit = outer.precision is Precision.ADM1 and outer.adm1 == inner.adm1 is not None
        return same_unit or gazetteer.within(inner.place_id, outer.place_id)
    if outer.precision is Precision.COUNTRY:
        return outer.country is not None and outer.country == inner.country
    if outer.adm1 is None or outer.adm1 != inner.adm1:
        return False
    return outer.precision is Precision.ADM1 or _near(outer, inner)


def same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two resolutions are one place, however it was written ("Харків", "Харкові")."""
    if a is not None and b is not None and a.place_id and b.place_id:
        return a.place_id == b.place_id
    return a == b


def same_point(a: Place, b: Place) -> bool:
    """Whether a unit and a town are drawn at one point: the city that is a unit of its own."""
    return b.precision is Precision.SETTLEMENT and a.adm1 == b.adm1 and _CITY in (a.name or "")


_CITY = "City"


def is_site_in(inner: Place, outer: Place) -> bool:
    """Whether the inner is a site of which only the town is known, and this is the town."""
    known = outer.place_id is not None and inner.place_id is None and inner.name is not None
    same = inner.lat is not None and (inner.lat, inner.lon) == (outer.lat, outer.lon)
    return known and same and outer.precision.rank >= inner.precision.rank


def _near(outer: Place, inner: Place) -> bool:
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    return abs(outer.lat - inner.lat) < 0.3 and abs(outer.lon - inner.lon) < 0.5


def narrowest(found: Sequence[Mention], gazetteer: Gazetteer | None, text: str) -> list[Mention]:
    """Leave out places that another one of the row lies in."""
    kept: list[Mention] = []
    last: Mention | None = None
    for m in found:
        if m.place is None:
            continue
        before, last = last, m
        if before is not None and _in_of(before, m, text):
            continue
        if kept and _in_of(kept[-1], m, text):
            continue
        if any(o.place and o is not m and contains(m.place, o.place, gazetteer) for o in found):
            continue
        kept.append(m)
    return kept


def _in_of(narrow: Mention, wide: Mention, text: str) -> bool:
    """ "Urazovo in Valuysky district": the second place only locates the first."""
    between = text[narrow.end : wide.start]
    if narrow.place is None or wide.place is None:
        return False
    coarser = wide.place.precision.coarser_than(narrow.place.precision)
    inside = between.strip().casefold().startswith("in ") or between.strip() == "in"
    inside = inside or not narrow.place.placed or _OUTSIDE.fullmatch(between) is not None
    locates = _LOCATES.fullmatch(between) or _OUTSIDE.fullmatch(between)
    return (coarser or inside) and len(between) < _CLOSE and locates is not None


_CLOSE = 50
#: "Krasnogorsk, just outside Moscow": the second place only helps to find the first.
_OUTSIDE = re.compile(
    r"(?:,\s+|\s+)(?:just\s+|right\s+)?(?:outside|near|close\s+to|not\s+far\s+from|next\s+to|"
    r"on\s+the\s+(?:outskirts|edge)\s+of)\s+"
)
_LOCATES = re.compile(
    r"(?:\s+(?:district|area|suburb|neighbo[u]?rhood|camp|quarter|village|town|township))?,?\s*\(?"
    r"(?:an?\s+(?:[\w-]+\s+){0,3}(?:town|village|city|suburb|district|port|settlement)\s+)?"
    r"(?:(?:in|of|the|near|central|upper|lower|far|(?:north|south|east|west)[a-z-]*|"
    r"[^\W\d_]+['’]s|[A-Z][a-z]+-(?:occupied|held|controlled|administered|annexed|majority))\s+){0,6}",
    re.IGNORECASE,
)


def attached(
    end: int, located: Sequence[Mention], starts: Sequence[int], text: str
) -> Mention | None:
    """A place right behind a figure, though places in it follow with figures of their own.

    "Five were injured in the Donetsk region: three in Kostiantynivka and two in Pokrovsk".
    """
    for at, m in enumerate(located):
        if m.start < end:
            continue
        lead = text[end : m.start].strip().casefold()
        following = located[at + 1].start if at + 1 < len(located) else len(text)
        own = any(m.end <= s < following for s in starts)
        last = max((s for s in starts if s < end), default=end)
        before = [s for s in starts if s < last]
        own = own or (
            following == len(text)
            and any(o.start < last for o in located if before and o.start > before[-1])
        )  # "three died in Kostiantynivka and nine were hurt in the Donetsk region"
        return m if lead in {"in", "in the", "across", "across the", "near"} and own else None
    return None


def place_for(
    start: int, end: int, others: Sequence[int], places: Sequence[Mention], text: str
) -> Mention | None:
    """The mention a figure at ``start``-``end`` speaks of; ``others``: starts of later figures."""
    if not places:
        return None
    inside = [m for m in places if start < m.start < end and _located(text, m)]
    if len(inside) == 1:
        return inside[0]  # "the toll from the bombing in Mastung reached 59 after seven died in"
    beyond = sorted(o for o in others if o >= end)
    if beyond and text[end : beyond[0]].strip() == "and":
        beyond = beyond[1:]  # "four were killed and 15 wounded in Zafaraniyah"
    following = beyond[0] if beyond else len(text)
    after = [
        m
        for m in places
        if end <= m.start < following
        and ";" not in text[end : m.start]
        and _PART_OF.search(text, end, m.start) is None
        and _BESIDE.search(text, end, m.start) is None
        and _located(text, m)
        and m.start - end < 120
    ]
    if after and text[end : after[0].start].strip().casefold() in _RIGHT_BEFORE:
        return after[0]
    before = [m for m in places if m.end <= start]
    if after and before and _where_and_in(text, (before[-1].end, start), (end, after[0].start)):
        return before[-1]
    opening = [m for m in before if text[m.end : start].count(",") <= 4]
    if after and not (
        before and before[-1].end > start - 25 and not _CUT & set(text[before[-1].end : start])
    ):
        if opening and _opens(text, opening[0]):
            return opening[-1]
        return after[0]
    if before:
        return before[-1]
    if not after and _IN_ITS_OWN.search(text, end, places[0].start):
        return None  # "at 20 sites in seven districts; in Darnytskyi district a mall was hit"
    if not after and ":" in text[end:following] and following < places[0].start:
        return None  # "77 in all: eight in Oslo and 69 on Utoya"
    if not after and following < places[0].start and _CLAUSE.search(text, end, following):
        return None  # "21 were killed there, and 25 died near a site in Rafah"
    if not after and _PART_OF.search(text, end, places[0].start):
        return None
    return after[0] if after else places[0]


def _where_and_in(text: str, lead: tuple[int, int], behind: tuple[int, int]) -> bool:
    """ "Hit in Poltava, where three were hurt, and in Lviv": the three are of Poltava."""
    return bool(_WHERE.fullmatch(text, *lead) and _AND_IN.fullmatch(text, *behind))


_WHERE = re.compile(
    r"(?:\s+(?:regions?|oblast|province|districts?))?,\s+where\s+(?:[\w-]+\s+){0,3}"
)
_AND_IN = re.compile(r"[^.;:]*,\s+and\s+(?:also\s+)?(?:in|near|at)\s+(?:the\s+)?")
_IN_ITS_OWN = re.compile(r";\s+in\s+(?:the\s+)?$")
_CLAUSE = re.compile(r";|,\s+(?:and|while|but)\b|\band\s+that\b")
#: "Killing three people, as clashes went on in Sweida": told of another place.
_BESIDE = re.compile(r",\s+(?:as|while)\s|\band\s+that\b")
#: "22 deaths, 19 of them in Nairobi": the place of the part.
_PART_OF = re.compile(r"\w\s+of\s+(?:them|whom)\b|\bincluding\s+[\w-]+\s+in\s+$")
_CUT = frozenset(",;")
_RIGHT_BEFORE = frozenset(
    {"in", "near", "at", "on", "in the", "on the", "у", "в", "на", "біля", "под", "возле"}
)
_OPENING = frozenset(
    {"in", "in the city of", "in the", "at", "у", "в", "на", "у місті", "в місті", "у селі",
     "в селі", "у селищі", "в городе", "в селе", "в посёлке", "в поселке", "во"}
)  # fmt: skip


def _opens(text: str, mention: Mention) -> bool:
    """Whether the mention opens the sentence ("In Kharkiv, ...") and so rules it."""
    lead = text[max(0, mention.start - 30) : mention.start].rsplit(".", 1)[-1].strip().casefold()
    return lead in _OPENING


def _located(text: str, mention: Mention) -> bool:
    lead = text[max(0, mention.start - 40) : mention.start].split()
    return any(w.casefold().strip(",") in _LOCATIVE for w in lead[-4:])


def region_of(place: Place, gazetteer: Gazetteer | None) -> Place:
    """The first-level unit a place lies in; the place itself if nobody can tell."""
    if place.precision is Precision.ADM1 or gazetteer is None or not place.country:
        return place
    if place.adm1 is None:
        return place
    for unit in gazetteer.units(place.country, Precision.ADM1):
        if unit.adm1 == place.adm1:
            return unit
    return place

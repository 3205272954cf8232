"""Which places of a sentence something may have happened at.

Pure. Left out: datelines, bodies that speak ("Gaza's health ministry"), persons who bear a
place's name, and places something only came from or went to.
"""

from __future__ import annotations

import re
from itertools import pairwise

from incidents.extract.datelines import datelines, told_from
from incidents.extract.lexicon import Lexicon
from incidents.extract.named_sites import not_in_a_name
from incidents.extract.scope import CAPITALS, contains, mentions_of, narrowest, same_place
from incidents.extract.speakers import is_speaker
from incidents.extract.tokens import Sentence
from incidents.extract.unknown import unknown_places
from incidents.extract.visited import is_visited, without_left
from incidents.model import Mention, MentionRole, Place, Precision
from incidents.model.ports import Gazetteer

_MAYOR = re.compile(r"\bmayor\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\b(?:mayor|governor|head|regional|city|administration|authorities|council)\b", re.IGNORECASE
)


class Locator:
    """The mentions of one report, and those of them that tell where."""

    def __init__(
        self,
        text: str,
        mentions: tuple[Mention, ...],
        lexicon: Lexicon,
        gazetteer: Gazetteer | None,
    ) -> None:
        self.text = text
        unknown = unknown_places(text, mentions, lexicon)
        known = without_left(text, not_in_a_name(text, mentions, unknown))
        self.mentions = tuple(sorted((*known, *unknown), key=lambda m: m.start))
        self.datelines = datelines(text)
        self.head = told_from(text, self.mentions, self.datelines) or self._before_visited()
        self._starts = [m.start for m in self.mentions]
        self._gazetteer = gazetteer
        self._begin = len(text) - len(text.lstrip())
        self._speakers: dict[int, bool] = {}

    def _before_visited(self) -> Mention | None:
        """The first place of a text whose dateline is followed only by "31, from Chicago"."""
        leading = [m for m in self.mentions if m.role is MentionRole.PLACE and m.place
                   and m.place.placed and m.place.precision is not Precision.COUNTRY]  # fmt: skip
        told = next((m for m in leading if m.start not in self.datelines), None)
        if told is None or not is_visited(self.text, told):
            return None
        return next((m for m in leading if not is_visited(self.text, m)), None)

    def located(self, sentence: Sentence) -> list[Mention]:
        """Every mention of the sentence that does not speak, the wide ones too."""
        return [
            m for m in mentions_of(sentence, self.mentions, self._starts) if not self._speaks(m)
        ]

    def places(
        self, sentence: Sentence, *, focused: bool, at: Place | None = None
    ) -> list[Mention]:
        """The narrowest places of the sentence; ``focused``: the text speaks of one, ``at``."""
        found = mentions_of(sentence, self.mentions, self._starts)
        found = [m for m in found if not self._opens_dateline(m)]
        spoken = [m for m in found if self._speaks(m)]
        known = focused or len(spoken) < len(found)
        alone = len(spoken) == len(found)
        if spoken and (_in_his_area(sentence) or (alone and _points_there(sentence))):
            known = False  # "the head of Bokkos local government said 148 had died there"
        if len(spoken) == len(found) and at is not None:
            sources = mentions_of(sentence, self.mentions, self._starts, MentionRole.SOURCE)
            own = [m for m in spoken or sources if self._tells_of_own(m, at)]
            found, known = (own, False) if own else (found, known)
        found = [m for m in found if m not in spoken] if known else found
        found = self._with_teller(sentence, found, spoken) if _points_there(sentence) else found
        finer = [m for m in found if m.place and m.place.precision is not Precision.COUNTRY]
        text = self.text
        struck = [m for m in found if m not in finer and self._is_target(sentence, m, focused)
                  and not _is_based(text, m)]  # fmt: skip
        near = [m for m in finer if not _is_measured(text, m)] or finer
        kept = [m for m in near if not _is_aside(text, m) and not is_visited(text, m)] or struck
        cuts = [w.start for w in sentence.tokens if w.norm == ";"] if len(kept) > 1 else []
        parts = [[m for m in kept if a <= m.start < b] for a, b in pairwise([0, *cuts, _END])]
        return [m for part in parts for m in narrowest(part, self._gazetteer, self.text)]

    def _with_teller(
        self, sentence: Sentence, found: list[Mention], spoken: list[Mention]
    ) -> list[Mention]:
        """ "Officials in Kharkiv said 11 had died there and that a twelfth was in care in Kyiv"."""
        at = next((w.start for w in sentence.tokens if w.norm == "there"), sentence.start)
        sources = mentions_of(sentence, self.mentions, self._starts, MentionRole.SOURCE)
        told = [m for m in (*sources, *spoken) if m.place and m not in found
                and m.place.precision is not Precision.COUNTRY]  # fmt: skip
        last = max((m for m in (*found, *told) if m.end <= at), key=_start, default=None)
        return sorted([*found, *(m for m in told if m is last)], key=_start)

    def _speaks(self, mention: Mention) -> bool:
        if mention.start not in self._speakers:
            self._speakers[mention.start] = is_speaker(self.text, mention)
        return self._speakers[mention.start]

    def _tells_of_own(self, mention: Mention, at: Place) -> bool:
        """ "Sumy's mayor reported one dead", in a text that spoke of Kharkiv: of Sumy."""
        place, text = mention.place, self.text
        said = text[max(0, mention.start - _NEAR) : mention.end + _NEAR]
        if place is None or place.precision is Precision.COUNTRY or place.name in CAPITALS:
            return False
        if _LOCAL.search(said) is None or place.country != at.country or same_place(place, at):
            return False
        if contains(place, at, self._gazetteer) or contains(at, place, self._gazetteer):
            return False
        return _MAYOR.search(said) is not None or None is not place.adm1 != at.adm1 is not None

    def _opens_dateline(self, mention: Mention) -> bool:
        """ "KYIV, Aug. 26 -": where it was written, not what was hit."""
        if mention.start in self.datelines:
            return True
        if mention.start - self._begin > _HEAD:
            return False
        head = self.text[self._begin : mention.start].strip()
        tail = self.text[mention.end : mention.end + 30]
        if "\n" in head or len(head) > 20:
            return False
        sign = min((tail.find(s) for s in (" - ", " – ", " — ", "--") if s in tail), default=-1)
        return (sign >= 0 and mention.text.isupper()) or tail.startswith(
            (" (AP)", " (Reuters)", " (AFP)")
        )

    def _is_target(self, sentence: Sentence, mention: Mention, focused: bool) -> bool:
        following = self.text[mention.end : mention.end + 12].casefold()
        if following.lstrip("'’s ").startswith("capital"):
            return False
        if _ATTACKING.match(self.text, mention.end) is not None:
            return False
        before = [w.norm for w in sentence.tokens if w.end <= mention.start][-3:]
        if focused and before[-1:] and _PART_OF_LAND.fullmatch(before[-1]):
            before.pop()  # "in northern Syria"
        return bool(before) and before[-1] in _TOWARDS


_END = 10**9
_HEAD = 60
_NEAR = 40  # characters beside a name in which its office is told


def _is_based(text: str, mention: Mention) -> bool:
    """ "A war monitor based in Britain", "a rights group in London"."""
    return _BASED.search(text, max(0, mention.start - _NEAR), mention.start) is not None


#: "Killed in Russia's latest missile attack on Ukraine": who attacked, not where.
_ATTACKING = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,4}?(?:attacks?|strikes?|raids?|airstrikes?|bombardment|bombing|"
    r"shelling|barrage|assault|offensive|invasion|campaign)\s+(?:on|of|against)\b"
)
_BASED = re.compile(
    r"\b(?:based|monitor|group|organi[sz]ation|charity|ngo|think\s+tank)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_aside(text: str, mention: Mention) -> bool:
    """A place that only tells where something came from, went to, or who came along."""
    if text.startswith(" alone", mention.end):
        return False  # "16 deaths, from the village of Mushu alone"
    near = _CITY_OF.sub("", text[max(0, mention.start - _NEAR) : mention.start].casefold())
    lead = near.split()[-5:]
    if not lead:
        return False
    if lead[-1] in {"toward", "towards"}:
        return _FIRED.search(text, max(0, mention.start - 2 * _NEAR), mention.start) is None
    if _CLINIC.match(text, mention.end) and lead[-1] in {"a", "the"} and lead[-2:-1] != ["on"]:
        return not any(w in _STRUCK for w in lead)
    if any(w in _BESIDE for w in lead[-4:]):
        return True
    if lead[-1] == "in" and len(lead) > 1 and lead[-2] in _CARE:
        far = text[max(0, mention.start - 60) : mention.start].casefold().split()[-8:-2]
        return not any(w in _STRUCK for w in lead[:-2]) and _ATTACKED.isdisjoint(far)
    if lead[-1] == "by" and any(w in _INSTALLED for w in lead):
        return True
    if lead[-1] == "with" and "border" in lead:
        return True
    if lead[-1] == "to":
        return len(lead) > 1 and lead[-2] not in _HURT_TO
    begin = max(0, mention.start - 2 * _NEAR)
    if lead[-1] == "in" and _DIED_LATER.search(text, begin, mention.start) is not None:
        return True
    of = lead[-1] in {"in", "of", "near", "the"}
    if of and _CAME_FROM.search(text, max(0, mention.start - 40), mention.start) is not None:
        return True
    return lead[-1] in _FROM and not any(w in {"sounds", "reported", "parts"} for w in lead)


#: "Hospitals in the city of Saada": as "in Saada".
_CITY_OF = re.compile(r"(?<=\bin )the (?:city|town|capital|district|nearby city) (?:of )?(?=$)")
#: "Fired eight rockets from Rafah toward Tel Aviv": what was fired at.
_FIRED = re.compile(r"\b(?:fired|launched|lobbed)\b", re.IGNORECASE)


#: "Has died in a Kyiv clinic": where somebody was treated.
_CLINIC = re.compile(r"\s+(?:\w+\s+)?(?:clinic|hospital|morgue|burns?\s+(?:unit|centre|center))\b")


def _in_his_area(sentence: Sentence) -> bool:
    """ "The chairman of Bokkos local government said 113 bodies had been found in his area"."""
    return any(a in _OWN and b in _AREAS for a, b in pairwise(w.norm for w in sentence.tokens))


def _start(mention: Mention) -> int:
    return mention.start


def _points_there(sentence: Sentence) -> bool:
    """ "148 had died there", not "there were no injured"."""
    pairs = pairwise([*(w.norm for w in sentence.tokens), ""])
    return any(a == "there" and b not in _BE for a, b in pairs)


_OWN = frozenset("his her its their".split())
_AREAS = frozenset("area district town village county territory municipality commune".split())
_BE = frozenset("was were is are has have had would could will may might".split())
_TOWARDS = frozenset("at in on across against over у в на по над через".split())
_PART_OF_LAND = re.compile(r"(?:north|south)?-?(?:east|west|north|south)ern|central")
_FROM = frozenset(
    "from toward towards з із зі від из со от бік напрямку сторону направлении".split()
)
_CARE = frozenset("care hospital hospitals clinic clinics morgue headquarters based".split())
_STRUCK = frozenset("on hit struck targeted bombed at shelled attacked".split())
_ATTACKED = frozenset(
    "attack attacks strike strikes hit struck bombed shelled attacked targeted bombing".split()
)
_INSTALLED = frozenset("installed appointed backed held occupied claimed named controlled".split())
_BESIDE = frozenset("borders bordering counting excluding".split())
#: What harm does "to" a place; anything else only goes there ("the express to Peshawar").
_HURT_TO = frozenset(
    "damage destruction harm close next near adjacent nearest neighbouring spread blow due thanks "
    "belonging moved according spread extended happened threat".split()
)
#: "After seven more of the wounded died overnight in Quetta": where they were treated.
_DIED_LATER = re.compile(
    r"\b(?:wounded|injured|wounds|injuries|burns)\b[^.,;]{0,30}\b(?:died|succumbed|dying)\b"
    r"(?:\s+\w+){0,3}\s+in\s+$",
    re.IGNORECASE,
)
#: "Two attackers, who came from villages in the West Bank".
_CAME_FROM = re.compile(
    r"\bfrom\s+(?:the\s+|a\s+|an\s+)?(?:[\w-]+\s+){1,3}(?:in|of|near)\s+(?:the\s+)?$", re.IGNORECASE
)


_MEASURED = re.compile(
    r"(?:\d|\bkm|kilomet\w+|miles?)\s+(?:(?:north|south|east|west)[a-z-]*\s+)?(?:of|from)\s+(?:the\s+)?$"
    r"|(?:north|south|east|west)[a-z-]*\s+of\s+(?:the\s+)?$"
    r"|\b(?:next|close|adjacent)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_measured(text: str, mention: Mention) -> bool:
    """ "Jamundi, 25 km south of Cali": the second only helps to find the first."""
    begin = max(0, mention.start - 40)
    told = text[begin : mention.start].rstrip().casefold().endswith(_OF)
    return told and _MEASURED.search(text, begin, mention.start) is not None


#: What a distance ends in: few names have one of these before them.
_OF = ("of", "from", "to", "the")

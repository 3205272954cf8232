"""Places somebody visited, spoke in, was treated in or came from, where nothing happened. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.model import Mention, MentionRole, Precision

_REACH = 80
_IN = r"\s+(?:in|at)\s+(?:the\s+|nearby\s+|neighbouring\s+){0,2}$"
#: "Said on Sunday after visiting survivors in Maiduguri"; not "met victims of the attack in ...".
_VISITED = re.compile(
    r"\b(?:visit(?:ed|ing|s)?|speak(?:s|ing)|spoke|addressing|meeting|met|tour(?:ed|ing)|"
    r"consol(?:ed|ing)|comfort(?:ed|ing))\b(?P<whom>[^.;,:]{0,40})" + _IN,
    re.IGNORECASE,
)
_ATTACK = re.compile(
    r"\b(?:attack|strike|blast|explosion|bombing|shooting|site|scene|kill\w*|hit|struck)",
    re.IGNORECASE,
)
#: "Named the attacker as Joel Cauchi, 40, of Queensland".
_OF_AGE = re.compile(r",\s\d{1,2},\s(?:of|from)\s(?:the\s)?$")
#: "Staff at Al-Aqsa Martyrs Hospital in nearby Deir al-Balah": where they count.
_STAFF = re.compile(
    r"\b(?:according\s+to|doctors?|medics?|staff|director|officials?|sources?|workers)\b"
    r"[^.;,:]{0,50}\b(?:hospital|clinic|morgue|infirmary)" + _IN,
    re.IGNORECASE,
)
#: "A spokesman said in Zamboanga.": where it was told, if nothing follows of which it tells.
_TOLD = re.compile(
    r"\b(?:said|told\s+(?:[\w-]+\s+){1,4}?|announced)\s*(?:(?:on\s+)?[A-Z][a-z]+day\s+)?\bin\s+$"
)
_ENDS = re.compile(r"(?:\s+on\s+[A-Z][a-z]+day)?\s*(?:[.;]|\Z)")
#: "Two remain in a grave state in San Pedro Sula".
_LYING = re.compile(
    r"\b(?:(?:remain(?:s|ed)?|are|were|was|is)\b[^.;,]{0,30}\b(?:condition|state|care|coma)"
    r"|(?:treated|hospitali[sz]ed|recovering|convalescing)\b[^.;,]{0,20})\s+in\s+$",
    re.IGNORECASE,
)
#: "Many were moved to Quetta", "the bomber was caught in a house in Poltava".
_MOVED = re.compile(
    r"\b(?:were|was|been|being)\s+(?:\w+\s+)?(?:moved|transferred|shifted|rushed|airlifted|sent)"
    r"\s+to\s+(?:the\s+)?$"
    r"|\b(?:(?:was|were|been)\s+(?:caught|captured)|arrested|detained)\b[^.;,:]{0,50}\sin\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: "In hospitals in Bajaur, Timergara and Peshawar": the list goes on.
_LISTED = re.compile(
    r"\b(?:hospitals?\s+in|clinics?\s+in|(?:taken|flown|driven|brought|moved)\s+to)\s+"
    r"(?:[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?(?:,\s+(?:and\s+)?|\s+and\s+)){1,6}$"
)

#: "As thousands tried to leave the Donbas": what they fled.
_LEFT = re.compile(
    r"\b(?:as|while|where)\s+(?:tens\s+of\s+)?(?:thousands|hundreds|dozens|crowds|civilians|"
    r"residents|families|people|many)\b[^.;]{0,40}\bto\s+(?:leave|flee|escape)\s+(?:the\s+)?$"
)


def without_left(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions without places people only wanted to leave, if others are named."""
    left = [m for m in mentions if _LEFT.search(text, max(0, m.start - _REACH), m.start)]
    finer = (m for m in mentions if m not in left and m.role is MentionRole.PLACE and m.place
             and m.place.precision is not Precision.COUNTRY)  # fmt: skip
    return [m for m in mentions if m not in left] if left and any(finer) else mentions


def is_visited(text: str, mention: Mention) -> bool:
    """Whether the words before a place only tell who came there, or from there."""
    lead = text[max(0, mention.start - _REACH) : mention.start]
    if any(shape.search(lead) is not None for shape in (_OF_AGE, _STAFF, _MOVED, _LYING)):
        return True
    if _TOLD.search(lead) is not None and _ENDS.match(text, mention.end) is not None:
        return True
    treated = _LISTED.search(lead)
    if treated is not None and _ATTACK.search(lead, 0, treated.start()) is None:
        return True
    found = _VISITED.search(lead)
    return found is not None and _ATTACK.search(found["whom"]) is None

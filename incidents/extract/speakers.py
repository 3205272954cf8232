"""Places that speak and are no places: "Gaza's health ministry", "the head of Poltava region".

Pure. So are persons who bear a place's name and hospitals that count their patients.
"""

from __future__ import annotations

import re

from incidents.extract.scope import CAPITALS
from incidents.model import Mention

_NEAR = 40  # characters beside a name in which its office is told
_SURNAME = re.compile(r"\s+[A-Z][\w'’-]+")
_TITLES = frozenset(
    "mayor governor minister president spokesman spokeswoman spokesperson chief head general "
    "colonel captain major commander prosecutor mr mrs ms dr doctor leader official".split()
)
#: What stands behind a place that speaks: "Gaza's health ministry", "Donetsk regional governor".
_BODY = re.compile(
    r"(?:['’]s)?\s+(?:(?:region|regional|city|state|province|provincial|oblast|military|civil|"
    r"health|defen[cs]e|interior|emergency|foreign|prime|air|local|police|district|zonal|acting|"
    r"Hamas-run|Houthi-run|state-run)(?:['’]s)?\s+){0,3}"
    r"(?:ministry|minister|governor|mayor|sheriff|officials?|authorities|police|prosecutors?|army|military|"
    r"administration|government|president|health officials|defen[cs]e|spokesman|spokeswoman|"
    r"spokesperson|service|force|head|council|chief|media|office(?=\s+(?:said|says|counted|reported)\b))\b(?!\s+(?:station|compound|academy|"
    r"post|headquarters|base|building|checkpoint|convoy|camp|barracks|school))",
    re.IGNORECASE,
)


#: "Once Fano militiamen had withdrawn": whose men they are, or a group's name.
_MEN = re.compile(
    r"\s+(?:militia|militiam[ae]n|militants|fighters|rebels|insurgents|gunmen|guerrillas|loyalists|"
    r"separatists|cartel|gang)\b"
)


#: "The head of Poltava region": a body named before its place.
_BODY_OF = re.compile(
    r"\b(?:head|governor|mayor|chief|leader|administration|authorities|police|prosecutors?|"
    r"prosecutor['’]s\s+office|officials|council|department|room|committee|spokes\w+|"
    r"minist(?:ry|er)\s+of\s+(?:public\s+)?[a-z]\w+)\s+(?:of|for|in)\s+"
    r"(?:the\s+)?(?:nearby\s+)?(?:city\s+of\s+)?$",
    re.IGNORECASE,
)
#: What the words before end in, where such a body is named.
_OF_OR_IN = ("of", "for", "in", "the", "nearby")
_SAYS = re.compile(r"\s+(?:said|says|told|announced|confirmed|claimed|denied)\b")


#: "The Benue State University Teaching Hospital confirmed": a name that holds a place's.
_INSTITUTION = re.compile(
    r"(?:\s+[A-Z][\w-]+){0,3}\s+(?:Hospital|Clinic|University|College)\s+(?:has\s+)?"
    r"(?:said|says|confirmed|reported|counted|received|admitted|treated|announced|told)\b"
)


_CLINICS = r"\b(?:hospital|clinic|morgue|medical\s+(?:centre|center|complex))"
_HOSPITAL = re.compile(rf"{_CLINICS}\b", re.IGNORECASE)
_HOSPITAL_IN = re.compile(rf"{_CLINICS}\s+in\s+(?:the\s+)?$", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:doctors?|medics?|surgeons?|nurses?|directors?|managers?|staff|officials?|sources?)\s+"
    r"(?:at|of|from|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:\s+in\s+[A-Z][\w' -]{1,40}?)?,?\s+(?:has\s+|had\s+)?(?:said|says|counted|reported|"
    r"received|recorded|registered|admitted|put|gave|told|listed|confirmed|took\s+in)\b"
)


#: "Moscow blamed", "Kyiv has not commented": a capital that stands for its government.
_STATES = re.compile(
    r"\s+(?:has\s+|had\s+|did\s+)?(?:not\s+|also\s+|later\s+|immediately\s+)*(?:comment(?:ed)?|blame[sd]?|"
    r"accuse[sd]?|reject(?:s|ed)?|insist(?:s|ed)?|acknowledge[sd]?|admit(?:s|ted)?|respond(?:s|ed)?|"
    r"denie[sd]|deny|vow(?:s|ed)|regards?|considers?|call(?:s|ed)|promise[sd]|maintains?|spoke)\b"
)


_AGED = re.compile(r",\s\d{1,2}(?:,|\s(?:and|was|were|died)\b|\))")  # "Stanislav, 8, were killed"


def is_speaker(text: str, mention: Mention) -> bool:
    """ "Gaza's health ministry", "six-year-old Sofia": who counts, or a person's name."""
    before = text[max(0, mention.start - 16) : mention.start].casefold().rstrip()
    lead = text[max(0, mention.start - _NEAR) : mention.start]
    if before.endswith(_OF_OR_IN) and _BODY_OF.search(lead) is not None:
        return True
    if _AGED.match(text, mention.end) is not None:
        return True
    if before.endswith("year-old") or _BODY.match(text, mention.end) is not None:
        return True
    capital = mention.place is not None and mention.place.name in CAPITALS
    if capital and _STATES.match(text, mention.end) is not None:
        return True
    if _MEN.match(text, mention.end) or _SAYS.match(text, mention.end):
        return True
    if _INSTITUTION.match(text, mention.end) or _counts_patients(text, mention):
        return True
    surname = _SURNAME.match(text, mention.end) is not None
    return surname and before.rsplit(" ", 1)[-1] in _TITLES


def _counts_patients(text: str, mention: Mention) -> bool:
    """ "Al-Aqsa Hospital in Deir al-Balah counted 33 dead": a clinic, and the town it is in."""
    clinic = _HOSPITAL.search(mention.text) is not None
    if not clinic and _COUNTS.match(text, mention.end) is None:
        return False
    lead = text[max(0, mention.start - _NEAR) : mention.start]
    if clinic and _STAFF.search(lead) is not None:
        return True  # "a doctor at al-Awda hospital said"
    counts = _COUNTS.match(text, mention.end) is not None
    return counts and (clinic or _HOSPITAL_IN.search(lead) is not None)

"""Places a text names that the gazetteer does not know: "the Russian port of Ust-Luga".

Pure. Only what the words themselves call a settlement is taken; such a place has a name and no
point, so that its figures do not fall to the place spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.model import Mention, Place, Precision

_NAMED = re.compile(
    r"\b(?:town|village|city|port|settlement|suburb|municipality|township|hamlet)\s+of\s+"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,2})"
)


_UNIT = re.compile(
    r"\b(?:in|of|at|near|across|on|hit|struck)\s+(?:the\s+)?(?:[A-Z][^\W\d_]+['’]s\s+)?"
    r"(?:(?:north|south|east|west|central)[a-z-]*\s+)?"
    r"((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,2})\s+"
    r"(district|province|region|county|township|governorate|state|oblast)\b"
)
_EXPECTED = {"district": Precision.ADM2, "county": Precision.ADM2, "township": Precision.ADM2}


def unknown_places(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions without a point for settlements nobody resolved, in text order."""
    taken = [(m.start, m.end) for m in mentions if m.place is not None]
    found = []
    for match in (*_NAMED.finditer(text), *_UNIT.finditer(text)):
        start, end = match.span(1)
        if any(a < end and start < b for a, b in taken):
            continue
        name = text[start:end]
        place = Place(
            name=name,
            precision=Precision.UNKNOWN,
            toponym=name,
            country=_country(start, mentions),
            expected=_expected(match),
        )
        found.append(Mention(start, end, name, place))
    return tuple(sorted(found, key=lambda m: m.start))


def _expected(match: re.Match[str]) -> Precision:
    unit = match.group(2) if match.re is _UNIT else None
    return _EXPECTED.get(unit, Precision.ADM1) if unit else Precision.SETTLEMENT


def _country(start: int, mentions: Sequence[Mention]) -> str | None:
    """The country whose name stands right before: "Pakistan's Balochistan province"."""
    near = [m for m in mentions if m.place is not None and 0 <= start - m.end <= _BESIDE]
    return near[-1].place.country if near and near[-1].place else None


_BESIDE = 4

"""Units named without their unit word: "Clay and Grant counties", "Курской и Брянской областей"."""

from __future__ import annotations

import re

from incidents.geocode import words
from incidents.geocode.demonyms import cyrillic
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.model import Precision

_REGIONS = re.compile(r"^[^.!?]*\bобласт(?:ях|ей|ям|ями|і)\b")
_COUNTIES = re.compile(
    r"^(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)*,? and [A-Z]\w+(?: [A-Z]\w+)? counties\b|^ counties\b"
)
#: The form of the unit word that an adjective in an oblique case stands before, by folded endings.
_UNIT_OF = (("ои", "области"), ("еи", "области"), ("іи", "області"), ("оі", "області"),
            ("ку", "область"))  # fmt: skip
_OBLIQUE = tuple(ending for ending, _ in _UNIT_OF)
#: "Сім областей, зокрема Харківська та ...": the unit stands before the list.
_REGIONS_LISTED = re.compile(
    r"\bобласт(?:ях|ей|ям|ями|і|и)\b[^.!?;]{0,25}(?:зокрема|серед них|у тому числі|"
    r"в тому числі|включно з|в том числе|среди них|включая|а саме|:)[^.!?;]{0,60}$"
)


def listed_region(reading: Reading, i: int) -> Span | None:
    """Read "Курской и Брянской областей" as regions, and no village called Курская."""
    token = reading.tokens[i]
    if not token.capital or not token.key.endswith(_OBLIQUE):
        return None
    follows = reading.after(i)
    return None if follows and follows.key in words.UNITS else adjective(reading, i)


def county(reading: Reading, i: int) -> Span | None:
    """A county by its bare name in a list ("Clay, Grant and Otter Tail counties")."""
    token = reading.tokens[i]
    if not _COUNTIES.match(reading.text[token.end : token.end + 160]):
        return None
    found = reading.index.lookup(f"{token.text} County")
    if not found:
        return None
    return Span(
        start=token.start, end=token.end, first=i, last=i, name=f"{token.text} County",
        candidates=tuple(found), kind=Precision.ADM2, sure=0.9,
    )  # fmt: skip


def adjective(reading: Reading, i: int) -> Span | None:
    """A region by its adjective alone in a list ("у Харківській та Сумській областях")."""
    token = reading.tokens[i]
    if not cyrillic(token.text):
        return None
    after, before = reading.text[token.end : token.end + 120], reading.text[: token.start][-90:]
    if not (_REGIONS.search(after) or _REGIONS_LISTED.search(before)):
        return None
    unit = next((u for end, u in _UNIT_OF if token.key.endswith(end)), "область")
    found = reading.index.lookup(f"{token.text} {unit}")
    if not found:
        return None
    return Span(
        start=token.start, end=token.end, first=i, last=i, name=token.text,
        candidates=tuple(found), kind=Precision.ADM1, sure=0.9,
    )  # fmt: skip

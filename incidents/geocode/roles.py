"""What a toponym does in its sentence: where it happened, who speaks, where it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.geocode import words
from incidents.geocode.persons import names_a_body
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.model import MentionRole, Precision

_WIDE = (Precision.COUNTRY,)
_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)[\s-]*(?:km|kilomet(?:er|re)s?|miles?|км|кілометр\w*|километр\w*)\b"
    r"[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_LAUNCHED = re.compile(
    r"\b(?:launched|fired|flew|came|coming|flown|запущен\w*|випущен\w*|выпущен\w*)\s+(?:\w+\s+){0,2}"
    r"(?:from|з|із|из|с)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
#: Words that end a launch: what has none of them right before needs no longer look.
_FROM = frozenset(["from", "з", "із", "из", "с"])
_BORDER = re.compile(r"^(?:'s|’s)?\s+(?:border|frontier|кордон\w*|границ\w*)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"^(?:\s+(?:also|has|had|have|again|later|then|earlier))?\s+([^\W\d_]+)")
_BY = re.compile(r"\b(?:by|against|with|між|with)\s+(?:the\s+)?$", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[\s,]*(?:[\w. ]{0,20},?\s*)?(?:\d{4}\s*)?(?:\([^)]{1,30}\)\s*)?(?:--|[-–—])\s"
)
#: "За 10 км від Херсона", "В 10 км от Херсона": where it happened, and no way gone from there.
_PLACED_AT = re.compile(r"^[^а-яіїєґ]*(?:за|в|у)\s+\d", re.IGNORECASE)
_OF_BODY = re.compile(r"([^\W\d_]+)\s+(?:of\s+)?(?:the\s+)?$")
_MILE_KM = 1.609344


def with_role(  # noqa: PLR0911 - one role a line, in order of force
    reading: Reading, span: Span
) -> Span:
    """The span with its role and any stated distance."""
    before = reading.text[max(0, span.start - 60) : span.start]
    after = reading.text[span.end : span.end + 60]
    distance = _DISTANCE.search(before) if _DIGIT.search(before) else None
    if _BORDER.match(after):
        return replace(span, role=MentionRole.ORIGIN)
    if not _FROM.isdisjoint(before.casefold().rsplit(maxsplit=2)[-2:]) and _LAUNCHED.search(before):
        return replace(span, role=MentionRole.ORIGIN)
    if span.fixed or not span.candidates:
        return span
    if _is_dateline(reading, span, after):
        return replace(span, role=MentionRole.SOURCE)
    if distance and not span.kind:
        lead = before[: distance.start()][-4:] + distance[0]
        return replace(span, near_km=_km(distance), role=_distance_role(lead))
    if _speaks(reading, span, before, after):
        return replace(span, role=MentionRole.SOURCE)
    if names_a_body(reading, span):
        return replace(span, role=MentionRole.OTHER)
    return replace(span, role=MentionRole.OTHER) if _mere_country(reading, span, after) else span


def with_listed_speakers(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Who stands in a list before a speaker speaks too ("China, Turkey and Georgia called")."""
    out = list(spans)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        between = reading.text[left.end : right.start]
        speaks = right.role is MentionRole.SOURCE and not right.fixed
        before = reading.before(left.first)
        free = before is None or before.key not in words.LOCATIVE
        if speaks and free and _LIST.fullmatch(between) and left.role is not MentionRole.ORIGIN:
            out[i] = replace(left, role=MentionRole.SOURCE)
    return out


_LIST = re.compile(r",? (?:and )?|,? (?:та|і|й|и) ")


def _mere_country(reading: Reading, span: Span, after: str) -> bool:
    """Whether a country is only spoken of: not said to be where, nor what was hit."""
    if span.kind is not None or span.candidates[0].precision is not Precision.COUNTRY:
        return False
    before = reading.token(span.first - 1)
    if before is not None and before.key == "the":
        before = reading.token(span.first - 2)
    if before is not None and before.key in words.LOCATIVE:
        return _ADJECTIVE.match(reading.text[span.start : span.end + 12]) is not None
    address = (
        reading.text[: span.start].endswith(", ") and reading.token(span.first - 1) is not None
    )
    if address and reading.tokens[span.first - 1].capital:
        return False  # "Peshawar, Pakistan": a part of where it was
    return not after.startswith(("'s", "’s", ","))


#: "U.S. pressure": the short form stands for the adjective.
_ADJECTIVE = re.compile(
    r"^(?:U\.?S\.?|U\.?K\.?|EU|UN)\s+(?!and\b|or\b|in\b|on\b|at\b|since\b|after\b)[a-z]{3,}"
)


def _km(distance: re.Match[str]) -> float:
    number = float(distance[1].replace(",", "."))
    return round(number * (_MILE_KM if "mile" in distance[0].casefold() else 1.0), 1)


def _distance_role(words_before: str) -> MentionRole:
    """Tell "20 km north of X", about there, from "30 km from X", somewhere else."""
    if _PLACED_AT.match(words_before):
        return MentionRole.PLACE
    away = re.search(r"\b(?:from|від|до|от)\s+(?:the\s+)?$", words_before, re.IGNORECASE)
    return MentionRole.ORIGIN if away else MentionRole.PLACE


def _is_dateline(reading: Reading, span: Span, after: str) -> bool:
    token = reading.tokens[span.first]
    line_start = span.first == 0 or "\n" in reading.gap(span.first - 1)
    return (
        line_start and token.text.isupper() and len(token.text) > 2 and bool(_DATELINE.match(after))
    )


def _is_body(reading: Reading, i: int, beside: bool) -> bool:
    """Whether token i, right beside the name, is (or begins) a body that acts."""
    token = reading.token(i)
    if token is None or not beside or token.key not in words.BODIES:
        return False
    if token.key not in words.HALF_BODIES:
        return True
    after = reading.after(i)
    return after is not None and after.key in words.BODIES


def _speaks(  # noqa: PLR0911 - one sign of a speaker a line
    reading: Reading, span: Span, before: str, after: str
) -> bool:
    if span.kind is not None:
        return False
    wide = any(p.precision in _WIDE for p in span.candidates[:2])
    seat = (
        span.candidates[0].precision is Precision.SETTLEMENT
        and reading.index.weight(span.candidates[0]) > 6
    )
    body = _OF_BODY.search(before) if " of " in before else None
    if body and " of " in body[0] + " " and body[1].casefold() in words.BODIES_OF:
        return True
    follows = reading.after(span.last)
    if after[:2] in ("'s", "’s"):
        following = re.match(r"^['’]s\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?", after)
        bodies = {w.casefold() for w in following.groups() if w} if following else set()
        return bool(bodies & words.BODIES) and (wide or seat or "mayor" in bodies)
    if after[:1] == "-" and re.match(r"^-(?:backed|based|led|run|made|controlled|aligned)", after):
        return True
    if _is_body(reading, span.last + 1, follows is not None) and not _PLACED.search(before):
        return True
    if wide and follows is not None and follows.key in words.DEEDS:
        return True
    if not (wide or seat):
        return False
    if _BY.search(before) and wide:
        return True
    speaks = _SPEAKS.match(after)
    local = span.candidates[0].precision is not Precision.COUNTRY
    if local and _COUNTS_OWN.match(after) is not None:
        return False
    return bool(speaks) and speaks[1].casefold() in words.AGENT_VERBS  # type: ignore[index]


#: "Kharkiv reported two wounded": its own, and no more than a count follows.
_COUNTS_OWN = re.compile(
    r"^\s+(?:also\s+)?reported\s+(?:(?:at\s+least|about|some|around|more\s+than|over)\s+)?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:people\s+)?"
    r"(?:dead|killed|wounded|injured|hurt|deaths?|injuries)\b(?!\s+(?:in|at|near)\b)",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|at|near|on|across|throughout|у|в|на)\s+(?:the\s+)?$", re.IGNORECASE)

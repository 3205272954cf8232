"""Counts of a span of time: "in the past two months", "this year". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.tokens import Token


def this_year(norms: Sequence[str]) -> bool:
    """ "The number of deaths this year to 5,350, with 2,150 injured", not "the worst this year"."""
    at = next((k for k, pair in enumerate(pairwise(norms)) if pair in _THIS), None)
    lead = set(norms[:at]) if at is not None else set()
    return not lead.isdisjoint(COUNTED) and lead.isdisjoint(_COMPARES)


_THIS = frozenset({("this", "year"), ("this", "month")})
COUNTED = frozenset("number toll total tally count".split())


def over_a_span(words: Sequence[Token], first: int, last: int) -> bool:
    """ "Five judges have been killed in two months", "over the past twelve days they killed".

    Not "the deadliest strike in two months killed 12", which says how this one compares.
    """
    before = " ".join(w.norm for w in words[max(0, first - _BEFORE_SPAN) : first])
    after = " ".join(w.norm for w in words[last : last + _AFTER_SPAN])
    found = _OPENS_SPAN.match(before) if first <= _BEFORE_SPAN else None
    found = found or _LAST_SPAN.search(before) or _THEN_SPAN.match(after)
    lead = before[: found.start()] if found is not None and found.string is before else ""
    return found is not None and _COMPARES.isdisjoint(lead.split()[-_NEAR_LEAD:])


_BEFORE_SPAN, _AFTER_SPAN, _NEAR_LEAD = 12, 10, 4
_COMPARES = frozenset(
    "deadliest worst biggest largest heaviest bloodiest first second third fourth fifth latest "
    "another most such only".split()
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several)"
_LONG = (
    r"(?:(?:in|over|during|within)\s+(?:the\s+)?(?:(?:past|last)\s+)?"
    rf"(?:{_NUMBER}\s+(?:weeks|months|years)|a\s+(?:month|year))\b"
    rf"|(?:in|over|during)\s+the\s+{_NUMBER}\s+(?:days|weeks|months|years)\s+"
    r"(?:to|until|till|before|up|since|ending|that)\b)"
)
_PAST = rf"(?:in|over|during)\s+the\s+(?:past|last)\s+{_NUMBER}\s+(?:days|weeks|months|years)\b"
_MONTH = (
    r"(?:during|in)\s+(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\s+alone\b"
)
_OPENS_SPAN = re.compile(rf"(?:\w+\s+)?(?:{_LONG}(?!\s+(?:ago|of\s+age))|{_PAST}|{_MONTH})")
_LAST_SPAN = re.compile(rf"\b(?:{_PAST}|{_MONTH})")
_THEN_SPAN = re.compile(
    rf"(?:(?:in|at|near|across)\s+(?:the\s+)?\w+\s+)?(?:{_LONG}(?!\s+(?:ago|of\s+age))|{_PAST}|{_MONTH})"
)

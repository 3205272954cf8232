"""Unit words: "Kharkiv region", "Bucha and Brovary districts", "regions, including Sumy"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.geocode import words
from incidents.geocode.names import fold
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.model import Precision

_AND = frozenset({"and", "or", "та", "і", "й", "и", "або", "или"})
#: "the state of Washington", "the province of Idlib": the unit word before its name.
_UNIT_OF = re.compile(
    r"\b(?:state|region|province|oblast|governorate|prefecture)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_STATE_AFTER = frozenset({"state"})


def with_units(reading: Reading, spans: list[Span]) -> list[Span]:
    """Give each span the kind its unit word asks for, lists included."""
    out: list[Span] = []
    taken = 0
    lists = _Lists.of(reading, spans)
    for number, plain in enumerate(spans):
        if plain.first < taken:
            continue
        span = _as_state(reading, plain)
        after = reading.after(span.last)
        kind = words.UNITS.get(after.key) if after else None
        if kind is None:
            kind = span.kind or lists.after[number] or _announced_kind(reading, lists, number)
            out.append(replace(span, kind=kind) if kind else span)
            continue
        if after is None:
            continue
        plural = after.key in words.PLURAL_UNITS
        out.append(
            replace(span, kind=kind, sure=1.0)
            if plural
            else replace(span, kind=kind, sure=1.0, end=after.end, last=span.last + 1)
        )
        taken = span.last + 1
    return out


def _as_state(reading: Reading, span: Span) -> Span:
    """The unit itself where it is said to be one: "Washington state", "the province of Idlib"."""
    units = tuple(p for p in span.candidates if p.precision is Precision.ADM1)
    if not units or span.fixed:
        return span
    after = reading.after(span.last)
    before = reading.text[max(0, span.start - 24) : span.start]
    said = after is not None and after.key in _STATE_AFTER and _ends_there(reading, span.last + 1)
    if not said and not _UNIT_OF.search(before):
        return span
    return replace(span, candidates=units, kind=Precision.ADM1, sure=1.0)


def _ends_there(reading: Reading, i: int) -> bool:
    """Whether a capital "State" closes the name: "Sokoto State", and no "Ohio State University".

    In the United States a capital one is a university far more often than a state.
    """
    state, after = reading.tokens[i], reading.after(i)
    return not state.capital or (
        after is None and reading.text[state.end : state.end + 2].strip() in {",", "."}
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists that spans stand in, made out once for all of them.

    Attributes:
        after: by span, the kind the plural word behind its list asks for ("A, B and C districts").
        first, last: by span, the ends of the close list it is in.
        announced: where the plural words for units begin.
    """

    spans: Sequence[Span]
    after: Sequence[Precision | None]
    first: Sequence[int]
    last: Sequence[int]
    announced: Sequence[int]

    @classmethod
    def of(cls, reading: Reading, spans: Sequence[Span]) -> _Lists:
        """One pass in each direction: as many steps as there are spans."""
        number = len(spans)
        after: list[Precision | None] = [None] * number
        first, last = list(range(number)), list(range(number))
        for i in range(number - 2, -1, -1):
            left, right = spans[i], spans[i + 1]
            if not _joined(reading, left, right):
                continue
            if not left.fixed:
                unit = reading.after(right.last)
                plural = unit is not None and unit.key in words.PLURAL_UNITS
                after[i] = words.UNITS[unit.key] if unit and plural else after[i + 1]
            if right.start - left.end <= _CLOSE:
                last[i] = last[i + 1]
        for i in range(1, number):
            first[i] = first[i - 1] if last[i - 1] == last[i] else i
        announced = [m.start() for m in _PLURAL.finditer(reading.text)]
        return cls(spans, after, first, last, announced)


_CLOSE = 8


def _joined(reading: Reading, left: Span, right: Span) -> bool:
    between = reading.text[left.end : right.start].strip(" ,").casefold()
    return not between or between in _AND


#: Characters before a list in which the word for its units stands.
_REACH = 90
_PLURAL = re.compile("|".join(sorted(words.PLURAL_UNITS)), re.IGNORECASE)
_ANNOUNCED = re.compile(
    words.LIST_AFTER.format(units="|".join(sorted(words.PLURAL_UNITS))), re.IGNORECASE
)


def _announced_kind(reading: Reading, lists: _Lists, number: int) -> Precision | None:
    """The plural unit word before the list a span is in ("regions, including A and B")."""
    spans = lists.spans
    start = spans[lists.first[number]].start
    announced = bisect_left(lists.announced, start - _REACH)
    if announced == len(lists.announced) or lists.announced[announced] >= start:
        return None
    found = _ANNOUNCED.search(reading.text[max(0, start - _REACH) : start])
    if found is None or spans[number].fixed:
        return None
    if found[0].rstrip().endswith(",") and not _among_them(reading, spans[lists.last[number]]):
        return None
    return words.UNITS[fold(found["unit"])]


def _among_them(reading: Reading, last: Span) -> bool:
    """Whether the list ends in "among them": a bare comma before it says nothing."""
    follows = reading.text[last.end : last.end + 14].casefold()
    return follows.startswith((" among them", ", among them"))

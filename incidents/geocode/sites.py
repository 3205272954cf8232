"""Sites a report names by their type though no gazetteer has them.

"Shuhada al-Zeitun school" is named; where it stands is no finer than the place the sentence
says it is in, and not known at all if it says none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, takewhile

from incidents.geocode import words
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.geocode.tokens import Token
from incidents.model import MentionRole, Place, Precision

_CONTAINED = re.compile(r"^,?\s+(?:of|in|at|у|в|на)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}$")
_IN = re.compile(r"^ in (?:the )?$")
#: Candidates of a name that are looked at: the best known.
_FEW = 5
#: How far the sentence is searched for the place a site stands in.
_REACH = 220


def find_sites(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Spans with the named sites among them, a site's words taking in a name inside it."""
    sites = []
    for i, token in enumerate(reading.tokens):
        kind = words.SITE_TYPES.get(token.key)
        if kind is None:
            continue
        site = _site(reading, i, spans) or _of_place(reading, i, spans)
        if site is not None:
            sites.append(site)
    covered = {at for site in sites for at in range(site.start, site.end)}
    kept = [s for s in spans if s.start not in covered]
    return sorted([*kept, *sites], key=lambda s: s.start)


def _site(reading: Reading, i: int, spans: Sequence[Span]) -> Span | None:
    """The site whose type word is token i, if a name stands before it."""
    first = i
    while first > 0 and i - first < 5 and reading.gap(first - 1) in (" ", " al-", " Al-"):
        before = reading.tokens[first - 1]
        named = before.capital and before.key not in _NO_NAME
        if not (named or (before.key in _WITHIN and first < i)):
            break
        first -= 1
    while first < i and not _names(reading.tokens[first]):
        first += 1
    if first == i or _inside_one(spans, i):
        return None
    if _held(reading, first, i, spans) and not _told_elsewhere(reading, first, i, spans):
        return None
    start, end = reading.tokens[first].start, reading.tokens[i].end
    name = reading.text[start:end]
    known = tuple(reading.index.lookup(name)) or _known_area(reading, name, i)
    outer = None if known else _holder(reading, start, end, spans)
    holder = () if outer is None else _usable(outer)
    return Span(
        start=start, end=end, first=first, last=i, name=name,
        candidates=known or holder, sure=0.8, role=MentionRole.PLACE,
        fixed=bool(holder), site=name if holder else None,
        held_by=None if outer is None else outer.start,
    )  # fmt: skip


def _names(token: Token) -> bool:
    """Whether a word can begin a site's name: "Sea port" is a kind of port and no name."""
    return token.capital and token.key not in words.GENERIC


def _of_place(reading: Reading, i: int, spans: Sequence[Span]) -> Span | None:
    """A known site by its type and its place: "the sea port of Odesa"."""
    town = next(iter(_between(spans, i + 2, i + 2)), None)
    of = reading.after(i)
    if town is None or of is None or of.key != "of" or reading.gap(i + 1) != " ":
        return None
    start, name = reading.tokens[i].start, reading.text[reading.tokens[i].start : town.end]
    known = tuple(p for p in reading.index.lookup(name) if p.precision is Precision.SITE)
    known = tuple(p for p in known if (p.score or 0) >= 0.9)
    if not known or town.kind is not None:
        return None
    return Span(
        start=start, end=town.end, first=i, last=town.last, name=name, candidates=known, sure=0.9
    )


def _known_area(reading: Reading, name: str, i: int) -> tuple[Place, ...]:
    """The neighbourhood or camp of that name, its type word left off."""
    kind = words.SITE_TYPES[reading.tokens[i].key]
    if kind is not Precision.NEIGHBOURHOOD:
        return ()
    found = reading.index.lookup(name.rsplit(" ", 1)[0])
    return tuple(p for p in found if p.precision.rank <= Precision.SETTLEMENT.rank)


_NO_NAME = words.NOT_PLACES | words.PREPOSITIONS
_WITHIN = frozenset(
    {"fuel", "oil", "grain", "children", "childrens", "central", "primary", "power"}
)


def _held(reading: Reading, first: int, i: int, spans: Sequence[Span]) -> bool:
    """Whether the name is only a place, a people's name or a plain word ("Kyiv hospital")."""
    inner = [s for s in _between(spans, first, i) if s.last < i]
    if any(s.fixed for s in inner):
        return True
    covered = sum(s.last - s.first + 1 for s in inner)
    weighty = any(reading.index.weight(s.candidates[0]) > 4 for s in inner if s.candidates)
    return covered == i - first and (weighty or (bool(inner) and inner[0].sure > 0.8))


def _told_elsewhere(reading: Reading, first: int, i: int, spans: Sequence[Span]) -> bool:
    """Whether the town it is said to be in is no part of its name ("Lincoln school in Troy")."""
    inner = [s for s in spans if first <= s.first and s.last < i]
    after = next((s for s in spans if s.first > i), None)
    if after is None or len(inner) != 1 or not after.candidates or inner[0].fixed:
        return False
    if not _IN.match(reading.text[reading.tokens[i].end : after.start]):
        return False
    if any(p.precision is not Precision.SETTLEMENT for p in (inner[0].candidates[0],
                                                              after.candidates[0])):  # fmt: skip
        return False
    near = {p.adm1 for p in inner[0].candidates[:_FEW]}
    return not any(p.adm1 in near for p in after.candidates[:_FEW])


def _holder(reading: Reading, start: int, end: int, spans: Sequence[Span]) -> Span | None:
    """The name the sentence says the site is in: after it, else named before it."""
    after = bisect_left(spans, end, key=lambda s: s.start)
    for span in takewhile(lambda s: s.start < end + _REACH, islice(spans, after, None)):
        if _CONTAINED.match(reading.text[end : span.start]):
            return span if _usable(span) else None
    before = bisect_right(spans, start, key=lambda s: s.end)
    for at in range(before - 1, -1, -1):
        span = spans[at]
        if span.end <= start - _REACH:
            break
        if _usable(span) and "\n" not in reading.text[span.end : start]:
            return span
    return None


def _inside_one(spans: Sequence[Span], i: int) -> bool:
    """Whether token i is one of a span's."""
    before = bisect_right(spans, i, key=lambda s: s.first)
    return before > 0 and spans[before - 1].last >= i


def _between(spans: Sequence[Span], first: int, last: int) -> Sequence[Span]:
    """The spans whose first token is one of these; ``spans`` in text order, never overlapping."""
    begin = bisect_left(spans, first, key=lambda s: s.first)
    return spans[begin : bisect_right(spans, last, lo=begin, key=lambda s: s.first)]


def _usable(span: Span) -> tuple[Place, ...]:
    place = span.candidates[0] if span.candidates and not span.fixed else None
    if place is None or place.precision.rank > Precision.ADM1.rank:
        return ()
    return (place,)

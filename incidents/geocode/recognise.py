"""Which capitalised words are place names: by gazetteer and context, without a model.

Longest match first. A word that is a person's, a month's or a sentence's first is kept only
where its neighbours speak for a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.geocode import words
from incidents.geocode.index import PlaceIndex
from incidents.geocode.names import fold
from incidents.geocode.spans import Span
from incidents.geocode.tokens import Token
from incidents.model import MentionRole, Place, Precision

#: Most words in one name.
LONGEST_NAME = 6
#: A name found only by another transliteration has to be at least this long.
_LEAST_LOOSE = 5
#: Weight (logarithm of people) above which nobody says village.
LARGEST_VILLAGE = 4.2
_POSTAL = re.compile(r"^,\s+$")
_JOINED = re.compile(r"^(?:[ \u00a0]|-|[-‑–]|\. |'s |’s )$")
_REGIONS = re.compile(r"^[^.!?]*\bобласт(?:ях|ей|ям|ями|і)\b")
_TYPES = words.SITE_TYPES.keys() | words.UNITS.keys()
_UNIT_KINDS = frozenset({Precision.ADM1, Precision.ADM2, Precision.CITY_DISTRICT})
_AND = frozenset({"and", "or", "та", "і", "й", "и", "або", "или"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens, ready to be searched."""

    text: str
    tokens: tuple[Token, ...]
    index: PlaceIndex
    lowercase: frozenset[str]
    shouting: bool

    @classmethod
    def of(cls, text: str, tokens: tuple[Token, ...], index: PlaceIndex) -> Reading:
        """Note which words also occur in lower case: those are no names."""
        lower = frozenset(t.key for t in tokens if t.text[0].islower())
        letters = [t for t in tokens if len(t.text) > 2]
        loud = sum(t.text.isupper() for t in letters) > 0.7 * len(letters) if letters else False
        return cls(text, tokens, index, lower, loud)

    def gap(self, left: int) -> str:
        """What stands between token ``left`` and the next."""
        if left < 0 or left + 1 >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[left].end : self.tokens[left + 1].start]

    def token(self, i: int) -> Token | None:
        """Token i, or None outside the text."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def before(self, i: int, gap: str = " ") -> Token | None:
        """The token before i if only ``gap`` stands between."""
        return self.tokens[i - 1] if i > 0 and self.gap(i - 1) == gap else None

    def after(self, i: int, gap: str = " ") -> Token | None:
        """The token after i if only ``gap`` stands between."""
        return self.token(i + 1) if self.gap(i) == gap else None


def find_spans(reading: Reading) -> list[Span]:
    """Every stretch that may name a place, in text order, never overlapping."""
    spans: list[Span] = []
    i = 0
    while i < len(reading.tokens):
        span = _best(reading, i)
        if span is None:
            i += 1
            continue
        spans.append(span)
        i = span.last + 1
    return _with_units(reading, spans)


def _best(reading: Reading, i: int) -> Span | None:
    """A people's name, unless a longer place begins with it ("British Columbia")."""
    people = _demonym(reading, i)
    place = _longest(reading, i) if reading.tokens[i].capital else None
    if people is None or (place is not None and place.last > people.last):
        return place
    return people


def _demonym(reading: Reading, i: int) -> Span | None:
    token = reading.tokens[i]
    after = reading.after(i)
    two = reading.index.demonym(f"{token.text} {after.text}") if after and token.capital else None
    code = two or reading.index.demonym(token.text)
    if code is None or not (token.capital or _cyrillic(token.text)):
        return None
    last = i + 1 if two else i
    country = reading.index.get(f"country:{code}")
    if country is None:
        return None
    end = reading.tokens[last].end
    return Span(
        start=token.start, end=end, first=i, last=last, name=reading.text[token.start : end],
        candidates=(country,), role=MentionRole.SOURCE, sure=1.0, fixed=True,
    )  # fmt: skip


def _cyrillic(text: str) -> bool:
    return "\u0400" <= text[0] <= "\u04ff"


def _longest(reading: Reading, i: int) -> Span | None:
    token = reading.tokens[i]
    if not token.capital:
        return None
    for last in range(_furthest(reading, i), i - 1, -1):
        end = reading.tokens[last]
        if not end.capital and last > i and end.key not in _TYPES:
            continue
        name = reading.text[token.start : end.end]
        found = _candidates(reading, name, i, last)
        if end.key in words.UNITS:  # "Святошинський район" is the district, not the quarter
            found = tuple(p for p in found if p.precision in _UNIT_KINDS)
        stop = _stop(reading, name, end.end)
        if not found or stop is None:
            continue
        span = Span(start=token.start, end=stop, first=i, last=last, name=name, candidates=found)
        sure = likelihood(reading, span)
        if sure > 0:
            return replace(span, sure=sure)
        return None
    return _adjective(reading, i)


def _adjective(reading: Reading, i: int) -> Span | None:
    """A region by its adjective alone in a list ("у Харківській та Сумській областях")."""
    token = reading.tokens[i]
    if not _cyrillic(token.text) or not _REGIONS.search(reading.text[token.end : token.end + 120]):
        return None
    found = reading.index.lookup(f"{token.text} область")
    if not found:
        return None
    return Span(
        start=token.start, end=token.end, first=i, last=i, name=token.text,
        candidates=tuple(found), kind=Precision.ADM1, sure=0.9,
    )  # fmt: skip


def _stop(reading: Reading, name: str, end: int) -> int | None:
    """Where the words end: a state's short form takes its stop, and is none without ("Ind.")."""
    if name.casefold() not in words.STATE_SHORT:
        return end
    return end + 1 if reading.text[end : end + 1] == "." else None


def _furthest(reading: Reading, i: int) -> int:
    last = i
    while last - i < LONGEST_NAME - 1 and _JOINED.match(reading.gap(last)):
        last += 1
    return last


def _candidates(reading: Reading, name: str, first: int, last: int) -> tuple[Place, ...]:
    """Places so called, without those that only a looser reading of a short word gives."""
    found = reading.index.lookup(name)
    if not found:
        return ()
    single = first == last
    token = reading.tokens[first]
    if single and token.text.isupper() and len(token.text) <= 3 and not reading.shouting:
        found = tuple(p for p in found if p.precision is Precision.COUNTRY)
    if single and found and len(token.key) < _LEAST_LOOSE and (found[0].score or 0) < 0.8:
        return ()
    return _villages(reading, first, tuple(found))


def _villages(reading: Reading, first: int, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """After "the village of" only the small ones, where there are any."""
    said = reading.token(first - 2 if (b := reading.before(first)) and b.key == "of" else first - 1)
    if said is None or said.key not in words.VILLAGES:
        return found
    return tuple(p for p in found if reading.index.weight(p) < LARGEST_VILLAGE) or found


def likelihood(  # noqa: C901, PLR0911 - one reason a line, in order of force
    reading: Reading, span: Span
) -> float:
    """How likely the words are a place name here, 0 to 1; 0 is no."""
    token, best = reading.tokens[span.first], span.candidates[0]
    if span.first != span.last:
        plain = all(t.key in words.NOT_PLACES for t in reading.tokens[span.first : span.last + 1])
        if fold(span.name) in words.PHRASES or (plain and (best.score or 0) < 1):
            return 0.0
        return 0.0 if _is_person(reading, span) else 0.9
    after = reading.token(span.last + 1)
    if token.key in words.NOT_PLACES or (after is not None and after.key in words.PERSONAL):
        return 0.0
    strong = best.precision in (Precision.COUNTRY, Precision.ADM1) and (best.score or 0) >= 0.9
    if reading.shouting:
        return 0.6 if strong or reading.index.weight(best) >= 4.7 else 0.0
    if _is_person(reading, span):
        return 0.0
    if token.key in reading.lowercase and not strong:
        return 0.0
    if _spoken_for(reading, span):
        return 0.9
    if token.key in words.WEAK:
        return 0.0
    if strong or reading.index.weight(best) >= 4.5:
        return 0.7
    if token.first and reading.index.weight(best) < 3.0:
        return 0.0
    if _part_of_name(reading, span):
        return 0.0
    return 0.45 if reading.index.weight(best) >= 3.0 else 0.3


def _spoken_for(reading: Reading, span: Span) -> bool:
    """Whether the neighbours say that it is a place."""
    before = reading.before(span.first)
    if before is not None and before.key in words.PLACE_BEFORE and not before.capital:
        return True
    after = reading.after(span.last)
    if after is not None and after.key in words.UNITS:
        return True
    follows = reading.token(span.last + 1)
    if follows is not None and _POSTAL.match(reading.gap(span.last)) and follows.capital:
        return any(
            p.precision in (Precision.ADM1, Precision.COUNTRY)
            for p in reading.index.lookup(follows.text)
        )
    return False


def _is_person(reading: Reading, span: Span) -> bool:
    before, after = reading.before(span.first), reading.after(span.last)
    single = span.first == span.last
    stop = reading.token(span.first - 1)
    if stop is not None and stop.key in words.TITLES and reading.gap(span.first - 1) in (" ", ". "):
        return stop.capital or _cyrillic(stop.text)
    if before is not None and before.capital and before.key in words.GIVEN_NAMES:
        return not (single and span.candidates[0].precision is Precision.COUNTRY)
    given = reading.tokens[span.first].key in words.GIVEN_NAMES
    if given and after is not None and after.capital:
        return after.key not in words.UNITS
    if given and single and span.candidates[0].precision is not Precision.COUNTRY:
        return not _spoken_for(reading, span)
    return False


def _part_of_name(reading: Reading, span: Span) -> bool:
    """Whether an unknown capitalised word stands right beside it: a longer name of something."""
    before, after = reading.before(span.first), reading.after(span.last)
    if before is not None and before.capital and not before.first:
        return before.key not in words.DIRECTIONS
    if after is None or not after.capital:
        return False
    return after.key not in words.UNITS and after.key not in words.BODIES


def _with_units(reading: Reading, spans: list[Span]) -> list[Span]:
    """Give each span the kind its unit word asks for, lists included."""
    out: list[Span] = []
    taken = 0
    for number, span in enumerate(spans):
        if span.first < taken:
            continue
        after = reading.after(span.last)
        kind = words.UNITS.get(after.key) if after else None
        if kind is None:
            kind = _listed_kind(reading, spans, number) or _announced_kind(reading, spans, number)
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


def _listed_kind(reading: Reading, spans: Sequence[Span], number: int) -> Precision | None:
    """The plural unit word at the end of the list a span is in ("A, B and C districts")."""
    for left, right in zip(spans[number:], spans[number + 1 :], strict=False):
        between = reading.text[left.end : right.start].strip(" ,").casefold()
        if (between and between not in _AND) or left.fixed:
            return None
        after = reading.after(right.last)
        if after is not None and after.key in words.PLURAL_UNITS:
            return words.UNITS[after.key]
    return None


_ANNOUNCED = re.compile(
    words.LIST_AFTER.format(units="|".join(sorted(words.PLURAL_UNITS))), re.IGNORECASE
)


def _announced_kind(reading: Reading, spans: Sequence[Span], number: int) -> Precision | None:
    """The plural unit word before the list a span is in ("regions, including A and B")."""
    first = number
    while first > 0 and _listed(reading, spans[first - 1], spans[first]):
        first -= 1
    start = spans[first].start
    found = _ANNOUNCED.search(reading.text[max(0, start - 90) : start])
    if found is None or spans[number].fixed:
        return None
    if found[0].rstrip().endswith(",") and not _among_them(reading, spans, number):
        return None
    return words.UNITS[fold(found["unit"])]


def _listed(reading: Reading, left: Span, right: Span) -> bool:
    between = reading.text[left.end : right.start].strip(" ,").casefold()
    return (not between or between in _AND) and right.start - left.end <= 8


def _among_them(reading: Reading, spans: Sequence[Span], number: int) -> bool:
    """Whether the list ends in "among them": a bare comma before it says nothing."""
    last = number
    while last + 1 < len(spans) and _listed(reading, spans[last], spans[last + 1]):
        last += 1
    follows = reading.text[spans[last].end : spans[last].end + 14].casefold()
    return follows.startswith((" among them", ", among them"))

"""Dates a text states, counted from the day it was published.

Pure. Weekdays and "yesterday" look back from the publication day; a month and day without a
year take the last such day that is not after publication. One night across midnight is the
date reported. Limits: English, Ukrainian and Russian month and weekday names; Gregorian only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from incidents.extract.daysaway import SPANS, days_after, days_away
from incidents.extract.lexicon import Lexicon
from incidents.extract.nameddays import bare_year, named_day, named_month
from incidents.extract.tellings import is_aside
from incidents.extract.tokens import Token
from incidents.extract.writtendates import Found, iso, slashed
from incidents.model import DateBasis
from incidents.model.values import value


@value(frozen=True, slots=True)
class Stated:
    """A date as written: character span, first and last day, basis, and what stands before.

    ``aside``: it dates something else than the harm ("said on Jan. 4", "since March 15").
    ``month``: only a month or a year is stated. ``back``: days before the day the text stated
    last, where its sentence states none ("Two days earlier a bomb ...").
    """

    start: int
    end: int
    first: date
    last: date | None
    basis: DateBasis
    aside: bool = False
    month: bool = False
    night: bool = False
    back: int = 0


_WEEK = 7


def dates_in(words: Sequence[Token], published: date, lexicon: Lexicon) -> list[Stated]:
    """Every date of a sentence, in order."""
    found: list[Stated] = []
    at = 0
    while at < len(words):
        stated = _at(words, at, published, lexicon) or _away(words, at, found, published)
        if stated is None:
            at += 1
            continue
        end, first, last, basis, month = stated
        aside = is_aside(words, at) and days_after(words, at) is None
        night = words[at].norm in _NIGHTLY or _night(words, at)
        alone = not found and _BY_TODAY.isdisjoint(w.norm for w in words[at:end])
        back = (published - first).days if alone and days_away(words, at) is not None else 0
        found.append(
            Stated(
                words[at].start, words[end - 1].end, first, last, basis, aside, month, night, back
            )
        )
        at = end
    return _nights_joined(_from_the_day_told(found, words), words)


def _from_the_day_told(found: list[Stated], words: Sequence[Token]) -> list[Stated]:
    """ "Two days after a missile hit a hotel, rescuers on Friday ended": two before Friday."""
    days = days_after(words, 0) if len(found) > 1 and found[0].start == words[0].start else None
    day = found[1] if days is not None else None
    if days is None or day is None or day.basis is not DateBasis.RELATIVE or day.month:
        return found
    return [replace(found[0], first=day.first - timedelta(days=days)), *found[1:]]


def counted_from(dates: Sequence[Stated], told: Stated | None) -> list[Stated]:
    """ "Drivers returned on Wednesday. Two days earlier a bomb ...": from the day told last."""
    if told is None:
        return list(dates)
    return [replace(d, first=told.first - timedelta(days=d.back)) if d.back else d for d in dates]


def _nights_joined(found: list[Stated], words: Sequence[Token]) -> list[Stated]:
    """ "From Thursday night until Friday morning": one night of two days, not two dates."""
    joined: list[Stated] = []
    for stated in found:
        joined.append(stated)
        last = joined[-2] if len(joined) > 1 else stated
        if (stated.first - last.first).days != 1 or last.month or last.last:
            continue
        first = bisect_left(words, last.end, key=lambda w: w.start)
        near = words[first : first + _NIGHT_WORDS]  # more lie between no two ends of a night
        between = {w.norm for w in near if w.start < stated.start}
        late = last.night or between & _LATE  # "in the night of Saturday to Sunday"
        if between <= _THROUGH | _LATE and between & _THROUGH and late:
            joined[-2:] = [replace(last, end=stated.end, last=stated.first)]
    return joined


_BY_TODAY = frozenset({"ago", "past"})  # "two days ago", "over the past day"
_NIGHT_WORDS = 8
_THROUGH = frozenset({"until", "till", "into", "to", "through"})
_LATE = frozenset("night evening late the early midnight hours of small".split())


_NIGHTS = frozenset("night overnight ніч ночь вночі уночі ночью".split())
_NIGHTLY = _NIGHTS | frozenset("last минулої минувшей прошлой цієї этой".split())


def _at(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    token = words[at]
    if not _may_open(token, lexicon):
        return None
    return (
        iso(words, at)
        or slashed(words, at)
        or named_day(words, at, published, lexicon)
        or named_month(words, at, published, lexicon)
        or (bare_year(words, at) if token.kind == "number" else None)
        or _relative(words, at, published, lexicon)
    )


def _away(
    words: Sequence[Token], at: int, found: Sequence[Stated], published: date
) -> Found | None:
    """ "The day before", from the day the sentence stated last."""
    if words[at].norm not in SPANS:
        return None
    after = days_after(words, at)
    away = days_away(words, at) if after is None else (at + 3, after)
    if away is None:
        return None
    base = found[-1].first if found and not found[-1].month else published
    return away[0], base - timedelta(days=away[1]), None, DateBasis.RELATIVE, False


def _may_open(token: Token, lexicon: Lexicon) -> bool:
    """Whether a date can begin here at all: most words are turned away at once."""
    norm = token.norm.removesuffix("'s").removeprefix("mid-")
    return token.text[0].isdecimal() or norm in lexicon.day_words


def _relative(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    norm = words[at].norm.removesuffix("'s")
    weekday = lexicon.raw["weekdays"].get(norm)
    if weekday is not None and at == 0 and _is_person(words):
        return None
    if weekday is not None and (lexicon.language != "en" or words[at].text[0].isupper()):
        back = (published.weekday() - int(weekday)) % 7
        if back == 0 and at and words[at - 1].norm == "last":
            back = _WEEK  # "last Friday", written on a Friday
        end = at + 1
        named = named_day(words, end + 1, published, lexicon) if _comma(words, end) else None
        if named is None and end < len(words):
            opened = end + 1 if words[end].norm == "(" else end
            named = named_day(words, opened, published, lexicon) if opened < len(words) else None
        if named is not None:
            return named
        return end, published - timedelta(days=back), None, DateBasis.RELATIVE, False
    days = lexicon.raw["relative_days"].get(norm)
    pair = f"{norm} {words[at + 1].norm}" if at + 1 < len(words) else None
    if pair is not None and pair in lexicon.raw["relative_days"]:
        days = lexicon.raw["relative_days"][pair]
        return at + 2, published - timedelta(days=int(days)), None, DateBasis.RELATIVE, False
    if days is None:
        return None
    return at + 1, published - timedelta(days=int(days)), None, DateBasis.RELATIVE, False


def _is_person(words: Sequence[Token]) -> bool:
    """ "Monday Kassah, who chairs the council": a name that is a day."""
    return len(words) > 2 and words[1].text[:1].isupper() and words[2].norm in {",", "said"}


def _comma(words: Sequence[Token], at: int) -> bool:
    return at + 1 < len(words) and words[at].norm == ","


def _night(words: Sequence[Token], at: int) -> bool:
    near = [w.norm for w in words[max(0, at - 3) : at]]
    return bool(_NIGHTS.intersection(near))

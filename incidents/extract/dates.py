"""Dates a text states, counted from the day it was published.

Pure. Weekdays and "yesterday" look back from the publication day; a month and day without a
year take the last such day that is not after publication. One night across midnight is the
date reported. Limits: English, Ukrainian and Russian month and weekday names; Gregorian only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from incidents.extract.daysaway import days_after, days_away
from incidents.extract.lexicon import Lexicon
from incidents.extract.tellings import is_aside
from incidents.extract.tokens import Token
from incidents.extract.writtendates import Found, iso, make_day, slashed
from incidents.model import DateBasis


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as written: character span, first and last day, basis, and what stands before.

    ``aside``: it dates something else than the harm ("said on Jan. 4", "since March 15").
    ``month``: only a month or a year is stated.
    """

    start: int
    end: int
    first: date
    last: date | None
    basis: DateBasis
    aside: bool = False
    month: bool = False
    night: bool = False


_LAST_YEAR = 2100
_WEEK = 7
_FIRST_YEAR = 1900


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
        found.append(
            Stated(words[at].start, words[end - 1].end, first, last, basis, aside, month, night)
        )
        at = end
    return _nights_joined(found, words)


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
        if between <= _THROUGH | _LATE and between & _THROUGH and between & _LATE:
            joined[-2:] = [replace(last, end=stated.end, last=stated.first)]
    return joined


_NIGHT_WORDS = 8
_THROUGH = frozenset({"until", "till", "into", "to", "through"})
_LATE = frozenset("night evening late the early midnight".split())


_NIGHTS = frozenset("night overnight ніч ночь вночі уночі ночью".split())
_NIGHTLY = _NIGHTS | frozenset("last минулої минувшей прошлой цієї этой".split())


def _at(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    token = words[at]
    if not _may_open(token, words, at, lexicon):
        return None
    return (
        iso(words, at)
        or slashed(words, at)
        or _named_day(words, at, published, lexicon)
        or _named_month(words, at, published, lexicon)
        or (_year(words, at) if token.kind == "number" else None)
        or _relative(words, at, published, lexicon)
    )


def _away(
    words: Sequence[Token], at: int, found: Sequence[Stated], published: date
) -> Found | None:
    """ "The day before", from the day the sentence stated last."""
    after = days_after(words, at)
    away = days_away(words, at) if after is None else (at + 3, after)
    if away is None:
        return None
    base = found[-1].first if found and not found[-1].month else published
    return away[0], base - timedelta(days=away[1]), None, DateBasis.RELATIVE, False


def _may_open(token: Token, words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a date can begin here at all: most words are turned away at once."""
    norm = token.norm.removesuffix("'s")
    raw = lexicon.raw
    return (
        token.text[0].isdecimal()
        or norm in raw["months"]
        or norm in raw["weekdays"]
        or norm in raw["relative_days"]
        or (at + 1 < len(words) and f"{norm} {words[at + 1].norm}" in raw["relative_days"])
    )


def _month(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Month number and the position after it (past an abbreviation's full stop)."""
    if at >= len(words):
        return None
    month = lexicon.raw["months"].get(words[at].norm)
    if month is None or (lexicon.language == "en" and not words[at].text[0].isupper()):
        return None
    end = at + 1
    if end < len(words) and words[end].norm == "." and len(words[at].norm) <= 4:
        end += 1
    return int(month), end


def _day_number(words: Sequence[Token], at: int) -> tuple[int, int | None, int] | None:
    """Day, last day of a span ("3-4"), and the position after it."""
    if at >= len(words):
        return None
    token = words[at]
    text = token.norm
    if text[-2:] in {"st", "nd", "rd", "th"} and text[:-2].isdecimal():
        text = text[:-2]
    if len(text) > 5:
        return None
    if token.kind == "range":
        low, _, high = text.replace("–", "-").replace("—", "-").partition("-")
        if int(low) <= 31 and int(high) <= 31:
            return int(low), int(high), at + 1
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 31:
        return None
    return int(text), None, at + 1


def _named_day(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    found = _month(words, at, lexicon)
    if found is not None:
        month, here = found
        day = _day_number(words, here)
        if day is None or _counts_people(words, day[2], lexicon):
            return None
        end = day[2]
    else:
        day = _day_number(words, at)
        if day is None:
            return None
        here = day[2]
        if here < len(words) and words[here].norm == "of":
            here += 1
        found = _month(words, here, lexicon)
        if found is None:
            return None
        month, end = found
    year, end = _year_after(words, end)
    first = _resolve(year, month, day[0], published)
    if first is None:
        return None
    last = make_day(first.year, month, day[1]) if day[1] else None
    return end, first, last if last and last > first else None, DateBasis.STATED, False


def _counts_people(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "In March 16 people were killed": the number is no day."""
    noun = lexicon.nouns.at(words, at) if at < len(words) else None
    return noun is not None and noun[1] in {"person", "civilian", "combatant"}


def _year_after(words: Sequence[Token], at: int) -> tuple[int | None, int]:
    here = at + 1 if at < len(words) and words[at].norm == "," else at
    if here < len(words) and words[here].kind == "number" and words[here].norm.isdecimal():
        year = int(words[here].norm)
        if _FIRST_YEAR <= year < _LAST_YEAR:
            end = here + 1
            if end < len(words) and words[end].norm in {"року", "года"}:
                end += 1
            return year, end
        if len(words[here].norm) == 2 and year >= _SHORT_YEAR and _heads(words, here + 1):
            return _CENTURY + year, here + 1
    return None, at


def _heads(words: Sequence[Token], at: int) -> bool:
    """Whether a dateline ends here: "22 Mar 90 (EFE) --"."""
    return at < len(words) and words[at].norm in {"(", "--", "—", "–", "-"}


_SHORT_YEAR, _CENTURY = 50, 1900


def _resolve(year: int | None, month: int, day: int, published: date) -> date | None:
    if year is not None:
        return make_day(year, month, day)
    made = make_day(published.year, month, day)
    if made is not None and made > published + timedelta(days=1):
        made = make_day(published.year - 1, month, day)
    return made


def _named_month(
    words: Sequence[Token], at: int, published: date, lexicon: Lexicon
) -> Found | None:
    found = _month(words, at, lexicon)
    if found is None:
        return None
    month, end = found
    year, end = _year_after(words, end)
    before = words[at - 1].norm if at else ""
    if year is None and before not in {"in", "last", "since", "of", "early", "late", "mid"}:
        return None
    first = _resolve(year, month, 1, published)
    return (end, first, None, DateBasis.STATED, True) if first else None


_ATTACKS = frozenset(
    "attack attacks bombing bombings massacre war siege shooting shootings blast blasts killings "
    "invasion raid assault genocide coup".split()
)


def _year(words: Sequence[Token], at: int) -> Found | None:
    text = words[at].norm
    before = words[at - 1].norm if at else ""
    if before == "the" and at + 1 < len(words) and words[at + 1].norm in _ATTACKS:
        before = "of"  # "the 2008 attacks"
    if (
        len(text) == 4
        and text.isdecimal()
        and _FIRST_YEAR <= int(text) < _LAST_YEAR
        and (before in {"in", "since", "of", "from", "until", "у", "в", "с", "з"})
    ):
        return at + 1, date(int(text), 1, 1), None, DateBasis.STATED, True
    return None


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
        named = _named_day(words, end + 1, published, lexicon) if _comma(words, end) else None
        if named is None and end < len(words):
            opened = end + 1 if words[end].norm == "(" else end
            named = _named_day(words, opened, published, lexicon) if opened < len(words) else None
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

"""Days told by a month's name or a year: "24 April", "April 24, 2025", "in March", "in 2014".

Pure. A month and day without a year take the last such day that is not after publication.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.extract.writtendates import Found, make_day
from incidents.model import DateBasis

_LAST_YEAR = 2100
_FIRST_YEAR = 1900


def _month(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Month number and the position after it (past an abbreviation's full stop)."""
    if at >= len(words):
        return None
    month = lexicon.raw["months"].get(words[at].norm.removeprefix("mid-"))
    if month is None or (
        lexicon.language == "en" and not words[at].text.removeprefix("mid-")[:1].isupper()
    ):
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


def named_day(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    """ "24 April 2025", "April 24", "3-4 May"; None if no day begins here."""
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


def named_month(words: Sequence[Token], at: int, published: date, lexicon: Lexicon) -> Found | None:
    """ "In March", "since March 2014": only a month; None if none."""
    found = _month(words, at, lexicon)
    if found is None:
        return None
    month, end = found
    year, end = _year_after(words, end)
    before = words[at - 1].norm if at else ""
    told = before in {"in", "last", "since", "of", "early", "late", "mid"}
    if year is None and not told and not words[at].norm.startswith("mid-"):
        return None
    first = _resolve(year, month, 1, published)
    return (end, first, None, DateBasis.STATED, True) if first else None


_ATTACKS = frozenset(
    "attack attacks bombing bombings massacre war siege shooting shootings blast blasts killings "
    "invasion raid assault genocide coup".split()
)


def bare_year(words: Sequence[Token], at: int) -> Found | None:
    """ "In 2014", "the 2008 attacks": only a year; None if none."""
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

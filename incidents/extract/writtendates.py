"""Dates written in figures: 2025-04-24, 05/17/2015, 17.05.2015. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from incidents.extract.tokens import Token
from incidents.model import DateBasis

#: End of what was read, first and last day, basis, and whether it is only a month or a year.
Found = tuple[int, date, date | None, DateBasis, bool]


def iso(words: Sequence[Token], at: int) -> Found | None:
    """2025-04-24."""
    text = words[at].text
    if len(text) == 10 and text[4] == text[7] == "-":
        day = _day_of(text)
        return (at + 1, day, None, DateBasis.STATED, False) if day else None
    return None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def slashed(words: Sequence[Token], at: int) -> Found | None:
    """05/17/2015 and 17.05.2015; a day of 00 is the month only."""
    if at + 4 < len(words) and words[at + 1].norm == "/" and words[at + 3].norm == "/":
        parts = [words[at + k].norm for k in (0, 2, 4)]
        if all(p.isdecimal() for p in parts) and len(parts[2]) == 4:
            month, day, year = int(parts[0]), int(parts[1]), int(parts[2])
            made = make_day(year, month, day or 1)
            if made is not None:
                return at + 5, made, None, DateBasis.STATED, day == 0
    pieces = words[at].norm.split(".")
    if len(pieces) == 3 and all(p.isdecimal() for p in pieces) and len(pieces[2]) == 4:
        made = make_day(int(pieces[2]), int(pieces[1]), int(pieces[0]))
        return (at + 1, made, None, DateBasis.STATED, False) if made else None
    return None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day of three numbers; None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

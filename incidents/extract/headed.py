"""The day a report's head bears ("Kyiv, 24 April 2025. The toll ..."), and no more.

Pure. Days such as "overnight" are counted from the publication a person states; a head that bears
another day is told to them and changes nothing by itself.
"""

from __future__ import annotations

import re
from datetime import date

from incidents.extract.dates import dates_in
from incidents.extract.lexicon import load
from incidents.extract.tokens import tokens
from incidents.model import DateBasis, Report

#: Characters within which a head ends, and words before its day: a place, a country, an agency.
WITHIN, WORDS_BEFORE = 80, 5
_ENDS = tuple(".:()—–-\n")
#: A day as files and databases write it.
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?![\w-])")
#: What Ukrainian and Russian put behind a year.
_YEAR_WORD = re.compile(r"\s*(?:року|году|года|рік|р\.|г\.)?\s*")


def headed_day(report: Report) -> date | None:
    """The day at the very head of the text, before its first sentence; None if it bears none."""
    head = report.text.lstrip()[:WITHIN]
    if (written := _ISO.match(head)) is not None:
        return _day(written.group())
    words = tokens(head)
    for stated in dates_in(words, report.day, load(report.language)):
        before = [w.text for w in words if w.end <= stated.start and w.text[:1].isalpha()]
        names = len(before) <= WORDS_BEFORE and not any(w[:1].islower() for w in before)
        follows = _YEAR_WORD.sub("", head[stated.end :], count=1)
        whole = stated.basis is DateBasis.STATED and not stated.month
        if whole and names and (follows.startswith(_ENDS) or not follows):
            return stated.first
    return None


def _day(written: str) -> date | None:
    """The day of ``2025-04-24``; None if no calendar has it."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

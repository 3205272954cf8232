"""Which of the languages that are read a stretch of text is written in.

Pure. Told by script, by letters that only one of two neighbours has, and then by little words.
Limits: a stretch without any of them is nobody's, and takes the language of the text around it.
"""

from __future__ import annotations

import re

#: Languages with a pattern file.
READ = ("en", "uk", "ru")
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъё]")
_CYRILLIC = re.compile("[а-яіїєґё]")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
#: Common words of one of the two that have no letter of its own.
_OF_UKRAINIAN = frozenset(
    "та й що загинули загинув загинула поранено постраждали постраждала людина у унаслідок про "
    "наразі дах осередок зросла внаслідок".split()
)
_OF_RUSSIAN = frozenset(
    "и что как человек погибли погиб погибла ранен ранена при после сообщил сообщила сообщили из "
    "от заявил пострадали пострадал удар также во со ударе".split()
)
_FEWEST = 12
_LATIN_SHARE = 0.7


def language_of(text: str) -> str | None:
    """Language of a stretch of text by its letters; None if they do not tell."""
    folded = text.casefold()
    latin, cyrillic = len(_LATIN.findall(folded)), len(_CYRILLIC.findall(folded))
    if latin + cyrillic == 0:
        return None
    if latin > _LATIN_SHARE * (latin + cyrillic):
        return "en" if latin >= _FEWEST else None
    ukrainian, russian = len(_UKRAINIAN.findall(folded)), len(_RUSSIAN.findall(folded))
    if ukrainian == russian:
        words = _WORD.findall(folded)
        ukrainian = sum(w in _OF_UKRAINIAN for w in words)
        russian = sum(w in _OF_RUSSIAN for w in words)
    if ukrainian == russian:
        return None
    return "uk" if ukrainian > russian else "ru"


def language_here(text: str, around: str) -> str:
    """Language to read a stretch in; ``around``: the language of the whole text.

    A Ukrainian text may quote a Russian or an English paragraph, and the other way round.
    """
    if around not in READ or (around == "en" and text.isascii()):
        return around
    found = language_of(text)
    if found is None:
        return around
    if "en" in (found, around):
        return found
    letters = len((_UKRAINIAN if found == "uk" else _RUSSIAN).findall(text.casefold()))
    return found if letters > 1 or len(text) < _FEWEST else around

"""Which of the languages that are read a stretch of text is written in.

Pure. Told by script and by letters that only one of two neighbours has. Limits: a stretch without
such a letter is nobody's, and takes the language of the text around it.
"""

from __future__ import annotations

import re

#: Languages with a pattern file.
READ = ("en", "uk", "ru")
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъё]")
_CYRILLIC = re.compile("[а-яіїєґё]")
_LATIN = re.compile("[a-z]")
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
    ukrainian = len(_UKRAINIAN.findall(folded))
    russian = len(_RUSSIAN.findall(folded))
    if ukrainian == russian:
        return None
    return "uk" if ukrainian > russian else "ru"


def language_here(text: str, around: str) -> str:
    """Language to read a stretch in; ``around``: the language of the whole text.

    A Ukrainian text may quote a Russian or an English paragraph, and the other way round.
    """
    if around not in READ:
        return around
    found = language_of(text)
    if found is None:
        return around
    if "en" in (found, around):
        return found
    letters = len((_UKRAINIAN if found == "uk" else _RUSSIAN).findall(text.casefold()))
    return found if letters > 1 or len(text) < _FEWEST else around

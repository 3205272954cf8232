"""Whether a text is in another language than English, Ukrainian or Russian.

Latin letters: told by little words that English lacks, against English ones. Cyrillic: by letters
that neither language has, and by little words of Bulgarian. Other scripts are not read at all.
Pure. Limits: the languages of the lists, and only running text; a note of a few words passes. The
words are common knowledge of each language, none is copied from a list.
"""

from __future__ import annotations

import re

_ENGLISH = """
the of and to is that for with by from at as were has have been its it this which are not after
when their his her they who said
"""
#: German, French, Spanish, Italian, Portuguese, Polish, Turkish, Dutch, Romanian, Swedish.
_OTHERS = """
der das und ist ein eine einen nicht mit den dem von auf für wurden bei im sich auch wir
le la les des et est une dans pour sur avec qui ont été au aux du
el los las y en por con para del que se fueron
il gli che di della nel sono è hanno
os uma não em da na dos foram
się nie że przez jest z w i zostało
ve bir bu için ile olarak
het een van niet zijn op voor
și fost din într cu
och att det som är på av
"""
_BULGARIAN = """
са се които който която след беше бяха като това със няма още има бе през също
"""
#: Little words of Ukrainian and Russian that Bulgarian lacks.
_EASTERN = """
в у й та і що як з із від після було були внаслідок и что как с из от после были было при под
людей человек осіб
"""
_READ_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ")
_OF_BULGARIAN = frozenset(_BULGARIAN.split())
_OF_EASTERN = frozenset(_EASTERN.split())
_OF_ENGLISH = frozenset(_ENGLISH.split())
_OF_OTHERS = frozenset(_OTHERS.split())
_FEWEST = 3
_FEW_LETTERS = 12
_READ = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def looks_foreign(text: str) -> bool:
    """Whether a text is in a language that is not read; a text without letters is not."""
    piece = text[:_READ].casefold()
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in piece)
    latin = sum("a" <= c <= "z" or "\u00df" <= c <= "\u024f" for c in piece)
    letters = sum(c.isalpha() for c in piece)
    if letters >= _FEW_LETTERS and cyrillic + latin < letters / 2:
        return True
    words = _WORD.findall(piece)
    return _other_cyrillic(piece, words) if cyrillic > latin else _other_latin(words)


def _other_latin(words: list[str]) -> bool:
    """Whether little words of other languages outnumber the English ones, three at least."""
    others = sum(word in _OF_OTHERS for word in words)
    return others >= _FEWEST and others > sum(word in _OF_ENGLISH for word in words)


def _other_cyrillic(piece: str, words: list[str]) -> bool:
    """Belarusian, Serbian, Macedonian, Kazakh, ... by their letters; Bulgarian by its words."""
    strange = [c for c in piece if "\u0400" <= c <= "\u052f" and c not in _READ_CYRILLIC]
    if len(strange) >= _FEWEST and len(strange) * 100 > len(piece):
        return True
    others = sum(word in _OF_BULGARIAN for word in words)
    return others >= _FEWEST and others > sum(word in _OF_EASTERN for word in words)

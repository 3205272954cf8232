"""Whether a text in Latin letters is in another language than English.

Told by little words that English lacks, against English ones; pure. Limits: the languages of the
list, and only running text; a note of a few words passes. The words are common knowledge of each
language, none is copied from a list.
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
_OF_ENGLISH = frozenset(_ENGLISH.split())
_OF_OTHERS = frozenset(_OTHERS.split())
_FEWEST = 3
_READ = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def looks_foreign(text: str) -> bool:
    """Whether little words of other languages outnumber the English ones, three at least."""
    words = _WORD.findall(text[:_READ].casefold())
    others = sum(word in _OF_OTHERS for word in words)
    return others >= _FEWEST and others > sum(word in _OF_ENGLISH for word in words)

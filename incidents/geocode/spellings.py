"""Which of a place's many names are worth a key, and how a Ukrainian place is spelt in English.

Pure. Used where a gazetteer is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from incidents.geocode.names import fold, romanise, skeleton


def kept(name: str) -> bool:
    """Whether an alternate name is worth a key: Latin or Cyrillic, no airport code."""
    key = fold(name)
    if len(key) < 4 or key.count(" ") > 3:
        return False
    return all(c.isascii() or "\u0400" <= c <= "\u04ff" for c in key)


def russian(name: str) -> bool:
    """Whether a name is written in Russian letters."""
    plain = name.casefold()
    return all(not c.isalpha() or "а" <= c <= "я" or c == "ё" for c in plain)


def respelt(name: str, alternates: Iterable[str]) -> str:
    """The English spelling in use for a Ukrainian place: the national romanisation.

    GeoNames' own name follows an older rule (Zaporizhzhya, Kryvyy Rih); the Ukrainian spelling
    among the alternates whose romanisation sounds the same gives the present one.
    """
    alternates = list(alternates)
    wanted = skeleton(fold(name))
    spelt = [n for n in alternates if set(n.casefold()) & set("іїєґ")]
    marked = [n for n in alternates if set(n.casefold()) & set("'’ь")]
    for local in [*spelt, *marked, *alternates]:
        if "\u0400" <= local[:1] <= "\u04ff" and not set(local.casefold()) & set("ыэёъў"):
            roman = romanise(local)
            if skeleton(fold(roman)) == wanted and roman.isascii():
                return re.sub(r"(?<![a-z'])[a-z]", lambda m: m[0].upper(), roman)
    return name.replace("'", "")


def cyrillic_variants(names: Iterable[str]) -> Iterator[str]:
    """Romanised forms of the Cyrillic spellings of a Ukrainian place."""
    for name in names:
        plain = name.casefold()
        if any("\u0400" <= c <= "\u04ff" for c in plain):
            yield romanise(
                name, russian=not set(plain) & set("іїєґ") and bool(set(plain) & set("ыэёъ"))
            )
            yield romanise(name)

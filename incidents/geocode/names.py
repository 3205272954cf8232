"""Spellings of place names: one key for every way a name is written.

Pure. `fold` is exact (two names with the same key are the same word written differently);
`skeleton` and `nominatives` are looser and only ever tried when the exact key is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Longest name looked at; anything longer is no place name.
LONGEST = 120

#: Letters that look alike: Cyrillic to Latin.
_LOOKALIKES = dict(zip("аеорсухіјѕһкмтв", "aeopcyxijshkmtb", strict=True))
_TO_LATIN = str.maketrans(_LOOKALIKES)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKES.items()})
_MARKS = re.compile(r"['’ʼʻ‘`´ʹ′\"“”«».()\u00ad\u200b-\u200f\u2060\ufeff]")
_BREAKS = re.compile(r"[\s\-‐‑‒–—_/,]+")
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"})

#: Ukrainian national romanisation of 2010 (Cabinet of Ministers resolution 55), inside words.
_ROMAN_UK = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_ROMAN_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_ROMAN_RU = _ROMAN_UK | {
    "г": "g", "и": "i", "й": "y", "ы": "y", "э": "e", "ё": "e", "е": "e", "ъ": "", "ю": "yu",
    "я": "ya",
}  # fmt: skip

#: Looser classes, applied in order to a Latin key.
_SKELETON = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"shch|sch|sc", "sh"),
        (r"zh|j(?=[aeou])", "z"),
        (r"kh|ch(?=k)", "h"),
        (r"ts|tz", "c"),
        (r"[iyj]+e", "e"),
        (r"[iyj]+a", "a"),
        (r"[iyj]+o", "o"),
        (r"[iyj]+u", "u"),
        (r"[iyj]+", "i"),
        (r"g", "h"),
        (r"w", "v"),
        (r"(.)\1+", r"\1"),
    )
)

#: Oblique endings of Ukrainian and Russian names and the nominative ending each may stand for.
_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("щині", ("щина",)), ("щини", ("щина",)), ("щину", ("щина",)), ("щиною", ("щина",)),
    ("єві", ("їв", "єве")), ("єва", ("їв",)), ("євом", ("їв",)), ("єву", ("їв",)),
    ("ові", ("ів", "ове", "")), ("ова", ("ів", "ове", "ов", "ово")),
    ("овом", ("ів", "ове", "ов", "")),
    ("еві", ("ів", "еве", "")), ("ева", ("ів", "ев", "ево", "еве")), ("евом", ("ів", "ев")),
    ("овому", ("ів", "ове", "овий", "ово")), ("ового", ("ів", "ове", "овий", "ово")),
    ("овим", ("ів", "ове", "овий")),
    ("ову", ("ів", "ове", "ов", "ово", "ова")), ("еву", ("ів", "ев", "ево")),
    ("ове", ("ов", "ово", "ова")), ("еве", ("ев", "ево", "ева")),
    ("ополі", ("ополь", "опіль")), ("ополя", ("ополь", "опіль")), ("ополе", ("ополь",)),
    ("ополем", ("ополь", "опіль")), ("ополю", ("ополь", "опіль")),
    ("ському", ("ський", "ське")), ("ського", ("ський", "ське")), ("ським", ("ський", "ське")),
    ("ськом", ("ськ",)), ("цького", ("цький", "цьке")), ("цькому", ("цький", "цьке")),
    ("цком", ("цкий", "цкое")), ("цкого", ("цкий", "цкое")),
    ("ском", ("ское", "ский")), ("ского", ("ское", "ский")), ("ським", ("ський",)),
    ("ном", ("ный", "ное")), ("ного", ("ный", "ное", "ний", "не")), ("ным", ("ный", "ное")),
    ("ому", ("ий", "е")), ("ого", ("ий", "е", "ое", "ой")), ("ом", ("", "о", "ое", "е")),
    ("кви", ("ковь", "ква")), ("ковью", ("ковь",)),
    ("еня", ("інь",)), ("ені", ("інь",)), ("енем", ("інь",)),
    ("розі", ("ріг",)), ("рогу", ("ріг",)), ("рогом", ("ріг",)), ("роге", ("рог",)),
    ("ою", ("а", "")), ("ею", ("я", "а")), ("єю", ("я",)), ("ой", ("а", "ая")),
    ("ей", ("и", "я", "")), ("ям", ("я", "и")), ("ям", ("і", "и")), ("ями", ("і", "и")),
    ("ях", ("і", "и")), ("ах", ("и", "ы", "а")), ("ам", ("и", "ы", "а")), ("ами", ("и", "ы")),
    ("ьї", ("я",)), ("ії", ("ія",)), ("ию", ("ия",)), ("ии", ("ия",)), ("ію", ("ія",)),
    ("єю", ("я",)), ("ьє", ("я",)), ("ье", ("ье", "я")), ("ья", ("ье",)), ("ью", ("ье", "ь")),
    ("ій", ("а", "я")), ("ої", ("а",)), ("их", ("і", "ий")),
    ("нці", ("нець",)), ("нця", ("нець",)), ("нцю", ("нець",)), ("нцем", ("нець",)),
    ("нце", ("нец",)), ("нца", ("нец",)), ("нцу", ("нец",)),
    ("сі", ("са", "с", "х")), ("зі", ("за", "г", "га")), ("ці", ("ка", "ця", "ць")),
    ("і", ("", "а", "я", "ь", "е", "о")), ("и", ("а", "я", "ь")), ("ы", ("а",)),
    ("у", ("", "а", "е", "о")), ("ю", ("я", "ь", "й")), ("а", ("", "о", "е")),
    ("я", ("ь", "й", "е", "")), ("е", ("", "а", "о", "ь", "я")), ("ем", ("ь", "е", "й")),
    ("єм", ("й",)), ("ям", ("я",)), ("м", ("",)),
)  # fmt: skip


def _one_script(word: str) -> str:
    """Undo look-alike letters in a word that mixes Latin and Cyrillic."""
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    latin = sum("a" <= c <= "z" for c in word)
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_LATIN if latin >= cyrillic else _TO_CYRILLIC)


def fold(name: str) -> str:
    """The key a name is kept under: case, accents, apostrophes, hyphens and spaces levelled.

    Returns "" for what cannot be a name (too long, no letters).
    """
    if len(name) > LONGEST:
        return ""
    return _fold(name)


def _plain(character: str) -> str:
    """The character itself, nothing for an accent or a control, a space for an emoji or a break."""
    kind = unicodedata.category(character)
    if character.isspace() or kind == "So":
        return " "
    return "" if kind[0] in "MC" else character


@lru_cache(maxsize=65_536)
def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(map(_plain, unicodedata.normalize("NFD", plain)))
    words = _BREAKS.sub(" ", _MARKS.sub("", plain)).strip()
    if not words.isascii():
        words = " ".join(_one_script(w) for w in words.split(" "))
    return words if any(c.isalpha() for c in words) else ""


@lru_cache(maxsize=65_536)
def skeleton(key: str) -> str:
    """A looser key: transliteration variants of one name mostly share it (Latin only)."""
    if not key.isascii():
        return ""
    for pattern, plain in _SKELETON:
        key = pattern.sub(plain, key)
    return key


def romanise(name: str, *, russian: bool = False) -> str:
    """A Cyrillic name in Latin letters, by the Ukrainian standard or plainly from Russian."""
    table = _ROMAN_RU if russian else _ROMAN_UK
    words = []
    for word in name.casefold().replace("зг", "зgh").split(" "):
        first = "" if russian else _ROMAN_UK_FIRST.get(word[:1], "")
        rest = word[1:] if first else word
        words.append(first + "".join(table.get(c, c) for c in rest))
    return " ".join(words)


#: Endings that are whole words: the vowel inside changes ("Розі" of "Ріг").
_WHOLE = frozenset({"розі", "рогу", "роге", "рогом"})


def _word_nominatives(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for ending, stems in _CASES:
        ending_key = _fold(ending)
        if word.endswith(ending_key) and (
            len(word) > len(ending_key) + 1 or word == ending_key in _WHOLE
        ):
            for stem in stems:
                found[word[: -len(ending_key)] + _fold(stem)] = None
    found.pop(word, None)
    return tuple(found)


@lru_cache(maxsize=16_384)
def nominatives(key: str) -> tuple[str, ...]:
    """Keys that a Cyrillic key in an oblique case may stand for, likeliest first.

    "харкові" gives "харків" among others; what is no name is simply not found.
    """
    if key.isascii() or len(key) > 40:
        return ()
    words = key.split(" ")
    if len(words) > 3:
        return ()
    forms = [(w, *_word_nominatives(w)) for w in words]
    if len(forms) == 1:
        return forms[0][1:]
    joined = [""]
    for options in forms:
        joined = [f"{head} {o}".strip() for head in joined for o in options[:10]][:400]
    return tuple(j for j in joined if j != key)

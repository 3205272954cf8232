"""Words of a text with their offsets, and the few shapes recognition needs."""

from __future__ import annotations

import re

from incidents.geocode.names import fold
from incidents.model.values import value

#: A dotted abbreviation (U.S., D.C., W.Va.), or letters with inner marks (Slov'iansk, al-Zeitun).
#: A letter, with the accents after it where a text is not composed (NFD: "и" and a breve), and what
#: may stand unseen inside a word: soft hyphens of a copied page, zero-width spaces and joiners.
_LETTER = r"(?:[^\W\d_](?:[\u0300-\u036f]|[\u00ad\u200b-\u200d\u2060](?=[^\W\d_]))*)"
_WORD = re.compile(
    r"\b[DR](?=-[A-Z])|(?:[A-Z][a-z]?\.){2,}|"
    rf"{_LETTER}+(?:['’ʼ`]{_LETTER}{{2,}}|['’ʼ](?![sS]\b){_LETTER}|-(?=[^\W\d_]){_LETTER}+)*"
)
#: Compounds that are two words: "Houston-based", "Russian-occupied", "Arab-Israeli".
_COMPOUND = re.compile(
    r"-(?=(?:based|backed|led|born|run|controlled|held|occupied|area|wide|bound|made|trained|linked|"
    r"affiliated|funded|supported|owned|allied|US|Israeli|Russian|Ukrainian|American|Chinese|"
    r"Iranian|Syrian|Turkish|Saudi|Palestinian|Lebanese|Indian|Pakistani)$)"
)
_END = re.compile(r"[.!?…]['\"”’)\]]*\s|\n")


@value(frozen=True, slots=True)
class Token:
    """One word: half-open offsets, its text and folded key, and whether it begins a sentence.

    ``capital``: whether it begins with a capital letter, or "al-" before one.
    """

    start: int
    end: int
    text: str
    key: str
    first: bool
    capital: bool


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text in order."""
    found: list[Token] = []
    last_end = 0
    for match in _WORD.finditer(text):
        if match[0] in {"s", "S"} and text[match.start() - 1 : match.start()] in {"'", "’"}:
            continue  # the ending of "Kyiv's" is no word of its own
        start, said = match.start(), match[0]
        between = text[last_end:start]
        first = not found or (
            between != " "
            and bool(_END.search(between + " "))
            and not _abbreviated(found[-1], between)
        )
        for word in _COMPOUND.split(said) if "-" in said else (said,):
            end = start + len(word)
            found.append(Token(start, end, word, fold(word), first, _capital(word)))
            start, first = end + 1, False
        last_end = match.end()
    return tuple(found)


def _abbreviated(token: Token, between: str) -> bool:
    """Whether the stop after a word marks a short form ("St. Petersburg", "Jan. 2")."""
    if between[:1] != "." or "\n" in between:
        return False
    return len(token.text) <= 3 and token.text[0].isupper() and not token.text.isupper()


def _capital(text: str) -> bool:
    if text[0].isupper() or (text[1:2] in {"'", "’"} and text[2:3].isupper()):
        return True  # "d'Ivoire"
    if text[0] not in {"a", "e"}:
        return False
    _, dash, rest = text.partition("-")
    return bool(dash) and text[:2] in ("al", "as", "an", "el") and rest[:1].isupper()

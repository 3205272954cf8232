"""Numbers that count no people by their looks: money, ages, shares, rates, parts of names. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import Reading
from incidents.extract.tokens import Token


def odd_number(
    words: Sequence[Token], at: int, reading: Reading, lexicon: Lexicon
) -> tuple[int, str] | None:
    """A number that counts no people by its looks: money, age, share; with its end."""
    before = words[at - 1].norm if at else ""
    after = words[reading.end].norm if reading.end < len(words) else ""
    if before in {"$", "€", "£", "₴"}:
        return reading.end, "money"
    if after and lexicon.nouns.at(words, reading.end) == (1, "share"):
        return reading.end + 1, "share"
    if after.startswith(("year-old", "years-old", "-year-old")) or before in {"aged", "age"}:
        return reading.end, "age"
    lone = words[at].kind == "number" and reading.end == at + 1
    capital = at > 1 and words[at - 2].text[:1].isupper() and words[at - 2].kind == "word"
    noun = lexicon.nouns.at(words, at - 2) if at > 1 else None
    person = capital or (noun is not None and noun[1] in {"person", "civilian", "combatant"})
    if lone and before in {",", "("} and after in {",", ")", "."} and person:
        return reading.end, "age"
    counted = at > 1 and lexicon.classes.at(words, at - 2) is not None
    if lone and before == "number" and counted:
        return None
    if lone and before in {"no", "number", "no.", "room", "unit", "brigade", "highway", "route"}:
        return reading.end, "name"
    if lone and before == "." and at > 1 and words[at - 2].norm == "no":
        return reading.end, "name"
    if (lone and before == "/") or after == "/":
        return reading.end, "date"
    return None


def is_rate(words: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    """ "5,000 soldiers a week": a rate, not a toll."""
    if end + 1 >= len(words) or words[end].norm not in {"a", "an", "per", "every", "each"}:
        return False
    behind = words[end + 2].norm if end + 2 < len(words) else ""
    if behind in {"earlier", "before", "ago"}:
        return False  # "killed 23 people a day earlier"
    unit = lexicon.nouns.at(words, end + 1)
    return unit is not None and unit[1] == "duration"

"""Leaves out ages, which stand between noun and verb: "Three girls, aged six, seven and nine,".

Pure, in one pass. What is left keeps its offsets, so quotes stay slices of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token

_LINKS = frozenset({",", "and", "to", "between", "from", "-", "or", "&"})
_AGED = frozenset({"aged", "ages"})
#: What the words for an age may begin with, but for "45-year-old".
_OPENS = _AGED | {",", "of", "who"}
_OLDEST = 110
_NAME_REACH = 4
_PERSONS = frozenset({"person", "civilian", "combatant", "attacker"})
_ONE = frozenset({"a", "an", "the", "his", "her", "their", "its"})


def without_ages(words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The words without what only tells how old somebody was."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        norm = words[at].norm
        if norm not in _OPENS and not norm.endswith("-year-old"):
            found.append(words[at])
            at += 1
            continue
        if _before_name(words, at):
            at += 1
            continue
        end = (
            _listed(words, at, lexicon)
            or _lone(words, at, lexicon)
            or _several(words, at, lexicon)
            or _of_age(words, at, lexicon)
            or _who_was(words, at, lexicon)
        )
        if end is None:
            found.append(words[at])
            at += 1
            continue
        closes = words[at].norm != "of"  # "one of them an officer of 22, lost": not the age's comma
        comma = closes and end < len(words) and words[end].norm == ","
        at = end + 1 if comma and not _goes_on(words, end + 1) else end
    return found


def _before_name(words: Sequence[Token], at: int) -> bool:
    """ "45-year-old Osama and 54-year-old Adel": the names alone are told of."""
    old = words[at].norm.endswith("-year-old") and at + 1 < len(words)
    return old and words[at + 1].text[0].isupper()


def _listed(words: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """End of ", aged six, seven and nine" or "aged 30 and 38"."""
    here = at + 1 if words[at].norm == "," and at + 1 < len(words) else at
    if words[here].norm not in _AGED:
        return None
    here += 1
    last = None
    while here < len(words):
        if _is_age(words[here], lexicon):
            last = here + 1
        elif words[here].norm not in _LINKS:
            break
        here += 1
    return last


def _lone(words: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """End of the ", 43" behind a person: "a man, 43, and a woman, 61"."""
    if at == 0 or at + 2 >= len(words) or words[at].norm != "," or words[at + 1].kind != "number":
        return None
    if words[at + 2].norm not in {",", ".", ";", "and"} or not _is_age(words[at + 1], lexicon):
        return None
    noun = lexicon.nouns.at(words, at - 1)
    singular = noun is not None and noun[1] in _PERSONS and not words[at - 1].norm.endswith("s")
    article = any(w.norm in _ONE for w in words[max(0, at - _NAME_REACH) : at])
    named = at > 1 and all(_is_name(w) for w in words[at - 2 : at])
    nth = words[at - 1].norm in _NTH and article  # "a third, 50, was treated"
    return at + 2 if (singular and article) or named or nth else None


_NTH = frozenset("second third fourth fifth sixth another".split())


def _several(words: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """End of the ", 45 and 67" in "two women, 45 and 67, were killed"."""
    if at == 0 or words[at].norm != ",":
        return None
    noun = lexicon.nouns.at(words, at - 1)
    here, ages = at + 1, 0
    while here < len(words) and words[here].kind == "number" and _is_age(words[here], lexicon):
        ages += 1
        here += 1
        if here + 1 < len(words) and words[here].norm in {",", "and"}:
            here += words[here + 1].kind == "number"
            here += words[here].norm == "and"
    closed = here < len(words) and words[here].norm == ","
    return here if closed and ages > 1 and noun is not None and noun[1] == "person" else None


def _of_age(words: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """End of the "of 58" in "a man of 58 was injured", "two women of 63 and 70"."""
    if at == 0 or words[at].norm != "of" or at + 1 >= len(words):
        return None
    noun = lexicon.nouns.at(words, at - 1)
    if noun is None or words[at - 1].norm in {"people", "total", "others"}:
        return None
    here, last = at + 1, None
    one = any(w.norm in {"a", "an"} for w in words[max(0, at - 3) : at - 1])  # "a boy of two died"
    if noun[1] != "person" and not (one and noun[1] in _PERSONS):
        return None  # "a former marine of 40", not "a force of 40"
    while here < len(words) and (_is_age(words[here], lexicon) or words[here].norm == "and"):
        if words[here].kind == "number" or (one and here == at + 1):
            last = here + 1
        here += 1
    followed = last is not None and last < len(words) and lexicon.nouns.at(words, last) is not None
    return None if followed else last


def _who_was(words: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """End of "who was a year old" in "seven people, including a girl who was a year old, died"."""
    norms = [w.norm for w in words[at : at + _WHO_WAS]]
    if norms[:2] not in (["who", "was"], ["who", "were"]) or "old" not in norms:
        return None
    old = norms.index("old")
    aged = norms[2] in {"a", "an"} or _is_age(words[at + 2], lexicon)
    return at + old + 1 if aged and norms[old - 1] in _UNITS else None


_WHO_WAS = 5
_UNITS = frozenset("year years month months week weeks day days".split())


def _is_name(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper() and not token.text.isupper()


def _is_age(token: Token, lexicon: Lexicon) -> bool:
    if token.kind == "range":
        return True
    if token.kind == "number":
        return token.norm.isdecimal() and int(token.norm) <= _OLDEST
    return token.norm in lexicon.number_words


def _goes_on(words: Sequence[Token], at: int) -> bool:
    """Whether a list of persons goes on behind the comma, which then stays."""
    if at >= len(words):
        return False
    return words[at].norm in _MORE or _is_name(words[at])


_MORE = frozenset({"and", "a", "an", "all", "both", "most"})

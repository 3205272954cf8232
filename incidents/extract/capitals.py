"""Texts in capitals put into sentence case, so that names can be told from other words.

Pure; the length never changes, so offsets stay those of the report. A word is taken as a name where
it stands right behind a person's title ("PRIEST IGNACIO ELLACURIA") or right before or behind a
deed done to one person ("... ROMERO WAS MURDERED", "THE ASSASSINATION OF ..."). Limits: other
names stay in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.nouns import STOPPERS
from incidents.extract.tokens import Token, tokens

_SHARE = 0.8
_LEAST = 40
_LONGEST = 4
_OPENING = re.compile(r"(?:\A|[.!?\]]\s{1,3}|\n\s{0,3})[a-z]")
_DONE_TO = frozenset({"KILL", "INJURE", "DIE"})


def in_sentence_case(text: str, lexicon: Lexicon) -> str:
    """The text as it is, or its sentence case if nearly all its letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _LEAST or sum(c.isupper() for c in letters) < _SHARE * len(letters):
        return text
    small = text.lower()
    if len(small) != len(text):
        return text
    words = tokens(small)
    made = list(_OPENING.sub(lambda m: m.group().upper(), small))
    for at in range(len(words)):
        for name in _names_at(words, at, lexicon):
            made[name.start] = text[name.start]
    return "".join(made)


def _names_at(words: Sequence[Token], at: int, lexicon: Lexicon) -> list[Token]:
    if _is_month(words, at, lexicon):
        return [words[at]]
    noun = lexicon.nouns.at(words, at)
    singular = noun is not None and noun[1] in {"person", "combatant"}
    if singular and not words[at].norm.endswith("s"):
        return _run(words, at + 1, 1, lexicon)
    hit = lexicon.classes.at(words, at)
    if hit is not None and hit[1] in {"MURDEROF", "KILLING"}:
        return _victims(words, at + hit[0], lexicon, murder=hit[1] == "MURDEROF")
    if hit is not None and hit[1] == "DIE":
        run = _run(words, at - 1, -1, lexicon)
        return run if _is_person(run) and _opens(words, at - 1 - len(run)) else []
    if words[at].norm in MURDERS and at and words[at - 1].norm.endswith(("'s", "'")):
        return _run(words, at - 1, -1, lexicon)
    if words[at].norm == "," and at + 1 < len(words) and _tells_who(words, at + 1, lexicon):
        run = _run(words, at - 1, -1, lexicon, _LONGEST + 2)
        return run if len(run) > 1 and _opens(words, at - 1 - len(run)) else []
    if words[at].norm == "was" and at + 1 < len(words):
        following = lexicon.classes.at(words, at + 1)
        if following is not None and following[1] in _DONE_TO:
            return _run(words, at - 1, -1, lexicon)
    if words[at].norm == "were" and at + 1 < len(words):
        following = lexicon.classes.at(words, at + 1)
        if following is not None and following[1] in _DONE_TO:
            return _two_before(words, at - 1, lexicon)
    return []


def _two_before(words: Sequence[Token], at: int, lexicon: Lexicon) -> list[Token]:
    """The names of "Hector Oqueli and Gilda Flores were killed"."""
    second = _run(words, at, -1, lexicon)
    here = at - len(second)
    if not _is_person(second) or here < 1 or words[here].norm != "and":
        return []
    first = _run(words, here - 1, -1, lexicon)
    return [*first, *second] if _is_person(first) else []


def _victims(words: Sequence[Token], at: int, lexicon: Lexicon, *, murder: bool) -> list[Token]:
    """The names of one or two people: "the murder of (their colleague) A and of lawyer B"."""
    here = at
    while here < min(len(words), at + _WHO) and _says_who(words, here, lexicon):
        here += 1
    first = _run(words, here, 1, lexicon)
    if not (_is_person(first) or (murder and here == at)):
        return []
    here += len(first)
    if here >= len(words) or words[here].norm != "and":
        return first
    here += 1
    while here < len(words) and (words[here].norm == "of" or _says_who(words, here, lexicon)):
        here += 1
    second = _run(words, here, 1, lexicon)
    return [*first, *second] if _is_person(second) else first


def _says_who(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return words[at].norm in _POSSESSIVE or lexicon.nouns.at(words, at) is not None


_WHO = 3  # words before a name: "their colleague", "the former judge"
_POSSESSIVE = frozenset("the their his her our its former".split())
#: What is done to the person named before it: "the senator's murder".
MURDERS = frozenset({"murder", "assassination", "slaying"})


def _is_month(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """A month beside a number: "may" alone is no name."""
    if words[at].norm not in lexicon.raw["months"]:
        return False
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(w.text[0].isdecimal() for w in beside)


def _tells_who(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """What follows a name and says who it is: "..., a street vendor", "..., 72", "..., who"."""
    norm = words[at].norm
    return norm in _INTRODUCES or norm.isdecimal() or lexicon.nouns.at(words, at) is not None


def _opens(words: Sequence[Token], before: int) -> bool:
    return before < 0 or words[before].norm in _BEFORE_SUBJECT


def _is_person(run: Sequence[Token]) -> bool:
    """Two or three words in a row that look like a name and no plural."""
    return 1 < len(run) < _LONGEST and not any(
        w.norm.endswith(_NO_NAME) and not w.norm.endswith(_SPANISH) for w in run
    )


_NO_NAME = ("s", "ing", "ed", "ly", "ion")
_SPANISH = ("es", "os", "as", "is", "us")  # Flores, Ramos, Cardenas
_INTRODUCES = frozenset(
    "a an the who president presidential leader director chief candidate former minister secretary "
    "senator mayor general colonel manager member chairman rector bishop editor owner".split()
)


_BEFORE_SUBJECT = frozenset({".", "]", "-", "--", ":", "that", "when"})


def _run(
    words: Sequence[Token], at: int, step: int, lexicon: Lexicon, longest: int = _LONGEST
) -> list[Token]:
    """Words in a row that nothing else explains."""
    found: list[Token] = []
    while 0 <= at < len(words) and len(found) < longest and _unexplained(words, at, lexicon):
        found.append(words[at])
        at += step
    return found


def _unexplained(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    token = words[at]
    known = (
        lexicon.nouns.at(words, at) or lexicon.classes.at(words, at)
        or lexicon.qualifiers.at(words, at) or lexicon.vague.at(words, at)
    )  # fmt: skip
    return (
        token.kind == "word"
        and token.norm not in STOPPERS
        and token.norm not in lexicon.number_words
        and known is None
    )

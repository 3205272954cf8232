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
    noun = lexicon.nouns.at(words, at)
    singular = noun is not None and noun[1] in {"person", "combatant"}
    if singular and not words[at].norm.endswith("s"):
        return _run(words, at + 1, 1, lexicon)
    hit = lexicon.classes.at(words, at)
    if hit is not None and hit[1] == "MURDEROF":
        return _run(words, at + hit[0], 1, lexicon)
    if words[at].norm == "," and at + 1 < len(words) and _tells_who(words[at + 1]):
        run = _run(words, at - 1, -1, lexicon)
        begins = at - 1 - len(run)
        opens = begins < 0 or words[begins].norm in _BEFORE_SUBJECT
        return run if len(run) > 1 and opens else []
    if words[at].norm == "was" and at + 1 < len(words):
        following = lexicon.classes.at(words, at + 1)
        if following is not None and following[1] in _DONE_TO:
            return _run(words, at - 1, -1, lexicon)
    return []


def _tells_who(token: Token) -> bool:
    """What follows a name and says who it is: "..., a street vendor", "..., 72", "..., who"."""
    return token.norm in {"a", "an", "the", "who"} or token.norm.isdecimal()


_BEFORE_SUBJECT = frozenset({".", "]", "-", "--", ":", "that", "when"})


def _run(words: Sequence[Token], at: int, step: int, lexicon: Lexicon) -> list[Token]:
    """Words in a row that nothing else explains."""
    found: list[Token] = []
    while 0 <= at < len(words) and len(found) < _LONGEST and _unexplained(words, at, lexicon):
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

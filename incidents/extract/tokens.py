"""Words with their offsets, and where sentences end.

Pure and linear in the text's length: one pass of one regular expression without nested
repetition, then one pass over the tokens. Hard-wrapped lines are joined; headlines, list items
and datelines end where their line ends, and so does every line of a text that is not wrapped.
Limits: no language model: what ends in an abbreviation ("in the U.S.") may run into the next.
"""

from __future__ import annotations

import re

from incidents.model.values import value

# Order matters: clock times before numbers, grouped thousands before plain digits.
_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"|(?P<number>\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?![\d\w])|\d+(?:\.\d+)?(?![\w]|[-–]\w))"
    r"|(?P<range>\d+[-–—]\d+(?!\w|[-–]))"
    r"|(?P<word>[^\W_]+(?:[-'’ʼ‘`´ʹ′＇ꞌ.][^\W_]+)*)"
    r"|(?P<mark>[≥≤<>~≈+%$€£₴]|[^\w\s])"
)
#: Every mark that is typed for the apostrophe of "дев'ятеро".
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´ʹ′＇ꞌ", "'"))
_TITLES = frozenset(
    "mr mrs ms dr gen col maj capt lt sgt st prof sen rep gov no jan feb mar apr jun jul aug sep "
    "sept oct nov dec u.s u.n u.k e.g i.e vs inc co ltd ft mt р м вул ул обл р-н им ім "
    "т.ч с смт просп пров бул кв тис тыс ст ч г пгт пос буд д".split()
)
_SHORT_LINE = 55
_WRAPPED = 110  # no line is wrapped as late: where one is longer, a line that ends is an end
_WORDS = 12
_LONGEST = 160  # words; what runs on longer is no sentence, and hostile texts stay cheap


@value(frozen=True, slots=True)
class Token:
    """One word, number or mark: half-open offsets, the text, its folded form, its kind."""

    start: int
    end: int
    text: str
    norm: str
    kind: str


@value(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence; ``paragraph`` counts blank lines before it."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end


def tokens(text: str) -> list[Token]:
    """Split a text into tokens, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        norm = word.casefold()
        if not norm.isascii() or "`" in norm:
            norm = norm.translate(_APOSTROPHES)
        found.append(Token(match.start(), match.end(), word, norm, match.lastgroup or "mark"))
    return found


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences, each with its tokens."""
    words = tokens(text)
    found: list[Sentence] = []
    lines = any(_runs_on(line) for line in text.split("\n"))
    begin = paragraph = 0
    for at, token in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        gap = text[token.end : following.start] if following else "\n\n"
        if gap in {" ", ""} and token.norm not in _MAY_END and at - begin < _LONGEST:
            continue  # most words end nothing
        full = at - begin >= _LONGEST
        own = lines and following is not None and "\n" in gap and not following.text[0].islower()
        if following is None or full or own or _ends(text, words, at, gap):
            found.append(Sentence(tuple(words[begin : at + 1]), paragraph))
            begin = at + 1
            if gap.count("\n") > 1:
                paragraph += 1
    return found


_MAY_END = frozenset({".", "!", "?", "…", "”", "»", '"', "’"})


def _runs_on(line: str) -> bool:
    """Whether a line is longer than any that is wrapped; an address is no line of words."""
    return len(line) > _WRAPPED and line.count(" ") >= _WORDS


def _ends(text: str, words: list[Token], at: int, gap: str) -> bool:
    token, following = words[at], words[at + 1]
    if gap.count("\n") > 1:
        return True
    if "\n" in gap:
        line = text.rfind("\n", 0, token.end) + 1
        short = token.end - line < _SHORT_LINE
        if short and (following.text[0].isupper() or not following.text[0].isalnum()):
            return True
        if short and following.text[0].isdecimal() and token.norm in ".!?:;":
            return True
    if token.norm not in {".", "!", "?", "…"}:
        closing = token.norm in {"”", "»", '"', "’"} and at > 0 and words[at - 1].norm in ".!?"
        return closing and bool(gap) and following.text[0].isupper()
    if not gap:
        return False
    return token.norm != "." or _full_stop(words, at)


def _full_stop(words: list[Token], at: int) -> bool:
    following = words[at + 1]
    if following.text[0].islower():
        return False
    before = words[at - 1] if at else None
    if before is None or before.end != words[at].start:
        return True
    if before.norm in {"a.m", "p.m"}:
        return following.text[0].isupper()
    initial = len(before.text) == 1 and before.text.isupper()
    year = before.norm in {"р", "г"} and at > 1 and words[at - 2].kind == "number"
    return year or not (before.norm in _TITLES or initial)

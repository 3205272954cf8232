"""A report as recognition sees it: its words, their neighbours, and who in it is a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from incidents.geocode import people_words, words
from incidents.geocode.index import PlaceIndex
from incidents.geocode.tokens import Token
from incidents.model import Place

#: Share of capitalised words above which a sentence is a headline, where capitals say nothing.
_TITLED, _LEAST_TITLED = 0.86, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens, ready to be searched.

    Attributes:
        lowercase: keys of words that also occur in lower case: those are no names.
        shouting: most of it is in capitals.
        titled: indices of the tokens of headlines, where every word has a capital.
        people: keys of words that stand somewhere in it as a person's name.
        gaps: what stands between each token and the next; a line end behind the last.
    """

    text: str
    tokens: tuple[Token, ...]
    index: PlaceIndex
    lowercase: frozenset[str]
    shouting: bool
    titled: frozenset[int] = frozenset()
    people: frozenset[str] = frozenset()
    gaps: tuple[str, ...] = ()
    _known: dict[str, Sequence[Place]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, text: str, tokens: tuple[Token, ...], index: PlaceIndex) -> Reading:
        """Note what its words tell about each other."""
        lower = frozenset(t.key for t in tokens if t.text[0].islower())
        letters = [t for t in tokens if len(t.text) > 2]
        loud = sum(t.text.isupper() for t in letters) > 0.7 * len(letters) if letters else False
        gaps = (*(text[a.end : b.start] for a, b in pairwise(tokens)), "\n")
        return cls(text, tokens, index, lower, loud, _titled(tokens), _people(text, tokens), gaps)

    def places(self, name: str) -> Sequence[Place]:
        """The places so called, as the gazetteer has them; asked once for each spelling."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self.index.lookup(name)
        return found

    def gap(self, left: int) -> str:
        """What stands between token ``left`` and the next."""
        return self.gaps[left] if 0 <= left < len(self.gaps) else "\n"

    def token(self, i: int) -> Token | None:
        """Token i, or None outside the text."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def before(self, i: int, gap: str = " ") -> Token | None:
        """The token before i if only ``gap`` stands between."""
        return self.tokens[i - 1] if i > 0 and self.gap(i - 1) == gap else None

    def after(self, i: int, gap: str = " ") -> Token | None:
        """The token after i if only ``gap`` stands between."""
        return self.token(i + 1) if self.gap(i) == gap else None


def _titled(tokens: tuple[Token, ...]) -> frozenset[int]:
    """Indices of the tokens of sentences that are written like headlines."""
    starts = [i for i, t in enumerate(tokens) if t.first] + [len(tokens)]
    found: set[int] = set()
    for left, right in pairwise(starts):
        long = [t for t in tokens[left:right] if len(t.text) > 3]
        if len(long) >= _LEAST_TITLED and sum(t.capital for t in long) >= _TITLED * len(long):
            found.update(range(left, right))
    return frozenset(found)


#: After a town's name, not after a person's.
_OF_TOWN = people_words.CITY_BODIES | words.INHABITANTS | {"city", "county", "state"}
#: An age after a name: "Kewon Jones, 24, of Troy".
_AGE = re.compile(r"^(?:, \d{1,2}(?:,| of\b)| \(\d{1,2}\))")


def _people(text: str, tokens: tuple[Token, ...]) -> frozenset[str]:
    """Keys of words that somewhere follow a title, a given name or an initial, or speak."""
    found: set[str] = set()
    for i, token in enumerate(tokens):
        if not token.text[0].isupper() or not token.text.isascii():
            continue
        if _named(text, tokens, i) or _speaking(text, tokens, i):
            found.add(token.key)
    return frozenset(found)


def _named(text: str, tokens: tuple[Token, ...], i: int) -> bool:
    if i == 0:
        return False
    before, token = tokens[i - 1], tokens[i]
    gap = text[before.end : token.start]
    if gap == " " and (before.key in people_words.TITLES):
        return True
    if gap == " " and before.capital and before.key in people_words.GIVEN_NAMES:
        return True
    if gap == " " and before.capital and _AGE.match(text[token.end : token.end + 8]):
        return True
    initial = gap == ". " and len(before.text) == 1 and before.text.isupper() and i > 1
    return initial and text[tokens[i - 2].end : before.start] == " " and tokens[i - 2].capital


def _speaking(text: str, tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the word does what only a person does ("Jones said", "said Wade")."""
    if i + 1 < len(tokens) and text[tokens[i].end : tokens[i + 1].start] == " ":
        after = tokens[i + 1]
        if not after.capital and after.key in people_words.PERSON_VERBS:
            return True
    if i == 0 or text[tokens[i - 1].end : tokens[i].start] != " ":
        return False
    if i + 1 < len(tokens) and tokens[i + 1].key in _OF_TOWN:
        return False  # "said Fargo City Commissioner Tim Mahoney"
    return tokens[i - 1].key in people_words.SPEECH_BEFORE and not tokens[i - 1].capital

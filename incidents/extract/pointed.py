"""One person the text names ("Alok Sen") or points at ("the driver", "him"). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.nouns import STOPPERS, noun_phrase
from incidents.extract.numbers import Reading
from incidents.extract.tokens import Token
from incidents.model import Estimate

_POINTING = frozenset({"the", "his", "her", "their", "its", "our"})
_ONE = Estimate.exactly(1)


def pointed_at(words: Sequence[Token], at: int, lexicon: Lexicon) -> Item | None:
    """One person the text points at ("the driver", "him") or names ("Alok Sen")."""
    token = words[at]
    if token.norm == "him":
        return _person(at, at + 1, "him", lexicon)
    if token.norm in _POINTING:
        return _the_one(words, at, lexicon)
    if not _is_name(token):
        return None
    opens = at
    while opens and words[opens - 1].end + 1 == words[opens].start and _is_name(words[opens - 1]):
        opens -= 1
    if opens < at and opens and words[opens - 1].norm in _WHERE:
        return None  # "in Kryvyi Rih": the rest of a place's name is nobody's
    before = words[at - 1].norm if at else ""
    if before in BEFORE_PLACE or (before in STOPPERS and before not in {"and", "but", "or", "who"}):
        return None
    end = at
    while end < len(words) and _is_name(words[end]) and end - at < 7:
        end += 1
    if at <= _DATELINE and end < len(words) and words[end].norm in _DASHES:
        return None  # "JAMMU, India — Four soldiers and a policeman died"
    if end == at + 1 and lexicon.nouns.at(words, at) is not None:
        return None  # "Residents aged 34 and 51": a noun that opens the sentence
    if at == 0 and end == 1 and len(words) > 1 and lexicon.nouns.at(words, 1) is not None:
        return None  # "Whole families perished": a word that only opens the sentence
    if end == at or (at == 0 and end == 1 and words[end - 1].norm in lexicon.number_words):
        return None
    if any(
        lexicon.raw["months"].get(w.norm) or w.norm in lexicon.raw["weekdays"]
        for w in words[at:end]
    ):
        return None
    return Item("NAME", at, end, Reading(at, end, _ONE, article=True), "person", "", named=True)


def _the_one(words: Sequence[Token], at: int, lexicon: Lexicon) -> Item | None:
    """ "The driver", "his wife"."""
    end, kind, head = noun_phrase(words, at + 1, lexicon)
    plural = head.endswith("s") or head in _PLURALS or words[end - 1].text[:1].isupper()
    if kind in {"person", "civilian", "combatant", "attacker"} and not plural:
        return _person(at, end, head, lexicon, kind)
    return None


_PLURALS = frozenset({"police", "personnel", "people", "men", "women", "children", "gunmen",
                      "policemen", "servicemen", "others", "staff", "other", "couple"})  # fmt: skip


_DATELINE = 4  # words before a dateline's last name
_DASHES = frozenset({"—", "–", "--"})
_WHERE = frozenset("in near around across outside inside".split())
BEFORE_PLACE = frozenset(
    "in on at of from to near by with for against between outside inside around across".split()
)


def _is_name(token: Token) -> bool:
    if token.kind != "word" or not token.text[0].isupper() or token.norm in STOPPERS:
        return False
    return not token.text.isupper() and any(c.islower() for c in token.text)


def _person(at: int, end: int, head: str, lexicon: Lexicon, kind: str = "person") -> Item:
    del lexicon
    return Item("COUNTNP", at, end, Reading(at, end, _ONE, article=True), kind, head, named=True)

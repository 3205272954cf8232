"""A sentence as a row of word classes, each item with what it counts.

Pure. Counts are joined with the noun they count ("at least 12 people" is one item), so that
the shapes of the pattern files can be short. Words that change nothing ("also", "reportedly")
are left out of the row. Limits: a noun that the pattern file does not know is taken as people
only where the shape around it can speak of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import Reading, read_at
from incidents.extract.tokens import Token
from incidents.model import Estimate

PEOPLE = frozenset({"person", "civilian", "combatant", "attacker", "unknown"})
_SYMBOL_OF = {
    "fires": "FIRES",
    "sites": "SITES",
    "regions": "REGIONS",
    "munition": "MUNITION",
}
_REACH = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One class of the row: words ``start`` to ``end`` of the sentence.

    ``kind``: what a count counts ("person", "attacker", "munition", ...; "bare" where no noun
    stands); ``head``: that noun, folded. ``named``: one person named or pointed at ("the driver").
    ``attackers``: attackers counted in the same breath, who are kept apart.
    """

    symbol: str
    start: int
    end: int
    reading: Reading | None = None
    kind: str = ""
    head: str = ""
    named: bool = False
    attackers: Item | None = None
    passive: bool = False
    plural: bool = False


def row_of(
    words: Sequence[Token], dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[Item]:
    """Read a sentence's tokens; ``dates`` are character spans that hold no count."""
    words = list(words)
    found: list[Item] = []
    at = 0
    while at < len(words):
        item = _item(words, at, dates, lexicon)
        if item.symbol != "SKIP":
            found.append(item)
        at = item.end
    return found


def _item(
    words: Sequence[Token], at: int, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Item:
    token = words[at]
    if any(a <= token.start < b for a, b in dates):
        return Item("W", at, at + 1, kind="date")
    named = lexicon.classes.at(words, at)
    if lexicon.qualifiers.at(words, at) is not None:
        counted = _count(words, at, dates, lexicon)
        if counted is not None:
            return counted
    if named is not None and (named[1] in {"NONE", "NOTREPORTED"} or named[0] > 1):
        return Item(
            named[1],
            at,
            at + named[0],
            passive=named[1] == "BE",
            plural=words[at].norm in {"were", "are"},
        )
    if token.norm in {"the", "all", "these", "those", "its", "his", "her", "their"} and (
        at + 1 < len(words) and words[at + 1].kind in {"number", "word"}
    ):
        counted = _count(words, at + 1, dates, lexicon)
        if counted is not None and not (counted.reading and counted.reading.article):
            return Item(
                counted.symbol, at, counted.end, counted.reading, counted.kind, counted.head
            )
    counted = _count(words, at, dates, lexicon)
    if counted is not None:
        return counted
    if named is not None:
        last = words[at + named[0] - 1].norm
        passive = named[1] == "BE" and last not in {"have", "has", "had"}
        plural = named[1] == "BE" and words[at].norm in {"were", "are"}
        return Item(named[1], at, at + named[0], passive=passive, plural=plural)
    pointed = _pointed(words, at, lexicon)
    if pointed is not None:
        return pointed
    if token.kind == "mark":
        symbol = {",": "COMMA", ";": "STOP", ".": "STOP", ":": "COLON", "(": "OPEN", ")": "CLOSE",
                  "[": "OPEN", "]": "CLOSE", "–": "COMMA", "—": "COMMA", "-": "COMMA"}  # fmt: skip
        return Item(symbol.get(token.norm, "SKIP"), at, at + 1)
    return Item("W", at, at + 1)


def without_acronyms(words: Sequence[Token]) -> list[Token]:
    """Leave out "(NATO)" and the like, which stand between a noun and its verb."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        short = at + 2 < len(words) and words[at].norm == "(" and words[at + 2].norm == ")"
        if short and words[at + 1].text.isupper() and words[at + 1].kind == "word":
            at += 3
            continue
        found.append(words[at])
        at += 1
    return found


_POINTING = frozenset({"the", "his", "her", "their", "its", "our"})
_ONE = Estimate.exactly(1)


def _pointed(words: Sequence[Token], at: int, lexicon: Lexicon) -> Item | None:
    """One person the text points at ("the driver", "him") or names ("Alok Sen")."""
    token = words[at]
    if token.norm == "him":
        return _person(at, at + 1, "him", lexicon)
    if token.norm in _POINTING:
        end, kind, head = noun_phrase(words, at + 1, lexicon)
        plural = head.endswith("s") or head in _PLURALS or words[end - 1].text[:1].isupper()
        if kind in {"person", "civilian", "combatant", "attacker"} and not plural:
            return _person(at, end, head, lexicon, kind)
        return None
    before = words[at - 1].norm if at else ""
    if before in _BEFORE_PLACE or (
        before in _STOPPERS and before not in {"and", "but", "or", "who"}
    ):
        return None
    end = at
    while end < len(words) and _is_name(words[end]) and end - at < 7:
        end += 1
    if end == at or (at == 0 and end == 1 and words[end - 1].norm in lexicon.number_words):
        return None
    if any(
        lexicon.raw["months"].get(w.norm) or w.norm in lexicon.raw["weekdays"]
        for w in words[at:end]
    ):
        return None
    return Item("NAME", at, end, Reading(at, end, _ONE, article=True), "person", "", named=True)


_PLURALS = frozenset({"police", "personnel", "people", "men", "women", "children", "gunmen",
                      "policemen", "servicemen", "others", "staff", "other", "couple"})  # fmt: skip


_BEFORE_PLACE = frozenset(
    "in on at of from to near by with for against between outside inside around across".split()
)


def _is_name(token: Token) -> bool:
    if token.kind != "word" or not token.text[0].isupper() or token.norm in _STOPPERS:
        return False
    return not token.text.isupper() and any(c.islower() for c in token.text)


def _person(at: int, end: int, head: str, lexicon: Lexicon, kind: str = "person") -> Item:
    del lexicon
    return Item("COUNTNP", at, end, Reading(at, end, _ONE, article=True), kind, head, named=True)


def _count(
    words: Sequence[Token], at: int, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Item | None:
    reading = read_at(words, at, lexicon)
    if reading is None or reading.end <= at:
        return None
    last = words[reading.end - 1]
    if any(a <= last.start < b for a, b in dates):
        return None
    odd = _odd(words, at, reading, lexicon)
    if odd is not None:
        return Item("THING", at, odd[0], reading, odd[1])
    end, kind, head = noun_phrase(words, reading.end, lexicon)
    if _is_rate(words, end, lexicon):
        return Item("THING", at, end, reading, "rate", head)
    if (
        reading.increment
        and reading.article
        and kind == "bare"
        and _verb_follows(words, end, lexicon)
    ):
        return Item("COUNT", at, end, reading, kind)
    if reading.article and kind == "unknown" and not reading.increment:
        return Item("AN", at, end, reading, kind, head)
    if reading.article and kind not in {"person", "civilian", "combatant", "attacker"}:
        if reading.increment and kind in _SYMBOL_OF:
            return Item("THING", at, end, reading, kind, head)
        return None
    if head in {"lives", "life"}:
        return Item("LIVES", at, end, reading, "person", head)
    if kind == "bare":
        return Item("COUNT", at, end, reading, kind)
    if kind == "unknown" and at and words[at - 1].norm in _BEFORE_PLACE - {"by", "to"}:
        return Item("THING", at, end, reading, "thing", head)
    if kind in PEOPLE:
        return Item("COUNTNP", at, end, reading, kind, head)
    return Item(_SYMBOL_OF.get(kind, "THING"), at, end, reading, kind, head)


def _odd(
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
    if lone and before in {"no", "number", "no.", "room", "unit", "brigade", "highway", "route"}:
        return reading.end, "name"
    if lone and before == "." and at > 1 and words[at - 2].norm == "no":
        return reading.end, "name"
    if (lone and before == "/") or after == "/":
        return reading.end, "date"
    return None


def _verb_follows(words: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    found = lexicon.classes.at(words, end) if end < len(words) else None
    return found is not None and found[1] in {"BE", "DIE"}


def _is_rate(words: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    """ "5,000 soldiers a week": a rate, not a toll."""
    if end + 1 >= len(words) or words[end].norm not in {"a", "an", "per", "every", "each"}:
        return False
    unit = lexicon.nouns.at(words, end + 1)
    return unit is not None and unit[1] == "duration"


def noun_phrase(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, str, str]:
    """End, kind and head of the noun phrase that may stand at ``at``.

    Modifiers before the noun are taken in ("Indian Army soldiers"); words after a known noun
    are not, unless they are known nouns themselves ("police officers").
    """
    end, kind, head = at, "bare", ""
    here = at
    if here < len(words) and words[here].norm == "of":
        here = _past_of(words, here)
        inner = read_at(words, here, lexicon) if here < len(words) else None
        if inner is not None and not inner.article:
            here = inner.end
        if here < len(words) and words[here].norm in {"them", "whom", "which", "those", "these"}:
            return at, "bare", ""
    while here < len(words) and here - at < _REACH + 2:
        token = words[here]
        if token.kind != "word" or _stops(words, here, lexicon):
            break
        noun = lexicon.nouns.at(words, here)
        if noun is None:
            compound = kind in {"thing", "munition"} and _compound(words, here, lexicon)
            known = kind not in {"bare", "unknown"}
            if known and not compound and not _goes_on(words, here, lexicon):
                break
            kind, head, end = "unknown", token.norm, here + 1
        else:
            kind, head, end = noun[1], words[here + noun[0] - 1].norm, here + noun[0]
        here = max(end, here + 1)
    if kind == "unknown" and end - at > _REACH - 1:
        return at, "bare", ""
    return end, kind, head


def _goes_on(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a modifier leads to another noun ("Afghan National Army soldiers")."""
    for here in range(at, min(at + 4, len(words))):
        if words[here].kind != "word" or _stops(words, here, lexicon):
            return False
        noun = lexicon.nouns.at(words, here)
        if noun is not None:
            return noun[1] in {"person", "civilian", "combatant", "attacker"}
        if not words[here].text[0].isupper():
            return False
    return False


def _compound(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a thing only names a kind of person ("village defense volunteer")."""
    for here in range(at, min(at + 2, len(words))):
        if words[here].kind != "word" or _stops(words, here, lexicon):
            return False
        noun = lexicon.nouns.at(words, here)
        if noun is not None:
            return noun[1] in {"person", "civilian", "combatant", "attacker"}
    return False


def _past_of(words: Sequence[Token], at: int) -> int:
    here = at
    while here < len(words) and words[here].norm in {"of", "the", "these", "those"}:
        here += 1
    return here


_STOPPERS = frozenset(
    """in on at by for from with after before during as when while since into near of to and or but
    that who which whom whose the a an this these those there it its they he she his her their said
    says according about around between over under across around outside inside within without
    through against because than if were was is are be been had has have did do does not so he
    per each every where until via despite following amid among whilst
    monday tuesday wednesday thursday friday saturday sunday today yesterday overnight tonight
    broke came took went got more most few""".split()
)


def _stops(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    norm = words[at].norm
    if norm in _STOPPERS:
        return True
    named = lexicon.classes.at(words, at)
    if named is None:
        return False
    if named[1] == "SKIP" or named[1] == "CASUALTIES":
        return named[1] == "CASUALTIES"
    return True

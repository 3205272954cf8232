"""A sentence as a row of word classes, each item with what it counts.

Pure. Counts are joined with the noun they count ("at least 12 people" is one item), so that
the shapes of the pattern files can be short. Words that change nothing ("also", "reportedly")
are left out of the row. Limits: a noun that the pattern file does not know is taken as people
only where the shape around it can speak of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.items import PEOPLE, Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.nouns import STOPPERS, noun_phrase
from incidents.extract.numbers import Reading, read_at
from incidents.extract.odd import is_rate, odd_number
from incidents.extract.pointed import BEFORE_PLACE, pointed_at
from incidents.extract.tokens import Token
from incidents.model import Estimate

_SYMBOL_OF = {
    "fires": "FIRES",
    "sites": "SITES",
    "regions": "REGIONS",
    "bodies": "BODIES",
    "munition": "MUNITION",
}


def row_of(
    words: Sequence[Token], dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[Item]:
    """Read a sentence's tokens; ``dates`` are character spans that hold no count."""
    words = list(words)
    found: list[Item] = []
    at = 0
    while at < len(words):
        item = _item(words, at, dates, lexicon)
        if found and _names_him(found[-1], item):
            found[-1] = replace(found[-1], end=item.end)
        elif item.symbol != "SKIP":
            found.append(item)
        at = item.end
    return found


_SINGLE = frozenset({"was", "is"})
_FIRE_FIGHTING = frozenset(
    "engine engines truck trucks crew crews brigade brigades station stations tenders".split()
)


def _names_him(last: Item, item: Item) -> bool:
    """ "Her husband Ivan": the name only says who he is."""
    single = last.symbol == "COUNTNP" and bool(last.reading and last.reading.article)
    return item.symbol == "NAME" and single and last.end == item.start and bool(last.head)


def _item(
    words: Sequence[Token], at: int, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Item:
    token = words[at]
    if dates and any(a <= token.start < b for a, b in dates):
        return Item("W", at, at + 1, kind="date")
    number = token.kind not in {"word", "mark"} or (token.kind == "word" and "-" in token.norm)
    if not number and not lexicon.classed.opens(token.norm):
        return _unclassed(words, at, lexicon)
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
            single=words[at].norm in _SINGLE,
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
        single = named[1] == "BE" and words[at].norm in _SINGLE
        return Item(named[1], at, at + named[0], passive=passive, plural=plural, single=single)
    return _unclassed(words, at, lexicon)


def _unclassed(words: Sequence[Token], at: int, lexicon: Lexicon) -> Item:
    """A mark, a name, or a plain word."""
    token = words[at]
    if token.kind == "mark":
        return Item(_MARKS.get(token.norm, "SKIP"), at, at + 1)
    return pointed_at(words, at, lexicon) or Item("W", at, at + 1)


_MARKS = {",": "COMMA", ";": "STOP", ".": "STOP", ":": "COLON", "(": "OPEN", ")": "CLOSE",
          "[": "OPEN", "]": "CLOSE", "–": "COMMA", "—": "COMMA", "-": "COMMA"}  # fmt: skip


def _count(
    words: Sequence[Token], at: int, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Item | None:
    reading = read_at(words, at, lexicon)
    if reading is None or reading.end <= at:
        return None
    last = words[reading.end - 1]
    if any(a <= last.start < b for a, b in dates):
        return None
    if reading.article and reading.end < len(words) and words[reading.end].norm == "whole":
        return None  # "in the region as a whole two people were hurt"
    odd = odd_number(words, at, reading, lexicon)
    if odd is not None:
        return Item("THING", at, odd[0], reading, odd[1])
    end, kind, head = noun_phrase(words, reading.end, lexicon)
    if reading.article and not reading.increment:
        end, kind = _past_nation(words, end, kind, lexicon)
    if kind == "bare":
        end, kind, head = _of_his(words, reading.end, lexicon) or (end, kind, head)
    whole = _whole_of(words, reading.end, end, lexicon)
    if whole is not None:
        return Item("THING", at, whole, reading, "part")
    if is_rate(words, end, lexicon):
        return Item("THING", at, end, reading, "rate", head)
    if (
        reading.increment
        and reading.article
        and kind == "bare"
        and (_verb_follows(words, end, lexicon) or _place_follows(words, end))
    ):
        return Item("COUNT", at, end, reading, kind)
    if reading.article and kind == "unknown" and not reading.increment:
        return Item("AN", at, end, reading, kind, head)
    if reading.article and kind not in {"person", "civilian", "combatant", "attacker"}:
        if reading.increment and kind in _SYMBOL_OF:
            return Item("THING", at, end, reading, kind, head)
        return None
    return _counted(words, at, reading, (end, kind, head), lexicon)


def _past_nation(words: Sequence[Token], end: int, kind: str, lexicon: Lexicon) -> tuple[int, str]:
    """Past "a Palestinian armed group": what a nation's name only tells whose it is."""
    here = end
    if kind != "person" or not words[end - 1].text[:1].isupper():
        return end, kind
    while here < len(words) and here - end < _DEED and _plain(words, here, lexicon):
        here += 1
    return (here, "unknown") if here > end else (end, kind)


def _plain(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if word.kind != "word" or word.text[:1].isupper() or word.norm in STOPPERS:
        return False
    return lexicon.classes.at(words, at) is None


def _of_his(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, str, str] | None:
    """ "Two of his bodyguards": what is counted, as if it were "two bodyguards"."""
    if at + 2 >= len(words) or words[at].norm != "of" or words[at + 1].norm not in _HIS:
        return None
    end, kind, head = noun_phrase(words, at + 2, lexicon)
    return (end, kind, head) if kind in PEOPLE and kind != "unknown" else None


_HIS = frozenset({"his", "her", "their"})


def _counted(
    words: Sequence[Token],
    at: int,
    reading: Reading,
    noun: tuple[int, str, str],
    lexicon: Lexicon,
) -> Item:
    """The item of a count that is more than an article, by what it counts."""
    end, kind, head = noun
    if head in {"lives", "life"}:
        return Item("LIVES", at, end, reading, "person", head)
    if kind == "fires" and end < len(words) and words[end].norm in _FIRE_FIGHTING:
        return Item("THING", at, end + 1, reading, "thing", words[end].norm)
    if kind == "bare" and words[reading.end - 1].norm == "couple":
        return Item("COUNTNP", at, end, reading, "person", "couple")
    if head == "couple" and reading.article and not reading.increment:
        two = replace(reading, estimate=Estimate.exactly(2), article=False)  # "a married couple"
        return Item("COUNTNP", at, end, two, kind, head)
    if kind == "bare":
        return Item("COUNT", at, end, reading, kind)
    placed = at > 0 and words[at - 1].norm in BEFORE_PLACE - {"by", "to"}
    if kind == "unknown" and placed and not _murdered(words, at, lexicon):
        return Item("THING", at, end, reading, "thing", head)
    if kind in PEOPLE:
        return Item("COUNTNP", at, end, reading, kind, head)
    return Item(_SYMBOL_OF.get(kind, "THING"), at, end, reading, kind, head)


def _murdered(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "the assassination of" or the like stands right before: nothing else is murdered."""
    hits = (lexicon.classes.at(words, at - k) for k in range(1, min(at, _DEED) + 1))
    return any(
        hit == (k, "MURDEROF") and words[at - k].norm not in _ORDERS
        for k, hit in enumerate(hits, start=1)
    )


_DEED = 4
_ORDERS = frozenset({"execution"})  # orders are executed too


def _verb_follows(words: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    found = lexicon.classes.at(words, end) if end < len(words) else None
    if found is None or found[1] not in {"INJURE", "KILL", "MISSING"}:
        return found is not None and found[1] in {"BE", "DIE"}
    after = end + found[0]  # "one person was killed and another injured", not "injured woman"
    joined = words[end - 2].norm in {"and", ","} if end > 1 else False
    return joined and (after >= len(words) or lexicon.nouns.at(words, after) is None)


def _whole_of(words: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> int | None:
    """Where the whole begins in "53 of the 221 people hurt": all who were hurt; None if none."""
    if at + 2 >= len(words) or words[at].norm != "of":
        return None
    pointed = words[at + 1].norm in {"the", "those"}
    inner = read_at(words, at + 2 if pointed else at + 1, lexicon)
    who = end < len(words) and words[end].norm in {"who", "that"}  # "six of the ten who died were"
    harm = lexicon.classes.at(words, end + who) if end + who < len(words) else None
    counted = inner is not None and not inner.article and inner.end <= end
    told = {"INJURE", "KILL", "DIE"} if who else {"INJURE", "KILL"}
    return at + 1 if counted and harm is not None and harm[1] in told else None


def _place_follows(words: Sequence[Token], end: int) -> bool:
    """ "One person was killed in Nakuru and another in Meru"."""
    if end + 1 >= len(words):
        return False
    located = words[end].norm in {"in", "near"} and words[end + 1].text[:1].isupper()
    return located or (words[end].norm, words[end + 1].norm) in _THEN


_THEN = frozenset({("on", "arrival"), ("in", "hospital"), ("on", "the")})


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

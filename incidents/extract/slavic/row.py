"""A Ukrainian or Russian sentence as a row of word classes.

Pure. Ages, filler words and what is denied are left out; a preposition before a capital is kept,
since a place follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import Reading
from incidents.extract.slavic.counts import ONE, age_end, count_at, soles
from incidents.extract.tokens import Token
from incidents.model import Estimate, Qualifier

_MARKS = {",": "COMMA", ";": "STOP", ".": "STOP", ":": "COLON", "(": "OPEN", ")": "CLOSE",
          "[": "OPEN", "]": "CLOSE", "…": "STOP", "/": "COMMA", "•": "STOP"}  # fmt: skip
_HARMS = frozenset({"DIE", "INJURE", "SUFFER", "KILLBY", "INJUREBY"})
_PLURAL = ("ли", "ні", "ны", "ты", "ті", "лись", "лися")
_SEVERAL = ("их", "ых", "ими", "ыми")
_PLURAL_VERB = ("ли", "лись", "лися")
_IN = frozenset({"у", "в", "на", "біля", "під", "возле", "под", "во", "поблизу"})


def row_of(
    words: Sequence[Token], dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[Item]:
    """Read a sentence's tokens; ``dates`` are character spans that hold no count."""
    found: list[Item] = []
    at = 0
    while at < len(words):
        item = _item(words, at, dates, lexicon)
        if item.symbol != "SKIP":
            found.append(item)
        at = item.end
    return _risen(_denied(_without_asides(found)), words)


def _item(
    words: Sequence[Token], at: int, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Item:
    token = words[at]
    if any(a <= token.start < b for a, b in dates):
        return Item("W", at, at + 1, kind="date")
    aged = age_end(words, at)
    if aged is not None:
        return Item("SKIP", at, aged)
    named = lexicon.classes.at(words, at)
    if named is not None and named[0] > 1:
        return _classed(words, at, named)
    if _is_from(words, at, lexicon):
        return Item("FROM", at, at + 1)
    counted = count_at(words, at, lexicon)
    if counted is not None and not any(a <= words[counted.end - 1].start < b for a, b in dates):
        return counted
    if named is not None and named[1] not in {"FROM", "TO"}:
        return _classed(words, at, named)
    if token.norm in soles(lexicon.language, "subject"):
        return Item("SOLE", at, at + 1, Reading(at, at + 1, ONE, article=True),
                    _kind(words, at, lexicon), token.norm)  # fmt: skip
    if token.kind == "mark":
        return Item(_MARKS.get(token.norm, "SKIP"), at, at + 1)
    follows = words[at + 1] if at + 1 < len(words) else None
    if token.norm in _IN and follows is not None and follows.text[0].isupper():
        return Item("IN", at, at + 1)
    return Item("W", at, at + 1)


def _kind(words: Sequence[Token], at: int, lexicon: Lexicon) -> str:
    noun = lexicon.nouns.at(words, at)
    return noun[1] if noun else "person"


def _classed(words: Sequence[Token], at: int, named: tuple[int, str]) -> Item:
    length, symbol = named
    ends = _PLURAL if length == 1 else _PLURAL_VERB  # "тілесні ушкодження отримав" is of one
    plural = symbol in _HARMS and any(
        w.norm.endswith(ends) for w in words[at : at + length] if len(w.norm) > 3
    )
    several = symbol in {"DEAD", "HURT"} and words[at].norm.endswith(_SEVERAL)
    return Item(symbol, at, at + length, plural=plural or several)


def _is_from(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "з 9 до 12": where a rise begins."""
    if words[at].norm not in {"з", "із", "с", "со"} or at + 3 >= len(words):
        return False
    return any(w.norm == "до" for w in words[at + 2 : at + 5]) and (
        count_at([*words[:at], *words[at + 1 : at + 3]], at, lexicon) is not None
    )


def _without_asides(row: list[Item]) -> list[Item]:
    """Leave out ", за оцінками рятувальників,", which stands between a count and its verb."""
    found: list[Item] = []
    at = 0
    while at < len(row):
        following = row[at + 1].symbol if at + 1 < len(row) else ""
        end = None
        if row[at].symbol == "COMMA" and following == "PAREN":
            end = _aside_end(row, at + 2)
        elif row[at].symbol == following == "COMMA":
            end = at + 2  # only filler stood between
        at = end if end is not None else at
        if end is None:
            found.append(row[at])
            at += 1
    return [i for i in found if i.symbol != "PAREN"]


def _aside_end(row: list[Item], at: int) -> int | None:
    for here in range(at, min(at + 8, len(row))):
        if row[here].symbol == "COMMA":
            return here + 1
        if row[here].symbol not in {"W", "IN", "AND", "SOLE"}:
            return None
    return None


def _denied(row: list[Item]) -> list[Item]:
    """Take the harm out of "не постраждав"; "ніхто не" is a zero and read elsewhere."""
    found: list[Item] = []
    for item in row:
        if item.symbol in _HARMS and found and found[-1].symbol == "NEG":
            found.append(replace(item, symbol="W"))
            continue
        if item.symbol == "W" and found and found[-1].symbol == "TO":
            found[-1] = replace(found[-1], symbol="W")
        found.append(item)
    return [replace(i, symbol="W") if i.symbol == "NEG" else i for i in found]


def _risen(row: list[Item], words: Sequence[Token]) -> list[Item]:
    """ "До 12 зросла кількість загиблих": the first word is no ceiling there."""
    rises = any(i.symbol in {"RISE", "RISETO"} for i in row)
    found: list[Item] = []
    for at, item in enumerate(row):
        following = row[at + 1].symbol if at + 1 < len(row) else ""
        before = row[at - 1].symbol if at else ""
        to = item.reading is not None and words[item.start].norm == "до"
        meant = following in {"RISE", "RISETO", "TOLL"} or (rises and before in {"COUNT", "DASH"})
        found.append(_exactly(item) if to and meant else item)
    return found


def _exactly(item: Item) -> Item:
    reading = item.reading
    if reading is None or reading.estimate.qualifier is not Qualifier.UP_TO:
        return item
    high = reading.estimate.high
    plain = Estimate.exactly(high) if high is not None else reading.estimate
    return replace(item, reading=replace(reading, estimate=plain))

"""Munitions as Ukrainian and Russian bulletins list them, by type: "4 КАБи; 17 БпЛА; 9 "Молній"".

Pure. The row is made ready for the shapes: one count of all that is listed behind a verb of
launching or of shooting down, names in quotes, "54 з 72 шахедів", "удар чотирма КАБами".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.sums import total_of
from incidents.extract.tokens import Token
from incidents.model import Measure

_STRIKES = frozenset("удар удару удара ударом удари удары ударами ударів ударов".split())
_OUT_OF = frozenset({"з", "із", "зі", "из", "с", "со"})
#: What is no hardware though it is counted in these lists: an attack, a strike, a burst.
_DEEDS = ("удар", "атак", "обстр", "вибух", "взрыв", "влучан", "влучен", "приліт", "прильот",
          "прилет", "прилёт", "скид", "авіаудар", "авиаудар", "постр", "хвил", "волн", "попад",
          "уламк", "обломк")  # fmt: skip
_VERBS = frozenset({"LAUNCH", "INTERCEPT"})
_REACH = 8
_TYPE = 4  # words of a type behind its noun: "17 БпЛА типу "Герань-2""


def armed(
    body: list[Item], words: Sequence[Token], lexicon: Lexicon
) -> tuple[list[Item], list[Figure]]:
    """The row with its munitions made one, and what was launched of those shot down."""
    row = [
        i if i.symbol != "MUNITION" or _hardware(i) else replace(i, symbol="THING")
        for i in _named(body, words, lexicon)
    ]
    if not any(i.symbol == "MUNITION" for i in row):
        return row, []
    row = _with_strikes(row, words)
    row, launched = _out_of(row, words)
    return _listed(row), launched


def _named(row: list[Item], words: Sequence[Token], lexicon: Lexicon) -> list[Item]:
    """ "11 "Шахедів"": the quote mark stood between the count and its noun."""
    found: list[Item] = []
    for item in row:
        last = found[-1] if found else None
        noun = lexicon.nouns.at(words, item.start) if item.symbol == "W" else None
        quoted = last is not None and item.start == last.end + 1 and words[last.end].kind == "mark"
        bare = last is not None and (last.symbol == "COUNT" or last.named)
        if last and quoted and bare and noun and noun[1] == "munition":
            head = words[item.start].norm
            found[-1] = replace(last, symbol="MUNITION", kind="munition", end=item.end, head=head)
            continue
        found.append(item)
    return found


def _with_strikes(row: list[Item], words: Sequence[Token]) -> list[Item]:
    """ "Завдав удару чотирма КАБами": the noun launches what stands behind it."""
    found = list(row)
    if any(i.symbol == "LAUNCH" for i in row):
        return found
    for at, item in enumerate(row[:-1]):
        strikes = item.symbol == "W" and words[item.start].norm in _STRIKES
        if strikes and row[at + 1].symbol == "MUNITION" and _hardware(row[at + 1]):
            found[at] = replace(item, symbol="LAUNCH")
    return found


def _out_of(row: list[Item], words: Sequence[Token]) -> tuple[list[Item], list[Figure]]:
    """ "Збито 54 з 72 шахедів": 54 of the munitions shot down, and 72 launched."""
    found: list[Item] = []
    launched: list[Figure] = []
    at = 0
    while at < len(row):
        item, rest = row[at], row[at + 1 : at + 3]
        large = rest[1] if len(rest) > 1 else item
        fits = (
            item.symbol == "COUNT" and len(rest) > 1 and large.symbol == "MUNITION"
            and rest[0].symbol in {"W", "FROM"} and words[rest[0].start].norm in _OUT_OF
            and _size(item) <= _size(large) and _shot_down(row, at)
        )  # fmt: skip
        if not fits or large.reading is None:
            found.append(item)
            at += 1
            continue
        found.append(replace(large, start=item.start, reading=item.reading))
        start, end = words[large.start].start, words[large.end - 1].end
        launched.append(
            Figure(Measure.MUNITIONS_LAUNCHED, large.reading.estimate, start, end, "N of M")
        )
        at += 3
    return found, launched


def _size(item: Item) -> int:
    return (item.reading.estimate.headline or 0) if item.reading else 0


def _shot_down(row: list[Item], at: int) -> bool:
    near = [*row[max(0, at - 3) : at], *row[at + 3 : at + 5]]
    return any(i.symbol == "INTERCEPT" for i in near)


def _listed(row: list[Item]) -> list[Item]:
    """One item for all that is listed behind one verb."""
    found: list[Item] = []
    at = 0
    while at < len(row):
        group, end = _group(row, at)
        if len(group) > 1 and any(i.symbol in _VERBS for i in row[max(0, at - _REACH) : at]):
            reading, _ = total_of(group)
            found.append(replace(group[0], end=group[-1].end, reading=reading))
            at = end
        else:
            found.append(row[at])
            at += 1
    return found


def _group(row: list[Item], at: int) -> tuple[list[Item], int]:
    """The munitions that are listed from a position on, and where the list ends."""
    group: list[Item] = []
    here = end = at
    while here < len(row) and _counts(row, here):
        group.append(row[here])
        end = here + 1
        here = end
        while here < len(row) and row[here].symbol == "W" and here - end < _TYPE:
            here += 1
        parted = here
        while here < len(row) and row[here].symbol in {"COMMA", "STOP", "AND"}:
            here += 1
        if here == parted or here - parted > 2:
            break
    return group, end


def _counts(row: list[Item], at: int) -> bool:
    """Whether one type is counted here, by no verb of its own ("..., 54 дрони збито")."""
    item = row[at]
    known = item.reading is not None and item.reading.estimate.best is not None
    own = any(i.symbol in _VERBS for i in row[at + 1 : at + 3])
    return item.symbol == "MUNITION" and known and _hardware(item) and not own


def _hardware(item: Item) -> bool:
    return not item.head.startswith(_DEEDS)

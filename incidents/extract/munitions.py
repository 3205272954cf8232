"""Munitions launched and intercepted: claims of their own, never part of a toll.

Pure. "Launched 70 missiles and 145 drones" is one claim of 215; "112 of which were shot down" one
of 112. Only hardware is counted: an attack, a raid or an explosion is no munition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.sums import sum_of
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure

_MEASURES = {
    "launched": Measure.MUNITIONS_LAUNCHED,
    "intercepted": Measure.MUNITIONS_INTERCEPTED,
}
_PARTS = frozenset({"including", "them", "which"})
_REACH = 14
_BEHIND = 7


def munitions(
    body: list[Item], words: Sequence[Token], used: set[int], lexicon: Lexicon
) -> Iterator[Figure]:
    """Counts of munitions a sentence says were launched or intercepted."""
    deeds = list(_deeds(words, lexicon))
    if not deeds:
        return
    launched = False
    for group in _groups(body, used, words, lexicon):
        first, last = words[group[0].start], words[group[-1].end - 1]
        kind = _deed_of(group, deeds, words)
        if group[0].start and words[group[0].start - 1].norm in _PARTS:
            continue
        if kind is None or (kind == "intercepted" and group[0].kind == "bare" and not launched):
            continue
        launched = launched or group[0].kind == "munition"
        outof = _out_of(group, words, lexicon)
        used.update(id(i) for i in group)
        estimate = _estimate(group)
        if estimate is None:
            continue
        if outof is not None and kind == "intercepted":
            small, large, begin, end = outof
            yield Figure(_MEASURES["intercepted"], small, first.start, last.end, "N of M munitions")
            yield Figure(_MEASURES["launched"], large, begin, end, "N of M munitions")
            continue
        yield Figure(_MEASURES[kind], estimate, first.start, last.end, f"munitions {kind}")


def _deeds(words: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Where a verb of launching or of intercepting stands: first word, end, which."""
    if lexicon.opened.of(words).isdisjoint(_MEASURES):
        return
    at = 0
    while at < len(words):
        for name in _MEASURES:
            hit = lexicon.cues[name].at(words, at)
            if hit is not None:
                yield at, at + hit[0], name
                at += hit[0] - 1
                break
        at += 1


def _groups(
    body: list[Item], used: set[int], words: Sequence[Token], lexicon: Lexicon
) -> Iterator[list[Item]]:
    """Runs of munition counts joined by "and" or commas; "112 of which" alone."""
    hardware = frozenset(lexicon.raw["munitions"]["hardware"].split())
    group: list[Item] = []
    for item, following in pairwise([*body, Item("STOP", 0, 0)]):
        counted = (
            item.reading is not None
            and not item.reading.article
            and id(item) not in used
            and (
                (item.symbol == "MUNITION" and item.head in hardware)
                or (item.symbol == "COUNT" and following.symbol == "OFTHEM")
                or (item.symbol == "COUNT" and _of_number(words, item.end))
            )
        )
        if counted:
            group.append(item)
            if following.symbol in {"COMMA", "AND"} and item.symbol == "MUNITION":
                continue
        elif group and item.symbol in {"COMMA", "AND"} and following.symbol == "MUNITION":
            continue
        if group:
            yield group
        group = []


def _of_number(words: Sequence[Token], at: int) -> bool:
    return at + 1 < len(words) and words[at].norm == "of" and words[at + 1].kind == "number"


def _deed_of(
    group: list[Item], deeds: list[tuple[int, int, str]], words: Sequence[Token]
) -> str | None:
    """The verb a group belongs to: passive right behind it, else the last one before it."""
    start, end = group[0].start, group[-1].end
    behind = [d for d in deeds if 0 <= d[0] - end <= _BEHIND]
    if behind and not any(w.norm in {",", ";", "and"} for w in words[end : behind[0][0]]):
        return behind[0][2]
    before = [d for d in deeds if d[1] <= start and start - d[1] <= _REACH]
    if before and not any(w.norm == ";" for w in words[before[-1][1] : start]):
        return before[-1][2]
    return None


def _out_of(
    group: list[Item], words: Sequence[Token], lexicon: Lexicon
) -> tuple[Estimate, Estimate, int, int] | None:
    """ "112 of 145 drones": the small count, the large one and where it stands."""
    item = group[0]
    if len(group) > 1 or item.reading is None or item.symbol != "MUNITION":
        return None
    row = words[item.start : item.end]
    numbers = [w for w in row if w.kind == "number" and w.norm.replace(",", "").isdecimal()]
    if len(numbers) != 2 or not any(w.norm == "of" for w in row):
        return None
    del lexicon
    small, large = (int(w.norm.replace(",", "")) for w in numbers)
    if small > large:
        return None
    return Estimate.exactly(small), Estimate.exactly(large), numbers[1].start, row[-1].end


def _estimate(group: list[Item]) -> Estimate | None:
    if any(i.reading is None or i.reading.estimate.best is None for i in group):
        return group[0].reading.estimate if len(group) == 1 and group[0].reading else None
    whole = sum_of(group)
    return whole.reading.estimate if whole.reading else None

"""How much of a sentence a figure shows as its quote. Pure.

A quote that holds other numbers ("25 people, including a 15-year-old girl, are known to have
died") leaves open which one was read; it is cut down to the words around its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token

_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "dozen dozens hundred".split()
)
_OPENS = frozenset({",", "(", "-", "–", "—", ":", ";"})


def shown(span: tuple[int, int], count: Item, words: Sequence[Token]) -> tuple[int, int]:
    """The offsets of a quote: ``span``, or what of it holds no number but its own."""
    start, end = span
    own = words[_first(count, words)].start, words[count.end - 1].end
    inside = [w for w in words if start <= w.start < end and not own[0] <= w.start < own[1]]
    others = [w for w in inside if _counts(w)]
    before = [w for w in others if w.end <= own[0]]
    behind = [w for w in others if w.start >= own[1]]
    if before:
        following = (w.start for w in words if w.start >= before[-1].end and w.kind != "mark")
        start = next(following, own[0])
    if behind:
        gap = [w for w in words if own[1] <= w.start < behind[0].start]
        mark = next((w for w in gap if w.norm in _OPENS), None)
        end = own[1] if mark is None and len(gap) < _FAR else (mark or gap[0]).start
        end = max(w.end for w in words if w.start < end)
    return min(start, own[0]), max(end, own[1])


def without_ages_of_others(figure: Figure, told: Sequence[Token], words: Sequence[Token]) -> Figure:
    """ "Fifteen people, the youngest a girl of 10, were shot dead": the fifteen alone.

    ``told``: the sentence with its ages; ``words``: without.
    """
    start, end = figure.shown or (figure.start, figure.end)
    kept = {w.start for w in words}
    inside = [w for w in told if start <= w.start < end]
    age = next((w for w in inside if w.kind == "number" and w.start not in kept), None)
    if age is None:
        return figure
    marks = [w for w in inside if w.norm in _OPENS and w.start < age.start]
    lead = [w for w in inside if marks and w.start < marks[0].start]
    if not any(_counts(w) for w in lead):
        return figure
    return replace(figure, shown=(start, lead[-1].end))


def _first(count: Item, words: Sequence[Token]) -> int:
    """ "A 69-year-old man": past an age, which is no count of anybody."""
    if count.reading is None or not count.reading.article:
        return count.start
    ages = (at for at in range(count.end - 1, count.start, -1) if _counts(words[at]))
    return min(next(ages, count.start - 1) + 1, count.end - 1)


_FAR = 4


def _counts(word: Token) -> bool:
    if word.kind in {"number", "range", "clock"} or word.text[:1].isdecimal():
        return True
    return word.norm.split("-")[0] in _NUMBERS

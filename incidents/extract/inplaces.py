"""Parts of a total told with their place: "14 were killed in the region, 12 of them in Izium".

Pure. Such a part is the place's own count, beside the total of what holds it. Where no place is
known right behind it, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Measure, Mention

PART_IN_PLACE = "N of them in a place"
_COUNTS = frozenset({"COUNT", "COUNTNP"})
_WHERE = frozenset({"in", "near"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
_CLOSE = 8


def of_them_in(
    row: Sequence[Item], figures: Sequence[Figure], words: Sequence[Token]
) -> Iterator[Figure]:
    """ "12 of them in Izium", "including 12 in Kyiv": of the total told last."""
    for at, item in enumerate(row):
        if item.symbol not in _COUNTS or item.reading is None or item.reading.article:
            continue
        of_them = at + 1 < len(row) and row[at + 1].symbol == "OFTHEM"
        included = at > 0 and row[at - 1].symbol == "INCLUDING"
        end = row[at + 1].end if of_them else item.end
        if not (of_them or included) or not _place_follows(words, end):
            continue
        start = words[item.start].start
        told = [f for f in figures if f.end <= start and not f.subset_of and f.measure in _HARM]
        total = max(told, key=lambda f: f.end, default=None)
        size = item.reading.estimate.headline or 0
        if total is None or total.superseded or not 0 < size < (total.estimate.headline or 0):
            continue
        yield replace(
            total, estimate=item.reading.estimate, start=start, end=words[end - 1].end,
            pattern=PART_IN_PLACE, carried=False, increment=False, single=False, shown=None,
        )  # fmt: skip


def _place_follows(words: Sequence[Token], at: int) -> bool:
    ahead = [w for w in words[at : at + 3] if w.norm != "the"][:2]
    named = len(ahead) > 1 and ahead[1].text[:1].isupper()
    return named and ahead[0].norm in _WHERE


def with_a_place(figures: Sequence[Figure], located: Sequence[Mention]) -> list[Figure]:
    """The figures, without parts behind which no place is known."""
    return [
        f for f in figures
        if f.pattern != PART_IN_PLACE or any(f.end < m.start < f.end + _CLOSE for m in located)
    ]  # fmt: skip

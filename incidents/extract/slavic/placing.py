"""A region or town that rules its sentence, though a narrower place is named further on.

Pure. "На Донеччині загинуло двоє людей: по одному в Торецьку та Часовому Яру": the two are the
region's. Without a mark between, the narrower place is meant ("поранено двох у Торецьку").
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.model import Mention

_MARKS = frozenset(",:;—–(")


def ruling(end: int, located: Sequence[Mention], text: str) -> Mention | None:
    """The mention before a figure that ends at ``end``, where a mark stands before the next one."""
    before = [m for m in located if m.start < end]
    after = next((m for m in located if m.start >= end), None)
    if not before or after is None or _MARKS.isdisjoint(text[end : after.start]):
        return None
    return before[-1]

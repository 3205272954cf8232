"""A region or town that rules its sentence, though a narrower place is named further on.

Pure. "На Донеччині загинуло двоє людей: по одному в Торецьку та Часовому Яру": the two are the
region's. Without a mark between, the narrower place is meant ("поранено двох у Торецьку").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.scope import region_of
from incidents.extract.slavic.figures import LISTED
from incidents.model import Mention
from incidents.model.ports import Gazetteer

_SEVERAL = 2
_MARKS = frozenset(",:;—–(")


def ruling(end: int, located: Sequence[Mention], text: str) -> Mention | None:
    """The mention before a figure that ends at ``end``, where a mark stands before the next one."""
    before = [m for m in located if m.start < end]
    after = next((m for m in located if m.start >= end), None)
    if not before or after is None or _MARKS.isdisjoint(text[end : after.start]):
        return None
    return before[-1]


def ruled(
    figure: Figure,
    figures: Sequence[Figure],
    located: Sequence[Mention],
    text: str,
    around: Mention | None,
    gazetteer: Gazetteer | None,
) -> Mention | None:
    """The place that rules a figure, as a list by place says.

    "Убили трьох: двох у Покровську та одного в Іванопіллі": each of the list at its own place,
    and the total, where the text names no region, in that of the first. ``around``: the region of
    a list of settlements.
    """
    if figure.pattern == LISTED:
        own = [m for m in located if figure.start <= m.start < figure.end]
        if own:
            return own[-1]
    if around is not None:
        return around
    named = ruling(figure.end, located, text)
    first = next((m for m in located if m.start >= figure.end), None)
    if named is not None or first is None or first.place is None:
        return named
    listed = [f for f in figures if f.pattern == LISTED and f.measure is figure.measure]
    sums = sum(f.estimate.headline or 0 for f in listed) == figure.estimate.headline
    if len(listed) < _SEVERAL or not sums or figure in listed:
        return None
    return Mention(first.start, first.end, first.text, region_of(first.place, gazetteer))


def region_around(
    places: Sequence[Mention], cue: int | None, before: int, gazetteer: Gazetteer | None
) -> Mention | None:
    """The region of "Херсон та ще 25 населених пунктів", told of before a position.

    What is counted after such a list is of all of it and not of the towns it names. ``cue``:
    where "settlements" stands.
    """
    if cue is None or cue >= before:
        return None
    named = [m for m in places if m.start < before and m.place and m.place.placed]
    if not named or named[-1].start > cue or named[-1].place is None:
        return None
    return replace(named[-1], place=region_of(named[-1].place, gazetteer))

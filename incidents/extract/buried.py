"""People who may still be inside what came down, told without a word for missing or a number.

Pure. "More than 20 others could still be lying underneath it", "rescuers think three more are
inside", "a search for missing people was under way". Who only was inside when it was struck is
not missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure, Qualifier

_WITHIN = frozenset({"inside", "underneath", "beneath"})
_MAY = frozenset("may might could still remain remains believed thought feared".split())
_BETWEEN = _MAY | frozenset(
    "be are is to lying trapped buried more others people well have there left alive lie".split()
)
_FEARED = frozenset("think thinks believe believes fear fears estimate estimates thought".split())
_COUNTED = frozenset({"COUNT", "COUNTNP"})
_REACH, _LEAD = 8, 3
_TOWN = 2000  # so many are in no building
_TOWNS = frozenset("city town enclave camp village country territory district".split())


def buried(body: Sequence[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """Counts of people who are said to be inside or underneath still."""
    for item in body:
        if item.symbol not in _COUNTED or item.reading is None or id(item) in used:
            continue
        behind = [w.norm for w in words[item.end : item.end + _REACH]]
        at = next((k for k, n in enumerate(behind) if n in _WITHIN), None)
        if at is None or not _BETWEEN.issuperset(behind[:at]) or at == 0:
            continue
        lead = {w.norm for w in words[max(0, item.start - _LEAD) : item.start]}
        if _MAY.isdisjoint(behind[:at]) and _FEARED.isdisjoint(lead):
            continue
        town = (item.reading.estimate.headline or 0) >= _TOWN or any(
            n in _TOWNS for n in behind[at:]
        )
        if town or any(w.norm.startswith("besieg") for w in words):
            continue  # "some 260,000 civilians remain inside"
        used.add(id(item))
        start, end = words[item.start].start, words[item.end + at].end
        yield Figure(Measure.MISSING, item.reading.estimate, start, end, "N may be inside")


def sought(words: Sequence[Token], figures: Sequence[Figure]) -> Iterator[Figure]:
    """ "A search for missing people was under way": several, and nobody says how many."""
    if any(f.measure is Measure.MISSING for f in figures):
        return
    norms = [w.norm for w in words]
    if not _OVER.isdisjoint(norms):
        return  # "the search for missing people has ended"
    for at, norm in enumerate(norms[:-_TWO]):
        lead = range(max(0, at - _LEAD), at)
        search = next((k for k in lead if norms[k] in _SEARCH), None)
        if norm != "for" or search is None:
            continue
        first, second = norms[at + 1 : at + 1 + _TWO]
        hidden = first in _PEOPLE and not _HIDDEN.isdisjoint(norms[at + 2 : at + _REACH])
        if (first == "missing" and second in _PEOPLE) or hidden:
            estimate = Estimate(_TWO, None, None, Qualifier.VAGUE)
            start, end = words[search].start, words[at + _TWO].end
            yield Figure(Measure.MISSING, estimate, start, end, "search for people")
            return


_TWO = 2
_SEARCH = frozenset("search searching searched searches looking hunt hunting combing".split())
_PEOPLE = frozenset("people persons residents".split())
_HIDDEN = frozenset("buried trapped".split())
_OVER = frozenset("ended over finished completed complete ceased off stopped concluded".split())

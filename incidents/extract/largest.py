"""The largest counts a report has told so far, and what they say of the next one.

A count many times as large in a sentence about a war is the war's; one without a noun can only
replace a smaller one. The only state is what was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.extract.afterwards import BOTH_RAISED
from incidents.extract.figure import Figure
from incidents.extract.tokens import Token
from incidents.model import Measure

_WAR_TOLL, _MANY_TIMES = 500, 20
#: "Have been killed", "a group in the United States counts 657 dead".
_COUNTED = frozenset({"has", "have", "had", "counts", "count", "puts", "lists"})


class Largest:
    """The largest count of each measure told so far."""

    def __init__(self) -> None:
        self._told: dict[Measure, int] = {}

    def __bool__(self) -> bool:
        return bool(self._told)

    def add(self, figures: Iterable[Figure]) -> None:
        """Take in what a sentence counts."""
        for figure in figures:
            size = figure.estimate.headline or 0
            self._told[figure.measure] = max(size, self._told.get(figure.measure, 0))

    def is_dwarfed(self, figure: Figure, words: Sequence[Token], *, war: bool) -> bool:
        """A toll many times the attack's own, in the perfect; ``war``: near words of a war."""
        size = figure.estimate.headline or 0
        known = self._told.get(figure.measure, 0)
        if not known or size < _WAR_TOLL or size < _MANY_TIMES * known:
            return False
        return war or any(w.norm in _COUNTED for w in words)

    def can_grow_to(self, figure: Figure, beside: Sequence[Figure]) -> bool:
        """Whether a count without a noun can be the later one of a smaller one of its measure."""
        if figure.pattern != BOTH_RAISED:
            return True
        known = dict(self._told)
        for f in beside:
            if f.end <= figure.start and f.pattern != BOTH_RAISED:
                known[f.measure] = max(known.get(f.measure, 0), f.estimate.headline or 0)
        both = {Measure.KILLED, Measure.INJURED} <= known.keys()
        return both and (figure.estimate.headline or 0) >= known[figure.measure]

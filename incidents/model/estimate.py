"""Figures that are not exact: low, best and high of a count, and how it was said.

Pure values: no parsing, no I/O. The three bounds follow UCDP GED's low/best/high; unknown is
``None``, never 0. Lows of vague words follow ACLED's fatalities FAQ ("dozens": 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidents.errors import BadRecord


class Qualifier(StrEnum):
    """How a count was said."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


# Source: ACLED, FAQs on fatality methodology ("dozens" is coded 12, "hundreds" 100,
# "several" 2 and up); the word itself is always kept beside the number.
VAGUE_LOWS: dict[str, int] = {
    "several": 2,
    "a few": 2,
    "many": 2,
    "multiple": 2,
    "a number of": 2,
    "others": 2,
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One count as it was stated.

    Attributes:
        low: the least it can be, or ``None`` if no lower bound was stated.
        best: the single figure stated, or ``None``.
        high: the most it can be, or ``None`` if no upper bound was stated.
        qualifier: how it was said; derived from the bounds when not given.
        word: the vague word itself ("dozens"), for ``VAGUE`` only.

    ``exactly 5`` is (5, 5, 5); ``at least 5`` and ``more than 5`` are (5, 5, None);
    ``up to 5`` is (None, None, 5); ``about 5`` is (5, 5, 5) marked ABOUT; ``5 to 7`` is
    (5, None, 7); ``dozens`` is (12, None, None) with its word.

    Raises:
        BadRecord: if nothing is stated, a bound is negative, or the bounds are out of order.
    """

    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier | None = None
    word: str | None = None

    def __post_init__(self) -> None:
        stated = [n for n in (self.low, self.best, self.high) if n is not None]
        if not stated:
            raise BadRecord("estimate: no bound is stated; use None instead of an empty estimate")
        if min(stated) < 0:
            raise BadRecord(f"estimate: {stated} has a negative count; counts of people start at 0")
        if stated != sorted(stated):
            raise BadRecord(f"estimate: low <= best <= high is broken by {stated}")
        if self.qualifier is None:
            object.__setattr__(self, "qualifier", self._derived())
        if (self.word is not None) and self.qualifier is not Qualifier.VAGUE:
            raise BadRecord(f"estimate: word {self.word!r} belongs to a vague count only")

    def _derived(self) -> Qualifier:
        if self.low is None and self.best is None:
            return Qualifier.UP_TO
        if self.low == self.best == self.high:
            return Qualifier.EXACT
        if self.high is None:
            return Qualifier.VAGUE if self.best is None else Qualifier.AT_LEAST
        return Qualifier.RANGE

    @classmethod
    def exactly(cls, count: int) -> Estimate:
        """Say ``count``, no more and no less."""
        return cls(count, count, count, Qualifier.EXACT)

    @classmethod
    def at_least(cls, count: int) -> Estimate:
        """Say ``count`` as a lower bound."""
        return cls(count, count, None, Qualifier.AT_LEAST)

    @classmethod
    def vague(cls, word: str) -> Estimate:
        """Say a vague word from `VAGUE_LOWS`; KeyError for any other."""
        return cls(VAGUE_LOWS[word], None, None, Qualifier.VAGUE, word)

    @property
    def headline(self) -> int | None:
        """The one number to show first: best, else low; ``None`` for a mere ceiling."""
        return self.best if self.best is not None else self.low

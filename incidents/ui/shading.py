"""Classes a count is shaded in, so that a legend can name each with its numbers. Pure.

Steps grow as 1, 2, 3, 5, 8, 10, 20, ... do: counts of attacks and of the dead have heavy tails, and
even steps would paint all places but one alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.ui import words

MOST = 5
_NICE = (1, 2, 3, 5, 8)


@dataclass(frozen=True, slots=True)
class Step:
    """One class of the legend: counts from ``low`` to ``high``, both inside."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high:
            raise ValueError(f"a class goes from 1 upward, not from {self.low} to {self.high}")

    @property
    def words(self) -> str:
        """The class as a legend says it."""
        if self.low == self.high:
            return words.number(self.low)
        return f"{words.number(self.low)}–{words.number(self.high)}"


def steps(values: Iterable[int | None], most: int = MOST) -> tuple[Step, ...]:
    """Give the classes of these counts, lowest first; none where nothing above 0 is stated."""
    top = max((v for v in values if v), default=0)
    if top <= 0:
        return ()
    edges = (
        list(range(1, top + 1))
        if top <= most
        else sorted({min(top, _nice_up(top ** (n / most))) for n in range(1, most)} | {top})
    )
    lows = [1, *(e + 1 for e in edges[:-1])]
    return tuple(Step(low, high) for low, high in zip(lows, edges, strict=True))


def class_of(value: int | None, classes: tuple[Step, ...]) -> int | None:
    """Give the class a count lies in, from 0; None for what is not stated or 0."""
    if not value or value < 0:
        return None
    return next((n for n, step in enumerate(classes) if value <= step.high), len(classes) - 1)


def _nice_up(value: float) -> int:
    """The next number at or above that a legend may begin a class with."""
    power = int(10 ** max(0, math.floor(math.log10(value))))
    return next(
        (n * power for n in (*_NICE, 10) if n * power >= value - 1e-9),
        10 * power,
    )

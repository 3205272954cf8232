"""Answers of the engine and reference tolls on their way to figures, added in Python.

The rule of adding parts is that of `incidents.summary.arithmetic`; see `sums`, which lets the
engine add by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidents.model import TOLL_MEASURES, Measure
from incidents.summary import Figure, Toll


@dataclass(slots=True)
class Sum:
    """One measure on its way to a `Figure`; ``bests``, ``highs`` and ``stated`` count parts."""

    low: int | None = None
    high: int | None = None
    filled: int | None = None  # best, and low where no best is stated
    bests: int = 0
    stated: int = 0
    highs: int = 0
    silent: int = 0
    inferred: bool = False
    carried: bool = False
    part_of: tuple[int, str] | None = None
    claim_ids: set[str] = field(default_factory=set)

    def add(self, other: Sum) -> None:
        """Take in another part of the same whole."""
        self.low = _plus(self.low, other.low)
        self.bests += other.bests
        self.high = _plus(self.high, other.high)
        self.filled = _plus(self.filled, other.filled)
        self.stated += other.stated
        self.highs += other.highs
        self.silent += other.silent
        self.inferred |= other.inferred
        self.carried |= other.carried
        self.part_of = max(filter(None, (self.part_of, other.part_of)), default=None)
        self.claim_ids |= other.claim_ids

    def figure(self) -> Figure:
        """Give the figure."""
        closed = self.highs == self.stated and not self.silent
        high = self.high if closed else None
        return Figure(
            low=self.low,
            best=self.filled if self.bests else None,
            high=high,
            silent=self.silent,
            open_ended=self.stated > 0 and high is None,
            order_inferred=self.inferred,
            carried=self.carried,
            part_of=self.part_of,
            claim_ids=tuple(sorted(self.claim_ids)),
        )


def _plus(first: int | None, second: int | None) -> int | None:
    return second if first is None else first if second is None else first + second


@dataclass(slots=True)
class Sums:
    """All measures of one group of incidents, and its counts.

    Of a measure that is not in ``by_measure`` nothing is stated, by ``quiet`` incidents.
    """

    by_measure: dict[Measure, Sum] = field(default_factory=dict)
    incidents: int = 0
    placeholders: int = 0
    unplaced: int = 0
    quiet: int = 0

    def add(self, other: Sums) -> None:
        """Take in another group."""
        for measure in self.by_measure.keys() | other.by_measure.keys():
            own = self.by_measure.setdefault(measure, Sum(silent=self.quiet))
            own.add(other.by_measure.get(measure) or Sum(silent=other.quiet))
        self.quiet += other.quiet
        self.incidents += other.incidents
        self.placeholders += other.placeholders
        self.unplaced += other.unplaced

    def figures(self) -> dict[Measure, Figure]:
        """Give the figures."""
        found = self.by_measure
        return {
            m: found[m].figure() if m in found else Figure(silent=self.quiet) for m in TOLL_MEASURES
        }

    def toll(self, as_of: datetime | None) -> Toll:
        """Give the toll."""
        return Toll(
            figures=self.figures(),
            incidents=self.incidents,
            placeholders=self.placeholders,
            unplaced=self.unplaced,
            as_of=as_of,
        )


def of_toll(toll: Toll) -> Sums:
    """Sums of a reference toll."""
    found = {m: _of_figure(toll.figures[m]) for m in TOLL_MEASURES}
    return Sums(found, toll.incidents, toll.placeholders, toll.unplaced)


def _of_figure(figure: Figure) -> Sum:
    stated = figure.open_ended or any(n is not None for n in (figure.low, figure.best, figure.high))
    return Sum(
        low=figure.low,
        bests=int(figure.best is not None),
        high=figure.high,
        filled=figure.low if figure.best is None else figure.best,
        stated=int(stated),
        highs=int(figure.high is not None),
        silent=figure.silent,
        inferred=figure.order_inferred,
        carried=figure.carried,
        part_of=figure.part_of,
        claim_ids=set(figure.claim_ids),
    )


def of_row(row: Mapping[str, Any]) -> Sums:
    """Sums of a row that `totals` asked for."""
    found: dict[Measure, Sum] = {}
    for measure, names in _NAMES:
        low, bests, high, filled, stated, highs, silent, inferred, carried, part = names
        if low in row:
            found[measure] = Sum(
                low=_int(row[low]),
                bests=int(row[bests] or 0),
                high=_int(row[high]),
                filled=_int(row[filled]),
                stated=int(row[stated] or 0),
                highs=int(row[highs] or 0),
                silent=int(row[silent] or 0),
                inferred=bool(row[inferred]),
                carried=bool(row[carried]),
                part_of=_part(row.get(part)),
            )
    return Sums(
        found,
        incidents=int(row["n_incidents"] or 0),
        placeholders=int(row["n_placeholders"] or 0),
        unplaced=int(row["n_unplaced"] or 0),
        quiet=int(row.get("unstated_silent") or 0),
    )


#: The columns of `totals` by measure, in the order `of_row` takes them.
_PARTS_OF_A_SUM = ("low", "bests", "high", "filled", "stated", "highs", "silent", "inferred",
                   "carried", "part")  # fmt: skip
_NAMES = tuple((m, tuple(f"{m.value}_{p}" for p in _PARTS_OF_A_SUM)) for m in TOLL_MEASURES)


def _part(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    low, _, incident_id = text.partition("|")
    return int(low), incident_id


def _int(value: Any) -> int | None:  # noqa: ANN401 - engines give sums as int, Decimal or float
    return None if value is None else int(value)

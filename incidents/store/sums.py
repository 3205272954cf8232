"""Adding figures: in the engine over plain columns, and its answers with reference tolls.

The rule of adding parts (`incidents.summary.arithmetic`): lows and bests are added where they
are stated (a part without a best counts with its low), a high only where every part states one
and none is silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES, Measure
from incidents.summary import Figure, Toll

_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Sum:
    """One measure on its way to a `Figure`; ``highs`` and ``stated`` count parts."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    filled: int | None = None  # best, and low where no best is stated
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
        self.best = _plus(self.best, other.best)
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
            best=None if self.best is None else self.filled,
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
    """All measures of one group of incidents, and its counts."""

    by_measure: dict[Measure, Sum] = field(
        default_factory=lambda: {m: Sum() for m in TOLL_MEASURES}
    )
    incidents: int = 0
    placeholders: int = 0
    unplaced: int = 0

    def add(self, other: Sums) -> None:
        """Take in another group."""
        for measure, found in other.by_measure.items():
            self.by_measure[measure].add(found)
        self.incidents += other.incidents
        self.placeholders += other.placeholders
        self.unplaced += other.unplaced

    def figures(self) -> dict[Measure, Figure]:
        """Give the figures."""
        return {m: s.figure() for m, s in self.by_measure.items()}

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
    stated = any(n is not None for n in (figure.low, figure.best, figure.high))
    return Sum(
        low=figure.low,
        best=figure.best,
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
    found = {}
    for measure in TOLL_MEASURES:
        name = measure.value
        found[measure] = Sum(
            low=_int(row.get(f"{name}_low")),
            best=_int(row.get(f"{name}_best")),
            high=_int(row.get(f"{name}_high")),
            filled=_int(row.get(f"{name}_filled")),
            stated=int(row.get(f"{name}_stated") or 0),
            highs=int(row.get(f"{name}_highs") or 0),
            silent=int(row.get(f"{name}_silent") or 0),
            inferred=bool(row.get(f"{name}_inferred")),
            carried=bool(row.get(f"{name}_carried")),
        )
    counts = [int(row[n] or 0) for n in ("n_incidents", "n_placeholders", "n_unplaced")]
    return Sums(found, *counts)


def _int(value: object) -> int | None:
    return None if value is None else int(str(value))


def totals(rows: ir.Table, as_of: datetime | None, present: frozenset[str]) -> dict[str, ir.Scalar]:
    """Aggregates over rows that may be added as they are.

    Of a measure that is not ``present`` anywhere only the silent are counted: every aggregate
    costs, and most data sets state few of the measures.
    """
    asked: dict[str, ir.Scalar] = {
        n: rows[n].sum() for n in ("n_incidents", "n_placeholders", "n_unplaced")
    }
    for measure in TOLL_MEASURES:
        name = measure.value
        if name not in present:
            asked[f"{name}_silent"] = rows[f"{name}_silent"].sum()
        elif as_of is None:
            asked |= _standing(rows, name)
        else:
            asked |= _known(rows, name, as_of)
    return asked


def _standing(rows: ir.Table, name: str) -> dict[str, ir.Scalar]:
    low, best, high = (rows[f"{name}_{part}"] for part in ("low", "best", "high"))
    return {
        f"{name}_low": low.sum(),
        f"{name}_best": best.sum(),
        f"{name}_high": high.sum(),
        f"{name}_filled": ibis.coalesce(best, low).sum(),
        f"{name}_stated": (low.notnull() | best.notnull() | high.notnull()).sum(),
        f"{name}_highs": high.count(),
        f"{name}_silent": rows[f"{name}_silent"].sum(),
        f"{name}_inferred": rows[f"{name}_inferred"].any(),
        f"{name}_carried": rows[f"{name}_carried"].any(),
    }


def _known(rows: ir.Table, name: str, as_of: datetime) -> dict[str, ir.Scalar]:
    low, best, high = (rows[f"{name}_{part}"] for part in ("low", "best", "high"))
    said = rows[f"{name}_from"] <= ibis.literal(as_of)
    stated = low.notnull() | best.notnull() | high.notnull()
    where = stated & said.fill_null(False)  # noqa: FBT003 - a value
    late = rows[f"{name}_until"] > ibis.literal(as_of + _MINUTE)
    return {
        f"{name}_low": low.sum(where=where),
        f"{name}_best": best.sum(where=where),
        f"{name}_high": high.sum(where=where),
        f"{name}_filled": ibis.coalesce(best, low).sum(where=where),
        f"{name}_stated": where.sum(),
        f"{name}_highs": high.count(where=where),
        f"{name}_silent": (~where).sum(),
        f"{name}_inferred": late.any(where=where),
        f"{name}_carried": rows[f"{name}_carried"].any(where=where),
    }


def own_figures(row: Mapping[str, Any]) -> dict[Measure, Figure]:
    """Figures that stand in one mirror row."""
    found = {}
    for measure in TOLL_MEASURES:
        low, best, high, silent, inferred, carried = (
            row[f"{measure.value}_{p}"]
            for p in ("low", "best", "high", "silent", "inferred", "carried")
        )
        stated = any(n is not None for n in (low, best, high))
        found[measure] = Figure(
            low=low,
            best=best,
            high=high,
            silent=silent,
            open_ended=stated and (high is None or silent > 0),
            order_inferred=inferred,
            carried=carried,
        )
    return found

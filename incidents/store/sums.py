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
from incidents.store.branches import PARTS, own_columns
from incidents.summary import Figure, Toll

_MINUTE = timedelta(minutes=1)


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


def totals(
    rows: ir.Table, present: frozenset[str], *, timed: bool, parts: bool = False
) -> dict[str, ir.Scalar]:
    """Aggregates over rows that may be added as they are.

    Of a measure that is not ``present`` anywhere only the silent are counted: every aggregate
    costs, and most data sets state few of the measures.

    Args:
        rows: what is added.
        present: measures that any row states.
        timed: only what had been said by ``as_of`` counts.
        parts: tell larger totals that are left out (rows of `branches`).
    """
    asked: dict[str, ir.Scalar] = {
        n: rows[n].sum() for n in ("n_incidents", "n_placeholders", "n_unplaced")
    }
    if not present >= _ALL:
        asked["unstated_silent"] = rows.quiet.sum()
    for measure in TOLL_MEASURES:
        name = measure.value
        if name not in present:
            continue
        asked |= _known(rows, name) if timed else _standing(rows, name)
        if parts:
            asked[f"{name}_part"] = _part_of(rows, name)
    return asked


def needs(present: frozenset[str], *, timed: bool) -> tuple[str, ...]:
    """Columns that `totals` adds, of rows without parts."""
    own = ("from", "until") if timed else ("stated", "silent", "inferred")
    parts = ("low", "best", "high", "carried", *own)
    around = ("as_of", "placeholder") if timed else ()
    figures = (f"{measure}_{part}" for measure in sorted(present) for part in parts)
    return ("n_incidents", "n_placeholders", "n_unplaced", "quiet", *around, *figures)


_ALL = frozenset(m.value for m in TOLL_MEASURES)


def _part_of(rows: ir.Table, name: str) -> ir.Scalar:
    """The largest total left out and whose it is, of equal ones the last by id, as one text."""
    part = rows[f"{name}_part"]
    return (part.cast("string").lpad(DIGITS, "0") + "|" + rows.root_id).max(where=part.notnull())


#: Digits a count is written with where it is compared as text.
DIGITS = 19


def _standing(rows: ir.Table, name: str) -> dict[str, ir.Scalar]:
    low, best, high = (rows[f"{name}_{part}"] for part in ("low", "best", "high"))
    return {
        f"{name}_low": low.sum(),
        f"{name}_bests": best.count(),
        f"{name}_high": high.sum(),
        f"{name}_filled": ibis.coalesce(best, low).sum(),
        f"{name}_stated": rows[f"{name}_stated"].sum(),
        f"{name}_highs": high.count(),
        f"{name}_silent": rows[f"{name}_silent"].sum(),
        f"{name}_inferred": _ever(rows[f"{name}_inferred"]),
        f"{name}_carried": _ever(rows[f"{name}_carried"]),
    }


def _ever(flag: ir.BooleanColumn, where: ir.BooleanColumn | None = None) -> ir.Scalar:
    """Whether any is set, as 1 or 0: engines compare numbers in half the time."""
    return flag.ifelse(1, 0).max(where=where)


def _known(rows: ir.Table, name: str) -> dict[str, ir.Scalar]:
    low, best, high = (rows[f"{name}_{part}"] for part in ("low", "best", "high"))
    said = rows[f"{name}_from"] <= rows.as_of
    stated = low.notnull() | best.notnull() | high.notnull()
    where = stated & said.fill_null(False)  # noqa: FBT003 - a value
    late = rows[f"{name}_until"] > rows.as_of + ibis.interval(_MINUTE)
    return {
        f"{name}_low": low.sum(where=where),
        f"{name}_bests": best.count(where=where),
        f"{name}_high": high.sum(where=where),
        f"{name}_filled": ibis.coalesce(best, low).sum(where=where),
        f"{name}_stated": where.sum(),
        f"{name}_highs": high.count(where=where),
        f"{name}_silent": (~where & ~rows.placeholder).sum(),
        f"{name}_inferred": _ever(late, where),
        f"{name}_carried": _ever(rows[f"{name}_carried"], where),
    }


#: Columns of a measure that `sides` reads.
SIDED = ("low", "best", "high", "carried", "from", "until",
         "own_low", "own_best", "own_high", "own_carried")  # fmt: skip


def sides(rows: ir.Table, measure: str, side: str) -> dict[str, ir.Column]:
    """A measure's own claim under the names `branches` takes, of rows of shallow trees.

    A top's figure is that of its whole tree, so that its own claim stands in columns apart.
    """
    names = dict(zip(PARTS, own_columns(measure, side), strict=True))
    found = {names[p]: rows[f"{measure}_{p}"] for p in ("from", "until")}
    for part in ("low", "best", "high", "carried"):
        own = rows[f"{measure}_own_{part}"]
        found[names[part]] = rows.is_top.ifelse(own, rows[f"{measure}_{part}"])
    return found


def own_figures(row: Mapping[str, Any]) -> dict[Measure, Figure]:
    """Figures that stand in one mirror row."""
    found = {}
    for measure in TOLL_MEASURES:
        if f"{measure.value}_low" not in row:
            found[measure] = Figure(
                low=None, best=None, high=None, silent=row["quiet"], open_ended=False
            )
            continue
        low, best, high, stated, silent, inferred, carried = (
            row[f"{measure.value}_{p}"]
            for p in ("low", "best", "high", "stated", "silent", "inferred", "carried")
        )
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

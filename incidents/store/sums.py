"""Adding figures in the engine, over plain columns.

The rule of adding parts (`incidents.summary.arithmetic`): lows and bests are added where they
are stated (a part without a best counts with its low), a high only where every part states one
and none is silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES, Measure
from incidents.store.branches import PARTS, own_columns
from incidents.summary import Figure

_MINUTE = timedelta(minutes=1)


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

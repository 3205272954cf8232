"""Figures of shallow trees in the engine: a top with children right below it, one claim a measure.

The rule is that of `incidents.summary.arithmetic` for this shape, held equal to it by a property
test; whatever is deeper or has rival claims goes through the reference itself. One expression
serves the build (whole trees) and every question that cuts trees or asks "as of" a time. The
time asked for is the column ``as_of`` of the rows, so that the SQL is compiled once for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import TOLL_MEASURES
from incidents.store.steps import Steps

#: What a row brings of each measure: its own claim, and its top's.
PARTS = ("low", "best", "high", "carried", "from", "until")
#: What comes out of each measure.
RESULTS = ("low", "best", "high", "stated", "silent", "inferred", "carried")
_MINUTE = timedelta(minutes=1)
_EVERY = tuple(m.value for m in TOLL_MEASURES)


def own_columns(measure: str, side: str) -> tuple[str, ...]:
    """Names of a measure's columns of the row itself ("own") or of its top ("top")."""
    return tuple(f"{side}_{measure}_{part}" for part in PARTS)


def combined(
    rows: ir.Table,
    by: Sequence[str],
    steps: Steps,
    *,
    timed: bool,
    present: Sequence[str] = _EVERY,
) -> ir.Table:
    """Figures and counts of each group of rows of one tree.

    Args:
        rows: the chosen rows of the trees, each with ``by``, ``is_top``, ``has_top`` (the top is
            among the chosen), ``placeholder``, ``placed``, ``as_of`` if timed, and the columns of
            `own_columns` on both sides for each measure that is present.
        by: what tells the groups apart; a group lies in one tree.
        steps: where the steps are noted.
        timed: only what had been said by ``as_of`` counts.
        present: measures that any row states.
    """
    known = steps.then("branch_row", rows)
    for measure in present:
        known = known.mutate(**_known(known, measure, timed=timed))
    known = steps.then("branch_known", known)
    asked: dict[str, Any] = _counts(known)
    for measure in present:
        asked |= _gathered(known, measure)
    groups = steps.then("branch_sum", known.group_by(list(by)).aggregate(**asked))
    for number, work in enumerate((_parts, _lows, _bests, _highs, _kept)):
        made: dict[str, Any] = {}
        for measure in present:
            made |= work(groups, measure)
        groups = steps.then(f"branch_{number}", groups.mutate(**made) if made else groups)
    answers: dict[str, Any] = _counted(groups) | {"quiet": _silence(groups, groups.real)}
    for measure in _EVERY:
        answers |= _figure(groups, measure) if measure in present else _silent(groups, measure)
    for measure in present:
        answers[f"{measure}_part"] = _larger(groups, measure)
    return groups.select(*by, "has_top", **answers)


def _larger(groups: ir.Table, measure: str) -> ir.IntegerColumn:
    """What a top that is left out says, where it says more than what is chosen below it."""
    said, inside = groups[f"{measure}_top_low"], groups[f"{measure}_sum_low"].fill_null(0)
    more = ~groups.has_top & (said > inside).fill_null(False)  # noqa: FBT003 - a value
    return more.ifelse(said, None)


def _known(rows: ir.Table, measure: str, *, timed: bool) -> dict[str, Any]:
    """Both claims as they were known, whether the child's counts, and whether it was certain."""
    asked: dict[str, Any] = {}
    for side in ("own", "top"):
        low, best, high, _, begins, ends = (rows[n] for n in own_columns(measure, side))
        stated = begins.notnull()
        asked[f"{side}_{measure}_unsure"] = ibis.literal(False)  # noqa: FBT003 - a value
        if timed:
            stated = (begins <= rows.as_of).fill_null(False)  # noqa: FBT003 - a value
            asked[f"{side}_{measure}_unsure"] = stated & (
                ends > rows.as_of + ibis.interval(_MINUTE)
            )
        asked[f"{side}_{measure}_stated"] = stated
        for part, value in (("low", low), ("best", best), ("high", high)):
            asked[f"{side}_{measure}_{part}"] = stated.ifelse(value, None)
    older = rows.has_top & asked[f"top_{measure}_stated"] & (
        rows[f"top_{measure}_from"] >= rows[f"own_{measure}_until"]
    )  # fmt: skip
    asked[f"{measure}_in"] = (
        ~rows.is_top & asked[f"own_{measure}_stated"] & ~older.fill_null(False)  # noqa: FBT003 - a value
    )
    return asked


def _counts(rows: ir.Table) -> dict[str, Any]:
    real, below = ~rows.placeholder, ~rows.is_top
    return {
        "has_top": rows.has_top.any(),
        "below": below.sum(),
        "real": (below & real).sum(),
        "hidden": rows.placeholder.sum(),
        "hidden_top": (rows.is_top & rows.placeholder).sum(),
        "nowhere": (below & real & ~rows.placed).sum(),
        "nowhere_top": (rows.is_top & ~rows.placed).sum(),
    }


def _counted(groups: ir.Table) -> dict[str, Any]:
    """A top counts as an incident where all that lies below it are placeholders."""
    top = (groups.has_top & (groups.hidden_top == 0) & (groups.real == 0)).ifelse(1, 0)
    return {
        "n_incidents": groups.real + top,
        "n_placeholders": groups.hidden,
        "n_unplaced": groups.nowhere + top * groups.nowhere_top,
    }


def _gathered(rows: ir.Table, measure: str) -> dict[str, Any]:
    """Sums over the children that count, and the top's own, which is the same in every row."""
    low, best, high, carried = (rows[f"own_{measure}_{p}"] for p in PARTS[:4])
    counts = rows[f"{measure}_in"]
    silent = ~rows.is_top & ~counts & ~rows.placeholder
    return {
        f"{measure}_sum_low": low.sum(where=counts),
        f"{measure}_sum_filled": ibis.coalesce(best, low).sum(where=counts),
        f"{measure}_bests": best.count(where=counts),
        f"{measure}_sum_high": high.sum(where=counts),
        f"{measure}_highs": high.count(where=counts),
        f"{measure}_stating": counts.sum(),
        f"{measure}_silents": silent.sum(),
        f"{measure}_sum_carried": carried.any(where=counts),
        f"{measure}_sum_unsure": rows[f"own_{measure}_unsure"].any(where=counts),
        **{f"{measure}_top_{p}": rows[f"top_{measure}_{p}"].max() for p in ("low", "best", "high")},
        **{
            f"{measure}_top_{p}": rows[f"top_{measure}_{p}"].any()
            for p in ("stated", "carried", "unsure")
        },
    }


def _silent(groups: ir.Table, measure: str) -> dict[str, Any]:
    """Of a measure that nobody states only the silent are counted."""
    nothing = ibis.null("int64")
    none = ibis.literal(False)  # noqa: FBT003 - a value
    return {
        **{f"{measure}_{p}": nothing for p in ("low", "best", "high")},
        f"{measure}_stated": none,
        f"{measure}_silent": _silence(groups, groups.real),
        f"{measure}_inferred": none,
        f"{measure}_carried": none,
    }


def _silence(groups: ir.Table, children: ir.IntegerColumn) -> ir.IntegerColumn:
    """How many state nothing where the top does not; a top of silent placeholders is one."""
    lone = (groups.hidden_top == 0).ifelse(1, 0)
    alone = (groups.below == 0).ifelse(lone, 1)
    return (groups.has_top & (children == 0)).ifelse(alone, children)


def _parts(groups: ir.Table, measure: str) -> dict[str, Any]:
    """The children as parts of one whole; what the top says against that follows in steps."""
    none = ibis.null("int64")
    closed = (groups[f"{measure}_silents"] == 0) & (
        groups[f"{measure}_highs"] == groups[f"{measure}_stating"]
    )
    whole = groups.has_top & groups[f"{measure}_top_stated"].fill_null(False)  # noqa: FBT003 - a value
    states = groups[f"{measure}_stating"] > 0
    silence = _silence(groups, groups[f"{measure}_silents"])
    return {
        f"{measure}_p_best": (groups[f"{measure}_bests"] > 0).ifelse(
            groups[f"{measure}_sum_filled"], none
        ),
        f"{measure}_p_high": closed.ifelse(groups[f"{measure}_sum_high"], none),
        f"{measure}_p_silent": states.ifelse(groups[f"{measure}_silents"], silence),
        f"{measure}_p_carried": groups[f"{measure}_sum_carried"].fill_null(False),  # noqa: FBT003 - a value
        f"{measure}_p_unsure": groups[f"{measure}_sum_unsure"].fill_null(False),  # noqa: FBT003 - a value
        f"{measure}_whole": whole,
        f"{measure}_states": states,
        f"{measure}_both": whole & states,
    }


def _lows(groups: ir.Table, measure: str) -> dict[str, Any]:
    """Of a top and its children the larger low, and whether the children outvote it."""
    own, parts = groups[f"{measure}_top_low"], groups[f"{measure}_sum_low"]
    low = ibis.greatest(ibis.coalesce(own, parts), ibis.coalesce(parts, own))
    return {f"{measure}_c_low": low, f"{measure}_floor": low.fill_null(0)}


def _bests(groups: ir.Table, measure: str) -> dict[str, Any]:
    own, parts, floor = (groups[f"{measure}_{n}"] for n in ("top_best", "p_best", "floor"))
    fits = (parts >= floor).fill_null(False)  # noqa: FBT003 - a value
    best = (own >= floor).fill_null(False).ifelse(own, fits.ifelse(parts, None))  # noqa: FBT003 - a value
    return {f"{measure}_c_best": best}


def _highs(groups: ir.Table, measure: str) -> dict[str, Any]:
    own, best, floor = (groups[f"{measure}_{n}"] for n in ("top_high", "c_best", "floor"))
    exceeded = (own < ibis.greatest(floor, best.fill_null(0))).fill_null(False)  # noqa: FBT003 - a value
    return {f"{measure}_c_high": exceeded.ifelse(groups[f"{measure}_p_high"], own)}


def _kept(groups: ir.Table, measure: str) -> dict[str, Any]:
    """A best above its high is none; and whether the answer rests on the children."""
    own_low, own_best, own_high = (groups[f"{measure}_top_{p}"] for p in ("low", "best", "high"))
    low, best, high = (groups[f"{measure}_c_{p}"] for p in ("low", "best", "high"))
    kept = (best > high).fill_null(False).ifelse(None, best)  # noqa: FBT003 - a value
    outvoted = low.notnull() & (own_low.isnull() | (low > own_low))
    rests = outvoted | ~kept.identical_to(own_best) | ~high.identical_to(own_high)
    return {f"{measure}_k_best": kept, f"{measure}_rests": rests}


def _figure(groups: ir.Table, measure: str) -> dict[str, Any]:
    """Both together where both speak, else whoever does."""
    both, whole, states, rests = (
        groups[f"{measure}_{n}"] for n in ("both", "whole", "states", "rests")
    )
    together = {"low": "c_low", "best": "k_best", "high": "c_high"}
    apart = {"low": "sum_low", "best": "p_best", "high": "p_high"}
    found = {
        part: both.ifelse(
            groups[f"{measure}_{name}"],
            whole.ifelse(groups[f"{measure}_top_{part}"], groups[f"{measure}_{apart[part]}"]),
        )
        for part, name in together.items()
    }
    for part, source in (("carried", "carried"), ("inferred", "unsure")):
        own, below = groups[f"{measure}_top_{source}"], groups[f"{measure}_p_{source}"]
        found[part] = both.ifelse(own | (rests & below), whole.ifelse(own, below))
    found["silent"] = whole.ifelse(0, groups[f"{measure}_p_silent"])
    # An upper bound that silent parts leave open is stated, and yet in none of the numbers.
    found["stated"] = whole | states
    return {f"{measure}_{part}": value for part, value in found.items()}

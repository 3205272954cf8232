"""What the public may know, as one expression; `incidents.store.publicity` says it on values.

Every engine gets it as a view ``public_incident``, made from the same Ibis expression.
"""

from __future__ import annotations

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.model import Precision, Sensitivity
from incidents.store.columns import SCHEMA, table
from incidents.store.publicity import HIDDEN_SETS

VIEW = "public_incident"
_FINER = [p.value for p in Precision if Precision.SETTLEMENT.coarser_than(p)]


def public_rows() -> ir.Table:
    """Give the rows that no mark and no licence withholds, sensitive places coarsened."""
    rows = table("incident")
    kept = rows.filter(
        rows.sensitivity != Sensitivity.WITHHOLD.value, rows.dataset_id.notin(HIDDEN_SETS)
    )
    marked = kept.sensitivity == Sensitivity.COARSEN.value
    coarse = marked & kept.precision.isin(_FINER)
    # The chart counts a sensitive site under its city; a lone one under its district.
    alone = marked & (kept.incident_id == kept.chart_id) & kept.chart_precision.isin(_FINER)
    shown = {name: kept[name] for name in SCHEMA}
    shown |= {n: _where(coarse, v, kept[n]) for n, v in _coarsened(kept).items()}
    shown |= {n: _where(alone, v, kept[n]) for n, v in _charted(kept).items()}
    return kept.select(**shown)


def _where(test: ir.BooleanValue, then: ir.Value, otherwise: ir.Value) -> ir.Value:
    # A column that is not known (no chart precision) withholds nothing by itself.
    return ibis.ifelse(test.fill_null(False), then, otherwise)  # noqa: FBT003 - a value


def _named(rows: ir.Table) -> ir.Value:
    return ibis.coalesce(rows.adm2, "place coarsened")


def _coarsened(rows: ir.Table) -> dict[str, ir.Value]:
    """Columns that would tell where a sensitive place is, with what stands for them."""
    return {
        "lat": rows.coarse_lat,
        "lon": rows.coarse_lon,
        "cell": rows.coarse_cell,
        "precision": ibis.literal(Precision.SETTLEMENT.value),
        "place_name": rows.adm2,
        "title": ibis.null("string"),
        "place_id": ibis.null("string"),
        "extent_km": ibis.null("float64"),
        "label": _named(rows),
        "haystack": ibis.coalesce(rows.adm2, "").lower(),
    }


def _charted(rows: ir.Table) -> dict[str, ir.Value]:
    return {
        "chart_label": _named(rows),
        "chart_place_id": ibis.null("string"),
        "chart_precision": ibis.literal(Precision.SETTLEMENT.value),
    }

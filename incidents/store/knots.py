"""Figures and places in the tree of the rows that the engine may not simply add.

A row is knotty when it is part of a tree, a placeholder, or has more than one claim of one
measure. Their figures are worked out here by `incidents.summary`, the reference itself, once,
when the mirror's row is written; whole trees are then added by the engine from their top.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from incidents.model import TOLL_MEASURES, Claim, Incident, Measure, Precision
from incidents.query.unlisted import place_key
from incidents.summary import Figure, Toll, toll
from incidents.summary.trees import ancestors

#: What a row of the charts may be at its coarsest; above it are countries and whole waves.
_CHART_COARSEST = Precision.ADM1.rank


def knot_rows(incidents: Sequence[Incident], claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Give what the mirror needs beyond the plain columns, a row per incident."""
    everything = {i.incident_id: i for i in incidents}
    by_incident: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_incident[claim.incident_id].append(claim)
    above = {i: _above(i, everything) for i in everything}
    trees, beneath = _groups(above)
    charts: dict[str, list[str]] = defaultdict(list)
    for i in everything:
        charts[_chart_top(i, above[i], everything)].append(i)
    top_of = {member: top for top, members in charts.items() for member in members}
    rows = []
    for i in sorted(everything):
        members = [everything[m] for m in (i, *beneath[i])]
        stated = toll(members, [c for m in members for c in by_incident[m.incident_id]])
        root = above[i][-1] if above[i] else i
        top = everything[top_of[i]]
        rows.append(
            {
                "incident_id": i,
                "root_id": root,
                "chart_id": top.incident_id,
                "path": path(i, above[i]),
                "tree_size": len(trees[root]),
                "chart_size": len(charts[top.incident_id]),
                "leaf": not everything[i].placeholder
                and all(everything[b].placeholder for b in beneath[i]),
                "chart_skip": _skipped(everything[i], beneath[i], everything),
                **chart_place(top),
                "quiet": toll(members, ()).figures[Measure.KILLED].silent,
                "root_day": everything[root].when.start,
                **figure_columns(stated),
            }
        )
    return rows


def path(incident_id: str, above: Sequence[str]) -> str:
    """The ids from the top of the tree to the incident, between bars."""
    return "|" + "|".join((*reversed(above), incident_id)) + "|"


def _above(incident_id: str, everything: Mapping[str, Incident]) -> tuple[str, ...]:
    dataset = everything[incident_id].dataset_id
    found = ancestors(incident_id, everything)
    return tuple(a for a in found if everything[a].dataset_id == dataset)


def _groups(
    above: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    trees: dict[str, list[str]] = defaultdict(list)
    beneath: dict[str, list[str]] = defaultdict(list)
    for i, chain in above.items():
        trees[chain[-1] if chain else i].append(i)
        for a in chain:
            beneath[a].append(i)
    return trees, beneath


def _chart_top(incident_id: str, above: Sequence[str], everything: Mapping[str, Incident]) -> str:
    """The incident under whose place the charts count this one: a site under its city."""
    chain = (incident_id, *above)
    return next(
        (a for a in reversed(chain) if everything[a].place.precision.rank <= _CHART_COARSEST),
        incident_id,
    )


def _skipped(
    incident: Incident, beneath: Iterable[str], everything: Mapping[str, Incident]
) -> bool:
    """A country or wave whose parts are known is no bar of its own beside them."""
    coarse = incident.place.precision.rank > _CHART_COARSEST
    return coarse and any(not everything[b].placeholder for b in beneath)


def chart_place(top: Incident) -> dict[str, str | None]:
    """Columns that name the row of the charts."""
    place = top.place
    return {
        "chart_label": place.name or "place not named",
        "chart_place_id": place_key(place),
        "chart_precision": place.precision.value,
    }


def figure_columns(stated: Toll) -> dict[str, Any]:
    """Columns of a toll."""
    found: dict[str, Any] = {
        "n_incidents": stated.incidents,
        "n_placeholders": stated.placeholders,
        "n_unplaced": stated.unplaced,
    }
    for measure in TOLL_MEASURES:
        figure, name = stated.figures[measure], measure.value
        found |= {
            f"{name}_low": figure.low,
            f"{name}_best": figure.best,
            f"{name}_high": figure.high,
            f"{name}_stated": is_stated(figure),
            f"{name}_silent": figure.silent,
            f"{name}_inferred": figure.order_inferred,
            f"{name}_carried": figure.carried,
        }
    return found


def is_stated(figure: Figure) -> bool:
    """Whether anybody stated anything: of an open upper bound no number may be left."""
    return figure.open_ended or any(n is not None for n in (figure.low, figure.best, figure.high))

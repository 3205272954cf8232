"""What a report does to the tolls of the incidents it joins, before and after. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.merge.plan import Join, MergePlan
from incidents.merge.snapshot import Snapshot
from incidents.model import Incident, Measure
from incidents.summary import Toll, moved, toll
from incidents.summary.trees import ancestors


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One attack a report speaks of again.

    Attributes:
        incident: the topmost joined incident of its tree, as it would stand.
        joins: the drafts that joined it or what lies below it, with their scores.
        before: its toll with all its parts, as it stands.
        after: its toll as it would stand.
    """

    incident: Incident
    joins: tuple[Join, ...]
    before: Toll
    after: Toll

    @property
    def moved(self) -> tuple[Measure, ...]:
        """The measures whose figures change."""
        return moved(self.before, self.after)


def effects(plan: MergePlan) -> tuple[Effect, ...]:
    """The joined attacks of a plan in the order of its joins, each tree once."""
    records = {i.incident_id: i for i in plan.result.incidents}
    joined = {j.incident_id for j in plan.joins}
    heads: dict[str, list[Join]] = {}
    for join in plan.joins:
        above = [a for a in ancestors(join.incident_id, records) if a in joined]
        heads.setdefault(above[-1] if above else join.incident_id, []).append(join)
    return tuple(
        Effect(
            incident=records[head],
            joins=tuple(joins),
            before=toll_of(plan.before, (head,)),
            after=toll_of(plan.result, (head,)),
        )
        for head, joins in heads.items()
    )


def toll_of(snapshot: Snapshot, heads: Sequence[str]) -> Toll:
    """The toll of some incidents with all below them."""
    records = {i.incident_id: i for i in snapshot.incidents}
    members = [
        i
        for k, i in records.items()
        if k in heads or any(a in heads for a in ancestors(k, records))
    ]
    return toll(members, snapshot.claims)

"""Parents and children of a selection. Pure.

A child hangs under its nearest chosen ancestor, so that a selection which leaves out the
district between a city and a site still knows that the site lies in the city. An incident that
excludes another ("elsewhere in the region") is its sibling, never its parent. Loops, which only
damaged data can hold, are cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidents.model import Incident


@dataclass(frozen=True, slots=True)
class Forest:
    """The chosen incidents as trees; make one with `of`."""

    chosen: Mapping[str, Incident]
    around: Mapping[str, Incident]
    roots: tuple[str, ...]
    _children: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, chosen: Iterable[Incident], around: Iterable[Incident] = ()) -> Forest:
        """Build the trees of a selection; ``around`` holds what else there is."""
        picked = {i.incident_id: i for i in chosen}
        everything = {**{i.incident_id: i for i in around}, **picked}
        children: dict[str, list[str]] = defaultdict(list)
        roots: list[str] = []
        for incident_id in sorted(picked):
            above = [a for a in ancestors(incident_id, everything) if a in picked]
            if above:
                children[above[0]].append(incident_id)
            else:
                roots.append(incident_id)
        return cls(picked, everything, tuple(roots), children)

    def children(self, incident_id: str) -> Sequence[str]:
        """Chosen incidents right below this one."""
        return self._children.get(incident_id, ())

    def is_placeholder(self, incident_id: str) -> bool:
        """Whether it is one of "13 locations" and nothing more."""
        return self.chosen[incident_id].placeholder

    def counted(self) -> tuple[str, ...]:
        """Incidents that are no placeholder and no parent of a chosen incident that counts."""
        return tuple(
            i
            for i, incident in self.chosen.items()
            if not incident.placeholder
            and all(self.is_placeholder(child) for child in self.children(i))
        )

    def left_out_above(self, incident_id: str) -> tuple[str, ...]:
        """Ancestors that the selection does not hold, nearest first."""
        return tuple(a for a in ancestors(incident_id, self.around) if a not in self.chosen)


def ancestors(incident_id: str, everything: Mapping[str, Incident]) -> tuple[str, ...]:
    """The ids above an incident, nearest first, without those that exclude what is below."""
    found: list[str] = []
    below = {incident_id}
    at = everything[incident_id].parent_id
    while at is not None and at in everything and at not in below:
        parent = everything[at]
        if not below.intersection(parent.excludes):
            found.append(at)
        below.add(at)
        at = parent.parent_id
    return tuple(found)

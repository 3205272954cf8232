"""Tolls worked out in pure Python: the reference that every faster way is tested against.

Per measure, from the leaves of each parent tree upward, among the claims that stand at one
as-of time: low is the larger of the parent's own low and the sum of its children's lows, where
a child's claim older than the parent's never outvotes it; best is the parent's own unless it
lies below that low, else the children's sum; high is known only where it is stated all the
way. A parent's total is never divided among its children.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from incidents.errors import BadInput
from incidents.model import TOLL_MEASURES, Claim, Incident, Measure, Moment, PersonStatus
from incidents.summary.current import Current, current
from incidents.summary.toll import Figure, Toll
from incidents.summary.trees import Forest

__all__ = ["Records", "toll", "tolls"]


class Records(Protocol):
    """Incidents and claims together; `incidents.merge.Snapshot` is one."""

    @property
    def incidents(self) -> Sequence[Incident]:
        """All incidents."""
        ...

    @property
    def claims(self) -> Sequence[Claim]:
        """All claims."""
        ...


@dataclass(frozen=True, slots=True)
class _Sum:
    """A figure on its way up the tree; ``stated``: whether anybody stated anything."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    stated: bool = False
    silent: int = 0
    order_inferred: bool = False
    carried: bool = False
    claim_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class _Book:
    """The claims of one measure by incident, with what stands already worked out."""

    by_incident: Mapping[str, Sequence[Claim]]
    as_of: datetime | None
    _known: dict[str, tuple[Current, ...]] = field(default_factory=dict)

    def own(self, incident_id: str) -> tuple[Current, ...]:
        """What stands for one incident: its total first, then parts by person status."""
        if incident_id not in self._known:
            self._known[incident_id] = self._work_out(incident_id)
        return self._known[incident_id]

    def _work_out(self, incident_id: str) -> tuple[Current, ...]:
        by_status: dict[PersonStatus, list[Claim]] = defaultdict(list)
        for claim in self.by_incident.get(incident_id, ()):
            by_status[claim.status].append(claim)
        found = [
            current(by_status[status], self.as_of)
            for status in (PersonStatus.UNKNOWN, PersonStatus.CIVILIAN, PersonStatus.COMBATANT)
        ]
        return tuple(c for c in found if c is not None)

    def has_total(self, incident_id: str) -> bool:
        """Whether a figure is stated that is not for one status of person only."""
        claims = self.by_incident.get(incident_id, ())
        total = [c for c in claims if c.status is PersonStatus.UNKNOWN]
        return current(total, self.as_of) is not None


def toll(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    as_of: datetime | None = None,
    universe: Records | None = None,
) -> Toll:
    """What a selection of incidents of one data set adds up to.

    Args:
        incidents: the selection, in any order.
        claims: claims on them, and possibly on others, in any order.
        as_of: the toll as it was known at this wall time; ``None`` is now.
        universe: everything there is, so that a parent left out of the selection can be seen;
            ``None``: the selection is everything.

    Raises:
        BadInput: the selection mixes data sets; see `tolls`.
    """
    chosen = _one_dataset(incidents)
    around = universe.incidents if universe else ()
    forest = Forest.of(chosen, around)
    by_measure = _by_measure(claims, universe.claims if universe else ())
    # Of every measure that nobody states the same is true; most are stated by few.
    silence = _figure(forest, _Book({}, as_of))
    figures = {
        m: _figure(forest, _Book(by_measure[m], as_of)) if m in by_measure else silence
        for m in TOLL_MEASURES
    }
    counted = forest.counted()
    return Toll(
        figures=figures,
        incidents=len(counted),
        placeholders=sum(i.placeholder for i in chosen),
        unplaced=sum(not forest.chosen[i].place.placed for i in counted),
        as_of=as_of,
    )


def tolls(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    as_of: datetime | None = None,
    universe: Records | None = None,
) -> tuple[tuple[str, Toll], ...]:
    """One toll per data set, side by side; data sets are never added together."""
    by_set: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        by_set[incident.dataset_id].append(incident)
    found = tuple(claims)
    return tuple((key, toll(by_set[key], found, as_of, universe)) for key in sorted(by_set))


def _one_dataset(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    chosen = tuple({i.incident_id: i for i in incidents}.values())
    sets = sorted({i.dataset_id for i in chosen})
    if len(sets) > 1:
        raise BadInput(
            f"toll: the selection mixes the data sets {', '.join(sets)}, which may report the "
            "same people twice; ask for one toll per data set"
        )
    return chosen


def _by_measure(
    claims: Iterable[Claim], more: Iterable[Claim]
) -> dict[Measure, dict[str, list[Claim]]]:
    seen = {c.claim_id: c for c in (*more, *claims)}
    found: dict[Measure, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in seen.values():
        found[claim.measure][claim.incident_id].append(claim)
    return found


def _figure(forest: Forest, book: _Book) -> Figure:
    total = _sum([_node(root, forest, book, None) for root in forest.roots])
    return Figure(
        low=total.low,
        best=total.best,
        high=total.high if not total.silent else None,
        silent=total.silent,
        open_ended=total.stated and (total.high is None or total.silent > 0),
        order_inferred=total.order_inferred,
        carried=total.carried,
        part_of=_part_of(forest, book),
        claim_ids=total.claim_ids,
    )


def _node(incident_id: str, forest: Forest, book: _Book, floor: Moment | None) -> _Sum:
    """One incident with all below it; claims certainly older than ``floor`` are passed over."""
    children = forest.children(incident_id)
    own, said = _own(incident_id, book, floor)
    if own is None:
        if not children:
            return _Sum(silent=0 if forest.is_placeholder(incident_id) else 1)
        below = _sum([_node(child, forest, book, floor) for child in children])
        # A parent of placeholders only is an incident like any other, silent if they are.
        alone = not below.stated and not below.silent
        return replace(below, silent=1) if alone else below
    fresh = _sum([_node(child, forest, book, _later(floor, said)) for child in children])
    return _combine(own, fresh)


def _later(floor: Moment | None, said: Moment) -> Moment:
    return said if floor is None or said.earliest >= floor.earliest else floor


def _own(incident_id: str, book: _Book, floor: Moment | None) -> tuple[_Sum | None, Moment]:
    """The incident's own figure and its time; civilians and combatants are parts of it."""
    found = [c for c in book.own(incident_id) if floor is None or not floor.after(c.said)]
    if not found:
        return None, Moment.of(datetime.min)  # noqa: DTZ901 - wall time, never used
    first = found[0]
    if len(found) == 1:
        return _lift(first), first.said
    if not book.has_total(incident_id):
        return _sum([_lift(c) for c in found]), first.said
    parts = _sum([_lift(c) for c in found[1:] if not first.said.after(c.said)])
    return _combine(_lift(first), parts), first.said


def _lift(found: Current) -> _Sum:
    return _Sum(
        found.low,
        found.best,
        found.high,
        stated=True,
        order_inferred=found.order_inferred,
        carried=found.carried,
        claim_ids=found.claim_ids,
    )


def _sum(parts: Sequence[_Sum]) -> _Sum:
    """Add parts of one whole; beside parts with a best, one without counts with its low."""
    stated = [p for p in parts if p.stated]
    silent = sum(p.silent for p in parts)
    bests = [p.best if p.best is not None else p.low for p in stated]
    any_best = any(p.best is not None for p in stated)
    highs = [p.high for p in stated]
    return _Sum(
        low=_total([p.low for p in stated]),
        best=_total(bests) if any_best else None,
        high=None if silent or None in highs else _total(highs),
        stated=bool(stated),
        silent=silent,
        order_inferred=any(p.order_inferred for p in stated),
        carried=any(p.carried for p in stated),
        claim_ids=tuple(sorted({i for p in stated for i in p.claim_ids})),
    )


def _total(numbers: Sequence[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def _combine(own: _Sum, parts: _Sum) -> _Sum:
    """A whole's own figure against the sum of its parts (see the module's first lines)."""
    if not parts.stated:
        return own
    low = _larger(own.low, parts.low)
    outvoted = low is not None and (own.low is None or low > own.low)
    best = own.best
    if best is None or (low is not None and best < low):
        best = parts.best if parts.best is not None and parts.best >= (low or 0) else None
    high = own.high
    if high is not None and high < max(low or 0, best or 0):
        high = parts.high
    if high is not None and best is not None and best > high:
        best = None
    rests_on_parts = outvoted or best != own.best or high != own.high
    return _Sum(
        low,
        best,
        high,
        stated=True,
        order_inferred=own.order_inferred or (rests_on_parts and parts.order_inferred),
        carried=own.carried or (rests_on_parts and parts.carried),
        claim_ids=tuple(sorted({*own.claim_ids, *(parts.claim_ids if rests_on_parts else ())})),
    )


def _larger(first: int | None, second: int | None) -> int | None:
    known = [n for n in (first, second) if n is not None]
    return max(known) if known else None


def _part_of(forest: Forest, book: _Book) -> tuple[int, str] | None:
    """The largest stated total of a parent that the selection leaves out, if it says more."""
    beneath: dict[str, list[str]] = defaultdict(list)
    for root in forest.roots:
        for ancestor in forest.left_out_above(root):
            beneath[ancestor].append(root)
    larger: list[tuple[int, str]] = []
    for ancestor, roots in beneath.items():
        own, _ = _own(ancestor, book, None)
        inside = _sum([_node(root, forest, book, None) for root in roots])
        if own is not None and own.low is not None and own.low > (inside.low or 0):
            larger.append((own.low, ancestor))
    return max(larger, key=lambda found: (found[0], found[1])) if larger else None

"""One incident out of two records of it. Pure, and the same whichever record came first.

Where the records differ the more exact one wins; where neither is more exact the choice follows
a fixed order, never the order of arrival. Claims are never touched here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from incidents.model import (
    Attribution,
    DateBasis,
    Incident,
    Place,
    Precision,
    Quote,
    Sensitivity,
    Weapon,
    When,
)
from incidents.summary.trees import ancestors

_BASES = tuple(DateBasis)
_CARE = (Sensitivity.OPEN, Sensitivity.COARSEN, Sensitivity.WITHHOLD)
_ATTRIBUTIONS = tuple(Attribution)


def blend(known: Incident, more: Incident, records: Mapping[str, Incident]) -> Incident:
    """The known incident with what another record of it adds; id and revision stay."""
    event_type, sub_event_type = min(_types(known), _types(more), key=_type_rank)
    return replace(
        known,
        place=min(known.place, more.place, key=_place_rank),
        when=min(known.when, more.when, key=_when_rank),
        parent_id=finer_parent(known.incident_id, (known.parent_id, more.parent_id), records),
        title=_first(known.title, more.title),
        event_type=event_type,
        sub_event_type=sub_event_type,
        weapons=_weapons((*known.weapons, *more.weapons)),
        actors=_actors((*known.actors, *more.actors)),
        excludes=tuple(sorted({*known.excludes, *more.excludes})),
        sensitivity=max(known.sensitivity, more.sensitivity, key=_CARE.index),
        notes=_lines(known.notes, more.notes),
        quotes=join_quotes(known.quotes, more.quotes),
    )


def finer_parent(
    child_id: str, parents: Iterable[str | None], records: Mapping[str, Incident]
) -> str | None:
    """Of several parents the finest that is known and does not lie below the child."""
    found = [
        p
        for p in parents
        if p is not None
        and p in records
        and p != child_id
        and child_id not in ancestors(p, records)
        and child_id not in records[p].excludes
    ]
    return min(found, key=lambda p: (records[p].place.precision.rank, p)) if found else None


def join_quotes(first: Iterable[Quote], second: Iterable[Quote]) -> tuple[Quote, ...]:
    """All quotes once, by report and place in it."""
    return tuple(sorted({*first, *second}, key=lambda q: (q.report_id, q.start, q.end)))


def _types(incident: Incident) -> tuple[str | None, str | None]:
    return incident.event_type, incident.sub_event_type


def _type_rank(types: tuple[str | None, str | None]) -> tuple[int, str, str]:
    return -sum(t is not None for t in types), types[0] or "", types[1] or ""


def _place_rank(place: Place) -> tuple[Any, ...]:
    known = place.precision is Precision.UNKNOWN
    return known, place.precision.rank, -(place.score or 0), place.toponym or "", place.name or ""


def _when_rank(when: When) -> tuple[Any, ...]:
    return (
        when.date_prec,
        _BASES.index(when.basis),
        when.local_time is None,
        when.local_time or time.min,
        when.start,
        when.last,
        when.zone or "",
    )


def _first(*words: str | None) -> str | None:
    return min((w for w in words if w), default=None)


def _lines(*notes: str | None) -> str | None:
    lines = {line for note in notes if note for line in note.splitlines() if line.strip()}
    return "\n".join(sorted(lines)) or None


def _weapons(found: Iterable[Weapon]) -> tuple[Weapon, ...]:
    """Each weapon once; a source that is sure outweighs one that says "may"."""
    sure: dict[tuple[str, str], bool] = {}
    for weapon in found:
        key = (weapon.name, weapon.family)
        sure[key] = sure.get(key, True) and weapon.may
    return tuple(Weapon(name, family, may) for (name, family), may in sorted(sure.items()))


def _actors(found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(
        sorted(set(found), key=lambda a: (_ATTRIBUTIONS.index(a.attribution), a.name.casefold()))
    )

"""Whether one incident is in a selection: the reference every engine is held to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from incidents.model import Claim, Incident, Place, Quote
from incidents.model.dataset import DATASETS
from incidents.query.filter import Filter
from incidents.query.unlisted import named, place_key

#: Whether the first place id lies in the second; `Gazetteer.within` is one.
Within = Callable[[str, str], bool]


def nothing_within(place_id: str, container_id: str) -> bool:
    """Stand in where there is no gazetteer: a place lies in itself only."""
    return place_id == container_id


def matches(
    incident: Incident,
    claims: Iterable[Claim],
    chosen: Filter,
    within: Within = nothing_within,
    ancestors: Iterable[str] = (),
) -> bool:
    """Tell whether the filter selects the incident.

    Args:
        incident: the incident.
        claims: its claims, all of them.
        chosen: the filter; ``as_of`` narrows figures, never the selection.
        within: whether a place lies in another.
        ancestors: ids above the incident, for the filter's ``incident``.
    """
    said = tuple(claims)
    return (
        _in_days(incident, chosen)
        and _in_codes(incident, chosen)
        and _in_datasets(incident, chosen)
        and _in_bounds(incident.place, chosen.bounds)
        and (not chosen.places or any(lies_in(incident.place, p, within) for p in chosen.places))
        and (not chosen.sources or not _sources(incident, said).isdisjoint(chosen.sources))
        and all(word in haystack(incident, said) for word in words(chosen.text))
        and (chosen.incident is None or chosen.incident in {incident.incident_id, *ancestors})
    )


def _in_days(incident: Incident, chosen: Filter) -> bool:
    return (chosen.since is None or incident.when.last >= chosen.since) and (
        chosen.until is None or incident.when.start <= chosen.until
    )


def _in_codes(incident: Incident, chosen: Filter) -> bool:
    families = {w.family for w in incident.weapons}
    return (
        (not chosen.event_types or incident.event_type in chosen.event_types)
        and (not chosen.sub_event_types or incident.sub_event_type in chosen.sub_event_types)
        and (not chosen.weapon_families or not families.isdisjoint(chosen.weapon_families))
        and (not chosen.precisions or incident.place.precision.value in chosen.precisions)
    )


def mention_sets() -> tuple[str, ...]:
    """Data sets of media mentions, which stay out unless asked in."""
    return tuple(sorted(d.dataset_id for d in DATASETS.values() if d.mentions))


def _in_datasets(incident: Incident, chosen: Filter) -> bool:
    if chosen.datasets:
        return incident.dataset_id in chosen.datasets
    return incident.dataset_id not in mention_sets()


def _in_bounds(place: Place, bounds: tuple[float, float, float, float] | None) -> bool:
    if bounds is None:
        return True
    if place.lat is None or place.lon is None:
        return False
    west, south, east, north = bounds
    inside = west <= place.lon <= east if west <= east else (place.lon >= west or place.lon <= east)
    return inside and south <= place.lat <= north


def lies_in(place: Place, wanted: str, within: Within) -> bool:
    """Tell whether a place is, or lies in, the one of that id."""
    if named(wanted) is not None:
        return place.place_id is None and place_key(place) == wanted
    codes = (f"adm1:{place.adm1}", f"country:{place.country}")
    if wanted in codes:
        return True
    return place.place_id is not None and (
        place.place_id == wanted or within(place.place_id, wanted)
    )


def _sources(incident: Incident, claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset({incident.dataset_id, *(c.source for c in claims)})


def words(text: str) -> tuple[str, ...]:
    """Words of a text filter, case folded."""
    return tuple(text.casefold().split())


def haystack(incident: Incident, claims: Iterable[Claim]) -> str:
    """What a text filter looks in, case folded: title, place, notes and quotes."""
    place = incident.place
    quotes = (c.origin.text for c in claims if isinstance(c.origin, Quote))
    parts = (incident.title, place.name, place.toponym, incident.notes, *quotes)
    return "\n".join(p for p in parts if p).casefold()

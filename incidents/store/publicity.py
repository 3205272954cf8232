"""What the public link may know, on values. The mirror's public view says the same in SQL.

Withheld records and data sets that may not be displayed are dropped. What is younger than the
delay is not there yet: an incident's age counts from the end of its last day, a claim's from
when it was said (a report of last year's attack added today gives away nothing fresh).
Sensitive places are given no finer than about a settlement: an H3 cell of resolution 5 (edge
about 9 km) and its centre stand for the place, and whatever could name it (title, toponym,
notes, native columns, quotes) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import h3.api.basic_int as h3  # type: ignore[import-untyped]  # it ships no types

from incidents.model import (
    DATASETS,
    Cell,
    Claim,
    Incident,
    Person,
    Place,
    Precision,
    Quote,
    Sensitivity,
)
from incidents.query import Audience, Viewer
from incidents.query.masking import mask_names
from incidents.store.row_parts import CELL_RESOLUTION
from incidents.store.rows import BLACKED

#: H3 resolution a coarsened place is known by.
COARSE = 5
#: Age of what no delay holds back.
ALWAYS = datetime(1970, 1, 1)  # noqa: DTZ001 - naive, as the mirror stores times
#: Data sets whose rows may not be shown in public at all.
HIDDEN_SETS = tuple(sorted(d.dataset_id for d in DATASETS.values() if not d.may_display))


def horizon(viewer: Viewer) -> datetime | None:
    """Latest time of what the viewer may see, naive UTC; ``None``: no limit."""
    if viewer.audience is Audience.OWNER:
        return None
    if viewer.now is None:
        raise ValueError("a public viewer needs `now`, the time the delay counts from")
    now = viewer.now.astimezone(UTC) if viewer.now.tzinfo else viewer.now
    return now.replace(tzinfo=None) - viewer.delay


def naive_utc(at: datetime) -> datetime:
    """Give a time as the mirror stores it."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def incident_age_from(added: datetime, last_day: date) -> datetime:
    """When an incident's age begins, naive: the end of its last day, or its adding if earlier.

    The day's end is taken on its own wall clock; against UTC that is off by the zone's offset,
    at most half a day, which the delay is there to cover.
    """
    return min(naive_utc(added), datetime.combine(last_day, time.min) + timedelta(days=1))


def claim_age_from(added: datetime, said_until: datetime, *, corrected: bool) -> datetime:
    """When a claim's age begins: when it was said. A person's correction holds at once."""
    return ALWAYS if corrected else min(naive_utc(added), said_until)


def shows(incident: Incident, viewer: Viewer) -> bool:
    """Whether the viewer may know of the incident at all."""
    limit = horizon(viewer)
    if limit is None:
        return True
    if incident.sensitivity is Sensitivity.WITHHOLD or incident.dataset_id in HIDDEN_SETS:
        return False
    added = incident.added_at
    return added is not None and incident_age_from(added, incident.when.last) <= limit


def is_coarsened(incident: Incident) -> bool:
    """Whether the public sees its place less exactly than it is known."""
    return incident.sensitivity is Sensitivity.COARSEN and Precision.SETTLEMENT.coarser_than(
        incident.place.precision
    )


def coarse_point(lat: float, lon: float) -> tuple[int, float, float]:
    """Cell and centre that stand for an exact point."""
    centre = h3.cell_to_latlng(h3.latlng_to_cell(lat, lon, COARSE))
    shown = round(centre[0], 4), round(centre[1], 4)
    return int(h3.latlng_to_cell(*shown, CELL_RESOLUTION)), *shown


def incident_for(incident: Incident, viewer: Viewer) -> Incident:
    """Give the incident as the viewer may see it."""
    if viewer.audience is Audience.OWNER:
        return incident
    quotes = tuple(replace(q, text=mask_names(q.text)) for q in incident.quotes)
    shown = replace(incident, quotes=quotes)
    if incident.sensitivity is Sensitivity.COARSEN:
        shown = replace(shown, notes=None)
    if not is_coarsened(incident):
        return shown
    return replace(shown, title=None, native=(), place=_coarse_place(incident.place))


def _coarse_place(place: Place) -> Place:
    if place.lat is None or place.lon is None:
        return replace(place, name=None, toponym=None, place_id=None, runner_up=None)
    _, lat, lon = coarse_point(place.lat, place.lon)
    return Place(
        name=place.adm2,
        precision=Precision.SETTLEMENT,
        lat=lat,
        lon=lon,
        country=place.country,
        adm1=place.adm1,
        adm2=place.adm2,
    )


def claims_for(
    incident: Incident, claims: Iterable[tuple[Claim, datetime]], viewer: Viewer
) -> tuple[Claim, ...]:
    """Give the claims, each with the time it was added, as the viewer may see them."""
    limit = horizon(viewer)
    if limit is None:
        return tuple(c for c, _ in claims)
    kept = (c for c, added in claims if _age_from(c, added) <= limit)
    return tuple(_claim_for(c, words=not is_coarsened(incident)) for c in kept)


def _age_from(claim: Claim, added: datetime) -> datetime:
    corrected = isinstance(claim.origin, Person)
    return claim_age_from(added, claim.said.latest, corrected=corrected)


def _claim_for(claim: Claim, *, words: bool) -> Claim:
    origin = claim.origin
    if isinstance(origin, Person):
        return replace(claim, origin=replace(origin, author="the analyst", reason=""))
    if isinstance(origin, Quote):
        shown = mask_names(origin.text) if words else BLACKED * len(origin.text)
        return replace(claim, origin=replace(origin, text=shown))
    if words:
        return claim
    return replace(claim, origin=replace(origin, text="")) if isinstance(origin, Cell) else claim

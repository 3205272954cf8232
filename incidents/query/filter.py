"""What the viewer has chosen to see, as one frozen value that fits in a link.

Pure. The empty filter selects everything. Every field narrows; values within a field widen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A selection of incidents.

    Attributes:
        since, until: incident dates, both inclusive; an incident that overlaps is in.
        places: gazetteer ids; an incident lies in any of them (itself included).
        event_types: ACLED event types.
        sub_event_types: ACLED sub-event types.
        weapon_families: families of `WEAPON_FAMILIES`.
        precisions: place precisions, by value.
        sources: publishers or data set ids of its claims.
        datasets: data set ids; empty means "reports" and uploads, never mention data sets.
        text: words that must all occur in title, place, notes or quotes (case folded).
        as_of: the toll as it was known at this wall time; ``None`` is now.
        bounds: west, south, east, north in degrees ("what is in the map frame").
        incident: one incident id and all below it.
    """

    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    weapon_families: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    text: str = ""
    as_of: datetime | None = None
    bounds: tuple[float, float, float, float] | None = None
    incident: str | None = None

"""What the mirror answers: frozen shapes that map, charts and table are drawn from.

Pure. Dates are ISO strings where a chart or map takes them (timestamps serialise to ``{}``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.model import Measure, Precision
from incidents.summary.toll import Figure


class Audience(StrEnum):
    """Who is looking."""

    OWNER = "owner"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is looking and what the public link holds back.

    Attributes:
        audience: the public sees rule 10 applied inside the query.
        now: UTC time the delay counts from.
        delay: how old a record must be to be public, counted from the end of its last day (a
            claim: from when it was said), never from later than its adding.
    """

    audience: Audience = Audience.OWNER
    now: datetime | None = None
    delay: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One incident as the map draws it. Radius in kilometres; figures are its own subtree's."""

    incident_id: str
    parent_id: str | None
    label: str
    place_name: str | None
    place_id: str | None
    precision: Precision
    lat: float
    lon: float
    radius_km: float | None
    country: str | None
    adm1: str | None
    date: str
    event_type: str | None
    placeholder: bool
    figures: dict[Measure, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Figures of one place for the charts ("Kyiv", "Kharkiv region", "place not named")."""

    label: str
    place_id: str | None
    precision: Precision
    incidents: int
    figures: dict[Measure, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """Figures of one day (or month, when the span is long): ``bucket`` is ISO."""

    bucket: str
    incidents: int
    figures: dict[Measure, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedRow:
    """One incident of the unplaced tray."""

    incident_id: str
    label: str
    country: str | None
    expected: Precision | None
    date: str
    parent_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One incident in the table."""

    incident_id: str
    date: str
    date_prec: int
    label: str
    place_name: str | None
    precision: Precision
    country: str | None
    adm1: str | None
    adm2: str | None
    event_type: str | None
    sub_event_type: str | None
    weapons: str
    placeholder: bool
    parent_id: str | None
    dataset_id: str
    sources: str
    figures: dict[Measure, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """One page of the table; ``total`` counts all rows of the filter."""

    rows: tuple[TableRow, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters can offer, each as (value, words, count)."""

    first_day: str | None
    last_day: str | None
    places: tuple[tuple[str, str, int], ...] = ()
    event_types: tuple[tuple[str, str, int], ...] = ()
    sub_event_types: tuple[tuple[str, str, int], ...] = ()
    weapon_families: tuple[tuple[str, str, int], ...] = ()
    precisions: tuple[tuple[str, str, int], ...] = ()
    sources: tuple[tuple[str, str, int], ...] = ()
    datasets: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCount:
    """Incidents of one H3 cell or one unit, with its figures' lows."""

    key: str
    label: str
    incidents: int
    lat: float | None = None
    lon: float | None = None
    figures: dict[Measure, Figure] = field(default_factory=dict)

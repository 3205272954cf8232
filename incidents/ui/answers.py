"""What the dashboard is drawn from: a frozen value that sessions share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.query import Mark, PlaceRow, TimeRow, UnplacedRow
from incidents.summary.toll import Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers one view of the dashboard is drawn from.

    ``marks`` are all that have a place, or the newest of them where the map is ``tiled``.
    """

    tolls: tuple[tuple[str, Toll], ...]
    marks: tuple[Mark, ...]
    places: tuple[PlaceRow, ...]
    times: tuple[TimeRow, ...]
    unplaced: tuple[UnplacedRow, ...]
    unplaced_by_country: tuple[tuple[str | None, int], ...]
    latest: datetime | None = None
    tiled: bool = False

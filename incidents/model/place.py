"""A place as far as it is known.

Coordinates are WGS 84 decimal degrees. A place that is not known has neither; a place is never
half known. Codes: ISO 3166-1 alpha-2 country, ISO 3166-2 first-level unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.errors import BadRecord
from incidents.model.precision import PRECISION_TABLE, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an incident happened, no more exactly than its source says.

    Attributes:
        name: the place's usual English name; ``None`` if the source does not name it.
        precision: how exactly ``lat``/``lon`` are known.
        lat, lon: a point inside the place (for anything coarser than a site, a label point and
            not a position); both ``None`` for an unplaced record.
        country: ISO 3166-1 alpha-2, e.g. ``"UA"``.
        adm1: ISO 3166-2 code of the first-level unit, e.g. ``"UA-63"``.
        adm2: name of the second-level unit.
        place_id: gazetteer id (``"gn:703448"``, ``"adm1:UA-63"``), the key places are compared by.
        toponym: the name as the source wrote it.
        extent_km: radius of the place; ``None`` takes the precision's usual one.
        expected: for an unplaced record, what kind of place it is said to be (a region, say).
        score: how well the toponym matched, 0 to 1; ``None`` if it was not looked up.
        runner_up: the next best candidate, in words, if there was one.

    Raises:
        BadRecord: only one coordinate, one out of range, or a known precision without a point.
    """

    name: str | None
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    place_id: str | None = None
    toponym: str | None = None
    extent_km: float | None = None
    expected: Precision | None = None
    score: float | None = None
    runner_up: str | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise BadRecord(
                f"place {self.name!r}: latitude {self.lat} and longitude {self.lon} "
                "must be given together or not at all"
            )
        if self.lat is not None and self.lon is not None:
            if not -90 <= self.lat <= 90:
                raise BadRecord(f"place {self.name!r}: latitude {self.lat} is not in -90..90")
            if not -180 <= self.lon <= 180:
                raise BadRecord(f"place {self.name!r}: longitude {self.lon} is not in -180..180")
        elif self.precision is not Precision.UNKNOWN:
            raise BadRecord(
                f"place {self.name!r}: precision {self.precision.value} needs a point; "
                "an unplaced record has precision unknown"
            )

    @property
    def placed(self) -> bool:
        """Whether it can be drawn at all."""
        return self.lat is not None

    @property
    def radius_km(self) -> float | None:
        """Its own extent, else the usual one of its precision."""
        if self.extent_km is not None:
            return self.extent_km
        return PRECISION_TABLE[self.precision].extent_km


UNPLACED = Place(name=None, precision=Precision.UNKNOWN)

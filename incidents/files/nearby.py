"""Rows of one upload that may be the same incident twice.

Pure. Two rows of the same day, at most five kilometres apart, with the same figures and
different ids are shown to a person; nothing is dropped for it. Distances in kilometres.
"""

from __future__ import annotations

from incidents.files.cells import distance_km
from incidents.files.draft import Accepted, NearDuplicate

NEAR_KM = 5.0
_MOST = 500


class NearWatch:
    """Sees accepted rows one by one; keeps the first row of each day, cell and set of figures."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], tuple[int, float, float]] = {}
        self._found: list[NearDuplicate] = []

    def see(self, row: Accepted) -> None:
        """Compare one row with those before it."""
        place = row.incident.place
        if place.lat is None or place.lon is None or not row.claims:
            return
        figures = tuple(sorted((c.measure.value, str(c.estimate)) for c in row.claims))
        day = row.incident.when.start
        # Cells of a tenth of a degree; looking into the neighbours finds every pair within 5 km
        # south of 60 degrees of latitude and most north of it.
        y, x = round(place.lat * 10), round(place.lon * 10)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                other = self._seen.get((day, y + dy, x + dx, figures))
                if other is not None and self._near(row, other):
                    return
        self._seen.setdefault((day, y, x, figures), (row.line, place.lat, place.lon))

    def _near(self, row: Accepted, other: tuple[int, float, float]) -> bool:
        place = row.incident.place
        line, lat, lon = other
        away = distance_km(place.lat or 0.0, place.lon or 0.0, lat, lon)
        if away > NEAR_KM or len(self._found) >= _MOST:
            return False
        said = "; ".join(f"{c.measure.value} {c.estimate.headline}" for c in row.claims)
        detail = f"{row.incident.when.start}, {away:.1f} km apart, {said}"
        self._found.append(NearDuplicate(row.line, line, round(away, 1), detail))
        return True

    def found(self) -> tuple[NearDuplicate, ...]:
        """The pairs, in file order; at most five hundred."""
        return tuple(self._found)

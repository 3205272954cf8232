"""Rows of one upload that may be the same incident twice.

Pure. Two rows of the same day, at most five kilometres apart, with the same figures and
different ids are shown to a person; nothing is dropped for it. Distances in kilometres. Limits:
the first `WATCHED_ROWS` good rows of a file are compared, and `MOST` pairs are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from incidents.files.cells import distance_km
from incidents.files.draft import Accepted, NearDuplicate
from incidents.files.parts import RowParts
from incidents.model import Estimate, Measure, Place

NEAR_KM = 5.0
#: Good rows compared with each other; memory grows with each.
WATCHED_ROWS = 200_000
MOST = 500

Counts = tuple[tuple[Measure, Estimate], ...]


class NearWatch:
    """Sees good rows one by one; keeps the first row of each day, cell and set of figures."""

    def __init__(self) -> None:
        self._seen: dict[tuple[date, int, int, int], tuple[int, float, float]] = {}
        self._figures: dict[frozenset[tuple[Measure, Estimate]], int] = {}
        self._found: list[NearDuplicate] = []
        self._rows = 0

    def see(self, row: Accepted | RowParts) -> None:
        """Compare one row with those before it."""
        self._rows += 1
        if self._rows > WATCHED_ROWS or len(self._found) >= MOST:
            return
        if isinstance(row, Accepted):
            counts = tuple((c.measure, c.estimate) for c in row.claims)
            self._see(row.line, row.incident.when.start, row.incident.place, counts)
        else:
            counts = tuple((f.measure, f.estimate) for f in row.figures)
            self._see(row.line, row.when.start, row.place, counts)

    def _see(self, line: int, day: date, place: Place, counts: Counts) -> None:
        if place.lat is None or place.lon is None or not counts:
            return
        figures = self._figures.setdefault(frozenset(counts), len(self._figures))
        # Cells of a tenth of a degree; looking into the neighbours finds every pair within 5 km
        # south of 60 degrees of latitude and most north of it.
        y, x = round(place.lat * 10), round(place.lon * 10)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                other = self._seen.get((day, y + dy, x + dx, figures))
                if other is None:
                    continue
                away = distance_km(place.lat, place.lon, *other[1:])
                if away <= NEAR_KM:
                    self._note(line, other[0], away, f"{day}, {away:.1f} km apart", counts)
                    return
        self._seen.setdefault((day, y, x, figures), (line, place.lat, place.lon))

    def _note(self, line: int, other: int, away: float, words: str, counts: Counts) -> None:
        said = "; ".join(f"{m.value} {e.headline}" for m, e in counts)
        self._found.append(NearDuplicate(line, other, round(away, 1), f"{words}, {said}"))

    def take(self, found: Iterable[NearDuplicate]) -> None:
        """Take over what another process saw."""
        self._found.extend(found)

    def found(self) -> tuple[NearDuplicate, ...]:
        """The pairs, in file order."""
        return tuple(self._found)

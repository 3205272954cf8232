"""The place index that ships, read from `gazetteer_file`'s SQLite database.

Look-ups are exact on a folded key; what differs more (an oblique case, another
transliteration) is tried only when the exact key is unknown, and scores lower. A fuzzy match
is never an answer: `ShippedGazetteer.suggest` offers some for a person to choose from.
"""

from __future__ import annotations

import difflib
import math
import os
import re
import sqlite3
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from incidents.adapters.gazetteer_file import KINDS, LOOSE, open_gazetteer
from incidents.adapters.gazetteer_rows import (
    BY_KEY,
    BY_PID,
    BY_REF,
    FORMER_SCORE,
    HROMADA,
    IN_BOX,
    INFLECTED_SCORE,
    SETTLEMENT,
    TIER_SCORE,
    UNITS,
    Row,
    extent_of,
    known_of,
    place_of,
    rank_of,
    sure_of,
)
from incidents.adapters.settings import ROOT
from incidents.geocode import distance_km
from incidents.geocode.names import fold, nominatives, skeleton
from incidents.geocode.pcodes import adm1_pcode, adm2_pcode
from incidents.model import Place, Precision

DEFAULT = ROOT / "data" / "gazetteer" / "gazetteer.db"

#: ISO 3166-2, as written in lists of units; in running text the hyphen makes no word of it.
_UNIT_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
#: Most answers kept in memory; a report names some hundred places.
_REMEMBERED = 20_000


class ShippedGazetteer:
    """Fulfils `incidents.model.ports.Gazetteer`; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._local.db = open_gazetteer(path)
        self._known: dict[str, tuple[Place, ...]] = {}
        self._people: dict[str, int] = {}
        self._weight: dict[str, float] = {}
        self._inside: dict[str, str | None] = {}
        self._by_id: dict[str, Place | None] = {}
        self._units: dict[tuple[str, Precision], tuple[Place, ...]] = {}

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = open_gazetteer(self.path)
        return db

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Every place called so, in any known spelling, best known first; () if none."""
        key = fold(name)
        if not key:
            return ()
        if _UNIT_CODE.fullmatch(name) and (unit := self.get(f"adm1:{name}")) is not None:
            return (unit,)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._search(key)
        return found

    def _search(self, key: str) -> tuple[Place, ...]:
        rows = [(row, sure_of(row, key, TIER_SCORE[row[13]])) for row in self._rows(key)]
        if not rows and not key.isascii():
            for form in nominatives(key):
                rows += [
                    (row, sure_of(row, form, INFLECTED_SCORE) if row[13] != LOOSE else FORMER_SCORE)
                    for row in self._rows(form)
                ]
        if not rows and len(skeleton(key)) >= 4:
            rows = [(row, TIER_SCORE[LOOSE]) for row in self._rows("~" + skeleton(key))]
        best: dict[int, tuple[float, Row, float]] = {}
        for row, score in rows:
            rank = rank_of(row, score)
            if row[0] not in best or rank > best[row[0]][0]:
                best[row[0]] = (rank, row, score)
        ordered = sorted(best.values(), key=lambda item: -item[0])
        return tuple(self._keep(row, score) for _, row, score in ordered[:60])

    def _rows(self, key: str) -> list[Row]:
        return self._db.execute(BY_KEY, (key,)).fetchall()

    def _keep(self, row: Row, score: float | None) -> Place:
        place = place_of(row, score)
        if place.place_id is not None:
            if len(self._people) >= 10 * _REMEMBERED:
                self._people.clear()
                self._inside.clear()
                self._weight.clear()
            self._weight[place.place_id] = known_of(row)
            self._people[place.place_id] = int(row[7])
            self._inside[place.place_id] = row[10]
        return place

    def get(self, place_id: str) -> Place | None:
        """The place of that id."""
        # What `_keep` notes of a place goes with it: both are forgotten together.
        if place_id not in self._by_id or place_id not in self._weight:
            if len(self._by_id) >= _REMEMBERED:
                self._by_id.clear()
            self._by_id[place_id] = self._get(place_id)
        return self._by_id[place_id]

    def _get(self, place_id: str) -> Place | None:
        scheme, _, number = place_id.partition(":")
        if scheme == "gn" and number.isdecimal() and len(number) < 12:
            row = self._db.execute(BY_PID, (int(number),)).fetchone()
            if row is not None and row[8] is not None:
                return None  # a country or unit is known by its own id
        else:
            row = self._db.execute(BY_REF, (place_id,)).fetchone()
        return self._keep(row, None) if row else None

    @staticmethod
    def pcode(place: Place) -> str | None:
        """OCHA's P-code of the unit it is or lies in: a raion's ("UA6304"), else the first level's.

        A district that is only named after its town, and has no row of its own, has none.
        """
        second = adm2_pcode(place)
        return second if second or place.precision is Precision.ADM2 else adm1_pcode(place)

    def hromada(self, place: Place) -> str | None:
        """OCHA's P-code of the hromada a settlement of Ukraine lies in ("UA6312027"), if known."""
        scheme, _, number = (place.place_id or "").partition(":")
        if scheme != "gn" or not number.isdecimal() or len(number) > 11:
            return None
        row = self._db.execute(HROMADA, (int(number),)).fetchone()
        return row[0] if row and row[0] and len(row[0]) == len("UA6312027") else None

    def weight(self, place: Place) -> float:
        """How well known it is: about the logarithm of its people, capitals and countries up."""
        if place.place_id is None:
            return 0.0
        if place.place_id not in self._weight:
            self.get(place.place_id)
        return self._weight.get(place.place_id, 0.0)

    def population(self, place: Place) -> int:
        """People living there; 0 where not known."""
        if place.place_id is None:
            return 0
        if place.place_id not in self._people:
            self.get(place.place_id)
        return self._people.get(place.place_id, 0)

    def container(self, place: Place) -> str | None:
        """Id of the place it lies in: a city for its district, else its unit or country."""
        if place.place_id is None:
            return None
        if place.place_id not in self._inside:
            self.get(place.place_id)
        if inside := self._inside.get(place.place_id):
            return inside
        if place.precision in (Precision.COUNTRY, Precision.UNKNOWN):
            return None
        if place.adm1 and place.precision is not Precision.ADM1:
            return f"adm1:{place.adm1}"
        return f"country:{place.country}" if place.country else None

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether the first place lies in the second (a place lies in itself)."""
        current: str | None = place_id
        for _ in range(8):
            if current is None or current == container_id:
                return current is not None
            place = self.get(current)
            if place is None:
                return False
            if container_id.startswith("country:"):
                return container_id == f"country:{place.country}"
            if container_id.startswith("adm1:") and place.adm1:
                return container_id == f"adm1:{place.adm1}"
            if container_id.startswith("adm2:") and place.adm2:
                other = self.get(container_id)
                return other is not None and (other.adm1, other.adm2) == (place.adm1, place.adm2)
            current = self.container(place)
        return False

    def units(self, country: str, precision: Precision) -> tuple[Place, ...]:
        """All units of a country at one level (all first-level units of ``"UA"``)."""
        found = self._units.get((country, precision))
        if found is None:
            rows = self._db.execute(UNITS, (country, KINDS.index(precision))).fetchall()
            found = tuple(self._keep(row, None) for row in rows)
            self._units[country, precision] = found
        return found

    def near(self, lat: float, lon: float, *, radius_km: float = 50.0) -> tuple[Place, ...]:
        """Settlements within a distance of a point, nearest first; across the antimeridian too."""
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return ()
        high = radius_km / 111.0
        wide = 180.0 if abs(lat) + high >= 89 else high / math.cos(math.radians(abs(lat) + high))
        here = Place(name=None, precision=Precision.SITE, lat=lat, lon=lon)
        rows: list[Row] = []
        for shift in (0, 360, -360):
            box = (lat - high, lat + high, lon + shift - wide, lon + shift + wide)
            rows += self._db.execute(IN_BOX, [SETTLEMENT, *(round(x * 1e4) for x in box)])
        found = [(distance_km(place, here), place) for place in (self._keep(r, None) for r in rows)]
        inside = [pair for pair in found if pair[0] <= radius_km]
        return tuple(p for _, p in sorted(inside, key=lambda pair: pair[0]))

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, country FROM demonym"))

    def demonym(self, word: str) -> str | None:
        """Country code of a people's name or adjective ("Ukrainian" gives "UA")."""
        return self._demonyms.get(fold(word))

    def suggest(self, name: str, *, most: int = 5) -> tuple[Place, ...]:
        """Places spelt much like the name, for a person to choose from; never an answer.

        Compares with the names that begin alike, so that a slip in the first letter is missed.
        """
        key = fold(name)
        if len(key) < 3:
            return ()
        head = key[:2]
        rows = self._db.execute(
            "SELECT n.key, p.people FROM name n JOIN place p ON p.pid = n.pid "
            "WHERE n.key >= ? AND n.key < ? AND length(n.key) BETWEEN ? AND ? AND n.tier < 2",
            (head, head[:-1] + chr(ord(head[-1]) + 1), len(key) - 2, len(key) + 2),
        ).fetchall()
        people = dict(sorted(rows, key=lambda row: row[1]))
        near = difflib.get_close_matches(key, people, n=most * 3, cutoff=0.75)
        near.sort(
            key=lambda k: (round(-difflib.SequenceMatcher(None, key, k).ratio(), 1), -people[k])
        )
        found = {p.place_id: p for k in near for p in self.lookup(k)[:1]}
        return tuple(found.values())[:most]


#: Environment variable that names a gazetteer of one's own (`incidents gazetteer build`).
VARIABLE = "INCIDENTS_GAZETTEER"


def load_gazetteer(path: Path | None = None) -> ShippedGazetteer:
    """Open a gazetteer; the caller keeps it.

    Args:
        path: the file; None takes the one INCIDENTS_GAZETTEER names, else the one that ships.

    Raises:
        BadFile: the file is missing or no gazetteer; the message says how to get one.
    """
    own = os.environ.get(VARIABLE)
    return ShippedGazetteer(path or (Path(own).expanduser() if own else DEFAULT))


__all__: Sequence[str] = ("DEFAULT", "ShippedGazetteer", "extent_of", "load_gazetteer")

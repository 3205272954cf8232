"""Rows of the gazetteer's file as places: the questions asked of it, and what a row tells."""

from __future__ import annotations

import math
from typing import Any

from incidents.adapters.gazetteer_file import ALTERNATE, KINDS, LOOSE, PRIMARY
from incidents.geocode.names import fold, romanise, skeleton
from incidents.model import Place, Precision

#: A row of the file: place columns, further columns, tier of the name.
Row = tuple[Any, ...]

#: How sure a name of each tier is, of 1.
TIER_SCORE = {PRIMARY: 1.0, ALTERNATE: 0.9, LOOSE: 0.75}
INFLECTED_SCORE = 0.85
#: The same for a Cyrillic name no longer in use ("в Московском районе"), in an oblique case.
FORMER_SCORE = 0.7

_COLUMNS = (
    "p.pid, p.name, p.lat, p.lon, u.country, u.adm1, p.kind, p.people, "
    "m.ref, m.adm2, m.inside, m.extent, m.capital"
)
_FROM = "place p JOIN unit u ON u.uid = p.unit LEFT JOIN more m ON m.pid = p.pid"
BY_KEY = (
    f"SELECT {_COLUMNS}, n.tier FROM name n JOIN place p ON p.pid = n.pid "  # noqa: S608 - constants
    "JOIN unit u ON u.uid = p.unit LEFT JOIN more m ON m.pid = p.pid WHERE n.key = ?"
)
BY_PID = f"SELECT {_COLUMNS}, 0 FROM {_FROM} WHERE p.pid = ?"  # noqa: S608 - constants
BY_REF = (
    f"SELECT {_COLUMNS}, 0 FROM more m JOIN place p ON p.pid = m.pid "  # noqa: S608 - constants
    "JOIN unit u ON u.uid = p.unit WHERE m.ref = ?"
)
HROMADA = "SELECT pcode FROM more WHERE pid = ?"
UNITS = (
    f"SELECT {_COLUMNS}, 0 FROM {_FROM} "  # noqa: S608 - constants
    "WHERE p.unit IN (SELECT uid FROM unit WHERE country = ? AND adm1 IS NOT NULL) "
    "AND p.kind = ? ORDER BY p.pid"
)
IN_BOX = (
    f"SELECT {_COLUMNS}, 0 FROM {_FROM} WHERE p.kind = ? "  # noqa: S608 - constants
    "AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
)
SETTLEMENT = KINDS.index(Precision.SETTLEMENT)
#: Weight of a kind beside its population: a country outranks its namesake village.
_KIND_WEIGHT = {Precision.COUNTRY: 1.2, Precision.ADM1: -0.5, Precision.ADM2: -0.8}
#: A capital is named more often than its size says.
_CAPITAL = 1.0
#: Places the gazetteer keeps by hand have no population; they are there because reports name them.
_BY_HAND = 3.2


def extent_of(precision: Precision, people: int) -> float | None:
    """Usual radius in km of a settlement by its population; others take their kind's."""
    if precision is not Precision.SETTLEMENT or people <= 0:
        return None
    return round(min(25.0, max(1.0, 0.016 * math.sqrt(people))), 1)


def place_of(row: Row, score: float | None) -> Place:
    """The place of a row; ``score`` says how good a name it was found by."""
    pid, name, lat, lon, country, adm1, kind, people, ref, adm2, _, extent, *_ = row
    precision = KINDS[kind]
    return Place(
        name=name,
        precision=precision,
        lat=lat / 1e4,
        lon=lon / 1e4,
        country=country,
        adm1=adm1,
        adm2=adm2,
        place_id=ref or f"gn:{pid}",
        extent_km=extent or extent_of(precision, people),
        score=score,
    )


def known_of(row: Row) -> float:
    """About the base-10 logarithm of its people, capitals and countries up."""
    people, kind = int(row[7]), KINDS[row[6]]
    known = math.log10(people + 1) if people else _BY_HAND
    return float(known + _KIND_WEIGHT.get(kind, 0.0) + (_CAPITAL if row[12] else 0.0))


def rank_of(row: Row, score: float) -> float:
    """What candidates are ordered by: how well known, and how good a name."""
    return float(known_of(row) - 1.5 * int(row[13]) - 3 * (1 - score))


def sure_of(row: Row, key: str, score: float) -> float:
    """A Cyrillic name that spells a Ukrainian place's usual one is the usual one in its own script.

    GeoNames lists it among the others, beside what a place was called once: "Словʼянськ" is
    Sloviansk, and was Nikopol.
    """
    if row[4] != "UA" or key.isascii() or score >= TIER_SCORE[PRIMARY]:
        return score
    spelt = skeleton(fold(romanise(key)))
    return TIER_SCORE[PRIMARY] if spelt and spelt == skeleton(fold(row[1])) else score

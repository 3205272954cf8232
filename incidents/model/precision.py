"""How exactly a place is known, and how the field's code lists say the same.

Sources of the codes: UCDP GED codebook (`where_prec` 1-7), ACLED codebook
(`geo_precision` 1-3), VIINA 2 README (`GEO_PRECISION`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """Place precision, finest first."""

    SITE = "site"
    STREET = "street"
    NEIGHBOURHOOD = "neighbourhood"
    CITY_DISTRICT = "city_district"
    SETTLEMENT = "settlement"
    ADM2 = "adm2"
    ADM1 = "adm1"
    COUNTRY = "country"
    UNKNOWN = "unknown"

    #: 0 for the finest (site), 8 for unknown; a plain attribute, for it is asked very often.
    rank: int

    def coarser_than(self, other: Precision) -> bool:
        """Tell whether this says less about where than ``other`` does."""
        return self.rank > other.rank


for _rank, _precision in enumerate(Precision):
    _precision.rank = _rank


@dataclass(frozen=True, slots=True)
class PrecisionRow:
    """One precision in words and in the codes of other data sets (``None``: no such code).

    Attributes:
        extent_km: radius a place of this kind usually has when its own extent is not known.
    """

    words: str
    where_prec: int | None
    acled: int | None
    viina: str | None
    extent_km: float | None


PRECISION_TABLE: dict[Precision, PrecisionRow] = {
    Precision.SITE: PrecisionRow("the site itself", 1, 1, "STREET", 0.3),
    Precision.STREET: PrecisionRow("placed no more precisely than the street", 1, 1, "STREET", 1.0),
    Precision.NEIGHBOURHOOD: PrecisionRow(
        "placed no more precisely than the neighbourhood", 1, 1, "ADM3", 2.0
    ),
    Precision.CITY_DISTRICT: PrecisionRow(
        "placed no more precisely than the city district", 1, 1, "ADM3", 5.0
    ),
    Precision.SETTLEMENT: PrecisionRow(
        "placed no more precisely than the town or city", 1, 1, "ADM3", 8.0
    ),
    Precision.ADM2: PrecisionRow("placed no more precisely than the district", 3, 2, "ADM2", 40.0),
    Precision.ADM1: PrecisionRow("placed no more precisely than the region", 4, 3, "ADM1", 150.0),
    Precision.COUNTRY: PrecisionRow(
        "placed no more precisely than the country", 6, None, "ADM0", 600.0
    ),
    Precision.UNKNOWN: PrecisionRow("place not known", None, None, None, None),
}

#: What a code list calls a place that several of our precisions share: the coarsest of them, so
#: that reading a code never makes a place finer than its source ("Dhaka city" is where_prec 1).
#: UCDP 2 (within 25 km of a named place) is adm2; 5 (a line or fuzzy area) is adm1; 7
#: (international waters or airspace) is unknown. ACLED 2 (near a town) is adm2.
PRECISION_CODES: dict[str, dict[str, Precision]] = {
    "where_prec": {
        "1": Precision.SETTLEMENT, "2": Precision.ADM2, "3": Precision.ADM2,
        "4": Precision.ADM1, "5": Precision.ADM1, "6": Precision.COUNTRY, "7": Precision.UNKNOWN,
    },
    "acled": {"1": Precision.SETTLEMENT, "2": Precision.ADM2, "3": Precision.ADM1},
    "viina": {
        "STREET": Precision.STREET, "ADM3": Precision.SETTLEMENT, "ADM2": Precision.ADM2,
        "ADM1": Precision.ADM1, "ADM0": Precision.COUNTRY,
    },
}  # fmt: skip

#: What other sources and the golds call our precisions.
PRECISION_WORDS: dict[str, Precision] = {
    **{p.value: p for p in Precision},
    "city": Precision.SETTLEMENT,
    "town": Precision.SETTLEMENT,
    "village": Precision.SETTLEMENT,
    "district": Precision.CITY_DISTRICT,
    "region": Precision.ADM1,
    "admin1": Precision.ADM1,
    "admin2": Precision.ADM2,
}

#: The golds' word for each precision, as they use it; ``None`` where they have none.
GOLD_WORDS: dict[Precision, str | None] = {
    **{p: p.value for p in Precision},
    Precision.CITY_DISTRICT: "district",
    Precision.SETTLEMENT: "city",
    Precision.ADM2: "admin2",
    Precision.ADM1: "admin1",
}


def code_of(precision: Precision, scheme: str) -> str | None:
    """The code of a precision in ``"where_prec"``, ``"acled"``, ``"viina"`` or ``"words"``.

    None where that code list has none.
    """
    if scheme == "words":
        return GOLD_WORDS[precision]
    code = getattr(PRECISION_TABLE[precision], scheme)
    return None if code is None else str(code)


def precision_of(code: str, scheme: str) -> Precision | None:
    """The precision a code stands for; None for a code that is not in the list."""
    if scheme == "words":
        return PRECISION_WORDS.get(code)
    return PRECISION_CODES[scheme].get(code)

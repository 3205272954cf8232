"""What the cells that name a place come to, whatever its coordinates are.

Pure over the `Gazetteer` port. Never a silent first hit; see `Names.meant`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from incidents.files.cells import is_unknown
from incidents.files.slips import away, label
from incidents.geocode.asked import by_far_best_known, lookup_alone
from incidents.geocode.former import IN_USE
from incidents.geocode.index import PlaceIndex
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer

#: Coordinates this near to the only place of that name are in it.
SAME_PLACE_KM = 30.0
_CACHE_SIZE = 50_000
#: Without those ISO 3166-1 leaves to users (8.1.3: they mean anything); XK is in use for Kosovo.
_COUNTRY_CODE = re.compile(r"(?!AA|Q[M-Z]|X[A-JL-Z]|ZZ)[A-Z]{2}")
#: What stands before a settlement's name in addresses and says only what kind it is.
_KIND = re.compile(
    r"^(?:(?:м|с|смт|г|пгт)\.\s*|(?:смт|місто|село|селище|город|село|посёлок|поселок) |"
    r"(?:city|town|village) of )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Where:
    """The cells that say where, as written; ``precision`` is None where no column says."""

    location: str = ""
    country: str = ""
    adm1: str = ""
    adm2: str = ""
    latitude: str = ""
    longitude: str = ""
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a row come to, whatever its coordinates are."""

    country: str | None
    adm1: str | None
    candidates: tuple[Place, ...]
    unit: Place | None


#: Precisions a settlement, or something in one, can have.
FINE = frozenset(p for p in Precision if not p.coarser_than(Precision.SETTLEMENT))


@dataclass(slots=True)
class Names:
    """Looks names up; remembers what came of them, a bounded number.

    Attributes:
        usual: ISO 3166-1 alpha-2 code of the country of rows that name none.
    """

    gazetteer: Gazetteer | None
    usual: str | None = None
    _found: dict[str, Sequence[Place]] = field(default_factory=dict)
    _rows: dict[tuple[str, str, str], Named] = field(default_factory=dict)

    def lookup(self, name: str) -> Sequence[Place]:
        """Every place called so, without what says its kind ("смт"), best known first."""
        if self.gazetteer is None or not said(name):
            return ()
        found = self._found.get(name)
        if found is None:
            if len(self._found) >= _CACHE_SIZE:
                self._found.clear()
            found = lookup_alone(self.gazetteer, name)
            if not found and (bare := _KIND.sub("", name)) != name:
                found = tuple(self.gazetteer.lookup(bare))
            self._found[name] = found
        return found

    def country(self, text: str) -> str | None:
        """ISO 3166-1 alpha-2 code of a country's name or code; None if it is not known."""
        if _COUNTRY_CODE.fullmatch(cell := text.strip()):
            return cell
        # "Myanmar (Burma)": the other name stands in brackets.
        names = (cell, cell.split(" (")[0])
        found = {
            p.country for n in names for p in self.lookup(n) if p.precision is Precision.COUNTRY
        }
        return found.pop() if len(found) == 1 else None

    def _unit(self, text: str, country: str | None) -> Place | None:
        """The first-level unit of that name or code, if there is just one."""
        found = [
            p
            for p in self.lookup(text.strip())
            if p.precision is Precision.ADM1 and country in (None, p.country)
        ]
        return found[0] if len({p.adm1 for p in found}) == 1 else None

    def _adm1(self, where: Where, country: str | None) -> str | None:
        cell = where.adm1.strip()
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", cell):
            return cell
        unit = self._unit(cell, country)
        return unit.adm1 if unit else None

    def named(self, where: Where) -> Named:
        """What the names of a row come to."""
        key = (where.location, where.country, where.adm1)
        known = self._rows.get(key)
        if known is None:
            if len(self._rows) >= _CACHE_SIZE:
                self._rows.clear()
            known = self._rows[key] = self._resolved(where)
        return known

    def _resolved(self, where: Where) -> Named:
        """Settlements (or finer) of that name that fit the country and region named."""
        country = self.country(where.country)
        adm1 = self._adm1(where, country)
        candidates = tuple(
            p
            for p in self.lookup(where.location)
            if country in (None, p.country)
            and (adm1 is None or p.adm1 in (None, adm1))
            and p.precision in FINE
        )
        return Named(country, adm1, candidates, self._unit(where.adm1, country))

    def meant(self, name: str, several: Sequence[Place], known: Named) -> Place | None:
        """The one of several that is meant, as far as country or region tell; None: ask.

        Where the row names neither, the country chosen for the whole table tells.
        """
        if len(several) < 2:
            return None
        if known.country is not None or known.adm1 is not None:
            return self._far_best(name, several)
        return None if self.usual is None else self.in_country(name, several, self.usual)

    def in_country(self, name: str, several: Sequence[Place], country: str) -> Place | None:
        """The one of several that is meant if it lies in this country; None: ask."""
        within = [p for p in several if p.country == country]
        if len(within) != 1:
            return self._far_best(name, within) if within else None
        other = next(p for p in several if p.country != country)
        return replace(within[0], toponym=name, runner_up=label(other))

    def _far_best(self, name: str, several: Sequence[Place]) -> Place | None:
        if not isinstance(self.gazetteer, PlaceIndex):
            return None
        found = by_far_best_known(self.gazetteer, name, several)
        return None if found is None else replace(found, toponym=name)


def said(text: str) -> bool:
    """Whether a cell says anything."""
    # "NA" is a name here (a country code, a town); only spaces and dashes say nothing.
    return bool(text.strip(" -–—?.")) and (text.strip() == "NA" or not is_unknown(text))


def a_country(where: Where, best: Sequence[Place]) -> bool:
    """Whether the best known of that name is a country or a sea, and no cell says more."""
    more = said(where.country) or said(where.adm1) or where.precision in FINE
    return bool(best) and not more and best[0].precision is Precision.COUNTRY and (
        (best[0].score or 1.0) >= IN_USE
    )  # fmt: skip


def apart(found: Sequence[Place]) -> list[Place]:
    """Leave one of the records that stand for the same place."""
    kept: list[Place] = []
    for place in found:
        if place.placed and not any(
            place.country == other.country
            and away(place, other.lat or 0.0, other.lon or 0.0) <= SAME_PLACE_KM
            for other in kept
        ):
            kept.append(place)
    return kept

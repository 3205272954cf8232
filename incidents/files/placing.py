"""Cells to a place: coordinates, names, and whether the two agree.

Pure over the `Gazetteer` port. Never a silent first hit: a name that several places bear is
kept unplaced and said to be ambiguous. Distances in kilometres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from incidents.files.cells import is_unknown, read_coordinate
from incidents.files.draft import Fault, shown
from incidents.files.oddities import mixed_script
from incidents.files.slips import away, cured, label, slip
from incidents.files.twice import garbled
from incidents.geocode.asked import lookup_alone
from incidents.geocode.former import IN_USE
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer

#: Farther than this from the only place of its name a row is marked, and without a country
#: named it is held beyond the second: villages share names within a continent.
FAR_KM = 250.0
NO_SUCH_PLACE_KM = 2_500.0
#: How far beyond the reach of its regions' label points a country may stretch.
BEYOND_UNITS_KM = 250.0
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
class _Named:
    """What the names of a row come to, whatever its coordinates are."""

    country: str | None
    adm1: str | None
    candidates: tuple[Place, ...]
    unit: Place | None


#: Precisions a settlement, or something in one, can have.
_FINE = frozenset(p for p in Precision if not p.coarser_than(Precision.SETTLEMENT))


@dataclass(slots=True)
class Placer:
    """Turns `Where` into a `Place`; remembers look-ups, a bounded number of them.

    Attributes:
        default_precision: what a row's coordinates mean where nothing says.
    """

    gazetteer: Gazetteer | None
    default_precision: Precision
    _names: dict[str, Sequence[Place]] = field(default_factory=dict)
    _named_rows: dict[tuple[str, str, str], _Named] = field(default_factory=dict)
    _countries: dict[str, tuple[Sequence[Place], float]] = field(default_factory=dict)

    def place(self, where: Where, faults: list[Fault], warnings: list[Fault]) -> Place:
        """Place a row; what is wrong goes to ``faults``, what is odd to ``warnings``."""
        lat, lon = self._coordinates(where, faults, warnings)
        if (
            self.gazetteer is not None
            and _said(where.country)
            and self._named(where).country is None
        ):
            warnings.append(Fault("row.country_unknown", "country", where.country))
        name = next(
            (n for n in (where.location, where.adm2, where.adm1, where.country) if _said(n)), ""
        )
        if (was := garbled(name)) is not None:
            detail = f"It may be {shown(was)!r}." if was else ""
            warnings.append(Fault("row.garbled", "location", name, detail))
        elif name and mixed_script(name):
            warnings.append(Fault("row.mixed_script", "location", name))
        if lat is None or lon is None:
            if not name and not faults:
                faults.append(Fault("row.place_blank", "location", where.location))
            return self._by_name(where, name, warnings)
        return self._by_point(where, name, (lat, lon), faults, warnings)

    def _coordinates(
        self, where: Where, faults: list[Fault], warnings: list[Fault]
    ) -> tuple[float | None, float | None]:
        values: list[float | None] = []
        for column, text in (("latitude", where.latitude), ("longitude", where.longitude)):
            try:
                values.append(read_coordinate(text, "NS" if column == "latitude" else "EW"))
            except ValueError:
                faults.append(Fault("row.coordinate_unreadable", column, text))
                return None, None
        lat, lon = values
        if (lat is None) != (lon is None):
            blank = "latitude" if lat is None else "longitude"
            faults.append(Fault("row.lat_only", blank, ""))
        elif lat is not None and lon is not None:
            if lat == lon == 0:
                warnings.append(Fault("row.null_island", "latitude", "0, 0"))
                return None, None
            faults.extend(_range_faults(where, lat, lon))
        return (None, None) if faults else (lat, lon)

    def _lookup(self, name: str) -> Sequence[Place]:
        if self.gazetteer is None or not _said(name):
            return ()
        found = self._names.get(name)
        if found is None:
            if len(self._names) >= _CACHE_SIZE:
                self._names.clear()
            found = lookup_alone(self.gazetteer, name)
            if not found and (bare := _KIND.sub("", name)) != name:
                found = tuple(self.gazetteer.lookup(bare))
            self._names[name] = found
        return found

    def country(self, text: str) -> str | None:
        """ISO 3166-1 alpha-2 code of a country's name or code; None if it is not known."""
        if _COUNTRY_CODE.fullmatch(cell := text.strip()):
            return cell
        # "Myanmar (Burma)": the other name stands in brackets.
        names = (cell, cell.split(" (")[0])
        found = {
            p.country for n in names for p in self._lookup(n) if p.precision is Precision.COUNTRY
        }
        return found.pop() if len(found) == 1 else None

    def _unit(self, text: str, country: str | None) -> Place | None:
        """The first-level unit of that name or code, if there is just one."""
        found = [
            p
            for p in self._lookup(text.strip())
            if p.precision is Precision.ADM1 and country in (None, p.country)
        ]
        return found[0] if len({p.adm1 for p in found}) == 1 else None

    def _adm1(self, where: Where, country: str | None) -> str | None:
        cell = where.adm1.strip()
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", cell):
            return cell
        unit = self._unit(cell, country)
        return unit.adm1 if unit else None

    def _named(self, where: Where) -> _Named:
        key = (where.location, where.country, where.adm1)
        known = self._named_rows.get(key)
        if known is None:
            if len(self._named_rows) >= _CACHE_SIZE:
                self._named_rows.clear()
            known = self._named_rows[key] = self._resolved(where)
        return known

    def _resolved(self, where: Where) -> _Named:
        """Settlements (or finer) of that name that fit the country and region named."""
        country = self.country(where.country)
        adm1 = self._adm1(where, country)
        candidates = tuple(
            p
            for p in self._lookup(where.location)
            if country in (None, p.country)
            and (adm1 is None or p.adm1 in (None, adm1))
            and p.precision in _FINE
        )
        return _Named(country, adm1, candidates, self._unit(where.adm1, country))

    def _by_name(self, where: Where, name: str, warnings: list[Fault]) -> Place:
        known = self._named(where)
        country = known.country
        unplaced = Place(
            name=name or None,
            precision=Precision.UNKNOWN,
            country=country,
            adm1=known.adm1,
            adm2=" ".join(where.adm2.split()) or None,
            toponym=name or None,
            expected=where.precision,
        )
        if not name:
            return unplaced
        found: Sequence[Place] = known.candidates
        if _a_country(where, best := self._lookup(name)[:1]):
            found = best  # "Chad" is no town in Russia
        elif not found:
            found = [p for p in self._lookup(name) if country in (None, p.country)]
        apart = _apart(found)
        if len(apart) == 1:
            return replace(apart[0], toponym=name, score=1.0)
        code = "row.place_ambiguous" if apart else "row.place_unknown"
        detail = "It may be " + " or ".join(map(label, apart[:3])) + "." if apart else ""
        warnings.append(Fault(code, "location", name, detail))
        return replace(unplaced, runner_up=label(apart[0]) if apart else None)

    def _by_point(
        self,
        where: Where,
        name: str,
        point: tuple[float, float],
        faults: list[Fault],
        warnings: list[Fault],
    ) -> Place:
        lat, lon = point
        precision = where.precision or self.default_precision
        known = self._named(where)
        country = known.country
        found = known.candidates if precision in _FINE else ()
        near = [p for p in found if away(p, lat, lon) <= SAME_PLACE_KM]
        if not near:
            warnings.extend(self._check_agrees(where, known, point, faults))
        same = near[0] if len(near) == 1 or len(_apart(near)) == 1 else None
        unit = known.unit if same is None else None
        if same is None and precision is Precision.ADM1:
            same = unit
        return Place(
            name=name or (same.name if same else None),
            precision=precision,
            lat=lat,
            lon=lon,
            country=country or (same.country if same else unit.country if unit else None),
            adm1=known.adm1 or (same.adm1 if same else None),
            adm2=" ".join(where.adm2.split()) or None,
            place_id=same.place_id if same and precision is same.precision else None,
            toponym=name or None,
        )

    def _check_agrees(
        self, where: Where, known: _Named, point: tuple[float, float], faults: list[Fault]
    ) -> list[Fault]:
        """Hold a row outside the country it names; mark one far from the place it names."""
        value = f"{where.latitude}, {where.longitude}"
        named = [p for p in known.candidates if p.placed]
        units, limit = self._reach(known.country)
        if units and not any(away(p, *point) <= limit for p in units):
            named = named or list(units)
            detail = cured(point, named, limit)
            faults.append(Fault("row.place_contradicts", "latitude", value, detail))
            return []
        if not named and (there := self._elsewhere(where, known, point)) is not None:
            detail = f"{label(there)} lies there."
            faults.append(Fault("row.place_contradicts", "country", where.country, detail))
            return []
        off = min((away(p, *point) for p in named), default=0.0)
        if off <= FAR_KM:
            return []
        # Coordinates that a slip put elsewhere lie, without it, at the very place that is named.
        slipped = slip(point, named, SAME_PLACE_KM)
        if slipped or (off > NO_SUCH_PLACE_KM and known.country is None):
            detail = slipped or cured(point, named, FAR_KM)
            faults.append(Fault("row.place_contradicts", "latitude", value, detail))
            return []
        return [Fault("row.place_far", "latitude", value, cured(point, named, FAR_KM))]

    def _elsewhere(self, where: Where, known: _Named, point: tuple[float, float]) -> Place | None:
        """The place of that name at the point, if it lies in another country than the row names."""
        if known.country is None:
            return None
        found = (p for p in self._lookup(where.location) if p.precision in _FINE)
        near = (p for p in found if away(p, *point) <= SAME_PLACE_KM)
        return next((p for p in near if p.country not in (None, known.country)), None)

    def _reach(self, country: str | None) -> tuple[Sequence[Place], float]:
        """A country's regions, and how far from the nearest of them it can stretch at most."""
        if country is None or self.gazetteer is None:
            return (), 0.0
        known = self._countries.get(country)
        if known is None:
            units = [p for p in self.gazetteer.units(country, Precision.ADM1) if p.placed]
            known = self._countries[country] = (units, BEYOND_UNITS_KM + _spacing(units))
        return known


def _spacing(units: Sequence[Place]) -> float:
    """The widest gap between a region's label point and its nearest neighbour's."""
    nearest = (
        min((away(p, q.lat or 0.0, q.lon or 0.0) for q in units if q is not p), default=0.0)
        for p in units
    )
    return max(nearest, default=0.0)


def _said(text: str) -> bool:
    # "NA" is a name here (a country code, a town); only spaces and dashes say nothing.
    return bool(text.strip(" -–—?.")) and (text.strip() == "NA" or not is_unknown(text))


def _range_faults(where: Where, lat: float, lon: float) -> list[Fault]:
    faults = []
    if not -90 <= lat <= 90:
        swap = "Swapped they would fit." if abs(lat) <= 180 and abs(lon) <= 90 else ""
        faults.append(Fault("row.lat_range", "latitude", where.latitude, swap))
    if not -180 <= lon <= 180:
        faults.append(Fault("row.lon_range", "longitude", where.longitude))
    return faults


def _a_country(where: Where, best: Sequence[Place]) -> bool:
    """Whether the best known of that name is a country or a sea, and no cell says more."""
    said = _said(where.country) or _said(where.adm1) or where.precision in _FINE
    return bool(best) and not said and best[0].precision is Precision.COUNTRY and (
        (best[0].score or 1.0) >= IN_USE
    )  # fmt: skip


def _apart(found: Sequence[Place]) -> list[Place]:
    """Leave one of the records that stand for the same place."""
    apart: list[Place] = []
    for place in found:
        if place.placed and not any(
            place.country == other.country
            and away(place, other.lat or 0.0, other.lon or 0.0) <= SAME_PLACE_KM
            for other in apart
        ):
            apart.append(place)
    return apart

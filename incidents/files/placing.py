"""Cells to a place: coordinates, names, and whether the two agree.

Pure over the `Gazetteer` port. Never a silent first hit: a name that several places bear is
kept unplaced and said to be ambiguous, unless the row names the country or region and one of them
is far better known there, which is said too. Distances in kilometres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from incidents.files.cell_names import (
    FINE,
    SAME_PLACE_KM,
    Named,
    Names,
    Where,
    a_country,
    apart,
    said,
)
from incidents.files.cells import read_coordinate
from incidents.files.draft import Fault, shown
from incidents.files.oddities import mixed_script
from incidents.files.slips import away, cured, label, slip
from incidents.files.twice import garbled
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer

#: Farther than this from the only place of its name a row is marked, and without a country
#: named it is held beyond the second: villages share names within a continent.
FAR_KM = 250.0
NO_SUCH_PLACE_KM = 2_500.0
#: How far beyond the reach of its regions' label points a country may stretch.
BEYOND_UNITS_KM = 250.0


@dataclass(slots=True)
class Placer:
    """Turns `Where` into a `Place`; remembers look-ups, a bounded number of them.

    Attributes:
        default_precision: what a row's coordinates mean where nothing says.
    """

    names: Names
    default_precision: Precision
    _countries: dict[str, tuple[Sequence[Place], float]] = field(default_factory=dict)

    @property
    def gazetteer(self) -> Gazetteer | None:
        """What knows the places."""
        return self.names.gazetteer

    def place(self, where: Where, faults: list[Fault], warnings: list[Fault]) -> Place:
        """Place a row; what is wrong goes to ``faults``, what is odd to ``warnings``."""
        lat, lon = self._coordinates(where, faults, warnings)
        if (
            self.gazetteer is not None
            and said(where.country)
            and self.names.named(where).country is None
        ):
            warnings.append(Fault("row.country_unknown", "country", where.country))
        name = next(
            (n for n in (where.location, where.adm2, where.adm1, where.country) if said(n)), ""
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

    def _by_name(self, where: Where, name: str, warnings: list[Fault]) -> Place:
        known = self.names.named(where)
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
        if a_country(where, best := self.names.lookup(name)[:1]):
            found = best  # "Chad" is no town in Russia
        elif not found:
            found = [p for p in self.names.lookup(name) if country in (None, p.country)]
        several = apart(found)
        if len(several) == 1:
            return replace(several[0], toponym=name, score=1.0)
        if (meant := self.names.meant(name, several, known)) is not None:
            warnings.append(Fault("row.place_chosen", "location", name, _beside(meant)))
            return meant
        code = "row.place_ambiguous" if several else "row.place_unknown"
        detail = "It may be " + " or ".join(map(label, several[:3])) + "." if several else ""
        warnings.append(Fault(code, "location", name, detail))
        return replace(unplaced, runner_up=label(several[0]) if several else None)

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
        known = self.names.named(where)
        country = known.country
        found = known.candidates if precision in FINE else ()
        near = [p for p in found if away(p, lat, lon) <= SAME_PLACE_KM]
        if not near:
            warnings.extend(self._check_agrees(where, known, point, faults))
        same = near[0] if len(near) == 1 or len(apart(near)) == 1 else None
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
        self, where: Where, known: Named, point: tuple[float, float], faults: list[Fault]
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

    def _elsewhere(self, where: Where, known: Named, point: tuple[float, float]) -> Place | None:
        """The place of that name at the point, if it lies in another country than the row names."""
        if known.country is None:
            return None
        found = (p for p in self.names.lookup(where.location) if p.precision in FINE)
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


def _beside(meant: Place) -> str:
    return f"{label(meant)} was taken; the next best known is {meant.runner_up}."


def _spacing(units: Sequence[Place]) -> float:
    """The widest gap between a region's label point and its nearest neighbour's."""
    nearest = (
        min((away(p, q.lat or 0.0, q.lon or 0.0) for q in units if q is not p), default=0.0)
        for p in units
    )
    return max(nearest, default=0.0)


def _range_faults(where: Where, lat: float, lon: float) -> list[Fault]:
    faults = []
    if not -90 <= lat <= 90:
        swap = "Swapped they would fit." if abs(lat) <= 180 and abs(lon) <= 90 else ""
        faults.append(Fault("row.lat_range", "latitude", where.latitude, swap))
    if not -180 <= lon <= 180:
        faults.append(Fault("row.lon_range", "longitude", where.longitude))
    return faults

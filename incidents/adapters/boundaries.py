"""Shapes of countries and first-level units: what the map draws and what a point lies in.

GeoJSON as it ships (longitude, latitude, WGS 84). The lines are simplified: near a border ask
the gazetteer first, the shapes second.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import shapely  # type: ignore[import-untyped]
from shapely.geometry import shape  # type: ignore[import-untyped]

from incidents.adapters.settings import ROOT
from incidents.errors import BadFile
from incidents.model import Place, Precision

DEFAULT = ROOT / "data" / "boundaries"
#: Degrees a point may lie off the simplified coast and still belong to the unit.
OFF_COAST = 0.05


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name is written: a point inside the shape."""

    code: str
    name: str
    name_local: str | None
    lat: float
    lon: float


class _Layer:
    """One collection with its shapes and a spatial index, made when first asked."""

    def __init__(self, collection: dict[str, Any]) -> None:
        self.collection = collection

    @cached_property
    def shapes(self) -> list[Any]:
        return [shape(f["geometry"]) for f in self.collection["features"]]

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    def at(self, lat: float, lon: float) -> dict[str, Any] | None:
        """Properties of the shape that holds the point, or of the nearest just off the coast."""
        point = shapely.Point(lon, lat)
        near = self.tree.query(point, predicate="dwithin", distance=OFF_COAST)
        ranked = sorted((self.shapes[i].distance(point), int(i)) for i in near)
        if not ranked:
            return None
        found: dict[str, Any] = self.collection["features"][ranked[0][1]]["properties"]
        return found


@dataclass(frozen=True)
class Boundaries:
    """Countries and first-level units as GeoJSON dicts, with point look-up.

    Attributes:
        countries, adm1: FeatureCollections; properties ``code``, ``name``, ``name_local``,
            ``label`` (longitude, latitude), ``disputed``, and ``country`` for units.
    """

    countries: dict[str, Any]
    adm1: dict[str, Any]
    _layers: dict[str, _Layer] = field(default_factory=dict, repr=False, compare=False)

    def _layer(self, name: str) -> _Layer:
        if name not in self._layers:
            self._layers[name] = _Layer(self.countries if name == "countries" else self.adm1)
        return self._layers[name]

    def unit_at(self, lat: float, lon: float) -> str | None:
        """ISO 3166-2 code of the unit at a point; None at sea or off the earth."""
        return self._code("adm1", lat, lon)

    def country_at(self, lat: float, lon: float) -> str | None:
        """ISO 3166-1 alpha-2 code of the country at a point."""
        return self._code("countries", lat, lon)

    def _code(self, layer: str, lat: float, lon: float) -> str | None:
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return None
        found = self._layer(layer).at(lat, lon)
        return None if found is None else str(found["code"])

    def units_of(self, country: str) -> dict[str, Any]:
        """The first-level units of one country, a FeatureCollection."""
        rows = [f for f in self.adm1["features"] if f["properties"]["country"] == country]
        return {"type": "FeatureCollection", "features": rows}

    def disputed(self) -> dict[str, Any]:
        """What the map draws with dashed lines, a FeatureCollection."""
        rows = [
            f
            for f in (*self.countries["features"], *self.adm1["features"])
            if f["properties"]["disputed"]
        ]
        return {"type": "FeatureCollection", "features": rows}

    def labels(self, country: str | None = None) -> tuple[Label, ...]:
        """Where names are written: of countries, or of one country's units."""
        rows = self.units_of(country)["features"] if country else self.countries["features"]
        return tuple(
            Label(p["code"], p["name"], p["name_local"], p["label"][1], p["label"][0])
            for p in (f["properties"] for f in rows)
        )

    def filled(self, place: Place) -> Place:
        """The place with country and unit filled in from its point, where they were not known."""
        if place.lat is None or place.lon is None or place.precision is Precision.COUNTRY:
            return place
        country = place.country or self.country_at(place.lat, place.lon)
        if place.adm1 is not None:
            return replace(place, country=country)
        unit = self.unit_at(place.lat, place.lon)
        fits = unit is not None and (country is None or unit.startswith(f"{country}-"))
        return replace(place, country=country, adm1=unit if fits else None)


def load_boundaries(path: Path | None = None) -> Boundaries:
    """Read the shipped shapes; the caller keeps them.

    Raises:
        BadFile: a file is missing or no GeoJSON.
    """
    folder = path or DEFAULT
    return Boundaries(_read(folder / "countries.geojson"), _read(folder / "adm1.geojson"))


def _read(path: Path) -> dict[str, Any]:
    try:
        collection = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadFile(
            f"boundaries {path}: {error.strerror}; run scripts/build_boundaries.py"
        ) from error
    except ValueError as error:
        raise BadFile(f"boundaries {path}: no GeoJSON ({error}); build it again") from error
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise BadFile(f"boundaries {path}: no FeatureCollection; build it again")
    return collection

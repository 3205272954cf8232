"""Outlines and names of the basemap, read from what ships.

Limits: outlines of countries and first-level units only; an area of any other kind is drawn as
a disc of its extent. Names come in English and, where the files carry one, a local script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from incidents.adapters.outlines import Features, read_features
from incidents.api.ground_rows import Box, name_row
from incidents.errors import StoreError
from incidents.ui.basemap import Geometry, Ground, apart

#: Addresses in this process; the page carries them instead of the outlines.
COUNTRIES_ADDRESS = "basemap/countries.geojson"
BORDERS_ADDRESS = "basemap/borders.json?countries="
NAMES_ADDRESS = "basemap/names.json?locale="


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Features of the shipped boundaries, by code."""

    countries: Features = field(default_factory=Features)
    units: Features = field(default_factory=Features)

    def shape(self, code: str | None) -> Geometry | None:
        """Outline of a country or unit by its ISO code; None if there is none."""
        found = None if code is None else self.units.get(code) or self.countries.get(code)
        return None if found is None else found["geometry"]

    def unit(self, code: str) -> tuple[str, Geometry, tuple[float, float]] | None:
        """Name, outline and label point (latitude, longitude) of a unit; None if not known."""
        found = self.units.get(code)
        if found is None:
            return None
        lon, lat = found["properties"]["label"]
        return (found["properties"]["name"], found["geometry"], (lat, lon))

    def names(self) -> Mapping[str, str]:
        """Names of countries by code."""
        return {code: f["properties"]["name"] for code, f in self.countries.items()}

    def ground(
        self, countries: Iterable[str], locale: str | None = None, within: Box | None = None
    ) -> Ground:
        """Make the basemap with units of these countries, named in the reader's script.

        Outlines are coarser outside ``within`` (degrees); None is a map of the world.
        """
        shown = sorted(set(countries))
        box = "within=" + (",".join(f"{edge:g}" for edge in within) if within else "world")
        labels = (name_row(f, locale) for f in self.units.of(shown))
        return Ground(
            countries=f"{COUNTRIES_ADDRESS}?{box}",
            borders=f"{BORDERS_ADDRESS}{','.join(shown)}&{box}",
            country_names=NAMES_ADDRESS + quote((locale or "en")[:20]),
            unit_names=apart((row["t"], *row["p"]) for row in labels),
        )


def load_outlines(data: Path) -> Outlines:
    """Read both files; StoreError names the one that is missing or damaged."""
    return Outlines(
        countries=_read(data / "boundaries" / "countries.geojson"),
        units=_read(data / "boundaries" / "adm1.geojson"),
    )


def _read(path: Path) -> Features:
    try:
        return read_features(path)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise StoreError(
            f"{path}: the boundaries cannot be read ({type(problem).__name__}); "
            "restore the file from the release, or set INCIDENTS_DATA to the folder that has it"
        ) from problem

"""The ground the marks stand on: our own countries and first-level units, no foreign tiles.

Pure: takes outlines, gives pydeck layers. Large outlines are given as an address of this same
process, so that a page does not carry them; small ones inline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.api.ground_rows import DISPUTED
from incidents.ui.palette import Palette

Geometry = Mapping[str, object]
Position = Sequence[float]
#: Name on the map, longitude, latitude.
Label = tuple[str, float, float]

#: Nearer to a badge than this, in degrees, a name could not be read.
COVERED = 1.2
#: How tall a name is written, in metres on the ground.
COUNTRY_M, UNIT_M = 95_000, 27_000
METRES_OF_A_DEGREE = 111_320
#: Width of a letter as a part of a line's height.
LETTER = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the basemap is drawn from.

    Attributes:
        countries: GeoJSON, or an address in this process that gives it.
        borders: segments as ``incidents.api.ground_rows.border_rows`` gives them, or an address.
        country_names: rows as ``incidents.api.ground_rows.name_row`` gives them, or an address.
        unit_names: labels in the reader's script.
    """

    countries: object
    borders: object
    country_names: object = None
    unit_names: tuple[Label, ...] = ()


def ground_layers(ground: Ground, colours: Palette) -> list[pdk.Layer]:
    """Draw land, borders and disputed lines, bottom first; nothing here can be picked.

    Lines are bare segments: outlines with joints cost a browser without a graphics card seconds.
    """
    border, unit = list(colours.border), list(colours.unit_border)
    disputed = list(colours.disputed)
    return [
        pdk.Layer(
            "GeoJsonLayer",
            ground.countries,
            id="land",
            filled=True,
            stroked=False,
            get_fill_color=each(colours.land),
            pickable=False,
        ),
        segments(
            "borders",
            ground.borders,
            f"k == {DISPUTED} ? {disputed} : k ? {border} : {unit}",
            f"k == {DISPUTED} ? 1.6 : k ? 1.2 : 0.7",
        ),
    ]


def each(value: object) -> str:
    """A value that is the same for every row, written so that it is read for each.

    A browser without a graphics card compiles a layer's program anew for every set of columns it
    is given, which takes longer than drawing it: so layers of one kind all take the same columns.
    """
    return str(list(value) if isinstance(value, tuple) else value)


def segments(name: str, rows: object, colour: object, width: object) -> pdk.Layer:
    """Lines in pixels from ``a`` to ``b``, each longitude, latitude."""
    return pdk.Layer(
        "LineLayer",
        rows,
        id=name,
        get_source_position="a",
        get_target_position="b",
        get_color=each(colour),
        get_width=each(width),
        pickable=False,
    )


def apart(labels: Iterable[Label], metres: float = UNIT_M) -> tuple[Label, ...]:
    """Move names that would lie on each other up or down by a line, the western one staying.

    Their size is in metres, so what lies apart at one zoom does at every one where they show.
    """
    kept: list[Label] = []
    line = metres / METRES_OF_A_DEGREE
    for text, lon, lat in sorted(labels, key=lambda one: (one[1], one[2])):
        tries = [lat + step * line for step in (0, -0.6, 0.6, -1.2, 1.2)]
        free = (y for y in tries if not any(_on(text, lon, y, other, line) for other in kept))
        kept.append((text, lon, next(free, lat)))
    return tuple(kept)


def _on(text: str, lon: float, lat: float, other: Label, line: float) -> bool:
    """Whether a name of this text here would touch another one."""
    wide = (len(text) + len(other[0])) / 2 * LETTER * line / max(0.1, math.cos(math.radians(lat)))
    return abs(lon - other[1]) < wide and abs(lat - other[2]) < line


def name_layers(
    ground: Ground, colours: Palette, badges: Sequence[tuple[float, float]] = ()
) -> list[pdk.Layer]:
    """Write the names, sized in metres so that they shrink away when the map is zoomed out.

    A unit's name that a badge (latitude, longitude) would cover is left to the badge's own.
    """
    free = [
        label
        for label in ground.unit_names
        if all(math.hypot(label[1] - lon, label[2] - lat) > COVERED for lat, lon in badges)
    ]
    units = [{"t": text, "p": [lon, lat]} for text, lon, lat in free]
    return [
        *(
            [_names("names", ground.country_names, COUNTRY_M, colours)]
            if ground.country_names
            else []
        ),
        *([_names("unit-names", units, UNIT_M, colours)] if units else []),
    ]


def _names(name: str, rows: object, metres: int, colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="t",
        get_position="p",
        get_pixel_offset=each((0, 0)),
        get_size=each(metres),
        size_units="'meters'",
        size_max_pixels=14,
        get_color=each(colours.place_name),
        character_set="'auto'",
        font_family="'Source Sans, system-ui, sans-serif'",
        pickable=False,
    )

"""The ground the marks stand on: our own countries and first-level units, no foreign tiles.

Pure: takes outlines, gives pydeck layers. Large outlines are given as an address of this same
process, so that a page does not carry them; small ones inline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.ui.palette import Palette

Geometry = Mapping[str, object]
Position = Sequence[float]
#: Name on the map, longitude, latitude.
Label = tuple[str, float, float]

#: Length of a dash and of the gap after it, in degrees.
DASH = 0.12
#: Nearer to a badge than this, in degrees, a name could not be read.
COVERED = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the basemap is drawn from.

    Attributes:
        countries, units: GeoJSON, or an address in this process that gives it.
        dashes: pieces of the disputed lines, each a list of longitude, latitude.
        country_names, unit_names: labels in the reader's script.
    """

    countries: object
    units: object
    dashes: tuple[tuple[Position, Position], ...] = ()
    country_names: tuple[Label, ...] = ()
    unit_names: tuple[Label, ...] = ()


def dashed(
    lines: Iterable[Sequence[Position]], dash: float = DASH
) -> tuple[tuple[Position, Position], ...]:
    """Cut lines into dashes of ``dash`` degrees with gaps as long between them."""
    pieces: list[tuple[Position, Position]] = []
    for line in lines:
        for (x0, y0, *_), (x1, y1, *_) in pairwise(line):
            length = math.hypot(x1 - x0, y1 - y0)
            steps = max(1, round(length / (2 * dash)))
            for n in range(steps):
                start, end = n / steps, (n + 0.5) / steps
                pieces.append(
                    (
                        (round(x0 + (x1 - x0) * start, 4), round(y0 + (y1 - y0) * start, 4)),
                        (round(x0 + (x1 - x0) * end, 4), round(y0 + (y1 - y0) * end, 4)),
                    )
                )
    return tuple(pieces)


def ground_layers(ground: Ground, colours: Palette) -> list[pdk.Layer]:
    """Draw countries, units and disputed lines, bottom first; nothing here can be picked."""
    return [
        _outline("land", ground.countries, colours.land, colours.border, 1.2),
        _outline("unit-lines", ground.units, (0, 0, 0, 0), colours.unit_border, 0.7),
        _outline("country-lines", ground.countries, (0, 0, 0, 0), colours.border, 1.2),
        pdk.Layer(
            "LineLayer",
            [{"from": a, "to": b} for a, b in ground.dashes],
            id="disputed",
            get_source_position="from",
            get_target_position="to",
            get_color=list(colours.disputed),
            get_width=1.6,
            pickable=False,
        ),
    ]


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
    return [
        _names("country-names", ground.country_names, colours, metres=95_000, most=15),
        _names("unit-names", free, colours, metres=27_000, most=13),
    ]


def _outline(
    name: str, shapes: object, fill: Sequence[int], line: Sequence[int], width: float
) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        shapes,
        id=name,
        filled=fill[3] > 0,
        stroked=True,
        get_fill_color=list(fill),
        get_line_color=list(line),
        line_width_units="'pixels'",
        get_line_width=width,
        pickable=False,
    )


def _names(
    name: str, labels: Sequence[Label], colours: Palette, *, metres: int, most: int
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        [{"t": text, "p": [lon, lat]} for text, lon, lat in labels],
        id=name,
        get_text="t",
        get_position="p",
        get_size=metres,
        size_units="'meters'",
        size_max_pixels=most,
        get_color=list(colours.place_name),
        character_set="'auto'",
        font_family="'Source Sans, system-ui, sans-serif'",
        pickable=False,
    )

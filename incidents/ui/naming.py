"""What is written on the map: numbers of badges and areas, and names beneath towns. Pure.

Names that would lie on each other wait until the map is zoomed in far enough:
a text whose size is in metres shrinks away as the map is zoomed out and is held at its size in
pixels when zoomed in; so districts of a city are named once there is room, and their city before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.ui.areas import Areas
from incidents.ui.basemap import each
from incidents.ui.glyphs import BADGE_PX, RING_MARK_PX, Drawing, Glyph
from incidents.ui.palette import Colour, Palette
from incidents.ui.view import View

#: Height of a name in pixels, and its width for each letter, with a little air.
HEIGHT_PX, LETTER_PX = 18.0, 8.0
SIZE_PX = 13.0
#: Metres in a pixel at zoom 0 on the equator, in tiles of 512 pixels (Web Mercator).
_METRES_PX = 40_075_016.7 / 512


#: Letters as distances from their edge, which a halo needs: pixels of the font, and its reach.
HALOED = {"sdf": True, "fontSize": 64, "buffer": 12, "radius": 16}
#: Pixels of that reach the halo fills.
OUTLINE = 11

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A text under a place: where it stands, by how many pixels it is moved down."""

    lat: float
    lon: float
    text: str
    down: float = 0.0


def crowded(names: Sequence[Name], view: View) -> dict[int, float]:
    """Which names have no room at first, by number, and their size in metres instead.

    Args:
        names: the most important first; an earlier one keeps its room.
        view: where the map looks first.
    """
    kept: list[tuple[float, float, Name]] = []
    found: dict[int, float] = {}
    for number, one in enumerate(names):
        x, y = _pixels(one, view)
        short = max((_closer(x, y, one, other) for other in kept), default=0.0)
        if short <= 1:
            kept.append((x, y, one))
        else:
            metre = _METRES_PX * math.cos(math.radians(one.lat)) / 2**view.zoom
            found[number] = round(SIZE_PX / 2 * metre / short, 1)
    return found


def _closer(x: float, y: float, one: Name, other: tuple[float, float, Name]) -> float:
    """How many times nearer two names lie than they may; the axis with more room counts."""
    across = (len(one.text) + len(other[2].text)) * LETTER_PX / 2
    apart = max(abs(x - other[0]) / across, abs(y - other[1]) / HEIGHT_PX, 1 / 512)
    return 1 / apart


def _pixels(one: Name, view: View) -> tuple[float, float]:
    """Web Mercator pixels at the view's zoom, from an origin that does not matter."""
    scale = 512 * 2**view.zoom / 360
    tall = math.degrees(math.asinh(math.tan(math.radians(max(-85.0, min(85.0, one.lat))))))
    return one.lon * scale, -tall * scale + one.down


def clear_of(one: Name, badges: Sequence[tuple[float, float]], view: View) -> Name:
    """The number of an area moved beneath a badge that it would lie on, as the map first looks.

    Args:
        one: the number, where it would stand.
        badges: latitude and longitude of the middle of each.
        view: where the map looks first.
    """
    for lat, lon in badges:
        x, y = _pixels(one, view)
        at_x, at_y = _pixels(Name(lat, lon, ""), view)
        across = BADGE_PX + len(one.text) * LETTER_PX / 2
        tall = BADGE_PX + HEIGHT_PX / 2
        if abs(x - at_x) < across and -tall < y - at_y < tall + HEIGHT_PX:
            # the badge's own name stands right beneath it
            one = replace(one, down=one.down + at_y + tall + HEIGHT_PX - y)
    return one


def number_layers(drawing: Drawing, areas: Areas, colours: Palette, view: View) -> list[pdk.Layer]:
    """Write the numbers on badges and areas, and beneath each town what is shown of it."""
    beneath = _beneath(drawing, view)
    later = crowded(beneath, view)
    rows, fine = [], []
    for number, one in enumerate(beneath):
        row = text_row((one.lat, one.lon), one.text, (0, one.down), colours.ink)
        if number in later:
            fine.append(row | {"s": later[number]})
        else:
            rows.append(row)
    below = 0.0 if areas.across_km else 15.0
    taken = [(b.lat, b.lon) for b in drawing.badges]
    sums = [clear_of(Name(a.lat, a.lon, a.label, below), taken, view)
            for a in areas.drawn if a.label]  # fmt: skip
    rows += [text_row((n.lat, n.lon), n.text, (0, n.down), colours.ink) for n in sums]
    inside = [text_row((b.lat, b.lon), b.label, (0, 0), colours.hollow) for b in drawing.badges]
    finer = {"get_size": "s", "size_units": "'meters'", "size_max_pixels": SIZE_PX}
    return [
        *([text_layer("numbers", rows, colours.halo, get_size=each(SIZE_PX))] if rows else []),
        *([text_layer("finer", fine, colours.halo, **finer)] if fine else []),
        *([text_layer("badge-numbers", inside, get_size=each(SIZE_PX))] if inside else []),
    ]


def _beneath(drawing: Drawing, view: View) -> list[Name]:
    """What is written beneath areas and towns, the larger places first."""
    around = {(b.lat, b.lon) for b in drawing.badges}
    reach = max((math.hypot(*g.offset) for g in drawing.rings), default=0.0) + RING_MARK_PX
    unfolded = {(g.lat, g.lon) for g in drawing.rings}
    found = []
    wide = sorted(drawing.discs, key=lambda g: -(g.radius_km or 0.0))
    for one in (*drawing.areas, *wide):
        at = (one.lat, one.lon)
        named = one.name if one in wide else ""
        written = ": ".join(t for t in (named, _worth(one, named)) if t)
        down = reach if at in unfolded else BADGE_PX if at in around else 0.0
        name = Name(one.lat, one.lon, written, down + 14)
        if written:
            others = sorted(around - {(one.lat, one.lon)})
            found.append(clear_of(name, others, view) if one in drawing.areas else name)
    return found


def _worth(one: Glyph, named: str) -> str:
    """The number beside a town's name; that it is one incident goes without saying."""
    return "" if named and one.label == "1" else one.label


def text_row(at: tuple[float, float], text: str, offset: tuple[float, float], ink: Colour) -> Row:
    """One text: at a latitude and longitude, moved right and down by pixels."""
    return {"p": [at[1], at[0]], "t": text, "o": list(offset), "c": list(ink)}


def text_layer(name: str, rows: list[Row], halo: Colour | None = None, **size: object) -> pdk.Layer:
    """Texts as `text_row` gives them, each in a halo if there is one; ``size`` says how large.

    A halo is drawn by what draws the letters. A ground behind them would be one more program for
    the browser to compile, a third of a second where there is no graphics card.
    """
    around = (
        {"outline_color": list(halo), "outline_width": OUTLINE, "font_settings": HALOED}
        if halo
        else {}
    )
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="t",
        get_position="p",
        get_pixel_offset="o",
        **size,
        **around,
        get_color="c",
        font_weight=700,
        font_family="'Source Sans, system-ui, sans-serif'",
        character_set="'auto'",
        pickable=False,
    )

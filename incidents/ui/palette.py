"""Colours, safe for colour-blind readers, for the light and the dark theme.

Source: Okabe and Ito, Color Universal Design (2008), for what is told apart by hue; the shading
is one hue from light to dark, so that it reads in grey too. Values are sRGB.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.model import Measure
from incidents.ui.shading import Step, class_of

Colour = tuple[int, int, int, int]

HUES: dict[Measure, str] = {
    Measure.KILLED: "#0072B2",
    Measure.INJURED: "#E69F00",
    Measure.CASUALTIES: "#CC79A7",
    Measure.MISSING: "#56B4E9",
    Measure.FIRES: "#D55E00",
    Measure.SITES: "#009E73",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """What the map is drawn in; each colour is red, green, blue, opacity, 0 to 255."""

    sea: str
    words: str
    land: Colour
    border: Colour
    unit_border: Colour
    disputed: Colour
    place_name: Colour
    halo: Colour
    ink: Colour
    ramp: tuple[Colour, ...]
    nothing: Colour
    mark: Colour
    hollow: Colour
    chosen: Colour


LIGHT = Palette(
    sea="#ffffff",
    words="#374151",
    land=(247, 246, 242, 255),
    border=(120, 126, 134, 255),
    unit_border=(190, 194, 199, 255),
    disputed=(120, 70, 120, 255),
    place_name=(72, 78, 88, 255),
    halo=(255, 255, 255, 235),
    ink=(23, 32, 44, 255),
    ramp=(
        (214, 230, 244, 190),
        (166, 206, 228, 195),
        (110, 174, 214, 200),
        (56, 135, 192, 205),
        (10, 88, 160, 210),
    ),
    nothing=(160, 170, 180, 40),
    mark=(8, 81, 156, 255),
    hollow=(255, 255, 255, 235),
    chosen=(213, 94, 0, 255),
)

DARK = Palette(
    sea="#0e1319",
    words="#c4ccd6",
    land=(34, 41, 50, 255),
    border=(128, 138, 150, 255),
    unit_border=(72, 82, 94, 255),
    disputed=(204, 121, 167, 255),
    place_name=(190, 198, 208, 255),
    halo=(16, 22, 29, 235),
    ink=(240, 244, 248, 255),
    ramp=(
        (30, 62, 94, 200),
        (34, 86, 132, 205),
        (46, 116, 170, 210),
        (86, 156, 208, 215),
        (158, 208, 244, 220),
    ),
    nothing=(140, 150, 160, 40),
    mark=(120, 190, 240, 255),
    hollow=(16, 22, 29, 235),
    chosen=(240, 150, 60, 255),
)


def of_theme(kind: str | None) -> Palette:
    """Take the palette of a theme; light unless it is dark."""
    return DARK if kind == "dark" else LIGHT


def shade(value: int | None, classes: tuple[Step, ...], colours: Palette) -> Colour:
    """Colour of a count's class; what is not stated is hardly painted, and never as a low count."""
    found = class_of(value, classes)
    return colours.nothing if found is None else tint(found, len(classes), colours)


def tint(nth: int, classes: int, colours: Palette) -> Colour:
    """Colour of the nth of so many classes, spread over the whole ramp."""
    last = len(colours.ramp) - 1
    return colours.ramp[round(nth * last / max(1, classes - 1))] if classes > 1 else colours.ramp[2]

"""Colours, safe for colour-blind readers, for the light and the dark theme.

Source: Okabe and Ito, Color Universal Design (2008), for what is told apart by hue; the shading
is one hue from light to dark, so that it reads in grey too. Values are sRGB.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.model import Measure

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
    shade_low: Colour
    shade_high: Colour
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
    shade_low=(198, 219, 239, 130),
    shade_high=(66, 146, 198, 150),
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
    shade_low=(30, 60, 90, 140),
    shade_high=(45, 120, 180, 170),
    mark=(120, 190, 240, 255),
    hollow=(16, 22, 29, 235),
    chosen=(240, 150, 60, 255),
)


def of_theme(kind: str | None) -> Palette:
    """Take the palette of a theme; light unless it is dark."""
    return DARK if kind == "dark" else LIGHT


def shade(value: int | None, top: int, colours: Palette) -> Colour:
    """Shade a number between the two ends, by its square root so that small ones still differ."""
    if not value or top <= 0:
        return (*colours.shade_low[:3], 70)
    part = (min(value, top) / top) ** 0.5
    mixed = [
        round(a + (b - a) * part)
        for a, b in zip(colours.shade_low, colours.shade_high, strict=True)
    ]
    return (mixed[0], mixed[1], mixed[2], mixed[3])

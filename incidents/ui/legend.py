"""The map's legend, in words and small drawings; it is always there. Pure."""

from __future__ import annotations

from incidents.model import Measure
from incidents.ui import words
from incidents.ui.palette import Colour, Palette
from incidents.ui.safe import Html, fill, join


def map_legend(colours: Palette, measure: Measure | None, top: int) -> Html:
    """Say what each glyph means, and what the shading counts."""
    mark, low, high = _css(colours.mark), _css(colours.shade_low), _css(colours.shade_high)
    line = _css(colours.disputed)
    counted = "incidents" if measure is None else words.SHORT[measure]
    upto = f" (up to {words.number(top)})" if top else ""
    rows = [
        _row(f"width:10px;height:10px;border-radius:50%;background:{mark}", "exact site or street"),
        _row(
            f"width:15px;height:15px;border-radius:50%;background:{low};border:1px solid {mark}",
            "somewhere in this town or district",
        ),
        _row(
            f"width:15px;height:13px;background:{low};border:1px solid {mark}",
            "somewhere in this region",
        ),
        _row(
            f"width:7px;height:7px;border-radius:50%;background:{mark};"
            f"border:3px dotted {colours.sea};outline:2px dotted {mark}",
            "several records of one place: a sign, not positions",
        ),
        _row(
            f"width:20px;height:11px;background:linear-gradient(90deg,{low},{high})",
            f"few to many {counted}{upto}",
        ),
        _row(
            f"width:20px;height:0;border-top:2px dashed {line}",
            "disputed line; names and lines imply no endorsement",
        ),
    ]
    return fill('<div class="legend">{r}</div>', r=join(rows))


def _row(style: str, said: str) -> Html:
    """One entry: a sign drawn by style alone, as vector markup is taken out of a page."""
    return fill('<span><i class="sign" style="{d}"></i>{s}</span>', d=style, s=said)


def _css(colour: Colour) -> str:
    red, green, blue, opacity = colour
    return f"rgba({red},{green},{blue},{opacity / 255:.2f})"

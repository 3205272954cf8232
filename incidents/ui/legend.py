"""The map's legend, in words and small drawings; it is always there. Pure."""

from __future__ import annotations

from incidents.model import Measure
from incidents.ui import words
from incidents.ui.palette import Colour, Palette
from incidents.ui.safe import Html, fill, join


def map_legend(colours: Palette, measure: Measure | None, top: int) -> Html:
    """Say what each glyph means, and what the shading counts."""
    mark, low, high = _css(colours.mark), _css(colours.shade_low), _css(colours.shade_high)
    counted = "incidents" if measure is None else words.SHORT[measure]
    rows = [
        _row(f'<circle cx="9" cy="9" r="5" fill="{mark}"/>', "exact site or street"),
        _row(
            f'<circle cx="9" cy="9" r="8" fill="{low}" stroke="{mark}"/>',
            "somewhere in this town or district",
        ),
        _row(
            f'<path d="M2 4 L15 2 L16 13 L6 16 Z" fill="{low}" stroke="{mark}"/>',
            "somewhere in this region",
        ),
        _row(
            f'<circle cx="9" cy="9" r="3" fill="{mark}"/>'
            + "".join(
                f'<circle cx="{x}" cy="{y}" r="2" fill="none" stroke="{mark}"/>'
                for x, y in ((9, 2), (16, 9), (9, 16), (2, 9))
            ),
            "several records of one place: a sign, not positions",
        ),
        _row(
            f'<rect x="0" y="4" width="9" height="10" fill="{low}"/>'
            f'<rect x="9" y="4" width="9" height="10" fill="{high}"/>',
            f"few to many {counted}" + (f" (up to {words.number(top)})" if top else ""),
        ),
        _row(
            f'<line x1="0" y1="9" x2="18" y2="9" stroke="{_css(colours.disputed)}" '
            'stroke-width="2" stroke-dasharray="4 3"/>',
            "disputed line; names and lines imply no endorsement",
        ),
    ]
    return fill('<div class="legend">{r}</div>', r=join(rows))


def _row(drawing: str, said: str) -> Html:
    """One entry; the drawing is our own markup, the words are escaped."""
    return fill(
        '<span><svg width="18" height="18" viewBox="0 0 18 18">{d}</svg>{s}</span>',
        d=Html(drawing),
        s=said,
    )


def _css(colour: Colour) -> str:
    red, green, blue, opacity = colour
    return f"rgba({red},{green},{blue},{opacity / 255:.2f})"

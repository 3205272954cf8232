"""The map's legend in words and small drawings: always there, right for what is shown. Pure."""

from __future__ import annotations

from incidents.ui import palette, words
from incidents.ui.areas import Areas
from incidents.ui.glyphs import Drawing
from incidents.ui.looks import Showing, Summary
from incidents.ui.palette import Colour, Palette
from incidents.ui.safe import Html, fill, join
from incidents.ui.shading import Step


def map_legend(  # noqa: PLR0913 - the parts of one map
    colours: Palette,
    showing: Showing,
    classes: tuple[Step, ...],
    *,
    drawing: Drawing,
    areas: Areas,
    tiled: bool = False,
) -> Html:
    """Say what each sign on this map means, and what the shading counts."""
    if tiled:
        signs = _tile_signs(colours)
    elif showing.summary is Summary.PLACES:
        signs = _place_signs(colours, drawing)
    else:
        signs = [_summed(showing, areas)]
    line = _css(colours.disputed)
    dashes = _row(
        f"width:20px;height:0;border-top:2px dashed {line}",
        "disputed line; names and lines imply no endorsement",
    )
    shades = [] if tiled else _shades(colours, showing, classes)
    rows = [*shades, *signs, dashes]
    return fill('<div class="legend">{r}</div>', r=join(rows))


def _shades(colours: Palette, showing: Showing, classes: tuple[Step, ...]) -> list[Html]:
    """Every class with its numbers, and what is painted where nothing is stated."""
    mark = _css(colours.mark)
    if not classes:
        return [fill("<span>no place states {c}</span>", c=showing.counted)]
    squares = [
        fill(
            '<i class="shade" style="background:{c};border-color:{m}"></i>{w}',
            c=_css(palette.tint(n, len(classes), colours)),
            m=mark,
            w=step.words,
        )
        for n, step in enumerate(classes)
    ]
    if showing.measure is not None:
        squares.append(
            fill(
                '<i class="shade" style="background:{c};border-color:{m}"></i>not stated',
                c=_css(colours.nothing),
                m=mark,
            )
        )
    return [
        fill("<span><b>{c}</b>&ensp;{s}</span>", c=_counted(showing), s=join(squares, "&ensp;"))
    ]


def _counted(showing: Showing) -> str:
    if showing.measure is None:
        return "Incidents"
    return f"{words.SHORT[showing.measure].capitalize()}, as reported"


def _place_signs(colours: Palette, drawing: Drawing) -> list[Html]:
    mark, pale = _css(colours.mark), _css(colours.ramp[1])
    rows = [
        _row(f"width:10px;height:10px;border-radius:50%;background:{mark}", "exact site or street"),
        _row(
            f"width:15px;height:15px;border-radius:50%;background:{pale};border:1px solid {mark}",
            "somewhere in this town or district",
        ),
        _row(
            f"width:15px;height:13px;background:{pale};border:1px solid {mark}",
            "somewhere in this region",
        ),
        fill(
            '<span><i class="badge" style="background:{m};color:{h}">4</i>{w}</span>',
            m=mark,
            h=_css(colours.hollow),
            w="so many records of one place, click to list them",
        ),
    ]
    if drawing.rings:
        rows.append(
            _row(
                f"width:9px;height:9px;border-radius:50%;border:2px solid {mark}",
                "hollow marks: a sign, not their positions",
            )
        )
    return rows


def _summed(showing: Showing, areas: Areas) -> Html:
    if showing.summary is Summary.UNITS:
        return fill("<span>{w}</span>", w="shaded by region; each number is the region's own")
    said = f"hexagons about {areas.across_km} km across; only what is placed as well as a town"
    return fill("<span>{w}</span>", w=said)


def _tile_signs(colours: Palette) -> list[Html]:
    mark, pale = _css(colours.mark), _css(colours.ramp[1])
    return [
        fill(
            '<span><i class="badge" style="background:{c};border:1px solid {m};color:{i}">12</i>{w}'
            "</span>",
            c=pale,
            m=mark,
            i=_css(colours.ink),
            w="incidents in a square of the map; click to look nearer",
        ),
        _row(f"width:10px;height:10px;border-radius:50%;background:{mark}", "exact site or street"),
        _row(
            f"width:12px;height:12px;border-radius:50%;background:{pale};border:1px solid {mark}",
            "somewhere in a town or city",
        ),
        _row(
            f"width:14px;height:14px;border-radius:50%;border:2px solid {mark}",
            "hollow: known no better than a district or region",
        ),
    ]


def _row(style: str, said: str) -> Html:
    """One entry: a sign drawn by style alone, as vector markup is taken out of a page."""
    return fill('<span><i class="sign" style="{d}"></i>{s}</span>', d=style, s=said)


def _css(colour: Colour) -> str:
    red, green, blue, opacity = colour
    return f"rgba({red},{green},{blue},{opacity / 255:.2f})"

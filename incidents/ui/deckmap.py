"""The map as a pydeck value: ground, areas, discs, points, badges and their rings.

Pure. Colours and numbers are worked out here, so the page carries plain columns; the view is
always the same value for the same place, because a changed view is what makes a map jump back
when a filter changes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.ui import palette
from incidents.ui.basemap import Geometry, Ground, ground_layers, name_layers
from incidents.ui.glyphs import RING_MARK_PX, Drawing, Glyph
from incidents.ui.palette import Palette

#: Element text only: an unquoted attribute would execute what is in the data.
TOOLTIP = {"html": "<b>{title}</b><br>{detail}", "style": {"maxWidth": "18rem"}}

#: Ukraine in the middle; zoom as in Web Mercator tiles.
HOME = (48.6, 31.4, 4.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the map looks first: degrees and Web Mercator zoom."""

    lat: float = HOME[0]
    lon: float = HOME[1]
    zoom: float = HOME[2]


def fit(points: Sequence[tuple[float, float]], *, width_px: int = 430) -> View:
    """Look at all points (latitude, longitude); the usual view for none.

    deck.gl's world is 512 pixels wide at zoom 0.
    """
    if not points:
        return View()
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    span = max(max(lons) - min(lons), (max(lats) - min(lats)) * 1.5, 6.0) * 1.5
    zoom = math.log2(360 * width_px / (512 * span))
    return View(
        lat=round((max(lats) + min(lats)) / 2, 2),
        lon=round((max(lons) + min(lons)) / 2, 2),
        zoom=round(min(max(zoom, 1.0), 6.0), 2),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the map is to look.

    Attributes:
        view: where to look first.
        colours: of the theme.
        shape: outline of an area's unit; an area without one is drawn as a disc.
        chosen: the incident whose panel is open.
        turn: goes up with every click. It is part of the ids of what can be clicked, so the
            browser forgets the old selection, which would dim every layer, ground included.
        tiles: what takes the place of the glyphs when there are too many to send.
    """

    view: View = View()
    colours: Palette = palette.LIGHT
    shape: Callable[[Glyph], Geometry | None] = lambda _: None
    chosen: str | None = None
    turn: int = 0
    tiles: pdk.Layer | None = None


def deck(drawing: Drawing, ground: Ground, look: Look) -> pdk.Deck:
    """Put the map together: ground, glyphs, names, numbers, and what is chosen."""
    colours, view = look.colours, look.view
    layers = [
        *ground_layers(ground, colours),
        *mark_layers(drawing, colours, look.shape, look.turn),
        *name_layers(ground, colours, [(b.lat, b.lon) for b in drawing.badges]),
        *number_layers(drawing, colours),
        *([look.tiles] if look.tiles else []),
        *_chosen_layer(drawing, colours, look.chosen),
    ]
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            latitude=view.lat, longitude=view.lon, zoom=view.zoom, min_zoom=1, max_zoom=14
        ),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        map_provider=None,
        tooltip=TOOLTIP,
    )


def mark_layers(
    drawing: Drawing,
    colours: Palette,
    shape: Callable[[Glyph], Geometry | None],
    turn: int,
) -> list[pdk.Layer]:
    """Draw what can be pointed at and clicked."""
    outlined = [(g, s) for g in drawing.areas if (s := shape(g)) is not None]
    bare = [g for g in drawing.areas if shape(g) is None]
    return [
        pdk.Layer(
            "GeoJsonLayer",
            {
                "type": "FeatureCollection",
                "features": [_feature(g, s, drawing.top, colours) for g, s in outlined],
            },
            id=f"areas-{turn}",
            filled=True,
            stroked=True,
            get_fill_color="properties.fill",
            get_line_color=list(colours.mark),
            line_width_units="'pixels'",
            get_line_width=1.2,
            pickable=True,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            [_disc(g, drawing.top, colours) for g in (*drawing.discs, *bare)],
            id=f"discs-{turn}",
            get_position="p",
            get_radius="r",
            radius_min_pixels=7,
            get_fill_color="fill",
            stroked=True,
            get_line_color=list(colours.mark),
            line_width_units="'pixels'",
            get_line_width=1.2,
            pickable=True,
        ),
        _dots(f"points-{turn}", drawing.points, colours.mark, colours.halo, 6.0),
        _dots(f"rings-{turn}", drawing.rings, colours.hollow, colours.mark, RING_MARK_PX),
        _dots(f"badges-{turn}", drawing.badges, colours.mark, colours.halo, 13.0),
    ]


def number_layers(drawing: Drawing, colours: Palette) -> list[pdk.Layer]:
    """Write the numbers on badges, and beneath each place what is shown of it."""
    around = {(b.lat, b.lon): b for b in drawing.badges}
    under = []
    for one in (*drawing.areas, *drawing.discs):
        ring_px = _ring_px(drawing, around.get((one.lat, one.lon)))
        named = one.name if one in drawing.discs else ""
        written = ": ".join(t for t in (named, one.label) if t)
        if written:
            under.append({**_row(one), "t": written, "o": [0, ring_px + 14]})
    return [
        _text(
            "badge-numbers",
            [{**_row(b), "t": b.label, "o": [0, 0]} for b in drawing.badges],
            colours.hollow,
            13,
            None,
        ),
        _text("numbers", under, colours.ink, 13, colours.halo),
    ]


def _ring_px(drawing: Drawing, badge: Glyph | None) -> float:
    """How far the ring about a badge reaches, in pixels; 0 without one."""
    if badge is None:
        return 0.0
    reach = [
        math.hypot(*g.offset) for g in drawing.rings if (g.lat, g.lon) == (badge.lat, badge.lon)
    ]
    return max(reach, default=0.0) + RING_MARK_PX


def _row(one: Glyph) -> dict[str, Any]:
    return {
        "id": one.incident_id,
        "title": one.title,
        "detail": one.detail,
        "p": [one.lon, one.lat],
    }


def _feature(one: Glyph, shape: Geometry, top: int, colours: Palette) -> dict[str, Any]:
    properties = {
        "id": one.incident_id,
        "title": one.title,
        "detail": one.detail,
        "fill": list(palette.shade(one.value, top, colours)),
    }
    return {"type": "Feature", "properties": properties, "geometry": shape}


def _disc(one: Glyph, top: int, colours: Palette) -> dict[str, Any]:
    fill = list(palette.shade(one.value, top, colours))
    return {**_row(one), "r": (one.radius_km or 1.0) * 1000, "fill": fill}


def _dots(
    name: str, dots: Sequence[Glyph], fill: Sequence[int], line: Sequence[int], radius: float
) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{**_row(g), "o": list(g.offset)} for g in dots],
        id=name,
        get_position="p",
        get_pixel_offset="o",
        get_radius=radius,
        radius_units="'pixels'",
        get_fill_color=list(fill),
        stroked=True,
        get_line_color=list(line),
        line_width_units="'pixels'",
        get_line_width=1.8,
        pickable=True,
    )


def _text(
    name: str,
    rows: list[dict[str, Any]],
    colour: Sequence[int],
    size: int,
    behind: Sequence[int] | None,
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="t",
        get_position="p",
        get_pixel_offset="o",
        get_size=size,
        get_color=list(colour),
        font_weight=700,
        font_family="'Source Sans, system-ui, sans-serif'",
        character_set="'auto'",
        background=behind is not None,
        get_background_color=list(behind or (0, 0, 0, 0)),
        background_padding=[3, 1],
        pickable=False,
    )


def _chosen_layer(drawing: Drawing, colours: Palette, chosen: str | None) -> list[pdk.Layer]:
    """Ring what is open in the panel."""
    every = (*drawing.rings, *drawing.points, *drawing.discs, *drawing.areas)
    found = [g for g in every if chosen is not None and g.incident_id == chosen][:1]
    if not found:
        return []
    return [
        pdk.Layer(
            "ScatterplotLayer",
            [{**_row(g), "o": list(g.offset)} for g in found],
            id="chosen",
            get_position="p",
            get_pixel_offset="o",
            get_radius=11,
            radius_units="'pixels'",
            filled=False,
            stroked=True,
            get_line_color=list(colours.chosen),
            line_width_units="'pixels'",
            get_line_width=3,
            pickable=False,
        )
    ]

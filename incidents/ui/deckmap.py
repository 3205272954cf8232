"""The map as a pydeck value: ground, areas, discs, marks, names and what is chosen.

Pure. Colours and numbers are worked out here, so the page carries plain columns; the view is
always the same value for the same place, because a changed view is what makes a map jump back
when a filter changes. Layers that would be empty are left out and what can share a layer does:
in a browser without a graphics card each one costs a tenth of a second and more.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types
from pydeck.bindings.json_tools import default_serialize  # type: ignore[import-untyped]

from incidents.adapters.outlines import rings
from incidents.ui import palette
from incidents.ui.areas import Areas
from incidents.ui.basemap import Geometry, Ground, ground_layers, name_layers, segments
from incidents.ui.glyphs import BADGE_PX, RING_MARK_PX, Drawing, Glyph
from incidents.ui.naming import number_layers
from incidents.ui.palette import Colour, Palette
from incidents.ui.shading import Step, steps
from incidents.ui.view import View

#: Element text only: an unquoted attribute would execute what is in the data.
TOOLTIP = {"html": "<b>{title}</b><br>{detail}", "style": {"maxWidth": "18rem"}}

#: More areas than this have no edge of their own, only the chosen one.
EDGED = 60
POINT_PX, CHOSEN_PX = 6.0, 11.0
Row = dict[str, Any]
#: Latitude, longitude, offset from there in pixels (right, up), radius in pixels.
Ring = tuple[float, float, tuple[float, float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the map is to look.

    Attributes:
        view: where to look first.
        colours: of the theme.
        shape: outline of an area's unit; an area without one is drawn as a disc.
        ringed: what is open or chosen.
        chosen: key of the region or hexagon that is chosen.
        turn: goes up with every click. It is part of the ids of what can be clicked, so the
            browser forgets the old selection, which would dim every layer, ground included.
        tiles: what takes the place of the glyphs when there are too many to send.
    """

    view: View = field(default_factory=View)
    colours: Palette = palette.LIGHT
    shape: Callable[[Glyph], Geometry | None] = lambda _: None
    ringed: tuple[Ring, ...] = ()
    chosen: str = ""
    turn: int = 0
    tiles: pdk.Layer | None = None


class Deck(pdk.Deck):  # type: ignore[misc]  # its base has no types
    """A map that writes itself without blanks: a third of what is sent to each viewer."""

    def to_json(self) -> str:
        """The deck as the page takes it."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(drawing: Drawing, areas: Areas, ground: Ground, look: Look) -> pdk.Deck:
    """Put the map together, bottom first."""
    classes = classes_of(drawing, areas)
    covered = [(b.lat, b.lon) for b in drawing.badges]
    if areas.across_km:
        covered += [(a.lat, a.lon) for a in areas.drawn]
    layers = [
        *ground_layers(ground, look.colours),
        *_area_layer(drawing, areas, classes, look),
        *_disc_layer(drawing, classes, look),
        *name_layers(ground, look.colours, covered),
        *([look.tiles] if look.tiles else []),
        *_mark_layer(drawing, look),
        *_ring_layer(look),
        *number_layers(drawing, areas, look.colours, look.view),
    ]
    return framed(layers, look.view)


def framed(layers: list[pdk.Layer], view: View, max_zoom: int = 14) -> Deck:
    """A map of these layers that asks no foreign host, is not turned and escapes its tooltips."""
    return Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            latitude=view.lat, longitude=view.lon, zoom=view.zoom, min_zoom=1, max_zoom=max_zoom
        ),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        map_provider=None,
        tooltip=TOOLTIP,
    )


def classes_of(drawing: Drawing, areas: Areas) -> tuple[Step, ...]:
    """The classes everything shaded on this map shares with its legend."""
    return steps([*drawing.values, *(a.value for a in areas.drawn)])


def _area_layer(
    drawing: Drawing, areas: Areas, classes: tuple[Step, ...], look: Look
) -> list[pdk.Layer]:
    """Outlines of regions that records lie in, or of units and cells that sum them up."""
    features = [
        _feature(_row(g), s, palette.shade(g.value, classes, look.colours), look)
        for g in drawing.areas
        if (s := look.shape(g)) is not None
    ] + [
        _feature(
            {"area": a.key, "title": a.title, "detail": a.detail},
            a.geometry,
            palette.shade(a.value, classes, look.colours),
            look,
        )
        for a in areas.drawn
    ]
    if not features:
        return []
    chosen = [f for f in features if f["properties"]["chosen"]]
    plain = [f for f in features if not f["properties"]["chosen"]] if len(features) <= EDGED else []
    return [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": features},
            id=f"areas-{look.turn}",
            filled=True,
            stroked=False,
            get_fill_color="properties.fill",
            pickable=True,
        ),
        *([segments("edges", _edges(plain), look.colours.mark, 1.0)] if plain else []),
        *([segments("edge", _edges(chosen), look.colours.chosen, 3.0)] if chosen else []),
    ]


def _edges(features: list[Row]) -> list[Row]:
    """The outlines of areas as segments; colour and width are the layer's, not each row's."""
    return [
        {"a": a, "b": b}
        for f in features
        for ring in rings(f["geometry"])
        for a, b in pairwise(ring)
    ]


def _disc_layer(drawing: Drawing, classes: tuple[Step, ...], look: Look) -> list[pdk.Layer]:
    """Towns as wide as they are, and regions that have no outline."""
    bare = [g for g in drawing.areas if look.shape(g) is None]
    rows = [
        {
            **_row(g),
            "o": [0, 0],
            "r": (g.radius_km or 1.0) * 1000,
            "fill": list(palette.shade(g.value, classes, look.colours)),
            "line": list(look.colours.mark),
            "w": 1.2,
        }
        for g in (*bare, *drawing.discs)
    ]
    if not rows:
        return []
    size = {"radius_units": "'meters'", "radius_min_pixels": 7}
    return [dots(f"discs-{look.turn}", rows, pickable=True, **size)]


def _mark_layer(drawing: Drawing, look: Look) -> list[pdk.Layer]:
    """Exact points, the ring of an unfolded badge, and badges: sizes in pixels."""
    colours = look.colours
    rows = [
        *(_dot(g, colours.mark, colours.halo, POINT_PX) for g in drawing.points),
        *(_dot(g, colours.hollow, colours.mark, RING_MARK_PX) for g in drawing.rings),
        *(_dot(g, colours.mark, colours.halo, BADGE_PX) for g in drawing.badges),
    ]
    return [dots(f"marks-{look.turn}", rows, pickable=True)] if rows else []


def _ring_layer(look: Look) -> list[pdk.Layer]:
    """Ring what is open in the panel or chosen in a chart."""
    rows = [
        {
            "p": [lon, lat],
            "o": list(offset),
            "r": radius,
            "fill": [0, 0, 0, 0],
            "line": list(look.colours.chosen),
            "w": 3,
        }
        for lat, lon, offset, radius in look.ringed
    ]
    return [dots("chosen", rows, pickable=False)] if rows else []


def _row(one: Glyph) -> Row:
    row = {"title": one.title, "detail": one.detail, "p": [one.lon, one.lat]}
    if one.incident_id:
        row["id"] = one.incident_id
    if one.key:
        row["badge"] = one.key
    return row


def _feature(row: Row, shape: Geometry, fill: Colour, look: Look) -> Row:
    chosen = bool(look.chosen) and row.get("area") == look.chosen
    properties = {k: v for k, v in row.items() if k != "p"} | {
        "fill": list(fill),
        "chosen": chosen,
    }
    return {"type": "Feature", "properties": properties, "geometry": shape}


def _dot(one: Glyph, fill: Colour, line: Colour, radius: float) -> Row:
    return {
        **_row(one),
        "o": list(one.offset),
        "r": radius,
        "fill": list(fill),
        "line": list(line),
        "w": 1.8,
    }


def dots(name: str, rows: list[Row], *, pickable: bool, **size: object) -> pdk.Layer:
    """Circles: place ``p``, offset ``o``, radius ``r`` (pixels), ``fill``, ``line``, ``w``.

    All of them read the same columns, so that a browser without a graphics card compiles what
    draws them once: each other set of columns costs it a seventh of a second and more.
    """
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id=name,
        get_position="p",
        get_pixel_offset="o",
        get_radius="r",
        **{"radius_units": "'pixels'"} | size,
        get_fill_color="fill",
        stroked=True,
        get_line_color="line",
        line_width_units="'pixels'",
        get_line_width="w",
        pickable=pickable,
    )

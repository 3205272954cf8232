"""The map's layer for many incidents: GeoJSON tiles read from this process. Pure.

A filter travels in the tiles' address, so the browser's own cache holds each view apart.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.query import Filter, to_params
from incidents.ui.basemap import each
from incidents.ui.palette import Palette

#: Radius of an exact point and of a town's mark, in pixels.
POINT_PX, TOWN_PX = 5, 7


def tile_layer(chosen: Filter, colours: Palette, turn: int, revision: int) -> pdk.Layer:
    """Draw tiles of points, or of counts where there are many.

    The data's revision is part of the address: a browser keeps a tile until the data changes.
    """
    asked = urlencode([*sorted(to_params(chosen).items()), ("revision", revision)], doseq=True)
    mark, clear = list(colours.mark), [0, 0, 0, 0]
    pale = list(colours.ramp[1])
    return pdk.Layer(
        "TileLayer",
        f"tiles/{{z}}/{{x}}/{{y}}.geojson?{asked}",
        id=f"tiles-{turn}",
        min_zoom=0,
        max_zoom=14,
        tile_size=512,
        refinement_strategy="'no-overlap'",
        point_type="'circle+text'",
        get_point_radius=_choose("properties.px", 11, POINT_PX, TOWN_PX),
        point_radius_units="'pixels'",
        get_fill_color=_choose(_either(clear, pale), clear, mark, pale),
        get_line_color=mark,
        get_line_width=1.2,
        line_width_units="'pixels'",
        stroked=True,
        filled=True,
        get_text="properties.t || ''",
        get_text_size=each(12),
        get_text_color=each(colours.ink),
        get_text_pixel_offset=each((0, 0)),
        text_character_set="'0123456789k M.,+'",
        text_font_family="'Source Sans, system-ui, sans-serif'",
        text_font_weight=700,
        pickable=True,
    )


def _choose(many: object, coarse: object, exact: object, town: object) -> str:
    """An expression of the browser's over one feature: a count, or one incident by precision."""
    return (
        f"properties.n > 1 ? {many} : properties.coarse ? {coarse} : "
        f"properties.exact ? {exact} : {town}"
    )


def _either(coarse: object, placed: object) -> str:
    return f"(properties.coarse ? {coarse} : {placed})"

"""The map's layer for many incidents: GeoJSON tiles read from this process. Pure.

A filter travels in the tiles' address, so the browser's own cache holds each view apart.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pydeck as pdk  # type: ignore[import-untyped]  # it ships no types

from incidents.query import Filter, to_params
from incidents.ui.palette import Palette


def tile_layer(chosen: Filter, colours: Palette, turn: int) -> pdk.Layer:
    """Draw tiles of points, or of counts where there are many."""
    asked = urlencode(sorted(to_params(chosen).items()), doseq=True)
    return pdk.Layer(
        "TileLayer",
        f"tiles/{{z}}/{{x}}/{{y}}.geojson?{asked}",
        id=f"tiles-{turn}",
        min_zoom=0,
        max_zoom=14,
        tile_size=512,
        point_type="'circle'",
        get_point_radius="properties.px || 4",
        point_radius_units="'pixels'",
        get_fill_color=list(colours.mark),
        get_line_color=list(colours.halo),
        get_line_width=1,
        line_width_units="'pixels'",
        stroked=True,
        filled=True,
        opacity=0.75,
        pickable=True,
    )

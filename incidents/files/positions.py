"""Two coordinates in one cell: ``50.45, 30.52``, degrees and minutes, WKT, links to a map.

Pure. What a link shows is not what it marks: the ``@`` of a Google Maps address is where the
viewer's window stood, so it is no position.
"""

from __future__ import annotations

import re

from incidents.files.cells import plain

#: Folded names of a column that holds both coordinates.
PAIRED = frozenset({
    "coordinates", "coordinate", "coords", "coord", "gps", "gps_coordinates", "latlon", "lat_lon",
    "latlng", "lat_lng", "lat_long", "latlong", "latitude_longitude", "geo", "geolocation",
    "geo_coordinates", "координати", "координаты",
})  # fmt: skip
_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_COMMA_NUMBER = r"[-+]?\d{1,3},\d+"
_PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_NUMBER})\s*[,;/]\s*({_NUMBER})",
        rf"({_NUMBER}) ({_NUMBER})",
        rf"({_COMMA_NUMBER})(?:\s*;\s*|\s*,\s+|\s+)({_COMMA_NUMBER})",
        # Hemisphere letters behind or before each.
        r"(\d[^NSEW]*[NS])\W*(\d[^NSEW]*[EW])",
        r"([NS][^NSEW]*\d[^NSEW,;]*)[\s,;]+([EW][^NSEW]*)",
    )
)
_WKT = re.compile(rf"POINT\s*\(\s*({_NUMBER}) ({_NUMBER})\s*\)", re.IGNORECASE)
_LINKS = (
    re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"),
    re.compile(rf"[?&](?:q|ll|query|destination|mlat)=({_NUMBER})(?:,|%2C|&mlon=)({_NUMBER})"),
    re.compile(rf"/(?:search|place|dir)/({_NUMBER}),\+?({_NUMBER})"),
)


def read_pair(text: str) -> tuple[str, str]:
    """Latitude and longitude of a cell, as texts; both empty for a blank.

    Raises:
        ValueError: the cell holds something else, or only the view of a map.
    """
    cell = plain(text)
    if not cell:
        return "", ""
    if "://" in cell:
        return _linked(cell)
    if (point := _WKT.fullmatch(cell)) is not None:
        return point[2], point[1]
    bare = cell.strip("()[] ")
    for pattern in _PAIRS:
        found = pattern.fullmatch(bare)
        # "50,45" may be one number with a decimal comma.
        if found is not None and not re.fullmatch(r"[-+]?\d+,\d+", bare):
            return found[1].strip(), found[2].strip()
    raise ValueError(cell)


def _linked(cell: str) -> tuple[str, str]:
    for pattern in _LINKS:
        found = pattern.search(cell)
        if found is not None:
            return found[1], found[2]
    raise ValueError(cell)


def is_pair(text: str) -> bool:
    """Whether a cell holds two coordinates."""
    try:
        return read_pair(text) != ("", "")
    except ValueError:
        return False

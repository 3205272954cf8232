"""The formats a selection goes out in: what command, routes and page offer, in one table.

Pure. Whoever adds a writer adds a line here; the names, endings and media types are then the same
everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from incidents.files.exchange import write_geoparquet, write_kml, write_xlsx
from incidents.files.selection import Selection
from incidents.files.writing import write_csv, write_geojson

Writer = Callable[[Selection, BinaryIO], int]
#: Rows of a workbook made for a browser: it is sent only when it is whole, after about a
#: thousand rows a second. The command line knows no such limit.
SHEET_ROWS_SERVED = 50_000


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One format.

    Attributes:
        ending: of the file and of its address (``/data/incidents.ENDING``).
        label: its name on screen.
        serves: what it is good for, in a few words.
        media_type: IANA's, or the one its specification names.
        writer: writes a selection to a stream.
        most: rows a browser may ask for; None is no limit.
    """

    ending: str
    label: str
    serves: str
    media_type: str
    writer: Writer
    most: int | None = None


def _write_hxl(selection: Selection, out: BinaryIO) -> int:
    return write_csv(selection, out, hxl=True)


#: By the name `incidents export --format` takes.
OUTGOING: dict[str, Outgoing] = {
    "csv": Outgoing(
        "csv", "CSV", "reads back as it was", "text/csv; charset=utf-8", write_csv
    ),
    "hxl": Outgoing(
        "hxl.csv", "CSV with HXL tags", "for the humanitarian exchange",
        "text/csv; charset=utf-8", _write_hxl,
    ),
    "xlsx": Outgoing(
        "xlsx", "Excel (XLSX)", "for spreadsheets",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx, SHEET_ROWS_SERVED,
    ),
    "geojson": Outgoing(
        "geojson", "GeoJSON", "for maps; reads back as it was", "application/geo+json",
        write_geojson,
    ),
    "geoparquet": Outgoing(
        "parquet", "GeoParquet", "for analysis of many rows",
        "application/vnd.apache.parquet", write_geoparquet,
    ),
    "kml": Outgoing(
        "kml", "KML", "for Google Earth", "application/vnd.google-earth.kml+xml", write_kml
    ),
}  # fmt: skip

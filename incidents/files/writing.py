"""Selections to CSV and GeoJSON; both read back as they were.

CSV: UTF-8 with a byte order mark, every cell quoted, formulas defused; optionally an HXL tag
row. GeoJSON (RFC 7946): points where the place is known, null geometry where it is not; the
note on licence and selection stands in the collection too. Rows stream to ``out``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from incidents.files.formulas import defuse
from incidents.files.selection import COLUMNS, NUMBERS, Selection, flat, record_text

HEADER: tuple[str, ...] = (*COLUMNS, "record")


def flat_rows(selection: Selection) -> Iterator[dict[str, str]]:
    """Every row of the selection with its provenance and its record."""
    links = selection.links()
    for incident, claims in selection.rows():
        yield {
            **flat(incident, claims, links, selection.as_of),
            **selection.provenance(incident),
            "record": record_text(incident, claims),
        }


def write_csv(selection: Selection, out: BinaryIO, *, hxl: bool = False) -> int:
    """Write the selection as CSV; gives the number of rows."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    if hxl:
        writer.writerow([*COLUMNS.values(), "#meta+record"])
    count = 0
    for row in flat_rows(selection):
        count += 1
        writer.writerow([row[c] if c in NUMBERS else defuse(row[c]) for c in HEADER])
    text.flush()
    text.detach()
    return count


def write_geojson(selection: Selection, out: BinaryIO) -> int:
    """Write the selection as a GeoJSON FeatureCollection; gives the number of features."""
    note = {"selection": selection.described, "revision": selection.revision}
    out.write(b'{"type":"FeatureCollection","note":' + json.dumps(note).encode())
    out.write(b',"features":[')
    count = 0
    for row in flat_rows(selection):
        count += 1
        feature = json.dumps(_feature(row), allow_nan=False)
        out.write((b",\n" if count > 1 else b"\n") + feature.encode())
    out.write(b"\n]}\n")
    return count


def _feature(row: dict[str, str]) -> dict[str, Any]:
    properties = {c: _value(c, row[c]) for c in HEADER if c != "record"}
    lat, lon = properties.pop("latitude"), properties.pop("longitude")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "id": row["incident_id"],
        "geometry": geometry,
        "properties": {**properties, "record": json.loads(row["record"])},
    }


def _value(column: str, text: str) -> str | int | float | None:
    if text == "":
        return None
    if column in NUMBERS:
        number = float(text)
        return int(number) if number.is_integer() else number
    return text

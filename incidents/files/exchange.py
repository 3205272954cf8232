"""Selections to XLSX, GeoParquet and KML: for other programs, not to be read back whole.

Licence, source and selection stand on every row, as in the CSV. XLSX cells are typed, so no
text can be a formula; KML is XML 1.0, so what XML forbids is replaced; GeoParquet 1.1 keeps
points as WKB and carries the note in the file's metadata.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any, BinaryIO

from incidents.files.formulas import printable
from incidents.files.selection import COLUMNS, NUMBERS, Selection
from incidents.files.writing import flat_rows

#: The most characters a cell of a sheet holds, and the most rows of one. Source: Excel's limits.
SHEET_CELL = 32_767
SHEET_ROWS = 1_048_576
_BATCH = 10_000
#: A sheet knows one line end.
_LINE_END = re.compile(r"\r\n?")


def write_xlsx(selection: Selection, out: BinaryIO) -> int:
    """Write the selection as a workbook of one sheet; gives the number of rows.

    Raises:
        ValueError: it has more rows than a sheet can hold.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, rarely needed
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("incidents")
    sheet.append(list(COLUMNS))
    count = 0
    try:
        for row in flat_rows(selection):
            count += 1
            _fits(count)
            sheet.append([_cell(WriteOnlyCell, sheet, c, row[c]) for c in COLUMNS])
        book.save(out)
    except BaseException:
        _forget(sheet)
        raise
    return count


def _fits(count: int) -> None:
    if count >= SHEET_ROWS:
        raise ValueError(f"a sheet holds {SHEET_ROWS:,} rows; narrow the filter or take CSV")


def _forget(sheet: Any) -> None:  # noqa: ANN401 - openpyxl
    """Remove the temporary file of a sheet that is given up: openpyxl keeps it until the end."""
    with contextlib.suppress(Exception):
        sheet.close()
    with contextlib.suppress(OSError, AttributeError, ValueError):
        sheet._writer.cleanup()  # noqa: SLF001 - there is no other way to it


def _cell(kind: Any, sheet: Any, column: str, text: str) -> Any:  # noqa: ANN401 - openpyxl
    if text == "":
        return None
    if column in NUMBERS:
        return kind(sheet, float(text))
    cell = kind(sheet, _LINE_END.sub("\n", text)[:SHEET_CELL])
    cell.data_type = "s"  # what begins with "=" stays text
    return cell


def write_kml(selection: Selection, out: BinaryIO) -> int:
    """Write the placed incidents as KML placemarks, all of them as data; gives their number."""
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>')
    out.write(f"<name>{_xml(selection.described)}</name>\n".encode())
    count = 0
    for row in flat_rows(selection):
        count += 1
        out.write(_placemark(row).encode())
    out.write(b"</Document></kml>\n")
    return count


def _xml(text: str) -> str:
    # A bare carriage return would come back as a line feed.
    return escape(printable(text), quote=False).replace("\r", "&#13;")


def _placemark(row: dict[str, str]) -> str:
    data = "".join(
        f'<Data name="{escape(c)}"><value>{_xml(row[c])}</value></Data>' for c in COLUMNS if row[c]
    )
    point = (
        f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point>"
        if row["latitude"]
        else ""
    )
    name = _xml(row["title"] or row["location"] or row["incident_id"])
    when = f"<TimeStamp><when>{row['date']}</when></TimeStamp>"
    return (
        f"<Placemark><name>{name}</name>{when}"
        f"<ExtendedData>{data}</ExtendedData>{point}</Placemark>\n"
    )


def write_geoparquet(selection: Selection, out: BinaryIO) -> int:
    """Write the selection as GeoParquet, in batches; gives the number of rows."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, rarely needed
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    kinds = dict.fromkeys(DAYS, pa.date32()) | dict.fromkeys(NUMBERS, pa.int64())
    kinds |= dict.fromkeys(DEGREES, pa.float64())
    fields = [(c, kinds.get(c, pa.string())) for c in COLUMNS]
    schema = pa.schema([*fields, ("geometry", pa.binary())]).with_metadata(_geo(selection))
    count = 0
    batch: list[dict[str, Any]] = []
    with pq.ParquetWriter(out, schema) as writer:
        for row in flat_rows(selection):
            count += 1
            batch.append(_typed(row))
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch.clear()
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return count


#: Columns that hold a day, and those that hold degrees; other numbers are whole.
DAYS = ("date", "date_end")
DEGREES = ("latitude", "longitude")
_KINDS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(NUMBERS, int),
    **dict.fromkeys(DEGREES, float),
    **dict.fromkeys(DAYS, date.fromisoformat),
}


def _geo(selection: Selection) -> dict[str, str]:
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    note = {"selection": selection.described, "revision": selection.revision}
    return {"geo": json.dumps(geo), "note": json.dumps(note)}


def _typed(row: dict[str, str]) -> dict[str, Any]:
    from shapely import Point  # type: ignore[import-untyped]  # noqa: PLC0415 - only for this writer

    typed: dict[str, Any] = {
        c: None if row[c] == "" else _KINDS.get(c, str)(row[c]) for c in COLUMNS
    }
    placed = typed["latitude"] is not None
    typed["geometry"] = Point(typed["longitude"], typed["latitude"]).wkb if placed else None
    return typed

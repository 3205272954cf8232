"""Tables that are not delimited text: JSON (TimeMap, our GeoJSON) and XLSX.

Both give the same records a delimited file gives, the header first. JSON is read whole, so its
bound on bytes is lower. A workbook's unpacked size is bounded before it is unpacked, and rows
are read one at a time; formulas give the value the spreadsheet last showed. openpyxl: the
maintained XLSX reader that can stream; imported only when a workbook comes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from incidents.files.bounds import check_json, check_workbook
from incidents.files.limits import Limits
from incidents.files.opening import Opened, refuse
from incidents.files.records import Record
from incidents.files.stems import fold


def json_records(opened: Opened, limits: Limits) -> Iterator[Record]:
    """Yield header and rows of a JSON list of objects or a GeoJSON FeatureCollection.

    Raises:
        BadFile: it is damaged, too large or no list of flat objects.
    """
    objects = _objects(_parsed(opened, limits))
    header = list(dict.fromkeys(key for item in objects for key in item))
    if not header:
        raise refuse("file.not_csv", "It is JSON, but no list of records.")
    if len(header) > limits.columns:
        raise refuse("file.too_many_columns", f"Its records have {len(header)} different keys.")
    yield Record(1, 1, header)
    for number, item in enumerate(objects, start=2):
        yield Record(number, 1, [_text(item.get(key)) for key in header])


def _parsed(opened: Opened, limits: Limits) -> Any:  # noqa: ANN401 - JSON
    check_json(opened, limits)
    try:
        return json.loads(b"".join(opened.chunks()).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refuse("file.not_csv", f"It begins like JSON: {error}.") from None


def _objects(parsed: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(parsed, dict) and parsed.get("type") == "FeatureCollection":
        features = parsed.get("features")
        items = [_feature(f) for f in features] if isinstance(features, list) else []
    else:
        items = parsed if isinstance(parsed, list) else []
    if not items or not all(isinstance(item, dict) for item in items):
        raise refuse("file.not_csv", "It is JSON, but no list of records.")
    return items


def _feature(feature: Any) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return None
    flat = dict(feature["properties"])
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        point = geometry.get("coordinates")
        if isinstance(point, list) and len(point) >= 2:
            flat.setdefault("latitude", point[1])
            flat.setdefault("longitude", point[0])
    return flat


def _text(value: Any) -> str:  # noqa: ANN401 - JSON or a workbook's cell
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (date, time)):
        return _written(value)
    if isinstance(value, (dict, list, bool)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _written(value: date | time) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")


def workbook_records(opened: Opened, limits: Limits) -> Iterator[Record]:
    """Yield the rows of the workbook's sheet of incidents; lines are the sheet's rows."""
    check_workbook(opened, limits)
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - only a workbook needs it

    source = io.BytesIO(opened.source) if isinstance(opened.source, bytes) else opened.source
    try:
        book = openpyxl.load_workbook(source, read_only=True, data_only=True)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise refuse("file.unreadable", f"XLSX: {error}.") from None
    try:
        yield from _sheet(book, limits)
    finally:
        book.close()


def _sheet(book: Any, limits: Limits) -> Iterator[Record]:  # noqa: ANN401 - openpyxl is untyped
    sheet = _incident_sheet(book)
    if sheet is None:
        raise refuse("file.empty", "No sheet of the workbook holds a table.")
    width = 0
    rows = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(v) for v in values]
        if not any(c.strip() for c in cells):
            continue
        rows += 1
        if rows > limits.rows:
            raise refuse("file.too_many_rows", f"The limit is {limits.rows:,} rows.")
        width = width or _header_width(cells, limits)
        yield Record(number, 1, _fitted(cells, width, number, limits))


def _incident_sheet(book: Any) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """The sheet with dates and coordinates by its header, else the first that holds rows."""
    filled = [s for s in book.worksheets if s.max_row is None or s.max_row > 1]
    for sheet in filled:
        first = next(sheet.iter_rows(max_row=1, values_only=True), ())
        names = {fold(_text(v)) for v in first}
        if "date" in names and names & {"latitude", "lat"}:
            return sheet
    return filled[0] if filled else None


def _header_width(cells: list[str], limits: Limits) -> int:
    width = max((i for i, c in enumerate(cells, start=1) if c.strip()), default=0)
    if width > limits.columns:
        raise refuse("file.too_many_columns", f"It has {width}, the limit is {limits.columns}.")
    return width


def _fitted(cells: list[str], width: int, number: int, limits: Limits) -> list[str]:
    """A sheet has no short rows: empty cells at a row's end are just not stored."""
    if any(len(c) > limits.cell_chars for c in cells):
        raise refuse("file.cell_too_long", f"Row {number}.")
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return [*cells, *[""] * (width - len(cells))]

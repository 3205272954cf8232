"""Tables that are not delimited text: JSON (TimeMap, our GeoJSON), and typed values as text.

Gives the same records a delimited file gives, the header first. JSON is read whole, so its bound
on bytes is lower. Workbooks are read in `incidents.files.workbook`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from incidents.files.bounds import check_json
from incidents.files.limits import Limits
from incidents.files.opening import Opened, refuse
from incidents.files.records import Record


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
        yield Record(number, 1, [text_of(item.get(key)) for key in header])


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


def text_of(value: Any) -> str:  # noqa: ANN401 - JSON or a workbook's cell
    """Write a typed value as a table does; nothing is empty."""
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

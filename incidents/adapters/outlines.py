"""Shipped outlines, feature by feature: a page needs a few of four thousand units.

Reading all of them costs a start half a second; finding the lines of one country costs next to
nothing. The files that ship hold one feature a line; any other GeoJSON is read whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Feature = Mapping[str, Any]

#: How a line of `scripts/build_boundaries.py` begins.
_LINE = re.compile(
    r'\{"type":"Feature","properties":\{"code":"(?P<code>[^"\\]+)"(?:,"country":"(?P<country>[^"\\]+)")?'
)


class Features(Mapping[str, Feature]):
    """Features by code, each read when it is first asked for; of a code given twice the last."""

    def __init__(self, rows: Iterable[tuple[str, str | None, str | Feature]] = ()) -> None:
        """Take code, country and feature, as JSON or read already."""
        self._rows = list(rows)
        self._last = {code: n for n, (code, _, _) in enumerate(self._rows)}

    def __getitem__(self, code: str) -> Feature:
        return self._read(self._last[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def of(self, countries: Collection[str]) -> list[Feature]:
        """The features of these countries, one for each code; the others stay unread."""
        return [self._read(n) for n in self._last.values() if self._rows[n][1] in countries]

    def each(self, countries: Collection[str] | None = None) -> list[Feature]:
        """Every feature, or every one of these countries, those that share a code too."""
        return [
            self._read(n)
            for n, (_, country, _) in enumerate(self._rows)
            if countries is None or country in countries
        ]

    def _read(self, number: int) -> Feature:
        code, country, kept = self._rows[number]
        if isinstance(kept, str):
            kept = json.loads(kept)
            self._rows[number] = code, country, kept
        return kept


def rings(geometry: Mapping[str, Any]) -> list[Sequence[Sequence[float]]]:
    """The rings of a polygon or multipolygon; none of any other geometry."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    return []


def read_features(path: Path) -> Features:
    """Open a file of outlines.

    Raises:
        OSError, ValueError, KeyError, TypeError: the file is missing or no such collection.
    """
    text = path.read_text("utf-8")
    found = _by_line(text)
    return _whole(text) if found is None else found


def _by_line(text: str) -> Features | None:
    """The lines of a file as it ships; None if this is none, or is cut off."""
    first, *lines = text.rstrip().split("\n")
    if first != '{"type":"FeatureCollection","features":[' or not lines or lines.pop() != "]}":
        return None
    rows: list[tuple[str, str | None, str | Feature]] = []
    for line in lines:
        head = _LINE.match(line)
        one = line.removesuffix(",")
        if head is None or not one.endswith("}}"):
            return None
        rows.append((head["code"], head["country"], one))
    return Features(rows)


def _whole(text: str) -> Features:
    features = json.loads(text)["features"]
    return Features((f["properties"]["code"], f["properties"].get("country"), f) for f in features)

"""What a sheet holds beside its values: merged ranges, hidden rows, formulas.

The reader of workbooks that streams gives none of it (merged ranges stand behind the rows), so
the sheet's XML streams by once before. Source: ECMA-376, part 1, 18.3.1 (row, mergeCell, f).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import IO

from incidents.files.opening import CHUNK_BYTES, refuse

#: Merged ranges of one sheet; more are no table.
MOST_MERGED = 100_000
_TAG = re.compile(
    rb"<(?:\w+:)?(?:(f)[\s>/]"
    rb"|row\s[^>]*?\b(hidden)=[\"'](?:1|true)[\"']"
    rb"|mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"'])"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range: columns from 0, rows from 1, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(slots=True)
class SheetMarks:
    """What was seen; ``merged`` by first row."""

    formulas: bool = False
    hidden: int = 0
    merged: dict[int, list[Merged]] = field(default_factory=lambda: defaultdict(list))
    ranges: int = 0

    def see(self, found: re.Match[bytes]) -> None:
        """Note one tag."""
        formula, hidden, left, top, right, bottom = found.groups()
        if formula:
            self.formulas = True
        elif hidden:
            self.hidden += 1
        else:
            self.ranges += 1
            if self.ranges > MOST_MERGED:
                raise refuse("file.too_large", f"It has over {MOST_MERGED:,} merged ranges.")
            area = Merged(int(top), int(bottom), _column(left), _column(right))
            self.merged[area.first_row].append(area)


def marks_of(stream: IO[bytes]) -> SheetMarks:
    """Stream a sheet's XML by; BadFile if it has more merged ranges than any table."""
    seen = SheetMarks()
    rest = b""
    while chunk := stream.read(CHUNK_BYTES):
        # A tag is looked at whole: what stands behind the last end of one waits.
        cut = chunk.rfind(b">") + 1
        if not cut:
            rest += chunk
            continue
        for found in _TAG.finditer(rest + chunk[:cut]):
            seen.see(found)
        rest = chunk[cut:]
    return seen


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1

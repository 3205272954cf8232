"""Rows that stand in quotation marks as a whole, as ``"2024-03-05,Sumy,3"``. Pure.

A program that quotes what holds a delimiter makes one cell of a whole line; which rows it does so
with depends on what it took the delimiter to be.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from incidents.files.records import WHOLE, Odd, Record

#: Records that say how many cells a record usually has.
_HEAD = 30


def unwrapped(blocks: Iterator[list[Record]], delimiter: str) -> Iterator[list[Record]]:
    """The records, those of one cell parted where that gives as many cells as is usual."""
    head: list[Record] = []
    while len(head) < _HEAD and (block := next(blocks, None)) is not None:
        head += block
    width = usual([len((_parted(r, delimiter) or r).cells) for r in head])
    for block in chain([head], blocks):
        if width > 1 and any(len(record.cells) == 1 for record in block):
            yield [_fitted(record, delimiter, width) for record in block]
        else:
            yield block


def _fitted(record: Record, delimiter: str, width: int) -> Record:
    parts = _parted(record, delimiter)
    return parts if parts is not None and len(parts.cells) == width else record


def _parted(record: Record, delimiter: str) -> Record | None:
    """A record of one cell, the cell read as a line; None if it is no such line."""
    if len(record.cells) != 1 or record.broken or delimiter not in record.cells[0]:
        return None
    cells = inner(record.cells[0], delimiter)
    odd = (Odd(-1, WHOLE, record.cells[0]),)
    return record._replace(cells=cells, odd=odd) if len(cells) > 1 else None


def inner(cell: str, delimiter: str) -> list[str]:
    """A cell read as a line of its own; nothing if it is none."""
    try:
        rows = list(csv.reader([cell], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return rows[0] if len(rows) == 1 else []


def usual(widths: list[int]) -> int:
    """The commonest width, if most rows below the titles have it; else 0."""
    width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
    return width if times > len(widths) / 2 else 0

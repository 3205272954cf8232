"""Decimal mark and thousands: decided for a whole table, never for a cell.

Pure. "1.200" is twelve hundred where decimals have a comma, and one and a fifth where they have
a point: the coordinates of the table say which, or its other numbers; else a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.files.cells import NotACount, plain

POINT, COMMA, OPEN = ".", ",", "?"
NAMES = {POINT: "point", COMMA: "comma"}
#: Cells kept to show what is in question.
SAMPLES = 3

_COORDINATE = re.compile(r"[-+]?\d{1,3}([.,])\d+")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_FRACTION = re.compile(r"\d+([.,])(?:\d{1,2}|\d{4,})")
_ONE_GROUP = re.compile(r"(?<![\d.,])(\d{1,3})([.,])(\d{3})(?![\d.,])")
_EMPTY_FRACTION = re.compile(r"(?<![\d.,])(\d+),0{1,2}(?![\d.,])")


@dataclass(frozen=True, slots=True)
class MarkEvidence:
    """How many numbers show a decimal point or comma, and counts that leave it open."""

    point: int = 0
    comma: int = 0
    samples: tuple[str, ...] = ()

    @property
    def mark(self) -> str | None:
        """The decimal mark where some number shows it and none contradicts."""
        if bool(self.point) == bool(self.comma):
            return None
        return POINT if self.point else COMMA


class MarkWatch:
    """Gathers the evidence while the cells of a table go by."""

    def __init__(self) -> None:
        self._seen = {POINT: 0, COMMA: 0}
        self._samples: list[str] = []

    def coordinate(self, cell: str) -> None:
        """Look at a latitude or longitude: what follows its mark are decimals."""
        found = _COORDINATE.fullmatch(cell.strip())
        if found is not None:
            self._seen[found[1]] += 1

    def count(self, cell: str) -> None:
        """Look at a count: two groups show the thousands, one or two digits a fraction."""
        if POINT not in cell and COMMA not in cell:
            return
        text = plain(cell)
        if (groups := _GROUPS.fullmatch(text)) is not None:
            self._seen[COMMA if groups[1] == POINT else POINT] += 1
        elif (fraction := _FRACTION.fullmatch(text)) is not None:
            self._seen[fraction[1]] += 1
        elif _ONE_GROUP.search(text) and len(self._samples) < SAMPLES:
            self._samples.append(text)

    def evidence(self) -> MarkEvidence:
        """What was seen."""
        return MarkEvidence(self._seen[POINT], self._seen[COMMA], tuple(self._samples))


def weigh_marks(coordinates: Iterable[str], counts: Iterable[str]) -> MarkEvidence:
    """Gather the evidence of two columns of cells."""
    watch = MarkWatch()
    for cell in coordinates:
        watch.coordinate(cell)
    for cell in counts:
        watch.count(cell)
    return watch.evidence()


def settle(text: str, mark: str | None) -> str:
    """Write a count's thousands without a mark, given the decimal mark of its table.

    Args:
        text: the cell.
        mark: ``"."``, ``","``, ``"?"`` where a person has to say, ``None`` to leave it alone.

    Raises:
        NotACount: ``row.count_ambiguous`` where the mark would make it a fraction, or is open.
    """
    if mark is None or (POINT not in text and COMMA not in text):
        return text
    cell = plain(text)
    for found in _ONE_GROUP.finditer(cell):
        if found[2] == mark or mark == OPEN:
            raise NotACount("row.count_ambiguous")
    settled = _ONE_GROUP.sub(r"\1\3", cell)
    return _EMPTY_FRACTION.sub(r"\1", settled) if mark == COMMA else settled


def as_read(text: str, mark: str) -> str:
    """Show what a cell in question would be under a decimal mark, for a person to choose by."""
    return _ONE_GROUP.sub(
        lambda m: f"{m[1]}.{m[3]}, a fraction" if m[2] == mark else f"{m[1]}{m[3]}", plain(text)
    )

"""Parts of a row that rest on a few of its cells, read once for each text those cells have.

Dates, places, codes and counts repeat by the thousand in a large table. Each part is read by
plain code on one row; what it came to, faults and warnings included, is kept by the text of its
cells, a bounded number of texts. Nothing else of a row may be looked at by a part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from incidents.files.draft import Fault
from incidents.files.fields import Fields, Worded
from incidents.files.oddities import is_error
from incidents.model import Estimate, Measure, Place, Sensitivity, When
from incidents.model.coding import Actor, Weapon

T = TypeVar("T")

#: Texts remembered for each part; beyond it the memory starts anew.
REMEMBERED = 20_000


class PartCells:
    """The cells of one row while a part of it is read, and what is wrong or odd with them."""

    def __init__(self, fields: Fields, cells: Sequence[str], worded: Worded) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._fields = fields
        self._cells = cells
        self._worded = worded

    def text(self, name: str) -> str:
        """A field's text: as the format's hook words it, else the cell."""
        worded = self._worded.get(name)
        return self.cell(name) if worded is None else worded

    def cell(self, name: str) -> str:
        """The cell as it stands in the file."""
        return self._fields.cell(self._cells, name)

    def column(self, name: str) -> str:
        """The column a field stands in."""
        return self._fields.column(name)

    def line(self, name: str) -> str | None:
        """A field's text as one line of at most 300 characters; None for a blank."""
        return " ".join(self.text(name).split())[:300] or None

    def fault(self, code: str, name: str, detail: str = "") -> None:
        """Note what is wrong with a field; the row is rejected for it."""
        value = self.cell(name) or self.text(name)
        self.faults.append(_said(Fault(code, self.column(name), value, detail)))

    def warn(self, code: str, name: str, detail: str = "") -> None:
        """Note what is odd about a field."""
        self.warnings.append(Fault(code, self.column(name), self.text(name), detail))

    def renamed(self, fault: Fault) -> Fault:
        """The fault with the file's own column name in place of the field's."""
        return _said(Fault(fault.code, self.column(fault.column), fault.value, fault.detail))


def _said(fault: Fault) -> Fault:
    """The fault; where the cell is a spreadsheet's error, that is what is wrong with it."""
    return Fault("row.cell_error", fault.column, fault.value) if is_error(fault.value) else fault


class Known(NamedTuple, Generic[T]):
    """What a part came to."""

    value: T
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class Part(Generic[T]):
    """One part of every row of a file.

    Args:
        names: the fields it rests on, all of them.
        read: reads it from the cells; faults and warnings go into the cells' lists.
        remembered: how many texts are kept; 0 reads every row anew.
    """

    def __init__(
        self,
        fields: Fields,
        names: Sequence[str],
        read: Callable[[PartCells], T],
        remembered: int = REMEMBERED,
    ) -> None:
        self._fields = fields
        self._read = read
        self._remembered = remembered
        self._key = fields.key(names)
        self._quick = fields.quick_key(names)
        self._known: dict[Hashable, Known[T]] = {}

    def of(self, cells: Sequence[str], worded: Worded) -> Known[T]:
        """What the part comes to in a row of these cells."""
        key = self._key(cells, worded)
        known = self._known.get(key)
        return known if known is not None else self._learnt(key, cells, worded)

    def of_many(self, rows: Sequence[Sequence[str]], worded: Sequence[Worded]) -> list[Known[T]]:
        """What the part comes to in each of some rows: the same, with fewer steps for each."""
        keys = list(map(self._quick, rows) if self._quick else map(self._key, rows, worded))
        found = list(map(self._known.get, keys))
        return [
            self.of(cells, words) if known is None else known
            for known, cells, words in zip(found, rows, worded, strict=True)
        ]

    def _learnt(self, key: Hashable, cells: Sequence[str], worded: Worded) -> Known[T]:
        row = PartCells(self._fields, cells, worded)
        value = self._read(row)
        known = Known(value, tuple(row.faults), tuple(row.warnings))
        if self._remembered:
            if len(self._known) >= self._remembered:
                self._known.clear()
            self._known[key] = known
        return known


class Figure(NamedTuple):
    """One count of a row: ``part`` is what of the toll it counts, ``text`` its cell as written."""

    measure: Measure
    estimate: Estimate
    part: str | None
    column: str
    text: str


class Who(NamedTuple):
    """What was used, and by and against whom."""

    weapons: tuple[Weapon, ...]
    actors: tuple[Actor, ...]


class Told(NamedTuple):
    """Who says it, when that was said, and who may see it."""

    source: str
    day: date | None
    sensitivity: Sensitivity


class RowParts(NamedTuple):
    """A good row in its parts; equal parts of several rows are the same object.

    ``title`` and ``notes`` are rarely the same twice and are kept as text. ``joined`` is the
    row's cells as JSON writes them in a list, but for both ends; ``None`` where a cell would have
    to be escaped.
    """

    line: int
    lines: int
    cells: Sequence[str]
    title: str | None
    notes: str | None
    when: When
    place: Place
    figures: tuple[Figure, ...]
    kind: tuple[str | None, str | None]
    who: Who
    told: Told
    warnings: tuple[Fault, ...]
    joined: str | None = None

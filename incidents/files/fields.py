"""Where the fields of a row stand: in the columns of the file, or in a format's own words.

Pure. A field's text is what the format's hook words anew, else the cell of the mapped column,
else nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Mapping as Texts
from dataclasses import dataclass
from operator import itemgetter

from incidents.files.draft import Reading
from incidents.files.formats import Hook
from incidents.files.stems import fold

#: Fields that a format's hook words anew, with their texts.
Worded = Texts[str, str]
#: Gives what the texts of some fields of a row can be looked up by.
Key = Callable[[Sequence[str], Worded], Hashable]
NOTHING: Worded = {}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one file.

    Attributes:
        header: the columns, as written.
        at: positions of the fields that have a column.
        folded: folded column names, for the hook.
        hook: the format's own way with a row, if it has one.
    """

    header: tuple[str, ...]
    at: dict[str, int]
    folded: tuple[str, ...]
    hook: Hook | None

    @classmethod
    def of(cls, reading: Reading, hook: Hook | None) -> Fields:
        """Fields as a file was mapped; of two columns of one name the first counts."""
        positions = {name: i for i, name in reversed(list(enumerate(reading.header)))}
        at = {field: positions[column] for field, column in reading.mapping.columns}
        return cls(reading.header, at, tuple(fold(n) for n in reading.header), hook)

    def worded(self, cells: Sequence[str]) -> Worded:
        """What the format's hook words anew in a row."""
        if self.hook is None:
            return NOTHING
        return self.hook(dict(zip(self.folded, cells, strict=False)))

    def worded_many(self, rows: Sequence[Sequence[str]]) -> list[Worded]:
        """What the format's hook words anew in each of some rows."""
        return [NOTHING] * len(rows) if self.hook is None else list(map(self.worded, rows))

    def column(self, name: str) -> str:
        """The header of a field, or its name where the file has none."""
        at = self.at.get(name)
        return name if at is None else self.header[at]

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The cell of a field as it stands in the file; empty where there is no such column."""
        at = self.at.get(name)
        return "" if at is None else cells[at]

    def key(self, names: Sequence[str]) -> Key:
        """Two rows of equal key have equal cells and texts in all of these fields."""
        positions = [self.at[n] for n in names if n in self.at]
        cells_of: Callable[[Sequence[str]], Hashable] = (
            itemgetter(*positions) if positions else lambda _: ()
        )
        if self.hook is None:
            return lambda cells, _: cells_of(cells)
        return lambda cells, worded: (cells_of(cells), *map(worded.get, names))

    def quick_key(self, names: Sequence[str]) -> Callable[[Sequence[str]], Hashable] | None:
        """The same key from the cells alone; None where they do not settle it."""
        positions = [self.at[n] for n in names if n in self.at]
        return itemgetter(*positions) if positions and self.hook is None else None

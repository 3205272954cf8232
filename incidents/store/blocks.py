"""Rows of one table by what differs in them: what all of them share is said once.

Most columns of an upload are the same in thousands of rows, empty ones above all, and Python's
SQLite driver needs three times as long to hand over an unknown as a text. Pure; no database here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

#: A column's value, as a database driver takes it.
Value = str | int | float | bool | None


class Block(NamedTuple):
    """Some rows of one table.

    Attributes:
        names: the columns that differ from row to row.
        columns: their values, for each of ``names`` as many as there are rows.
        fixed: the columns that are the same in all rows.
        gaps: of ``names``, those whose empty text means that nothing is known.
        size: how many rows there are.
    """

    names: tuple[str, ...]
    columns: tuple[Sequence[Any], ...]
    fixed: dict[str, Value]
    gaps: frozenset[str]
    size: int

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The values of ``names``, row by row."""
        return list(zip(*self.columns, strict=True)) if self.columns else [()] * self.size

    def whole(self, columns: Sequence[str]) -> list[tuple[Value, ...]]:
        """The rows as they were, with these columns in this order."""
        return [tuple(row[name] for name in columns) for row in map(self._row, self.rows)]

    def column(self, name: str) -> Sequence[Value]:
        """One column of all rows."""
        if not self.size:
            return []
        if name in self.fixed:
            return [self.fixed[name]] * self.size
        return self.columns[self.names.index(name)]

    def _row(self, values: tuple[Any, ...]) -> dict[str, Value]:
        named = dict(zip(self.names, values, strict=True))
        return self.fixed | {n: None if v == "" and n in self.gaps else v for n, v in named.items()}


def block_of(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Block:
    """Part rows into what they share and what they do not."""
    return block_of_columns(names, list(zip(*rows, strict=True)), len(rows))


def block_of_columns(names: Sequence[str], columns: Sequence[Sequence[Any]], count: int) -> Block:
    """The same from columns, each of so many values."""
    if not count:
        return Block((), (), {}, frozenset(), 0)
    differ, kept, gaps = [], [], []
    fixed: dict[str, Value] = {}
    for name, values in zip(names, columns, strict=True):
        first = values[0]
        if values.count(first) == count and len(set(map(type, values))) == 1:
            fixed[name] = first
            continue
        differ.append(name)
        if None in values and "" not in values:
            gaps.append(name)
            kept.append(["" if v is None else v for v in values])
        else:
            kept.append(values)  # type: ignore[arg-type] # any sequence will do
    return Block(tuple(differ), tuple(kept), fixed, frozenset(gaps), count)

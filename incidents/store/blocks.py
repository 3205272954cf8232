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
        rows: their values.
        fixed: the columns that are the same in all rows.
        gaps: of ``names``, those whose empty text means that nothing is known.
    """

    names: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    fixed: dict[str, Value]
    gaps: frozenset[str]

    def whole(self, columns: Sequence[str]) -> list[tuple[Value, ...]]:
        """The rows as they were, with these columns in this order."""
        return [tuple(row[name] for name in columns) for row in map(self._row, self.rows)]

    def column(self, name: str) -> list[Value]:
        """One column of all rows."""
        if not self.rows:
            return []
        if name in self.fixed:
            return [self.fixed[name]] * len(self.rows)
        at = self.names.index(name)
        return [row[at] for row in self.rows]

    def _row(self, values: tuple[Any, ...]) -> dict[str, Value]:
        named = dict(zip(self.names, values, strict=True))
        return self.fixed | {n: None if v == "" and n in self.gaps else v for n, v in named.items()}


def block_of(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Block:
    """Part rows into what they share and what they do not."""
    if not rows:
        return Block((), [], {}, frozenset())
    names, kept, gaps = [], [], []
    fixed: dict[str, Value] = {}
    for name, values in zip(columns, zip(*rows, strict=True), strict=True):
        first = values[0]
        if values.count(first) == len(values) and len(set(map(type, values))) == 1:
            fixed[name] = first
            continue
        names.append(name)
        if None in values and "" not in values:
            gaps.append(name)
            values = tuple("" if v is None else v for v in values)  # noqa: PLW2901 - its stand-in
        kept.append(values)
    together = list(zip(*kept, strict=True)) if kept else [()] * len(rows)
    return Block(tuple(names), together, fixed, frozenset(gaps))

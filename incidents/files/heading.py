"""Where a table's header stands: below title lines, and sometimes over two rows.

Pure. Spreadsheets carry a title, a source and a blank line above their header, and merged cells
leave a second row of names below it. Only names decide here, never the cells of rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.files.mapping import Mapping, guess
from incidents.files.opening import refuse
from incidents.files.recognising import is_hxl_row, recognise
from incidents.files.records import Record
from incidents.files.stems import fold

#: Records looked at; a header further down is no header.
_ABOVE = 12
#: A name is not longer than this; what is, is text.
_NAME_CHARS = 60
_PLACES = {"location", "adm1", "adm2", "country", "latitude"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The header.

    Attributes:
        at: its place among the records; those above it are titles.
        rows: records it takes, 1 or 2.
        names: of the columns.
    """

    at: int
    rows: int
    names: tuple[str, ...]

    @property
    def below(self) -> int:
        """Records up to the first that is a row (or a row of HXL tags)."""
        return self.at + self.rows


def heading_of(head: Sequence[Record], mapping: Mapping | None = None) -> Heading:
    """Find the header in the first records: the first that names a date and a place.

    Args:
        head: the first records.
        mapping: what a person has mapped: the header has these columns.

    Raises:
        BadFile: ``header.duplicate``.
    """
    at = next((i for i, r in enumerate(head[:_ABOVE]) if _is_header(r.cells, mapping)), 0)
    cells = head[at].cells
    second = head[at + 1].cells if at + 1 < len(head) else []
    rows = 1
    if _continues(cells, second):
        cells, rows = _joined(cells, second), 2
    return Heading(at, rows, _names(cells, head[at].line))


def _is_header(cells: Sequence[str], mapping: Mapping | None) -> bool:
    names = [c.replace("\ufeff", "").strip() for c in cells]
    if mapping is not None:
        return {column for _, column in mapping.columns} <= set(names)
    if any(len(n) > _NAME_CHARS or re.fullmatch(r"[\d\W_]+", n) for n in names):
        return False
    if recognise(tuple(names)) is not None:
        return True
    fields = dict(guess(names).columns)
    return "date" in fields and not _PLACES.isdisjoint(fields)


def _continues(cells: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the second row names what merged cells left without a name."""
    if len(second) != len(cells) or is_hxl_row(list(second)):
        return False
    above, below = ([c.strip() for c in row] for row in (cells, second))
    words = [n for n in below if n]
    return (
        any(b and not a for a, b in zip(above, below, strict=True))
        and any(a and not b for a, b in zip(above, below, strict=True))
        and not any(len(n) > _NAME_CHARS or re.search(r"\d", n) for n in words)
        # A row of text would have to leave out its date and its place.
        and not any(b for a, b in zip(above, below, strict=True) if _dates_or_places(a))
    )


def _dates_or_places(name: str) -> bool:
    return any(f in {"date", *_PLACES} for f, _ in guess([name]).columns) if name else False


def _joined(cells: Sequence[str], second: Sequence[str]) -> list[str]:
    """Names of both rows: a merged cell names all the columns it lies over."""
    joined, over = [], ""
    for above, below in zip(cells, second, strict=True):
        over = above.strip() or over
        joined.append(f"{over} {below.strip()}" if below.strip() else above)
    return joined


def _names(cells: Sequence[str], line: int) -> tuple[str, ...]:
    """Name the columns; two of one name are refused, a blank one is numbered."""
    names = [c.replace("\ufeff", "").strip() for c in cells]
    filled = [fold(n) for n in names if n]
    twice = sorted({n for n in filled if n and filled.count(n) > 1})
    if twice:
        raise refuse("header.duplicate", f"Line {line} has {twice[0]!r} more than once.")
    return tuple(n or f"column_{i}" for i, n in enumerate(names, start=1))

"""Toll tables in a text: a header that names harms, and a line for each place.

Pure. Cells stand between upright strokes or tabs. A count is read only under a heading that names
one harm; a line that is the total of the others is left out, since its parts are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import read_count
from incidents.extract.tokens import tokens
from incidents.model import Measure

_TOTALS = ("total", "all", "всього", "усього", "разом", "всего", "итого")
_FEWEST = 2
_MEASURES = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: half-open offsets of its words, and the words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it is told of, its figures, whether it sums the others."""

    start: int
    end: int
    place: Cell
    figures: tuple[Figure, ...]
    total: bool


def table_lines(text: str, lexicon: Lexicon) -> list[Line]:
    """The lines of every toll table of a text, in order."""
    found: list[Line] = []
    header: dict[int, Measure] = {}
    width = 0
    for cells in _rows(text):
        if not cells:
            header, width = {}, 0
            continue
        named = _header(cells, lexicon)
        if named:
            header, width = named, len(cells)
        elif header and len(cells) == width and not _is_rule(cells):
            found.append(_line(cells, header))
    return found


def _rows(text: str) -> Iterator[list[Cell]]:
    """The cells of each line of the text; none for a line that is no row."""
    start = 0
    for line in text.splitlines(keepends=True):
        mark = "|" if "|" in line else "\t"
        yield _cells(line, start, mark) if line.strip(" |\t\r\n").count(mark) else []
        start += len(line)


def _cells(line: str, start: int, mark: str) -> list[Cell]:
    body = line.rstrip("\r\n").rstrip()
    begin = len(body) - len(body.lstrip(" |"))
    body = body.rstrip(" |") if mark == "|" else body
    cuts = [begin - 1, *(at for at in range(begin, len(body)) if body[at] == mark), len(body)]
    found = []
    for left, right in pairwise(cuts):
        inner = body[left + 1 : right]
        said = inner.strip()
        first = start + left + 1 + (len(inner) - len(inner.lstrip()))
        found.append(Cell(first, first + len(said), said))
    return found


def _header(cells: Sequence[Cell], lexicon: Lexicon) -> dict[int, Measure]:
    """Which columns count which harm; nothing if a cell holds a count."""
    found = {}
    for at, cell in enumerate(cells[1:], 1):
        if any(c.isdecimal() for c in cell.text):
            return {}
        words = tokens(cell.text)
        hits = [lexicon.classes.at(words, k) for k in range(len(words))]
        measures = {MEASURE_OF[h[1]] for h in hits if h is not None and h[1] in MEASURE_OF}
        if len(measures) == 1 and measures <= _MEASURES:
            found[at] = measures.pop()
    return found if len(cells) >= _FEWEST else {}


def _is_rule(cells: Sequence[Cell]) -> bool:
    return all(not c.text.strip("-:= ") for c in cells)


def _line(cells: Sequence[Cell], header: dict[int, Measure]) -> Line:
    place = cells[0]
    figures = []
    for at, measure in header.items():
        cell = cells[at]
        estimate = read_count(cell.text) if cell.text else None
        if estimate is not None:
            figures.append(Figure(measure, estimate, place.start, cell.end, "cell of a table"))
    total = place.text.casefold().startswith(_TOTALS) or not place.text
    return Line(place.start, cells[-1].end, place, tuple(figures), total)

"""Workbooks (XLSX): which sheet is read, and its rows as the records a delimited file gives.

Typed cells are written as text (days as ISO dates). A formula gives the value the spreadsheet
last showed; where none is stored, and where the value is an error, the cell is marked and the row
is refused if the cell is read. Sizes are bounded before anything is unpacked, rows are read one at
a time. openpyxl: the maintained XLSX reader that can stream; imported only when a workbook comes.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice, repeat
from typing import Any

from incidents.errors import BadFile
from incidents.files.bounds import check_workbook
from incidents.files.draft import Finding, Question, shown
from incidents.files.limits import Limits, ReadOptions
from incidents.files.opening import Opened, refuse
from incidents.files.records import SERIAL_1904, Odd, Record
from incidents.files.sheet_marks import Merged, SheetMarks, marks_of
from incidents.files.sources import text_of
from incidents.files.understanding import missing, suppose

_HEAD = 30
#: What openpyxl, the archive and the XML parser raise for a damaged file (XML: SyntaxError).
_DAMAGED = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
#: The most rows of a sheet. Source: Excel's limits.
_SHEET_ROWS = 1_048_576
#: Where days are numbered from in a workbook of the 1904 date system, and what can be such a day:
#: later than 1904, not later than 2099.
_MAC_YEAR = 1904
_SERIAL = re.compile(r"\d{3,5}(?:\.\d+)?")
_DAY_SECONDS = 86_400
_FIRST_SERIAL, _LAST_SERIAL = 366, 71_589


@dataclass(frozen=True, slots=True)
class Survey:
    """What a workbook holds.

    Attributes:
        sheet: the name of the sheet that is read.
        marks: what stands beside its values.
        findings, questions: what is said and asked about it.
    """

    sheet: str
    marks: SheetMarks
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]


def survey(opened: Opened, options: ReadOptions) -> Survey:
    """Choose the sheet: the one asked for, else one that is a table of incidents.

    Raises:
        BadFile: too large, damaged, or without a sheet that holds a table.
    """
    check_workbook(opened, options.limits)
    with _book(opened) as book:
        heads = {s.title: _head(s, options.limits) for s in _in_order(book)}
        filled = [name for name, head in heads.items() if len(head) > 1]
        fitting = [name for name in filled if _fits(heads[name], options)]
        name = _chosen(options.sheet, list(heads), fitting or filled)
        with book[name]._get_source() as stream:  # noqa: SLF001 - openpyxl names the part nowhere else
            marks = marks_of(stream)
        mac = _from_1904(book)
    rivals = [other for other in fitting if other != name]
    asked = _asked(name, rivals, heads) if rivals and options.sheet is None else ()
    findings = _findings(name, filled, marks, options, rivals)
    if mac:
        why = (
            "the workbook says so (Excel's 1904 date system); a bare number in a date's column too"
        )
        findings = (*findings, Finding("days", "counted from 1904", "documented", why))
    return Survey(name, marks, findings, asked)


def _chosen(wanted: str | None, names: list[str], fitting: list[str]) -> str:
    if wanted is not None:
        if wanted not in names:
            there = ", ".join(repr(n) for n in names[:20])
            raise refuse("file.unknown_option", f"Sheet {wanted!r}; there are {there}.")
        return wanted
    if not fitting:
        raise refuse("file.empty", "No sheet of the workbook holds a table.")
    return fitting[0]


def _asked(name: str, rivals: list[str], heads: dict[str, list[Record]]) -> tuple[Question, ...]:
    choices = (name, *rivals)
    shown = tuple(" | ".join(heads[c][0].cells)[:160] for c in choices)
    return (Question("file.sheet_unclear", "sheet", choices, examples=shown),)


def _findings(
    name: str, filled: list[str], marks: SheetMarks, options: ReadOptions, rivals: list[str]
) -> tuple[Finding, ...]:
    others = ", ".join(repr(other) for other in filled if other != name)
    why = f"not read: {others}" if others else "the only sheet with rows"
    sure = "chosen" if options.sheet else "open" if rivals else "certain"
    found = [
        Finding("kind", "XLSX", "certain", "its first bytes"),
        Finding("sheet", name, sure, why),
    ]
    if marks.hidden:
        why = "hidden by hand or by a filter; they are read and counted like the others"
        found.append(Finding("hidden rows", f"{marks.hidden:,}", "certain", why))
    if marks.ranges:
        why = "a text or date stands for each row of its range; a figure is not divided"
        found.append(Finding("merged ranges", f"{marks.ranges:,}", "certain", why))
    return tuple(found)


@contextmanager
def _book(opened: Opened, *, values: bool = True) -> Iterator[Any]:
    """The workbook, whatever its file is called; what is damaged in it refuses the file."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - only a workbook needs it

    try:
        with opened.stream() as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=values)
            with closing(book):
                for sheet in book.worksheets:
                    # What a file says of its own size is often wrong: rows beyond it would be lost.
                    sheet.reset_dimensions()
                yield book
    except BadFile:
        raise
    except _DAMAGED as error:
        raise refuse("file.unreadable", f"XLSX: {shown(str(error))}.") from None


def _in_order(book: Any) -> list[Any]:  # noqa: ANN401 - openpyxl is untyped
    """The sheets, hidden ones last."""
    return sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")


def _head(sheet: Any, limits: Limits) -> list[Record]:  # noqa: ANN401 - openpyxl is untyped
    return list(islice(_records(sheet, None, SheetMarks(), limits), _HEAD))


def _fits(head: list[Record], options: ReadOptions) -> bool:
    """Whether a sheet's first rows have what every incident needs."""
    try:
        found = suppose(head, options)
    except BadFile:
        return False
    return found.form.format_id == "own" or not missing(found.mapping)


def workbook_records(opened: Opened, limits: Limits, found: Survey) -> Iterator[Record]:
    """Yield the rows of the sheet that was chosen; lines are the sheet's rows."""
    with ExitStack() as open_books:
        book = open_books.enter_context(_book(opened))
        beside = None
        if found.marks.formulas:
            # They stand in another reading of the same sheet; most workbooks have none.
            beside = open_books.enter_context(_book(opened, values=False))[found.sheet]
        yield from _records(book[found.sheet], beside, found.marks, limits)


def _from_1904(book: Any) -> bool:  # noqa: ANN401 - openpyxl is untyped
    """Whether the workbook's days count from 1 January 1904, as Excel for Mac had it."""
    return bool(book.epoch.year == _MAC_YEAR)


def _serials(cells: list[str]) -> Iterator[Odd]:
    """Bare numbers with the day that each would be; a date's cell is a day already."""
    for at, cell in enumerate(cells):
        if _SERIAL.fullmatch(cell) and _FIRST_SERIAL < float(cell) < _LAST_SERIAL:
            seconds = round(float(cell) * _DAY_SECONDS)
            day = datetime(_MAC_YEAR, 1, 1) + timedelta(seconds=seconds)  # noqa: DTZ001 - local wall time
            text = day.date().isoformat() if day.time() == time() else f"{day:%Y-%m-%d %H:%M}"
            yield Odd(at, SERIAL_1904, text)


def _records(sheet: Any, beside: Any, marks: SheetMarks, limits: Limits) -> Iterator[Record]:  # noqa: ANN401 - openpyxl is untyped
    width = rows = 0
    serials = _serials if _from_1904(sheet.parent) else lambda _: ()
    merges = _Merges(marks)
    others = repeat(()) if beside is None else _rows(beside)
    for number, (row, other) in enumerate(zip(_rows(sheet), others, strict=False), start=1):
        cells = [text_of(c.value) for c in row]
        odd = _odd_values(row, other, cells)
        merges.begin(number, cells)
        if not any(c.strip() for c in cells):
            continue
        rows += 1
        if rows > limits.rows or number > _SHEET_ROWS:
            raise refuse("file.too_many_rows", f"The limit is {limits.rows:,} rows.")
        width = width or _header_width(cells, limits)
        cells = _fitted(cells, width, number, limits)
        yield Record(number, 1, cells, None, (*odd, *serials(cells), *merges.of(width)))


def _rows(sheet: Any) -> Iterator[Any]:  # noqa: ANN401 - openpyxl is untyped
    """The rows; a day no calendar has is an error cell, which is told of with its row."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Cell .* is marked as a date")
        yield from sheet.iter_rows()


def _odd_values(row: Any, other: Any, cells: list[str]) -> list[Odd]:  # noqa: ANN401 - openpyxl is untyped
    """Mark error values and formulas without a value; the formula's text takes its place."""
    odd = [Odd(at, "row.cell_error", cells[at]) for at, c in enumerate(row) if _is_error(c)]
    for at, formula in enumerate(other):
        if getattr(formula, "data_type", "") != "f":
            continue
        while len(cells) <= at:
            cells.append("")
        if not cells[at]:
            cells[at] = str(getattr(formula.value, "text", formula.value))
            odd.append(Odd(at, "row.formula_no_value", cells[at]))
    return odd


def _is_error(cell: Any) -> bool:  # noqa: ANN401 - openpyxl is untyped
    return getattr(cell, "data_type", "") == "e" and cell.value is not None


class _Merges:
    """The merged ranges that cover the row at hand, with what stands in each."""

    def __init__(self, marks: SheetMarks) -> None:
        self._marks = marks
        self._open: list[tuple[Merged, str]] = []

    def begin(self, number: int, cells: list[str]) -> None:
        """Go on to a row."""
        if self._open:
            self._open = [(area, text) for area, text in self._open if area.last_row >= number]
        for area in self._marks.merged.get(number, ()):
            text = cells[area.first_column] if area.first_column < len(cells) else ""
            if text.strip():
                self._open.append((area, text))

    def of(self, width: int) -> Iterator[Odd]:
        """The first cell of each range with its text; beside it nothing is repeated."""
        for area, text in self._open:
            if area.first_column < width:
                yield Odd(area.first_column, "row.figure_merged", text)


def _header_width(cells: list[str], limits: Limits) -> int:
    width = max((i for i, c in enumerate(cells, start=1) if c.strip()), default=0)
    if width > limits.columns:
        raise refuse("file.too_many_columns", f"It has {width}, the limit is {limits.columns}.")
    return width


def _fitted(cells: list[str], width: int, number: int, limits: Limits) -> list[str]:
    """A sheet has no short rows: empty cells at a row's end are just not stored."""
    if any(len(c) > limits.cell_chars for c in cells):
        raise refuse("file.cell_too_long", f"Row {number}.")
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return [*cells, *[""] * (width - len(cells))]

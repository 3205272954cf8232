"""From text to records: rows of cells with the lines they stand on.

The standard library's reader in its strict mode does the parsing, one record at a time, over
lines whose length is bounded. No setting of it skips or pads a row: what does not parse is
handed on as a broken record, with its lines.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from incidents.files.limits import Limits
from incidents.files.opening import Opened, codec_of, refuse
from incidents.files.twice import TWICE, mended

_PLACE_TOLD_EVERY = 500


#: What stands between two cells in `Record.joined`.
_BETWEEN = '","'


#: What `Odd.code` says of a row whose line stood in quotation marks as a whole.
WHOLE = "row.quoted_whole"
#: ... and of a number in a workbook whose days count from 1904: the day it would be.
SERIAL_1904 = "serial 1904"


class Odd(NamedTuple):
    """A cell that is no plain value: where, the row code, the text that counts.

    All but one are of a workbook's cells; `WHOLE` stands at no cell of the row.
    """

    at: int
    code: str
    text: str


class Record(NamedTuple):
    """Cells of one record and where it stands; ``broken`` is a row code if it did not parse.

    Attributes:
        line: 1-based first line.
        lines: how many non-blank lines it spans (blank lines inside a quoted cell count too).
        odd: what is not plain about its cells.
    """

    line: int
    lines: int
    cells: list[str]
    broken: str | None = None
    odd: tuple[Odd, ...] = ()

    def joined(self) -> str | None:
        """The cells as JSON writes them in a list, but for both ends.

        None where a cell would have to be escaped, so that equal texts are equal cells.
        """
        text = _BETWEEN.join(self.cells)
        if not text.isprintable() or "\\" in text or text.count('"') != 2 * (len(self.cells) - 1):
            return None
        return text


class BoundedLines:
    """Lines of a stream, none longer than the limit; remembers the last one and its number."""

    def __init__(self, stream: io.TextIOBase, limits: Limits, encoding: str) -> None:
        self._stream = stream
        self._limits = limits
        self._twice = encoding in TWICE
        self._encoding = encoding
        self.number = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._stream.readline(self._limits.line_chars)
        except UnicodeDecodeError as error:
            raise refuse(
                "file.bad_encoding",
                f"After line {self.number}, as {self._encoding}: {error.reason}.",
            ) from None
        if not line:
            raise StopIteration
        if len(line) >= self._limits.line_chars and line[-1] not in "\r\n":
            raise refuse(
                "file.line_too_long",
                f"Line {self.number + 1} has more than {self._limits.line_chars:,} characters.",
            )
        self.number += 1
        if self._twice:
            line = mended(line, self._encoding)
        self.last = line
        return line


def read_records(
    opened: Opened, encoding: str, delimiter: str, limits: Limits, *, quoted: bool = True
) -> Iterator[Record]:
    """Yield the records of a delimited file, blank lines left out.

    ``quoted`` is False for formats that know no quotation (GDELT's tab-separated files).

    Raises:
        BadFile: a line, a cell, a row or the file is beyond the limits, a quotation mark is
            never closed, or the bytes do not decode.
    """
    with opened.stream() as raw:
        text = io.TextIOWrapper(raw, encoding=codec_of(encoding), newline="")
        lines = BoundedLines(text, limits, encoding)
        for count, record in enumerate(_records(lines, delimiter, limits, quoted=quoted)):
            if count % _PLACE_TOLD_EVERY == 0:
                opened.position.bytes = raw.tell()
            yield record


def _records(
    lines: BoundedLines, delimiter: str, limits: Limits, *, quoted: bool
) -> Iterator[Record]:
    csv.field_size_limit(limits.cell_chars * 2)
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        strict=True,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    rows = 0
    while True:
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(lines, first, delimiter, error)
            continue
        if not lines.last.strip(" \t\r\n\x1a"):
            continue
        rows += 1
        spans = lines.number - first + 1
        # No cell is longer than the one line it stands in.
        unseen = limits.cell_chars if spans == 1 and len(lines.last) <= limits.cell_chars else None
        _check_limits(cells, first, rows, limits, longest=unseen)
        yield Record(first, spans, cells)


def _broken(lines: BoundedLines, first: int, delimiter: str, error: csv.Error) -> Record:
    if "field limit" in str(error) and lines.number == first:
        raise refuse("file.cell_too_long", f"Line {first}.")
    if lines.number > first or "unexpected end" in str(error):
        raise refuse("file.unclosed_quote", f"It opens in line {first}.")
    return Record(first, 1, lines.last.rstrip("\r\n").split(delimiter), "row.stray_quote")


def _check_limits(
    cells: list[str], first: int, rows: int, limits: Limits, *, longest: int | None
) -> None:
    if rows > limits.rows:
        raise refuse("file.too_many_rows", f"The limit is {limits.rows:,} rows.")
    if len(cells) > limits.columns:
        raise refuse(
            "file.too_many_columns",
            f"Line {first} has {len(cells):,}, the limit is {limits.columns}.",
        )
    if longest is None:
        longest = max(map(len, cells), default=0)
    if longest > limits.cell_chars:
        raise refuse(
            "file.cell_too_long",
            f"Line {first} has a cell of {longest:,} characters, "
            f"the limit is {limits.cell_chars:,}.",
        )


def swallowed(cells: list[str], delimiter: str) -> bool:
    """Whether a cell holds a line that looks like a whole row of this table."""
    width = len(cells) - 1
    if width < 2:
        return False
    inner = (line for cell in cells if "\n" in cell for line in cell.split("\n")[1:])
    return any(Counter(line)[delimiter] >= width for line in inner)

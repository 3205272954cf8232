"""From text to records: rows of cells with the lines they stand on.

The standard library's reader in its strict mode does the parsing over lines whose length is
bounded: a few lines at once where each is a record, else one record at a time. No setting of it
skips or pads a row: what does not parse is handed on as a broken record, with its lines.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, repeat
from typing import Literal, NamedTuple, TypedDict

from incidents.files.limits import Limits
from incidents.files.opening import Opened, codec_of, refuse
from incidents.files.twice import TWICE, mended

#: Lines looked at together: all of the longest there may be are still no burden.
_AHEAD = 16
#: A line of these alone is blank; the last is how old programs end a file.
_BLANKS = " \t\r\n\x1a"


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


def joined_texts(records: Sequence[Record]) -> list[str | None]:
    """The cells of each record as JSON writes them in a list, but for both ends.

    None where a cell would have to be escaped, so that equal texts are equal cells.
    """
    rows = [record.cells for record in records]
    texts: list[str | None] = list(map(_BETWEEN.join, rows))
    # Where all of them together have no more quotation marks than stand between the cells, each
    # has.
    if _needs_no_escape("".join(texts), sum(map(len, rows)) - len(rows)):  # type: ignore[arg-type] # no None yet
        return texts
    return [
        text if text is not None and _needs_no_escape(text, len(cells) - 1) else None
        for text, cells in zip(texts, rows, strict=True)
    ]


def _needs_no_escape(text: str, gaps: int) -> bool:
    return text.isprintable() and "\\" not in text and text.count('"') == 2 * gaps


class BoundedLines:
    """Lines of a stream, none longer than the limit; remembers the last one and its number.

    They can be looked at before they are given, a few at a time.
    """

    def __init__(self, stream: io.TextIOBase, limits: Limits, encoding: str) -> None:
        self._stream = iter(partial(stream.readline, limits.line_chars), "")
        self._limit = limits.line_chars
        self._twice = encoding in TWICE
        self._encoding = encoding
        self._waiting: deque[str] = deque()
        self.number = 0
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._waiting and not self.look_ahead():
            raise StopIteration
        self.number += 1
        self.last = self._waiting.popleft()
        return self.last

    def look_ahead(self) -> Sequence[str]:
        """The lines that come next, a few at a time; none at the end."""
        if self._waiting:
            return self._waiting
        try:
            lines = list(islice(self._stream, _AHEAD))
        except UnicodeDecodeError as error:
            raise refuse(
                "file.bad_encoding",
                f"After line {self.number}, as {self._encoding}: {error.reason}.",
            ) from None
        if lines and max(map(len, lines)) >= self._limit:
            self._refuse_long(lines)
        if self._twice:
            lines = [mended(line, self._encoding) for line in lines]
        self._waiting.extend(lines)
        return lines

    def _refuse_long(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines, start=self.number + 1):
            if len(line) >= self._limit and line[-1] not in "\r\n":
                raise refuse(
                    "file.line_too_long",
                    f"Line {number} has more than {self._limit:,} characters.",
                )

    def take(self) -> None:
        """Go beyond the lines that were looked at."""
        self.number += len(self._waiting)
        self._waiting.clear()

    @property
    def looked_at(self) -> bool:
        """Whether lines that were looked at have not been given yet."""
        return bool(self._waiting)


def read_records(
    opened: Opened, encoding: str, delimiter: str, limits: Limits, *, quoted: bool = True
) -> Iterator[list[Record]]:
    """Yield the records of a delimited file, a few at a time, blank lines left out.

    ``quoted`` is False for formats that know no quotation (GDELT's tab-separated files).

    Raises:
        BadFile: a line, a cell, a row or the file is beyond the limits, a quotation mark is
            never closed, or the bytes do not decode.
    """
    csv.field_size_limit(limits.cell_chars * 2)
    dialect: _Dialect = {
        "delimiter": delimiter,
        "strict": True,
        "quoting": csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    }
    with opened.stream() as raw:
        text = io.TextIOWrapper(raw, encoding=codec_of(encoding), newline="")
        lines = BoundedLines(text, limits, encoding)
        count = 0
        while block := lines.look_ahead():
            first = lines.number + 1
            found = _quickly(block, first, dialect, limits)
            if found is None:
                found = list(_one_by_one(lines, csv.reader(lines, **dialect), delimiter, limits))
            else:
                lines.take()
            count += len(found)
            if count > limits.rows:
                raise refuse("file.too_many_rows", f"The limit is {limits.rows:,} rows.")
            opened.position.bytes = raw.tell()
            yield found


class _Dialect(TypedDict):
    delimiter: str
    strict: bool
    quoting: Literal[0, 3]


def _quickly(
    block: Sequence[str], first: int, dialect: _Dialect, limits: Limits
) -> list[Record] | None:
    """Records of lines each of which is one; None if they have to be read one by one."""
    # No cell is longer than the one line it stands in.
    if max(map(len, block)) > limits.cell_chars:
        return None
    try:
        rows = list(csv.reader(block, **dialect))
    except csv.Error:
        return None
    # Each record takes a line at least: as many of both, and each has one.
    if len(rows) != len(block) or max(map(len, rows)) > limits.columns:
        return None
    records = list(map(Record, range(first, first + len(rows)), repeat(1), rows))
    texts = list(map(str.strip, block, repeat(_BLANKS)))
    if "" in texts:
        return [record for record, text in zip(records, texts, strict=True) if text]
    return records


def _one_by_one(
    lines: BoundedLines, reader: Iterator[list[str]], delimiter: str, limits: Limits
) -> Iterator[Record]:
    """Records of the lines that were looked at; the last may run on beyond them."""
    while lines.looked_at:
        first = lines.number + 1
        try:
            cells = next(reader)
        except csv.Error as error:
            yield _broken(lines, first, delimiter, error)
            continue
        if not lines.last.strip(_BLANKS):
            continue
        _check_limits(cells, first, limits)
        yield Record(first, lines.number - first + 1, cells)


def _broken(lines: BoundedLines, first: int, delimiter: str, error: csv.Error) -> Record:
    if "field limit" in str(error) and lines.number == first:
        raise refuse("file.cell_too_long", f"Line {first}.")
    if lines.number > first or "unexpected end" in str(error):
        raise refuse("file.unclosed_quote", f"It opens in line {first}.")
    return Record(first, 1, lines.last.rstrip("\r\n").split(delimiter), "row.stray_quote")


def _check_limits(cells: list[str], first: int, limits: Limits) -> None:
    if len(cells) > limits.columns:
        raise refuse(
            "file.too_many_columns",
            f"Line {first} has {len(cells):,}, the limit is {limits.columns}.",
        )
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

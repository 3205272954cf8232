"""Rows of the ledger as Arrow tables, without a Python object per value.

The database writes each row as one line of text, many lines to a value; Arrow reads the lines
in parallel, and both leave Python's lock alone. A driver that hands out columns would be
quicker still, but brings a second SQLite into the process, and closing its file drops the locks
of the first (sqlite.org/howtocorrupt.html, 2.2.1).

Limits: an empty text comes out as null (the ledger has none), a NUL ends a text, and SQLite
writes 15 digits of a coordinate.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa
from pyarrow import csv

from incidents.store.reading import BATCH

#: Rows per Arrow table: large enough for the engine, small enough for the memory.
ROWS = 50_000
#: Between two columns; what may hold it or a line's end is written with stand-ins.
MARK = 31
#: Character that ends a line or a column, and what stands for it meanwhile.
STAND_INS = {10: 2, 13: 3, MARK: 4}

TEXT, WORD, WHOLE, REAL, FLAG = "text", "word", "whole", "real", "flag"
#: What may hold any character; a unit's name from a file is no better behaved than a title.
_WORDED = (TEXT, WORD)
_ARROW: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    WORD: pa.dictionary(pa.int32(), pa.string()),
    WHOLE: pa.int64(),
    REAL: pa.float64(),
    FLAG: pa.int8(),
}
#: Names of columns, or of conditions over columns, to what they hold.
Columns = Mapping[str, str]


def tables(
    sources: Sequence[sa.Connection],
    table: sa.Table,
    columns: Columns,
    conditions: Mapping[str, str] | None = None,
    ids: Sequence[str] | None = None,
) -> Iterator[pa.Table]:
    """The columns of a table of the ledger, `ROWS` rows at a time, after a table without rows.

    Args:
        sources: connections to read with at once, inside transactions that see the same state.
        table: what to read.
        columns: name to `TEXT` (anything), `WORD` (few values), `WHOLE`, `REAL` or `FLAG`.
        conditions: further flags by name, as SQL that both databases understand.
        ids: of these incidents only.
    """
    kinds = {**columns, **dict.fromkeys(conditions or {}, FLAG)}
    dialect = sources[0].dialect.name
    lines = Lines(
        table.name,
        quick=_line(dialect, columns, conditions or {}, careful=False),
        careful=_line(dialect, columns, conditions or {}, careful=True),
        marks=len(kinds) - 1,
    )
    yield pa.schema([(name, _ARROW[kind]) for name, kind in kinds.items()]).empty_table()
    for text in _texts(sources, lines, ids):
        yield _parsed(text, kinds)


@dataclass(frozen=True, slots=True)
class Lines:
    """SQL that makes one text of a row of a table.

    Attributes:
        table: its name.
        quick: texts as they stand.
        careful: with stand-ins for what would end a line or a column; three times as slow.
        marks: how many columns end in a line.
    """

    table: str
    quick: str
    careful: str
    marks: int

    def sound(self, text: str, rows: int) -> bool:
        """Whether texts that were made quickly can be taken apart again."""
        return (
            text.count("\n") == rows - 1
            and text.count(chr(MARK)) == rows * self.marks
            and "\r" not in text
            and not any(chr(c) in text for c in STAND_INS.values())
        )


def _line(dialect: str, columns: Columns, conditions: Mapping[str, str], *, careful: bool) -> str:
    parts = [_part(dialect, name, careful=careful and kind in _WORDED, flag=kind == FLAG)
             for name, kind in columns.items()]  # fmt: skip
    parts += [f"CASE WHEN {sql} THEN '1' ELSE '0' END" for sql in conditions.values()]
    if dialect == "sqlite":
        pattern = chr(MARK).join("%s" for _ in parts)
        return f"printf('{pattern}', {', '.join(parts)})"
    joined = f" || chr({MARK}) || ".join(f"coalesce(({p})::text, '')" for p in parts)
    return f"({joined})"


def _part(dialect: str, name: str, *, careful: bool, flag: bool) -> str:
    quoted = f'"{name}"'
    if flag:
        return f"CASE WHEN {quoted} THEN '1' ELSE '0' END"
    if careful:
        character = "char" if dialect == "sqlite" else "chr"
        for code, stand_in in STAND_INS.items():
            quoted = f"replace({quoted}, {character}({code}), {character}({stand_in}))"
    return quoted


def _texts(
    sources: Sequence[sa.Connection], lines: Lines, ids: Sequence[str] | None
) -> Iterator[str]:
    """Lines of many rows at a time, the next ones fetched while the caller works on these."""
    if ids is not None:
        return _ahead(_of_ids(sources[0], lines, ids))
    if sources[0].dialect.name == "sqlite":
        return _by_row_number(sources, lines)
    return _ahead(_streamed(sources[0], lines))


def _streamed(source: sa.Connection, lines: Lines) -> Iterator[str]:
    found = source.execution_options(yield_per=ROWS).exec_driver_sql(
        f'SELECT {lines.careful} FROM "{lines.table}"'  # noqa: S608 - our own names
    )
    for rows in found.scalars().partitions(ROWS):
        yield "\n".join(rows)


def _by_row_number(sources: Sequence[sa.Connection], lines: Lines) -> Iterator[str]:
    """SQLite numbers its rows and strings the lines together itself, a connection a thread."""
    ends = f'SELECT min(rowid), max(rowid) FROM "{lines.table}"'  # noqa: S608 - our own names
    first, last = sources[0].exec_driver_sql(ends).one()
    if first is None:
        return
    free: SimpleQueue[sa.Connection] = SimpleQueue()
    for source in sources:
        free.put(source)

    def read(begin: int) -> str | None:
        source = free.get()
        try:
            return _span(source, lines, (begin, begin + ROWS - 1))
        finally:
            free.put(source)

    waiting: deque[Future[str | None]] = deque()
    with ThreadPoolExecutor(len(sources), thread_name_prefix="ledger-reader") as readers:
        for begin in range(first, last + 1, ROWS):
            waiting.append(readers.submit(read, begin))
            if len(waiting) > len(sources):
                yield from _known(waiting.popleft().result())
        while waiting:
            yield from _known(waiting.popleft().result())


def _known(text: str | None) -> Iterator[str]:
    if text is not None:
        yield text


def _span(source: sa.Connection, lines: Lines, span: tuple[int, int]) -> str | None:
    """Lines of the rows with numbers from one to another; None if there are none."""
    text, rows = source.exec_driver_sql(_strung(lines.table, lines.quick), span).one()
    if text is not None and not lines.sound(text, rows):
        text, _ = source.exec_driver_sql(_strung(lines.table, lines.careful), span).one()
    return None if text is None else str(text)


def _strung(table: str, line: str) -> str:
    return (
        f"SELECT group_concat(line, char(10)), count(*) FROM (SELECT {line} AS line "  # noqa: S608 - our own names
        f'FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid)'
    )


def _of_ids(source: sa.Connection, made: Lines, ids: Sequence[str]) -> Iterator[str]:
    lines = sa.literal_column(made.careful, sa.Text)
    chosen = sa.table(made.table, sa.column("incident_id", sa.Text))
    found: list[str] = []
    for begin in range(0, len(ids), BATCH):
        some = ids[begin : begin + BATCH]
        query = sa.select(lines).select_from(chosen).where(chosen.c.incident_id.in_(some))
        found += source.execute(query).scalars()
        if len(found) >= ROWS:
            yield "\n".join(found)
            found = []
    if found:
        yield "\n".join(found)


def _ahead(texts: Iterator[str]) -> Iterator[str]:
    """The same texts, each fetched while the one before is worked on."""
    done = object()
    with ThreadPoolExecutor(1, thread_name_prefix="ledger-reader") as reader:
        waiting = reader.submit(next, texts, done)
        while (text := waiting.result()) is not done:
            waiting = reader.submit(next, texts, done)
            yield str(text)


def _parsed(text: str, kinds: Mapping[str, str]) -> pa.Table:
    found = csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=csv.ReadOptions(column_names=list(kinds), block_size=4 << 20),
        parse_options=csv.ParseOptions(
            delimiter=chr(MARK), quote_char=False, double_quote=False, ignore_empty_lines=False
        ),
        convert_options=csv.ConvertOptions(
            column_types={name: _ARROW[kind] for name, kind in kinds.items()},
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
    if any(chr(c) in text for c in STAND_INS.values()):
        found = _put_back(found, [name for name, kind in kinds.items() if kind in _WORDED])
    return found


def _put_back(found: pa.Table, names: Sequence[str]) -> pa.Table:
    for name in names:
        texts, kind = pc.cast(found[name], pa.string()), found.schema.field(name).type
        for code, stand_in in STAND_INS.items():
            texts = pc.replace_substring(texts, chr(stand_in), chr(code))
        again = texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts
        found = found.set_column(found.column_names.index(name), name, again)
    return found


def by_value(words: pa.ChunkedArray, work: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Work on each distinct value of a `WORD` column once; null stays null."""
    encoded = words.combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], words.type)
    if not pa.types.is_dictionary(encoded.type):
        encoded = encoded.dictionary_encode()
    made = [None if v is None else work(v) for v in encoded.dictionary.to_pylist()]
    return pa.array(made, kind).take(encoded.indices)

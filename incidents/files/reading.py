"""A file to a draft of an import, every line accounted for.

Two steps: `open_table` finds out what the file is (and refuses what it cannot be), then its
rows stream; `read_table` collects them. No row is skipped or padded by any setting.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from incidents.files.cell_names import Names
from incidents.files.country_asked import country_chosen, country_weighed
from incidents.files.draft import (
    Accepted,
    Account,
    Duplicate,
    Fault,
    ImportDraft,
    Reading,
    Rejected,
    Row,
)
from incidents.files.limits import ReadOptions
from incidents.files.nearby import NearWatch
from incidents.files.opening import Opened, open_source, refuse
from incidents.files.parts import RowParts
from incidents.files.placing import Placer
from incidents.files.planning import plan_of
from incidents.files.records import Record, joined_texts
from incidents.files.rejects import RejectsShape
from incidents.files.rows import RowReader
from incidents.files.seen import Marks
from incidents.files.understanding import Stream, file_warnings, understand
from incidents.files.weighing import weigh
from incidents.model import DATASETS, stable_id
from incidents.model.ports import Gazetteer, Progress

_SAMPLE = 30
_TOLD_EVERY = 2_000
#: Records read together, a part of all of them at a time.
_TOGETHER = 500
#: Where the account counts a row, by its kind: lines here, rows three places on.
_TALLIED: dict[type, int] = {RowParts: 0, Accepted: 0, Rejected: 1, Duplicate: 2}
_MENDED = "a mended rejects file: its added columns are left out"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a table was opened with; see `open_table`."""

    source: bytes | Path
    name: str
    options: ReadOptions
    gazetteer: Gazetteer | None
    today: date | None


class Table:
    """A file that has been understood; its rows can be streamed, once or more often.

    Attributes:
        reading: how it was read, and why.
        import_id, digest: see `ImportDraft`.
        account: of the rows streamed so far.
        recipe: what it was opened with.
    """

    def __init__(  # noqa: PLR0913 - made in one place only
        self,
        stream: Stream,
        opened: Opened,
        reader: RowReader,
        recipe: Recipe,
        *,
        skip: int,
        shape: RejectsShape | None,
    ) -> None:
        self.reading = reader.reading
        self.digest = opened.digest()
        self.import_id = reader.import_id
        self.account = Account()
        self.recipe = recipe
        self.size = opened.size
        self._opened = opened
        self._stream = stream
        self._skip = skip
        self._reader = reader
        self._shape = shape

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """Stream the rows; ``progress`` counts them and may raise to stop the work."""
        for row in self.parts(progress):
            yield self._reader.whole(row) if isinstance(row, RowParts) else row

    def parts(self, progress: Progress | None = None) -> Iterator[RowParts | Row]:
        """Stream the rows, good ones in parts: the same rows, quicker, for storing many."""
        for rows in self.chunks(progress):
            yield from rows

    def chunks(self, progress: Progress | None = None) -> Iterator[list[RowParts | Row]]:
        """Stream the rows as `parts` does, some at a time; the account is that of those given."""
        marks = Marks()
        tally = [0, 0, 0, 0, 0, 0]
        count = told = 0
        for records in self._chunks():
            rows = self._rows_of(records, marks)
            for row in rows:
                at = _TALLIED[type(row)]
                tally[at] += row.lines
                tally[at + 3] += 1
            count += len(rows)
            self.account = Account(sum(tally[:3]), *tally)
            if progress is not None and count - told >= _TOLD_EVERY:
                told = count
                progress(count, self.expected(count))
            yield rows

    def expected(self, count: int) -> int | None:
        """About how many rows there are, by the room the first ones took in the file."""
        used = self._opened.position.bytes
        return max(count, round(count * self.size / used)) if used else None

    def records_and_rows(self) -> Iterator[tuple[list[str], Row]]:
        """Stream each record's own cells beside what became of it; counts nothing."""
        marks = Marks()
        for records in self._chunks():
            for record, row in zip(records, self._rows_of(records, marks), strict=True):
                yield record.cells, self._reader.whole(row) if isinstance(row, RowParts) else row

    def _chunks(self) -> Iterator[list[Record]]:
        """The records that are rows, few at first, so that a preview reads no further."""
        records: Iterator[Record] = itertools.islice(self._stream(), self._skip, None)
        if self._shape is not None:
            records = map(self._shape.stripped, records)
        if self._opened.kind == "workbook":
            records = map(self._reader.filled, records)
        size = _SAMPLE
        while chunk := list(itertools.islice(records, size)):
            yield chunk
            size = _TOGETHER

    def _rows_of(self, records: list[Record], marks: Marks) -> list[RowParts | Row]:
        """What becomes of each record, one for one."""
        texts = joined_texts(records)
        firsts = marks.firsts(records, texts)
        if firsts == [record.line for record in records]:
            return self._read(records, texts, marks)
        fresh = [n for n, first in enumerate(firsts) if first == records[n].line]
        read = self._read([records[n] for n in fresh], [texts[n] for n in fresh], marks)
        rows = iter(read)
        return [
            next(rows) if first == record.line else Duplicate(record.line, record.lines, first)
            for record, first in zip(records, firsts, strict=True)
        ]

    def _read(
        self, records: list[Record], texts: list[str | None], marks: Marks
    ) -> list[RowParts | Row]:
        rows: list[RowParts | Row] = [*self._reader.read_many(records, texts)]
        at = self._reader.fields.at.get("event_id")
        if at is None:
            return rows
        good = [n for n, row in enumerate(rows) if type(row) is not Rejected]
        owned = [(n, own) for n in good if (own := records[n].cells[at].strip())]
        lines = [records[n].line for n, _ in owned]
        firsts = list(map(marks.ids.setdefault, (own for _, own in owned), lines))
        if firsts != lines:
            for (n, own), first in zip(owned, firsts, strict=True):
                if first != records[n].line:
                    rows[n] = self._taken(records[n], own, first)
        return rows

    def _taken(self, record: Record, own: str, line: int) -> Rejected:
        """A row whose id another one of the file has."""
        column = self._reader.fields.column("event_id")
        fault = Fault("row.dup_id", column, own, f"Line {line} has it.")
        return Rejected(record.line, record.lines, tuple(record.cells), (fault,))


def open_table(
    source: bytes | Path,
    *,
    name: str,
    options: ReadOptions | None = None,
    gazetteer: Gazetteer | None = None,
    today: date | None = None,
) -> Table:
    """Find out what a file is; nothing but its head and a few columns is read.

    Raises:
        BadFile: it cannot be read as a table of incidents; ``code`` says why.
    """
    options = options or ReadOptions()
    opened = open_source(source, options)
    plan = plan_of(opened, options)
    head = list(itertools.islice(plan.stream(), _SAMPLE + 2))
    if not head:
        raise refuse("file.empty", "It holds blank lines only.")
    found = understand(head, options)
    form, mapping, header = found.form, found.mapping, found.header
    shape = RejectsShape.of(header)
    if shape is not None:
        header = shape.header
        plan = replace(plan, reasons=(*plan.reasons, _MENDED))
    weighed = weigh(plan.stream, found, options, plan.delimiter)
    names = Names(gazetteer, country_chosen(options.country, gazetteer))
    told, asked = country_weighed(plan.stream, found, names)
    dataset = DATASETS[form.dataset_id]
    reading = Reading(
        name=name,
        format_id=form.format_id,
        format_name=form.name,
        dataset_id=form.dataset_id,
        encoding=plan.encoding,
        delimiter=plan.delimiter,
        date_order=weighed.order,
        header=header,
        header_line=found.line,
        mapping=mapping,
        reasons=(*plan.reasons, found.why),
        warnings=file_warnings(header, form),
        questions=(*plan.questions, *weighed.questions, *asked),
        decimal_mark=weighed.mark,
        findings=(*plan.findings, *weighed.findings, *told),
    )
    reader = RowReader(
        reading=reading,
        form=form,
        import_id=stable_id("imp", opened.digest(), *_manner(reading, options, names)),
        placer=Placer(names, form.default_precision),
        today=today,
        source=options.source or dataset.name,
    )
    recipe = Recipe(source, name, options, gazetteer, today)
    return Table(plan.stream, opened, reader, recipe, skip=found.skip, shape=shape)


def read_table(  # noqa: PLR0913 - all but the source are named
    source: bytes | Path,
    *,
    name: str,
    options: ReadOptions | None = None,
    gazetteer: Gazetteer | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> ImportDraft:
    """Read a whole file into a draft; see `open_table` and `Table.rows`.

    Raises:
        BadFile: it cannot be read as a table of incidents; ``code`` says why.
    """
    table = open_table(source, name=name, options=options, gazetteer=gazetteer, today=today)
    rows: dict[type, list[Row]] = {Accepted: [], Rejected: [], Duplicate: []}
    watch = NearWatch()
    for row in table.rows(progress):
        rows[type(row)].append(row)
        if isinstance(row, Accepted):
            watch.see(row)
    if table.account.lines == 0:
        raise refuse("file.empty", "It has a header and no rows.")
    return ImportDraft(
        import_id=table.import_id,
        digest=table.digest,
        reading=table.reading,
        accepted=tuple(r for r in rows[Accepted] if isinstance(r, Accepted)),
        rejected=tuple(r for r in rows[Rejected] if isinstance(r, Rejected)),
        duplicates=tuple(r for r in rows[Duplicate] if isinstance(r, Duplicate)),
        account=table.account,
        near_duplicates=watch.found(),
    )


def _manner(reading: Reading, options: ReadOptions, names: Names) -> list[str | None]:
    """How the file was read, as far as it changes what the rows say."""
    said = [reading.mapping.to_json(), reading.date_order, reading.encoding]
    # A decimal point is usual, so that only a comma is part of the key.
    more = {
        "decimal comma": reading.decimal_mark == ",",
        f"sheet {options.sheet}": options.sheet is not None,
        f"country {names.usual}": names.usual is not None,
    }
    return said + [key for key, holds in more.items() if holds]

"""One record to one incident with its claims, or to everything that is wrong with it.

Pure over the `Gazetteer` port. Each claim keeps the cell it was read from; every cell of the row
stays beside ours in `Incident.native`. A row is read in parts (`incidents.files.row_parts`), and
stays in parts where many are stored at once; `RowReader.whole` makes the values of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incidents.files import row_parts
from incidents.files.draft import Accepted, Fault, Reading, Rejected
from incidents.files.fields import Fields, Worded
from incidents.files.formats import Format
from incidents.files.formulas import restore
from incidents.files.own import read_own
from incidents.files.parts import REMEMBERED, Figure, Known, Part, RowParts, Told, Who
from incidents.files.placing import Placer
from incidents.files.records import SERIAL_1904, WHOLE, Record, joined_texts, swallowed
from incidents.model import Cell, Claim, Incident, Moment, PersonStatus, Place, When

#: Marks of a workbook's cells that reject the row if the cell is read.
ODD_FAULTS = frozenset({"row.cell_error", "row.formula_no_value", "row.figure_merged"})
_DAYS = frozenset({"date", "date_end", "source_date"})
_FREE_TEXTS = frozenset({"title", "notes"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def incident_id(import_id: str, line: int) -> str:
    """Id of the incident a line gave: no two of an import are alike, and they sort as the file."""
    return f"inc_{import_id.removeprefix('imp_')}{line:07x}"


def claim_id(import_id: str, line: int, figure: Figure) -> str:
    """Id of a figure of a line: a row states a measure, and a part of it, once."""
    part = f"_{figure.part}" if figure.part else ""
    return f"clm_{import_id.removeprefix('imp_')}{line:07x}_{figure.measure.value}{part}"


def moment_said(told: Told, when: When) -> Moment:
    """When it was said: the report's day where a cell gives it, never before the incident."""
    return Moment.of(max(told.day, when.last) if told.day else when.last)


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one file.

    Attributes:
        today: dates after it are in the future; ``None`` lets every date pass.
        source: who is named where a row names nobody.
        remembered: see `incidents.files.parts.Part`.
    """

    reading: Reading
    form: Format
    import_id: str
    placer: Placer
    today: date | None
    source: str
    remembered: int = REMEMBERED
    fields: Fields = field(init=False)
    _needed: int = field(init=False)
    _when: Part[When | None] = field(init=False)
    _place: Part[Place] = field(init=False)
    _figures: Part[tuple[Figure, ...]] = field(init=False)
    _kind: Part[tuple[str | None, str | None]] = field(init=False)
    _who: Part[Who] = field(init=False)
    _told: Part[Told] = field(init=False)

    def __post_init__(self) -> None:
        self.fields = fields = Fields.of(self.reading, self.form.hook)
        # A row may end before columns that bear no name and are not read.
        named = [at for at, name in enumerate(fields.header) if name != f"column_{at + 1}"]
        self._needed = 1 + max((*named, *fields.at.values()), default=-1)
        read = row_parts.PartReaders(
            form=self.form,
            fields=frozenset(fields.at),
            placer=self.placer,
            date_order=self.reading.date_order,
            today=self.today,
            source=self.source,
            mark=self.reading.decimal_mark,
        )
        kept = self.remembered
        self._when = Part(fields, row_parts.WHEN_FIELDS, read.when, kept)
        self._place = Part(fields, row_parts.PLACE_FIELDS, read.place, kept)
        self._figures = Part(fields, row_parts.FIGURE_FIELDS, read.figures, kept)
        self._kind = Part(fields, row_parts.KIND_FIELDS, read.kind, kept)
        self._who = Part(fields, row_parts.WHO_FIELDS, read.who, kept)
        self._told = Part(fields, row_parts.TOLD_FIELDS, read.told, kept)

    def read(self, record: Record) -> RowParts | Accepted | Rejected:
        """Read one record; never raises for what stands in a row.

        A row of our own export comes back as the values it was written from.
        """
        faults = self._shape_faults(record)
        if faults:
            return Rejected(record.line, record.lines, tuple(record.cells), tuple(faults))
        if self.form.format_id == "own":
            record = self._restored(record)
            own = read_own(record, self.reading.header)
            if own is not None:
                return own
        return self._parts(record)

    def read_many(
        self, records: Sequence[Record], joined: Sequence[str | None]
    ) -> list[RowParts | Accepted | Rejected]:
        """Read records as `read` does, a part at a time; ``joined`` is `joined_texts` of them."""
        if self.form.format_id == "own":
            return list(map(self.read, records))
        faults = list(map(self._shape_faults_of, records, joined))
        if not any(faults):
            return list(self._parts_many(records, joined))
        sound = [n for n, wrong in enumerate(faults) if not wrong]
        read = iter(self._parts_many([records[n] for n in sound], [joined[n] for n in sound]))
        return [
            Rejected(r.line, r.lines, tuple(r.cells), tuple(wrong)) if wrong else next(read)
            for r, wrong in zip(records, faults, strict=True)
        ]

    def _restored(self, record: Record) -> Record:
        """Take back what defused the cells for spreadsheets; JSON was never defused."""
        if not self.reading.delimiter:
            return record
        return record._replace(cells=[restore(c) for c in record.cells])

    def _shape_faults(self, record: Record) -> list[Fault]:
        width, cells = len(self.reading.header), record.cells
        if record.broken is not None:
            return [Fault(record.broken, "", self.reading.delimiter.join(cells))]
        if record.odd and (odd := self._odd_faults(record)):
            return odd
        if len(cells) < self._needed:
            detail = f"It has {len(cells)}, the header {width}."
            return [Fault("row.missing_cells", self.reading.header[len(cells)], "", detail)]
        if len(cells) > width and any(c.strip() for c in cells[width:]):
            detail = f"It has {len(cells)}, the header {width}."
            if any(cell.lstrip() != cell and cell.lstrip()[:1] == '"' for cell in cells):
                detail += " A blank before a quotation mark makes it part of the text: remove it."
            return [Fault("row.extra_cells", "", cells[width], detail)]
        if "".join(cells).isprintable():
            return []
        return [
            Fault("row.control_char", self.reading.header[i], cell)
            for i, cell in enumerate(cells[:width])
            if not cell.isprintable() and _CONTROL.search(cell) and not self._is_record(i)
        ]

    def _shape_faults_of(self, record: Record, joined: str | None) -> list[Fault]:
        """Quicker for most: what can be joined has no control character."""
        sound = joined is not None and record.broken is None and not record.odd
        if sound and len(record.cells) == len(self.reading.header):
            return []
        return self._shape_faults(record)

    def filled(self, record: Record) -> Record:
        """Put in what cells of a workbook stand for.

        A text or a date merged over several rows stands in each of them, a figure in none; a
        day that counts from 1904 is that day.
        """
        if not record.odd:
            return record
        cells, figures = record.cells.copy(), self._figure_columns()
        dates = {at for name, at in self.fields.at.items() if name in _DAYS}
        for at, code, text in record.odd:
            fills = code == "row.figure_merged" and at not in figures and not cells[at]
            if fills or (code == SERIAL_1904 and at in dates):
                cells[at] = text
        return record._replace(cells=cells)

    def _figure_columns(self) -> set[int]:
        return {at for name, at in self.fields.at.items() if name in row_parts.FIGURE_FIELDS}

    def _odd_faults(self, record: Record) -> list[Fault]:
        """Cells of a workbook that cannot be read, of those that are."""
        figures = self._figure_columns()
        # A note is kept as it stands, whatever it is.
        read = {at for name, at in self.fields.at.items() if name not in _FREE_TEXTS}
        if self.fields.hook is not None:
            read = set(range(len(self.reading.header)))
        return [
            Fault(odd.code, self.reading.header[odd.at], odd.text)
            for odd in record.odd
            if odd.code in ODD_FAULTS
            and odd.at in (figures if odd.code == "row.figure_merged" else read)
        ]

    def _is_record(self, position: int) -> bool:
        """Whether the column holds our own JSON, in which control characters are escaped."""
        return self.form.format_id == "own" and self.reading.header[position] == "record"

    def _parts(self, record: Record) -> RowParts | Rejected:
        return self._parts_many([record], joined_texts([record]))[0]

    def _parts_many(
        self, records: Sequence[Record], joined: Sequence[str | None]
    ) -> list[RowParts | Rejected]:
        rows = [r.cells for r in records]
        worded = self.fields.worded_many(rows)
        parts = (self._when, self._place, self._figures, self._kind, self._who, self._told)
        read: list[list[Known[Any]]] = [part.of_many(rows, worded) for part in parts]
        titles, notes = self._texts(rows, worded, "title"), self._texts(rows, worded, "notes")
        return list(map(self._together, records, joined, titles, notes, *read))

    def _together(  # noqa: PLR0913, PLR0917 - the parts of a row, in the order of `_parts_many`
        self,
        record: Record,
        joined: str | None,
        title: str,
        notes: str,
        when: Known[When | None],
        place: Known[Place],
        figures: Known[tuple[Figure, ...]],
        kind: Known[tuple[str | None, str | None]],
        who: Known[Who],
        told: Known[Told],
    ) -> RowParts | Rejected:
        line, lines, cells, _, odd = record
        if when.faults or place.faults or figures.faults or when.value is None:
            faults = (*when.faults, *place.faults, *figures.faults)
            return Rejected(line, lines, tuple(cells), faults)
        warnings = when.warnings + place.warnings + figures.warnings + kind.warnings
        if odd:
            warnings += tuple(Fault(o.code, "", o.text) for o in odd if o.code == WHOLE)
        if lines > 1 and swallowed(cells, self.reading.delimiter):
            warnings = (*warnings, Fault("row.swallowed_lines"))
        return RowParts(
            line,
            lines,
            cells,
            " ".join(title.split())[:300] or None if title else None,
            notes.strip() or None,
            when.value,
            place.value,
            figures.value,
            kind.value,
            who.value,
            told.value,
            warnings,
            joined,
        )

    def _texts(
        self, rows: Sequence[Sequence[str]], worded: Sequence[Worded], name: str
    ) -> list[str]:
        """A field's text in each row: as the format's hook words it, else the cell."""
        at = self.fields.at.get(name)
        cells = [""] * len(rows) if at is None else [cells[at] for cells in rows]
        if self.fields.hook is None:
            return cells
        return [words.get(name, cell) for words, cell in zip(worded, cells, strict=True)]

    def whole(self, parts: RowParts) -> Accepted:
        """Make the incident and the claims of a row."""
        incident = Incident(
            incident_id=incident_id(self.import_id, parts.line),
            place=parts.place,
            when=parts.when,
            title=parts.title,
            event_type=parts.kind[0],
            sub_event_type=parts.kind[1],
            weapons=parts.who.weapons,
            actors=parts.who.actors,
            dataset_id=self.reading.dataset_id,
            import_id=self.import_id,
            native=tuple(zip(self.reading.header, parts.cells, strict=False)),
            sensitivity=parts.told.sensitivity,
            notes=parts.notes,
        )
        claims = tuple(self._claim(parts, figure, incident) for figure in parts.figures)
        return Accepted(parts.line, parts.lines, incident, claims, parts.warnings)

    def _claim(self, parts: RowParts, figure: Figure, incident: Incident) -> Claim:
        return Claim(
            claim_id=claim_id(self.import_id, parts.line, figure),
            incident_id=incident.incident_id,
            measure=figure.measure,
            estimate=figure.estimate,
            origin=Cell(
                import_id=self.import_id, line=parts.line, column=figure.column, text=figure.text
            ),
            source=parts.told.source,
            said=moment_said(parts.told, incident.when),
            subset_of=figure.part,
            status=PersonStatus.CIVILIAN if figure.part else PersonStatus.UNKNOWN,
            grade=None,
        )

"""One record to one incident with its claims, or to everything that is wrong with it.

Pure over the `Gazetteer` port. Each claim keeps the cell it was read from; every cell of the row
stays beside ours in `Incident.native`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, time

from incidents.files.cells import plain
from incidents.files.coding import read_event_type, read_weapon
from incidents.files.dates import Day, NotADate, read_day
from incidents.files.draft import Accepted, Fault, Reading, Rejected
from incidents.files.figures import Figures
from incidents.files.formats import Format
from incidents.files.formulas import restore
from incidents.files.mapping import fold
from incidents.files.own import read_own
from incidents.files.placing import Placer, Where
from incidents.files.records import Record, swallowed
from incidents.model import (
    PRECISION_WORDS,
    Actor,
    Cell,
    Claim,
    DateBasis,
    Estimate,
    Incident,
    Measure,
    Moment,
    PersonStatus,
    Precision,
    Sensitivity,
    When,
    stable_id,
)
from incidents.model.coding import Attribution

_SENSITIVITY = {s.value: s for s in Sensitivity}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one file.

    Attributes:
        today: dates after it are in the future; ``None`` lets every date pass.
        source: who is named where a row names nobody.
    """

    reading: Reading
    form: Format
    import_id: str
    placer: Placer
    today: date | None
    source: str
    _index: dict[str, int] = field(default_factory=dict)
    _folded: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        positions = {name: i for i, name in reversed(list(enumerate(self.reading.header)))}
        self._index = {f: positions[c] for f, c in self.reading.mapping.columns}
        self.fields = frozenset(self._index)
        self._folded = tuple(fold(name) for name in self.reading.header)

    def read(self, record: Record) -> Accepted | Rejected:
        """Read one record; never raises for what stands in a row."""
        faults = self._shape_faults(record)
        if faults:
            return Rejected(record.line, record.lines, tuple(record.cells), tuple(faults))
        if self.form.format_id == "own":
            record = self._restored(record)
            own = read_own(record, self.reading.header)
            if own is not None:
                return own
        row = _Row(self, record)
        return row.accepted() or Rejected(
            record.line, record.lines, tuple(record.cells), tuple(row.faults)
        )

    def _restored(self, record: Record) -> Record:
        """Take back what defused the cells for spreadsheets; JSON was never defused."""
        if not self.reading.delimiter:
            return record
        return replace(record, cells=[restore(c) for c in record.cells])

    def _shape_faults(self, record: Record) -> list[Fault]:
        width = len(self.reading.header)
        cells = record.cells
        if record.broken is not None:
            return [Fault(record.broken, "", self.reading.delimiter.join(cells))]
        if len(cells) < width:
            detail = f"It has {len(cells)}, the header {width}."
            return [Fault("row.missing_cells", self.reading.header[len(cells)], "", detail)]
        if len(cells) > width and any(c.strip() for c in cells[width:]):
            detail = f"It has {len(cells)}, the header {width}."
            return [Fault("row.extra_cells", "", cells[width], detail)]
        return [
            Fault("row.control_char", self.reading.header[i], cell)
            for i, cell in enumerate(cells[:width])
            if not cell.isprintable() and _CONTROL.search(cell) and not self._is_record(i)
        ]

    def _is_record(self, position: int) -> bool:
        """Whether the column holds our own JSON, in which control characters are escaped."""
        return self.form.format_id == "own" and self.reading.header[position] == "record"

    def columns_of(self, record: Record) -> dict[str, str]:
        """The row by folded column names, for a format's hook."""
        return dict(zip(self._folded, record.cells, strict=False))

    def column(self, name: str) -> str:
        """The header of a field, or its name where the file has none."""
        at = self._index.get(name)
        return name if at is None else self.reading.header[at]

    def cell(self, record: Record, name: str) -> str:
        """The cell of a field as it stands in the file; empty where there is no such column."""
        at = self._index.get(name)
        return "" if at is None else record.cells[at]


class _Row:
    """One record while it is read: its fields, what is wrong, what is odd."""

    def __init__(self, reader: RowReader, record: Record) -> None:
        self.reader = reader
        self.record = record
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        hook = reader.form.hook
        self._worded = hook(reader.columns_of(record)) if hook else {}

    def text(self, name: str) -> str:
        """A field's text: as the format's hook words it, else the cell."""
        worded = self._worded.get(name)
        return self.reader.cell(self.record, name) if worded is None else worded

    def accepted(self) -> Accepted | None:
        when = self._when()
        precision = self._precision()
        where = Where(
            location=self.text("location"),
            country=self.text("country"),
            adm1=self.text("adm1"),
            adm2=self.text("adm2"),
            latitude=self.text("latitude"),
            longitude=self.text("longitude"),
            precision=precision,
        )
        place_faults: list[Fault] = []
        place = self.reader.placer.place(where, place_faults, self.warnings)
        self.faults.extend(self._renamed(f) for f in place_faults)
        figures = Figures(self.reader.form, self.text, self.reader.fields)
        estimates = figures.estimates()
        civilians = figures.count("killed_civilians")
        self.faults.extend(self._renamed(f) for f in figures.faults)
        self.warnings.extend(figures.warnings)
        kind, sub = self._event_type()
        if self.faults or when is None:
            return None
        incident = Incident(
            incident_id=self._incident_id(),
            place=place,
            when=when,
            title=self._line("title"),
            event_type=kind,
            sub_event_type=sub,
            weapons=tuple(w for w in (read_weapon(self.text("weapon")),) if w),
            actors=tuple(
                Actor(name, Attribution.ATTRIBUTED)
                for name in (self._line("actor1"), self._line("actor2"))
                if name
            ),
            dataset_id=self.reader.reading.dataset_id,
            import_id=self.reader.import_id,
            native=tuple(zip(self.reader.reading.header, self.record.cells, strict=False)),
            sensitivity=self._sensitivity(),
            notes=self.text("notes").strip() or None,
        )
        if self.record.lines > 1 and swallowed(self.record.cells, self.reader.reading.delimiter):
            self.warnings.append(Fault("row.swallowed_lines"))
        return Accepted(
            self.record.line,
            self.record.lines,
            incident,
            self._claims(incident, estimates, civilians),
            tuple(self._renamed(w) for w in self.warnings),
        )

    def _renamed(self, fault: Fault) -> Fault:
        return Fault(fault.code, self.reader.column(fault.column), fault.value, fault.detail)

    def _fault(self, code: str, name: str, detail: str = "") -> None:
        value = self.reader.cell(self.record, name) or self.text(name)
        self.faults.append(Fault(code, self.reader.column(name), value, detail))

    def _warn(self, code: str, name: str, detail: str = "") -> None:
        self.warnings.append(Fault(code, name, self.text(name), detail))

    def _line(self, name: str) -> str | None:
        return " ".join(self.text(name).split())[:300] or None

    def _incident_id(self) -> str:
        return stable_id("inc", self.reader.import_id, self.record.line)

    def _sensitivity(self) -> Sensitivity:
        said = plain(self.text("sensitivity")).casefold()
        # What is marked in a way not known is kept back rather than shown.
        return _SENSITIVITY.get(said, Sensitivity.WITHHOLD) if said else Sensitivity.OPEN

    def _precision(self) -> Precision | None:
        """The row's place precision; a code the list does not have is a fault."""
        text = plain(self.text("precision"))
        if not text:
            return None
        table = self.reader.form.precisions or PRECISION_WORDS
        found = table.get(text) or table.get(text.casefold()) or table.get(text.split(".")[0])
        if found is None:
            self._fault("row.code_unknown", "precision", f"Known are {', '.join(table)}.")
        return found

    def _event_type(self) -> tuple[str | None, str | None]:
        coded = read_event_type(self.text("event_type"), self.text("sub_event_type"))
        if coded is None:
            self._warn("row.event_type_unknown", "event_type")
            return None, None
        return coded

    def _when(self) -> When | None:
        first = self._day("date")
        if first is None:
            return None
        end = first.last
        if self.text("date_end").strip():
            last = self._day("date_end")
            if last is None:
                return None
            end = last.last or last.first
        if end is not None and end < first.first:
            self._fault("row.date_order", "date_end")
            return None
        end = end if end != first.first else None
        prec = self._date_prec(first.first, end)
        clock = first.clock or self._clock()
        return When(
            start=first.first, end=end, date_prec=prec, basis=DateBasis.CELL, local_time=clock
        )

    def _day(self, name: str) -> Day | None:
        today = self.reader.today
        try:
            day = read_day(
                self.text(name), self.reader.reading.date_order, today.year if today else 2050
            )
        except NotADate as error:
            self._fault(error.code, name)
            return None
        if today is not None and day.first > today:
            self._fault("row.date_future", name)
            return None
        if day.two_digits:
            self._warn("row.year_two_digits", name, f"It was read as {day.first.year}.")
        return day

    def _date_prec(self, first: date, last: date | None) -> int:
        text = plain(self.text("date_prec")).split(".")[0]
        codes = self.reader.form.date_precs or {str(n): n for n in range(1, 6)}
        if text and text not in codes:
            self._fault("row.code_unknown", "date_prec", f"Known are {', '.join(codes)}.")
        days = 1 if last is None else (last - first).days + 1
        # UCDP: 1 the day, 2 two to six days, 3 a week, 4 eight to thirty-one days, 5 longer.
        spanned = next((c for c, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)
        return max(codes.get(text, 1), 1 if text in codes else spanned)

    def _clock(self) -> time | None:
        found = re.match(r"(\d{1,2}):(\d{2})", plain(self.text("time")))
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            return None
        clock = time(int(found[1]), int(found[2]))
        return clock if clock != time(0) else None

    def _claims(
        self,
        incident: Incident,
        estimates: list[tuple[Measure, str, Estimate]],
        civilians: Estimate | None,
    ) -> tuple[Claim, ...]:
        claims = [self._claim(incident, m, name, e, None) for m, name, e in estimates]
        if civilians is not None and civilians != Estimate.exactly(0):
            claims.append(
                self._claim(incident, Measure.KILLED, "killed_civilians", civilians, "civilians")
            )
        return tuple(claims)

    def _claim(
        self,
        incident: Incident,
        measure: Measure,
        name: str,
        estimate: Estimate,
        part: str | None,
    ) -> Claim:
        return Claim(
            claim_id=stable_id("clm", incident.incident_id, measure.value, part),
            incident_id=incident.incident_id,
            measure=measure,
            estimate=estimate,
            origin=Cell(
                import_id=self.reader.import_id,
                line=self.record.line,
                column=self.reader.column(name),
                text=self.reader.cell(self.record, name),
            ),
            source=self._line("source") or self.reader.source,
            said=self._said(incident),
            subset_of=part,
            status=PersonStatus.CIVILIAN if part else PersonStatus.UNKNOWN,
            grade=None,
        )

    def _said(self, incident: Incident) -> Moment:
        """When it was said: the report's date where a cell gives it, else the last day."""
        try:
            told = read_day(self.text("source_date"), self.reader.reading.date_order).first
        except NotADate:
            told = incident.when.last
        return Moment.of(max(told, incident.when.last))

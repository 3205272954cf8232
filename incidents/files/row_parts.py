"""How each part of a row is read: its date, its place, its figures, and who, what and by whom.

Pure over the `Gazetteer` port. Each reader looks at the fields named beside it and at no others,
which is what lets `incidents.files.parts` remember what it found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from incidents.files.cell_names import Where
from incidents.files.cells import is_unknown, plain
from incidents.files.coding import read_event_type, read_weapon
from incidents.files.dates import Day, NotADate, read_day
from incidents.files.draft import Fault
from incidents.files.figures import COUNT_FIELDS, Figures
from incidents.files.formats import Format
from incidents.files.oddities import is_error
from incidents.files.parts import Figure, PartCells, Told, Who
from incidents.files.placing import Placer
from incidents.files.positions import read_pair
from incidents.files.stems import JOINT, joint_fields
from incidents.model import (
    PRECISION_WORDS,
    Actor,
    DateBasis,
    Estimate,
    Measure,
    Place,
    Precision,
    Sensitivity,
    When,
)
from incidents.model.coding import Attribution

WHEN_FIELDS = ("date", "date_end", "date_prec", "time")
PLACE_FIELDS = ("location", "country", "adm1", "adm2", "latitude", "longitude", "precision")
CIVILIANS = "killed_civilians"
FIGURE_FIELDS = (*COUNT_FIELDS, CIVILIANS)
KIND_FIELDS = ("event_type", "sub_event_type")
WHO_FIELDS = ("weapon", "actor1", "actor2")
TOLD_FIELDS = ("source", "source_date", "sensitivity")

_JOINT_CURE = "Two counts are read here, as 3/5; killed and injured in one figure are 'casualties'."
#: Where a place should stand: the row is a sum of others and would be counted again.
TOTALS = frozenset({
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall", "in total",
    "усього", "всього", "разом", "итого", "всего",
})  # fmt: skip

_SENSITIVITY = {s.value: s for s in Sensitivity}


@dataclass(frozen=True, slots=True)
class PartReaders:
    """Reads the parts of one file's rows.

    Attributes:
        fields: the fields the file has.
        date_order: as the whole column says, see `incidents.files.dates`.
        today: dates after it are in the future; ``None`` lets every date pass.
        source: who is named as the source of figures whose row names nobody.
        mark: the table's decimal mark, see `incidents.files.marks`.
    """

    form: Format
    fields: frozenset[str]
    placer: Placer
    date_order: str | None
    today: date | None
    source: str
    mark: str | None = None

    def when(self, row: PartCells) -> When | None:
        """The date; None if it cannot be read, which is a fault."""
        first = self._day(row, "date")
        if first is None:
            return None
        end = first.last
        if row.text("date_end").strip():
            last = self._day(row, "date_end")
            if last is None:
                return None
            end = last.last or last.first
        if end is not None and end < first.first:
            row.fault("row.date_order", "date_end")
            return None
        end = end if end != first.first else None
        prec = self._date_prec(row, first.first, end)
        clock = first.clock or _clock(row)
        return When(
            start=first.first, end=end, date_prec=prec, basis=DateBasis.CELL, local_time=clock
        )

    def _day(self, row: PartCells, name: str) -> Day | None:
        try:
            day = read_day(row.text(name), self.date_order, self.today.year if self.today else 2050)
        except NotADate as error:
            row.fault(error.code, name)
            return None
        if self.today is not None and day.first > self.today:
            row.fault("row.date_future", name)
            return None
        if day.two_digits:
            row.warn("row.year_two_digits", name, f"It was read as {day.first.year}.")
        return day

    def _date_prec(self, row: PartCells, first: date, last: date | None) -> int:
        text = plain(row.text("date_prec")).split(".")[0]
        codes = self.form.date_precs or {str(n): n for n in range(1, 6)}
        if text and text not in codes:
            row.fault("row.code_unknown", "date_prec", f"Known are {', '.join(codes)}.")
        days = 1 if last is None else (last - first).days + 1
        # UCDP: 1 the day, 2 two to six days, 3 a week, 4 eight to thirty-one days, 5 longer.
        spanned = next((c for c, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)
        return max(codes.get(text, 1), 1 if text in codes else spanned)

    def place(self, row: PartCells) -> Place:
        """The place as far as it is known."""
        latitude, longitude = self._point(row)
        where = Where(
            location=row.text("location"),
            country=row.text("country"),
            adm1=row.text("adm1"),
            adm2=row.text("adm2"),
            latitude=latitude,
            longitude=longitude,
            precision=self._precision(row),
        )
        faults = [
            Fault("row.is_total", name, row.text(name))
            for name in ("location", "adm1", "adm2", "country")
            if plain(row.text(name)).casefold().rstrip(":") in TOTALS
        ]
        faults += [
            Fault("row.cell_error", name, row.text(name))
            for name in ("location", "adm1", "adm2", "country")
            if is_error(row.text(name))
        ]
        warnings: list[Fault] = []
        place = self.placer.place(where, faults, warnings)
        row.faults.extend(map(row.renamed, faults))
        row.warnings.extend(map(row.renamed, warnings))
        return place

    def _point(self, row: PartCells) -> tuple[str, str]:
        """Texts of the two coordinates, which may stand in one cell."""
        if "latitude" not in self.fields or row.column("latitude") != row.column("longitude"):
            return row.text("latitude"), row.text("longitude")
        try:
            return read_pair(row.text("latitude"))
        except ValueError:
            row.fault("row.coordinate_unreadable", "latitude")
            return "", ""

    def _precision(self, row: PartCells) -> Precision | None:
        """The row's place precision; a code the list does not have is a fault."""
        text = plain(row.text("precision"))
        if not text:
            return None
        table = self.form.precisions or PRECISION_WORDS
        found = table.get(text) or table.get(text.casefold()) or table.get(text.split(".")[0])
        if found is None:
            row.fault("row.code_unknown", "precision", f"Known are {', '.join(table)}.")
        return found

    def figures(self, row: PartCells) -> tuple[Figure, ...]:
        """Every count the row states; civilians among the killed are a part, never added."""
        joint = self._joint(row)
        if joint is None:
            return ()
        figures = Figures(self.form, lambda name: joint.get(name) or row.text(name),
                          self.fields, self.mark)  # fmt: skip
        found = [(m, e, None, name) for m, name, e in figures.estimates()]
        civilians = figures.count(CIVILIANS)
        row.faults.extend(map(row.renamed, figures.faults))
        row.warnings.extend(map(row.renamed, figures.warnings))
        stated: list[tuple[Measure, Estimate, str | None, str]] = [*found]
        if civilians is not None and civilians != Estimate.exactly(0):
            stated.append((Measure.KILLED, civilians, "civilians", CIVILIANS))
        return tuple(Figure(m, e, p, row.column(n), row.cell(n)) for m, e, p, n in stated)

    def _joint(self, row: PartCells) -> dict[str, str] | None:
        """Texts of two counts in one cell, as ``3/5``; None if it holds but one, a fault."""
        column = row.column("killed")
        if not {"killed", "injured"} <= self.fields or column != row.column("injured"):
            return {}
        text = row.text("killed")
        if not text.strip() or is_unknown(text):
            return {}
        parts = [p.strip() for p in re.split(r"[/|;]", text)]
        if len(parts) != len(JOINT) or not all(parts):
            row.fault("row.count_unreadable", "killed", _JOINT_CURE)
            return None
        return dict(zip(joint_fields(column), parts, strict=True))

    def kind(self, row: PartCells) -> tuple[str | None, str | None]:
        """ACLED's event type and sub-type."""
        coded = read_event_type(row.text("event_type"), row.text("sub_event_type"))
        if coded is None:
            row.warn("row.event_type_unknown", "event_type")
            return None, None
        return coded

    def who(self, row: PartCells) -> Who:
        """Weapon and actors, as named."""
        weapon = read_weapon(row.text("weapon"))
        names = (row.line("actor1"), row.line("actor2"))
        return Who(
            () if weapon is None else (weapon,),
            tuple(Actor(name, Attribution.ATTRIBUTED) for name in names if name),
        )

    def told(self, row: PartCells) -> Told:
        """Who says it and when; the day is None where no cell gives one that can be read."""
        try:
            day = read_day(row.text("source_date"), self.date_order).first
        except NotADate:
            day = None
        return Told(row.line("source") or self.source, day, _sensitivity(row))


def _sensitivity(row: PartCells) -> Sensitivity:
    said = plain(row.text("sensitivity")).casefold()
    # What is marked in a way not known is kept back rather than shown.
    return _SENSITIVITY.get(said, Sensitivity.WITHHOLD) if said else Sensitivity.OPEN


def _clock(row: PartCells) -> time | None:
    found = re.match(r"(\d{1,2}):(\d{2})", plain(row.text("time")))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    clock = time(int(found[1]), int(found[2]))
    return clock if clock != time(0) else None

"""The first rows of a table as they would be read, beside the cells they were read from.

For the mapping screen: what is looked at here may still lack a date column or an answer.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from incidents.files.draft import Accepted, Duplicate, Fault, Rejected, Row, shown
from incidents.files.limits import ReadOptions
from incidents.files.mapping import COUNTED, Mapping
from incidents.files.opening import open_source, refuse
from incidents.files.planning import plan_of
from incidents.files.reading import Table
from incidents.files.understanding import missing, suppose
from incidents.model import Estimate, Incident, Place, Precision, Qualifier, When

ROWS = 8
_SAMPLE = 30
_PLACE = frozenset({"location", "country", "adm1", "adm2", "precision"})


@dataclass(frozen=True, slots=True)
class Glance:
    """What a file's first records say, before anything is required of it.

    Attributes:
        sample: cells of the first rows below the header.
        missing: what every incident needs and no column holds, in words.
        form_id, form_name, why: the format and what says so.
    """

    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    mapping: Mapping
    form_id: str
    form_name: str
    why: str
    missing: tuple[str, ...]

    def cells(self, column: str, most: int = 3) -> tuple[str, ...]:
        """The first filled cells of a column, each once."""
        at = self.header.index(column)
        filled = (row[at] for row in self.sample if at < len(row) and row[at].strip())
        return tuple(dict.fromkeys(filled))[:most]


def glance(source: bytes | Path, options: ReadOptions) -> Glance:
    """Look at the first records of a file; BadFile if it can be no table."""
    opened = open_source(source, options)
    plan = plan_of(opened, options)
    head = list(itertools.islice(plan.stream(), _SAMPLE + 2))
    if not head:
        raise refuse("file.empty", "It holds blank lines only.")
    found = suppose(head, options)
    return Glance(
        header=found.header,
        sample=tuple(tuple(r.cells) for r in head[found.skip :]),
        mapping=found.mapping,
        form_id=found.form.format_id,
        form_name=found.form.name,
        why=found.why,
        missing=() if found.form.format_id == "own" else missing(found.mapping),
    )


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell: as written, as it would be read ("" if nothing is), and what is wrong or odd."""

    field: str
    column: str
    original: str
    read: str
    note: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: its line, what becomes of it, its mapped cells and what concerns no cell."""

    line: int
    fate: str
    cells: tuple[PreviewCell, ...]
    notes: tuple[str, ...] = ()


def preview(table: Table, rows: int = ROWS) -> tuple[PreviewRow, ...]:
    """Read the first rows and say what each mapped cell came to."""
    found = itertools.islice(table.records_and_rows(), rows)
    return tuple(_row(table, cells, row) for cells, row in found)


def _row(table: Table, cells: list[str], row: Row) -> PreviewRow:
    if isinstance(row, Duplicate):
        return PreviewRow(row.line, f"the same as line {row.same_as}", ())
    faults = row.faults if isinstance(row, Rejected) else row.warnings
    header = table.reading.header
    columns = [(f, c) for f, c in table.reading.mapping.columns if c in header]
    drawn = tuple(_cell(f, c, _at(cells, header.index(c)), row, faults) for f, c in columns)
    named = {c for _, c in columns}
    rest = tuple(f.why for f in faults if f.column not in named)
    fate = "rejected" if isinstance(row, Rejected) else "accepted"
    return PreviewRow(row.line, fate, drawn, rest)


def _at(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _cell(
    name: str, column: str, original: str, row: Accepted | Rejected, faults: tuple[Fault, ...]
) -> PreviewCell:
    mine = [f for f in faults if f.column == column]
    note = " ".join(dict.fromkeys(f.why for f in mine))
    read = read_as(name, row, original) if isinstance(row, Accepted) else ""
    bad = bool(mine) and isinstance(row, Rejected)
    return PreviewCell(name, column, shown(original), read, note, bad)


def read_as(name: str, row: Accepted, original: str) -> str:
    """What a field of an accepted row came to, in words; "" where nothing is claimed."""
    incident = row.incident
    if name in ("date", "date_end", "time", "date_prec"):
        return _when(name, incident.when)
    if name in ("latitude", "longitude") or name in _PLACE:
        return _where(name, incident.place)
    if name in ("event_type", "sub_event_type"):
        return getattr(incident, name) or ""
    stem = name.removesuffix("_low").removesuffix("_high")
    measure = next((m for m in COUNTED if m.value == stem), None)
    if measure is not None or name == "killed_civilians":
        part = "civilians" if measure is None else None
        kind = measure or COUNTED[0]
        found = (c for c in row.claims if c.measure is kind and c.subset_of == part)
        claim = next(found, None)
        return "" if claim is None else said(claim.estimate)
    return _text(name, incident, original)


def _text(name: str, incident: Incident, original: str) -> str:
    if name == "sensitivity":
        return incident.sensitivity.value
    if name == "weapon":
        return "; ".join(w.name for w in incident.weapons)
    if name == "title":
        return shown(incident.title or "")
    return shown(" ".join(original.split()), 60)


def _when(name: str, when: When) -> str:
    if name == "time":
        return when.local_time.strftime("%H:%M") if when.local_time else ""
    if name == "date_prec":
        return str(when.date_prec)
    day = (when.end or when.start) if name == "date_end" else when.start
    until = f" to {when.end.day} {when.end:%B %Y}" if when.end and name == "date" else ""
    return f"{day.day} {day:%B %Y}{until}"


def _where(name: str, place: Place) -> str:
    if name in ("latitude", "longitude"):
        value = place.lat if name == "latitude" else place.lon
        return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")
    if name == "location":
        placed = place.name or ""
        return placed if place.placed else f"{placed} (not placed)".strip()
    if name == "precision":
        return place.precision.value if place.precision is not Precision.UNKNOWN else ""
    return str(getattr(place, name) or "")


def said(estimate: Estimate) -> str:
    """Write an estimate in a few words: "at least 12", "12 to 15", "about 12"."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if estimate.qualifier is Qualifier.VAGUE:
        return f"at least {low} ({estimate.word})" if estimate.word else f"at least {low}"
    if estimate.qualifier in (Qualifier.ABOUT, Qualifier.MORE_THAN):
        return f"{'about' if estimate.qualifier is Qualifier.ABOUT else 'more than'} {best}"
    if low is None and best is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low if low is not None else best}"
    if low == high:
        return str(high)
    return f"{low if low is not None else best} to {high}" + (
        f", best {best}" if best not in (None, low, high) else ""
    )

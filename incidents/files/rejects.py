"""The rejects file: the rows that did not get in, why, and how to mend them.

Original cells plus six columns. A mended file is uploaded like any other: the added columns are
recognised and left out. Cells that a spreadsheet would run are defused, and restored on the
way back in. Always CSV in UTF-8 with a byte order mark, so that spreadsheets read it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.files.draft import Reading, Rejected, shown
from incidents.files.formulas import defuse, printable, restore
from incidents.files.mapping import FIELDS
from incidents.files.records import Record

REJECT_COLUMNS = (
    "reject_code",
    "reject_line",
    "reject_column",
    "reject_value",
    "reject_why",
    "reject_cure",
)
_EXTRA = "reject_extra_"


@dataclass(frozen=True, slots=True)
class RejectsShape:
    """Where the original columns end in a rejects file that comes back."""

    header: tuple[str, ...]
    extra: int

    @classmethod
    def of(cls, header: tuple[str, ...]) -> RejectsShape | None:
        """Recognise a rejects file by its added columns."""
        if header[-len(REJECT_COLUMNS) :] != REJECT_COLUMNS:
            return None
        own = tuple(n for n in header[: -len(REJECT_COLUMNS)] if not n.startswith(_EXTRA))
        return cls(own, len(header) - len(REJECT_COLUMNS) - len(own))

    def stripped(self, record: Record) -> Record:
        """Take the added columns off a row; cells left in the extra columns stay, as a fault."""
        cells = [restore(c) for c in record.cells[: len(self.header) + self.extra]]
        while len(cells) > len(self.header) and not cells[-1].strip():
            cells.pop()
        return record._replace(cells=cells)


def write_rejects(reading: Reading, rejected: Iterable[Rejected]) -> bytes:
    """Write the rejects file; only the header if nothing was rejected."""
    rows = list(rejected)
    width = len(reading.header)
    extra = max((len(r.cells) - width for r in rows), default=0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    more = [f"{_EXTRA}{i}" for i in range(1, max(extra, 0) + 1)]
    writer.writerow([*reading.header, *more, *REJECT_COLUMNS])
    for row in rows:
        cells = [*row.cells, *[""] * (width + len(more) - len(row.cells))]
        writer.writerow([*(defuse(c) for c in cells), *_explained(row)])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _explained(row: Rejected) -> list[str]:
    faults = row.faults
    return [
        "; ".join(f.code for f in faults),
        str(row.line),
        "; ".join(f.column for f in faults),
        defuse(shown("; ".join(f.value for f in faults))),
        printable(" ".join(dict.fromkeys(f.why for f in faults))),
        " ".join(dict.fromkeys(f.cure for f in faults)),
    ]


_EXAMPLE = {
    "event_id": "example-1",
    "date": "2024-03-05",
    "event_type": "Shelling/artillery/missile attack",
    "location": "Kharkiv",
    "country": "UA",
    "latitude": "49.9935",
    "longitude": "36.2304",
    "precision": "settlement",
    "killed": "≥3",
    "injured": "12-15",
    "source": "Name of the source",
    "url": "https://example.org/report",
    "notes": "Delete this row before you upload the file.",
}


def template_csv() -> bytes:
    """The template: every column there is, and one example row."""
    columns = [f for f in FIELDS if not f.endswith(("_low", "_high"))]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerow([_EXAMPLE.get(c, "") for c in columns])
    return out.getvalue().encode("utf-8-sig")

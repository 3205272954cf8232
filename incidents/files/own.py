"""Our own exports read back: the whole record, if nobody edited the row.

Pure. The record a row carries is taken only if every cell beside it still says the same;
otherwise the row is read from its cells like any other.
"""

from __future__ import annotations

import json

from incidents.files.draft import Accepted
from incidents.files.plain import of_record
from incidents.files.records import Record
from incidents.files.selection import COLUMNS, DERIVED, PROVENANCE, flat

#: Cells made of more than the record alone; they are not compared.
_NOT_COMPARED = PROVENANCE | DERIVED | {"url", "record"}


def read_own(record: Record, header: tuple[str, ...]) -> Accepted | None:
    """Read a row of our own export; None if it was edited or its record is not whole."""
    cells = dict(zip(header, record.cells, strict=False))
    try:
        incident, claims = of_record(json.loads(cells["record"]))
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    same = flat(incident, claims)
    compared = COLUMNS.keys() - _NOT_COMPARED
    figures_as_of = cells.get("as_of", "now") != "now"
    if any(
        cells.get(c, "") != same[c]
        for c in compared
        if not (figures_as_of and c.startswith(_MEASURE_PREFIXES))
    ):
        return None
    return Accepted(record.line, record.lines, incident, claims)


_MEASURE_PREFIXES = tuple(sorted({c.removesuffix("_low") for c in COLUMNS if c.endswith("_low")}))

"""Tables to take away: CSV that says of itself what it is.

Pure. Each row carries the selection, as-of time, data revision, licence and the day it was
saved, because a row is what gets copied into the next sheet. A text that a spreadsheet would
run as a formula is quoted with an apostrophe (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from incidents.geocode.pcodes import raion_pcode, unit_pcode
from incidents.model import TOLL_MEASURES, Measure
from incidents.query import PlaceRow, TableRow, TimeRow
from incidents.summary.toll import Figure, Toll
from incidents.ui import words
from incidents.ui.charts import Caption

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, object]


def csv_bytes(rows: Iterable[Row], caption: Caption, saved_on: date) -> bytes:
    """Write rows, each with its caption, as UTF-8 CSV with a byte order mark for spreadsheets."""
    beside: Row = {
        "note": "reported, not verified",
        "as_of": caption.as_of,
        "selection": caption.selection,
        "data_revision": caption.revision,
        "licence": caption.licence,
        "saved_on": saved_on.isoformat(),
    }
    whole = [{**row, **beside} for row in rows] or [beside]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(whole[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({k: plain(v) for k, v in row.items()} for row in whole)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain(value: object) -> object:
    """Give a cell that no spreadsheet runs; None is an empty cell, never 0."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def toll_rows(tolls: Iterable[tuple[str, Toll]]) -> list[Row]:
    """One row for each data set and measure."""
    rows: list[Row] = []
    for dataset, toll in tolls:
        rows.append({"dataset": dataset, "measure": "incidents", **_bounds(None)})
        rows[-1]["best"] = toll.incidents
        rows += [
            {"dataset": dataset, "measure": m.value, **_bounds(toll.figures.get(m))}
            for m in TOLL_MEASURES
        ]
    return rows


def place_rows(places: Iterable[PlaceRow]) -> list[Row]:
    """One row for each place, three columns for each measure."""
    return [
        {"place": p.label, "precision": p.precision.value, "incidents": p.incidents}
        | _wide(p.figures)
        for p in places
    ]


def time_rows(times: Iterable[TimeRow]) -> list[Row]:
    """One row for each day or month."""
    return [{"when": t.bucket, "incidents": t.incidents} | _wide(t.figures) for t in times]


def table_rows(rows: Iterable[TableRow]) -> list[Row]:
    """One row for each incident as the table lists it."""
    return [
        {
            "incident": r.incident_id,
            "part_of": r.parent_id,
            "date": r.date,
            "date_prec": r.date_prec,
            "what": r.label,
            "place": r.place_name,
            "precision": r.precision.value,
            "country": r.country,
            "adm1": r.adm1,
            "adm2": r.adm2,
            "adm1_pcode": unit_pcode(r.adm1),
            "adm2_pcode": raion_pcode(r.adm1, r.adm2, r.precision),
            "event_type": r.event_type,
            "sub_event_type": r.sub_event_type,
            "weapons": r.weapons,
            "placeholder": r.placeholder,
            "dataset": r.dataset_id,
            "sources": r.sources,
        }
        | _wide(r.figures)
        for r in rows
    ]


def _wide(figures: Mapping[Measure, Figure]) -> Row:
    wide: Row = {}
    for measure in TOLL_MEASURES:
        for bound, value in _bounds(figures.get(measure)).items():
            if bound in {"low", "best", "high"}:
                wide[f"{measure.value}_{bound}"] = value
    return wide


def _bounds(figure: Figure | None) -> Row:
    if figure is None:
        figure = Figure()
    said = words.figure(figure)
    notes = "; ".join(words.notes(figure))
    return {
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "in_words": said,
        "notes": notes,
    }

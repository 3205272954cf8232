"""Values to rows and back. Rows hold text, numbers, booleans and None only, so they are JSON too.

No database here. ``row_of(value_of(row)) == row`` for every row this module wrote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from incidents.errors import StoreError
from incidents.model import (
    Actor,
    Attribution,
    Cell,
    Claim,
    Counter,
    DateBasis,
    Estimate,
    Incident,
    Measure,
    Moment,
    Origin,
    Person,
    PersonStatus,
    Place,
    Precision,
    Qualifier,
    Quote,
    Record,
    Report,
    Sensitivity,
    Standing,
    Weapon,
    When,
    Wording,
)
from incidents.store.row_parts import (
    Row,
    actors_text,
    estimate_row,
    json_text,
    place_row,
    said_row,
    weapons_text,
    when_row,
)

#: What is read: a dict of the log or a database's row, whose keys are known to be text.
Found = Mapping[Any, Any]

#: What stands where a redaction took words away; same length, so that offsets stay true.
BLACKED = "█"


def kind_of(record: Record) -> str:
    """Name the kind of a record as the log does."""
    if isinstance(record, Report):
        return "report"
    return "incident" if isinstance(record, Incident) else "claim"


def id_of(record: Record) -> str:
    """Give the id of any record."""
    if isinstance(record, Report):
        return record.report_id
    return record.incident_id if isinstance(record, Incident) else record.claim_id


def row_of(record: Record) -> Row:
    """Give the row of any record."""
    if isinstance(record, Report):
        return report_row(record)
    return incident_row(record) if isinstance(record, Incident) else claim_row(record)


def value_of(kind: str, row: Found) -> Record:
    """Give the value of a row of that kind."""
    if kind == "report":
        return report_value(row)
    return incident_value(row) if kind == "incident" else claim_value(row)


def report_row(report: Report) -> Row:
    """Row of a report."""
    return {
        "report_id": report.report_id,
        "text": report.text,
        "publisher": report.publisher,
        "published": report.published.isoformat(),
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "zone": report.zone,
        "wording": report.wording.value,
        "licence": report.licence,
        "withdrawn": report.withdrawn,
        "redacted": report.redacted,
        "revision": report.revision,
    }


def report_value(row: Found) -> Report:
    """Report of a row; a published text of 10 characters is a day, a longer one a clock time."""
    said: str = row["published"]
    rest = {k: row[k] for k in ("publisher", "url", "title", "language", "zone", "licence")}
    return Report(
        report_id=row["report_id"],
        text=row["text"],
        published=date.fromisoformat(said) if len(said) == 10 else datetime.fromisoformat(said),
        wording=Wording(row["wording"]),
        withdrawn=bool(row["withdrawn"]),
        redacted=bool(row["redacted"]),
        revision=row["revision"],
        **rest,
    )


def incident_row(incident: Incident) -> Row:
    """Row of an incident, with its H3 cell."""
    return {
        "incident_id": incident.incident_id,
        "parent_id": incident.parent_id,
        "title": incident.title,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "weapons": weapons_text(incident.weapons),
        "actors": actors_text(incident.actors),
        "placeholder": incident.placeholder,
        "excludes": json_text(list(incident.excludes)),
        "dataset_id": incident.dataset_id,
        "import_id": incident.import_id,
        "native": json_text([list(pair) for pair in incident.native]),
        "sensitivity": incident.sensitivity.value,
        "notes": incident.notes,
        "quotes": json_text([[q.report_id, q.start, q.end, q.text] for q in incident.quotes]),
        "added_at": _iso(incident.added_at),
        **place_row(incident.place),
        **when_row(incident.when),
        "revision": incident.revision,
    }


def incident_value(row: Found) -> Incident:
    """Incident of a row; see `schema.INCIDENTS` for rows of an upload."""
    same = ("incident_id", "parent_id", "title", "event_type", "sub_event_type", "dataset_id")
    return Incident(
        **{name: row[name] for name in (*same, "import_id", "notes", "revision")},
        place=place_value(row),
        when=_when_value(row),
        weapons=tuple(Weapon(n, f, may) for n, f, may in json.loads(row["weapons"])),
        actors=tuple(Actor(n, Attribution(a)) for n, a in json.loads(row["actors"])),
        placeholder=bool(row["placeholder"]),
        excludes=tuple(json.loads(row["excludes"])),
        native=_native(row["native"], row.get("columns")),
        sensitivity=Sensitivity(row["sensitivity"]),
        quotes=tuple(
            Quote(report_id=r, start=s, end=e, text=t) for r, s, e, t in json.loads(row["quotes"])
        ),
        added_at=datetime.fromisoformat(row["added_at"]) if row["added_at"] else None,
    )


def _native(text: str, columns: str | None) -> tuple[tuple[str, str], ...]:
    """The source's own cells: pairs, or cells under the columns that their upload keeps."""
    cells = json.loads(text)
    if cells and isinstance(cells[0], str):
        if columns is None:
            raise StoreError("an imported row without the columns of its import; restore a backup")
        # A row may end before columns that bear no name.
        return tuple(zip(_columns(columns), cells, strict=False))
    return tuple((k, v) for k, v in cells)


@lru_cache(maxsize=64)
def _columns(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def place_value(row: Found) -> Place:
    """Place of an incident's row."""
    same = ("lat", "lon", "country", "adm1", "adm2", "place_id", "toponym", "extent_km", "score")
    return Place(
        name=row["place_name"],
        precision=Precision(row["precision"]),
        expected=Precision(row["expected"]) if row["expected"] else None,
        runner_up=row["runner_up"],
        **{name: row[name] for name in same},
    )


def _when_value(row: Found) -> When:
    return When(
        start=date.fromisoformat(row["day_start"]),
        end=date.fromisoformat(row["day_end"]) if row["day_end"] else None,
        date_prec=row["date_prec"],
        basis=DateBasis(row["date_basis"]),
        local_time=time.fromisoformat(row["local_time"]) if row["local_time"] else None,
        zone=row["zone"],
    )


_NO_ORIGIN: Row = dict.fromkeys(
    ("report_id", "quote_start", "quote_end", "quote", "import_id", "line", "column_name",
     "cell_text", "author", "authored_at", "reason", "replaces")
)  # fmt: skip


def claim_row(claim: Claim) -> Row:
    """Row of a claim. ``added_at`` and ``revision`` are the ledger's to add."""
    counter = claim.counted_by
    return {
        "claim_id": claim.claim_id,
        "incident_id": claim.incident_id,
        "measure": claim.measure.value,
        **estimate_row(claim.estimate),
        **_NO_ORIGIN,
        **_origin_row(claim.origin),
        "source": claim.source,
        **said_row(claim.said),
        "counter_name": counter.name if counter else None,
        "counter_standing": int(counter.standing) if counter else None,
        "counter_party": counter.party if counter else None,
        "status": claim.status.value,
        "subset_of": claim.subset_of,
        "carried": claim.carried,
        "increment": claim.increment,
        "superseded": claim.superseded,
        "background": claim.background,
        "grade": claim.grade,
        "pattern": claim.pattern,
    }


def _origin_row(origin: Origin) -> Row:
    if isinstance(origin, Quote):
        return {
            "origin": "quote",
            "report_id": origin.report_id,
            "quote_start": origin.start,
            "quote_end": origin.end,
            "quote": origin.text,
        }
    if isinstance(origin, Cell):
        return {
            "origin": "cell",
            "import_id": origin.import_id,
            "line": origin.line,
            "column_name": origin.column,
            "cell_text": origin.text,
        }
    return {
        "origin": "person",
        "author": origin.author,
        "authored_at": origin.at.isoformat(),
        "reason": origin.reason,
        "replaces": origin.replaces,
    }


def claim_value(row: Found) -> Claim:
    """Claim of a row."""
    same = ("claim_id", "incident_id", "source", "subset_of", "grade", "pattern")
    flags = ("carried", "increment", "superseded", "background")
    return Claim(
        measure=Measure(row["measure"]),
        estimate=Estimate(
            row["low"], row["best"], row["high"], Qualifier(row["qualifier"]), row["word"]
        ),
        origin=_origin_value(row),
        said=Moment(
            datetime.fromisoformat(row["said_from"]), datetime.fromisoformat(row["said_until"])
        ),
        counted_by=_counter_value(row),
        status=PersonStatus(row["status"]),
        **{name: row[name] for name in same} | {name: bool(row[name]) for name in flags},
    )


def _counter_value(row: Found) -> Counter | None:
    if row["counter_name"] is None:
        return None
    party = row["counter_party"]
    return Counter(
        row["counter_name"],
        Standing(row["counter_standing"]),
        None if party is None else bool(party),
    )


def _origin_value(row: Found) -> Origin:
    if row["origin"] == "quote":
        return Quote(
            report_id=row["report_id"],
            start=row["quote_start"],
            end=row["quote_end"],
            text=row["quote"],
        )
    if row["origin"] == "cell":
        return Cell(
            import_id=row["import_id"],
            line=row["line"],
            column=row["column_name"],
            text=row["cell_text"],
        )
    return Person(
        author=row["author"],
        at=datetime.fromisoformat(row["authored_at"]),
        reason=row["reason"],
        replaces=row["replaces"],
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

"""Uploads: many rows in one transaction, and out again in one.

The rows of an import are not repeated in the log: the revision names the import, and the file
as it came is kept beside the ledger (``raw_path``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from incidents.errors import Conflict, NotFound
from incidents.model import Claim, Incident, Revision
from incidents.store import bulk, schema
from incidents.store.blocks import Value
from incidents.store.bulk import Batch
from incidents.store.inserting import hasty, insert_many, roomy
from incidents.store.proving import proved
from incidents.store.row_parts import Row, json_text
from incidents.store.rows import incident_row
from incidents.store.writing import CHUNK, Step, ledger_row, log_step

ImportRow = tuple[Incident, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One upload.

    Attributes:
        import_id: hash of the file and the mapping, so that a retry is known as one.
        rows_read, rows_kept, rows_refused: data rows of the file.
        mapping: the column mapping as JSON text, ``None`` for a known format.
        raw_path: where the file as it came is kept, relative to the settings' home.
        columns: the file's columns, which its rows' own cells stand under; empty where rows
            keep them themselves.
        revision: 0 before it is saved.
        undone_by: the revision that took it away again.
    """

    import_id: str
    file_name: str
    dataset_id: str
    author: str
    rows_read: int
    rows_kept: int
    rows_refused: int = 0
    mapping: str | None = None
    raw_path: str | None = None
    columns: tuple[str, ...] = ()
    at: datetime | None = None
    revision: int = 0
    undone_by: int | None = None


#: Writes the rows of an import whose head stands.
Write = Callable[[sa.Connection, Step], None]


def bulk_import(
    connection: sa.Connection,
    rows: Iterable[ImportRow],
    record: ImportRecord,
    step: Step,
    counted: Callable[[], ImportRecord] | None = None,
) -> Revision:
    """Write an import; one that stands already is answered with its own revision.

    ``counted`` is asked for the record again once the rows have streamed, when their number
    is known; what it raises takes the whole import back.
    """

    def write(connection: sa.Connection, step: Step) -> None:
        stream = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            _write_chunk(connection, chunk, step)

    return _once(connection, write, record, step, counted)


def bulk_load(
    connection: sa.Connection,
    batches: Iterable[Batch],
    record: ImportRecord,
    step: Step,
    counted: Callable[[], ImportRecord] | None = None,
) -> Revision:
    """Write an import whose rows are columns already; else as `bulk_import`."""

    def write(connection: sa.Connection, step: Step) -> None:
        import_id, dataset_id = record.import_id, record.dataset_id
        mine: dict[str, Value] = {
            "import_id": import_id,
            "added_at": step.at.isoformat(),
            "revision": step.number,
        }
        one = {**bulk.INCIDENT_SHARED, **mine, "dataset_id": dataset_id}
        figure = {**bulk.CLAIM_SHARED, **mine}
        for batch in batches:
            bulk.prove_references(batch.incidents, batch.claims)
            with proved(connection, (schema.incident, schema.claim)):
                insert_many(connection, schema.incident, bulk.INCIDENT, batch.incidents, one)
                insert_many(connection, schema.claim, bulk.CLAIM, batch.claims, figure)

    return _once(connection, write, record, step, counted)


def _once(
    connection: sa.Connection,
    write: Write,
    record: ImportRecord,
    step: Step,
    counted: Callable[[], ImportRecord] | None,
) -> Revision:
    known = find(connection, record.import_id)
    if known is not None and known.undone_by is None:
        return _head(replace(step, number=known.revision, at=known.at or step.at), known.import_id)
    roomy(connection)
    named = replace(step, import_id=record.import_id)
    log_step(connection, named)
    _save_record(connection, record, named, again=known is not None)
    write(connection, named)
    if counted is not None:
        _save_record(connection, counted(), named, again=True)
    return _head(named, record.import_id)


def _head(step: Step, import_id: str) -> Revision:
    return Revision(
        number=step.number,
        at=step.at,
        author=step.author,
        action=step.action,
        reason=step.reason,
        undoes=step.undoes,
        import_id=import_id,
    )


def _save_record(
    connection: sa.Connection, record: ImportRecord, step: Step, *, again: bool
) -> None:
    row = {
        "import_id": record.import_id,
        "file_name": record.file_name,
        "dataset_id": record.dataset_id,
        "at": step.at.isoformat(),
        "author": step.author,
        "rows_read": record.rows_read,
        "rows_kept": record.rows_kept,
        "rows_refused": record.rows_refused,
        "mapping": record.mapping,
        "raw_path": record.raw_path,
        "columns": json_text(list(record.columns)) if record.columns else None,
        "revision": step.number,
        "undone_by": None,
    }
    table = schema.import_
    if again:
        connection.execute(table.update().where(table.c.import_id == record.import_id).values(row))
    else:
        connection.execute(table.insert(), row)


def _write_chunk(connection: sa.Connection, chunk: list[ImportRow], step: Step) -> None:
    incidents = [_incident_row(incident, step) for incident, _ in chunk]
    claims = [ledger_row(c, step) for _, claims in chunk for c in claims]
    for table, rows in ((schema.incident, incidents), (schema.claim, claims)):
        if rows:
            insert_many(connection, table, tuple(rows[0]), [tuple(r.values()) for r in rows], {})


def _incident_row(incident: Incident, step: Step) -> Row:
    row = incident_row(incident)
    added_at = row["added_at"] or step.at.isoformat()
    return row | {"import_id": step.import_id, "revision": step.number, "added_at": added_at}


def undo_import(connection: sa.Connection, import_id: str, step: Step) -> Revision:
    """Take every row of an import away, unless somebody has worked on them since."""
    known = find(connection, import_id)
    if known is None:
        raise NotFound(f"import {import_id!r}: no such import")
    if known.undone_by is not None:
        raise Conflict(f"import {import_id!r} was taken back by revision {known.undone_by} already")
    _refuse_if_touched(connection, known)
    named = replace(step, import_id=import_id, undoes=known.revision)
    log_step(connection, named)
    # Nobody has worked on them, so all that bears the import's revision is the import's.
    with hasty(connection):
        for table in (schema.claim, schema.incident):
            connection.execute(table.delete().where(table.c.revision == known.revision))
    connection.execute(
        schema.tombstone.insert(),
        {"revision": step.number, "kind": "import", "record_id": import_id},
    )
    table = schema.import_
    connection.execute(
        table.update().where(table.c.import_id == import_id).values(undone_by=step.number)
    )
    return _head(named, import_id)


def _refuse_if_touched(connection: sa.Connection, known: ImportRecord) -> None:
    incident, claim = schema.incident.c, schema.claim.c
    mine = schema.incident.alias("mine").c

    def is_mine(key: sa.ColumnElement[str]) -> sa.Exists:
        return sa.exists().where(mine.incident_id == key, mine.import_id == known.import_id)

    later = set(_numbers(connection, sa.select(incident.revision).where(
        incident.import_id == known.import_id, incident.revision > known.revision
    )))  # fmt: skip
    later |= set(_numbers(connection, sa.select(claim.revision).where(
        claim.revision > known.revision, is_mine(claim.incident_id)
    )))  # fmt: skip
    later |= set(_numbers(connection, sa.select(incident.revision).where(
        incident.parent_id.is_not(None), incident.revision > known.revision,
        is_mine(incident.parent_id),
    )))  # fmt: skip
    if later:
        numbers = ", ".join(str(n) for n in sorted(later))
        raise Conflict(
            f"import {known.import_id!r} cannot be undone: its records were changed by revision "
            f"{numbers}. Undo those first, newest first"
        )


def _numbers(connection: sa.Connection, query: sa.Select[int]) -> Iterator[int]:
    yield from connection.execute(query.distinct()).scalars()


def find(connection: sa.Connection, import_id: str) -> ImportRecord | None:
    """Give an import, ``None`` if there is none of that id."""
    table = schema.import_
    row = connection.execute(sa.select(table).where(table.c.import_id == import_id)).mappings()
    first = row.first()
    return None if first is None else _value(first)


def listed(connection: sa.Connection) -> tuple[ImportRecord, ...]:
    """Give every import, newest first."""
    table = schema.import_
    rows = connection.execute(sa.select(table).order_by(table.c.revision.desc())).mappings()
    return tuple(_value(r) for r in rows)


def _value(row: sa.RowMapping) -> ImportRecord:
    same = {name: row[name] for name in row if name not in {"at", "columns"}}
    columns = tuple(json.loads(row["columns"] or "[]"))
    return ImportRecord(at=datetime.fromisoformat(row["at"]), columns=columns, **same)

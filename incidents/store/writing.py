"""Writes records inside a transaction the caller holds: the rows, the log, the tombstones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from incidents.errors import StaleEdit
from incidents.model import Action, Change, Claim, Incident, Record
from incidents.store import schema
from incidents.store.row_parts import Row
from incidents.store.rows import claim_row, id_of, kind_of, row_of, value_of

#: Rows per statement when many are written.
CHUNK = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The revision being written."""

    number: int
    at: datetime
    author: str
    action: Action
    reason: str
    undoes: int | None = None
    import_id: str | None = None
    decides: str | None = None


def next_number(connection: sa.Connection) -> int:
    """Give the next revision's number and keep other writers out until the transaction ends."""
    if connection.dialect.name == "postgresql":
        # Numbers must become visible in order, or a mirror would skip one.
        connection.exec_driver_sql("LOCK TABLE revision IN EXCLUSIVE MODE")
    return last_number(connection) + 1


def last_number(connection: sa.Connection) -> int:
    """Give the newest revision's number, 0 in an empty ledger."""
    found = connection.execute(sa.select(sa.func.max(schema.revision.c.number))).scalar()
    return int(found or 0)


def log_step(connection: sa.Connection, step: Step) -> None:
    """Write the head of a revision."""
    connection.execute(
        schema.revision.insert(),
        {
            "number": step.number,
            "at": step.at.isoformat(),
            "author": step.author,
            "action": step.action.value,
            "reason": step.reason,
            "undoes": step.undoes,
            "import_id": step.import_id,
            "decides": step.decides,
        },
    )


def log_changes(connection: sa.Connection, number: int, changes: Iterable[Change]) -> None:
    """Write what a revision changed, before and after."""
    rows = [_change_row(number, seq, change) for seq, change in enumerate(changes)]
    if rows:
        connection.execute(schema.change.insert(), rows)


def _change_row(number: int, seq: int, change: Change) -> Row:
    record = change.after if change.after is not None else change.before
    if record is None:
        raise ValueError("a change has neither before nor after")
    return {
        "number": number,
        "seq": seq,
        "kind": kind_of(record),
        "record_id": id_of(record),
        "before": _dump(change.before),
        "after": _dump(change.after),
    }


def _dump(record: Record | None) -> str | None:
    return None if record is None else json.dumps(row_of(record), ensure_ascii=False)


def standing(connection: sa.Connection, kind: str, record_id: str) -> Record | None:
    """Give the record as it stands now."""
    table = schema.TABLES[kind]
    query = schema.INCIDENTS if kind == "incident" else sa.select(table)
    found = connection.execute(query.where(table.c[schema.KEYS[kind]] == record_id))
    first = found.mappings().first()
    return None if first is None else value_of(kind, first)


def check_fresh(connection: sa.Connection, change: Change) -> None:
    """Raise StaleEdit unless ``change.before`` is what stands."""
    record = change.after if change.after is not None else change.before
    if record is None:
        raise ValueError("a change has neither before nor after")
    kind, record_id = kind_of(record), id_of(record)
    theirs = standing(connection, kind, record_id)
    if _same(change.before, theirs):
        return
    if theirs is None:
        what = "is gone"
    elif change.before is None:
        what = "already exists"
    else:
        what = "was changed by somebody else since it was looked at"
    raise StaleEdit(
        f"{kind} {record_id!r} {what}; compare both versions and save again",
        mine=change.after,
        theirs=theirs,
    )


def _same(before: Record | None, theirs: Record | None) -> bool:
    if before is None or theirs is None:
        return before is theirs
    if isinstance(before, Claim) or isinstance(theirs, Claim):
        # A claim has no revision of its own: it is never altered in place, only replaced.
        return before == theirs
    return before.revision == theirs.revision


def stamped(change: Change, step: Step) -> Change:
    """Give the change with the revision, and the time it was added, on its new version."""
    after = change.after
    if after is None or isinstance(after, Claim):
        return change
    if isinstance(after, Incident):
        after = replace(after, added_at=after.added_at or step.at)
    return Change(change.before, replace(after, revision=step.number))


def write(connection: sa.Connection, changes: Sequence[Change], step: Step) -> None:
    """Apply changes that were checked and stamped to the record tables."""
    for kind in schema.KINDS:
        kept = [c for c in changes if c.after is not None and kind_of(c.after) == kind]
        insert(connection, kind, [c for c in kept if c.before is None], step)
        for change in kept:
            if change.before is not None and change.after is not None:
                _update(connection, kind, change.after, step)
    for kind in reversed(schema.KINDS):
        gone = [id_of(c.before) for c in changes if _removes(c, kind) and c.before is not None]
        remove(connection, kind, gone, step.number)


def _removes(change: Change, kind: str) -> bool:
    return change.after is None and change.before is not None and kind_of(change.before) == kind


def insert(connection: sa.Connection, kind: str, changes: Sequence[Change], step: Step) -> None:
    """Add records."""
    rows = [ledger_row(c.after, step) for c in changes if c.after is not None]
    if rows:
        connection.execute(schema.TABLES[kind].insert(), rows)


def ledger_row(record: Record, step: Step) -> Row:
    """Row as stored: a claim's also tells when it was added."""
    if isinstance(record, Claim):
        return {**claim_row(record), "added_at": step.at.isoformat(), "revision": step.number}
    return row_of(record)


def _update(connection: sa.Connection, kind: str, record: Record, step: Step) -> None:
    table = schema.TABLES[kind]
    row = ledger_row(record, step)
    key = row.pop(schema.KEYS[kind])
    if isinstance(record, Claim):
        del row["added_at"]
    connection.execute(table.update().where(table.c[schema.KEYS[kind]] == key).values(row))


def remove(connection: sa.Connection, kind: str, ids: Sequence[str], number: int) -> None:
    """Remove records and leave tombstones."""
    table = schema.TABLES[kind]
    for begin in range(0, len(ids), 500):
        some = ids[begin : begin + 500]
        connection.execute(table.delete().where(table.c[schema.KEYS[kind]].in_(some)))
        connection.execute(
            schema.tombstone.insert(),
            [{"revision": number, "kind": kind, "record_id": i} for i in some],
        )

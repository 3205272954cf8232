"""The append-only log: saving, listing and taking back revisions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from incidents.errors import BadRecord, Conflict, NotFound
from incidents.model import Action, Change, Record, Revision
from incidents.store import imports, schema
from incidents.store.rows import id_of, kind_of, value_of
from incidents.store.writing import (
    Step,
    check_fresh,
    log_changes,
    log_step,
    stamped,
    standing,
    write,
)

#: Deeds that destroy words: nothing can bring these back.
FINAL = frozenset({Action.WITHDRAW, Action.REDACT})


def commit(connection: sa.Connection, changes: Sequence[Change], step: Step) -> Revision:
    """Check, write and log changes."""
    if not changes:
        raise BadRecord("revision: there is nothing to save; change a record first")
    _no_record_twice(changes)
    for change in changes:
        check_fresh(connection, change)
    done = tuple(stamped(c, step) for c in changes)
    log_step(connection, step)
    write(connection, done, step)
    log_changes(connection, step.number, done)
    return as_revision(step, done)


def _no_record_twice(changes: Iterable[Change]) -> None:
    seen = set()
    for change in changes:
        record = change.after if change.after is not None else change.before
        if record is None:
            raise BadRecord("revision: a change has neither before nor after")
        key = (kind_of(record), id_of(record))
        if key in seen:
            raise BadRecord(f"revision: {key[0]} {key[1]!r} is changed twice in one revision")
        seen.add(key)


def as_revision(step: Step, changes: tuple[Change, ...]) -> Revision:
    """Give the saved step as a value."""
    return Revision(
        number=step.number,
        at=step.at,
        author=step.author,
        action=step.action,
        reason=step.reason,
        changes=changes,
        undoes=step.undoes,
        import_id=step.import_id,
        decides=step.decides,
    )


def undo(connection: sa.Connection, number: int, step: Step) -> Revision:
    """Take a revision back, unless later ones touched the same records."""
    done = find(connection, number)
    if done.action in FINAL:
        raise Conflict(
            f"revision {number} ({done.action.value}) destroyed words and cannot be undone; "
            "add the report again if it may be kept"
        )
    if done.import_id is not None and not done.changes and done.action is Action.IMPORT:
        return imports.undo_import(connection, done.import_id, step)
    if done.action is Action.UNDO and done.import_id is not None:
        raise Conflict(f"revision {number} took an import away; import the file again")
    _refuse_if_touched(connection, done)
    back = tuple(_inverse(connection, c) for c in reversed(done.changes))
    return commit(connection, back, step)


def _inverse(connection: sa.Connection, change: Change) -> Change:
    """The way back, from the record as it stands: undone steps in between left it a new number."""
    if change.after is None:
        return Change(before=None, after=change.before)
    stands = standing(connection, kind_of(change.after), id_of(change.after))
    return Change(before=stands or change.after, after=change.before)


def _taken_back(connection: sa.Connection, number: int) -> dict[int, int]:
    """Revisions from one on that cancel out: undone ones and their undoing, by what undid them.

    Newest first: an undo that was itself undone takes nothing back.
    """
    table = schema.revision.c
    undone: dict[int, int] = {}
    rows = connection.execute(
        sa.select(table.number, table.undoes)
        .where(table.number > number, table.undoes.is_not(None))
        .order_by(table.number.desc())
    )
    for undoing, target in rows:
        if undoing not in undone:
            undone[target] = undoing
    return undone


def _refuse_if_touched(connection: sa.Connection, done: Revision) -> None:
    later: dict[int, list[str]] = defaultdict(list)
    for change in done.changes:
        record = change.after if change.after is not None else change.before
        if record is None:
            continue
        kind, record_id = kind_of(record), id_of(record)
        for number in _later(connection, kind, record_id, done.number):
            later[number].append(f"{kind} {record_id}")
    undone = _taken_back(connection, done.number)
    if done.number in undone:
        raise Conflict(
            f"revision {done.number} was undone already, by revision {undone[done.number]}; "
            f"undo revision {undone[done.number]} to bring it back"
        )
    for number in {done.number, *undone, *undone.values()}:
        later.pop(number, None)
    if later:
        listed = "; ".join(
            f"revision {n} changed {', '.join(sorted(set(what)))}"
            for n, what in sorted(later.items())
        )
        raise Conflict(
            f"revision {done.number} cannot be undone: {listed}. Undo those first, newest first"
        )


def _later(connection: sa.Connection, kind: str, record_id: str, number: int) -> list[int]:
    log = schema.change.c
    rows = connection.execute(
        sa.select(log.number).where(
            log.kind == kind, log.record_id == record_id, log.number > number
        )
    )
    return [r[0] for r in rows]


def find(connection: sa.Connection, number: int) -> Revision:
    """Give one revision; NotFound if there is none of that number."""
    found = _load(connection, schema.revision.c.number == number, 1)
    if not found:
        raise NotFound(f"revision {number}: the log has no such revision")
    return found[0]


def recent(connection: sa.Connection, limit: int, before: int | None) -> tuple[Revision, ...]:
    """Give revisions, newest first."""
    number = schema.revision.c.number
    return _load(connection, sa.true() if before is None else number < before, limit)


def decided(connection: sa.Connection) -> dict[str, int]:
    """The questions of the review page that are decided, each with the revision that did it."""
    table = schema.revision.c
    undone = _taken_back(connection, 0)
    rows = connection.execute(
        sa.select(table.decides, table.number)
        .where(table.decides.is_not(None))
        .order_by(table.number)
    )
    return {item: number for item, number in rows if number not in undone}


def _load(
    connection: sa.Connection, where: sa.ColumnElement[bool], limit: int
) -> tuple[Revision, ...]:
    table = schema.revision
    query = sa.select(table).where(where).order_by(table.c.number.desc()).limit(limit)
    rows = connection.execute(query).mappings().all()
    numbers = [r["number"] for r in rows]
    undone = _undone_by(connection, numbers)
    changes = _changes_of(connection, numbers)
    return tuple(
        Revision(
            number=r["number"],
            at=datetime.fromisoformat(r["at"]),
            author=r["author"],
            action=Action(r["action"]),
            reason=r["reason"],
            changes=tuple(changes[r["number"]]),
            undoes=r["undoes"],
            undone_by=undone.get(r["number"]),
            import_id=r["import_id"],
            decides=r["decides"],
        )
        for r in rows
    )


def _undone_by(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, int]:
    table = schema.revision.c
    rows = connection.execute(
        sa.select(table.undoes, table.number)
        .where(table.undoes.in_(numbers))
        .order_by(table.number)
    )
    return {r[0]: r[1] for r in rows}


def _changes_of(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, list[Change]]:
    table = schema.change
    found: dict[int, list[Change]] = defaultdict(list)
    rows = connection.execute(
        sa.select(table).where(table.c.number.in_(numbers)).order_by(table.c.number, table.c.seq)
    )
    for row in rows.mappings():
        found[row["number"]].append(
            Change(_read(row["kind"], row["before"]), _read(row["kind"], row["after"]))
        )
    return found


def _read(kind: str, text: str | None) -> Record | None:
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    return value_of(kind, row)

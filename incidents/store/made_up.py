"""Saves made-up incidents: one import that can be undone, streamed, a million in seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from incidents.model import Action, Revision
from incidents.model.ports import Progress
from incidents.store import schema
from incidents.store.imports import ImportRecord, bulk_import
from incidents.store.ledger import Ledger
from incidents.store.synthetic import CLAIM, INCIDENT, batches
from incidents.store.writing import Step, last_number, next_number

#: Memory SQLite may keep pages in while it writes, in KiB.
CACHE_KIB = 200_000


def save_made_up(  # noqa: PLR0913 - who saves what, and when
    ledger: Ledger,
    count: int,
    *,
    author: str,
    at: datetime,
    seed: int = 1,
    progress: Progress | None = None,
) -> tuple[Revision, bool]:
    """Save ``count`` made-up incidents as one revision; ``at`` is when it is saved.

    Returns:
        The revision they stand in, and whether they are new: the same count and seed twice is
        once.

    Raises:
        Cancelled: ``progress`` asked to stop; nothing is saved.
    """
    record = ImportRecord(
        import_id=f"made-up-{count}-{seed}",
        file_name=f"{count} made-up incidents",
        dataset_id="upload",
        author=author,
        rows_read=count,
        rows_kept=count,
    )
    with ledger.writing() as connection:
        before = last_number(connection)
        step = Step(
            number=next_number(connection),
            at=at,
            author=author,
            action=Action.IMPORT,
            reason="made-up data",
        )
        # The head and the record are written as for any import; the rows go past the values.
        head = bulk_import(connection, (), record, step)
        if head.number > before:
            with _trusted(connection):
                _write(connection, head, count, seed, progress)
    return head, head.number > before


@contextmanager
def _trusted(connection: sa.Connection) -> Iterator[None]:
    """Half of SQLite's work is checking rows by rules that the generator keeps (a test says so)."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
        connection.exec_driver_sql("PRAGMA cache_size = -2000")


def _write(
    connection: sa.Connection, head: Revision, count: int, seed: int, progress: Progress | None
) -> None:
    stamp = {"added_at": head.at.isoformat(), "revision": head.number}
    for batch in batches(count, seed=seed, import_id=str(head.import_id)):
        mine = {**stamp, "import_id": head.import_id}
        _insert(connection, schema.incident, INCIDENT, batch.incidents, mine)
        _insert(connection, schema.claim, CLAIM, batch.claims, stamp)
        if progress is not None:
            progress(int(batch.incidents[-1][0].rpartition("_")[2]) + 1, count)


def _insert(
    connection: sa.Connection,
    table: sa.Table,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    stamp: Mapping[str, object],
) -> None:
    """Rows as the driver takes them; ``stamp`` holds what is the same in each."""
    if not rows:
        return
    mark = "%s" if connection.dialect.paramstyle in {"format", "pyformat"} else "?"
    columns = ", ".join((*names, *stamp))
    marks = ", ".join(mark for _ in (*names, *stamp))
    same = tuple(stamp.values())
    sql = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.exec_driver_sql(sql, [row + same for row in rows])

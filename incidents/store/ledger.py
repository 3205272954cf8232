"""The ledger: the truth about reports, incidents, claims and who changed what.

One `Ledger` serves a whole process and all its threads. Every change is one transaction and one
revision in an append-only log. Reading never blocks a writer and the other way round (WAL).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from incidents.errors import NotFound
from incidents.merge import Snapshot
from incidents.model import Action, Change, Claim, Incident, Report, Revision
from incidents.model.ports import Clock
from incidents.store import files, imports, migrations, redaction, revisions
from incidents.store import reading as reads
from incidents.store import writing as writes
from incidents.store.bulk import Batch
from incidents.store.connect import (
    explained,
    make_engine,
    read_url,
    shown,
    side_by_side,
)
from incidents.store.imports import ImportRecord, ImportRow


class Ledger:
    """Reports, incidents, claims, imports and their revisions in one database."""

    def __init__(self, engine: sa.Engine, *, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self.url = engine.url

    @classmethod
    def open(cls, url: str, *, clock: Clock) -> Ledger:
        """Open the ledger at ``url``, making or migrating it.

        Raises:
            StoreError: it cannot be used; the message names the file or variable and a cure.
            Unavailable: the database server does not answer.
        """
        parsed = read_url(url)
        engine = make_engine(parsed)
        with explained(parsed):
            migrations.bring_up_to_date(engine)
        return cls(engine, clock=clock)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @property
    def name(self) -> str:
        """How messages name this ledger: its path, or the URL without a password."""
        return shown(self.url)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Hold one consistent view of the ledger."""
        with explained(self.url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading_side_by_side(self) -> Iterator[tuple[sa.Connection, ...]]:
        """Hold one consistent view in two connections, so that two threads can read at once.

        One alone where the database is a server, or was written to in the moment between.
        """
        with explained(self.url), side_by_side(self._engine) as sources:
            yield sources

    @contextmanager
    def writing(self, *, references: bool = True) -> Iterator[sa.Connection]:
        """Hold the write lock; commits at the end, rolls back on any error.

        Without ``references`` the caller proves that every row it points to is there.
        """
        engine = self._engine.execution_options(write=True, references=references)
        with explained(self.url), engine.begin() as connection:
            yield connection

    # Changes

    def commit(  # noqa: PLR0913 - all by name
        self,
        changes: Iterable[Change],
        *,
        author: str,
        action: Action,
        reason: str,
        undoes: int | None = None,
        decides: str | None = None,
    ) -> Revision:
        """Save changes as one revision; ``decides``: the question of the review page it answers.

        Raises:
            StaleEdit: a change's ``before`` is not what stands; nothing is saved.
        """
        wanted = tuple(changes)
        with self.writing() as connection:
            step = self._step(connection, author, action, reason, undoes, decides)
            return revisions.commit(connection, wanted, step)

    def undo(self, number: int, *, author: str, reason: str) -> Revision:
        """Take a revision back as a new one; Conflict names what stands in the way."""
        with self.writing() as connection:
            step = self._step(connection, author, Action.UNDO, reason, number)
            return revisions.undo(connection, number, step)

    def withdraw(self, report_id: str, *, author: str, reason: str) -> Revision:
        """Take a report and what rests on it alone away; its words are destroyed everywhere."""
        with self.writing() as connection:
            step = self._step(connection, author, Action.WITHDRAW, reason)
            done = redaction.withdraw(connection, report_id, step)
        self._scrub()
        return done

    def redact(self, report_id: str, *, author: str, reason: str) -> Revision:
        """Destroy a report's words everywhere, the log included; its figures stay."""
        with self.writing() as connection:
            step = self._step(connection, author, Action.REDACT, reason)
            done = redaction.redact(connection, report_id, step)
        self._scrub()
        return done

    def bulk_import(
        self,
        rows: Iterable[ImportRow],
        record: ImportRecord,
        *,
        reason: str = "import",
        counted: Callable[[], ImportRecord] | None = None,
    ) -> Revision:
        """Stream incidents and claims in as one revision; the same import twice is once."""
        with self.writing() as connection:
            step = self._step(connection, record.author, Action.IMPORT, reason)
            return imports.bulk_import(connection, rows, record, step, counted)

    def bulk_load(
        self,
        batches: Iterable[Batch],
        record: ImportRecord,
        *,
        reason: str = "import",
        counted: Callable[[], ImportRecord] | None = None,
    ) -> Revision:
        """`bulk_import` of rows that are columns already (`incidents.store.bulk`)."""
        with self.writing(references=False) as connection:
            step = self._step(connection, record.author, Action.IMPORT, reason)
            return imports.bulk_load(connection, batches, record, step, counted)

    def undo_import(self, import_id: str, *, author: str, reason: str) -> Revision:
        """Take every row of an import away; Conflict if later revisions touched some."""
        with self.writing() as connection:
            step = self._step(connection, author, Action.UNDO, reason)
            return imports.undo_import(connection, import_id, step)

    # Reading

    def revision(self) -> int:
        """Give the newest revision's number; 0 in an empty ledger."""
        with self.reading() as connection:
            return writes.last_number(connection)

    def incident(self, incident_id: str) -> Incident:
        """Give an incident; NotFound if nobody knows it."""
        with self.reading() as connection:
            found = writes.standing(connection, "incident", incident_id)
        if not isinstance(found, Incident):
            raise NotFound(f"incident {incident_id!r}: no such record in {self.name}")
        return found

    def report(self, report_id: str) -> Report:
        """Give a report; NotFound if nobody knows it."""
        with self.reading() as connection:
            found = writes.standing(connection, "report", report_id)
        if not isinstance(found, Report):
            raise NotFound(f"report {report_id!r}: no such record in {self.name}")
        return found

    def reports(self) -> tuple[Report, ...]:
        """Give every report, oldest publication first."""
        with self.reading() as connection:
            return reads.reports(connection)

    def reports_like(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Give the reports of these ids, and every one whose id was not made from its words."""
        with self.reading() as connection:
            return reads.reports_like(connection, set(ids))

    def incidents(self, ids: Iterable[str]) -> tuple[Incident, ...]:
        """Give the incidents of these ids that exist, in order of id."""
        with self.reading() as connection:
            return reads.incidents_of(connection, sorted(set(ids)))

    def children_of(self, ids: Iterable[str]) -> tuple[Incident, ...]:
        """Give the incidents directly below these."""
        with self.reading() as connection:
            return reads.children_of(connection, sorted(set(ids)))

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Give the claims of these incidents, in order of id."""
        with self.reading() as connection:
            return reads.claims_of(connection, sorted(set(ids)))

    def claims_with_time(self, ids: Iterable[str]) -> tuple[tuple[Claim, datetime], ...]:
        """Give the claims of these incidents, each with the UTC time it was added."""
        with self.reading() as connection:
            return reads.claims_with_time(connection, sorted(set(ids)))

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Give the claims of these claim ids that exist, in order of id."""
        with self.reading() as connection:
            return reads.claims_by_id(connection, sorted(set(ids)))

    def snapshot(
        self, *, since: date | None = None, until: date | None = None, dataset: str = "reports"
    ) -> Snapshot:
        """Give one data set's incidents that overlap the days, with claims and reports."""
        with self.reading() as connection:
            return reads.snapshot(connection, since, until, dataset)

    def revisions(self, limit: int = 50, before: int | None = None) -> tuple[Revision, ...]:
        """Give revisions, newest first; ``before`` pages on."""
        with self.reading() as connection:
            return revisions.recent(connection, limit, before)

    def decided(self) -> dict[str, int]:
        """Give the questions of the review page that are decided, each with its revision."""
        with self.reading() as connection:
            return revisions.decided(connection)

    def imports(self) -> tuple[ImportRecord, ...]:
        """Give every import, newest first."""
        with self.reading() as connection:
            return imports.listed(connection)

    def changes_since(self, number: int) -> reads.ChangeFeed:
        """Tell what was touched and what is gone after a revision."""
        with self.reading() as connection:
            return reads.changes_since(connection, number)

    def stamp(self, number: int) -> str:
        """Give what tells a revision of this ledger from another ledger's of the same number."""
        with self.reading() as connection:
            return reads.stamp(connection, number)

    # Keeping

    def backup(self, path: Path) -> Path:
        """Write a copy of the ledger while it is in use."""
        return files.backup(self._engine, path)

    def restore(self, path: Path) -> None:
        """Replace the ledger's content by a backup, once that is proven sound."""
        with explained(self.url):
            files.restore(self._engine, path)
            migrations.bring_up_to_date(self._engine)

    def check(self) -> list[str]:
        """Look for damage; each finding is a sentence, none is a sound ledger."""
        with self.reading() as connection:
            return files.check(connection)

    def _step(  # noqa: PLR0913, PLR0917 - the parts of a revision
        self,
        connection: sa.Connection,
        author: str,
        action: Action,
        reason: str,
        undoes: int | None = None,
        decides: str | None = None,
    ) -> writes.Step:
        return writes.Step(
            number=writes.next_number(connection),
            at=self._clock.now(),
            author=author,
            action=action,
            reason=reason,
            undoes=undoes,
            decides=decides,
        )

    def _scrub(self) -> None:
        with explained(self.url):
            files.scrub(self._engine)

"""A file into the ledger: one transaction, once, with the file as it came kept beside it.

The key of an import is the hash of the file and of how it was read, so a second upload adds
nothing and says so. Rows stream; nothing of a file stands unless all of it does. Incidents of
an upload are never merged with those of reports: two data sets are never added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from incidents.errors import BadFile, StoreError
from incidents.files import (
    Accepted,
    Account,
    ReadOptions,
    Rejected,
    Table,
    open_table,
)
from incidents.files.codes import CODES
from incidents.files.nearby import NearWatch
from incidents.model import Cell, Claim, Incident, Quote, Revision
from incidents.pipeline.batches import batches
from incidents.pipeline.raw_files import RawFiles, sweep
from incidents.store.bulk import Batch
from incidents.store.imports import ImportRecord

if TYPE_CHECKING:
    from incidents.model.ports import Gazetteer, Progress
    from incidents.store.ledger import Ledger

_CHUNK = 500
#: Rejected rows kept in memory for the answer; the rest are counted only.
KEPT_REJECTS = 100_000
Row = tuple[Incident, tuple[Claim, ...]]


@dataclass(slots=True)
class Tally:
    """What an import did, filled while the rows stream.

    Attributes:
        rejected: the first rejected rows, `KEPT_REJECTS` at most.
        watch: saw which rows may be one incident.
        already_there: rows of our own export whose records stand in the ledger unchanged.
    """

    rejected: list[Rejected] = field(default_factory=list)
    warnings: dict[str, int] = field(default_factory=dict)
    watch: NearWatch = field(default_factory=NearWatch)
    already_there: int = 0

    def reject(self, rows: Sequence[Rejected]) -> None:
        """Note rejected rows."""
        self.rejected.extend(rows[: max(0, KEPT_REJECTS - len(self.rejected))])

    def warn(self, codes: Mapping[str, int]) -> None:
        """Note how often warnings were given."""
        for code, times in codes.items():
            self.warnings[code] = self.warnings.get(code, 0) + times


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The answer to an import.

    Attributes:
        fresh: False if this very import stood already and nothing was added.
        revision: the ledger's revision that holds it.
    """

    import_id: str
    revision: int
    fresh: bool
    account: Account
    tally: Tally


def import_file(  # noqa: PLR0913 - everything but ledger and file is named
    ledger: Ledger,
    path: Path,
    *,
    author: str,
    name: str | None = None,
    options: ReadOptions | None = None,
    gazetteer: Gazetteer | None = None,
    today: date | None = None,
    uploads: Path | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Read a file and store its good rows.

    Args:
        ledger: where the rows go.
        path: the file.
        author: who imports it.
        name: what the file was called where it came from.
        options: what the person has decided about it.
        gazetteer: places rows that give no coordinates.
        today: dates after it are in the future.
        uploads: folder the raw file is kept in.
        progress: told how many rows are through; may raise to stop, which leaves nothing.

    Raises:
        BadFile: it cannot be read, a question blocks it, or no row of it is good.
    """
    table = open_table(
        path, name=name or path.name, options=options, gazetteer=gazetteer, today=today
    )
    return import_table(ledger, table, author=author, raw=path, uploads=uploads, progress=progress)


def import_table(  # noqa: PLR0913 - everything but ledger and table is named
    ledger: Ledger,
    table: Table,
    *,
    author: str,
    raw: bytes | Path | None = None,
    uploads: Path | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Store the good rows of an opened table; see `import_file`."""
    _refuse_open_questions(table)
    files = RawFiles(uploads, ledger.name) if raw is not None and uploads is not None else None
    kept = files.name_of(table.digest, table.reading.name) if files else None
    before = ledger.revision()
    tally = Tally()
    record = ImportRecord(
        import_id=table.import_id,
        file_name=table.reading.name,
        dataset_id=table.reading.dataset_id,
        author=author,
        rows_read=0,
        rows_kept=0,
        mapping=table.reading.mapping.to_json(),
        raw_path=files.path_of(kept) if files and kept else None,
    )

    def place() -> Path | None:
        """Keep the file; asked for when the ledger waits for the first row, so under its lock."""
        if files is None or kept is None or raw is None:
            return raw if isinstance(raw, Path) else None
        files.sweep(r.raw_path for r in ledger.imports())
        return files.keep(raw, kept, table.digest)

    try:
        saved = _saved(ledger, table, record, tally, place, progress)
    except BaseException:
        if uploads is not None:
            # What was kept is not spoken of now; if the lock is not to be had, the next one goes.
            with suppress(StoreError):
                sweep(ledger, uploads)
        raise
    if files and kept:
        files.settle(kept)
    return Imported(
        import_id=table.import_id,
        revision=saved.number,
        fresh=saved.number > before,
        account=table.account,
        tally=tally,
    )


def _saved(  # noqa: PLR0913, PLR0917 - what one import has in hand
    ledger: Ledger,
    table: Table,
    record: ImportRecord,
    tally: Tally,
    place: Callable[[], Path | None],
    progress: Progress | None,
) -> Revision:
    reason = f"import {record.file_name}"

    def counted() -> ImportRecord:
        return _counted(record, table.account, tally)

    if table.reading.format_id == "own":
        rows = _rows(ledger, table, tally, place, progress)
        return ledger.bulk_import(rows, record, reason=reason, counted=counted)
    record = replace(record, columns=table.reading.header)
    stream = _tallied(table, tally, place, progress)
    return ledger.bulk_load(stream, record, reason=reason, counted=counted)


def _tallied(
    table: Table, tally: Tally, place: Callable[[], Path | None], progress: Progress | None
) -> Iterator[Batch]:
    for batch in batches(table, place(), tally.watch):
        tally.reject(batch.rejected)
        tally.warn(batch.warnings)
        if progress is not None:
            progress(batch.done, batch.expected)
        yield batch


def _refuse_open_questions(table: Table) -> None:
    for question in table.reading.questions:
        if question.blocking:
            code = CODES[question.code]
            raise BadFile(
                f"{table.reading.name}: {code.why} {question.detail} {code.cure} "
                f"({question.option}: {', '.join(map(repr, question.choices))})",
                code=question.code,
            )


def _counted(record: ImportRecord, account: Account, tally: Tally) -> ImportRecord:
    """The record with the counts of the stream that has ended; BadFile if no row was good."""
    if not account.rows_accepted:
        first = tally.rejected[0] if tally.rejected else None
        detail = first.faults[0].line(first.line) if first else "The file has no rows."
        raise BadFile(f"{record.file_name}: no row can be imported. {detail}", code="file.empty")
    return replace(
        record,
        rows_read=account.rows,
        rows_kept=account.rows_accepted - tally.already_there,
        rows_refused=account.rows_rejected,
    )


def _rows(
    ledger: Ledger,
    table: Table,
    tally: Tally,
    place: Callable[[], Path | None],
    progress: Progress | None,
) -> Iterator[Row]:
    """Rows of our own export, as the values they were written from."""
    place()
    accepted = _accepted(table, tally, progress)
    reports = {r.report_id for r in ledger.reports()}
    present = {r.incident.incident_id for r in table.rows() if isinstance(r, Accepted)}
    while chunk := list(islice(accepted, _CHUNK)):
        standing = {i.incident_id for i in ledger.incidents(a.incident.incident_id for a in chunk)}
        tally.already_there += sum(1 for a in chunk if a.incident.incident_id in standing)
        for row in chunk:
            if row.incident.incident_id not in standing:
                incident, claims = _grounded(row, table, reports)
                yield _adopted(ledger, incident, present), claims


def _adopted(ledger: Ledger, incident: Incident, present: set[str]) -> Incident:
    """Let go of a parent that is neither in the file nor in the ledger."""
    parent = incident.parent_id
    if parent is None or parent in present or ledger.incidents([parent]):
        return incident
    return replace(incident, parent_id=None)


def _accepted(table: Table, tally: Tally, progress: Progress | None) -> Iterator[Accepted]:
    for row in table.rows(progress):
        if isinstance(row, Accepted):
            tally.warn(Counter(w.code for w in row.warnings))
            tally.watch.see(row)
            yield row
        elif isinstance(row, Rejected):
            tally.reject([row])


def _grounded(row: Accepted, table: Table, reports: set[str]) -> Row:
    """Let a quote of a report that is not in this ledger rest on the cell it came in."""
    incident = replace(
        row.incident, quotes=tuple(q for q in row.incident.quotes if q.report_id in reports)
    )
    return incident, tuple(_rested(c, row.line, table.import_id, reports) for c in row.claims)


def _rested(claim: Claim, line: int, import_id: str, reports: set[str]) -> Claim:
    if not isinstance(claim.origin, Quote) or claim.origin.report_id in reports:
        return claim
    origin = Cell(import_id=import_id, line=line, column="record", text=claim.origin.text)
    return replace(claim, origin=origin)

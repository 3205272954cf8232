"""A table checked row by row, nothing saved: what the page shows and ``--dry-run`` prints.

Memory stays bounded however long the table is: rejected rows and examples are kept up to a
limit, and everything is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.files import Accepted, Account, Fault, NearDuplicate, Reading, Rejected, Table
from incidents.files.nearby import NearWatch
from incidents.files.previewing import PreviewRow, preview
from incidents.model.ports import Progress

#: Rejected rows kept; more are counted only, and `Checked.rejects_cut` says so.
KEPT_REJECTS = 100_000
#: Warnings kept with line and cell; all are counted.
KEPT_WARNINGS = 1_000
_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a table would come to.

    Attributes:
        rejected: the first rejected rows, `KEPT_REJECTS` at most.
        warned: code -> how many warnings.
        warnings: the first warnings with their lines.
        preview: the first rows as they would be read.
        near: pairs of rows that may be one incident, see `incidents.files.nearby`.
    """

    import_id: str
    reading: Reading
    account: Account
    rejected: tuple[Rejected, ...]
    warned: tuple[tuple[str, int], ...]
    warnings: tuple[tuple[int, Fault], ...]
    preview: tuple[PreviewRow, ...]
    near: tuple[NearDuplicate, ...]

    @property
    def ready(self) -> bool:
        """Whether it may be imported: nothing blocking is open and a row is good."""
        return bool(self.account.rows_accepted) and not any(
            q.blocking for q in self.reading.questions
        )

    @property
    def rejects_cut(self) -> bool:
        """Whether more rows were rejected than are kept here."""
        return self.account.rows_rejected > len(self.rejected)


@dataclass(slots=True)
class _Notes:
    """What is gathered while the rows stream."""

    rejected: list[Rejected] = field(default_factory=list)
    warned: dict[str, int] = field(default_factory=dict)
    warnings: list[tuple[int, Fault]] = field(default_factory=list)

    def accept(self, row: Accepted) -> None:
        for warning in row.warnings:
            self.warned[warning.code] = self.warned.get(warning.code, 0) + 1
            if len(self.warnings) < KEPT_WARNINGS:
                self.warnings.append((row.line, warning))

    def reject(self, row: Rejected) -> None:
        if len(self.rejected) < KEPT_REJECTS:
            self.rejected.append(row)


def check_table(table: Table, progress: Progress | None = None) -> Checked:
    """Read every row of an opened table and account for it; see `Checked`."""
    notes, watch = _Notes(), NearWatch()
    for count, row in enumerate(table.rows(), start=1):
        if isinstance(row, Accepted):
            notes.accept(row)
            watch.see(row)
        elif isinstance(row, Rejected):
            notes.reject(row)
        if progress is not None and count % _TOLD_EVERY == 0:
            progress(count)
    return Checked(
        import_id=table.import_id,
        reading=table.reading,
        account=table.account,
        rejected=tuple(notes.rejected),
        warned=tuple(notes.warned.items()),
        warnings=tuple(notes.warnings),
        preview=preview(table),
        near=watch.found(),
    )

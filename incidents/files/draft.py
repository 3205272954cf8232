"""What reading a file gives: accepted and rejected rows, questions, and the account of lines.

Pure values. Lines are 1-based lines of the file; the header's and blank lines are not counted
in the account.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidents.files.codes import CODES
from incidents.files.mapping import Mapping
from incidents.model import Claim, Incident


def shown(value: str, limit: int = 80) -> str:
    """Cut and escape a hostile value so that it can stand in a message."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in value)
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, or odd, with one cell. ``detail`` adds what the code cannot know."""

    code: str
    column: str = ""
    value: str = ""
    detail: str = ""

    @property
    def why(self) -> str:
        """What is wrong, for a person."""
        return f"{CODES[self.code].why} {self.detail}".strip()

    @property
    def cure(self) -> str:
        """How to mend it."""
        return CODES[self.code].cure

    def line(self, number: int) -> str:
        """The whole message: where, what, how to mend."""
        where = f"line {number}" + (f", column {self.column!r}" if self.column else "")
        return f"{where}: {shown(self.value)!r}: {self.why} {self.cure}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A good row: ``lines`` of the file from ``line`` on became this incident."""

    line: int
    lines: int
    incident: Incident
    claims: tuple[Claim, ...]
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A bad row with everything that is wrong with it, first fault first."""

    line: int
    lines: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose every cell equals an earlier row's."""

    line: int
    lines: int
    same_as: int


Row = Accepted | Rejected | Duplicate


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person has to decide.

    Attributes:
        choices: what may be answered, the best guess first.
        blocking: nothing may be imported before it is answered (an order of day and month
            only rejects the rows concerned).
        option: the field of `ReadOptions` that carries the answer.
        examples: for each choice, what cells of this file would then read.
        meanwhile: what becomes of the rows while nothing is answered, in words.
    """

    code: str
    option: str
    choices: tuple[str, ...]
    detail: str = ""
    column: str = ""
    blocking: bool = True
    examples: tuple[str, ...] = ()
    meanwhile: str = "the rows concerned wait"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out about the file.

    Attributes:
        what: encoding, delimiter, decimal mark, date order or country.
        found: what it is, in words.
        sure: ``certain``, ``likely``, ``open`` (somebody is asked), ``chosen`` by a person or
            ``documented`` by the format's source.
        why: what says so.
    """

    what: str
    found: str
    sure: str
    why: str


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two accepted rows of one day, close to each other, with the same figures."""

    line: int
    other_line: int
    distance_km: float
    detail: str


@dataclass(frozen=True, slots=True)
class Account:
    """Non-blank lines read = accepted + rejected + duplicates; rows beside, for people."""

    lines: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicates: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_duplicate: int = 0

    @property
    def rows(self) -> int:
        """Rows of every kind."""
        return self.rows_accepted + self.rows_rejected + self.rows_duplicate

    @property
    def holds(self) -> bool:
        """Whether every line is accounted for."""
        return self.lines == self.accepted + self.rejected + self.duplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the file was read, and why; ``reasons`` are sentences for a person."""

    name: str
    format_id: str
    format_name: str
    dataset_id: str
    encoding: str
    delimiter: str
    date_order: str | None
    header: tuple[str, ...]
    header_line: int
    mapping: Mapping
    reasons: tuple[str, ...]
    warnings: tuple[Fault, ...] = ()
    questions: tuple[Question, ...] = ()
    decimal_mark: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDraft:
    """A file as it would be imported; nothing is stored yet.

    Attributes:
        import_id: hash of file and mapping; a second upload has the same.
        digest: SHA-256 of the file's bytes.
    """

    import_id: str
    digest: str
    reading: Reading
    accepted: tuple[Accepted, ...]
    rejected: tuple[Rejected, ...]
    duplicates: tuple[Duplicate, ...]
    account: Account
    near_duplicates: tuple[NearDuplicate, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What has to be decided."""
        return self.reading.questions

    @property
    def ready(self) -> bool:
        """Whether it may be imported: nothing blocking is open and a row is good."""
        return bool(self.accepted) and not any(q.blocking for q in self.questions)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that came up, each once, in the order of the table."""
        seen = {f.code for f in self.reading.warnings} | {q.code for q in self.questions}
        for accepted in self.accepted:
            seen.update(f.code for f in accepted.warnings)
        for rejected in self.rejected:
            seen.update(f.code for f in rejected.faults)
        return tuple(code for code in CODES if code in seen)

    @property
    def verdict(self) -> str:
        """One word for the whole: ask_user, some_rows_rejected, accept_with_warnings, accept."""
        if self.questions:
            return "ask_user"
        if self.rejected:
            return "some_rows_rejected"
        if self.reading.warnings or any(a.warnings for a in self.accepted):
            return "accept_with_warnings"
        return "accept"

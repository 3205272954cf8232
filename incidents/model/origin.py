"""Where a claim comes from: words of a report, a cell of an upload, or a person.

Offsets are half-open and count Unicode code points of the report's text as stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.errors import BadRecord, UngroundedQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a report that say it: ``report.text[start:end] == text``."""

    report_id: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise BadRecord(f"quote: characters {self.start}-{self.end} are not a span")
        if len(self.text) != self.end - self.start:
            raise BadRecord(f"quote: {self.text!r} is not {self.end - self.start} characters long")

    def check(self, text: str) -> None:
        """Raise UngroundedQuote unless ``text`` says these words at these offsets."""
        found = text[self.start : self.end]
        if found != self.text:
            raise UngroundedQuote(
                f"report {self.report_id!r}, characters {self.start}-{self.end}: quote is "
                f"{self.text!r} but the report has {found!r}; re-extract the claim from this "
                "version of the report"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of an uploaded table.

    Attributes:
        line: 1-based line of the file on which the record begins (a header is line 1).
        column: the header as written.
        text: the cell as it stood in the file.
    """

    import_id: str
    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody's correction. ``replaces`` is the claim it takes the place of, if any."""

    author: str
    at: datetime
    reason: str
    replaces: str | None = None


Origin = Quote | Cell | Person

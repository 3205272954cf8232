"""A source document and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from incidents.errors import BadReport
from incidents.model.when import Moment


class Wording(StrEnum):
    """Whose words the stored text is, which decides what may be shown of it in public."""

    THIRD_PARTY = "third_party"  # sentence, publisher and link in public, never the full text
    PROJECT = "project"  # "Our summary of facts published by X; not X's words"
    OWN = "own"  # the person who added it wrote it and lets it be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report text.

    Attributes:
        text: exactly as given; every quote's offsets count in it. Empty only once redacted.
        published: a day, or local wall time if the clock time is known.
        zone: IANA zone of ``published`` and of clock times in the text, if known.
        licence: key of a `Dataset`-style licence text, shown beside quotes.
        revision: ledger revision that last touched it; 0 before it is saved.
    """

    report_id: str
    text: str
    publisher: str
    published: date | datetime
    url: str | None = None
    title: str | None = None
    language: str = "en"
    zone: str | None = None
    wording: Wording = Wording.THIRD_PARTY
    licence: str | None = None
    withdrawn: bool = False
    redacted: bool = False
    revision: int = 0

    def __post_init__(self) -> None:
        if not self.text and not (self.redacted or self.withdrawn):
            raise BadReport("report: the text is empty; paste the words of the report")

    @property
    def said(self) -> Moment:
        """When what it says was said, unless a sentence states its own time."""
        return Moment.of(self.published)

    @property
    def day(self) -> date:
        """The publication day."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def label(self) -> str:
        """How a quote of it is signed on screen."""
        if self.wording is Wording.PROJECT:
            return f"Our summary of facts published by {self.publisher}; not their words"
        return self.publisher

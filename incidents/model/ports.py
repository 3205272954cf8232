"""What the pure core asks of the outside, as protocols; adapters fulfil them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from incidents.model.extraction import Extraction
from incidents.model.mention import Mention
from incidents.model.place import Place
from incidents.model.precision import Precision
from incidents.model.report import Report


class Gazetteer(Protocol):
    """The place index."""

    def lookup(self, name: str) -> Sequence[Place]:
        """Every place called so, in any known spelling, best known first; () if none."""
        ...

    def get(self, place_id: str) -> Place | None:
        """The place of that id."""
        ...

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether the first place lies in the second (a place lies in itself)."""
        ...

    def units(self, country: str, precision: Precision) -> Sequence[Place]:
        """All units of a country at one level (all first-level units of ``"UA"``)."""
        ...


class Toponyms(Protocol):
    """Finds place names in a text and resolves them."""

    def find(self, text: str, *, language: str, country: str | None = None) -> tuple[Mention, ...]:
        """Mentions in text order, never overlapping."""
        ...


class Extractor(Protocol):
    """Reads a report. Whatever comes back must pass `Extraction.check`."""

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Extraction:
        """Draft incidents and claims of one report."""
        ...


class Clock(Protocol):
    """Tells the time; tests pass one that stands still."""

    def now(self) -> datetime:
        """The present moment in UTC, with its offset."""
        ...


class Progress(Protocol):
    """Told by long work how far it is; `incidents.jobs` passes one in."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note that ``done`` of ``total`` (``None``: not known) units are through.

        Raises:
            Cancelled: somebody asked the work to stop; it rolls back and lets this pass.
        """
        ...

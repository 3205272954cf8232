"""The clock of the machine; tests pass one that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """Fulfils `ports.Clock` with the machine's time."""

    def now(self) -> datetime:
        """The present moment in UTC, with its offset."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Fulfils `ports.Clock` with one moment: what a test or a reproducible build needs."""

    at: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.at

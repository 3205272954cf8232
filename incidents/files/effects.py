"""What a code says and does to what it is about; the codes are in `incidents.files.codes`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a code does to what it is about."""

    FILE = "the file is refused"
    ROW = "the row is rejected"
    ASK = "a person is asked"
    WARN = "the row is accepted and marked"


@dataclass(frozen=True, slots=True)
class Code:
    """One code; ``why`` and ``cure`` are whole sentences without the value."""

    effect: Effect
    why: str
    cure: str

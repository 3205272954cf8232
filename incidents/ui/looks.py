"""What the map shows and how it sums it up, as the page's address has it. Pure.

The address carries only what is not usual: `measure=killed`, `map=cells`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from incidents.model import Measure
from incidents.ui import words

#: Parameters of the address; the filter has none of these names.
MEASURE, SUMMARY = "measure", "map"

#: What the map can show; None counts incidents.
SHOWN: tuple[Measure | None, ...] = (
    None,
    Measure.KILLED,
    Measure.INJURED,
    Measure.FIRES,
    Measure.SITES,
)


class Summary(StrEnum):
    """How records are brought together on the map."""

    PLACES = "places"
    CELLS = "cells"
    UNITS = "units"


SUMMARY_WORDS: dict[Summary, str] = {
    Summary.PLACES: "Places",
    Summary.CELLS: "Hexagons",
    Summary.UNITS: "Regions",
}


@dataclass(frozen=True, slots=True)
class Showing:
    """What the map shows: ``None`` counts incidents."""

    measure: Measure | None = None
    summary: Summary = Summary.PLACES

    def __post_init__(self) -> None:
        if self.measure not in SHOWN:
            raise ValueError(f"the map does not show {self.measure}")

    @property
    def counted(self) -> str:
        """What is counted, in words."""
        return "incidents" if self.measure is None else words.SHORT[self.measure]


def measure_word(measure: Measure | None) -> str:
    """The switch's label of a measure."""
    return "Incidents" if measure is None else words.SHORT[measure].capitalize()


def from_address(given: Mapping[str, str]) -> Showing:
    """Read what an address says; what it does not know is as usual."""
    named = {m.value: m for m in SHOWN if m is not None}
    kinds = {s.value: s for s in Summary}
    return Showing(
        named.get(given.get(MEASURE, "")), kinds.get(given.get(SUMMARY, ""), Summary.PLACES)
    )


def to_address(showing: Showing) -> dict[str, str]:
    """Give the parameters `from_address` reads back; nothing for what is usual."""
    found = {}
    if showing.measure is not None:
        found[MEASURE] = showing.measure.value
    if showing.summary is not Summary.PLACES:
        found[SUMMARY] = showing.summary.value
    return found

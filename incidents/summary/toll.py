"""What a set of incidents adds up to: the answer shapes.

Pure. The arithmetic is in `incidents.summary.arithmetic`; design rules in docs/domain.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from incidents.model import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of a toll.

    Attributes:
        low, best, high: the bounds; all ``None`` when nobody states anything.
        silent: how many incidents of the selection state nothing of this measure and are not
            covered by a parent that does. Above 0 the sum is "at least".
        open_ended: the count is a lower bound ("at least"), from the text or from silence.
        order_inferred: the order of some claims was not known and the highest stands.
        carried: some bound rests on a carried qualifier.
        part_of: ``(low, incident_id)`` of a larger stated total that was left out of the
            selection, if any.
        claim_ids: the claims the figure rests on, each one click from its sentence.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    silent: int = 0
    open_ended: bool = False
    order_inferred: bool = False
    carried: bool = False
    part_of: tuple[int, str] | None = None
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """All measures of one selection of one data set, and how many incidents it holds.

    Attributes:
        incidents: incidents that are no parent of a selected one and no placeholder.
        placeholders: placeholder records in the selection.
        unplaced: how many of ``incidents`` have no known place.
        as_of: the time the toll was known at; ``None`` is now.
    """

    figures: Mapping[Measure, Figure] = field(default_factory=dict)
    incidents: int = 0
    placeholders: int = 0
    unplaced: int = 0
    as_of: datetime | None = None


def moved(before: Toll, after: Toll) -> tuple[Measure, ...]:
    """The measures whose figures are not the same in two tolls, as a reader would be told them.

    What is open above has no high, and a figure that is only low or only best is one number.
    """
    measures = dict.fromkeys((*after.figures, *before.figures))
    return tuple(m for m in measures if _told(before, m) != _told(after, m))


def _told(found: Toll, measure: Measure) -> tuple[int | None, ...]:
    figure = found.figures.get(measure, Figure())
    least = figure.low if figure.low is not None else figure.best
    best = figure.best if figure.best is not None else least
    above = figure.open_ended and least is not None
    return least, best, None if above else figure.high

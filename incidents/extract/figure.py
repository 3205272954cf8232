"""One figure of a sentence, and the words that name what is counted. Pure values."""

from __future__ import annotations

from incidents.model import Estimate, Measure, PersonStatus
from incidents.model.values import value

MEASURE_OF = {
    "KILL": Measure.KILLED,
    "DIE": Measure.KILLED,
    "DEATHS": Measure.KILLED,
    "INJURE": Measure.INJURED,
    "INJURIES": Measure.INJURED,
    "TREATED": Measure.INJURED,
    "MISSING": Measure.MISSING,
    "CASUALTIES": Measure.CASUALTIES,
    "KILLING": Measure.KILLED,
    "INJURING": Measure.INJURED,
}


@value(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: character offsets of its quote and what it says.

    ``single``: one person told by an article or a name; ``treated``: a count of those in
    hospital, a part wherever all the injured are counted. ``shown``: what of the words is quoted,
    if not all of them.
    """

    measure: Measure
    estimate: Estimate
    start: int
    end: int
    pattern: str
    status: PersonStatus = PersonStatus.UNKNOWN
    subset_of: str | None = None
    carried: bool = False
    increment: bool = False
    superseded: bool = False
    single: bool = False
    treated: bool = False
    shown: tuple[int, int] | None = None


@value(frozen=True, slots=True)
class Aside:
    """A number of a sentence that is no figure, and why."""

    start: int
    end: int
    why: str

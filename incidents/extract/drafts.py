"""What is gathered about one place and date before it becomes an incident. Values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from incidents.extract.dates import Stated
from incidents.extract.figure import Figure
from incidents.model import Actor, Counter, Measure, Moment, Place, Weapon
from incidents.model.values import value


@value(frozen=True, slots=True)
class Said:
    """A figure with who counted and when it was said."""

    figure: Figure
    said: Moment
    counted_by: Counter | None
    earlier: bool = False


@dataclass(slots=True)
class Draft:
    """What is gathered about one place and date; ``place`` None is the attack as a whole.

    ``loose``: the whole of "two blasts", told before any place was; see `spread.settled`.
    """

    place: Place | None
    toponym: str | None
    number: int = 0
    when: Stated | None = None
    said: list[Said] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    excludes: tuple[Draft, ...] = ()
    unnamed_region: bool = False
    wave: bool = False
    loose: bool = False

    def has(self, measure: Measure) -> bool:
        """Whether a figure of this measure stands already."""
        return any(s.figure.measure is measure for s in self.said)

    def total(self, measure: Measure) -> bool:
        """Whether a total of more than a single person stands already."""
        return any(
            s.figure.measure is measure and not s.figure.subset_of and not s.figure.single
            for s in self.said
        )


def last_placed(drafts: Sequence[Draft], most: int, apart: set[int]) -> tuple[Draft, ...]:
    """The last drafts that have a place, but for some by their `id`; few have none."""
    reach = most + len(apart) + 1
    while True:
        last = [d for d in drafts[-reach:] if d.place is not None and id(d) not in apart]
        if len(last) >= most or reach >= len(drafts):
            return tuple(last[-most:])
        reach *= 2

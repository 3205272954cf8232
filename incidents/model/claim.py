"""What one source says about one measure of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from incidents.model.estimate import Estimate
from incidents.model.measure import Measure, PersonStatus
from incidents.model.origin import Origin
from incidents.model.when import Moment


class Standing(IntEnum):
    """How well placed a source is to know a count; a better-placed one replaces a worse."""

    UNKNOWN = 0
    MEDIA = 1  # the publisher on its own authority, unnamed officials
    OFFICIAL = 2  # mayor, governor, military administration, party to the conflict
    COUNTING = 3  # who does the counting: emergency service, health ministry, prosecutors
    PERSON = 4  # the analyst's own correction


@dataclass(frozen=True, slots=True)
class Counter:
    """Who counted. ``party``: whether a party to the conflict (``None``: not known)."""

    name: str
    standing: Standing = Standing.UNKNOWN
    party: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure and its origin.

    Attributes:
        source: who published it (publisher, data set or author), as shown on screen.
        said: when it was said, see `Moment`.
        counted_by: who counted, where the text says so.
        subset_of: the part of the toll it counts ("children", "women", "medics"); such a claim
            is shown and never added.
        carried: the qualifier was carried over from the figure before ("at least 12 killed
            and 90 wounded").
        increment: "another three": adds to the base known at that time.
        superseded: the text itself says a later figure replaced it ("rose from 9 to 12").
        background: a figure of another period or another count; never in a toll.
        grade: grade of evidence as the source states it.
        pattern: name of the pattern that read it, for ``--explain``.
    """

    claim_id: str
    incident_id: str
    measure: Measure
    estimate: Estimate
    origin: Origin
    source: str
    said: Moment
    counted_by: Counter | None = None
    status: PersonStatus = PersonStatus.UNKNOWN
    subset_of: str | None = None
    carried: bool = False
    increment: bool = False
    superseded: bool = False
    background: bool = False
    grade: str | None = None
    pattern: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it may enter a toll at all."""
        return not (
            self.subset_of is not None or self.background or self.status is PersonStatus.ATTACKER
        )

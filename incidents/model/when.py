"""Dates of incidents and times of claims, in local wall time.

No conversion between zones ever moves a date: what is stored is what the clock on the wall
said, with the zone's name beside it. `date_prec` is UCDP GED's: 1 the day, 2 two to six days,
3 a week, 4 eight to thirty-one days, 5 longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from incidents.errors import BadRecord


class DateBasis(StrEnum):
    """What an incident's date rests on."""

    STATED = "stated"  # the text names the day
    RELATIVE = "relative"  # "Thursday", "overnight", counted from the publication date
    PUBLICATION = "publication"  # only the publication bounds it
    CELL = "cell"  # a column of an uploaded table
    PERSON = "person"  # somebody's correction


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an incident happened.

    Attributes:
        start: the day, or the first day; one night across midnight is the one date reported.
        end: the last day, inclusive; ``None`` means the same day.
        date_prec: UCDP GED code 1 to 5.
        basis: what the date rests on.
        local_time: wall-clock time where stated (00:00 in VIINA is unknown, so ``None``).
        zone: IANA name of the wall clock's zone, ``None`` if not known.

    Raises:
        BadRecord: the end is before the start or the code is not 1 to 5.
    """

    start: date
    end: date | None = None
    date_prec: int = 1
    basis: DateBasis = DateBasis.STATED
    local_time: time | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BadRecord(f"date: the end {self.end} is before the start {self.start}")
        if self.date_prec not in (1, 2, 3, 4, 5):
            raise BadRecord(f"date_prec: {self.date_prec} is not one of UCDP's codes 1 to 5")

    @property
    def last(self) -> date:
        """The last day, inclusive."""
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class Moment:
    """When a claim was made: a half-open span of local wall time that holds the true moment.

    A stated clock time is one minute; a publication date alone is that whole day. Of two
    claims one is later only if its span begins at or after the other's end.
    """

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        if self.earliest.tzinfo or self.latest.tzinfo:
            raise BadRecord("moment: wall times carry no UTC offset; keep the zone's name beside")
        if self.latest <= self.earliest:
            raise BadRecord(f"moment: {self.latest} does not come after {self.earliest}")

    @classmethod
    def of(cls, stated: date | datetime) -> Moment:
        """Span of a day (a ``date``) or of a minute (a ``datetime``)."""
        if isinstance(stated, datetime):
            return cls(stated, stated + timedelta(minutes=1))
        begin = datetime.combine(stated, time.min)
        return cls(begin, begin + timedelta(days=1))

    def after(self, other: Moment) -> bool:
        """Tell whether this is certainly later than ``other``."""
        return self.earliest >= other.latest

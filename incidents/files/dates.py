"""Cells to dates.

Pure. Whether the day or the month comes first is decided for a column, never for a cell:
day-first only if some value says so and none contradicts, and the same for month-first; else
it is asked. No time zone is ever applied.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from incidents.files.cells import plain

EARLIEST_YEAR = 1901
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan січня січень январь января",
            "february feb лютого лютий февраль февраля",
            "march mar березня березень март марта",
            "april apr квітня квітень апрель апреля",
            "may травня травень май мая",
            "june jun червня червень июнь июня",
            "july jul липня липень июль июля",
            "august aug серпня серпень август августа",
            "september sep sept вересня вересень сентябрь сентября",
            "october oct жовтня жовтень октябрь октября",
            "november nov листопада листопад ноябрь ноября",
            "december dec грудня грудень декабрь декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([^\W\d_]+)\.?,?[ \-](\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_TIME = re.compile(r"(.*?)[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|UTC)?")
_YEAR_WORD = re.compile(r"(?<=\d)\s?(?:року|рік|р\.|года|год|г\.)$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


class NotADate(ValueError):
    """A cell that is no date; ``code`` is the row code that says so."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a span of days as a cell gives it; ``last`` is inclusive."""

    first: date
    last: date | None = None
    clock: time | None = None
    two_digits: bool = False


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """How many cells of a column can only be day-first, only month-first, or either."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    samples: tuple[str, ...] = ()

    @property
    def order(self) -> str | None:
        """``"dmy"`` or ``"mdy"`` where some cell says so and none contradicts."""
        if self.day_first and not self.month_first:
            return "dmy"
        if self.month_first and not self.day_first:
            return "mdy"
        return None

    @property
    def open(self) -> bool:
        """Whether somebody has to be asked."""
        return self.order is None and self.either > 0


#: Days of the months that have fewer than 31.
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class OrderWatch:
    """Counts what the cells of a date column say about its order (dots are day-first)."""

    def __init__(self) -> None:
        self._tally = [0, 0, 0]
        self._samples: list[str] = []

    def see(self, cell: str) -> None:
        """Look at one cell."""
        found = _NUMERIC.match(plain(cell))
        if found is None:
            return
        one, two = int(found[1]), int(found[2])
        if "-" in found[0] and len(found[3]) == 2:
            self._either(found[0])  # 24-03-05 may begin with its year
            return
        # A day that no calendar has is a slip, and says nothing of the order.
        if one > 12 >= two:
            self._tally[0] += one <= _LONGEST.get(two, 31)
        elif two > 12 >= one:
            self._tally[1] += two <= _LONGEST.get(one, 31)
        elif one != two and "." not in found[0]:
            self._either(found[0])

    def _either(self, cell: str) -> None:
        self._tally[2] += 1
        if len(self._samples) < 3:
            self._samples.append(cell)

    def evidence(self) -> OrderEvidence:
        """What was seen."""
        return OrderEvidence(self._tally[0], self._tally[1], self._tally[2], tuple(self._samples))


def weigh_order(cells: Iterable[str]) -> OrderEvidence:
    """Count what the cells of a date column say about its order (dots are day-first)."""
    watch = OrderWatch()
    for cell in cells:
        watch.see(cell)
    return watch.evidence()


def read_day(text: str, order: str | None, pivot: int = 2050) -> Day:
    """Read one date cell.

    Args:
        text: ISO, 20240305, 05.03.2024, 3/5/24, "5 March 2024", an Excel serial, a range
            ("2024-03-05/07", "2024-03-05 - 2024-03-07"), each with or without a clock time.
        order: ``"dmy"``, ``"mdy"`` or ``None`` if the column does not say.
        pivot: a two-digit year is read as the latest year not after this one.

    Raises:
        NotADate: with the code that says why.
    """
    cell = _YEAR_WORD.sub("", plain(text))
    if not cell:
        raise NotADate("row.date_blank")
    ranged = _range(cell, order, pivot)
    if ranged is not None:
        return ranged
    clock = None
    timed = _TIME.fullmatch(cell)
    if timed is not None:
        cell, clock = timed[1].strip(), _clock(int(timed[2]), int(timed[3]))
    if "." in cell and _SERIAL.fullmatch(cell):
        clock = _of_day(float(cell) % 1)
    first, short = _one(cell, order, pivot)
    return Day(first, None, clock, short)


def _of_day(part: float) -> time | None:
    """The clock time that a part of a day is, to the minute."""
    minutes = round(part * 1440)
    return _clock(minutes // 60, minutes % 60)


def _clock(hour: int, minute: int) -> time | None:
    # Midnight is how tables write "no time given" (VIINA's README says so of its own).
    if hour > 23 or minute > 59 or (hour, minute) == (0, 0):
        return None
    return time(hour, minute)


def _month(cell: str) -> Day | None:
    """A whole month: 2024-03, March 2024, березень 2024."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", cell)
    if found is not None:
        year, month = int(found[1]), int(found[2])
    else:
        named = re.fullmatch(r"([^\W\d_]+)\.?,? (\d{4})", cell)
        if named is None or named[1].casefold() not in MONTHS:
            return None
        year, month = int(named[2]), MONTHS[named[1].casefold()]
    first = _date(year, month, 1)
    return Day(first, first.replace(day=calendar.monthrange(year, month)[1]))


def _range(cell: str, order: str | None, pivot: int) -> Day | None:
    month = _month(cell)
    if month is not None:
        return month
    days = re.fullmatch(r"(\d{1,2})\s?[-–]\s?(\d{1,2}) ([^\W\d_]+\.?,? \d{4})", cell)
    if days is not None:
        cell = f"{days[1]} {days[3]} - {days[2]} {days[3]}"
    short = re.fullmatch(r"(\d{4}-\d{2}-)(\d{2})\s?[/–]\s?(\d{2})", cell)
    if short is not None:
        cell = f"{short[1]}{short[2]} - {short[1]}{short[3]}"
    halves = re.split(r"\s+(?:-|–|—|to|bis|по)\s+|(?<=\d{4}-\d{2}-\d{2})/(?=\d{4})|–", cell)
    if len(halves) != 2:
        return None
    (first, a), (last, b) = (_one(h.strip(), order, pivot) for h in halves)
    if last < first:
        raise NotADate("row.date_order")
    return Day(first, last, None, a or b)


def _one(cell: str, order: str | None, pivot: int) -> tuple[date, bool]:
    for pattern in (_ISO, _COMPACT):
        found = pattern.fullmatch(cell)
        if found:
            return _date(int(found[1]), int(found[2]), int(found[3])), False
    numeric = _NUMERIC.fullmatch(cell)
    if numeric:
        return _numeric(numeric, order, pivot)
    named = _named(cell, pivot)
    if named is not None:
        return named
    if _SERIAL.fullmatch(cell):
        return _serial(cell), False
    raise NotADate("row.date_unreadable")


def _numeric(found: re.Match[str], order: str | None, pivot: int) -> tuple[date, bool]:
    one, two, short = int(found[1]), int(found[2]), len(found[3]) == 2
    year = _century(int(found[3]), pivot) if short else int(found[3])
    if "." in found[0] or one == two:
        order = order or "dmy"
    if short and order is None and "-" in found[0]:
        raise NotADate("row.date_ambiguous")  # 24-03-05 may begin with its year
    if order is None and one > 12:
        order = "dmy"
    elif order is None and two > 12:
        order = "mdy"
    if order is None:
        raise NotADate("row.date_ambiguous")
    day, month = (one, two) if order == "dmy" else (two, one)
    return _date(year, month, day), short


def _named(cell: str, pivot: int) -> tuple[date, bool] | None:
    found = _DAY_MONTH.fullmatch(cell)
    if found and found[2].casefold() in MONTHS:
        short = len(found[3]) == 2
        year = _century(int(found[3]), pivot) if short else int(found[3])
        return _date(year, MONTHS[found[2].casefold()], int(found[1])), short
    found = _MONTH_DAY.fullmatch(cell)
    if found and found[1].casefold() in MONTHS:
        return _date(int(found[3]), MONTHS[found[1].casefold()], int(found[2])), False
    return None


def _century(two: int, pivot: int) -> int:
    year = pivot - pivot % 100 + two
    return year if year <= pivot else year - 100


def _serial(cell: str) -> date:
    # Excel's day 60 is the 29 February 1900 that never was; later serials count from 1899-12-30.
    serial = int(float(cell))
    if not 366 < serial < 73_050:  # before 1901 or after 2099
        raise NotADate("row.date_unreadable")
    return date(1899, 12, 30) + timedelta(days=serial)


def _date(year: int, month: int, day: int) -> date:
    try:
        made = date(year, month, day)
    except ValueError:
        raise NotADate("row.date_impossible") from None
    if year < EARLIEST_YEAR:
        raise NotADate("row.date_implausible")
    return made

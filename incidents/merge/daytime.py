"""At what hours of its day an incident happened, as far as its words say. Pure.

A stated clock time goes first. Else the words of the reports that speak of it: "overnight",
"in the evening". Only sentences that speak of the attack count, and only where the hour is not
that of a statement ("by Thursday evening", "said in the morning") and the sentence is no later
count of the same attack ("the toll rose"). What is not certain is unknown.

Hours are counted from midnight at the start of the incident's first day: a night that began on
the evening before starts at -4, one that goes on past midnight ends after 24.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.model import Incident


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of hours of an incident's first day; may begin before it and end after it."""

    first: float
    last: float

    def apart(self, other: Hours) -> float:
        """Hours between two spans, 0 where they overlap."""
        return max(0.0, self.first - other.last, other.first - self.last)


# English, Ukrainian, Russian. A night "of 23 to 24" and a night without more is dated by its
# morning (docs/domain.md), one named after a weekday ("on Tuesday night") by its evening.
_OVERNIGHT = (
    r"overnight|(?:during|in|through) the night|night (?:of \S+ (?:to|into)|to|into)"
    r"|[ув]ночі|[ув] ніч|ночью|в ночь"
)
_PARTS: tuple[tuple[Hours, str], ...] = (
    (Hours(-4, 7), _OVERNIGHT),
    (Hours(0, 7), r"before dawn|pre-dawn|early (?:on |in the )?\w+|small hours|at dawn"),
    (Hours(5, 12), r"morning|вранці|зранку|утром"),
    (Hours(11, 18), r"midday|at noon|afternoon|вдень|дн[её]м"),
    (Hours(17, 24), r"evening|[ув]вечері|вечером"),
    (Hours(19, 28), r"late (?:on |in the )?\w+|\w+day night|пізно|поздно"),
)
_PART = tuple((hours, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for hours, words in _PARTS)
# The hour of a statement, not of the attack.
_STATEMENT = re.compile(
    r"\b(?:by|as of|until|since|said|says|told|reported|announced|wrote|станом на|до|сказав"
    r"|повідоми\w+|на|сообщи\w+)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\w:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\w:]|\.\d)")
_ATTACK = re.compile(
    r"attack|str(?:ike|uck)|\bhit|missile|drone|shell|bomb|rocket|blast|explosion|raid|fire"
    r"|атак|уда[рв]|влуч|ракет|дрон|безпілот|беспилот|обстріл|обстрел|вибух|взрыв",
    re.IGNORECASE,
)
_LATER_COUNT = re.compile(
    r"\btoll\b|\brose\b|\brisen\b|\bclimbed\b|rubble|rescuers|зросл|збільши|завал|возрос|увеличи",
    re.IGNORECASE,
)


def hours_of(incident: Incident) -> Hours | None:
    """When of the day it happened; ``None`` where neither a clock nor clear words say it."""
    clock = incident.when.local_time
    if clock is not None:
        hour = clock.hour + clock.minute / 60
        return Hours(hour, hour)
    spans = [span for text in _tellings(incident) for span in _said(text)]
    if not spans:
        return None
    return Hours(min(s.first for s in spans), max(s.last for s in spans))


def _tellings(incident: Incident) -> Iterable[str]:
    return (
        q.text
        for q in incident.quotes
        if _ATTACK.search(q.text) and not _LATER_COUNT.search(q.text)
    )


def _said(text: str) -> Iterable[Hours]:
    clocks = [
        int(hit[1]) + int(hit[2]) / 60
        for hit in _CLOCK.finditer(text)
        if not _STATEMENT.search(text[: hit.start()])
    ]
    if clocks:
        return [Hours(min(clocks), max(clocks))]
    found: list[tuple[int, int, Hours]] = []
    for hours, words in _PART:
        for hit in words.finditer(text):
            overlaps = any(start < hit.end() and hit.start() < end for start, end, _ in found)
            if not overlaps and not _STATEMENT.search(text[: hit.start()]):
                found.append((hit.start(), hit.end(), hours))
    return [hours for _, _, hours in found]

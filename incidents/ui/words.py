"""How figures, dates and precisions read on the screen: sober words, never bare codes.

Pure. A figure that nobody states reads "not stated", never 0; a lower bound says "at least".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from incidents.model import PRECISION_TABLE, Claim, Estimate, Measure, Precision, Qualifier
from incidents.model.measure import PersonStatus
from incidents.query import Filter
from incidents.summary.toll import Figure

MEASURES: dict[Measure, str] = {
    Measure.KILLED: "People reported killed",
    Measure.INJURED: "People reported wounded",
    Measure.CASUALTIES: "Reported killed or wounded, split not stated",
    Measure.MISSING: "People reported missing",
    Measure.FIRES: "Fires reported",
    Measure.SITES: "Sites reported struck",
    Measure.MUNITIONS_LAUNCHED: "Munitions reported launched",
    Measure.MUNITIONS_INTERCEPTED: "Munitions reported intercepted",
}

SHORT: dict[Measure, str] = {
    Measure.KILLED: "killed",
    Measure.INJURED: "wounded",
    Measure.CASUALTIES: "killed or wounded",
    Measure.MISSING: "missing",
    Measure.FIRES: "fires",
    Measure.SITES: "sites",
    Measure.MUNITIONS_LAUNCHED: "munitions launched",
    Measure.MUNITIONS_INTERCEPTED: "munitions intercepted",
}

KINDS: dict[Precision, str] = {
    Precision.SITE: "site",
    Precision.STREET: "street",
    Precision.NEIGHBOURHOOD: "neighbourhood",
    Precision.CITY_DISTRICT: "city district",
    Precision.SETTLEMENT: "town or city",
    Precision.ADM2: "district",
    Precision.ADM1: "region",
    Precision.COUNTRY: "country",
    Precision.UNKNOWN: "place not known",
}

# UCDP GED codebook, date_prec.
DATE_PRECISION: dict[int, str] = {
    1: "",
    2: "within two to six days",
    3: "within a week",
    4: "within a month",
    5: "within more than a month",
}


def number(value: int) -> str:
    """Write a count with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def bounds(low: int | None, best: int | None, high: int | None, *, open_ended: bool) -> str:
    """Write three bounds as a reader says them: "at least 12", "5 to 7", "up to 5"."""
    if low is None and best is None:
        return "not stated" if high is None else f"up to {number(high)}"
    least = low if low is not None else best
    if least is None:  # pragma: no cover - excluded above, kept for the type checker
        return "not stated"
    if high is None or open_ended:
        tail = "" if best in (None, least) else f", best {number(best or 0)}"
        return f"at least {number(least)}{tail}"
    if least == high:
        return number(high)
    tail = "" if best in (None, least, high) else f", best {number(best or 0)}"
    return f"{number(least)} to {number(high)}{tail}"


def figure(value: Figure | None) -> str:
    """Write one figure of a toll."""
    if value is None:
        return "not stated"
    return bounds(value.low, value.best, value.high, open_ended=value.open_ended)


def brief(value: Figure | None) -> str:
    """Write a figure for a map label or a narrow cell: "12+", "5–7", "≤5"; "" if not stated."""
    if value is None:
        return ""
    least = value.low if value.low is not None else value.best
    if least is None:
        return "" if value.high is None else f"≤{number(value.high)}"
    if value.high is None or value.open_ended:
        return f"{number(least)}+"
    return number(least) if least == value.high else f"{number(least)}–{number(value.high)}"


def notes(value: Figure) -> tuple[str, ...]:
    """What else must be said beside a figure."""
    found: list[str] = []
    if value.carried:
        found.append("“at least” is carried over from the figure before it")
    if value.silent:
        plural = "incident states" if value.silent == 1 else "incidents state"
        found.append(f"{number(value.silent)} {plural} nothing of this")
    if value.order_inferred:
        found.append("order of reports inferred: the highest stands")
    if value.part_of is not None:
        found.append(f"part of a larger total: {number(value.part_of[0])} in the whole attack")
    return tuple(found)


def estimate(value: Estimate) -> str:
    """Write what one source stated, keeping its vague word."""
    if value.qualifier is Qualifier.VAGUE and value.word:
        return f"“{value.word}” (at least {value.low})"
    if value.qualifier is Qualifier.ABOUT:
        return f"about {value.best}"
    if value.qualifier is Qualifier.MORE_THAN:
        return f"more than {value.low}"
    return bounds(value.low, value.best, value.high, open_ended=False)


def claim(value: Claim) -> str:
    """Write a claim in one line: figure, measure, and what sets it apart."""
    parts = [f"{SHORT[value.measure]}: {estimate(value.estimate)}"]
    if value.subset_of:
        parts.append(f"of these: {value.subset_of}")
    if value.status is not PersonStatus.UNKNOWN:
        parts.append(value.status.value)
    if value.carried:
        parts.append("qualifier carried over")
    if value.increment:
        parts.append("added to the count before")
    if value.superseded:
        parts.append("replaced later in the text")
    if value.background:
        parts.append("background, not in the toll")
    return " · ".join(parts)


def precision(value: Precision) -> str:
    """Say a precision in words."""
    return PRECISION_TABLE[value].words


def day(iso: str | date | None) -> str:
    """Write a date as "24 April 2025"; what is no date is shown as it is."""
    if iso is None:
        return "date not known"
    try:
        value = iso if isinstance(iso, date) else date.fromisoformat(iso[:10])
    except ValueError:
        return str(iso)
    return f"{value.day} {value:%B %Y}"


def as_of(moment: datetime | None, latest: datetime | None = None) -> str:
    """Say as of when a total holds; ``latest`` is when the newest report of it had been said."""
    if moment is not None:
        return f"as of {day(moment.date())} {moment:%H:%M}, local time"
    if latest is None:
        return "as of the latest report"
    return f"as of the latest report, {said_by(latest)}"


def said_by(end: datetime) -> str:
    """The last minute before an end, local time; of a whole day, the day alone."""
    if end.time() == time():
        return day((end - timedelta(days=1)).date())
    last = end - timedelta(minutes=1)
    return f"{day(last.date())} {last:%H:%M}, local time"


def selection(chosen: Filter, places: Mapping[str, str] | None = None) -> str:
    """Say a filter in one line; "everything" if it selects all. ``places`` are names by id."""
    called = places or {}
    parts: list[str] = []
    if chosen.since or chosen.until:
        since = day(chosen.since) if chosen.since else "the beginning"
        until = day(chosen.until) if chosen.until else "now"
        parts.append(since if since == until else f"{since} to {until}")
    named = (
        ("places", tuple(called.get(p, p) for p in chosen.places)),
        ("types", (*chosen.event_types, *chosen.sub_event_types)),
        ("weapons", chosen.weapon_families),
        ("precision", tuple(KINDS[Precision(p)] for p in chosen.precisions)),
        ("sources", chosen.sources),
        ("data sets", chosen.datasets),
    )
    parts += [f"{what}: {', '.join(values)}" for what, values in named if values]
    if chosen.text:
        parts.append(f"text: “{chosen.text}”")
    if chosen.as_of:
        parts.append(as_of(chosen.as_of))
    if chosen.bounds:
        parts.append("within the map frame")
    if chosen.incident:
        parts.append("one incident and its parts")
    return "; ".join(parts) or "everything"


#: Fields of a table that their own name says only to an engineer.
_FIELDS = {
    "adm1": "region",
    "adm2": "district",
    "event_id": "id in the table",
    "url": "link",
    "date_prec": "how exact the date is",
    "precision": "how exact the place is",
    "injured": "wounded",
    "actor1": "who did it",
    "actor2": "second actor",
}


def field(name: str) -> str:
    """A field of a table in words, without a capital."""
    return _FIELDS.get(name, name.replace("_", " "))


_UNIT_CODE = re.compile(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b")


def with_units_named(text: str, name_of: Callable[[str], str | None]) -> str:
    """Put a unit's name where its ISO code stands: "Springfield (Missouri)" for "(US-MO)"."""
    return _UNIT_CODE.sub(lambda code: name_of(code[0]) or code[0], text)

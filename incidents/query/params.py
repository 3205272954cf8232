"""A filter as the parameters of a link, and back. Pure.

A field that selects everything is left out, so the empty filter is the bare address. A field of
several values is a parameter repeated. Reading is strict: a link that names what does not exist
is a BadFilter that says which parameter, what was found and what it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from incidents.errors import BadFilter
from incidents.model import DATASETS, EVENT_TYPES, WEAPON_FAMILIES, Precision
from incidents.query.filter import Filter

Given = Mapping[str, str | Sequence[str]]

#: Fields of several values, with what they may be; ``None``: anything.
_SEVERAL: dict[str, frozenset[str] | None] = {
    "places": None,
    "event_types": frozenset(EVENT_TYPES),
    "sub_event_types": frozenset(s for subs in EVENT_TYPES.values() for s in subs),
    "weapon_families": frozenset(WEAPON_FAMILIES),
    "precisions": frozenset(p.value for p in Precision),
    "sources": None,
    "datasets": frozenset(DATASETS),
}
#: Names in a link, singular because the parameter is repeated.
_IN_LINK = {
    "places": "place",
    "event_types": "type",
    "sub_event_types": "subtype",
    "weapon_families": "weapon",
    "precisions": "precision",
    "sources": "source",
    "datasets": "dataset",
}
_ONE = ("since", "until", "text", "as_of", "bounds", "incident")
#: Longer values or more of them are no link of ours.
LONGEST, MOST = 500, 200


def to_params(chosen: Filter) -> dict[str, list[str]]:
    """Give the parameters of a filter; `from_params` reads them back to the same filter."""
    found: dict[str, list[str]] = {}
    for name, link in _IN_LINK.items():
        if values := getattr(chosen, name):
            found[link] = list(values)
    single = {
        "since": chosen.since and chosen.since.isoformat(),
        "until": chosen.until and chosen.until.isoformat(),
        "text": chosen.text,
        "as_of": chosen.as_of and chosen.as_of.isoformat(),
        "bounds": chosen.bounds and ",".join(repr(n) for n in chosen.bounds),
        "incident": chosen.incident,
    }
    return found | {name: [value] for name, value in single.items() if value}


def from_params(given: Given) -> Filter:
    """Read the parameters of a link.

    Raises:
        BadFilter: a parameter is not known, or its value cannot be what it stands for.
    """
    known = {link: name for name, link in _IN_LINK.items()} | {name: name for name in _ONE}
    fields: dict[str, Any] = {}
    for link, value in given.items():
        if link not in known:
            raise BadFilter(
                f"link: there is no filter {link[:60]!r}; known are {', '.join(sorted(known))}"
            )
        values = _values(link, value)
        if link in _ONE:
            fields[link] = _READ[link](link, _single(link, values))
        else:
            fields[known[link]] = _several(known[link], link, values)
    chosen = Filter(**fields)
    if chosen.since and chosen.until and chosen.until < chosen.since:
        raise BadFilter(
            f"link: until={chosen.until} lies before since={chosen.since}; swap the two dates"
        )
    return chosen


def _values(link: str, value: str | Sequence[str]) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else tuple(value)
    if len(values) > MOST or any(len(v) > LONGEST for v in values):
        raise BadFilter(
            f"link: {link} is too long; at most {MOST} values of {LONGEST} characters are read"
        )
    return values


def _single(link: str, values: tuple[str, ...]) -> str:
    if len(values) != 1:
        raise BadFilter(f"link: {link} is given {len(values)} times; give it once")
    return values[0]


def _several(name: str, link: str, values: tuple[str, ...]) -> tuple[str, ...]:
    allowed = _SEVERAL[name]
    for value in values:
        if allowed is not None and value not in allowed:
            raise BadFilter(
                f"link: {link}={value[:60]!r} is not known; it takes {', '.join(sorted(allowed))}"
            )
    return tuple(dict.fromkeys(v for v in values if v))


def _day(link: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadFilter(f"link: {link}={value[:60]!r} is no date; write it as 2025-04-24") from None


def _moment(link: str, value: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise BadFilter(
            f"link: {link}={value[:60]!r} is no local time; write it as 2025-04-24T10:30"
        )
    return found


def _bounds(link: str, value: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(n) for n in value.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadFilter(
            f"link: {link}={value[:60]!r} is no map frame; write west,south,east,north in degrees"
        )
    return west, south, east, north


def _words(_link: str, value: str) -> str:
    return value


_READ: dict[str, Callable[[str, str], object]] = {
    "since": _day,
    "until": _day,
    "text": _words,
    "as_of": _moment,
    "bounds": _bounds,
    "incident": _words,
}

"""Two places of one name are told apart wherever they stand in one list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from incidents.model import Precision
from incidents.model.ports import Gazetteer
from incidents.query import PlaceRow
from incidents.query.unlisted import named
from incidents.ui import words

Where = Callable[[str], str | None]
#: Value, what is written, and how many incidents: one choice of a filter.
Option = tuple[str, str, int]
#: Id of a place (None for one that is not named) and what it is called.
Called = tuple[str | None, str]


def told_apart(called: Sequence[Called], where: Where) -> list[str]:
    """What each is called in a list of them all: its name alone if no other bears it.

    Args:
        called: the places, each once.
        where: what an id's place lies in, in words; None if that is not known.

    Returns:
        Names in the order given, all different but those of places without an id.
    """
    often = Counter(label for _, label in called)
    named = [
        f"{label} ({inside})"
        if often[label] > 1 and key is not None and (inside := where(key)) is not None
        else label
        for key, label in called
    ]
    seen: Counter[str] = Counter()
    found = []
    for (key, _), label in zip(called, named, strict=True):
        seen[label] += 1
        again = seen[label] > 1 and key is not None
        found.append(f"{label} ({seen[label]})" if again else label)
    return found


def rows_apart(rows: Sequence[PlaceRow], where: Where) -> tuple[PlaceRow, ...]:
    """Rows of a chart, no two of which bear one name."""
    names = told_apart([(row.place_id, row.label) for row in rows], where)
    return tuple(replace(row, label=name) for row, name in zip(rows, names, strict=True))


def options_apart(options: Sequence[Option], where: Where) -> tuple[Option, ...]:
    """Choices of a filter, no two of which bear one name."""
    names = told_apart([(key, label) for key, label, _ in options], where)
    return tuple((key, name, n) for (key, _, n), name in zip(options, names, strict=True))


def lies_in(key: str, gazetteer: Gazetteer, countries: Mapping[str, str]) -> str | None:
    """What the place of an id lies in: its region, else its country; of a region, that it is one.

    ``countries`` are their names by code.
    """
    unlisted, place = named(key), gazetteer.get(key)
    if unlisted is not None:
        code: str | None = unlisted[0]
    elif place is None:
        return None
    elif place.precision.coarser_than(Precision.ADM2):
        return words.KINDS[place.precision]
    else:
        code = place.adm1 or place.country
    unit = gazetteer.get(f"adm1:{code}")
    return (unit.name if unit else None) or countries.get(code or "")

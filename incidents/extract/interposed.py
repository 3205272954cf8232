"""A total and its verb with a long aside between them: the aside's counts are parts, not the toll.

Pure. "Twenty members of a family, including eight women, two of whom were pregnant, and four men,
were killed" is twenty. A short aside ("including two children,") is set aside in `parts`.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.items import Item

_TAIL = frozenset({"W", "OF", "IN", "TO", "FROM", "NAME", "AN", "THING"})
_LONGEST_TAIL, _LONGEST = 10, 45
_OBJECT_OF = frozenset({"KILL", "KILLING", "INJURE", "INJURING", "LEFT", "CLAIM", "BE", "IN"})
_HARM = frozenset({"KILL", "INJURE", "DIE"})
_ENDS = frozenset(
    "STOP COLON KILL INJURE DIE KILLING INJURING LEFT CLAIM TOLL DEATHS INJURIES MISSING".split()
)
_COUNTS = frozenset({"COUNT", "COUNTNP"})
_SEVERAL = 2


def without_interposed(row: list[Item]) -> tuple[list[Item], list[Item]]:
    """The row without such asides, and the counts of people they held."""
    body: list[Item] = []
    parts: list[Item] = []
    at = 0
    while at < len(row):
        body.append(row[at])
        if row[at].reading is None:
            at += 1
            continue
        verb = _verb_of(row, at) if _is_total(row, at) else None
        if verb is not None:
            parts.extend(i for i in _counted(row, at + 1, verb))
        at = at + 1 if verb is None else verb
    return body, parts


def _is_total(row: Sequence[Item], at: int) -> bool:
    item = row[at]
    several = item.reading is not None and not item.reading.article and _size(item) >= _SEVERAL
    return several and item.symbol in _COUNTS and not (at and row[at - 1].symbol in _OBJECT_OF)


def _size(item: Item) -> int:
    return (item.reading.estimate.headline or 0) if item.reading else 0


def _from_young_to_old(row: Sequence[Item], at: int) -> int | None:
    """ "Fifteen people, the youngest a girl of 10 and the oldest a man of 87, were shot dead"."""
    opens = [i.symbol for i in row[at : at + 3]] == ["COMMA", "W", "W"]
    if not opens or not (at + 3 < len(row) and _is_one(row[at + 3])):
        return None
    for k in range(at + 4, min(at + _LONGEST_TAIL, len(row))):
        if row[k].symbol == "BE" and _harmed(row, k):
            return None if row[k].single else k
        if row[k].symbol in _ENDS:
            return None
    return None


def _is_one(item: Item) -> bool:
    return item.symbol == "COUNTNP" and item.reading is not None and item.reading.article


def _verb_of(row: Sequence[Item], at: int) -> int | None:
    """Where the verb of a total stands, past an aside that holds a clause of its own."""
    here = at + 1
    while here < len(row) and row[here].symbol in _TAIL and here - at <= _LONGEST_TAIL:
        here += 1
    opens = _opens(row, here)
    if opens is None:
        return _from_young_to_old(row, here)
    nested = opens == here + 2 or any(i.symbol in {"TO", "THING"} for i in row[at + 1 : here])
    for k in range(opens, min(at + _LONGEST, len(row))):
        item = row[k]
        if item.symbol == "BE" and _harmed(row, k):
            return k if nested and not item.single else None
        if item.symbol in _ENDS or _size(item) > _size(row[at]):
            return None
        clause = item.symbol == "COMMA" and k + 1 < len(row) and row[k + 1].symbol == "W"
        nested = nested or item.symbol == "OFTHEM" or clause
    return None


def _opens(row: Sequence[Item], at: int) -> int | None:
    """Where an aside's own words begin: behind "including", or ", most of" in "most of whom"."""
    here = at + 1 if at < len(row) and row[at].symbol == "COMMA" else at
    if here < len(row) and row[here].symbol == "INCLUDING":
        return here + 1
    most = here > at and here + 1 < len(row) and row[here].symbol == "W"
    return here + 1 if most and row[here + 1].symbol == "OFTHEM" else None


def _harmed(row: Sequence[Item], at: int) -> bool:
    following = [i.symbol for i in row[at + 1 : at + 3]]
    return following[:1] != [] and (
        following[0] in _HARM or (following[0] == "W" and following[-1] in _HARM)
    )


def _counted(row: Sequence[Item], first: int, last: int) -> list[Item]:
    """Counts of people in an aside, without those that only divide another ("two of whom")."""
    return [
        item for k, item in enumerate(row[first:last], start=first)
        if item.symbol == "COUNTNP" and item.reading is not None and not item.reading.article
        and not (k + 1 < last and row[k + 1].symbol == "OFTHEM" and _names_nobody(item))
    ]  # fmt: skip


def _names_nobody(item: Item) -> bool:
    return not item.head

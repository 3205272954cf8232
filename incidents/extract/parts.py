"""Parts of a total and sums of groups, before shapes are laid over a row.

Pure. "Including two children" is set aside as a part and never added; "nine adults and a child"
are joined into one count; "77 others, 74 officers and three civilians" stays 77.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.items import PEOPLE, Item
from incidents.extract.numbers import Reading
from incidents.extract.tokens import Token
from incidents.model import Estimate, Qualifier

_COUNTS = frozenset({"COUNT", "COUNTNP"})


_LONGEST_LIST = 16


_SUMMED = frozenset({"COUNTNP", "NAME", "AN"})


_LISTED = frozenset({"COUNT", "COUNTNP", "W", "OF", "NAME", "AN", "IN"})


_BEFORE_OBJECT = frozenset(
    {"KILL", "KILLING", "INJURE", "INJURING", "LEFT", "CLAIM", "TO", "IN", "OF"}
)


def set_parts_aside(row: list[Item], words: Sequence[Token]) -> tuple[list[Item], list[Item]]:
    """Split a row into what is left and the counts that are parts of another count."""
    body: list[Item] = []
    parts: list[Item] = []
    at = 0
    while at < len(row):
        end = _part_end(row, at, words)
        if end is None:
            body.append(row[at])
            at += 1
            continue
        apart = any(i.symbol == "INADDITION" for i in row[at : at + 2])
        parts.extend(i for i in row[at:end] if i.symbol in {"COUNT", "COUNTNP"} and not apart)
        if (
            row[at].symbol in {"COMMA", "OPEN"}
            and end < len(row)
            and row[end].symbol in {"COMMA", "CLOSE"}
        ):
            end += 1
        at = end
    return body, parts


def _part_end(row: list[Item], at: int, words: Sequence[Token]) -> int | None:
    """Where the part that begins here ends; None if none begins here."""
    here = at
    if row[here].symbol in {"COMMA", "OPEN"} and here + 1 < len(row):
        here += 1
    if row[here].symbol == "AND" and here + 1 < len(row):
        here += 1
    counted = row[here].symbol in {"COUNT", "COUNTNP"}
    follows = row[here + 1].symbol if here + 1 < len(row) else ""
    awaits = (
        at > 0
        and row[at - 1].symbol in _COUNTS
        and (at == 1 or row[at - 2].symbol not in _BEFORE_OBJECT)
    )
    if row[here].symbol in {"INCLUDING", "INADDITION"} and (here > at or at > 0):
        return _run(row, here + 1, awaits=awaits)
    if row[here].symbol == "AMONGTHEM" and follows in _COUNTS:
        return _run(row, here + 1, awaits=awaits)
    if row[at].symbol == "OPEN":
        return _closing(row, at)
    opens = here > at or at == 0 or row[at - 1].symbol in {"W", "COLON", "STOP"}
    if counted and opens:
        listed = _run(row, here)
        if listed < len(row) and row[listed].symbol == "BE" and listed + 1 < len(row):
            listed += row[listed + 1].symbol == "AMONGTHEM"
        if listed < len(row) and row[listed].symbol == "AMONGTHEM":
            after = row[listed + 1].symbol if listed + 1 < len(row) else "STOP"
            return None if after in _COUNTS else listed + 1
    if counted and follows == "OFTHEM":
        return _clause(row, here + 2)
    included = counted and follows == "W" and words[row[here + 1].start].norm == "included"
    if included:
        return here + 2
    return None


def _closing(row: list[Item], at: int) -> int | None:
    """Where a bracket that states no harm of its own closes."""
    for here in range(at + 1, min(at + 20, len(row))):
        if row[here].symbol in MEASURE_OF:
            return None
        if row[here].symbol == "CLOSE":
            return here
    return None


def _run(row: list[Item], at: int, *, awaits: bool = False) -> int:
    """End of a list of counts and nouns; ``awaits``: the total before it still wants its verb."""
    here = at
    while here < min(len(row), at + _LONGEST_LIST):
        symbol = row[here].symbol
        following = row[here + 1].symbol if here + 1 < len(row) else "STOP"
        if symbol in _LISTED:
            here += 1
        elif symbol in {"COMMA", "AND"} and following in _LISTED:
            after = row[here + 2].symbol if here + 2 < len(row) else "STOP"
            if after in {"BE", "KILL", "DIE", "INJURE"} and following != "W" and not awaits:
                break
            here += 1
        elif (
            symbol == "COMMA"
            and following == "AND"
            and here + 2 < len(row)
            and (row[here + 2].symbol in _LISTED)
        ):
            here += 1
        else:
            break
    return here


def _clause(row: list[Item], at: int) -> int:
    """End of a short clause about a part ("of them in a serious condition")."""
    here = at
    while here < len(row) and here - at < 10:
        if row[here].symbol in {"COMMA", "STOP", "CLOSE"}:
            return here
        if (
            row[here].symbol == "AND"
            and here + 1 < len(row)
            and (row[here + 1].symbol in {"COUNT", "COUNTNP", "KILLING", "INJURING"})
        ):
            return here
        here += 1
    return here


def _is_people_name(item: Item, words: Sequence[Token]) -> bool:
    """ "A Russian glide bomb": the noun only tells whose."""
    return bool(item.reading and item.reading.article) and words[item.end - 1].text[:1].isupper()


def parts_of(parts: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Figure]:
    """Claims about parts, each of the total that stands before it."""
    for item in parts:
        if (
            item.reading is None
            or item.kind == "bare"
            or item.named
            or _is_people_name(item, words)
        ):
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        whole = [f for f in figures if f.start <= start]
        if not whole:
            continue
        base = whole[-1]
        yield Figure(
            base.measure, item.reading.estimate, start, end, "part of a total",
            subset_of=item.head or item.kind,
        )  # fmt: skip


def join_sums(row: list[Item]) -> list[Item]:
    """Join people counted one group after another, where one verb serves them all."""
    found: list[Item] = []
    at = 0
    while at < len(row):
        end = _list_end(row, at)
        if end is None or (
            found
            and found[-1].symbol in {"KILL", "KILLING", "INJURE", "INJURING"}
            and _verb_after(row, end)
        ):
            found.append(row[at])
            at += 1
            continue
        found.append(_sum(_without_apposition(row[at:end])))
        at = end
    return found


def _verb_after(row: list[Item], end: int) -> bool:
    return end < len(row) and row[end].symbol in {"BE", "KILL", "DIE", "INJURE", "MISSING"}


def _list_end(row: list[Item], at: int) -> int | None:
    here, last, joined = at, None, False
    while here < len(row) and row[here].symbol in _SUMMED and _summable(row[here]):
        last = here + 1
        step = here + 1
        while step < len(row) and row[step].symbol in {"COMMA", "AND"} and step - here <= 2:
            step += 1
        if step == here + 1:
            break
        joined = joined or any(i.symbol == "AND" for i in row[here + 1 : step])
        here = step
    count = sum(1 for i in row[at:last] if i.symbol in _SUMMED) if last else 0
    return last if count > 1 and joined else None


def _summable(item: Item) -> bool:
    reading = item.reading
    return reading is not None and reading.estimate.best is not None and item.kind in PEOPLE


def _without_apposition(row: list[Item]) -> list[Item]:
    """The groups of a list, without those that only say who another one is.

    "77 others, 74 officers and three civilians" is 77; "Raziq, the police chief, and 19 others"
    is 20.
    """
    counts = [i for i in row if i.symbol in _SUMMED]
    sizes = [i.reading.estimate.best or 0 for i in counts if i.reading is not None]
    if len(sizes) > 2 and sizes[0] == sum(sizes[1:]):
        return [replace(counts[0], end=counts[-1].end)]
    kept: list[Item] = []
    for at, item in enumerate(row):
        if item.symbol not in _SUMMED:
            continue
        single = item.reading is not None and item.reading.article
        before = row[at - 2] if at > 1 and row[at - 1].symbol == "COMMA" else None
        again = (
            before is not None and before.reading is not None and before.reading.article
            and (before.symbol == "NAME") != (item.symbol == "NAME")
            and at + 1 < len(row) and row[at + 1].symbol == "COMMA"
        )  # fmt: skip
        if not (single and again):
            kept.append(item)
    return kept or counts


def _sum(counts: list[Item]) -> Item:
    if len(counts) == 1:
        return counts[0]
    own = [i for i in counts if i.kind == "attacker"]
    if own and len(own) < len(counts):
        victims = [i for i in counts if i.kind != "attacker"]
        whole = _sum(victims) if len(victims) > 1 else victims[0]
        apart = _sum(own) if len(own) > 1 else own[0]
        return replace(whole, start=counts[0].start, end=counts[-1].end, attackers=apart)
    readings = [i.reading for i in counts if i.reading is not None]
    low = sum(r.estimate.low or 0 for r in readings)
    best = sum(r.estimate.best or 0 for r in readings)
    highs = [r.estimate.high for r in readings]
    high = None if None in highs else sum(h for h in highs if h is not None)
    marks = [r.estimate.qualifier for r in readings if r.estimate.qualifier is not Qualifier.EXACT]
    kinds = {i.kind for i in counts}
    kind = kinds.pop() if len(kinds) == 1 else "person"
    estimate = Estimate(low, best, high, marks[0] if marks else Qualifier.EXACT)
    reading = Reading(counts[0].start, counts[-1].end, estimate, readings[0].increment)
    return Item("COUNTNP", counts[0].start, counts[-1].end, reading, kind, counts[-1].head)

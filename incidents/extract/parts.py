"""Parts of a total and sums of groups, before shapes are laid over a row.

Pure. "Including two children" is set aside as a part and never added; "nine adults and a child"
are joined into one count; "77 others, 74 officers and three civilians" stays 77.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.items import Item
from incidents.extract.sums import closes, holds
from incidents.extract.tokens import Token

_COUNTS = frozenset({"COUNT", "COUNTNP"})


_LONGEST_LIST = 16


_LISTED = frozenset({"COUNT", "COUNTNP", "W", "OF", "NAME", "AN", "IN", "THING"})


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
    of_one = _they_were(row, here, words) or (
        at > 0 and row[at - 1].symbol == "REL"
    )  # "her mother, who was among seven killed"
    if row[here].symbol == "AMONGTHEM" and follows in _COUNTS and not of_one:
        return _run(row, here + 1, awaits=awaits)
    if row[at].symbol == "OPEN":
        return _closing(row, at)
    opens = here > at or at == 0 or row[at - 1].symbol in {"W", "COLON", "STOP"}
    breakdown = _breakdown(row, at) or _uncounted(row, at) or _told_apart(row, at)
    breakdown = breakdown or _was_among(row, here, words)
    if breakdown is not None:
        return breakdown
    if counted and opens:
        listed = _run(row, here)
        dash = words[row[at].start].norm in {"-", "–", "—"}  # "KYIV, Aug. 25 - Twenty people, five"
        if (here == at or dash) and listed < len(row) and row[listed].symbol == "AMONGTHEM":
            return None if _listed_before(row, here, listed) else listed + 1
        if listed < len(row) and row[listed].symbol == "BE" and listed + 1 < len(row):
            listed += row[listed + 1].symbol == "AMONGTHEM"
        if listed < len(row) and row[listed].symbol == "AMONGTHEM":
            after = row[listed + 1].symbol if listed + 1 < len(row) else "STOP"
            return None if after in _COUNTS else listed + 1
    if counted and follows == "OFTHEM" and not _is_object(row, at):
        return _clause(row, here + 2)
    included = counted and follows == "W" and words[row[here + 1].start].norm == "included"
    if included:
        return here + 2
    return None


def _they_were(row: list[Item], at: int, words: Sequence[Token]) -> bool:
    """ "They were among seven people killed": the seven are the total."""
    be = row[at].symbol == "AMONGTHEM" and words[row[at].start].norm in {"was", "were"}
    subject = words[row[at].start - 1].norm if row[at].start else ""
    harm = row[at + 2].symbol if at + 2 < len(row) else ""
    return be and subject in {"they", "she", "he"} and harm in {"KILL", "INJURE", "DIE"}


def _was_among(row: list[Item], at: int, words: Sequence[Token]) -> int | None:
    """ "A boy was among six people wounded": the boy is the part, the six are the total."""
    if at + 2 >= len(row) or row[at].symbol not in _COUNTS or row[at + 1].symbol != "AMONGTHEM":
        return None
    verb = words[row[at + 1].start].norm in {"was", "were"}
    return at + 2 if verb and row[at + 2].symbol in _COUNTS and row[at + 2].kind != "bare" else None


def _told_apart(row: list[Item], at: int) -> int | None:
    """End of "Seven were killed: five civilians, a rescuer and a soldier": groups that add up."""
    if at == 0 or row[at].symbol not in {"COLON", "COMMA"}:
        return None
    whole = next((i for i in reversed(row[:at]) if i.symbol in _COUNTS), None)
    best = whole.reading.estimate.best if whole is not None and whole.reading else None
    end = _run(row, at + 1)
    groups = [i for i in row[at + 1 : end] if i.symbol in {*_COUNTS, "AN"} and i.reading]
    if any(i.kind == "bare" for i in groups) or all(i.reading.article for i in groups if i.reading):
        return None  # "two in Pokrovsk and one in Myrnohrad"; "two others, a boy and a girl, ..."
    sizes = [i.reading.estimate.best or 0 for i in groups if i.reading is not None]
    harmed = any(i.symbol in MEASURE_OF for i in row[:at])
    told = (
        row[at].symbol == "COLON" or whole is None or holds(whole, groups, closed=closes(row, end))
    )
    return end if harmed and told and len(sizes) > 1 and best == sum(sizes) else None


def _uncounted(row: list[Item], at: int) -> int | None:
    """End of ", women and children among them,": a part nobody counts, between total and verb."""
    if row[at].symbol != "COMMA" or at + 2 >= len(row):
        return None
    of_whom = _most_of_them(row, at + 1)
    if of_whom is not None:
        return of_whom
    end = _past(row, at + 1, {"W", "AND", "THING"}, 7)
    closed = end > at + 1 and end + 1 < len(row) and row[end].symbol == "AMONGTHEM"
    return end + 1 if closed and row[end + 1].symbol == "COMMA" else None


def _most_of_them(row: list[Item], at: int) -> int | None:
    """End of "a good number of them children", "the majority of whom were women"."""
    of_them = _past(row, at, {"W", "AN", "TOLL", "THING"}, 5)
    if of_them == at or of_them >= len(row) or row[of_them].symbol != "OFTHEM":
        return None
    who = of_them + 1 + (of_them + 1 < len(row) and row[of_them + 1].symbol == "BE")
    end = _past(row, who, {"W", "AND", "THING"}, 6)
    return end if end > who and end < len(row) and row[end].symbol == "COMMA" else None


def _past(row: list[Item], at: int, symbols: set[str], most: int) -> int:
    """Past at most so many items of some classes."""
    end = min(len(row), at + most)
    return next((k for k in range(at, end) if row[k].symbol not in symbols), end)


def _is_object(row: list[Item], at: int) -> bool:
    """ "Children were playing when it exploded, killing 13 of them": all who died."""
    active = at > 1 and row[at - 1].symbol in {"KILL", "INJURE"} and row[at - 2].symbol != "BE"
    return active or (at > 0 and row[at - 1].symbol in {"KILLING", "INJURING"})


def _listed_before(row: list[Item], at: int, end: int) -> bool:
    """ "25 others, two teenagers among them": the part begins behind the comma."""
    return any(i.symbol == "COMMA" for i in row[at:end])


def _breakdown(row: list[Item], at: int) -> int | None:
    """End of the part of "Of the 84 injured, ten were children", "Of those killed, 38 died ..."."""
    if at == 0 and row[0].symbol == "OFTHEM":
        return next((k for k, i in enumerate(row) if i.symbol == "STOP"), len(row))
    lead = 1 if len(row) > 1 and row[0].symbol == "W" and row[1].symbol == "OF" else 0
    if at < lead + 3 or row[lead].symbol not in {"OF", "IN"}:
        return None
    if row[lead + 1].symbol not in _COUNTS:
        return None
    verb = next((i.symbol for i in row[lead + 2 : lead + 5] if i.symbol not in {"REL", "BE"}), "")
    opened = verb in MEASURE_OF and row[at].symbol == "COMMA"
    if not opened or at + 1 >= len(row) or row[at + 1].symbol not in _COUNTS:
        return None
    return _clause(row, at + 2)


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
        if row[here].symbol in {"COMMA", "STOP", "CLOSE", "COLON"}:
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
            or (item.named and item.kind != "attacker")  # "including the bomber" is one of them
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

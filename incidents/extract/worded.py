"""What some shapes ask of their words beyond the classes of them, by the shape's name. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.items import Item
from incidents.extract.tokens import Token


def _sought(items: list[Item], _: list[Item], words: Sequence[Token]) -> bool:
    """ "202 who asked for help", not "two men who injured a guard"."""
    return words[items[-1].start].norm in SOUGHT


def _murders(items: list[Item], counts: list[Item], words: Sequence[Token]) -> bool:
    """ "The murders of union members" are no single one's, whatever is named there."""
    several = any((c.reading.estimate.best or 0) > 1 for c in counts if c.reading)
    led = (w.norm for w in words[items[0].end : items[-1].start])
    plural = words[items[0].start].norm.endswith("s") or any(n.endswith(_PLURALS) for n in led)
    return several or not plural


#: Ends of "the massacre of the priests A, B and C": more than the one named first.
_PLURALS = ("ests", "ers", "ors", "ists", "ees", "nts", "men", "ians")


def _doing(items: list[Item], _: list[Item], words: Sequence[Token]) -> bool:
    """ "Injuring a guard", and no "wounds as a result"."""
    return not any(w.norm == "as" for w in words[items[0].end : items[-1].start])


def _his_murder(items: list[Item], _: list[Item], words: Sequence[Token]) -> bool:
    """ "The senator's murder", and no "Garcia murder"."""
    return words[items[0].end - 1].norm.endswith(("'s", "s'"))


def _lost(_: list[Item], counts: list[Item], __: Sequence[Token]) -> bool:
    """ "Lost 12 soldiers", "lost seven people", and no company's employees."""
    return all(c.kind in {"combatant", "civilian"} or c.head in _ANYBODY for c in counts)


_ANYBODY = frozenset({"people", "residents", "citizens", "children"})


def _unknown(_: list[Item], counts: list[Item], __: Sequence[Token]) -> bool:
    """ "Looking for him": the one who fled, not one who is missing."""
    return all(c.head != "him" and c.kind != "attacker" for c in counts)


def _as_number(_: list[Item], counts: list[Item], words: Sequence[Token]) -> bool:
    """ "Gave 26 as the number of injured"."""
    return bool(counts) and words[counts[0].end].norm == "as"


def _as(items: list[Item], _: list[Item], words: Sequence[Token]) -> bool:
    return words[items[-2].start].norm == "as"


def _a_toll(items: list[Item], _: list[Item], words: Sequence[Token]) -> bool:
    """ "The toll at that address is nine", and no "number of the bus was 5"."""
    return words[items[0].end - 1].norm == "toll"


BY_WORD = {
    "the toll there is N": _a_toll,
    "the number of injured as N": _as,
    "N who sought help": _sought,
    "N as the number of injured": _as_number,
    "the fate of N": _unknown,
    "lost N soldiers": _lost,
    "N's murder": _his_murder,
    "the murder of N": _murders,
    "killing N": _doing,
    "injuring N": _doing,
}
SOUGHT = frozenset(
    "sought asked needed required suffered sustained received turned appealed applied went came "
    "got".split()
)

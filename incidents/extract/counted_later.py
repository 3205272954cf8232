"""A count that a sentence gives anew with a number alone: "28 were hurt; later they had 31".

Pure. Of the measure told before it; a pair is of the dead and the injured told before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Measure

LATER = "later N"
_GIVES = frozenset("had counted gave listed then".split())
_PAIRS = frozenset(
    {
        ("it", "was"),
        ("figure", "was"),
        ("count", "was"),
        ("toll", "was"),
        ("figure", "is"),
        ("spoke", "of"),
        ("spoken", "of"),
        ("it", "at"),
        ("now", "at"),
        ("there", "were"),
    }
)
_LATER = frozenset("later then now by since afterwards evening night morning today".split())
_ENDS = frozenset({"STOP", "COMMA"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED})
_MOST = 6
_FAR = 12  # words from the break to the count


def counted_later(
    body: Sequence[Item], figures: Sequence[Figure], words: Sequence[Token], used: set[int]
) -> list[Figure]:
    """The figures, with the counts a later clause gives; what these replace is superseded."""
    found = list(figures)
    for at, item in enumerate(body):
        if len(found) >= len(figures) + _MOST:
            break  # no report gives so many in a sentence
        if item.symbol != "COUNT" or item.kind != "bare" or id(item) in used:
            continue
        second = _second(body, at)
        begins = _break_before(words, item.start)
        if begins is None or not _given(words, item.start) or not _closes(body, second or at):
            continue
        told = [f for f in found if f.measure in _HARM and not f.subset_of and not f.superseded]
        told = sorted((f for f in told if f.end <= words[begins].start), key=lambda f: f.start)
        pair = [item] if second is None else [item, body[second]]
        if len(told) < len(pair) or len({f.measure for f in told[-len(pair) :]}) < len(pair):
            continue
        later = any(w.norm in _LATER for w in words[begins : item.start])
        for old, new in zip(told[-len(pair) :], pair, strict=True):
            if new.reading is None:
                continue
            used.add(id(new))
            if later:
                found[found.index(old)] = replace(old, superseded=True)
            start, end = words[new.start].start, words[new.end - 1].end
            found.append(replace(
                old, estimate=new.reading.estimate, start=start, end=end, pattern=LATER,
                single=False, carried=False, increment=False, shown=None,
            ))  # fmt: skip
    return found


def _second(body: Sequence[Item], at: int) -> int | None:
    """ "It was 12 and 44": where the second count stands."""
    pair = [i.symbol for i in body[at + 1 : at + 3]] == ["AND", "COUNT"]
    return at + 2 if pair and body[at + 2].kind == "bare" else None


def _closes(body: Sequence[Item], at: int) -> bool:
    return at + 1 >= len(body) or body[at + 1].symbol in _ENDS


def _break_before(words: Sequence[Token], at: int) -> int | None:
    """Where a clause of its own begins that leads to the count."""
    if at > 1 and words[at - 1].norm == "then" and words[at - 2].norm == ",":
        return at - 2  # "at first 14 deaths were confirmed, then 16"
    marks = (k for k in range(at - 1, max(0, at - _FAR), -1) if words[k].norm == ";")
    return next(marks, None)


def _given(words: Sequence[Token], at: int) -> bool:
    last = [w.norm for w in words[max(0, at - 2) : at]]
    return last[-1:] != [] and (
        last[-1] in _GIVES | {"then"} or any(p in _PAIRS for p in pairwise(last))
    )

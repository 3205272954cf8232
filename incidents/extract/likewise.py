"""People told of in the wake of others: "its driver was killed, as were two passengers".

Pure. They are added to those told of before them in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.sums import join_sums
from incidents.extract.tokens import Token
from incidents.model import Measure, Qualifier

_AS = frozenset({"as", "so"})
_DID = frozenset("was were is are did has have had".split())
_HARMS = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
_COUNTED = frozenset({"COUNT", "COUNTNP"})
_VERBS = frozenset("BE KILL DIE INJURE MISSING".split())
_LEAD = 3  # words before "as were" that tell of somebody
_MOST = 6  # no report tells of so many in a sentence
_REACH = 70  # characters from the figure before


def without_likewise(row: list[Item], words: Sequence[Token]) -> tuple[list[Item], list[Item]]:
    """The row without such people and the two words that lead to them, and the people."""
    body: list[Item] = []
    echoed: list[Item] = []
    at = 0
    while at < len(row):
        if not _echoes(row[at], words):
            body.append(row[at])
            at += 1
            continue
        while body and body[-1].end > row[at].start - 2:
            body.pop()
        end = _end(row, at)
        echoed.extend(join_sums(row[at:end], words)[:1])
        at = end
    return body, echoed


def _echoes(item: Item, words: Sequence[Token]) -> bool:
    if item.symbol not in _COUNTED or item.start < _LEAD or item.reading is None:
        return False
    lead, verb = words[item.start - 2].norm, words[item.start - 1].norm
    vague = item.reading.estimate.qualifier is Qualifier.VAGUE
    return lead in _AS and verb in _DID and not vague


def _end(row: Sequence[Item], at: int) -> int:
    """Past "two passengers and a child", where no verb of the child's own follows."""
    symbols = [i.symbol for i in row[at + 1 : at + 4]]
    joined = symbols[:1] == ["AND"] and symbols[1:2] == ["COUNTNP"]
    return at + 3 if joined and symbols[2:3] not in [[v] for v in _VERBS] else at + 1


def likewise(
    echoed: Sequence[Item], figures: Sequence[Figure], words: Sequence[Token]
) -> Iterator[Figure]:
    """ "The driver died, as did two passengers", "and so was her husband"."""
    for item in echoed[:_MOST]:
        lead = words[item.start - 2]
        before = [f for f in figures if f.end <= lead.start and f.subset_of is None]
        last = max(before, key=lambda f: f.end, default=None)
        if last is None or last.measure not in _HARMS or not last.estimate.headline:
            continue
        if item.reading is None or lead.start - last.end > _REACH:
            continue
        yield replace(
            last, estimate=item.reading.estimate, start=lead.start, end=words[item.end - 1].end,
            pattern="as were N", increment=True, single=False, carried=False, shown=None,
        )  # fmt: skip

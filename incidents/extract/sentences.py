"""What every language does with a sentence's figures: carry "at least", say what is left out.

Pure. Each language says which two counts stand close enough; what follows from that is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import Aside, Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, PersonStatus, Qualifier
from incidents.model.values import value

#: Whose dead or injured a noun's kind counts.
STATUS_OF = {
    "civilian": PersonStatus.CIVILIAN,
    "combatant": PersonStatus.COMBATANT,
    "attacker": PersonStatus.ATTACKER,
}
WHY = {
    "munition": "munitions", "distance": "distance", "duration": "duration", "money": "money",
    "share": "share", "thing": "things, not people", "age": "age", "weight": "weight",
    "name": "part of a name", "rate": "rate over time", "date": "date", "regions": "regions",
    "part": "part of a count",
}  # fmt: skip


@value(frozen=True, slots=True)
class SentenceReading:
    """What was read in one sentence; ``loose``: parts of a total that an earlier one states."""

    figures: tuple[Figure, ...]
    asides: tuple[Aside, ...]
    regions: tuple[Item, ...]
    loose: tuple[Figure, ...] = ()


def carry(figures: list[Figure], near: Callable[[Figure, Figure], bool]) -> list[Figure]:
    """ "At least 12 were killed and 90 wounded": the 90 is at least 90 too.

    Args:
        figures: of one sentence, in order.
        near: whether the second of two stands where the first one's qualifier reaches it.
    """
    found: list[Figure] = []
    for figure in figures:
        last = found[-1] if found else None
        if last is not None and _open(last, figure) and near(last, figure):
            best = figure.estimate.best or 0
            estimate = Estimate(best, best, None, last.estimate.qualifier)
            found.append(replace(figure, estimate=estimate, carried=True))
        else:
            found.append(figure)
    return found


def _open(last: Figure, figure: Figure) -> bool:
    bound = last.estimate.qualifier in {Qualifier.AT_LEAST, Qualifier.MORE_THAN}
    plain = figure.estimate.qualifier is Qualifier.EXACT and not figure.single
    return bound and plain and bool(last.estimate.best) and not figure.increment


def without_inner(figures: list[Figure]) -> list[Figure]:
    """Leave out one person named inside the words of a larger count.

    "The two assailants, from Hebron in the West Bank, were shot dead": nobody is called Bank.
    """
    groups = [f for f in figures if f.end - f.start > _NAME_AND_VERB]
    return [
        f for f in figures
        if not f.single
        or not any(o is not f and o.start < f.start and f.end <= o.end
                   and o.measure is f.measure for o in groups)
    ]  # fmt: skip


_NAME_AND_VERB = 12


def left_out(row: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Aside]:
    """Numbers of a sentence that no figure holds, each with the reason."""
    for item in row:
        if item.reading is None or item.reading.article:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if not any(f.start <= start and end <= f.end for f in figures):
            yield Aside(start, end, WHY.get(item.kind, "not tied to a harm"))

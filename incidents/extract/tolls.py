"""Tolls told by a number's growth: "a tenth person died", "the victims, whose number is now 137".

Pure. What such words count is told elsewhere in their sentence; where it is not, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure

NTH_DEAD = "the Nth dead"
_REACH = 6
_LEAD = 8


def nth_victims(row: list[Item], words: Sequence[Token]) -> Iterator[tuple[Figure, list[Item]]]:
    """ "A tenth person died in hospital", "the 36th death": so many dead by then."""
    for at, word in enumerate(words[1:], start=1):
        noun = words[at + 1].norm if at + 1 < len(words) else ""
        if noun not in _VICTIM or words[at - 1].norm not in _WHOSE_NTH:
            continue
        nth = _nth(word.norm)
        if nth is None:
            continue
        behind = row_from(row, at + 2)
        dies = next((i for i in behind[:_REACH] if i.symbol in {"DIE", "KILL"}), None)
        claimed = at > 1 and words[at - 2].norm in _CLAIMED
        named = not _NAMED.isdisjoint(w.norm for w in words[at + 2 : at + 2 + _FAR])
        found = noun in {"body", "death", "fatality"} or claimed or (noun == "victim" and named)
        if dies is None and not found:
            continue
        end = words[at + 1].end if dies is None else words[dies.end - 1].end
        own = [i for i in row if i.start <= at + 1 and i.end > at - 1]
        taken = own if dies is None else [*own, dies]
        yield (
            Figure(Measure.KILLED, Estimate.exactly(nth), words[at - 1].start, end, NTH_DEAD),
            taken,
        )


def row_from(row: list[Item], at: int) -> list[Item]:
    """The items of a row from a word on."""
    return [i for i in row if i.start >= at]


def _nth(word: str) -> int | None:
    if word in _ORDINALS:
        return _ORDINALS[word]
    digits = word[:-2]
    return int(digits) if word[-2:] in _TH and digits.isdecimal() and len(digits) < _REACH else None


_WHOSE_NTH = frozenset({"a", "the", "an", "its"})
_NAMED = frozenset("identified named found recovered pulled".split())
_CLAIMED = frozenset("claimed claims claiming became becomes becoming as".split())
_TH = frozenset({"st", "nd", "rd", "th"})
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
}
_VICTIM = frozenset("victim person body death fatality".split())


def victims_told(figure: Figure, beside: Sequence[Figure], words: Sequence[Token]) -> Figure:
    """ "The number of victims has risen to 23 and 46 were hurt": the dead, as the rest tells."""
    said = {w.norm for w in words if figure.start <= w.start < figure.end}
    if figure.measure is not Measure.CASUALTIES or "victims" not in said:
        return figure
    dead = [f for f in beside if f.measure is Measure.KILLED and f.subset_of is None]
    hurt = any(f.measure is Measure.INJURED and f.subset_of is None for f in beside)
    if hurt == bool([f for f in dead if not (f.single or f.increment)]):
        return replace(figure, measure=Measure.KILLED) if dead and not hurt else figure
    return replace(figure, measure=Measure.KILLED if hurt else Measure.INJURED)


def the_number(
    body: list[Item], figures: Sequence[Figure], words: Sequence[Token], used: set[int]
) -> Iterator[Figure]:
    """ "Ten were wounded; later the number grew to 31", "the victims, whose number is now 137"."""
    for at, item in enumerate(body):
        risen = at > 1 and body[at - 1].symbol == "TO" and item.symbol in {"COUNT", "COUNTNP"}
        if not risen or item.reading is None or id(item) in used:
            continue
        near = {i.symbol for i in body[max(0, at - _REACH) : at]}
        if near.isdisjoint({"RISE", "RAISE"}):
            continue
        counted = _counted_of(body, at)
        if counted is not None:
            used.add(id(item))
            start, end = words[body[at - 1].start].start, words[item.end - 1].end
            yield Figure(counted, item.reading.estimate, start, end, "the dead number N")
            continue
        tolls = [i for i in body[max(0, at - _LEAD) : at] if i.symbol == "TOLL"]
        if not tolls:
            continue
        toll = tolls[-1].start
        whose = words[toll - 1].norm == "whose" if toll else False
        lead = [w.norm for w in words[max(0, toll - _REACH) : toll]]
        told = [f for f in figures if f.end <= words[toll].start and not f.subset_of]
        told.sort(key=lambda f: f.end)
        measure = _antecedent(words[:toll]) if whose else told[-1].measure if told else None
        if "RISE" not in near and (len({f.measure for f in told}) != 1 or "later" not in lead):
            continue  # "18 were hurt, said the governor, who later raised the number to 25"
        size = item.reading.estimate.headline or 0
        grown = whose or (bool(told) and size > (told[-1].estimate.headline or 0))
        if measure is None or not grown:
            continue
        used.add(id(item))
        start, end = words[toll].start, words[item.end - 1].end
        yield Figure(measure, item.reading.estimate, start, end, "the dead number N")


def _counted_of(body: Sequence[Item], at: int) -> Measure | None:
    """ "The number of injured, first given as 90, had grown to 148": what the number counts."""
    for k in range(at - 3, max(0, at - _FAR), -1):
        symbols = [i.symbol for i in body[k : k + 3]]
        if symbols[:2] == ["TOLL", "OF"] and symbols[2] in _HARMED:
            aside = any(i.symbol == "COMMA" for i in body[k + 3 : at])
            return MEASURE_OF[symbols[2]] if aside else None
    return None


_FAR = 24
_HARMED = frozenset({"KILL", "INJURE", "MISSING"})


def _antecedent(words: Sequence[Token]) -> Measure | None:
    named = (_WHOSE[w.norm] for w in reversed(words) if w.norm in _WHOSE)
    return next(named, None)


_WHOSE = {
    "victims": Measure.KILLED, "dead": Measure.KILLED, "killed": Measure.KILLED,
    "injured": Measure.INJURED, "wounded": Measure.INJURED, "missing": Measure.MISSING,
}  # fmt: skip

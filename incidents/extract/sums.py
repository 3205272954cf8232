"""People counted group after group, where one verb serves them all: "nine adults and a child".

Pure. "77 others, 74 officers and three civilians" stays 77.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.items import PEOPLE, Item
from incidents.extract.numbers import Reading
from incidents.extract.tokens import Token
from incidents.model import Estimate, Qualifier

_SUMMED = frozenset({"COUNTNP", "NAME", "AN"})


def join_sums(row: list[Item], words: Sequence[Token] = ()) -> list[Item]:
    """Join people counted one group after another, where one verb serves them all."""
    found: list[Item] = []
    at = apart = 0
    while at < len(row):
        if row[at].symbol not in _SUMMED:
            found.append(row[at])
            at += 1
            continue
        alone = (bool(row[at].named) and _is_teller(row, at, words)) or _is_scene(row[at], words)
        last, joined = _list_end(row, at, words) if at >= apart and not alone else (at, False)
        joined = joined or _before_next_deed(row, at, last)
        end = last if joined else None
        if not joined:
            apart = max(apart, last)  # nor is what is left of a list without "and"
        if end is None or (
            found
            and found[-1].symbol in {"KILL", "KILLING", "INJURE", "INJURING"}
            and _verb_after(row, end)
        ):
            found.append(row[at])
            at += 1
            continue
        found.append(sum_of(_without_apposition(row[at:end], closed=closes(row, end))))
        at = end
    return found


def _is_teller(row: list[Item], at: int, words: Sequence[Token]) -> bool:
    """ "According to Mayor Andriy Sadovyi, and 15 people were hurt": he is none of them."""
    if row[at].symbol != "NAME":  # "according to Ihor Terekhov, the mayor, and 15 people"
        return row[at - 1].symbol == "COMMA" and "according" in _before(row[at], words, _FAR)
    lead = _before(row[at], words, _LEAD)
    return "according" in _before(row[at], words, _FAR) or not lead.isdisjoint(
        {"said", "mayor", "governor"}
    )


_LEAD, _FAR = 3, 6


def _is_scene(item: Item, words: Sequence[Token]) -> bool:
    """ "A woman died in an ambulance and 43 people were injured": the ambulance is nobody."""
    return item.symbol == "AN" and item.kind == "unknown" and bool(_before(item, words, 1) & _AT)


_AT = frozenset("in inside on at near outside by from".split())


def _before(item: Item, words: Sequence[Token], many: int) -> set[str]:
    return {w.norm for w in words[max(0, item.start - many) : item.start]}


def _tells(item: Item, words: Sequence[Token]) -> bool:
    """ "Looking for 20 residents, and Mayor Borys Filatov said": he is none of them."""
    following = words[item.end].norm if item.end < len(words) else ""
    return item.named and following in _SAYS


def _tell_together(row: list[Item], at: int, words: Sequence[Token]) -> bool:
    """ "Two teachers, a local official and residents told reporters": tellers are no victims."""
    here = at + 1
    while here < len(row) and here - at <= _TELLERS and row[here].symbol in _AND_OTHERS:
        if words[row[here].start].norm in _SAYS:
            return row[at - 1].symbol == "COMMA"
        here += 1
    return False


_TELLERS, _AND_OTHERS = 6, frozenset({"AND", "W", "COUNTNP", "NAME", "AN"})
_SAYS = frozenset("said says told wrote writes added adds announced confirmed reported".split())


def _before_next_deed(row: list[Item], at: int, last: int) -> bool:
    """ "Killing two children, four civilians, wounding one": a list without "and"."""
    groups = [i for i in row[at:last] if i.symbol in _SUMMED]
    if len(groups) < _SEVERAL or at == 0 or row[at - 1].symbol != "KILLING" or last + 1 >= len(row):
        return False
    plain = all(i.head not in _ANYBODY and i.reading and not i.reading.article for i in groups)
    return plain and row[last].symbol == "COMMA" and row[last + 1].symbol == "INJURING"


_SEVERAL = 2
_ANYBODY = frozenset({"people", "persons", "others", "victims"})


def _verb_after(row: list[Item], end: int) -> bool:
    return end < len(row) and row[end].symbol in {"BE", "KILL", "DIE", "INJURE", "MISSING"}


def _list_end(row: list[Item], at: int, words: Sequence[Token]) -> tuple[int, bool]:
    """Where the groups told one after another end, and whether an "and" makes a list of them."""
    here, last, joined = at, at, False
    while here < len(row) and row[here].symbol in _SUMMED and _summable(row[here]):
        if here > at and (_tells(row[here], words) or _tell_together(row, here, words)):
            break
        last = here + 1
        step = here + 1
        reading = row[here].reading
        if reading is not None and reading.article:
            step = _past_of(row, step)
        step = _past_from(row, step)
        owner = step
        while step < len(row) and row[step].symbol in {"COMMA", "AND"} and step - owner < 2:
            step += 1
        if row[step - 1].symbol == "AND" and _of_one(row, step):
            step = _of_one(row, step)
        if step == owner or _begins_anew(row, here, step):
            break
        joined = joined or any(i.symbol == "AND" for i in row[owner:step])
        here = step
    count = sum(1 for i in row[at:last] if i.symbol in _SUMMED)
    return last, count > 1 and joined


def _begins_anew(row: list[Item], at: int, following: int) -> bool:
    """ "Missiles damaged a house and a shopping centre, and 41 people were hurt": the 41 alone."""
    comma = any(i.symbol == "COMMA" for i in row[at + 1 : following])
    people = following < len(row) and row[following].head in _ANYBODY
    return comma and people and row[at].symbol == "AN" and row[at].kind == "unknown"


def _of_one(row: list[Item], at: int) -> int:
    """Past "of" or "of Guatemalan" before a second name: "murder of A and of lawyer B"; or 0."""
    names = [k for k in (at + 1, at + 2) if k < len(row) and row[k].symbol == "NAME"]
    of = at < len(row) and row[at].symbol == "OF"
    plain = names and all(i.symbol == "W" for i in row[at + 1 : names[0]])
    return names[0] if of and plain else 0


def _past_from(row: list[Item], at: int) -> int:
    """Past "from Chad" in "two peacekeepers from Chad and one civilian"."""
    here = at + 1
    if at >= len(row) or row[at].symbol != "FROM":
        return at
    while here < len(row) and here - at <= _OWNER and row[here].symbol in {"W", "NAME"}:
        here += 1
    goes_on = here + 1 < len(row) and row[here].symbol == "AND" and row[here + 1].symbol in _SUMMED
    return here if goes_on else at


def _past_of(row: list[Item], at: int) -> int:
    """Past "of the museum" behind one person, where a list goes on."""
    here = at
    if here < len(row) and row[here].symbol == "OF":
        here += 1
        while (
            here < len(row) and here - at <= _OWNER and row[here].symbol in {"W", "NAME", "THING"}
        ):
            here += 1
        if here < len(row) and row[here].symbol == "AND":
            return here
    return at


_OWNER = 4


def _summable(item: Item) -> bool:
    reading = item.reading
    return reading is not None and reading.estimate.best is not None and item.kind in PEOPLE


def _without_apposition(row: list[Item], *, closed: bool) -> list[Item]:
    """The groups of a list, without those that only say who another one is.

    "77 others, 74 officers and three civilians" is 77; "Raziq, the police chief, and 19 others"
    is 20.
    """
    counts = [i for i in row if i.symbol in _SUMMED]
    sizes = [i.reading.estimate.best or 0 for i in counts if i.reading is not None]
    if (
        len(sizes) > 2
        and sizes[0] == sum(sizes[1:])
        and holds(counts[0], counts[1:], closed=closed)
    ):
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


#: Who somebody is by sex or age, and which of these a child can be.
_YOUNG = frozenset("boy boys girl girls infant infants baby babies toddler toddlers".split())
_CHILDREN = frozenset("child children minor minors sibling siblings kid kids".split())
_SEXED = _YOUNG | frozenset("man men woman women".split())
_ANYONE = _ANYBODY | frozenset("individuals residents locals inhabitants members relatives".split())


def holds(whole: Item, parts: Sequence[Item], *, closed: bool) -> bool:
    """Whether parts that come to the whole may be told of it: "six workers, four men and ...".

    Three women, a man and two children are six; two pupils, a teacher and a guard are four, unless
    a comma closes what may be an aside (``closed``).
    """
    heads = {i.head for i in parts}
    if whole.head in _SEXED:
        return not heads & (_SEXED | _CHILDREN)
    if whole.head in _CHILDREN:
        return heads <= _YOUNG
    if whole.kind == "civilian":
        return closed or all(i.kind != "combatant" for i in parts)
    return closed or not whole.head or whole.head in _ANYONE or heads <= _SEXED | _CHILDREN


def closes(row: Sequence[Item], at: int) -> bool:
    """Whether a comma stands here."""
    return at < len(row) and row[at].symbol == "COMMA"


def total_of(counts: list[Item]) -> tuple[Reading, str]:
    """One reading that adds counts up, and the kind of person: theirs if they share one."""
    readings = [i.reading for i in counts if i.reading is not None]
    low = sum(r.estimate.low or 0 for r in readings)
    best = sum(r.estimate.best or 0 for r in readings)
    highs = [r.estimate.high for r in readings]
    high = None if None in highs else sum(h for h in highs if h is not None)
    marks = [r.estimate.qualifier for r in readings if r.estimate.qualifier is not Qualifier.EXACT]
    kinds = {i.kind for i in counts}
    estimate = Estimate(low, best, high, marks[0] if marks else Qualifier.EXACT)
    reading = Reading(counts[0].start, counts[-1].end, estimate, readings[0].increment)
    return reading, kinds.pop() if len(kinds) == 1 else "person"


def sum_of(counts: list[Item]) -> Item:
    """One item that counts all of them; attackers among them are kept apart."""
    if len(counts) == 1:
        return counts[0]
    own = [i for i in counts if i.kind == "attacker"]
    if own and len(own) < len(counts):
        victims = [i for i in counts if i.kind != "attacker"]
        whole = sum_of(victims) if len(victims) > 1 else victims[0]
        apart = sum_of(own) if len(own) > 1 else own[0]
        return replace(whole, start=counts[0].start, end=counts[-1].end, attackers=apart)
    reading, kind = total_of(counts)
    return Item("COUNTNP", counts[0].start, counts[-1].end, reading, kind, counts[-1].head)

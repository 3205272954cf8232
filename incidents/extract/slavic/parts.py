"""Parts of a total and sums of groups in Ukrainian and Russian.

Pure. "Серед них шестеро дітей" is set aside as a part and never added; "чоловік та двоє дітей" is
joined into one count where one verb serves them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.slavic.counts import subset_of
from incidents.extract.sums import total_of
from incidents.extract.tokens import Token
from incidents.model import Measure

COUNTS = frozenset({"COUNT", "COUNTNP", "UNSURE"})
_HARM = frozenset({"DIE", "KILLBY", "INJURE", "INJUREBY", "SUFFER", "MISSING", "DEAD", "HURT"})
_VERBS = frozenset({"DIE", "INJURE", "SUFFER", "MISSING"})
_BREAKS = frozenset({"COMMA", "STOP", "CLOSE", "COLON"})
_MARKERS = frozenset({"INCLUDING", "AMONGDEAD", "AMONGHURT"})
_SUMMED = frozenset({"COUNTNP", "SOLE"})
_LONGEST = 24
OF_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.CASUALTIES})


@dataclass(frozen=True, slots=True)
class Part:
    """A count that is part of another; ``measure`` where the marker names it ("серед загиблих").

    ``after_count``: whether its sentence counts anything before it, of which it is then a part.
    """

    item: Item
    end: int
    measure: Measure | None
    after_count: bool = False


def set_parts_aside(row: list[Item]) -> tuple[list[Item], list[Part]]:
    """Split a row into what is left and the counts that are parts."""
    body: list[Item] = []
    parts: list[Part] = []
    at = 0
    while at < len(row):
        end = _bracket_end(row, at) or _of_them_end(row, at) or _marked_end(row, at)
        if end is None:
            body.append(row[at])
            at += 1
            continue
        counts = any(i.reading is not None for i in row[:at]) if at < _LONGEST else True
        parts.extend(replace(part, after_count=counts) for part in _counted(row[at:end]))
        at = end
    return body, parts


def _counted(items: list[Item]) -> Iterator[Part]:
    marker = next((i.symbol for i in items if i.symbol in _MARKERS), "")
    measure = {"AMONGDEAD": Measure.KILLED, "AMONGHURT": Measure.INJURED}.get(marker)
    taken = 0
    for at, item in enumerate(items):
        if at < taken:
            continue
        named = item.symbol in {"COUNTNP", "SOLE"} and not item.named
        follows = items[at + 1].symbol if at + 1 < len(items) else ""
        alone = item.symbol == "COUNT" and follows == "INCLUDING"
        if item.reading is None or not (named or alone):
            continue
        end = items[-1].end if alone else item.end
        taken = len(items) if alone else at + 1
        if at and items[at - 1].symbol == "TREATED":
            continue
        yield Part(item, end, measure)


def _bracket_end(row: list[Item], at: int) -> int | None:
    """Where a bracket that states no harm of its own closes."""
    if row[at].symbol != "OPEN":
        return None
    for here in range(at + 1, min(at + _LONGEST, len(row))):
        if row[here].symbol in _HARM:
            return None
        if row[here].symbol == "CLOSE":
            return here + 1
    return None


def _of_them_end(row: list[Item], at: int) -> int | None:
    """ "Троє з них — діти", "14 із них госпіталізовані"; not "двоє з них загинули"."""
    here = at + 1 if row[at].symbol in {"COMMA", "AND"} else at
    if here + 1 >= len(row) or row[here].symbol not in COUNTS:
        return None
    if row[here + 1].symbol != "INCLUDING":
        return None
    end = _segment(row, here + 2)
    if any(i.symbol in _HARM for i in row[here + 2 : end]):
        return None
    return end


def _marked_end(row: list[Item], at: int) -> int | None:
    """Where the list after "серед них" ends; None if none begins here."""
    here = at + 1 if row[at].symbol in {"COMMA", "DASH"} else at
    if here >= len(row) or row[here].symbol not in _MARKERS:
        return None
    listed = here + 1 < len(row) and row[here + 1].symbol == "COLON"
    end = _segment(row, here + 1 + listed)
    if any(_harms(row, k) or row[k].symbol == "INTERCEPT" for k in range(here + 1, end)):
        return None
    while end + 1 < len(row) and row[end].symbol in {"COMMA", "AND"} and end - at < _LONGEST:
        following = _segment(row, end + 1)
        piece = row[end + 1 : following]
        if not _goes_on(piece):
            break
        end = following
    return end + _parenthetic(row, at, end)


def _harms(row: list[Item], at: int) -> bool:
    """A word of harm, but not in "мати і батько загиблих дітей", which names whose kin they are."""
    kin = row[at].symbol in {"DEAD", "HURT"} and row[at].plural and row[at - 1].symbol == "SOLE"
    return row[at].symbol in _HARM and not kin


def _parenthetic(row: list[Item], at: int, end: int) -> bool:
    """ "12 людей, серед яких двоє дітей, дістали травми": the verb is of what stands before."""
    if end + 1 >= len(row) or row[at].symbol != "COMMA" or row[end].symbol != "COMMA":
        return False
    counted = at > 0 and row[at - 1].symbol in COUNTS
    verb = end + 2 if row[end + 1].symbol == "W" and end + 2 < len(row) else end + 1
    after = row[verb + 1].symbol if verb + 1 < len(row) else "STOP"
    return counted and row[verb].symbol in _VERBS and after not in COUNTS | {"SOLE"}


def _goes_on(piece: list[Item]) -> bool:
    """Whether what follows a comma still lists parts."""
    if not piece or any(i.symbol in _HARM for i in piece):
        return False
    if piece[0].reading is not None and piece[0].reading.increment:
        return False
    return any(i.symbol in {"COUNTNP", "SOLE", "COUNT"} for i in piece[:3])


def _segment(row: list[Item], at: int) -> int:
    """End of the stretch without a comma; a conjunction before a verb's own clause ends it too."""
    here = at
    while here < len(row) and row[here].symbol not in _BREAKS:
        if row[here].symbol == "AND" and here > at and _own_clause(row, here + 1):
            return here
        here += 1
    return here


def _own_clause(row: list[Item], at: int) -> bool:
    for here in range(at, min(at + 4, len(row))):
        if row[here].symbol in _BREAKS or row[here].symbol == "AND":
            return False
        if _harms(row, here):
            return True
    return False


def parts_of(
    parts: list[Part], figures: list[Figure], words: Sequence[Token], lexicon: Lexicon
) -> tuple[list[Figure], list[Figure]]:
    """Claims about parts: of a total of the sentence, and those whose total stands before it.

    Each is of the total that stands before it or that its marker names. A part of the second
    kind ("Серед них — двоє дітей." alone) has yet to be given its measure.
    """
    told: list[Figure] = []
    loose: list[Figure] = []
    for part in parts:
        item = part.item
        kept = subset_of(item.head, words[item.start : part.end], lexicon)
        if item.reading is None or not kept:
            continue
        start, end = words[item.start].start, words[part.end - 1].end
        whole = [f for f in figures if f.start <= start and not f.subset_of]
        measure = part.measure or (whole[-1].measure if whole else None)
        if measure is not None and measure not in OF_PEOPLE:
            continue
        if measure is None and part.after_count:
            continue
        found = Figure(measure or Measure.CASUALTIES, item.reading.estimate, start, end,
                       "part of a total", subset_of=kept)  # fmt: skip
        (loose if measure is None else told).append(found)
    return told, loose


def join_sums(row: list[Item]) -> list[Item]:
    """Join people counted one group after another, where one verb serves them all."""
    found: list[Item] = []
    at = 0
    while at < len(row):
        end = _list_end(row, at)
        if end is None:
            found.append(row[at])
            at += 1
            continue
        found.append(
            _sum([i for i in row[at:end] if i.symbol in _SUMMED or i.symbol == "MUNITION"])
        )
        at = end
    return found


def _list_end(row: list[Item], at: int) -> int | None:
    """End of a list of groups joined by a last conjunction; None if none begins here."""
    if not _summable(row[at]):
        return None
    here, last, joined = at, None, False
    for _ in range(8):
        step = here + 1
        while (
            step < len(row)
            and row[step].symbol == "W"
            and row[step].kind != "date"
            and step - here < 3
        ):
            step += 1
        if step >= len(row) or row[step].symbol not in {"COMMA", "AND"}:
            break
        conjunction = row[step].symbol == "AND"
        step += 1
        while step < len(row) and row[step].symbol in {"W", "AND"} and step - here < 6:
            conjunction = conjunction or row[step].symbol == "AND"
            step += 1
        alike = step < len(row) and (row[step].symbol == "MUNITION") == (
            row[at].symbol == "MUNITION"
        )
        if not alike or not _summable(row[step]):
            break
        if _own_verb(row, at, step):
            break
        here, last = step, step + 1
        joined = joined or conjunction
    return last if joined else None


def _own_verb(row: list[Item], at: int, step: int) -> bool:
    """ "Загинув чоловік та жінка поранена": the second has a verb of its own."""
    behind = any(i.symbol in _HARM for i in row[max(0, at - 3) : at])
    ahead = any(i.symbol in _HARM for i in row[step + 1 : step + 3])
    own = row[step + 1 : step + 2] if step + 3 < len(row) else []
    if own and own[0].symbol == "COMMA" and row[step + 3].reading is not None:
        ahead = False  # "загинули чоловік та жінка, поранено трьох": the verb of the next count
    reading = row[step].reading
    return (reading is not None and reading.increment) or (behind and ahead)


def _summable(item: Item) -> bool:
    reading = item.reading
    return (
        (item.symbol in _SUMMED or item.symbol == "MUNITION")
        and reading is not None
        and reading.estimate.best is not None
        and item.kind != "attacker"
    )


def _sum(counts: list[Item]) -> Item:
    reading, kind = total_of(counts)
    first = counts[0]
    symbol = "MUNITION" if first.symbol == "MUNITION" else "COUNTNP"
    return replace(first, symbol=symbol, end=counts[-1].end, reading=reading, kind=kind,
                   head=counts[-1].head)  # fmt: skip

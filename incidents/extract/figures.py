"""The figures one sentence states about people, fires and sites.

Pure. A sentence becomes a row of word classes (`stream`), parts are set aside ("including two
children"), sums are joined ("nine adults and a child") and the named shapes of the pattern file
are laid over what is left, in their order. What no shape takes is left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.extract.lexicon import Lexicon, Shape
from incidents.extract.numbers import Reading
from incidents.extract.stream import PEOPLE, Item, row_of, without_acronyms
from incidents.extract.tokens import Sentence, Token
from incidents.model import Estimate, Measure, PersonStatus, Qualifier

_MEASURE_OF = {
    "KILL": Measure.KILLED,
    "DIE": Measure.KILLED,
    "DEATHS": Measure.KILLED,
    "INJURE": Measure.INJURED,
    "INJURIES": Measure.INJURED,
    "MISSING": Measure.MISSING,
    "CASUALTIES": Measure.CASUALTIES,
    "KILLING": Measure.KILLED,
    "INJURING": Measure.INJURED,
}
_STATUS_OF = {
    "civilian": PersonStatus.CIVILIAN,
    "combatant": PersonStatus.COMBATANT,
    "attacker": PersonStatus.ATTACKER,
}
_WHY = {
    "munition": "munitions", "distance": "distance", "duration": "duration", "money": "money",
    "share": "share", "thing": "things, not people", "age": "age", "weight": "weight",
    "name": "part of a name", "rate": "rate over time", "date": "date", "regions": "regions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: character offsets of its quote and what it says."""

    measure: Measure
    estimate: Estimate
    start: int
    end: int
    pattern: str
    status: PersonStatus = PersonStatus.UNKNOWN
    subset_of: str | None = None
    carried: bool = False
    increment: bool = False
    superseded: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A number of a sentence that is no figure, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What was read in one sentence."""

    figures: tuple[Figure, ...]
    asides: tuple[Aside, ...]
    regions: tuple[Item, ...]


def read_sentence(
    sentence: Sentence, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> SentenceReading:
    """Read every figure of a sentence."""
    words = without_acronyms(sentence.tokens)
    row = row_of(words, dates, lexicon)
    body, parts = _set_parts_aside(row, words)
    body = _join_sums(body)
    found = list(_zeros(body, words))
    used = {id(item) for f, items in found for item in items}
    figures = [f for f, _ in found]
    for shape in lexicon.shapes:
        for figure, items in _laid(shape, body, words, lexicon, used):
            figures.append(figure)
            used.update(id(i) for i in items)
    figures.extend(_suicide(row, words, used))
    figures.extend(_places_struck(body, words, used))
    figures = _carry(sorted(figures, key=lambda f: f.start), words)
    figures.extend(_parts(parts, figures, words))
    asides = tuple(_asides(row, figures, words))
    regions = tuple(i for i in row if i.symbol == "REGIONS")
    return SentenceReading(tuple(sorted(figures, key=lambda f: f.start)), asides, regions)


_COUNTS = frozenset({"COUNT", "COUNTNP"})
_LONGEST_LIST = 40
_SUMMED = frozenset({"COUNTNP", "NAME", "AN"})
_LISTED = frozenset({"COUNT", "COUNTNP", "W", "OF", "NAME", "AN", "IN"})
_BEFORE_OBJECT = frozenset(
    {"KILL", "KILLING", "INJURE", "INJURING", "LEFT", "CLAIM", "TO", "IN", "OF"}
)


# --- parts of a total ---------------------------------------------------------------------


def _set_parts_aside(row: list[Item], words: Sequence[Token]) -> tuple[list[Item], list[Item]]:
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
        if row[here].symbol in _MEASURE_OF:
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


def _parts(parts: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Figure]:
    for item in parts:
        if item.reading is None or item.kind == "bare":
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


# --- sums ---------------------------------------------------------------------------------


def _join_sums(row: list[Item]) -> list[Item]:
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


# --- shapes -------------------------------------------------------------------------------


def _laid(
    shape: Shape, body: list[Item], words: Sequence[Token], lexicon: Lexicon, used: set[int]
) -> Iterator[tuple[Figure, list[Item]]]:
    text = "".join(lexicon.symbols[i.symbol] for i in body)
    at = 0
    while (match := shape.regex.search(text, at)) is not None:
        items = body[match.start() : match.end()]
        counts = [i for i in items if i.symbol in {"COUNT", "COUNTNP", "LIVES", "NAME", "AN"}]
        if counts and not shape.role:
            counts = counts[:1]
        at = match.end() - 1 if match.end() - match.start() > 1 else match.end()
        if any(id(i) in used for i in counts) or not (
            _allowed(shape, match.span(), body) and _affirmed(items, words)
        ):
            at = match.start() + 1
            continue
        roles = shape.role.split(", ") if shape.role else ["current"] * len(counts)
        for count, role in zip(counts, roles, strict=False):
            for measure in _measures(shape, items, body, match.start()):
                yield _figure(shape, measure, count, items, words, role), counts
                if count.attackers is not None:
                    yield _figure(shape, measure, count.attackers, items, words, role), counts


def _allowed(shape: Shape, span: tuple[int, int], body: list[Item]) -> bool:
    """Refuse what a shape cannot tell by classes alone."""
    items = body[span[0] : span[1]]
    before = body[span[0] - 1].symbol if span[0] else "STOP"
    follows = body[span[1]].symbol if span[1] < len(body) else "STOP"
    harm = [i.symbol for i in items if i.symbol in _MEASURE_OF]
    counts = [i for i in items if i.symbol in {"COUNT", "COUNTNP", "NAME", "AN"}]
    if not _allowed_single(shape, items, counts, before):
        return False
    if shape.name == "N killed" and harm == ["KILL"] and follows in {"COUNTNP", "COUNT"}:
        return False  # "two gunmen killed five people": the five
    if shape.name == "N killed" and harm == ["INJURE"] and follows == "COUNTNP":
        return False
    if shape.name == "killed N" and before == "BE":
        if counts and counts[0].kind in {"bare", "unknown"}:
            return False
        if follows in {"BE", "KILL", "INJURE", "DIE"}:
            return False
    if shape.measure == "toll" and follows in {"KILL", "INJURE", "MISSING"}:
        return False  # "the toll is two killed": read with its own word
    unknown = any(c.kind == "unknown" for c in counts)
    return not (unknown and shape.measure == "toll")


_DENIED = frozenset({"not", "never", "neither", "nearly", "didn't", "wasn't", "weren't", "if"})


def _affirmed(items: list[Item], words: Sequence[Token]) -> bool:
    span = words[items[0].start : items[-1].end]
    denied = any(w.norm in _DENIED for w in span)
    return not denied or any(i.symbol == "MISSING" for i in items)


def _allowed_single(shape: Shape, items: list[Item], counts: list[Item], before: str) -> bool:
    """Refuse an active verb for a passive one, and a name where a verb could be its own."""
    harm = [i for i in items if i.symbol in _MEASURE_OF]
    be = [i for i in items if i.symbol == "BE"]
    if (
        be
        and harm
        and harm[-1].symbol in {"KILL", "INJURE"}
        and counts
        and counts[0].start < be[0].start
    ):
        return any(i.passive for i in be)
    one = counts[0] if counts else None
    if (
        one is not None
        and one.reading is not None
        and one.reading.article
        and be
        and (
            any(i.plural for i in be)
            or (
                one.named
                and any(i.symbol == "COMMA" for i in items[1:2])
                and "apposition" not in shape.name
            )
        )
    ):
        return False
    if any(c.named for c in counts):
        if shape.measure == "toll" or shape.name == "N killed":
            return False
        if shape.name == "killed N" and before == "BE":
            return False
    return True


def _measures(shape: Shape, items: list[Item], body: list[Item], at: int) -> list[Measure]:
    if shape.measure == "harm":
        harm = [i.symbol for i in items if i.symbol in _MEASURE_OF]
        return [_MEASURE_OF[harm[-1]]]
    if shape.measure == "toll":
        named = [
            i.symbol
            for i in [*items, *body[at + len(items) : at + len(items) + 2]]
            if i.symbol in _MEASURE_OF
        ]
        return [_MEASURE_OF[named[0]]] if named else [Measure.KILLED]
    return [Measure(shape.measure)]


def _figure(
    shape: Shape,
    measure: Measure,
    count: Item,
    items: list[Item],
    words: Sequence[Token],
    role: str,
) -> Figure:
    assert count.reading is not None  # noqa: S101 - a COUNT item always has its reading
    whole = role == "current" and "," not in shape.role
    first, last = (items[0], items[-1]) if whole else (count, count)
    return Figure(
        measure,
        count.reading.estimate,
        words[first.start].start,
        words[last.end - 1].end,
        shape.name,
        status=_STATUS_OF.get(count.kind, PersonStatus.UNKNOWN),
        increment=count.reading.increment,
        superseded=role == "superseded",
        single=count.reading.article,
    )


# --- attackers who died -------------------------------------------------------------------

_BLEW = frozenset(
    "detonated detonates detonating blew exploded attacked struck rammed killed killing".split()
)


def _suicide(row: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """A suicide bomber who struck is dead; "in addition to the bomber" says so outright."""
    struck = any(w.norm in _BLEW for w in words)
    for at, item in enumerate(row):
        if item.kind != "attacker" or item.reading is None or id(item) in used:
            continue
        aside = at > 0 and row[at - 1].symbol == "INADDITION"
        bomber = item.head.startswith("bomber") and any(
            w.norm == "suicide" for w in words[item.start : item.end]
        )
        if aside or (bomber and struck):
            yield Figure(
                Measure.KILLED,
                item.reading.estimate,
                words[item.start].start,
                words[item.end - 1].end,
                "in addition to the attacker" if aside else "suicide bomber",
                status=PersonStatus.ATTACKER,
            )


# --- zero ---------------------------------------------------------------------------------


def _zeros(body: list[Item], words: Sequence[Token]) -> Iterator[tuple[Figure, list[Item]]]:
    """Read "no casualties", "nobody was hurt"; "none reported" leaves the upper bound open."""
    for at, item in enumerate(body):
        if item.symbol not in {"NONE", "NOTREPORTED"}:
            continue
        harms, end = _denied(body, at + 1)
        if not harms:
            continue
        reported = item.symbol == "NOTREPORTED" or any(
            i.symbol == "REPORTED" or words[i.start].norm == "reported" for i in body[at : end + 1]
        )
        if end < len(body) and body[end].symbol == "REPORTED":
            end += 1
        estimate = Estimate(0, 0, None, Qualifier.AT_LEAST) if reported else Estimate.exactly(0)
        start, stop = words[item.start].start, words[body[end - 1].end - 1].end
        for measure in harms:
            yield Figure(measure, estimate, start, stop, "none"), body[at:end]


def _denied(body: list[Item], at: int) -> tuple[list[Measure], int]:
    harms: list[Measure] = []
    here = end = at
    while here < len(body) and here - end < 5:
        symbol = body[here].symbol
        if symbol in _MEASURE_OF:
            measure = _MEASURE_OF[symbol]
            harms += (
                [Measure.KILLED, Measure.INJURED] if measure is Measure.CASUALTIES else [measure]
            )
            here = end = here + 1
            continue
        if (
            symbol not in {"W", "BE", "OR", "AND", "REPORTED", "OF", "COMMA", "IN", "LEFT"}
            or (harms and symbol == "W")
            or (symbol == "COMMA" and harms)
        ):
            break
        here += 1
    return list(dict.fromkeys(harms)), end


# --- fires and sites ----------------------------------------------------------------------

_STRUCK = frozenset(
    "damaged damage hit hitting struck attacked targeted shelled bombed destroyed damaging "
    "striking affected impacted impact impacts landed fell strikes".split()
)


def _places_struck(body: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    struck = any(w.norm in _STRUCK for w in words)
    for item in body:
        if item.reading is None or id(item) in used:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if item.symbol == "FIRES":
            yield Figure(Measure.FIRES, item.reading.estimate, start, end, "N fires")
        elif item.symbol == "SITES":
            fire = _fires_before(words, item.start)
            if fire is not None:
                yield Figure(
                    Measure.FIRES,
                    item.reading.estimate,
                    words[fire].start,
                    end,
                    "fires at N places",
                )
            elif struck:
                yield Figure(Measure.SITES, item.reading.estimate, start, end, "N places struck")


def _fires_before(words: Sequence[Token], at: int) -> int | None:
    for back in range(1, 7):
        if at - back < 0 or words[at - back].norm in {",", ";", ":"}:
            return None
        if words[at - back].norm in {"fires", "blazes"}:
            return at - back
    return None


# --- qualifiers that carry over -----------------------------------------------------------


def _carry(figures: list[Figure], words: Sequence[Token]) -> list[Figure]:
    """ "At least 12 were killed and 90 wounded": the 90 is at least 90 too."""
    found: list[Figure] = []
    for figure in figures:
        last = found[-1] if found else None
        if last is not None and _carries(last, figure, words):
            best = figure.estimate.best or 0
            estimate = Estimate(best, best, None, last.estimate.qualifier)
            found.append(replace(figure, estimate=estimate, carried=True))
        else:
            found.append(figure)
    return found


def _carries(last: Figure, figure: Figure, words: Sequence[Token]) -> bool:
    if last.estimate.qualifier not in {Qualifier.AT_LEAST, Qualifier.MORE_THAN}:
        return False
    if figure.estimate.qualifier is not Qualifier.EXACT or figure.single or not last.estimate.best:
        return False
    if figure.pattern not in {"N killed", "N killed or injured"} or figure.start < last.end:
        return False
    if figure.start - last.end > 8:
        return False
    between = [w.norm for w in words if last.end <= w.start < figure.start]
    return bool(between) and len(between) <= 2 and between[-1] in {"and", ","}


# --- what is left -------------------------------------------------------------------------


def _asides(row: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Aside]:
    for item in row:
        if item.reading is None or item.reading.article:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if any(f.start <= start and end <= f.end for f in figures):
            continue
        yield Aside(start, end, _WHY.get(item.kind, "not tied to a harm"))

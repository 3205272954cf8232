"""Lays named shapes over a row and refuses what word classes alone cannot tell. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon, Shape
from incidents.extract.sentences import STATUS_OF
from incidents.extract.shown import shown
from incidents.extract.tokens import Token
from incidents.extract.worded import BY_WORD, SOUGHT
from incidents.model import Estimate, Measure, PersonStatus, Qualifier


def symbols_of(body: Sequence[Item], lexicon: Lexicon) -> str:
    """A row as one character for each item, for the shapes to be laid over."""
    return "".join(lexicon.symbols[_symbol_of(i)] for i in body)


def laid(
    shape: Shape, body: list[Item], words: Sequence[Token], text: str, used: set[int]
) -> Iterator[tuple[Figure, list[Item]]]:
    """Figures one shape reads, each with the counts it takes.

    ``text``: the row as `symbols_of` writes it; ``used``: counts already taken.
    """
    at = 0
    while (match := shape.regex.search(text, at)) is not None:
        items = body[match.start() : match.end()]
        counts = [i for i in items if i.symbol in _READ]
        if shape.measure == "toll":
            counts = [i for i in counts if i.symbol in {"COUNT", "COUNTNP"}]
        if counts and not shape.role:
            counts = counts[-1:] if shape.measure == "toll" else counts[:1]
        at = match.end() - 1 if match.end() - match.start() > 1 else match.end()
        if any(id(i) in used for i in counts) or not (
            _allowed(shape, match.span(), body, words) and _affirmed(items, words)
        ):
            at = match.start() + 1
            continue
        roles = shape.role.split(", ") if shape.role else ["current"] * len(counts)
        for count, role in zip(counts, roles, strict=False):
            for measure in _measures(shape, items, body, match.start(), words):
                yield _figure(shape, measure, count, items, words, role), counts
                if count.attackers is not None:
                    yield _figure(shape, measure, count.attackers, items, words, role), counts


def _symbol_of(item: Item) -> str:
    article = item.reading is not None and item.reading.article
    return "ONEP" if item.symbol == "COUNTNP" and article else item.symbol


_ENDS = frozenset({"STOP", "COMMA", "IN", "W", "TO"})
_READ = frozenset({"COUNT", "COUNTNP", "LIVES", "NAME", "AN", "BODIES"})


def _allowed(shape: Shape, span: tuple[int, int], body: list[Item], words: Sequence[Token]) -> bool:
    """Refuse what a shape cannot tell by classes alone."""
    items = body[span[0] : span[1]]
    before = body[span[0] - 1].symbol if span[0] else "STOP"
    follows = body[span[1]].symbol if span[1] < len(body) else "STOP"
    beside = follows if span[1] < len(body) and body[span[1]].start == items[-1].end else "STOP"
    harm = [i.symbol for i in items if i.symbol in MEASURE_OF]
    counted = {"COUNT", "COUNTNP"} if shape.measure == "toll" else _COUNTED
    counts = [i for i in items if i.symbol in counted]
    if _admits(items, words) or not _allowed_single(shape, items, counts, before, follows, words):
        return False
    if shape.name == "toll N" and not any(
        w.norm == "toll" for w in words[items[0].start : items[0].end]
    ):
        return False  # "number 5"
    if shape.name in BY_WORD:
        return BY_WORD[shape.name](items, counts, words)
    if shape.name in {"N, in apposition, died", "N, X and Y, died", "N of a body died"}:
        return all(c.reading is None or not c.reading.article for c in counts[:1])
    if shape.name == "the injured were N":
        return _are_the(items, words, follows)
    if shape.name == "killed: N":
        mark = words[items[1].start].norm
        return mark != "," and follows not in {"KILL", "INJURE", "MISSING", "DIE", "BE", "DEATHS"}
    if shape.name == "N killed" and harm == ["KILL"] and follows in {"COUNTNP", "COUNT"}:
        return False  # "two gunmen killed five people": the five
    if shape.name == "N killed" and harm == ["INJURE"] and beside == "COUNTNP":
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


def _admits(items: list[Item], words: Sequence[Token]) -> bool:
    """ "The chief of police has admitted": not "was admitted"."""
    said = [i for i in items if i.symbol == "TREATED" and words[i.start].norm == "admitted"]
    be = [i for i in items if i.symbol == "BE"]
    return bool(said and be) and not any(i.passive for i in be)


def _are_the(items: list[Item], words: Sequence[Token], follows: str) -> bool:
    """ "The injured were four", not "some of the injured were four and six years old"."""
    at = items[0].start
    first = words[at - 1].norm if at else "."
    opens = first == "the" or (words[at].text[:1].isupper() and first in _CLAUSE)
    lead = words[at - 2].norm if at > 1 and first == "the" else first
    lead = "." if lead == "the" else lead
    plain = lead in {".", ",", ";", "and", "while", ":"} and words[items[1].start].norm in _ARE
    behind = words[items[-1].end + 1].norm if items[-1].end + 1 < len(words) else ""
    parts = follows == "COMMA" and behind in {"with", "including", "among"}
    listed = {"AND", "OR", "HARMED", "KILL", "INJURE", "COMMA"}
    return opens and plain and (parts or follows not in listed)


_ARE = frozenset({"were", "are", "numbered"})
_CLAUSE = frozenset({".", ";", ":"})
_COUNTED = frozenset({"COUNT", "COUNTNP", "NAME", "AN"})
_DENIED = frozenset({"not", "never", "neither", "nearly", "didn't", "wasn't", "weren't", "if"})


def _affirmed(items: list[Item], words: Sequence[Token]) -> bool:
    said = (i for i in items if i.reading is not None or i.symbol == "DIE")  # "did not survive"
    counted = {at for i in said for at in range(i.start, i.end)}
    span = (words[at] for at in range(items[0].start, items[-1].end) if at not in counted)
    denied = any(w.norm in _DENIED for w in span)
    if items[0].symbol in MEASURE_OF and len(items) > 1:
        gap = words[items[0].end : items[1].start]
        if any(w.norm == "," for w in gap):
            return False  # a part set aside stood between: "wounded, including ..., in a ..."
    return not denied or any(i.symbol == "MISSING" for i in items)


def _allowed_single(
    shape: Shape, items: list[Item], counts: list[Item], before: str, follows: str,
    words: Sequence[Token],
) -> bool:  # fmt: skip
    """Refuse an active verb for a passive one, and a name where a verb could be its own."""
    harm = [i for i in items if i.symbol in MEASURE_OF]
    be = [i for i in items if i.symbol == "BE"]
    if (
        be
        and harm
        and harm[-1].symbol in {"KILL", "INJURE"}
        and counts
        and counts[0].start < be[0].start
    ):
        sought = harm[-1].symbol == "INJURE" and words[harm[-1].start].norm in SOUGHT
        passive = sought or any(i.passive for i in be)  # "66 people had turned to doctors"
        return passive and not _at_odds(counts[0], be, before)
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
        if (
            harm
            and counts[0].named
            and any(w.norm == "their" for w in words[harm[-1].start : harm[-1].end])
        ):
            return False  # "... of the Emergency Service lost their lives": more than one
        if shape.measure == "toll":
            return False
        if shape.name == "N killed":
            return before == "AND" and follows in _ENDS and counts[0].symbol != "NAME"
        if shape.name == "killed N" and before == "BE":
            return False
    return True


def _at_odds(one: Item, be: list[Item], before: str) -> bool:
    """Whether a count and its verb differ in number.

    "Palomino, 25, was injured"; "a man of Channel 7 television was killed"; "the general Belloso
    battalion were injured". An attacker counted in the same breath makes one victim two people.
    """
    aged = one.kind != "bare" or before == "COMMA"
    if aged and _several(one) and any(i.single for i in be):
        return True
    alone = one.reading is not None and one.reading.article and one.attackers is None
    return alone and any(i.plural for i in be)


def _several(item: Item) -> bool:
    """A count of more than one of what no noun names as people."""
    best = item.reading.estimate.best if item.reading is not None else None
    return item.kind in {"bare", "unknown"} and best is not None and best > 1


def _of_the_dead(item: Item, words: Sequence[Token]) -> bool:
    """ "The toll", "the official count", "the number of dead"; not "the number of gunmen"."""
    said = {w.norm for w in words[item.start : item.end]}
    return said.isdisjoint(_ANY_NUMBER) or not said.isdisjoint(_DEAD)


#: "The number of the dead is 59": whose number it is.
_WHOSE = {"dead": Measure.KILLED, "killed": Measure.KILLED, "deceased": Measure.KILLED,
          "injured": Measure.INJURED, "wounded": Measure.INJURED}  # fmt: skip
_ANY_NUMBER = frozenset({"number", "total", "figure"})
_DEAD = frozenset({"dead", "deaths", "fatalities"})


def _measures(
    shape: Shape, items: list[Item], body: list[Item], at: int, words: Sequence[Token]
) -> list[Measure]:
    own = [i.symbol for i in items if i.symbol in MEASURE_OF]
    if shape.measure == "harm":
        return [MEASURE_OF[own[-1]]]
    if shape.measure == "toll":
        named = [
            i.symbol
            for i in [*items, *body[at + len(items) : at + len(items) + 2]]
            if i.symbol in MEASURE_OF
        ]
        spoken = any(i.symbol == "TOLL" and _of_the_dead(i, words) for i in items)
        whose = [words[i.end - 1].norm for i in items if i.symbol == "OFTHEM"]
        if whose and whose[0] in _WHOSE:
            return [_WHOSE[whose[0]]]
        plain = [n for n in own if n != "CASUALTIES"] or named  # "the number of victims killed"
        return [MEASURE_OF[plain[0]]] if plain else [Measure.KILLED] * spoken
    return [Measure(shape.measure)]


_IN_CARE = frozenset({"TREATED", "HOSPITAL", "TREATING"})


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
    estimate = count.reading.estimate
    start, end = words[first.start].start, words[last.end - 1].end
    if shape.measure == "toll" and estimate.qualifier is Qualifier.UP_TO and estimate.high:
        estimate = Estimate.exactly(estimate.high)  # "death toll up to 34": it rose
    return Figure(
        measure,
        estimate,
        start,
        end,
        shape.name,
        status=STATUS_OF.get(count.kind, PersonStatus.UNKNOWN),
        increment=count.reading.increment,
        superseded=role == "superseded",
        single=count.reading.article,
        treated=any(i.symbol in _IN_CARE for i in items),
        shown=shown((start, end), count, words),
    )

"""The figures one sentence states about people, fires and sites.

Pure. A sentence becomes a row of word classes (`stream`), parts are set aside ("including two
children"), sums are joined ("nine adults and a child") and the named shapes of the pattern file
are laid over what is left, in their order. What no shape takes is left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.extract.figure import MEASURE_OF, Aside, Figure
from incidents.extract.lexicon import Lexicon, Shape
from incidents.extract.parts import join_sums, parts_of, set_parts_aside
from incidents.extract.plain import dead_attackers, places_struck, zeros
from incidents.extract.stream import Item, row_of, without_acronyms
from incidents.extract.tokens import Sentence, Token
from incidents.model import Estimate, Measure, PersonStatus, Qualifier

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
    body, parts = set_parts_aside(row, words)
    body = join_sums(body)
    found = list(zeros(body, words))
    used = {id(item) for f, items in found for item in items}
    figures = [f for f, _ in found]
    for shape in lexicon.shapes:
        for figure, items in _laid(shape, body, words, lexicon, used):
            figures.append(figure)
            used.update(id(i) for i in items)
    figures.extend(_same_elsewhere(body, figures, words, used, lexicon))
    figures.extend(dead_attackers(row, words, used))
    figures.extend(places_struck(body, words, used))
    figures = _carry(sorted(figures, key=lambda f: f.start), words)
    figures.extend(parts_of(parts, figures, words))
    asides = tuple(_asides(row, figures, words))
    regions = tuple(i for i in row if i.symbol == "REGIONS")
    return SentenceReading(tuple(sorted(figures, key=lambda f: f.start)), asides, regions)


def _laid(
    shape: Shape, body: list[Item], words: Sequence[Token], lexicon: Lexicon, used: set[int]
) -> Iterator[tuple[Figure, list[Item]]]:
    text = "".join(lexicon.symbols[i.symbol] for i in body)
    at = 0
    while (match := shape.regex.search(text, at)) is not None:
        items = body[match.start() : match.end()]
        counts = [i for i in items if i.symbol in {"COUNT", "COUNTNP", "LIVES", "NAME", "AN"}]
        if shape.measure == "toll":
            counts = [i for i in counts if i.symbol in {"COUNT", "COUNTNP"}]
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
    harm = [i.symbol for i in items if i.symbol in MEASURE_OF]
    counted = {"COUNT", "COUNTNP"} if shape.measure == "toll" else _COUNTED
    counts = [i for i in items if i.symbol in counted]
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


_COUNTED = frozenset({"COUNT", "COUNTNP", "NAME", "AN"})
_DENIED = frozenset({"not", "never", "neither", "nearly", "didn't", "wasn't", "weren't", "if"})


def _affirmed(items: list[Item], words: Sequence[Token]) -> bool:
    span = words[items[0].start : items[-1].end]
    denied = any(w.norm in _DENIED for w in span)
    if items[0].symbol in MEASURE_OF and len(items) > 1:
        gap = words[items[0].end : items[1].start]
        if any(w.norm == "," for w in gap):
            return False  # a part set aside stood between: "wounded, including ..., in a ..."
    return not denied or any(i.symbol == "MISSING" for i in items)


def _allowed_single(shape: Shape, items: list[Item], counts: list[Item], before: str) -> bool:
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
        harm = [i.symbol for i in items if i.symbol in MEASURE_OF]
        return [MEASURE_OF[harm[-1]]]
    if shape.measure == "toll":
        named = [
            i.symbol
            for i in [*items, *body[at + len(items) : at + len(items) + 2]]
            if i.symbol in MEASURE_OF
        ]
        spoken = any(i.symbol == "TOLL" for i in items)
        return [MEASURE_OF[named[0]]] if named else [Measure.KILLED] * spoken
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


def _same_elsewhere(
    body: list[Item],
    figures: list[Figure],
    words: Sequence[Token],
    used: set[int],
    lexicon: Lexicon,
) -> Iterator[Figure]:
    """ "One person died in Zaporizhzhia and two in Kherson": the two died as well."""
    for at, item in enumerate(body):
        listed = at > 0 and body[at - 1].symbol in {"COMMA", "AND"}
        if item.symbol != "COUNT" or id(item) in used or not listed or item.reading is None:
            continue
        ahead = words[item.end : item.end + 2]
        if len(ahead) < 2 or ahead[0].norm not in {"in", "near"} or not ahead[1].text[0].isupper():
            continue
        before = [f for f in figures if f.end <= words[item.start].start]
        if lexicon.cues["bed"].at(words, item.end + 1) or not before or before[-1].subset_of:
            continue
        yield replace(
            before[-1],
            estimate=item.reading.estimate,
            start=words[item.start].start,
            end=words[item.end - 1].end,
            pattern="and N in another place",
            increment=False,
            single=False,
        )


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


def _asides(row: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Aside]:
    for item in row:
        if item.reading is None or item.reading.article:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if any(f.start <= start and end <= f.end for f in figures):
            continue
        yield Aside(start, end, _WHY.get(item.kind, "not tied to a harm"))

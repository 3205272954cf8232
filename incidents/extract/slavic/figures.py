"""The figures one Ukrainian or Russian sentence states.

Pure. A sentence becomes a row of word classes, parts are set aside, sums joined, and the named
shapes of the pattern file laid over what is left, in their order. No shape crosses a comma, so
that each verb keeps its own count. What no shape takes is left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon, Shape
from incidents.extract.sentences import STATUS_OF, SentenceReading, carry, left_out
from incidents.extract.slavic.counts import prepared
from incidents.extract.slavic.hospital import IN_HOSPITAL, in_hospital
from incidents.extract.slavic.munitions import armed
from incidents.extract.slavic.parts import join_sums, parts_of, set_parts_aside
from incidents.extract.slavic.plain import places_struck, zeros
from incidents.extract.slavic.row import row_of
from incidents.extract.tokens import Sentence, Token
from incidents.model import Measure, PersonStatus

_MEASURE_OF = {
    "DIE": Measure.KILLED, "KILLBY": Measure.KILLED, "DEAD": Measure.KILLED,
    "INJURE": Measure.INJURED, "INJUREBY": Measure.INJURED, "SUFFER": Measure.INJURED,
    "HURT": Measure.INJURED, "MISSING": Measure.MISSING,
}  # fmt: skip
#: A count of a list by place, which names its place itself.
LISTED = "N in another place"
_COUNTED = frozenset({"COUNT", "COUNTNP", "UNSURE", "SOLE", "MUNITION"})


def read_sentence(
    sentence: Sentence, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> SentenceReading:
    """Read every figure of a sentence."""
    words = prepared(sentence.tokens)
    row = row_of(words, dates, lexicon)
    body, parts = set_parts_aside(row)
    body, out_of = armed(body, words, lexicon)
    body = join_sums(body)
    found = list(zeros(body, words))
    used = {id(item) for f, items in found for item in items}
    figures = [f for f, _ in found]
    text = "".join(lexicon.symbols[i.symbol] for i in body)
    shapes = lexicon.shapes_for(text) if any(i.reading for i in body) else ()
    for shape in shapes:
        for figure, items in _laid(shape, body, words, text, used):
            figures.append(figure)
            used.update(id(i) for i in items)
    shot = any(f.measure is Measure.MUNITIONS_INTERCEPTED for f in figures)
    figures = sorted([*figures, *(out_of if shot else ())], key=lambda f: f.start)
    figures.extend(_listed_by_place(body, figures, words, used))
    figures = _increments(sorted(figures, key=lambda f: f.start))
    figures = carry(figures, lambda a, b: _near(a, b, words))
    figures.extend(places_struck(body, words, row))
    told, loose = parts_of(parts, figures, words, lexicon)
    figures.extend(told)
    asides = tuple(left_out(row, [*figures, *loose], words))
    regions = tuple(i for i in row if i.symbol == "REGIONS")
    figures.sort(key=lambda f: f.start)
    return SentenceReading(tuple(figures), asides, regions, tuple(loose))


def _laid(
    shape: Shape, body: list[Item], words: Sequence[Token], text: str, used: set[int]
) -> Iterator[tuple[Figure, list[Item]]]:
    """Figures one shape reads, with the items it takes: its counts and its verb or noun."""
    at = 0
    while (match := shape.regex.search(text, at)) is not None:
        items = body[match.start() : match.end()]
        counts = [i for i in items if i.symbol in _COUNTED and i.reading is not None]
        counts = counts if shape.role else counts[-1:] if items[-1] in counts else counts[:1]
        harms = [i for i in items if i.symbol in _MEASURE_OF]
        at = match.start() + 1
        if any(id(i) in used for i in [*counts, *harms]) or not _allowed(counts, harms):
            continue
        if shape.name == IN_HOSPITAL and not in_hospital(items, words):
            continue
        at = max(at, match.end() - 1)
        measure = _measure(shape, items, harms)
        roles = shape.role.split(", ") if shape.role else ["current"]
        for count, role in zip(counts, roles, strict=False):
            taken = [*counts, *harms]
            yield _figure(shape, measure, count, items, words, role), taken


def _allowed(counts: list[Item], harms: list[Item]) -> bool:
    """Refuse one person for a plural verb, and an unknown noun for what things can suffer too."""
    if not counts:
        return False
    one = counts[0]
    if one.symbol == "SOLE" and any(h.plural for h in harms):
        return False
    return not (one.symbol == "UNSURE" and any(h.symbol in {"SUFFER", "MISSING"} for h in harms))


def _measure(shape: Shape, items: list[Item], harms: list[Item]) -> Measure:
    if shape.measure == "toll":
        return _MEASURE_OF[harms[0].symbol] if harms else Measure.KILLED
    if shape.measure == "harm":
        return _MEASURE_OF[harms[-1].symbol if items[-1] in harms else harms[0].symbol]
    return Measure(shape.measure)


def _figure(
    shape: Shape, measure: Measure, count: Item, items: list[Item], words: Sequence[Token],
    role: str,
) -> Figure:  # fmt: skip
    assert count.reading is not None  # noqa: S101 - kept by the caller
    first, last = (count, count) if role == "superseded" else (items[0], items[-1])
    return Figure(
        measure,
        count.reading.estimate,
        words[first.start].start,
        words[last.end - 1].end,
        shape.name,
        status=STATUS_OF.get(count.kind, PersonStatus.UNKNOWN),
        increment=count.reading.increment,
        superseded=role == "superseded",
        single=count.reading.article,
        treated=shape.name == IN_HOSPITAL,
    )


def _listed_by_place(
    body: list[Item], figures: list[Figure], words: Sequence[Token], used: set[int]
) -> Iterator[Figure]:
    """ "Вбили трьох: двох у Покровську та одного в Іванопіллі"."""
    for at, item in enumerate(body):
        if item.symbol not in {"COUNT", "COUNTNP"} or id(item) in used or item.reading is None:
            continue
        listed = at > 0 and body[at - 1].symbol in {"COMMA", "AND", "COLON", "STOP", "DASH"}
        ahead = at + 2 if at + 1 < len(body) and body[at + 1].symbol == "DASH" else at + 1
        if not listed or ahead >= len(body) or body[ahead].symbol != "IN":
            continue
        before = [f for f in figures if f.end <= words[item.start].start and not f.subset_of]
        if not before or before[-1].measure not in {Measure.KILLED, Measure.INJURED}:
            continue
        yield replace(
            before[-1], estimate=item.reading.estimate, start=words[item.start].start,
            end=words[body[ahead].end].end, pattern=LISTED,
            increment=item.reading.increment, single=False, superseded=False,
        )  # fmt: skip


def _increments(figures: list[Figure]) -> list[Figure]:
    """ "Ще 90 поранено" after 12 killed adds to nothing; "ще одна" after one killed does."""
    found: list[Figure] = []
    for figure in figures:
        base = found[-1] if found else None
        one = base is None and figure.estimate.best == 1
        adds = figure.increment and (one or (base is not None and base.measure is figure.measure))
        found.append(replace(figure, increment=bool(adds)))
    return found


def _near(last: Figure, figure: Figure, words: Sequence[Token]) -> bool:
    if figure.pattern != "N dead" or last.pattern != "N dead":
        return False
    between = [w.norm for w in words if last.end <= w.start < figure.start]
    return len(between) == 1 and between[0] in {"та", "і", "й", "и", ","}

"""The figures one sentence states about people, fires and sites.

Pure. A sentence becomes a row of word classes (`stream`), parts are set aside ("including two
children"), sums are joined ("nine adults and a child") and the named shapes of the pattern file
are laid over what is left, in their order. What no shape takes is left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.extract.afterwards import (
    both_raised,
    brought_out_hurt,
    died_since,
    replaced_counts,
    same_elsewhere,
    some_died,
    with_later_deaths,
    with_treated_summed,
)
from incidents.extract.ages import without_ages
from incidents.extract.buried import buried, sought
from incidents.extract.counted_later import counted_later
from incidents.extract.figure import Figure
from incidents.extract.inplaces import of_them_in
from incidents.extract.interposed import without_interposed
from incidents.extract.laying import laid, symbols_of
from incidents.extract.lexicon import Lexicon
from incidents.extract.likewise import likewise, without_likewise
from incidents.extract.munitions import munitions
from incidents.extract.objectives import objects_hit
from incidents.extract.parts import parts_of, set_parts_aside
from incidents.extract.plain import dead_attackers, places_struck, untold, zeros
from incidents.extract.sentences import SentenceReading, carry, left_out, without_inner
from incidents.extract.shown import without_ages_of_others
from incidents.extract.standing import BODIES
from incidents.extract.stream import row_of, without_acronyms
from incidents.extract.sums import join_sums
from incidents.extract.tokens import Sentence, Token
from incidents.extract.tolls import nth_victims, the_number, victims_told
from incidents.extract.unreal import happened, with_sides
from incidents.model import Measure


def read_sentence(
    sentence: Sentence, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> SentenceReading:
    """Read every figure of a sentence."""
    words = without_ages(without_acronyms(sentence.tokens), lexicon)
    row = row_of(words, dates, lexicon)
    plain, inner = without_interposed(row)
    plain, echoed = without_likewise(plain, words)
    body, parts = set_parts_aside(plain, words)
    parts = [*inner, *parts]
    body = join_sums(body, words)
    found = [*zeros(body, words), *untold(body, words), *nth_victims(body, words)]
    used = {id(item) for f, items in found for item in items}
    figures = [f for f, _ in found]
    text = symbols_of(body, lexicon)
    for shape in lexicon.shapes_for(text):
        for figure, items in laid(shape, body, words, text, used):
            figures.append(figure)
            used.update(id(i) for i in items)
    figures = with_later_deaths(without_inner(figures), body, words, used)
    figures = with_treated_summed(figures, words)
    figures.extend(replaced_counts(body, figures, words, used))
    figures.extend(both_raised(body, words, used))
    figures.extend(brought_out_hurt(row, words, used))
    figures.extend(the_number(body, figures, words, used))
    figures.extend(likewise(echoed, figures, words))
    figures.extend(buried(body, words, used))
    figures.extend(sought(words, figures))
    figures = counted_later(body, figures, words, used)
    figures.extend(same_elsewhere(body, figures, words, used, lexicon))
    figures.extend(munitions(body, words, used, lexicon))
    figures.extend(dead_attackers(row, words, used))
    figures.extend(places_struck(body, words, used))
    if not any(f.measure is Measure.SITES for f in figures):
        figures.extend(objects_hit(body, words))
    fires = [f for f in figures if f.measure is Measure.FIRES]
    figures.extend(same_elsewhere(body, fires, words, used, lexicon) if fires else ())
    figures = [f for f in figures if happened(f, words)]
    figures = [_found_out(f, figures, words) for f in figures]
    figures = [victims_told(f, figures, words) for f in figures]
    figures = with_sides(sorted(figures, key=lambda f: f.start), words)
    figures = carry(figures, lambda a, b: _near(a, b, words))
    figures.extend([*of_them_in(row, figures, words), *parts_of(parts, figures, words)])
    figures.extend(some_died(row, figures, words, lexicon))
    figures.extend(died_since(row, figures, words))
    figures = [without_ages_of_others(f, sentence.tokens, words) for f in figures]
    asides = tuple(left_out(row, figures, words))
    regions = tuple(i for i in row if i.symbol == "REGIONS")
    return SentenceReading(tuple(sorted(figures, key=lambda f: f.start)), asides, regions)


def _found_out(figure: Figure, beside: Sequence[Figure], words: Sequence[Token]) -> Figure:
    """A figure as the rest of its sentence makes it: overtaken, included, or of patients."""
    if figure.measure is Measure.MISSING:
        said = {w.norm for w in words if figure.start <= w.start < figure.end + _NEXT}
        gone = "not" not in said and ("had" in said or not said.isdisjoint(_FOUND))
        return replace(figure, superseded=True) if gone and figure.estimate.best else figure
    included = figure.increment and any(
        f.pattern in _TOLLS and f.measure is figure.measure and f is not figure for f in beside
    )
    if included:
        return replace(figure, superseded=True)
    if figure.treated and _in_a_state(figure, words) and (figure.single or _rest(figure, words)):
        return replace(figure, subset_of="in hospital")
    if figure.pattern in BODIES and _identified(figure, words):
        return replace(figure, subset_of="identified")
    if figure.measure in _PATIENTS and not figure.treated and _received(figure, words):
        return replace(figure, treated=True)
    return figure


def _in_a_state(figure: Figure, words: Sequence[Token]) -> bool:
    """ "A man is in a critical condition": one of those hurt, who is known to be worse."""
    said = {w.norm for w in words if figure.start <= w.start < figure.end}
    return not said.isdisjoint({"condition", "state", "support"})


def _rest(figure: Figure, words: Sequence[Token]) -> bool:
    """ "Four of the survivors were in a serious condition": of the hurt, who are not counted."""
    said = [w.norm for w in words if figure.start <= w.start < figure.end]
    return {"of", "survivors"} <= set(said)


def _identified(figure: Figure, words: Sequence[Token]) -> bool:
    """ "62 of the bodies have been identified": of the dead told as such."""
    behind = [w.norm for w in words if w.start >= figure.start][:_CLAUSE]
    return "identified" in behind and "not" not in behind[: behind.index("identified")]


def _clause(figure: Figure, words: Sequence[Token]) -> Sequence[Token]:
    cuts = [w.start for w in words if w.norm in {";", "while", "but", "whereas"}]
    begin = max((c for c in cuts if c <= figure.start), default=0)
    end = min((c for c in cuts if c >= figure.end), default=words[-1].end)
    return [w for w in words if begin <= w.start < end]


def _received(figure: Figure, words: Sequence[Token]) -> bool:
    """ "The Awda hospital received 19 bodies and 146 injured": part of all there are.

    Not "ten died, said a doctor at the hospital, which took in 16 wounded": the ten are all.
    """
    clause = _clause(figure, words)
    norms = [w.norm for w in clause]
    before = [w.norm for w in clause if w.start < figure.start]
    pairs = set(pairwise(before))
    took = "received" in before or ("taken", "in") in pairs or ("took", "in") in pairs
    brought = not _BROUGHT.isdisjoint(pairwise(norms))
    return (took or brought) and not _HOUSES.isdisjoint(norms)


_BROUGHT = frozenset({("brought", "to"), ("been", "received"), ("were", "received")})
_CLAUSE = 12  # words from a count of bodies on
_HOUSES = frozenset("hospital hospitals morgue clinic facility mortuary".split())
_PATIENTS = frozenset({Measure.KILLED, Measure.INJURED})
_FOUND = frozenset("found located identified recovered freed rescued released saved".split())
_NEXT = 24  # characters behind a figure that still speak of it
_TOLLS = frozenset({"the dead number N", "rose from N to M", "toll of N", "toll N",
                    "to N the number killed"})  # fmt: skip


def _near(last: Figure, figure: Figure, words: Sequence[Token]) -> bool:
    if figure.pattern not in {"N killed", "N killed or injured"} or _further(figure, words):
        return False
    if not last.end <= figure.start <= last.end + 8:
        return False
    between = [w.norm for w in words if last.end <= w.start < figure.start]
    return bool(between) and len(between) <= 2 and between[-1] in {"and", ","}


def _further(figure: Figure, words: Sequence[Token]) -> bool:
    first = next((w.norm for w in words if w.start >= figure.start), "")
    second = next((w.norm for w in words if w.start > figure.start), "")
    return first in {"another", "further", "additional"} or second in {"further", "additional"}

"""The figures one sentence states about people, fires and sites.

Pure. A sentence becomes a row of word classes (`stream`), parts are set aside ("including two
children"), sums are joined ("nine adults and a child") and the named shapes of the pattern file
are laid over what is left, in their order. What no shape takes is left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.afterwards import (
    both_raised,
    replaced_counts,
    same_elsewhere,
    with_later_deaths,
    with_treated_summed,
)
from incidents.extract.ages import without_ages
from incidents.extract.figure import Figure
from incidents.extract.laying import laid, symbols_of
from incidents.extract.lexicon import Lexicon
from incidents.extract.munitions import munitions
from incidents.extract.parts import parts_of, set_parts_aside
from incidents.extract.plain import dead_attackers, places_struck, zeros
from incidents.extract.sentences import SentenceReading, carry, left_out, without_inner
from incidents.extract.stream import row_of, without_acronyms
from incidents.extract.sums import join_sums
from incidents.extract.tokens import Sentence, Token


def read_sentence(
    sentence: Sentence, dates: Sequence[tuple[int, int]], lexicon: Lexicon
) -> SentenceReading:
    """Read every figure of a sentence."""
    words = without_ages(without_acronyms(sentence.tokens), lexicon)
    row = row_of(words, dates, lexicon)
    body, parts = set_parts_aside(row, words)
    body = join_sums(body)
    found = list(zeros(body, words))
    used = {id(item) for f, items in found for item in items}
    figures = [f for f, _ in found]
    text = symbols_of(body, lexicon)
    for shape in lexicon.shapes:
        for figure, items in laid(shape, body, words, text, used):
            figures.append(figure)
            used.update(id(i) for i in items)
    figures = with_later_deaths(without_inner(figures), body, words, used)
    figures = with_treated_summed(figures, words)
    figures.extend(replaced_counts(body, figures, words, used))
    figures.extend(both_raised(body, words, used))
    figures.extend(same_elsewhere(body, figures, words, used, lexicon))
    figures.extend(munitions(body, words, used, lexicon))
    figures.extend(dead_attackers(row, words, used))
    figures.extend(places_struck(body, words, used))
    figures = carry(sorted(figures, key=lambda f: f.start), lambda a, b: _near(a, b, words))
    figures.extend(parts_of(parts, figures, words))
    asides = tuple(left_out(row, figures, words))
    regions = tuple(i for i in row if i.symbol == "REGIONS")
    return SentenceReading(tuple(sorted(figures, key=lambda f: f.start)), asides, regions)


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

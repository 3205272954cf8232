"""A report's text with its figures and places marked, as escaped HTML.

Pure. Spans are half-open offsets of code points; where two overlap the shorter is drawn.
Colours come with an underline style each, so that none depends on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from incidents.model import Extraction, MentionRole, Quote
from incidents.ui.safe import Html, fill, join

KINDS = {
    "figure": "a figure that became a record",
    "place": "a place",
    "source": "a place named as a source",
    "left": "a number left out",
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text to mark: half-open offsets, its kind and a word on why."""

    start: int
    end: int
    kind: str
    why: str = ""


def spans_of(read: Extraction) -> tuple[Span, ...]:
    """Collect what a reading marks in the text, in text order."""
    found = [
        Span(c.origin.start, c.origin.end, "figure", c.measure.value)
        for c in read.claims
        if isinstance(c.origin, Quote)
    ]
    found += [Span(o.start, o.end, "left", o.why) for o in read.left_out]
    for mention in read.mentions:
        kind = "place" if mention.role is MentionRole.PLACE else "source"
        found.append(Span(mention.start, mention.end, kind, mention.text))
    return tuple(sorted(found))


def segments(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """Cut overlapping spans into stretches that do not overlap.

    Where a place lies within a figure's words the shorter span is drawn, and the rest of the
    figure on either side of it. Spans that reach beyond the text are left out.
    """
    inside = [s for s in spans if 0 <= s.start < s.end <= length]
    edges = sorted({edge for s in inside for edge in (s.start, s.end)})
    cut: list[Span] = []
    for left, right in pairwise(edges):
        over = [s for s in inside if s.start <= left and right <= s.end]
        if over:
            best = min(over, key=lambda s: (s.end - s.start, s))
            cut.append(Span(left, right, best.kind, best.why))
    return tuple(cut)


def marked(text: str, spans: Iterable[Span]) -> Html:
    """Draw the text with its spans; every character is escaped, line breaks are kept."""
    pieces: list[Html] = []
    at = 0
    for span in segments(spans, len(text)):
        pieces.append(fill("{t}", t=text[at : span.start]))
        pieces.append(
            fill(
                '<mark class="hl hl-{k}" title="{w}">{t}</mark>',
                k=span.kind,
                w=span.why,
                t=text[span.start : span.end],
            )
        )
        at = span.end
    pieces.append(fill("{t}", t=text[at:]))
    return fill('<div class="report-text">{b}</div>', b=join(pieces))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the sentence around a quote: half-open offsets, never shorter than the quote."""
    left = max(
        (text.rfind(stop, 0, start) + len(stop) for stop in _STOPS if stop in text[:start]),
        default=0,
    )
    ends = [at for at in (text.find(stop, max(end - 1, 0)) for stop in _STOPS) if at >= 0]
    right = min(ends, default=len(text) - 1) + 1
    return left, max(min(right, len(text)), end)


_STOPS = (". ", ".\n", "\n", "! ", "? ", ".” ", "!” ")


def quoted(text: str, start: int, end: int) -> Html:
    """Draw the sentence a quote stands in, the quote marked."""
    left, right = sentence(text, start, end)
    inner = Span(start - left, end - left, "figure")
    return marked(text[left:right].rstrip(), [inner])


def legend() -> Html:
    """Say what each mark means."""
    rows = [
        fill('<span class="hl hl-{k}">{w}</span>', k=kind, w=words) for kind, words in KINDS.items()
    ]
    return fill('<div class="hl-legend">{r}</div>', r=join(rows, " "))

"""Sentences read once: what a text says again in the same words is moved and not read again.

Pure; one of these per report. Dates and figures of a sentence depend on its words and the day of
publication alone, so the same words a second time give the same, further on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incidents.extract.dates import Stated, dates_in
from incidents.extract.figure import Figure
from incidents.extract.figures import read_sentence
from incidents.extract.lexicon import Lexicon
from incidents.extract.predicates import without_beginnings
from incidents.extract.sentences import SentenceReading
from incidents.extract.slavic import read_sentence as read_slavic
from incidents.extract.tokens import Sentence

_Read = tuple[int, list[Stated], SentenceReading]
_Key = tuple[str, str, str, str]


class SaidBefore:
    """Remembers the sentences of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[_Key, _Read] = {}

    def read(
        self, sentence: Sentence, day: date, lexicon: Lexicon
    ) -> tuple[list[Stated], SentenceReading]:
        """The dates and figures of a sentence; ``day``: the report's, the same at every call."""
        words = sentence.tokens
        said = self._text[sentence.start : sentence.end]
        # Capitals are put into sentence case; how the last word was split hangs on what follows.
        key = (lexicon.language, said, "".join([w.text for w in words]), words[-1].kind)
        known = self._known.get(key)
        if known is None:
            dates = without_beginnings(words, dates_in(words, day, lexicon))
            read = read_sentence if lexicon.language == "en" else read_slavic
            reading = read(sentence, [(d.start, d.end) for d in dates], lexicon)
            self._known[key] = (sentence.start, dates, reading)
            return dates, reading
        start, dates, reading = known
        return _moved(dates, reading, sentence.start - start)


def _figure_moved(figure: Figure, by: int) -> Figure:
    shown = None if figure.shown is None else (figure.shown[0] + by, figure.shown[1] + by)
    return replace(figure, start=figure.start + by, end=figure.end + by, shown=shown)


def _moved(
    dates: list[Stated], reading: SentenceReading, by: int
) -> tuple[list[Stated], SentenceReading]:
    """The same, ``by`` characters further on; regions are counted in words of the sentence."""
    return (
        [replace(d, start=d.start + by, end=d.end + by) for d in dates],
        replace(
            reading,
            figures=tuple(_figure_moved(f, by) for f in reading.figures),
            asides=tuple(replace(a, start=a.start + by, end=a.end + by) for a in reading.asides),
            loose=tuple(_figure_moved(f, by) for f in reading.loose),
        ),
    )

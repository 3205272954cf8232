"""The words of a report that speak of each incident, also where no figure does. Pure.

An extractor may say them itself; where it does not, the sentence of the incident's first figure
stands, else the sentence that names its place. An unnamed site rests on the sentence that
counts the sites, an unnamed region on the sentence that counts the regions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.model import (
    Extraction,
    Incident,
    Measure,
    Mention,
    MentionRole,
    Precision,
    Quote,
    Report,
)

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’»)]*\s+(?=[\"“‘«(]*[^\W\d_a-zа-яіїєґ])|\n+")
_UNITS = re.compile(
    r"\b(regions|oblasts|provinces|governorates|област\w*|регион\w*)\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(other|more|another|further|including|among|ще|інш\w*|еще|ещё|друг\w*|серед|среди)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Text:
    """One reading, looked through for words."""

    extraction: Extraction
    mentions: Sequence[Mention]

    def sentence(self, spans: Iterable[tuple[int, int]]) -> tuple[Quote, ...]:
        """The sentence of the first of some spans; () if there is none."""
        first = min(spans, default=None)
        return () if first is None else (sentence_quote(self.extraction.report, *first),)

    def figures(
        self, incident_id: str | None, measure: Measure | None = None
    ) -> list[tuple[int, int]]:
        """Where the figures of an incident stand."""
        return [
            (c.origin.start, c.origin.end)
            for c in self.extraction.claims
            if c.incident_id == incident_id
            and isinstance(c.origin, Quote)
            and measure in (None, c.measure)
        ]

    def names(self, incident: Incident) -> list[tuple[int, int]]:
        """Where its place is named as a place."""
        wanted = incident.place.place_id
        return [
            (m.start, m.end)
            for m in self.mentions
            if m.place is not None
            and wanted is not None
            and m.role is MentionRole.PLACE
            and m.place.place_id == wanted
        ]

    def counted_units(self) -> list[tuple[int, int]]:
        """Sentences that count regions and name only some of them."""
        report = self.extraction.report
        found = [sentence_quote(report, *m.span()) for m in _UNITS.finditer(report.text)]
        return [(q.start, q.end) for q in found if _MORE.search(q.text)]


def ground(extraction: Extraction, mentions: Sequence[Mention]) -> tuple[Incident, ...]:
    """The incidents of a reading, each with the words that speak of it where any do."""
    text = _Text(extraction, mentions)
    return tuple(
        i if i.quotes else replace(i, quotes=_words(i, text)) for i in extraction.incidents
    )


def _words(incident: Incident, text: _Text) -> tuple[Quote, ...]:
    if incident.placeholder:
        return text.sentence(
            text.figures(incident.parent_id, Measure.SITES) or text.names(incident)
        )
    if incident.place.name is None and incident.place.expected is Precision.ADM1:
        return text.sentence(text.counted_units())
    return text.sentence(text.figures(incident.incident_id) or text.names(incident))


def sentence_quote(report: Report, start: int, end: int) -> Quote:
    """The sentence of a report that holds a span, without the space around it."""
    breaks = [(m.start(), m.end()) for m in _SENTENCE_END.finditer(report.text)]
    first = max((after for _, after in breaks if after <= start), default=0)
    last = min((before for before, _ in breaks if before >= end), default=len(report.text))
    words = report.text[first:last]
    first += len(words) - len(words.lstrip())
    last -= len(words) - len(words.rstrip())
    return Quote(report_id=report.report_id, start=first, end=last, text=report.text[first:last])

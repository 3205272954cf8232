"""The words of a report that speak of each incident, also where no figure does. Pure.

An extractor may say them itself; where it does not, the sentence of the incident's first figure
stands, else the sentence that names its place. An unnamed site rests on the sentence that
counts the sites, an unnamed region on the sentence that counts the regions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
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


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one report; make one with `of` and ask it often."""

    report: Report
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, report: Report) -> Sentences:
        """Find where sentences end, once."""
        breaks = [m.span() for m in _SENTENCE_END.finditer(report.text)]
        starts = (0, *(after for _, after in breaks))
        ends = (*(before for before, _ in breaks), len(report.text))
        return cls(report, starts, ends)

    def around(self, start: int, end: int) -> Quote:
        """The sentence (or sentences) that hold a span, without the space around."""
        opening = max(0, bisect_right(self.starts, start) - 1)
        closing = max(opening, min(len(self.ends) - 1, bisect_left(self.ends, end)))
        while opening and not self._words(opening, closing).strip():  # the space between two
            opening -= 1
        first, last = self.starts[opening], self.ends[closing]
        words = self._words(opening, closing)
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        text = self.report.text[first:last]
        return Quote(report_id=self.report.report_id, start=first, end=last, text=text)

    def _words(self, opening: int, closing: int) -> str:
        return self.report.text[self.starts[opening] : self.ends[closing]]

    def before(self, quote: Quote) -> Quote | None:
        """The sentence right before another; ``None`` before the first."""
        at = bisect_right(self.starts, quote.start) - 2
        found = self.around(self.starts[at], self.starts[at] + 1) if at >= 0 else None
        return found if found is not None and found.end <= quote.start else None


def _inside(span: Span, quote: Quote) -> bool:
    return quote.start <= span[0] and span[1] <= quote.end


@dataclass(frozen=True, slots=True)
class _Text:
    """Where one reading speaks of what."""

    sentences: Sentences
    figures: Mapping[str, Sequence[Span]]
    sites: Mapping[str, Sequence[Span]]
    places: Mapping[str, Sequence[Span]]
    units: Sequence[Span]
    counted: Sequence[Span]  # every figure, in order

    def words(self, incident: Incident) -> tuple[Quote, ...]:
        """The sentence that speaks of an incident; () if none does."""
        first = min(self._spans(incident), default=None)
        if first is None:
            return ()
        said = self.sentences.around(*first)
        return (*self._led_in(incident, said), said)

    def _led_in(self, incident: Incident, said: Quote) -> tuple[Quote, ...]:
        """The sentence right before, where it names the place and counts nothing itself.

        "At 10:15 missiles struck Sumy. Ten people were killed.": it says when and what.
        """
        before = self.sentences.before(said)
        if before is None or not self.figures.get(incident.incident_id):
            return ()
        named = any(_inside(s, before) for s in self.places.get(incident.place.place_id or "", ()))
        begin = bisect_left(self.counted, (before.start, 0))
        end = bisect_left(self.counted, (before.end, 0))
        counted = any(_inside(s, before) for s in self.counted[begin:end])
        return (before,) if named and not counted else ()

    def _spans(self, incident: Incident) -> Sequence[Span]:
        place = incident.place
        named = self.places.get(place.place_id or "", ())
        if incident.placeholder:
            return self.sites.get(incident.parent_id or "", ()) or named
        if place.name is None and place.expected is Precision.ADM1:
            return self.units
        return self.figures.get(incident.incident_id, ()) or named


def ground(extraction: Extraction, mentions: Sequence[Mention]) -> tuple[Incident, ...]:
    """The incidents of a reading, each with the words that speak of it where any do."""
    text = _look_through(extraction, mentions)
    told = (i if i.quotes else replace(i, quotes=text.words(i)) for i in extraction.incidents)
    return tuple(_with_country(i, mentions) for i in told)


def _with_country(incident: Incident, mentions: Sequence[Mention]) -> Incident:
    """A total "across Ukraine" is of that country, so that its parts are not added to it."""
    place = incident.place
    if place.expected is not Precision.COUNTRY or place.country is not None:
        return incident
    named = {
        m.place.country
        for m in mentions
        if m.place is not None
        and m.place.precision is Precision.COUNTRY
        and m.role is MentionRole.PLACE
        and any(_inside((m.start, m.end), q) for q in incident.quotes)
    }
    if len(named) != 1:
        return incident
    return replace(incident, place=replace(place, country=named.pop()))


def _look_through(extraction: Extraction, mentions: Sequence[Mention]) -> _Text:
    figures: dict[str, list[Span]] = defaultdict(list)
    sites: dict[str, list[Span]] = defaultdict(list)
    places: dict[str, list[Span]] = defaultdict(list)
    for claim in extraction.claims:
        if isinstance(claim.origin, Quote):
            span = (claim.origin.start, claim.origin.end)
            figures[claim.incident_id].append(span)
            if claim.measure is Measure.SITES:
                sites[claim.incident_id].append(span)
    for mention in mentions:
        if mention.place is not None and mention.role is MentionRole.PLACE:
            places[mention.place.place_id or ""].append((mention.start, mention.end))
    places.pop("", None)
    sentences = Sentences.of(extraction.report)
    counted = sorted(span for spans in figures.values() for span in spans)
    return _Text(sentences, figures, sites, places, _counted_units(sentences), counted)


def _counted_units(sentences: Sentences) -> tuple[Span, ...]:
    """Sentences that count regions and name only some of them."""
    found = {sentences.around(*m.span()) for m in _UNITS.finditer(sentences.report.text)}
    return tuple(sorted((q.start, q.end) for q in found if _MORE.search(q.text)))

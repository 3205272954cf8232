"""Figures gathered into drafts: one per place and date the report speaks of.

Goes through the sentences in order; `board` remembers what the text was last speaking of, and
`assemble` turns the drafts into incidents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.actors import actors_in, strongest
from incidents.extract.afterwards import BOTH_RAISED
from incidents.extract.again import tells_one_more
from incidents.extract.attribution import Attribution
from incidents.extract.board import Board
from incidents.extract.coding import weapons_in
from incidents.extract.context import Context
from incidents.extract.dates import Stated, counted_from
from incidents.extract.drafts import Draft, Said
from incidents.extract.figure import Figure
from incidents.extract.languages import language_here
from incidents.extract.largest import Largest
from incidents.extract.lexicon import Lexicon, load
from incidents.extract.locating import Locator
from incidents.extract.othertimes import of_other_times, opens_other, still_other
from incidents.extract.predicates import is_told_in_passing, of_something_else
from incidents.extract.recalling import recalled_in
from incidents.extract.said_before import SaidBefore
from incidents.extract.scope import has_cue, region_of
from incidents.extract.sentences import SentenceReading
from incidents.extract.slavic import with_unknown
from incidents.extract.slavic.parts import OF_PEOPLE
from incidents.extract.sources import counters_in
from incidents.extract.tables import Line
from incidents.extract.timing import (
    date_of_harm,
    is_background,
    only_found,
    only_later,
    telling_day,
    that_day,
    told_at,
)
from incidents.extract.tokens import Sentence, Token
from incidents.model import (
    Actor,
    LeftOut,
    Mention,
    Moment,
    Place,
    Precision,
    Report,
    Weapon,
)
from incidents.model.ports import Gazetteer

_IN_HEADING, _LEAD = 1, 2


class Reader:
    """Goes through the sentences of one report and remembers what they were about."""

    def __init__(
        self,
        report: Report,
        mentions: tuple[Mention, ...],
        lexicon: Lexicon,
        gazetteer: Gazetteer | None,
    ) -> None:
        self.report = report
        self.lexicon = lexicon
        self._locator = Locator(report.text, mentions, lexicon, gazetteer)
        at = self._locator
        self.board = Board(at.mentions, gazetteer, at.datelines, at.head)
        self._sentences = SaidBefore(report.text)
        self._attribution = Attribution(self.board, self._locator, gazetteer)
        self.left_out: list[LeftOut] = []
        self.weapons: list[Weapon] = []
        self.actors: list[Actor] = []
        self._gazetteer = gazetteer
        self._clock: Moment | None = None
        self.lead_day: Stated | None = None
        self.told_day: Stated | None = None
        self._last_day: Stated | None = None
        self._war = self._recalling = False
        self._whole: Figure | None = None
        self._largest = Largest()

    @property
    def drafts(self) -> list[Draft]:
        """What was gathered so far."""
        return self.board.drafts

    @property
    def main(self) -> Stated | None:
        """The date the report is about; None if it states none."""
        return self.board.main

    @property
    def day(self) -> Stated | None:
        """The date the report is about, else the first its lead states, else when it was told."""
        return self.board.main or self.lead_day or self.told_day

    # -- one sentence ---------------------------------------------------------------------

    def read(self, sentence: Sentence) -> None:
        """Take in one sentence."""
        words = sentence.tokens
        self.lexicon = self._lexicon_of(sentence)
        dates, read = self._sentences.read(sentence, self.report.day, self.lexicon)
        dates = counted_from(dates, self._last_day)
        self._last_day = next((d for d in reversed(dates) if not d.month), self._last_day)
        found = self._parts_of_last(read)
        attack = has_cue(words, self.lexicon, "attack") is not None
        for aside in found.asides:
            self._leave(aside.start, aside.end, aside.why)
        self.told_day = self.told_day or telling_day(sentence, dates)
        if not attack and not found.figures:
            self._heading(sentence)
            self._first_day(sentence, dates)
            return
        other = of_other_times(sentence, found.figures, self.lexicon, first=not self._largest)
        other += [f for f in found.figures if f not in other and self._dwarfs(f, words)]
        begun = bool(self._largest) and self.lexicon.language == "en"
        opens = begun and opens_other(words, self.lexicon)
        if opens or (self._recalling and still_other(words)):
            other = list(found.figures)
        self._recalling = bool(other) and len(other) == len(found.figures)
        figures = [f for f in found.figures if f not in other and self._meant(f, found.figures)]
        for figure in other:
            self._leave(figure.start, figure.end, "other period")
        if other and not figures and self.lexicon.language != "en":
            return  # a toll of the war names no place of the attack
        self._war = has_cue(words, self.lexicon, "war") is not None
        when = self._date(sentence, dates, figures, attack=attack)
        if any(f.pattern == BOTH_RAISED for f in figures) or only_later(figures, words):
            when = None  # the day the toll was raised, not that of the attack
        if is_background(when, self.day, self.report.day, words):
            for figure in figures:
                self._leave(figure.start, figure.end, "other period")
            self._recalling = True
            return
        self.board.paragraph(sentence.paragraph)
        focus = self.board.focus
        at = focus.place if focus else None
        places = self._locator.places(sentence, focused=bool(focus), at=at)
        if self.lexicon.language != "en":
            known, country = self._locator.mentions, self.board.country()
            places = with_unknown(sentence, places, known, country, told=bool(figures))
        self._regions(found.regions, places, words, when)
        recalled = recalled_in(words, self.lexicon)
        if recalled is not None:
            places = [m for m in places if m.start < words[recalled].start]
        counters = counters_in(words, self.lexicon)
        said = self._said(words, when)
        context = Context(sentence, places, when, said, counters, self.lexicon, self.report.text)
        self._attribution.assign(context, figures)
        self._largest.add(figures)
        self._describe(words)

    def read_line(self, line: Line) -> None:
        """Take in one line of a toll table: the figures of the place in its first cell."""
        if line.total:
            for figure in line.figures:
                self._leave(figure.start, figure.end, "the total of a table")
            return
        named = [m for m in self._locator.mentions if line.start <= m.start < line.place.end]
        known = next((m for m in named if m.place is not None), None)
        place = known.place if known is not None else None
        if place is None:
            name = line.place.text
            place = Place(name=name, precision=Precision.UNKNOWN, country=self.board.country())
        draft = self.board.draft(place, known.text if known else line.place.text, None)
        draft.said.extend(Said(figure, self.report.said, None) for figure in line.figures)

    def _parts_of_last(self, found: SentenceReading) -> SentenceReading:
        """ "Among them are two children.", alone: parts of the total told last."""
        whole, parts = self._whole, list[Figure]()
        size = whole.estimate.headline if whole else None
        for part in found.loose:
            fits = size is not None and (part.estimate.headline or 0) <= size
            if whole is None or not fits:
                self._leave(part.start, part.end, "not tied to a harm")
                continue
            parts.append(replace(part, measure=whole.measure))
        people = [f for f in found.figures if f.measure in OF_PEOPLE and not f.subset_of]
        self._whole = people[-1] if people else self._whole if parts else None
        return replace(found, figures=(*found.figures, *parts), loose=()) if found.loose else found

    def _heading(self, sentence: Sentence) -> None:
        """ "Zaporizhzhia.", alone: what follows is told of it."""
        located = self._locator.located(sentence)
        if len(located) != 1 or not located[0].place or sentence.paragraph == 0:
            return
        m = located[0]
        rest = [w for w in sentence.tokens if not m.start <= w.start < m.end and w.kind == "word"]
        if len(rest) <= _IN_HEADING and m.place and m.place.precision is not Precision.COUNTRY:
            self.board.paragraph(sentence.paragraph)
            self.board.look([self.board.draft(m.place, m.text, None)], figures=False)

    def _dwarfs(self, figure: Figure, words: Sequence[Token]) -> bool:
        """A toll many times the attack's own, in a sentence about a war or in the perfect."""
        war = self._war or has_cue(words, self.lexicon, "war") is not None
        return self._largest.is_dwarfed(figure, words, war=war)

    def _meant(self, figure: Figure, beside: Sequence[Figure]) -> bool:
        meant = self._largest.can_grow_to(figure, beside)
        if not meant:
            self._leave(figure.start, figure.end, "not tied to a harm")
        return meant

    def _lexicon_of(self, sentence: Sentence) -> Lexicon:
        """The words of the language a sentence is in: a text may quote another one."""
        said = self.report.text[sentence.start : sentence.end]
        return load(language_here(said, self.report.language))

    def _leave(self, start: int, end: int, why: str) -> None:
        self.left_out.append(LeftOut(start, end, self.report.text[start:end], why))

    def _first_day(self, sentence: Sentence, dates: list[Stated]) -> None:
        """ "Armed men entered the town on Friday": the day, if nothing dates the attack better."""
        if self.lead_day is None and sentence.paragraph <= _LEAD and self.board.main is None:
            chosen = date_of_harm(sentence, dates, None, self.report)
            self.lead_day = chosen if chosen is not None and not chosen.month else None

    # -- dates ----------------------------------------------------------------------------

    def _date(
        self, sentence: Sentence, dates: list[Stated], figures: list[Figure], *, attack: bool
    ) -> Stated | None:
        read = date_of_harm(sentence, dates, self.main, self.report) if figures or attack else None
        if self.main is None and read is None and not dates and that_day(sentence.tokens):
            read = self._last_day  # "Before dawn that day a strike ..."
        if read is None or self.main is not None:
            return read
        if only_found(figures, sentence.tokens, read):
            return None  # "the search ended on Friday": the attack's day is told later
        earlier = self.report.text[read.start : read.end].endswith("earlier")
        if read.back and earlier and self.drafts and self.drafts[0].said:
            return read  # "A day earlier nine were hurt": before the attack, whose day is not told
        passing = not figures and is_told_in_passing(sentence.tokens, read)
        if not read.month and (passing or of_something_else(sentence.tokens, read)):
            self.lead_day = self.lead_day or read
            return None
        if not read.month:
            self.board.main = None if self._turns_away(sentence) else read
        return read

    def _turns_away(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on to another place, after figures of one without a date."""
        said = self.report.text[sentence.start : sentence.end]
        named = [m.place for m in self._locator.located(sentence) if m.place]
        return self.lead_day is None and tells_one_more(said) and self.board.turns_away(named)

    # -- places ---------------------------------------------------------------------------

    def _regions(
        self, items: Sequence[object], places: list[Mention], words: Sequence[Token],
        when: Stated | None,
    ) -> None:  # fmt: skip
        for item in items:
            reading = getattr(item, "reading", None)
            start = words[getattr(item, "start", 0)].start
            after = words[getattr(item, "end", 0) :]
            if (
                reading is None
                or reading.estimate.best is None
                or not 1 < reading.estimate.best < 40
            ):
                continue
            said = after if self.lexicon.language == "en" else words
            if has_cue(said, self.lexicon, "suffered") is None:
                continue
            named = [m for m in places if m.start > start and m.place is not None]
            for m in named:
                assert m.place is not None  # noqa: S101 - kept by the line above
                self.board.draft(region_of(m.place, self._gazetteer), m.text, when)
            country = next((m.place.country for m in named if m.place), self.board.country())
            for _ in range(max(0, reading.estimate.best - len(named))):
                self.board.unnamed_region(country, when)
            for m in named:
                places.remove(m)

    def _said(self, words: Sequence[Token], when: Stated | None) -> Moment:
        day = when or self.main
        told = told_at(words, day.first if day else self.report.day, self._clock)
        self._clock = told or self._clock
        return told or self.report.said

    def _describe(self, words: Sequence[Token]) -> None:
        weapons = weapons_in(words, self.lexicon)
        actors = actors_in(words, self.lexicon)
        self.weapons.extend(w for w in weapons if w not in self.weapons)
        self.actors[:] = strongest([*self.actors, *actors])
        focus = self.board.focus
        if focus is not None:
            focus.weapons.extend(w for w in weapons if w not in focus.weapons)
            focus.actors[:] = strongest([*focus.actors, *actors])
            focus.words.update(w.norm for w in words)

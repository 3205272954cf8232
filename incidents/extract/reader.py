"""Figures gathered into drafts: one per place and date the report speaks of.

Goes through the sentences in order; `board` remembers what the text was last speaking of, and
`assemble` turns the drafts into incidents.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.board import Board
from incidents.extract.coding import actors_in, weapons_in
from incidents.extract.dates import Stated, dates_in
from incidents.extract.drafts import Draft, Said
from incidents.extract.figure import Figure
from incidents.extract.figures import read_sentence
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import has_cue, mentions_of, narrowest, place_for, region_of
from incidents.extract.sources import counter_in
from incidents.extract.timing import date_of_harm, is_background, is_other_count, told_at
from incidents.extract.tokens import Sentence, Token
from incidents.model import Actor, LeftOut, Mention, Moment, Precision, Report, Weapon
from incidents.model.ports import Gazetteer


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
        self.board = Board(mentions, gazetteer)
        self.left_out: list[LeftOut] = []
        self.weapons: list[Weapon] = []
        self.actors: list[Actor] = []
        self._mentions = mentions
        self._gazetteer = gazetteer
        self._clock: Moment | None = None

    @property
    def drafts(self) -> list[Draft]:
        """What was gathered so far."""
        return self.board.drafts

    @property
    def main(self) -> Stated | None:
        """The date the report is about; None if it states none."""
        return self.board.main

    # -- one sentence ---------------------------------------------------------------------

    def read(self, sentence: Sentence) -> None:
        """Take in one sentence."""
        words = sentence.tokens
        dates = dates_in(words, self.report.day, self.lexicon)
        found = read_sentence(sentence, [(d.start, d.end) for d in dates], self.lexicon)
        attack = has_cue(words, self.lexicon, "attack") is not None
        for aside in found.asides:
            self._leave(aside.start, aside.end, aside.why)
        if not attack and not found.figures:
            return
        figures = [f for f in found.figures if not is_other_count(sentence, f, self.lexicon)]
        for figure in found.figures:
            if figure not in figures:
                self._leave(figure.start, figure.end, "other period")
        when = self._date(sentence, dates, bool(figures) or attack)
        if is_background(when, self.main):
            for figure in figures:
                self._leave(figure.start, figure.end, "other period")
            return
        places = self._places(sentence)
        self._regions(found.regions, places, words, when)
        self._assign(sentence, figures, places, when)
        self._describe(words)

    def _leave(self, start: int, end: int, why: str) -> None:
        self.left_out.append(LeftOut(start, end, self.report.text[start:end], why))

    # -- dates ----------------------------------------------------------------------------

    def _date(self, sentence: Sentence, dates: list[Stated], bears: bool) -> Stated | None:
        chosen = date_of_harm(sentence, dates, self.main, self.report) if bears else None
        if chosen is not None and self.main is None and not chosen.month:
            self.board.main = chosen
        return chosen

    # -- places ---------------------------------------------------------------------------

    def _places(self, sentence: Sentence) -> list[Mention]:
        found = mentions_of(sentence, self._mentions)
        found = [m for m in found if not self._opens_dateline(m)]
        finer = [m for m in found if m.place and m.place.precision is not Precision.COUNTRY]
        text = self.report.text
        struck = [m for m in found if m not in finer and self._is_target(sentence, m)]
        kept = [m for m in finer if not _is_aside(text, m)] or struck
        return narrowest(kept, self._gazetteer, self.report.text)

    def _opens_dateline(self, mention: Mention) -> bool:
        """ "KYIV, Aug. 26 -": where it was written, not what was hit."""
        head = self.report.text[: mention.start].strip()
        tail = self.report.text[mention.end : mention.end + 30]
        if "\n" in head or len(head) > 20:
            return False
        sign = min((tail.find(s) for s in (" - ", " – ", " — ", "--") if s in tail), default=-1)
        return (sign >= 0 and mention.text.isupper()) or tail.startswith(
            (" (AP)", " (Reuters)", " (AFP)")
        )

    def _is_target(self, sentence: Sentence, mention: Mention) -> bool:
        following = self.report.text[mention.end : mention.end + 12].casefold()
        if following.lstrip("'’s ").startswith("capital"):
            return False
        before = [w.norm for w in sentence.tokens if w.end <= mention.start][-2:]
        return bool(before) and before[-1] in {"at", "in", "on", "across", "against", "over"}

    def _regions(
        self,
        items: Sequence[object],
        places: list[Mention],
        words: Sequence[Token],
        when: Stated | None,
    ) -> None:
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
            if has_cue(after, self.lexicon, "suffered") is None:
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

    # -- figures --------------------------------------------------------------------------

    def _assign(
        self, sentence: Sentence, figures: list[Figure], places: list[Mention], when: Stated | None
    ) -> None:
        words = sentence.tokens
        whole = has_cue(words, self.lexicon, "whole") is not None
        back = self.board.back(words) if has_cue(words, self.lexicon, "back") is not None else None
        fresh = has_cue(words, self.lexicon, "fresh") is not None
        elsewhere = has_cue(words, self.lexicon, "elsewhere") is not None
        said, counter = self._said(words, when), counter_in(words, self.lexicon)
        earlier = has_cue(words, self.lexicon, "earlier") is not None
        starts = [f.start for f in figures]
        touched: list[Draft] = []
        for figure in figures:
            mention = place_for(figure.start, figure.end, starts, places, self.report.text)
            if whole and not figure.subset_of:
                draft = self.board.wave(when)
            elif elsewhere and mention is None:
                draft = self.board.elsewhere(when, touched)
            elif mention is not None and mention.place is not None:
                draft = self.board.draft(mention.place, mention.text, when)
                if fresh and draft.has(figure.measure) and draft not in touched:
                    draft = self.board.draft(mention.place, mention.text, when, fresh=True)
            elif back is not None:
                draft = back
            else:
                draft = self.board.current(when)
            draft.said.append(Said(figure, said, counter, earlier))
            touched.append(draft)
        for m in places:
            if m.place is None or (elsewhere and (figures or self.board.holds_known(m.place))):
                continue
            if m.place.precision is not Precision.COUNTRY:
                known = [d for d in touched if d.place == m.place]
                touched.append(known[0] if known else self.board.draft(m.place, m.text, when))
            elif not touched:
                touched.append(self.board.draft(m.place, m.text, when))
        self.board.look(touched)

    def _said(self, words: Sequence[Token], when: Stated | None) -> Moment:
        day = when or self.main
        told = told_at(words, day.first if day else self.report.day, self._clock)
        self._clock = told or self._clock
        return told or self.report.said

    def _describe(self, words: Sequence[Token]) -> None:
        weapons = weapons_in(words, self.lexicon)
        actors = actors_in(words, self.lexicon)
        self.weapons.extend(w for w in weapons if w not in self.weapons)
        self.actors.extend(a for a in actors if a not in self.actors)
        if self.board.focus is not None:
            self.board.focus.weapons.extend(w for w in weapons if w not in self.board.focus.weapons)
            self.board.focus.actors.extend(a for a in actors if a not in self.board.focus.actors)
            self.board.focus.words.update(w.norm for w in words)


def _is_aside(text: str, mention: Mention) -> bool:
    """A place that only tells where something came from or who came along."""
    lead = text[max(0, mention.start - 24) : mention.start].casefold().split()
    return (
        bool(lead)
        and lead[-1] in {"from", "toward", "towards"}
        and not any(w in {"sounds", "reported", "parts"} for w in lead)
    )

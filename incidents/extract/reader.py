"""Figures gathered into drafts: one per place and date the report speaks of.

The only state of the extractor: what the text was last speaking of. Drafts are turned into
incidents by `assemble`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from incidents.extract.coding import actors_in, weapons_in
from incidents.extract.dates import Stated, clock_in, dates_in
from incidents.extract.drafts import Draft, Said
from incidents.extract.figure import Figure
from incidents.extract.figures import read_sentence
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import (
    CAPITALS,
    contains,
    has_cue,
    mentions_of,
    narrowest,
    place_for,
    region_of,
)
from incidents.extract.sources import counter_in
from incidents.extract.tokens import Sentence, Token
from incidents.model import (
    Actor,
    DateBasis,
    LeftOut,
    Mention,
    Moment,
    Place,
    Precision,
    Report,
    Weapon,
)
from incidents.model.ports import Gazetteer

_ROUTE = 12
_NEAR = 10


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
        self.drafts: list[Draft] = []
        self.left_out: list[LeftOut] = []
        self._mentions = mentions
        self._gazetteer = gazetteer
        self._focus: Draft | None = None
        self._city: Draft | None = None
        self._main: Stated | None = None
        self._clock: Moment | None = None
        self.weapons: list[Weapon] = []
        self.actors: list[Actor] = []

    @property
    def main(self) -> Stated | None:
        """The date the report is about; None if it states none."""
        return self._main

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
        figures = [f for f in found.figures if not self._is_other_count(sentence, f)]
        for figure in found.figures:
            if figure not in figures:
                self._leave(figure.start, figure.end, "other period")
        when = self._date(sentence, dates, bool(figures) or attack)
        if self._is_background(words, when):
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
        if _tells_of_a_toll([w.norm for w in sentence.tokens]):
            return None
        usable = [d for d in dates if not d.aside]
        if sentence.paragraph == 0 and usable and self._main is None:
            usable = [d for d in usable if not self._is_dateline(sentence, d)] or usable[1:]
        if not usable or not bears:
            return None
        chosen = next((d for d in usable if not d.month), usable[0])
        main = self._main
        if main is not None and chosen.night and chosen.basis is DateBasis.RELATIVE:
            return None if 0 <= (chosen.first - main.first).days <= 1 else chosen
        if self._main is None and not chosen.month:
            self._main = chosen
        return chosen

    def _is_dateline(self, sentence: Sentence, stated: Stated) -> bool:
        """A date at the head of the text that only says when it was written."""
        if stated.start - sentence.start > 40 or sentence.start > 5:
            return False
        tail = self.report.text[stated.end : stated.end + 4]
        head = self.report.text[sentence.start : stated.start].strip()
        told = any(word.islower() for word in head.split())
        if told or stated.basis is DateBasis.RELATIVE:
            return False
        bare = stated.end >= sentence.end - 1
        return bare or tail.strip()[:1] in {"-", "–", "—"} or (not head and tail[:1] == "\n")

    def _is_other_count(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether a figure counts the whole war, or another attack or period."""
        before = [w for w in sentence.tokens if w.start < figure.start]
        inside = [w for w in sentence.tokens if figure.start <= w.start < figure.end]
        after = [w for w in sentence.tokens if w.start >= figure.end][:_NEAR]
        stop = next(
            (k for k, w in enumerate(after) if w.norm in {",", ";", "and", "."}), len(after)
        )
        if _recalls([w.norm for w in before]):
            return True
        near = before[-_NEAR:]
        breaks = [k for k, w in enumerate(near) if w.norm in {";", "and", "but"}]
        near = near[breaks[-1] + 1 :] if breaks else near
        if has_cue([*near, *inside], self.lexicon, "period") is not None:
            return True
        war = has_cue(near, self.lexicon, "war")
        if war is not None and any(
            w.norm in {"has", "have", "had"} for w in [*near[war:], *inside]
        ):
            return True
        tail = after[:stop]
        return has_cue(tail, self.lexicon, "since") is not None or (
            has_cue(tail, self.lexicon, "period") is not None
        )

    def _is_background(self, words: Sequence[Token], when: Stated | None) -> bool:
        del words
        if when is None:
            return False
        if when.month:
            return self._main is not None
        main = self._main
        return main is not None and (main.first - when.first).days > _ROUTE

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
                self._draft(region_of(m.place, self._gazetteer), m.text, when)
            country = next((m.place.country for m in named if m.place), self._country())
            for _ in range(max(0, reading.estimate.best - len(named))):
                unnamed = Place(
                    name=None, precision=Precision.UNKNOWN, country=country, expected=Precision.ADM1
                )
                number = sum(1 for d in self.drafts if d.unnamed_region) + 1
                self.drafts.append(
                    Draft(unnamed, None, number, when or self._main, unnamed_region=True)
                )
            for m in named:
                places.remove(m)

    def _country(self) -> str | None:
        seen = [m.place.country for m in self._mentions if m.place and m.place.country]
        return max(set(seen), key=lambda c: (seen.count(c), c)) if seen else None

    def _draft(
        self, place: Place | None, toponym: str | None, when: Stated | None, fresh: bool = False
    ) -> Draft:
        stated = when or self._main
        same = [d for d in self.drafts if d.place == place and not d.wave and not d.unnamed_region]
        for draft in same:
            if not fresh and (
                stated is None or draft.when is None or _same_day(draft.when, stated)
            ):
                draft.when = draft.when or stated
                return draft
        draft = Draft(place, toponym, len(same), stated)
        self.drafts.append(draft)
        return draft

    # -- figures --------------------------------------------------------------------------

    def _assign(
        self, sentence: Sentence, figures: list[Figure], places: list[Mention], when: Stated | None
    ) -> None:
        words = sentence.tokens
        whole = has_cue(words, self.lexicon, "whole") is not None
        back = has_cue(words, self.lexicon, "back") is not None
        fresh = has_cue(words, self.lexicon, "fresh") is not None
        elsewhere = has_cue(words, self.lexicon, "elsewhere") is not None
        said, counter = self._said(words, when), counter_in(words, self.lexicon)
        earlier = has_cue(words, self.lexicon, "earlier") is not None
        starts = [f.start for f in figures]
        touched: list[Draft] = []
        for figure in figures:
            mention = place_for(figure.start, figure.end, starts, places, self.report.text)
            if whole and not figure.subset_of:
                draft = self._wave(when)
            elif elsewhere and mention is None:
                draft = self._elsewhere(when, touched)
            elif mention is not None and mention.place is not None:
                draft = self._draft(mention.place, mention.text, when)
                if fresh and draft.has(figure.measure) and draft not in touched:
                    draft = self._draft(mention.place, mention.text, when, fresh=True)
            elif back and self._city is not None:
                draft = self._capital(words) or self._city
            else:
                draft = self._current(when)
            draft.said.append(Said(figure, said, counter, earlier))
            touched.append(draft)
        for m in places:
            if m.place is None or (elsewhere and (figures or self._holds_known(m.place))):
                continue
            if m.place.precision is not Precision.COUNTRY:
                known = [d for d in touched if d.place == m.place]
                touched.append(known[0] if known else self._draft(m.place, m.text, when))
            elif not touched:
                touched.append(self._draft(m.place, m.text, when))
        self._look(touched)

    def _holds_known(self, place: Place) -> bool:
        """Whether a place already spoken of lies in this one ("elsewhere in the region")."""
        return any(d.place and contains(place, d.place, self._gazetteer) for d in self.drafts)

    def _capital(self, words: Sequence[Token]) -> Draft | None:
        """The city "the capital" means: of the country if the text named it, else the first."""
        if not any(w.norm in {"capital", "capital's"} for w in words):
            return None
        cities = [d for d in self.drafts if d.place and d.place.precision is Precision.SETTLEMENT]
        known = (d for d in cities if d.place and d.place.name in CAPITALS)
        return next(known, cities[0] if cities else None)

    def _look(self, touched: list[Draft]) -> None:
        """Set what the text is now speaking of."""
        placed = [d for d in touched if d.place is not None]
        if not placed:
            return
        distinct = list(dict.fromkeys(id(d) for d in placed))
        self._focus = placed[-1]
        if len(distinct) > 1:
            around = [
                d
                for d in self.drafts
                if d.place
                and all(
                    p.place and (p is d or contains(d.place, p.place, self._gazetteer))
                    for p in placed
                )
            ]
            if around:
                self._focus = around[-1]
        for d in placed:
            if d.place and d.place.precision is Precision.SETTLEMENT:
                self._city = d

    def _current(self, when: Stated | None) -> Draft:
        if self._focus is None:
            ahead = next((m for m in self._mentions if self._leads(m)), None)
            place = ahead.place if ahead else None
            self._focus = self._draft(place, ahead.text if ahead else None, when)
        elif (
            when is not None
            and self._focus.when is not None
            and not _same_day(self._focus.when, when)
        ):
            self._focus = self._draft(self._focus.place, self._focus.toponym, when)
        return self._focus

    def _leads(self, m: Mention) -> bool:
        return (
            m.role.value == "place"
            and m.place is not None
            and m.place.placed
            and m.place.precision is not Precision.COUNTRY
        )

    def _wave(self, when: Stated | None) -> Draft:
        for draft in self.drafts:
            if draft.wave:
                return draft
        draft = Draft(None, None, 0, when or self._main, wave=True)
        self.drafts.append(draft)
        return draft

    def _elsewhere(self, when: Stated | None, touched: list[Draft]) -> Draft:
        siblings = tuple(d for d in self.drafts if d.place is not None and d not in touched)
        country = self._country()
        place = Place(name=None, precision=Precision.UNKNOWN, country=country)
        draft = Draft(place, None, len(self.drafts), when or self._main, excludes=siblings)
        self.drafts.append(draft)
        return draft

    def _said(self, words: Sequence[Token], when: Stated | None) -> Moment:
        day = (when or self._main or _Published(self.report.day)).first
        norms = [w.norm for w in words]
        for at, clock in clock_in(words):
            lead = norms[max(0, at - 3) : at]
            following = norms[at + 1 : at + 3]
            reports = any(n in {"of", "by"} for n in lead[-2:]) and ("as" in lead or "by" in lead)
            if reports or "update" in following or _told(norms, at):
                self._clock = Moment.of(datetime.combine(day, _minute(clock)))
                return self._clock
        if "then" in norms and "by" in norms and self._clock is not None:
            return self._clock
        return self.report.said

    def _describe(self, words: Sequence[Token]) -> None:
        weapons = weapons_in(words, self.lexicon)
        actors = actors_in(words, self.lexicon)
        self.weapons.extend(w for w in weapons if w not in self.weapons)
        self.actors.extend(a for a in actors if a not in self.actors)
        if self._focus is not None:
            self._focus.weapons.extend(w for w in weapons if w not in self._focus.weapons)
            self._focus.actors.extend(a for a in actors if a not in self._focus.actors)
            self._focus.words.update(w.norm for w in words)


@dataclass(frozen=True, slots=True)
class _Published:
    first: date


def _recalls(norms: Sequence[str]) -> bool:
    """ "The deadliest day since August 2011, when ...": what follows is another attack."""
    since = next((k for k in range(len(norms) - 1, -1, -1) if norms[k] == "since"), None)
    return since is not None and "when" in norms[since:]


def _tells_of_a_toll(norms: Sequence[str]) -> bool:
    """ "The death toll ... rose to 40 on Sunday": the day dates the telling, not the attack."""
    if "toll" not in norms:
        return False
    after = norms[norms.index("toll") :]
    return any(n in {"rose", "risen", "climbed", "grew", "increased", "reached"} for n in after)


def _minute(clock: time) -> time:
    return clock.replace(second=0)


def _told(norms: list[str], at: int) -> bool:
    opens = at <= 1
    return opens and any(n in {"said", "added", "wrote", "reported"} for n in norms[at : at + 14])


def _same_day(a: Stated, b: Stated) -> bool:
    return a.first <= (b.last or b.first) and b.first <= (a.last or a.first)


def _is_aside(text: str, mention: Mention) -> bool:
    """A place that only tells where something came from or who came along."""
    lead = text[max(0, mention.start - 24) : mention.start].casefold().split()
    return (
        bool(lead)
        and lead[-1] in {"from", "toward", "towards"}
        and not any(w in {"sounds", "reported", "parts"} for w in lead)
    )

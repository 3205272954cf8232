"""Whose figure it is: each figure of a sentence to the draft of its place and attack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.extract.again import at_another_hour, of_the_second, strikes_again, tells_where
from incidents.extract.board import Board
from incidents.extract.centres import names_a_capital
from incidents.extract.context import Context
from incidents.extract.drafts import Draft, Said
from incidents.extract.earliercounts import is_earlier
from incidents.extract.figure import Figure
from incidents.extract.inplaces import with_a_place
from incidents.extract.locating import Locator
from incidents.extract.raiders import added, attacking, based
from incidents.extract.scope import attached, has_cue, place_for, same_place
from incidents.extract.slavic import region_around, ruled
from incidents.extract.sources import counter_for
from incidents.extract.spread import (
    IN_THE_CITY,
    Sizes,
    divided,
    goes_on,
    in_a_series,
    in_all,
    in_several,
    is_harm,
    of_the_whole,
    runs_of,
    shared,
)
from incidents.model import Measure, Mention, Precision
from incidents.model.ports import Gazetteer

_MUNITIONS = frozenset({Measure.MUNITIONS_LAUNCHED, Measure.MUNITIONS_INTERCEPTED})
_HOSPITALS = frozenset({"hospital", "hospitals"})  # a day people lay there is no attack's
_FIRES = frozenset("russia russian russians moscow force forces military enemy".split())
_OPENING = 3
_TOLD = frozenset({"the dead number N", "toll of N", "toll N", "rose from N to M"})


class Attribution:
    """Gives the figures of one report's sentences to drafts on a board."""

    def __init__(self, board: Board, locator: Locator, gazetteer: Gazetteer | None) -> None:
        self._board = board
        self._locator = locator
        self._gazetteer = gazetteer
        self._runs: dict[int, list[Mention]] | None = None
        self._sizes = Sizes()

    def assign(self, here: Context, figures: Sequence[Figure]) -> None:
        """Give each figure to its draft, and look where the sentence looks."""
        self._runs = None
        self._refine(here, figures)
        located = self._locator.located(here.sentence)
        figures = with_a_place(figures, located)
        starts, text = [f.start for f in figures], self._locator.text
        touched: list[Draft] = []
        for read in figures:
            figure = read
            rules = None
            if here.lexicon.language != "en":
                around = self._around(here, figure.start)
                rules = ruled(figure, figures, located, text, around, self._gazetteer)
            mention = (
                rules
                or attached(figure.end, located, starts, text)
                or place_for(figure.start, figure.end, starts, here.places, text)
            )
            draft = self._spread(here, figure, figures, mention) or self._draft_of(
                here, figure, mention, touched
            )
            earlier = is_earlier(here.sentence, figure, here.lexicon, cued=here.has("earlier"))
            figure = attacking(figure, draft, here.sentence.tokens)
            if here.lexicon.language == "en":
                figure = based(added(figure, draft, here.sentence.tokens), draft)
            counter = counter_for(figure.start, here.sentence.tokens, here.counters)
            for other in self._also_none(here, figure, mention, starts):
                other.said.append(Said(figure, here.said, counter, earlier))
                touched.append(other)
            draft.said.append(Said(figure, here.said, counter, earlier))
            self._sizes.add(figure, draft)
            touched.append(draft)
        named = self._only_named(here, figures, touched)
        stays = any(w.norm in _HOSPITALS for w in here.sentence.tokens)
        if not touched and not named and here.when is not None and not stays:
            self._board.later(here.when)
        if not figures and self._afresh(here) and self._again(here):
            return
        around = None if figures else self._around(here, here.sentence.end)
        if around is not None and around.place is not None:
            named = [self._board.draft(around.place, around.text, here.when)]
        seen = [*named, *touched] if _only_around(named, touched) else [*touched, *named]
        self._board.look(seen, figures=bool(figures), listed=self._listed(here, figures))

    def _again(self, here: Context) -> bool:
        """ "In the afternoon they struck again.": what follows is of another attack there."""
        focus = self._board.focus
        if here.lexicon.language != "en" or focus is None or not _told(focus):
            return False
        focus = self._back(here) or focus
        if again := all(same_place(m.place, focus.place) for m in here.places):
            self._board.focus = self._board.aside(focus, here.when)
        return again

    def _afresh(self, here: Context) -> bool:
        """Whether a sentence tells of another attack on the place spoken of."""
        if here.has("fresh") or here.lexicon.language != "en":
            return here.has("fresh") and not here.says(of_the_second)
        if here.says(strikes_again):
            return True
        focus = self._board.focus
        if focus is None:
            return False
        said = self._locator.text[here.sentence.start : here.sentence.end]
        return at_another_hour([w.norm for w in here.sentence.tokens], focus.words, said)

    def _around(self, here: Context, before: int) -> Mention | None:
        """The region of a Ukrainian or Russian list of settlements told of before a position."""
        if here.lexicon.language == "en" or not here.has("settlements"):
            return None
        at = has_cue(here.sentence.tokens, here.lexicon, "settlements")
        cue = None if at is None else here.sentence.tokens[at].start
        return region_around(here.places, cue, before, self._gazetteer)

    def _spread(
        self, here: Context, figure: Figure, figures: Sequence[Figure], mention: Mention | None
    ) -> Draft | None:
        """What a total over several attacks is of; None if a figure is none."""
        if here.lexicon.language != "en":
            return None
        text, board, starts = self._locator.text, self._board, [f.start for f in figures]
        located = self._locator.located(here.sentence) if here.places else []
        named = [m.place for m in located if m.place is not None]
        run = self._run(here, mention) if mention is not None else []
        if figure.estimate.high != 0 and shared(figure, run, starts, text):
            return board.around([m.place for m in run if m.place], named, here.when)
        if mention is None and is_harm(figure) and in_several(figure, text):
            return board.wave(here.when)
        if mention is not None and is_harm(figure) and goes_on(mention, text):
            return board.around([mention.place] if mention.place else [], named, here.when)
        parts = divided(figure, figures, text)
        if parts and attached(figure.end, located, starts, text) is None:
            own = [m.place for m in here.places if m.start > figure.end and m.place]
            return board.around(own, named, here.when)
        fine = [p for p in named if p.precision is not Precision.COUNTRY]
        if board.focus is None and not fine and is_harm(figure) and here.says(in_a_series):
            return board.wave(here.when, loose=True)
        if mention is None and here.says(in_all) and self._sizes.exceeded(figure):
            return board.wave(here.when)
        return None

    def _also_none(
        self, here: Context, figure: Figure, mention: Mention | None, starts: Sequence[int]
    ) -> Sequence[Draft]:
        """ "Lviv and Rivne regions: no casualties": what is none in a list is none in each."""
        if mention is None or figure.estimate.high != 0 or here.lexicon.language != "en":
            return ()
        run = self._run(here, mention)
        if not shared(figure, run, starts, self._locator.text):
            return ()
        return [self._board.draft(m.place, m.text, here.when) for m in run if m is not mention]

    def _run(self, here: Context, mention: Mention) -> list[Mention]:
        """The list of places a mention stands in; the sentence's lists are made out once."""
        if self._runs is None:
            self._runs = runs_of(here.places, self._locator.text)
        return self._runs.get(mention.start, [])

    def _listed(self, here: Context, figures: Sequence[Figure]) -> bool:
        """Whether a sentence names several places in one breath and no figure for any."""
        if here.lexicon.language != "en" or not here.places:
            return False
        run = self._run(here, here.places[0])
        return len(run) == len(here.places) and not any(is_harm(f) for f in figures)

    def _draft_of(
        self, here: Context, figure: Figure, mention: Mention | None, touched: list[Draft]
    ) -> Draft:
        board, when, words = self._board, here.when, here.sentence.tokens
        whole = self._whole(here, figure, mention) or self._in_the_city(here, figure, mention)
        if whole is not None:
            return whole
        apart = here.has("apart") and (has_cue(words[:_OPENING], here.lexicon, "apart") is not None)
        beyond = mention is not None and _elsewhere_in(mention, here.text)
        if (apart or here.has("elsewhere")) and (mention is None or beyond):
            if touched and touched[-1].excludes:
                return touched[-1]  # "Separately ... killing 12 soldiers and wounding 60"
            return board.elsewhere(when, touched)
        again = self._afresh(here) and figure.pattern not in _TOLD
        several = len(here.places) > 1 and here.lexicon.language != "en"
        if several and figure.measure in _MUNITIONS:
            return board.wave(when)
        if mention is not None and mention.place is not None:
            draft = board.draft(mention.place, mention.text, when)
            if again and board.told_in(draft, figure.measure) and draft not in touched:
                return board.draft(mention.place, mention.text, when, fresh=True)
            return draft
        draft = self._back(here) or self._unsaid(here, figure)
        if again and board.told_in(draft, figure.measure, groups=not here.has("fresh")):
            if touched and same_place(touched[-1].place, draft.place):
                return touched[-1]
            return board.aside(draft, when)
        return draft

    def _whole(self, here: Context, figure: Figure, mention: Mention | None) -> Draft | None:
        """What "in the whole country" and "across the region" make a figure of."""
        for cue, found in (("whole", self._board.wave), ("region", self._board.region)):
            said = here.has(cue)
            words = here.sentence.tokens
            if said and of_the_whole(figure, mention, words, here.lexicon, cue):
                return found(here.when)
        return None

    def _in_the_city(self, here: Context, figure: Figure, mention: Mention | None) -> Draft | None:
        """ "At 27 places in the city", "20 sites in seven districts", "altogether nine died"."""
        focus = self._board.focus.place if self._board.focus is not None else None
        place = mention.place if mention is not None else focus
        if place is None or place.precision is not Precision.CITY_DISTRICT:
            return None
        sites = figure.measure is Measure.SITES and IN_THE_CITY.match(here.text, figure.end)
        said = sites or (mention is None and is_harm(figure) and here.says(in_all))
        return self._board.back(here.sentence.tokens, here.when) if said else None

    def _back(self, here: Context) -> Draft | None:
        """What a sentence without a name goes back to: "the city", "усього в області"."""
        if here.has("region"):
            return self._board.region(here.when)
        words = here.sentence.tokens
        goes_back = here.has("back") or here.says(names_a_capital)
        return self._board.back(words, here.when) if goes_back else None

    def _unsaid(self, here: Context, figure: Figure) -> Draft:
        """Where a figure without any place goes; a bulletin's munitions to the whole attack."""
        board, munitions = self._board, figure.measure in _MUNITIONS
        english = here.lexicon.language == "en"
        if munitions and (board.focus is None or not english or self._of_a_country(here)):
            return board.wave(here.when)
        if board.several and is_harm(figure):
            return board.wave(here.when)
        return board.current(here.when)

    def _of_a_country(self, here: Context) -> bool:
        """ "Russia used 598 drones that night", where several regions or towns were told of."""
        fires = any(w.norm in _FIRES for w in here.sentence.tokens)
        return fires and self._sizes.of_several_regions()

    def _only_named(
        self, here: Context, figures: Sequence[Figure], touched: list[Draft]
    ) -> list[Draft]:
        """Drafts of places the sentence names without a figure of their own."""
        found: list[Draft] = []
        elsewhere = here.has("elsewhere")
        for m in here.places:
            if m.place is None or (elsewhere and (figures or self._board.holds_known(m.place))):
                continue
            if m.place.precision is not Precision.COUNTRY:
                known = [d for d in (*touched, *found) if same_place(d.place, m.place)]
                found.append(known[0] if known else self._board.draft(m.place, m.text, here.when))
            elif not touched and not found:
                found.append(self._board.draft(m.place, m.text, here.when))
        return found

    def _refine(self, here: Context, figures: Sequence[Figure]) -> None:
        """ "The attack took place in Duki district": the same attack, its place told finer."""
        named = [m.place for m in here.places if m.place is not None]
        told = here.has("same") or here.says(tells_where)
        if figures or len(named) != 1 or not told:
            return
        self._board.refine(named[0], here.places[0].text)


_ELSEWHERE = re.compile(r"\b[Ee]lsewhere\s+in\s+(?:the\s+)?$")


def _elsewhere_in(mention: Mention, text: str) -> bool:
    """ "Elsewhere in Gaza 20 more were killed": beside the place told of, and in no town."""
    return _ELSEWHERE.search(text, max(0, mention.start - _LEAD), mention.start) is not None


_LEAD = 20


def _only_around(named: Sequence[Draft], touched: Sequence[Draft]) -> bool:
    """ "22 died in Aitou, a village in the Zgharta district": what follows is of the village."""
    told = touched[-1].place if touched else None
    if told is None or told.placed:
        return False
    others = [d.place for d in named if d is not touched[-1]]
    return all(p is not None and {p.precision, p.expected} & _WIDE for p in others)


_WIDE = {Precision.ADM1, Precision.ADM2, Precision.COUNTRY}


def _told(draft: Draft) -> bool:
    return draft.total(Measure.INJURED) or draft.total(Measure.KILLED)

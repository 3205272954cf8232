"""Totals over several attacks: "31 people were killed in two shootings, in El Paso and Dayton".

Pure. Such a total is of no one place the text names. It goes to the narrowest place told of that
holds them all, else to the attack as a whole; the figures of each place stand beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.drafts import Draft
from incidents.extract.figure import Figure
from incidents.extract.holding import Holders
from incidents.extract.inplaces import PART_IN_PLACE
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import contains
from incidents.extract.tokens import Token
from incidents.model import Measure, Mention, Place, Precision
from incidents.model.ports import Gazetteer

_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.CASUALTIES})
_UNITS = r"(?:regions?|provinces?|oblasts?|districts?|states?|cities|towns?|villages?)"
#: What stands between two places of one list; "El Paso, Texas, and Dayton".
_BETWEEN = re.compile(
    rf"(?:\s+{_UNITS})?(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?\s*(?:,\s*and|,|\band|&|\bas\s+well\s+as)"
    r"\s+(?:also\s+)?(?:(?:in|on|at|near)\s+)?(?:the\s+)?"
    rf"(?:(?:nearby|neighbou?ring|central|(?:north|south|east|west)\w*)\s+)?(?:{_UNITS}\s+of\s+)?"
)
_JOINS = re.compile(r"\band\b|&|\bas\s+well\s+as\b")
_ONE_OF = re.compile(r"\b(?:where|there|latter|former|respectively|each)\b", re.IGNORECASE)
_LED = re.compile(r"\b(?:between|linking|connecting|from)\s+(?:the\s+)?$", re.IGNORECASE)
_LEAD = 24


def runs_of(places: Sequence[Mention], text: str) -> dict[int, list[Mention]]:
    """The list of several places each mention stands in, by where the mention begins."""
    runs = [[m] for m in places[:1]]
    for last, m in pairwise(places):
        if _BETWEEN.fullmatch(text, last.end, m.start) is not None:
            runs[-1].append(m)
        else:
            runs.append([m])
    return {m.start: run for run in runs if _is_list(run, text) for m in run}


def _is_list(run: Sequence[Mention], text: str) -> bool:
    names = {m.place.place_id or m.place.name for m in run if m.place}
    if len(names) < len(run) or len(run) < _SEVERAL:
        return False
    first, last = run[0], run[-1]
    between = _LED.search(text[max(0, first.start - _LEAD) : first.start]) is not None
    return not between and _JOINS.search(text, first.end, last.start) is not None


_SEVERAL = 2


def is_harm(figure: Figure) -> bool:
    """Whether a figure is a total of people harmed."""
    return figure.measure in _HARM and figure.subset_of is None


def shared(figure: Figure, run: Sequence[Mention], starts: Sequence[int], text: str) -> bool:
    """Whether a figure is of a whole list: "hit A and B, where five died" is of B alone.

    ``starts``: where the sentence's figures begin, in order; none may stand inside the list.
    """
    if not run or not is_harm(figure):
        return False
    inside = bisect_left(starts, run[0].start)
    if inside < len(starts) and starts[inside] < run[-1].end:
        return False
    gap = text[run[-1].end : figure.start] if run[-1].end <= figure.start else ""
    return not _begins_a_clause(run[-1], text) and _ONE_OF.search(gap) is None


def _begins_a_clause(last: Mention, text: str) -> bool:
    """ "Three were hurt in A region, and in B region a plant was hit": B is no part of a list."""
    joined = _AND_IN.search(text, max(0, last.start - _LEAD), last.start) is not None
    return joined and _NEXT_CLAUSE.match(text, last.end) is not None


_AND_IN = re.compile(r"\band\s+(?:in|near|at)\s+(?:the\s+)?$")
_NEXT_CLAUSE = re.compile(
    rf"(?:\s+{_UNITS})?\s+(?:an?|one|two|three|four|five|six|several|\d+)\s+[a-z]"
)


#: "In Baghdad and the north of Iraq", "in Kabul and other cities": more than the place named.
_AND_MORE = re.compile(
    r"\s*,?\s+and\s+(?:(?:in|across)\s+)?(?:(?:the\s+)?(?:north|south|east|west|rest|centre|center)"
    r"(?:ern|[- ]east|[- ]west)?\b|(?:several\s+|two\s+|three\s+)?other\s+|elsewhere\b|nearby\s+"
    r"(?:villages|towns|areas))",
    re.IGNORECASE,
)


_IN_SEVERAL = re.compile(
    r"\s+(?:and\s+\w+\s+)?(?:in|across)\s+(?:two|three|four|five|six|seven|several)\s+(?:[A-Z]\w+\s+)?"
    r"(?:different\s+)?(?:cities|towns|villages|regions|provinces|districts|places|areas|states|"
    r"locations)\b"
)


def in_several(figure: Figure, text: str) -> bool:
    """ "Killed four people in two Ukrainian cities"."""
    return _IN_SEVERAL.match(text, figure.end) is not None


def goes_on(mention: Mention, text: str) -> bool:
    """Whether a place is only the first of those a sentence speaks of."""
    return _AND_MORE.match(text, mention.end) is not None


def divided(figure: Figure, figures: Sequence[Figure], text: str) -> list[Figure]:
    """The parts a total is told in: "77 in all: eight in Oslo and 69 on Utoya"; else none."""
    parts = [
        f for f in figures
        if f.start >= figure.end and f.measure is figure.measure and f.pattern == _ELSEWHERE
    ]  # fmt: skip
    if len(parts) < _SEVERAL or figure.pattern == _ELSEWHERE:
        return []
    known, whole = sum(f.estimate.headline or 0 for f in parts), figure.estimate.headline or 0
    led = ":" in text[figure.end : parts[0].start]  # "Eleven were killed: five in A, three in B"
    return parts if known == whole or (led and known < whole) else []


def of_the_whole(
    figure: Figure, mention: Mention | None, words: Sequence[Token], lexicon: Lexicon,
    cue: str = "whole",
) -> bool:  # fmt: skip
    """Whether "in the whole country" is said of a figure, not of another in its sentence.

    "Five died in the capital; 14 in the whole country": the clause decides, and a place between.
    """
    cues = [w.start for at, w in enumerate(words) if lexicon.cues[cue].at(words, at)]
    cuts = [w.start for w in words if w.norm in {";", "while", "but"}]
    clause = sum(c < figure.start for c in cuts)
    near = [c for c in cues if sum(k < c for k in cuts) == clause]
    if not near and mention is None and cue == "whole":
        near = [c for c in cues if c < figure.start]  # "19 across the country; 105 were wounded"
    between = mention is not None and any(
        figure.end <= mention.start < c or c < mention.start < figure.start for c in near
    )
    own = figure.pattern in {
        _ELSEWHERE,
        PART_IN_PLACE,
    }  # "across Ukraine: one in Poltava and two in Sumy"
    return bool(near) and not between and not own and figure.subset_of is None


IN_THE_CITY = re.compile(
    r"\s+(?:in|across|around)\s+(?:the\s+(?:city|capital)\b|(?:two|three|four|five|six|seven|eight|"
    r"nine|ten|several|\d+)\s+(?:of\s+the\s+city['’]s\s+)?districts\b)"
)
_ELSEWHERE = "and N in another place"

_ATTACKS = (
    r"(?:attacks|bombings|shootings|blasts|explosions|raids|strikes|killings|ambushes|massacres|"
    r"assaults|stabbings|bombs)"
)
_SERIES = re.compile(
    r"\b(?:(?:series|string|spate|wave|number)\s+of|two|three|four|five|six|seven|eight|nine|ten|"
    rf"twin|coordinated|simultaneous|separate|multiple|several)\s+(?:[\w-]+\s+){{0,3}}?{_ATTACKS}\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:in\s+all|altogether|combined|between\s+them|in\s+total|overall|both\s+"
    rf"{_ATTACKS}|(?:the|these|all)\s+(?:two|three|four|five|six)\s+(?:[\w-]+\s+){{0,2}}?{_ATTACKS})\b",
    re.IGNORECASE,
)


def in_a_series(said: str) -> bool:
    """Whether a sentence tells of several attacks at once: "a series of attacks"."""
    return _SERIES.search(said) is not None


def in_all(said: str) -> bool:
    """Whether a sentence counts over all that was told: "in all", "the two attacks"."""
    return _TOGETHER.search(said) is not None


class Sizes:
    """The largest figure of each measure that any place was told, kept as the text is read."""

    def __init__(self) -> None:
        self._largest: dict[Measure, int] = {}
        self._told: dict[Measure, set[int]] = {}
        self._regions: set[str] = set()

    def add(self, figure: Figure, draft: Draft) -> None:
        """Note a figure given to a draft."""
        size = figure.estimate.headline or 0
        if draft.place is not None and not draft.wave and size:
            self._largest[figure.measure] = max(size, self._largest.get(figure.measure, 0))
            self._told.setdefault(figure.measure, set()).add(id(draft))
            self._regions.add(draft.place.adm1 or "")

    def of_several_regions(self) -> bool:
        """Whether places of more than one region were told figures."""
        return len(self._regions - {""}) > 1

    def exceeded(self, figure: Figure) -> bool:
        """ "In all, 31 people died", after two places with fewer each were told of."""
        if not is_harm(figure) or len(self._told.get(figure.measure, ())) < _SEVERAL:
            return False
        return (figure.estimate.headline or 0) > self._largest[figure.measure]


def around(
    places: Sequence[Place], drafts: Sequence[Place], gazetteer: Gazetteer | None
) -> Place | None:
    """The narrowest of some places, short of a country, that holds all of a list."""
    holds = [
        d for d in drafts
        if d.placed and d.precision is not Precision.COUNTRY
        and all(p != d and contains(d, p, gazetteer) for p in places)
    ]  # fmt: skip
    return min(holds, key=lambda d: d.precision.rank, default=None)


def settled(drafts: Sequence[Draft], gazetteer: Gazetteer | None) -> list[Draft]:
    """Give the total of "two blasts" to the only place the text turned out to tell of."""
    loose = next((d for d in drafts if d.wave and d.loose), None)
    if loose is None:
        return list(drafts)
    placed = [d for d in drafts if d.place is not None and d is not loose and not d.unnamed_region]
    told = [d for d in placed if d.said] or placed
    holders = Holders(gazetteer, told)
    tops = [d for d in told if all(o is d for o in holders.around(d.place))]
    if len(tops) != 1:
        return list(drafts)
    tops[0].said[:0] = loose.said
    return [d for d in drafts if d is not loose]

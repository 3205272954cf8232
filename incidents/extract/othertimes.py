"""Figures of other times: a war's, last week's, an attack recalled.

Pure. Such figures are left out of the attack told of, each with its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.daysaway import days_away
from incidents.extract.figure import Figure
from incidents.extract.lexicon import Lexicon
from incidents.extract.recalling import of_an_army, recalled_in, remembers
from incidents.extract.scope import has_cue
from incidents.extract.spans import COUNTED, over_a_span, this_year
from incidents.extract.tokens import Sentence, Token
from incidents.model import Measure

_NEAR = 10
_TAIL = 14


def of_other_times(
    sentence: Sentence, figures: Sequence[Figure], lexicon: Lexicon, *, first: bool
) -> list[Figure]:
    """Figures that count the whole war, or another attack or period.

    What is joined to such a figure shares its time: "2,140 have been killed and 5,382 wounded".
    ``first``: the report has told no figure yet, so that "a week earlier" dates its own attack.
    """
    words = sentence.tokens
    if not first and lexicon.language == "en" and _of_the_day(words):
        return list(figures)
    if first and any(_weeks_away(words, at) for at in range(min(len(words), _OPENING))):
        return []
    recalled = recalled_in(words, lexicon)
    recalls = words[recalled].start if recalled is not None else sentence.end
    opened = _PERIODS & lexicon.opened.of(words)
    cues = frozenset(n for n in opened if has_cue(words, lexicon, n) is not None)
    if remembers(words):
        return list(figures)
    months = [k for k, w in enumerate(words) if w.norm in _MONTHS and words[k - 1].norm == "in"]
    apart = [
        (not first and _of_a_day(words, f))
        or f.start > recalls
        or _is_other_count(sentence, f, lexicon, cues)
        or of_an_army(f, words)
        for f in figures
    ]
    for at, figure in enumerate(figures):
        told = at > 0 or not first
        apart[at] = apart[at] or (told and bool(months) and _in_a_month(words, figure, months))
    for at in range(1, len(figures)):
        if apart[at - 1] and not apart[at]:
            apart[at] = _joined(sentence, figures[at - 1], figures[at], _FAR_JOINED)
    for at in range(len(figures) - 1, 0, -1):
        if apart[at] and not apart[at - 1]:
            apart[at - 1] = _joined(sentence, figures[at - 1], figures[at], _NEAR_JOINED)
    return [f for f, other in zip(figures, apart, strict=True) if other]


def _in_a_month(words: Sequence[Token], figure: Figure, months: Sequence[int]) -> bool:
    """ "In March it verified 164 deaths across the country": what a month counted in a land."""
    at = bisect_left(words, figure.start, key=_start_of)
    for month in months:
        low, high = sorted((at, month))
        clause = [w.norm for w in words[max(0, low - 2) : high + _TAIL]]
        dated = words[month + 1 : month + 2] and words[month + 1].text[:1].isdigit()
        apart = {";", ",", "that"}.isdisjoint(clause[2 : high - low + 2])
        if high - low < _OPENING * 2 and not dated and apart:
            return not _TALLIED.isdisjoint(clause)
    return False


_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)
_TALLIED = frozenset("verified recorded documented registered country nationwide".split())


def opens_other(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "A year ago an air raid ...": what opens a sentence dates all it counts."""
    if "period" not in lexicon.opened.of(words):
        return False
    today = HOURS | TODAY
    if any(w.norm in today for w in words[: _OPENING + 2]):
        return False  # "since the beginning of the day"
    return has_cue(words[:_OPENING], lexicon, "period") is not None


def _of_the_day(words: Sequence[Token]) -> bool:
    """ "In the past 24 hours 59 bodies had been brought to hospitals": of a whole land's day."""
    return _DAY_COUNT.search(" ".join([w.norm for w in words[:_FAR_BACK]])) is not None


_DAY_COUNT = re.compile(r"\b(?:past|last|previous) (?:24|48|72) hours\b.{0,80}\bhospitals\b")


def _of_a_day(words: Sequence[Token], figure: Figure) -> bool:
    """ "The ministry puts the day's toll at 61", after an attack's own: of a whole land."""
    at = bisect_left(words, figure.start, key=_start_of)
    norms = [w.norm for w in words[max(0, at - 2) : at + 2]]
    return any(a == "day's" and b in COUNTED for a, b in pairwise(norms))


def _weeks_away(words: Sequence[Token], at: int) -> bool:
    """ "A week earlier gunmen had killed 305 people there", after a day of something else."""
    return days_away(words, at) is not None and words[at + 1].norm in {"week", "weeks"}


_OPENING = 5
TODAY = frozenset({"day", "night"})


def still_other(words: Sequence[Token]) -> bool:
    """ "About 1,200 people were killed that day", right after figures of another time."""
    pairs = pairwise(w.norm for w in words)
    return any(a in {"that", "same"} and b in _TIMES for a, b in pairs)


_TIMES = frozenset("day night year month week time attack assault bombing massacre war".split())


def _joined(sentence: Sentence, first: Figure, second: Figure, reach: int) -> bool:
    between = [w.norm for w in sentence.tokens if first.end <= w.start < second.start]
    return len(between) <= reach and not any(w in _BREAKS for w in between)


_BREAKS = frozenset({";", "but", "while", "whereas", ":"})
_PERIODS = frozenset({"period", "war", "since"})
_FAR_JOINED, _NEAR_JOINED = 12, 3


def _without_adverbs(words: Sequence[Token]) -> Sequence[Token]:
    """ "Three of the wounded have since died, which takes the toll to eight": no span."""
    pairs = pairwise(["", *(w.norm for w in words)])
    return [w for w, (a, b) in zip(words, pairs, strict=True) if b != "since" or a not in _PERFECT]


def _is_other_count(
    sentence: Sentence, figure: Figure, lexicon: Lexicon, cues: frozenset[str]
) -> bool:
    """Whether a figure counts another time; ``cues``: those of `_PERIODS` the sentence has.

    A sentence of 160 words may hold 40 figures: what it does not say is looked for once.
    """
    words = _without_adverbs(sentence.tokens) if "since" in cues else sentence.tokens
    first = bisect_left(words, figure.start, key=_start_of)
    last = bisect_left(words, figure.end, lo=first, key=_start_of)
    inside, after = list(words[first:last]), words[last : last + _TAIL]
    before = [w.norm for w in words[:first]]
    if _recalls(before) or _BEGAN.search(" ".join(before[-_FAR_BACK:])) is not None:
        return True
    near = list(words[max(0, first - _NEAR) : first])
    breaks = [k for k, w in enumerate(near) if w.norm in {";", "and", "but"}]
    near = near[breaks[-1] + 1 :] if breaks else near
    today = not (HOURS | TODAY).isdisjoint(w.norm for w in near)
    today = today or _SUPERLATIVE.search(" ".join([w.norm for w in near])) is not None
    if "period" in cues and not today and has_cue([*near, *inside], lexicon, "period") is not None:
        return True
    if before[-5:-1] == ["in", "a", "week", ","] and not _PERFECT.isdisjoint(
        w.norm for w in inside
    ):
        return True  # "450 missiles in a week, and 24 people have died"
    fired = figure.measure in {Measure.MUNITIONS_LAUNCHED, Measure.MUNITIONS_INTERCEPTED}
    if fired and [w.norm for w in after[:3]] == ["in", "a", "week"]:
        return True
    if (
        _since_long(near)
        or this_year([*before, *(w.norm for w in inside)])
        or over_a_span(words, first, last)
    ):
        return True
    war = has_cue(near, lexicon, "war") if "war" in cues else None
    counts = [w.norm for w in near[war + 1 : war + 2]] if war is not None else []
    if (
        war is not None
        and counts != ["monitor"]
        and any(w.norm in _PERFECT for w in [*near[war:], *inside])
    ):
        return True
    stop = next((k for k in range(len(after)) if _stops(after, k)), len(after))
    tail = after[:stop]
    perfect = not _PERFECT.isdisjoint([w.norm for w in inside])
    if (
        perfect
        and "war" in cues
        and _IN_THE_WAR.match(" ".join([w.norm for w in tail])) is not None
    ):
        return True
    if any(w.norm == "since" for w in tail) and _of_these_days(tail, lexicon):
        return False  # "21 people have been killed since Friday evening"
    later = cues & {"since", "period"}
    return any(has_cue(tail, lexicon, name) is not None for name in later)


#: "Israel began bombing after gunmen killed 1,200", "the war started when ...": what began it.
_BEGAN = re.compile(
    r"\b(?:war|offensive|invasion|conflict|campaign)\b[^;]{0,40}\b(?:began|begun|started|erupted|"
    r"broke out|triggered|sparked|launched)\b[^;]{0,50}\b(?:when|after|with|by|following)\b"
    r"|\b(?:began|started|launched|opened)\b(?: \w+){0,3} (?:bombing|bombardment|offensive|"
    r"campaign|war|invasion|assault)\b[^;]{0,50}\b(?:after|when|following|response|retaliation)\b"
)
#: "273 media workers have died in the war".
_IN_THE_WAR = re.compile(
    r"(?:\w+ ){0,4}(?:in|of|during|throughout) (?:the|this|that) (?:\w+ )?"
    r"(?:war|conflict|invasion)\b"
)
_FAR_BACK = 24  # words before a figure that may say what it began


#: "The largest air attack of the war so far killed 12": how this one compares.
_SUPERLATIVE = re.compile(
    r"\b(?:deadliest|worst|biggest|largest|heaviest|bloodiest)(?: \w+){1,3} of the war\b"
)


def _of_these_days(tail: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether "since" counts from a day of the week or an hour of today."""
    at = next(k for k, w in enumerate(tail) if w.norm == "since")
    near = tail[at : at + _SINCE_REACH]  # "since the early hours of Tuesday"
    return any(w.norm in lexicon.raw["weekdays"] or w.norm in HOURS for w in near)


_SINCE_REACH = 7
_PERFECT = frozenset({"has", "have", "had"})


def _since_long(near: Sequence[Token]) -> bool:
    """ "Since January at least 900": a count of a period, not "since the morning"."""
    since = next((k for k, w in enumerate(near) if w.norm == "since"), None)
    hours = HOURS | TODAY
    if since is None or _since_struck([w.norm for w in near[since:]]):
        return False
    return hours.isdisjoint(w.norm for w in near[since:])


def _since_struck(norms: Sequence[str]) -> bool:
    """ "Schools have been shut since Monday, when shelling killed two": the attack itself."""
    return len(norms) > 1 and norms[1] in _WEEKDAYS and "when" in norms[2:_WHEN_NEAR]


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_WHEN_NEAR = 5


HOURS = frozenset("morning dawn midnight midday noon yesterday today evening daybreak".split())


def _start_of(word: Token) -> int:
    return word.start


_STOPS = frozenset({",", ";", "and", "."})


def _stops(words: Sequence[Token], at: int) -> bool:
    """Where a clause stops; "in the Tillaberi and Tahoua regions this year" goes on."""
    if words[at].norm != "and":
        return words[at].norm in _STOPS
    return at + 1 >= len(words) or not words[at + 1].text[:1].isupper()


def _recalls(norms: Sequence[str]) -> bool:
    """ "The deadliest day since August 2011, when ...": what follows is another attack."""
    since = next((k for k in range(len(norms) - 1, -1, -1) if norms[k] == "since"), None)
    return since is not None and "when" in norms[since:] and not _since_struck(norms[since:])

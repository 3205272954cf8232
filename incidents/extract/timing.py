"""When the harm was done and when a figure was said, and which figures are of another time.

Pure. A toll's own date ("the death toll rose on Sunday") dates the telling; a total since the
start of a war, or of last week, is not the toll of the attack told of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

from incidents.extract.clocks import clock_in
from incidents.extract.dates import Stated
from incidents.extract.daysaway import HARMS, days_after
from incidents.extract.figure import Figure
from incidents.extract.predicates import TELLING, found_then, nearest_to_harm
from incidents.extract.recalling import in_the_pluperfect
from incidents.extract.tokens import Sentence, Token
from incidents.extract.tolls import NTH_DEAD
from incidents.model import DateBasis, Measure, Moment, Report

_ROUTE = 12
_RISES = frozenset({"rose", "risen", "climbed", "grew", "increased", "reached", "stood"})
_LONG_AGO = 42  # a month that is not the one of publication, nor the one just over
_NIGHT_OF = 12  # characters between "overnight" and the day that dates it
_BESIDE = 12  # characters between "yesterday" and the day that names it
_DATELINE = 40  # characters before the date of a dateline


def date_of_harm(
    sentence: Sentence, dates: Sequence[Stated], main: Stated | None, report: Report
) -> Stated | None:
    """The date a sentence gives to what it tells; ``main``: the date the report is about."""
    if main is not None and _recounts(sentence.tokens):
        return None  # the day an earlier count was given
    usable = [d for d in dates if not d.aside]
    toll = _tells_of_a_toll(sentence.tokens)
    if toll is not None and not that_day(sentence.tokens):
        between = [d for d in usable if toll[0] < d.start and d.end <= toll[1]]
        usable = between or [d for d in usable if _of_the_attack(sentence.tokens, d)]
    if usable and main is None:
        below = [d for d in usable if not _is_dateline(sentence, d, report.text)]
        usable = below or (usable[1:] if sentence.paragraph == 0 else [])
    if not usable and main is None and that_day(sentence.tokens):
        told = (replace(d, aside=False) for d in dates if d.aside and not d.month)
        return next(told, None)
    if not usable:
        return _since(sentence.tokens, dates, report) if main is None else None
    if main is not None and usable[0].month and _is_month_before(usable[0], main):
        return usable[0]  # "In March the group killed 72 people on Easter Sunday"
    chosen = nearest_to_harm(sentence, [d for d in usable if not d.month]) or usable[0]
    if chosen.night and chosen.basis is DateBasis.RELATIVE:  # "вночі проти 10 квітня"
        near = (d for d in usable if d.basis is DateBasis.STATED and not d.month)
        chosen = next((d for d in near if 0 <= d.start - chosen.end <= _NIGHT_OF), chosen)
        if chosen.last is None:
            chosen = _night_told(chosen, dates)
    chosen = _stated_beside(chosen, usable)
    if main is not None and chosen.night and chosen.basis is DateBasis.RELATIVE:
        return None if 0 <= (chosen.first - main.first).days <= 1 else chosen
    return chosen


def _since(words: Sequence[Token], dates: Sequence[Stated], report: Report) -> Stated | None:
    """ "More than 400 have been killed there since Friday": from that day until it was told."""
    for stated in dates:
        at = bisect_left(words, stated.start, key=_start_of)
        counted = at > 0 and words[at - 1].norm == "since" and not stated.month
        recent = counted and 0 < (report.day - stated.first).days <= _THESE_DAYS
        if recent and any(w.norm in HARMS for w in words[:at]):
            return replace(stated, last=report.day, aside=False)
    return None


_THESE_DAYS = 7


def telling_day(sentence: Sentence, dates: Sequence[Stated]) -> Stated | None:
    """ "31 inmates were found dead, the prison service said on Sunday": not after that day."""
    if sentence.paragraph > _LEAD:
        return None
    for stated in dates:
        before = [w.norm for w in sentence.tokens if w.end <= stated.start][-3:]
        told = stated.aside and not stated.month and stated.basis is DateBasis.RELATIVE
        if told and "said" in before:
            return stated
    return None


_LEAD = 2  # paragraphs in which the telling of the attack itself is dated


def _is_month_before(stated: Stated, main: Stated) -> bool:
    return (stated.first.year, stated.first.month) != (main.first.year, main.first.month)


def _night_told(night: Stated, dates: Sequence[Stated]) -> Stated:
    """ "An overnight raid, police said on Saturday": the night that ended on Saturday."""
    told = [d for d in dates if d.aside and d.basis is DateBasis.RELATIVE and not d.month]
    return replace(night, first=told[0].first) if told and told[0].start > night.end else night


def _recounts(words: Sequence[Token]) -> bool:
    """ "The mayor had given 41 dead on Saturday", "the toll had stood at 290 on Monday"."""
    pairs = pairwise(w.norm for w in words)
    return any(a == "had" and b in _COUNTED for a, b in pairs)


_COUNTED = frozenset("given put said spoken stood known reported counted announced".split())


def _stated_beside(chosen: Stated, usable: Sequence[Stated]) -> Stated:
    """ "The day before, on 14 July": the day that is named, whenever the text was published."""
    if chosen.basis is not DateBasis.RELATIVE:
        return chosen
    named = (d for d in usable if d.basis is DateBasis.STATED and not d.month)
    gaps = ((max(d.start - chosen.end, chosen.start - d.end), d) for d in named)
    return next((d for gap, d in gaps if gap <= _BESIDE), chosen)


def _of_the_attack(words: Sequence[Token], stated: Stated) -> bool:
    """ "Thursday's missile strike", "two days after the strike": no day of telling."""
    at = bisect_left(words, stated.end, key=_start_of)
    last = words[at - 1].norm if at else ""
    behind = [w.norm for w in words[at : at + _NOUN]]
    return (last.endswith("'s") or last == "after") and any(n in HARMS for n in behind)


_NOUN = 5  # words between a day and the attack it dates


def only_found(figures: Sequence[Figure], words: Sequence[Token], stated: Stated) -> bool:
    """Whether a sentence tells of what came after an attack and of no attack itself."""
    if not all(f.single or f.pattern == NTH_DEAD for f in figures):
        return False
    harmless = all(w.norm not in HARMS - TELLING for w in words)
    return harmless and found_then(words, stated)


#: "KABUL, Oct 1 (AFP) -", "DONETSK, Jan. 22. (Agency) The shelling ...".
_AGENCY = re.compile(
    r"\.?\s*(?:\([A-Z][^)\n]{1,20}\)\s*(?:[-–—:]|--|[A-Z])|\([a-z ]{1,20}\)\s*[-–—:]|[:.]\s)"
)


def _is_dateline(sentence: Sentence, stated: Stated, text: str) -> bool:
    """A date at the head of the text that only says when it was written."""
    opens = not text[: sentence.start].strip() or text[: sentence.start].rstrip(" \t").endswith(
        "\n"
    )
    if stated.start - sentence.start > _DATELINE or not opens:
        return False
    tail = text[stated.end : stated.end + 4]
    head = text[sentence.start : stated.start].strip()
    place = [w for w in head.split() if w != "of"] if head.split(",")[0].isupper() else head.split()
    told = any(word.islower() for word in place)  # not "BUNIA, Democratic Republic of Congo,"
    if told or stated.basis is DateBasis.RELATIVE:
        return False
    bare = stated.end >= sentence.end - 1
    agency = _AGENCY.match(text, stated.end) is not None
    return (
        bare or agency or tail.strip(" )")[:1] in {"-", "–", "—"} or (not head and tail[:1] == "\n")
    )


def is_background(
    when: Stated | None, main: Stated | None, published: date, words: Sequence[Token]
) -> bool:
    """Whether a sentence tells of a time too far back to be part of the attack.

    So does one of the days before it in the pluperfect that names no place: "Three had been
    killed in barrages on Friday night".
    """
    if when is None:
        return False
    if (
        main is not None
        and not when.month
        and (when.last or when.first) < main.first
        and in_the_pluperfect(words)
    ):
        return True
    if when.month:
        return main is not None or (published - when.first).days > _LONG_AGO
    return main is not None and (main.first - when.first).days > _ROUTE


def told_at(words: Sequence[Token], day: date, last: Moment | None) -> Moment | None:
    """The clock time a sentence gives to its count; ``last``: the one before, for "by then"."""
    norms = [w.norm for w in words]
    for at, clock in clock_in(words):
        lead = norms[max(0, at - 3) : at]
        following = norms[at + 1 : at + 3]
        reports = any(n in {"of", "by"} for n in lead[-2:]) and ("as" in lead or "by" in lead)
        reports = reports or not _AS_OF.isdisjoint(lead)
        if reports or "update" in following or _told(norms, at):
            return Moment.of(datetime.combine(day, _minute(clock)))
    return last if "then" in norms and "by" in norms else None


#: "Станом на 17:30", "по состоянию на 17:30", "оновлено о 23:10".
_AS_OF = frozenset({"станом", "состоянию", "оновлено", "обновлено"})


def _tells_of_a_toll(words: Sequence[Token]) -> tuple[int, int] | None:
    """ "The death toll ... rose to 40 on Sunday": the day dates the telling, not the attack.

    Gives the characters from "toll" to the verb: a date between them is the attack's ("the toll
    of the 24 April strike has risen").
    """
    toll = next((w for w in words if w.norm in _TOLLS), None)
    if toll is None:
        return None
    raised = next((w for w in words if w.start > toll.start and w.norm in _REVISED), None)
    if raised is not None:
        return toll.end, raised.start
    verb = next((w for w in words if w.start > toll.start and w.norm in _RISES), None)
    if verb is not None and (toll.norm == "toll" or _of_the_dead(words, toll)):
        return toll.end, verb.start
    put = any(w.norm in _PUTS for w in words if toll.start - _PUT <= w.start < toll.start)
    count = next((a for a, b in pairwise(words) if a.start > toll.end and a.norm in {"at", "to"}
                  and b.text[0].isdecimal()), None)  # fmt: skip
    return (toll.end, count.start) if put and count is not None else None


def that_day(words: Sequence[Token]) -> bool:
    """ "The toll rose yesterday evening: ... in the rocket attack that morning": of one day.

    So is "rescuers dug until noon on Tuesday. Before dawn that day a strike ...".
    """
    pairs = list(pairwise(w.norm for w in words))
    same = any(a in {"that", "same"} and b in _PARTS_OF_DAY for a, b in pairs)
    return same or (("earlier", "in") in pairs and ("the", "day") in pairs)


_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "day"})


def _of_the_dead(words: Sequence[Token], toll: Token) -> bool:
    """ "The number of people killed", "the count of the dead"."""
    at = bisect_left(words, toll.end, key=_start_of)
    ahead = [w.norm for w in words[at : at + _NOUN]]
    return ahead[:1] == ["of"] and not _DEAD.isdisjoint(ahead)


_DEAD = frozenset("dead killed deaths fatalities victims died injured wounded".split())
_TOLLS = frozenset({"toll", "number", "tally", "figure", "count"})
_REVISED = frozenset({"raised", "revised", "updated", "lowered", "corrected"})
_PUTS = frozenset("put puts raised brought brings revised".split())
_PUT = 24  # characters between "put" and "the number"


def _start_of(word: Token) -> int:
    return word.start


def _minute(clock: time) -> time:
    return clock.replace(second=0)


def _told(norms: list[str], at: int) -> bool:
    opens = at <= 1
    return opens and any(n in {"said", "added", "wrote", "reported"} for n in norms[at : at + 14])


def same_day(a: Stated, b: Stated) -> bool:
    """Whether two stated dates can be one."""
    return a.first <= (b.last or b.first) and b.first <= (a.last or a.first)


def only_later(figures: Sequence[Figure], words: Sequence[Token]) -> bool:
    """ "On Friday 18 people were unaccounted for, 71 in hospital": the day of a state.

    So is the day a count was told: "on Thursday the count stood at 28".
    """
    stood = any(w.norm in _STOOD for w in words)
    if stood and figures and all(f.pattern == "the dead number N" for f in figures):
        return True
    later = bool(figures) and all(f.measure is Measure.MISSING or f.treated for f in figures)
    return later and all(days_after(words, at) is None for at in range(len(words)))


_STOOD = frozenset({"stood", "stands"})

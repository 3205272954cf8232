"""When the harm was done and when a figure was said, and which figures are of another time.

Pure. A toll's own date ("the death toll rose on Sunday") dates the telling; a total since the
start of a war, or of last week, is not the toll of the attack told of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time

from incidents.extract.clocks import clock_in
from incidents.extract.dates import Stated
from incidents.extract.figure import Figure
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import has_cue
from incidents.extract.tokens import Sentence, Token
from incidents.model import DateBasis, Moment, Report

_ROUTE = 12
_RISES = frozenset({"rose", "risen", "climbed", "grew", "increased", "reached"})
_LONG_AGO = 42  # a month that is not the one of publication, nor the one just over
_NEAR = 10
_NIGHT_OF = 12  # characters between "overnight" and the day that dates it
_BESIDE = 12  # characters between "yesterday" and the day that names it
_TAIL = 14
_DATELINE = 40  # characters before the date of a dateline


def date_of_harm(
    sentence: Sentence, dates: Sequence[Stated], main: Stated | None, report: Report
) -> Stated | None:
    """The date a sentence gives to what it tells; ``main``: the date the report is about."""
    usable = [d for d in dates if not d.aside]
    toll = _tells_of_a_toll(sentence.tokens)
    if toll is not None:
        usable = [d for d in usable if toll[0] < d.start and d.end <= toll[1]]
    if usable and main is None:
        below = [d for d in usable if not _is_dateline(sentence, d, report.text)]
        usable = below or (usable[1:] if sentence.paragraph == 0 else [])
    if not usable:
        return None
    chosen = _nearest_to_harm(sentence, [d for d in usable if not d.month]) or usable[0]
    if chosen.night and chosen.basis is DateBasis.RELATIVE:  # "вночі проти 10 квітня"
        near = (d for d in usable if d.basis is DateBasis.STATED and not d.month)
        chosen = next((d for d in near if 0 <= d.start - chosen.end <= _NIGHT_OF), chosen)
    chosen = _stated_beside(chosen, usable)
    if main is not None and chosen.night and chosen.basis is DateBasis.RELATIVE:
        return None if 0 <= (chosen.first - main.first).days <= 1 else chosen
    return chosen


def _stated_beside(chosen: Stated, usable: Sequence[Stated]) -> Stated:
    """ "The day before, on 14 July": the day that is named, whenever the text was published."""
    if chosen.basis is not DateBasis.RELATIVE:
        return chosen
    named = (d for d in usable if d.basis is DateBasis.STATED and not d.month)
    gaps = ((max(d.start - chosen.end, chosen.start - d.end), d) for d in named)
    return next((d for gap, d in gaps if gap <= _BESIDE), chosen)


def _nearest_to_harm(sentence: Sentence, dates: Sequence[Stated]) -> Stated | None:
    """The first date whose clause tells of harm, else the first."""
    if len(dates) < 2:
        return dates[0] if dates else None
    words = sentence.tokens
    for stated in dates:
        at = bisect_left(words, stated.start, key=_start_of)
        if any(w.norm in _HARMS for w in _clause_around(words, at)):
            return stated
    return dates[0]


def _clause_around(words: Sequence[Token], at: int) -> Sequence[Token]:
    low, high = at, at
    while low and words[low - 1].norm not in _BREAKS_CLAUSE:
        low -= 1
    while high < len(words) and words[high].norm not in _BREAKS_CLAUSE:
        high += 1
    return words[low:high]


_BREAKS_CLAUSE = frozenset(", ; : – — when after while where who which that as".split())
_HARMS = frozenset(
    "attack attacks attacked strike strikes struck hit hits killed killing died wounded injured "
    "bombing bombings explosion blast shooting shootings shot stabbed stabbing exploded blew "
    "opened stormed detonated raided raid ambush ambushed massacre fired shelled shelling "
    "bombed assault drove rammed ploughed plowed tore ripped went".split()
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
    told = any(word.islower() for word in head.split())
    if told or stated.basis is DateBasis.RELATIVE:
        return False
    bare = stated.end >= sentence.end - 1
    return bare or tail.strip()[:1] in {"-", "–", "—"} or (not head and tail[:1] == "\n")


def of_other_times(sentence: Sentence, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """Figures that count the whole war, or another attack or period.

    What is joined to such a figure shares its time: "2,140 have been killed and 5,382 wounded".
    """
    words = sentence.tokens
    recalled = has_cue(words, lexicon, "recalled")
    recalls = words[recalled].start if recalled is not None else sentence.end
    cues = frozenset(n for n in _PERIODS if has_cue(words, lexicon, n) is not None)
    apart = [f.start > recalls or _is_other_count(sentence, f, lexicon, cues) for f in figures]
    for at in range(1, len(figures)):
        if apart[at - 1] and not apart[at]:
            apart[at] = _joined(sentence, figures[at - 1], figures[at], _FAR_JOINED)
    for at in range(len(figures) - 1, 0, -1):
        if apart[at] and not apart[at - 1]:
            apart[at - 1] = _joined(sentence, figures[at - 1], figures[at], _NEAR_JOINED)
    return [f for f, other in zip(figures, apart, strict=True) if other]


def _joined(sentence: Sentence, first: Figure, second: Figure, reach: int) -> bool:
    between = [w.norm for w in sentence.tokens if first.end <= w.start < second.start]
    return len(between) <= reach and not any(w in _BREAKS for w in between)


_BREAKS = frozenset({";", "but", "while", "whereas", ":"})
_PERIODS = ("period", "war", "since")
_FAR_JOINED, _NEAR_JOINED = 12, 3


def _is_other_count(
    sentence: Sentence, figure: Figure, lexicon: Lexicon, cues: frozenset[str]
) -> bool:
    """Whether a figure counts another time; ``cues``: those of `_PERIODS` the sentence has.

    A sentence of 160 words may hold 40 figures: what it does not say is looked for once.
    """
    words = sentence.tokens
    first = bisect_left(words, figure.start, key=_start_of)
    last = bisect_left(words, figure.end, lo=first, key=_start_of)
    inside, after = list(words[first:last]), words[last : last + _TAIL]
    if _recalls([w.norm for w in words[:first]]):
        return True
    near = list(words[max(0, first - _NEAR) : first])
    breaks = [k for k, w in enumerate(near) if w.norm in {";", "and", "but"}]
    near = near[breaks[-1] + 1 :] if breaks else near
    if "period" in cues and has_cue([*near, *inside], lexicon, "period") is not None:
        return True
    if _since_long(near):
        return True
    war = has_cue(near, lexicon, "war") if "war" in cues else None
    if war is not None and any(w.norm in {"has", "have", "had"} for w in [*near[war:], *inside]):
        return True
    stop = next((k for k, w in enumerate(after) if w.norm in _STOPS), len(after))
    tail = after[:stop]
    later = cues & {"since", "period"}
    return any(has_cue(tail, lexicon, name) is not None for name in later)


def _since_long(near: Sequence[Token]) -> bool:
    """ "Since January at least 900": a count of a period, not "since the morning"."""
    since = next((k for k, w in enumerate(near) if w.norm == "since"), None)
    return since is not None and _HOURS.isdisjoint(w.norm for w in near[since:])


_HOURS = frozenset("morning dawn midnight midday noon yesterday today evening daybreak".split())


def _start_of(word: Token) -> int:
    return word.start


_STOPS = frozenset({",", ";", "and", "."})


def is_earlier(sentence: Sentence, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether the text calls a count an earlier one ("had first put the toll at six")."""
    before = [w for w in sentence.tokens if w.start < figure.end]
    cuts = [k for k, w in enumerate(before) if w.norm in {";", "but"}]
    clause = before[cuts[-1] + 1 :] if cuts else before
    after = [w for w in sentence.tokens if w.start >= figure.end][:2]
    table = lexicon.cues["earlier"]
    for at in range(len(clause)):
        if table.at(clause, at) is None:
            continue
        following = clause[at + 1].norm if at + 1 < len(clause) else ""
        last = clause[at - 1].norm if at else ""
        hour = clause[at].norm == "earlier" and (following in _IN_TIME or last in _SPANS)
        if not hour:
            return True
    return any(w.norm in {"earlier", "previously"} for w in after[:1])


_IN_TIME = frozenset("in on this that today the than at".split())
_SPANS = frozenset("hours hour days day weeks week months month years year minutes".split())


def is_background(when: Stated | None, main: Stated | None, published: date) -> bool:
    """Whether a sentence tells of a time too far back to be part of the attack."""
    if when is None:
        return False
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


def _recalls(norms: Sequence[str]) -> bool:
    """ "The deadliest day since August 2011, when ...": what follows is another attack."""
    since = next((k for k in range(len(norms) - 1, -1, -1) if norms[k] == "since"), None)
    return since is not None and "when" in norms[since:]


def _tells_of_a_toll(words: Sequence[Token]) -> tuple[int, int] | None:
    """ "The death toll ... rose to 40 on Sunday": the day dates the telling, not the attack.

    Gives the characters from "toll" to the verb: a date between them is the attack's ("the toll
    of the 24 April strike has risen").
    """
    toll = next((w for w in words if w.norm == "toll"), None)
    if toll is None:
        return None
    verb = next((w for w in words if w.start > toll.start and w.norm in _RISES), None)
    return None if verb is None else (toll.end, verb.start)


def _minute(clock: time) -> time:
    return clock.replace(second=0)


def _told(norms: list[str], at: int) -> bool:
    opens = at <= 1
    return opens and any(n in {"said", "added", "wrote", "reported"} for n in norms[at : at + 14])


def same_day(a: Stated, b: Stated) -> bool:
    """Whether two stated dates can be one."""
    return a.first <= (b.last or b.first) and b.first <= (a.last or a.first)

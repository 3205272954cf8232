"""Figures that lean on the one before: places of a list, later deaths, counts replaced.

Pure. "One person died in Zaporizhzhia and two in Kherson", "38 died at the scene and 12 later in
hospital", "killed 12 people, up from nine".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import Reading
from incidents.extract.shown import shown
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure

_LISTED = frozenset({"COMMA", "AND", "COLON"})
_WHERE = frozenset({"in", "near", "at", "on"})


def same_elsewhere(
    body: list[Item],
    figures: list[Figure],
    words: Sequence[Token],
    used: set[int],
    lexicon: Lexicon,
) -> Iterator[Figure]:
    """ "One person died in Zaporizhzhia and two in Kherson": the two died as well."""
    listed = [i for at, i in enumerate(body) if _is_listed(body, at, words, used, lexicon)]
    parts = sum(i.reading.estimate.headline or 0 for i in listed if i.reading)
    for item in listed:
        before = [f for f in figures if f.end <= words[item.start].start]
        if item.reading is None or not before or before[-1].subset_of:
            continue
        own = (words[item.start].start, words[item.end - 1].end)
        yield replace(
            _divided(before[-2:], parts) if len(listed) > 1 else before[-1],
            estimate=item.reading.estimate,
            start=own[0],
            end=own[1],
            pattern="and N in another place",
            increment=False,
            single=item.reading.article,
            shown=(shown(own, item, words)[0], _place_end(words, item.end)),
        )


def _place_end(words: Sequence[Token], at: int) -> int:
    """Where "in the Kryvyi Rih" ends, which a count of a list is shown with."""
    here = at + 2 if words[at + 1].norm == "the" else at + 1
    while here + 1 < len(words) and words[here + 1].text[:1].isupper():
        here += 1
    return words[here].end


def _is_listed(
    body: list[Item], at: int, words: Sequence[Token], used: set[int], lexicon: Lexicon
) -> bool:
    """Whether a count of a list has a place and no harm of its own."""
    item = body[at]
    if item.symbol not in {"COUNT", "COUNTNP"} or id(item) in used or item.reading is None:
        return False
    ahead = [w for w in words[item.end : item.end + 3] if w.norm != "the"][:2]
    if at == 0 or body[at - 1].symbol not in _LISTED or len(ahead) < 2:
        return False
    if ahead[0].norm not in _WHERE or not ahead[1].text[0].isupper():
        return False
    day = ahead[0].norm == "on" and ahead[1].norm in lexicon.raw["weekdays"]
    return not day and not lexicon.cues["bed"].at(words, item.end + 1)


def _divided(before: Sequence[Figure], parts: int) -> Figure:
    """ "Three killed and 14 wounded: one in A, one in B, one in C": the three, as they add up."""
    whole = (f for f in before if f.estimate.headline == parts and not f.subset_of)
    return next(whole, before[-1])


def with_later_deaths(
    figures: list[Figure], body: list[Item], words: Sequence[Token], used: set[int]
) -> list[Figure]:
    """ "38 died at the scene and 12 later in hospital": one count of 50."""
    found: list[Figure] = []
    taken: set[int] = set()
    for figure in figures:
        later = _later_death(figure, body, words)
        if later is None or later.reading is None:
            found.append(figure)
            continue
        used.add(id(later))
        taken.add(words[later.start].start)
        found.append(
            replace(
                figure,
                estimate=_plus(figure.estimate, later.reading),
                end=words[later.end - 1].end,
                pattern="N died here and M there",
                single=False,
                shown=None,
            )
        )
    return [f for f in found if f.start not in taken]


def died_since(row: list[Item], figures: list[Figure], words: Sequence[Token]) -> Iterator[Figure]:
    """ "Four were wounded; one of them, a driver, died in hospital": one more dead."""
    for at, item in enumerate(row[:-2]):
        if item.symbol not in {"COUNT", "COUNTNP"} or row[at + 1].symbol != "OFTHEM":
            continue
        verb = next((i for i in row[at + 2 : at + 7] if i.symbol == "DIE"), None)
        start = words[item.start].start
        hurt = any(f.measure is Measure.INJURED and f.end <= start for f in figures)
        if verb is None or item.reading is None or not hurt or not _dies_later(verb, words):
            continue
        yield Figure(
            Measure.KILLED, item.reading.estimate, start, words[verb.end - 1].end,
            "N of the injured died", increment=True,
        )  # fmt: skip


def some_died(
    row: list[Item], figures: list[Figure], words: Sequence[Token], lexicon: Lexicon
) -> Iterator[Figure]:
    """ "Pensioners were waiting in a queue; 24 of them died": so many dead."""
    if any(f.measure in {Measure.KILLED, Measure.INJURED} for f in figures):
        return  # of those the sentence counts
    for item, of_them, verb in zip(row, row[1:], row[2:], strict=False):
        shape = (item.symbol, of_them.symbol, verb.symbol)
        them = words[of_them.end - 1].norm in {"them", "whom"}
        if shape not in _DIED_OF or not them or item.reading is None:
            continue
        if item.reading.estimate.best is not None and _people_before(words, item.start, lexicon):
            start, end = words[item.start].start, words[verb.end - 1].end
            yield Figure(Measure.KILLED, item.reading.estimate, start, end, "N of them died")


def _people_before(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the sentence speaks of people it does not count."""
    nouns = (lexicon.nouns.at(words, k) for k in range(max(0, at - _SPOKEN_OF), at))
    return any(noun is not None and noun[1] in {"person", "civilian"} for noun in nouns)


_SPOKEN_OF = 16
_DIED_OF = {(count, "OFTHEM", "DIE") for count in ("COUNT", "COUNTNP")}


def brought_out_hurt(row: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """ "29 people were evacuated, six of them in critical condition": 29 who were hurt."""
    for at, part in enumerate(row[:-1]):
        if part.symbol not in _COUNTED or row[at + 1].symbol != "OFTHEM" or id(part) in used:
            continue
        said = {w.norm for w in words[row[at + 1].end : row[at + 1].end + _REACH]}
        near = row[max(0, at - _REACH) : at]
        whole = next((i for i in reversed(near) if i.symbol in _COUNTED and i.reading), None)
        brought = any(i.symbol in {"SAFE", "SUFFERED"} or _brings(i, words) for i in near)
        if said.isdisjoint(_CONDITION) or whole is None or not brought or id(whole) in used:
            continue
        if whole.reading is not None and any(i.symbol == "AND" for i in near) is False:
            used.add(id(whole))
            start, end = words[whole.start].start, words[part.end - 1].end
            shown = (start, words[whole.end - 1].end)
            yield Figure(Measure.INJURED, whole.reading.estimate, start, end, "N brought out hurt",
                         shown=shown)  # fmt: skip


def _brings(item: Item, words: Sequence[Token]) -> bool:
    return words[item.start].norm in {"airlifted", "transported", "transferred", "brought"}


_COUNTED = frozenset({"COUNT", "COUNTNP"})
_CONDITION = frozenset("critical serious grave condition wounds burns injuries intensive".split())


def _later_death(figure: Figure, body: list[Item], words: Sequence[Token]) -> Item | None:
    if figure.pattern not in {"N died", "N were killed"} or figure.measure is not Measure.KILLED:
        return None
    for at, item in enumerate(body[:-1]):
        if words[item.start].start < figure.end or item.symbol not in {"COUNT", "COUNTNP"}:
            continue
        gap = [w.norm for w in words if figure.end <= w.start < words[item.start].start]
        joined = body[at - 1].symbol == "AND" and len(gap) <= _REACH and "," not in gap
        treated = body[at + 1].symbol == "TREATED" or _dies_later(body[at + 1], words)
        treated = treated or _on_the_way(words[item.end : item.end + _REACH])
        scene = any(w in _SCENE for w in gap)
        way = _on_the_way(words[item.end : item.end + _REACH])
        nth = way and bool(item.reading and item.reading.increment)  # "and a fifth on arrival"
        one = bool(item.reading and item.reading.article) and not nth
        bare = item.kind in {"bare", "person"} and not one
        return item if joined and treated and scene and bare else None
    return None


def _on_the_way(following: Sequence[Token]) -> bool:
    """ "Ten died at once and three more on the way to hospital"."""
    norms = [w.norm for w in following]
    return norms[:2] in (["on", "the"], ["en", "route"], ["on", "arrival"]) and "hospital" in norms


def _dies_later(verb: Item, words: Sequence[Token]) -> bool:
    """ "... and one later died at a hospital"."""
    near = {w.norm for w in words[max(0, verb.start - 2) : verb.end + _REACH]}
    return verb.symbol == "DIE" and not near.isdisjoint(_LATER)


_LATER = frozenset("later hospital hospitals wounds injuries afterwards subsequently".split())


def with_treated_summed(figures: list[Figure], words: Sequence[Token]) -> list[Figure]:
    """ "61 still in hospital and 26 gone home": 87 who were treated, and its two parts."""
    treated = sorted((f for f in figures if f.treated), key=lambda f: f.start)
    for first, second in pairwise(treated):
        if second.start - first.end > _BESIDE:
            continue
        between = [w.norm for w in words if first.end <= w.start < second.start]
        kept, home = (_place_of(f, words) for f in (first, second))
        joined = bool(between) and len(between) <= _JOINED and between[-1] in {"and", "while", ";"}
        if not joined or {kept, home} != _BOTH:
            continue
        low, best = (sum(n or 0 for n in pair) for pair in (
            (first.estimate.low, second.estimate.low),
            (first.estimate.headline, second.estimate.headline)))  # fmt: skip
        highs = first.estimate.high, second.estimate.high
        high = None if None in highs else sum(h for h in highs if h is not None)
        estimate = Estimate(low, best, high, first.estimate.qualifier)
        whole = replace(
            first, estimate=estimate, end=second.end, pattern="in hospital and home", shown=None
        )
        parts = [replace(first, subset_of=kept), replace(second, subset_of=home)]
        return [whole, *parts, *(f for f in figures if f not in {first, second})]
    return figures


def _place_of(figure: Figure, words: Sequence[Token]) -> str:
    said = {w.norm for w in words if figure.start <= w.start < figure.end}
    return "gone home" if said & _HOME else "in hospital"


_HOME = frozenset({"home", "discharged", "released", "left"})
_BOTH = {"gone home", "in hospital"}
_JOINED = 2
_BESIDE = 12  # characters between the two counts
_REACH = 6
_SCENE = frozenset("once scene spot instantly immediately site outright".split())


def _plus(first: Estimate, more: Reading) -> Estimate:
    second = more.estimate
    low, best = (first.low or 0) + (second.low or 0), (first.best or 0) + (second.best or 0)
    high = None if first.high is None or second.high is None else first.high + second.high
    return Estimate(low, best, high, first.qualifier)


def replaced_counts(
    body: list[Item], figures: list[Figure], words: Sequence[Token], used: set[int]
) -> Iterator[Figure]:
    """ "Killed 12 people, up from nine": the nine is what the twelve replaces."""
    for opening, item in pairwise(body):
        if opening.symbol != "UPFROM" or item.reading is None or id(item) in used:
            continue
        before = [f for f in figures if f.end <= words[opening.start].start and not f.subset_of]
        if item.symbol in {"COUNT", "COUNTNP"} and before:
            used.add(id(item))
            yield replace(
                before[0],
                estimate=item.reading.estimate,
                start=words[item.start].start,
                end=words[item.end - 1].end,
                pattern="up from N",
                superseded=True,
                increment=False,
                carried=False,
                shown=None,
            )


def both_raised(body: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """ "The figures were raised to 30 and 88": the dead and the injured, in that order.

    Only a report that gave both before can mean them; the reader checks that (`BOTH_RAISED`).
    """
    for at in range(len(body) - 3):
        to, first, also, second = body[at : at + 4]
        shape = (to.symbol, first.symbol, also.symbol, second.symbol)
        lead = {w.norm for w in words[max(0, to.start - _LEAD) : to.end]}
        if shape != ("TO", "COUNT", "AND", "COUNT") or not (lead & _TOLLS and lead & _RAISED):
            continue
        for item, measure in ((first, Measure.KILLED), (second, Measure.INJURED)):
            if item.reading is not None and id(item) not in used:
                used.add(id(item))
                start, end = words[item.start].start, words[item.end - 1].end
                yield Figure(measure, item.reading.estimate, start, end, BOTH_RAISED)


BOTH_RAISED = "figures raised to N and M"
_LEAD = 8
_TOLLS = frozenset("figures numbers tolls totals counts".split())
_RAISED = frozenset("raised revised rose risen climbed updated increased".split())

"""Places struck that are told one by one: "a school and a clinic were hit", "two blocks were hit".

Pure. Only what was hit counts, as many as are told; what was damaged is no place struck, and a
list that names anything but buildings is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure

_HIT = frozenset("hit struck shelled bombed attacked targeted".split())
_WAS = frozenset("were was".split())
_BETWEEN = frozenset("also both directly all".split())
_STRIKES = frozenset("strike strikes attack attacks raid raids".split())
_HITS = frozenset("hit struck hitting striking".split())
_ARTICLES = frozenset({"a", "an", "the"})
_SETTLED = frozenset("settlements villages towns communities".split())
_STRUCK_BY = frozenset("hit struck hitting striking shelled bombed shelling bombing".split())
_INTO = frozenset("tore tearing slammed slamming crashed crashing ploughed plowed smashed".split())
_PLACED = frozenset("in at of near on for".split())
_BUILT = frozenset(
    "building buildings house houses block blocks school schools hospital clinic college "
    "institute academy university hotel cafe restaurant shop supermarket market mall centre "
    "center plant factory works facility substation station depot warehouse yard church mosque "
    "cathedral synagogue temple chapel monastery kindergarten dormitory hostel high-rise tower "
    "theatre museum library bakery hangar "
    "terminal airport airfield base refinery mill farm playground gym pharmacy workshop "
    "office warehouses hospitals shops plants stations facilities substations hotels".split()
)
_GOES_ON = frozenset(
    "came killing killed wounding wounded injuring injured left leaving during after before early "
    "late overnight yesterday".split()
)
_COUNTED = frozenset({"THING", "COUNT", "COUNTNP"})
_TELLS = _HIT | _HITS | _STRIKES | {"under", "into"} | _STRUCK_BY
_SEVERAL, _MOST, _MANY, _PHRASE = 2, 12, 300, 5


def objects_hit(body: Sequence[Item], words: Sequence[Token]) -> Iterator[Figure]:
    """Counts of buildings and settlements that were hit, and lists of them."""
    norms = [w.norm for w in words]
    if _TELLS.isdisjoint(norms):
        return
    yield from _counted(body, words, norms)
    for at, norm in enumerate(norms):
        opens = norm in _HITS or (norm in _STRIKES and norms[at + 1 : at + 2] == ["on"])
        if norm in _ARTICLES and (at == 0 or norms[at - 1] not in {"and", ","}):
            number, end = _list_from(norms, at)
            if number >= _SEVERAL and _was_hit(norms, end):
                yield _figure(number, words, at, end - 1)
                return
        if opens:
            first = at + 1 if norm in _HITS else at + 2
            number, end = _list_from(norms, first)
            if number >= _SEVERAL:
                yield _figure(number, words, first, end - 1)
                return


def _counted(body: Sequence[Item], words: Sequence[Token], norms: list[str]) -> Iterator[Figure]:
    """ "Two nine-storey blocks were hit", "33 settlements came under attack", "hit two houses"."""
    for item in body:
        size = item.reading.estimate.headline if item.reading is not None else None
        if size is None or item.symbol not in _COUNTED or size < _SEVERAL or not item.reading:
            continue
        noun = norms[item.end - 1]
        settled = noun in _SETTLED and size <= _MANY
        struck = _was_hit(norms, item.end) or _hits(norms, item.start)
        if struck and (settled or (noun in _BUILT and size <= _MOST)):
            name = "N settlements hit" if settled else "N buildings hit"
            start, end = words[item.start].start, words[item.end - 1].end
            yield Figure(Measure.SITES, item.reading.estimate, start, end, name)


def _hits(norms: list[str], at: int) -> bool:
    """ "Missiles tore into two blocks", "they shelled 33 settlements": right before a count."""
    last, before = norms[at - 1 : at], norms[at - 2 : at - 1]
    return at > 1 and (last[0] in _STRUCK_BY or (last[0] == "into" and before[0] in _INTO))


def _was_hit(norms: list[str], at: int) -> bool:
    if norms[at : at + 2] in ([",", "which"], [",", "both"]):
        at += 2  # "the two buildings, which were hit by missiles"
    if norms[at : at + 2] == ["came", "under"]:
        return True
    if norms[at : at + 1] and norms[at] in _WAS:
        at += 1
        while norms[at : at + 1] and norms[at] in _BETWEEN:
            at += 1
        return bool(norms[at : at + 1]) and norms[at] in _HIT
    return False


def _list_from(norms: list[str], at: int) -> tuple[int, int]:
    """How many buildings a list from a word on names, and where it ends; 0 if it names others."""
    number, joined = 0, False
    while at < len(norms) and norms[at] in _ARTICLES:
        head = _head(norms, at + 1)
        if head is None:
            return 0, at
        number, at = number + 1, head + 1
        if joined:
            return number, at
        step = at + (norms[at : at + 1] == [","])
        joined = norms[step : step + 1] == ["and"]
        following = step + joined
        if norms[following : following + 1] and norms[following] in _ARTICLES:
            at = following
        else:
            return 0, at
    return (number, at) if joined else (0, at)


def _head(norms: list[str], at: int) -> int | None:
    """Where the noun of "a teacher training college" stands: the last building before a break."""
    for here in range(at, min(len(norms), at + _PHRASE)):
        following = norms[here + 1] if here + 1 < len(norms) else ""
        ends = not following.isalnum() or following in _PLACED | _WAS | {"and"}
        if norms[here] in _BUILT and (ends or following in _GOES_ON):
            return here
        if not norms[here][:1].isalnum() or norms[here] in _PLACED | _ARTICLES | {"and"}:
            return None
    return None


def _figure(number: int, words: Sequence[Token], first: int, last: int) -> Figure:
    start, end = words[first].start, words[last].end
    return Figure(Measure.SITES, Estimate.exactly(number), start, end, "buildings hit, listed")

"""Who counted, where a sentence says so.

Pure. Standing follows `incidents.model.Standing`: bodies that do the counting (emergency
services, health ministries, prosecutors) above officials, those above the publisher.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.model import Counter, Standing

_STANDING = {
    "counting": Standing.COUNTING,
    "official": Standing.OFFICIAL,
    "unofficial": Standing.MEDIA,
}


def counters_in(words: Sequence[Token], lexicon: Lexicon) -> tuple[tuple[int, Counter], ...]:
    """The sources a sentence names, each with the offset where its name begins."""
    if "counters" not in lexicon.opened.of(words):
        return ()
    found = []
    for at in lexicon.counters.openings(words):
        hit = lexicon.counters.at(words, at)
        if hit is not None and (words[at].norm not in _PEOPLE or _tells(words, at, at + hit[0])):
            name = " ".join(w.text for w in words[at : at + hit[0]])
            party = True if name.casefold() in lexicon.raw["counters"]["party"] else None
            found.append((words[at].start, Counter(name, _STANDING[hit[1]], party)))
    return tuple(found)


def _tells(words: Sequence[Token], at: int, end: int) -> bool:
    """Whether those named say something: not the "19 patients and relatives" who were hurt."""
    behind = {w.norm for w in words[end : end + _NEAR]}
    before = {w.norm for w in words[max(0, at - _NEAR) : at]}
    return not behind.isdisjoint(_SAY) or not before.isdisjoint(_SAY | {"according", "by", "from"})


_NEAR = 6
_PEOPLE = frozenset("residents villagers relatives witnesses eyewitnesses activists".split())
_SAY = frozenset(
    "said say says told tell reported report claimed claim put estimated estimate spoke speak gave "
    "counted count described announced wrote added confirmed believe believed".split()
)


def counter_for(
    start: int, words: Sequence[Token], counters: Sequence[tuple[int, Counter]]
) -> Counter | None:
    """Who counted a figure at ``start``: a source of its own clause, else the best-placed one.

    "The ministry put the dead at 12, while police counted 15": the ministry 12, the police 15.
    """
    if not counters:
        return None
    cuts = [w.start for w in words if w.norm in _BREAKS] if len(counters) > 1 else []
    begin = max((c for c in cuts if c <= start), default=-1)
    end = min((c for c in cuts if c > start), default=words[-1].end)
    own = [c for at, c in counters if begin <= at < end]
    return max(own or [c for _, c in counters], key=lambda c: c.standing)


_BREAKS = frozenset(
    {";", "while", "but", "whereas", "though", "although", "а", "але", "однак", "тоді", "но",
     "однако", "тогда"}
)  # fmt: skip

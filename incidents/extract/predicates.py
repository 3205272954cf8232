"""Whose day it is: the day of the attack is that of the clause whose predicate is the attack.

Pure. "Women marched in Kabul on Saturday to protest against the bombing of a school on Friday":
Saturday is of the march, Friday of the bombing. A day behind a predicate belongs to it; a day that
opens a clause belongs to the first predicate after it. Limits: a verb is known by "-ed" or from a
list, so that of most clauses nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.dates import Stated
from incidents.extract.daysaway import HARMS
from incidents.extract.tokens import Sentence, Token
from incidents.model import DateBasis

#: Verbs and nouns of an attack that tell of no harm by themselves.
_DEEDS = HARMS | frozenset(
    "launched targeted destroyed damaged collapsed landed crashed fell flew set ignited caused "
    "claimed left lost burned burnt torched overran invaded entered abducted kidnapped seized "
    "executed beheaded murdered gunned lobbed threw hurled dropped slaughtered massacred hacked "
    "slain perished carried took happened occurred unfolded began started erupted clashes clashed "
    "fighting fought attacking killings deaths death murder murders siege surrounded intercepted "
    "downed travelled traveled gathered rained pounded bombarded levelled leveled flattened "
    "sprayed riddled mowed cut blasts bombardment violence airstrike airstrikes explosions "
    "struck injured dead injuring wounding leaving executions detonating".split()
)
_IRREGULAR = frozenset(
    "sent held met said told made came rose spoke gave saw found drew led put paid bore wore stood "
    "sat won brought bought caught built kept rode sang grew wept swept shut stayed remained "
    "remain remains stay took part".split()
) - {"took", "part"}
_BREAKS = frozenset(", ; : – — ( ) who that which when while after where as but".split())
_BEFORE_NOUN = frozenset(
    "the a an of in on at by for from to with its his her their some all two three four and".split()
)
_REACH = 14


def belongs_to_attack(words: Sequence[Token], stated: Stated) -> bool | None:
    """Whether a day is that of an attack; None where no predicate is known."""
    at = bisect_left(words, stated.start, key=_start_of)
    end = bisect_left(words, stated.end, key=_start_of)
    if end and words[end - 1].norm.endswith("'s"):
        ahead = any(w.norm in _DEEDS for w in words[end : end + _NEAR])
        return True if ahead else None
    for k in range(at - 1, max(-1, at - _REACH), -1):
        if words[k].norm in _BREAKS:
            break
        told = _predicate(words, k)
        if told is not None:
            return told
    ahead_from = end + (end < len(words) and words[end].norm == ",")
    for k in range(ahead_from, min(len(words), ahead_from + _REACH)):
        if words[k].norm in _BREAKS:
            return None
        told = _predicate(words, k)
        if told is not None:
            return told
    return None


_NEAR = 6


def _predicate(words: Sequence[Token], at: int) -> bool | None:
    """Whether a word is a predicate of an attack (True), of something else (False) or none."""
    norm = words[at].norm
    if norm == "went" and words[at + 1 : at + 2] and words[at + 1].norm != "off":
        return False
    if norm in _DEEDS:
        return True
    if norm in _IRREGULAR:
        return False
    verb = norm.endswith("ed") and words[at].text.islower() and len(norm) > _SHORT
    return False if verb and not (at and words[at - 1].norm in _BEFORE_NOUN) else None


_SHORT = 4


def of_something_else(words: Sequence[Token], stated: Stated) -> bool:
    """ "People marched on Saturday against the bombing", "a curfew was imposed on Monday after".

    The day may still be the attack's where nothing else dates it.
    """
    if belongs_to_attack(words, stated) is not False:
        return False
    end = bisect_left(words, stated.end, key=_start_of)
    harm = next((k for k in range(end, len(words)) if words[k].norm in HARMS), None)
    if harm is None or any(w.norm in HARMS for w in words[:end]):
        return False
    between = {w.norm for w in words[end:harm]}
    return not between.isdisjoint(_LINKS) and between.isdisjoint(_AT_ONCE)


def without_beginnings(words: Sequence[Token], dates: list[Stated]) -> list[Stated]:
    """Leave out a day something began: "the deadliest since they opened a campaign on 15 March"."""
    return [d for d in dates if not _began_then(words, d)]


def _began_then(words: Sequence[Token], stated: Stated) -> bool:
    at = bisect_left(words, stated.start, key=_start_of)
    clause: list[str] = []
    for k in range(at - 1, max(-1, at - _REACH), -1):
        if words[k].norm in _BREAKS:
            break
        if words[k].norm == "since":
            return not _BEGAN.isdisjoint(clause)
        clause.append(words[k].norm)
    return False


_BEGAN = frozenset(
    "opened began begun started launched invaded resumed collapsed ended broke renewed".split()
)


def is_told_in_passing(words: Sequence[Token], stated: Stated) -> bool:
    """ "Survivors of the overnight massacre began burials": a better day may follow."""
    at = bisect_left(words, stated.start, key=_start_of)
    if words[at].norm != "overnight" or not at or words[at - 1].norm not in {"the", "this"}:
        return False
    return words[at + 1 : at + 2] != [] and words[at + 1].norm in HARMS | {"massacre", "killings"}


_LINKS = frozenset("after against over for where protest about following response whose".split())
_AT_ONCE = frozenset("when as while and".split())


def nearest_to_harm(sentence: Sentence, dates: Sequence[Stated]) -> Stated | None:
    """The first date whose clause tells of harm, else the first."""
    if len(dates) < 2:
        return dates[0] if dates else None
    chosen = _first_of_harm(sentence.tokens, dates)
    if belongs_to_attack(sentence.tokens, chosen) is False:
        return next((d for d in dates if belongs_to_attack(sentence.tokens, d)), chosen)
    return chosen


def _first_of_harm(words: Sequence[Token], dates: Sequence[Stated]) -> Stated:
    if found_then(words, dates[0]):
        struck = next((d for d in dates[1:] if _struck_then(words, d)), None)
        if struck is not None:
            return struck
    for stated in dates:
        at = bisect_left(words, stated.start, key=_start_of)
        behind = bisect_left(words, stated.end, key=_start_of)
        clause = [*_clause_around(words, at), *_clause_around(words, behind)]
        if any(w.norm in HARMS for w in clause):
            return stated
    for stated in dates:
        behind = bisect_left(words, stated.end, key=_start_of)
        relative = stated.basis is DateBasis.RELATIVE and [
            w.norm for w in words[behind : behind + 1]
        ] == [","]
        if relative and any(w.norm in HARMS for w in words[behind:][:_BEHIND]):
            return stated  # "on Sunday to the yard where, two days before, a missile hit"
    return dates[0]


def found_then(words: Sequence[Token], stated: Stated) -> bool:
    """ "A body was found on Tuesday", "the search ended on Tuesday": after the attack."""
    at = bisect_left(words, stated.start, key=_start_of)
    norms = [w.norm for w in words[max(0, at - _BEHIND) : at]]
    if ("opened", "fire") in pairwise(norms):
        return False
    lead = set(norms)
    return not lead.isdisjoint(_AFTERWARDS) and lead.isdisjoint(HARMS - TELLING)


def _struck_then(words: Sequence[Token], stated: Stated) -> bool:
    """ "The apartment block hit by a drone on Saturday": the day of the attack."""
    at = bisect_left(words, stated.start, key=_start_of)
    return any(w.norm in HARMS for w in words[max(0, at - _BEHIND) : at])


_AFTERWARDS = frozenset(
    "found recovered ended finished completed resumed continued searched searching identified "
    "buried died mourned mourning opened cleared removed pulled lifted collected "
    "laid".split()
)
TELLING = frozenset({"opened", "went", "died"})
_BEHIND = 9  # words behind a day between commas


_BREAKS_CLAUSE = frozenset(", ; : – — when after while where who whom which that as".split())


def _clause_around(words: Sequence[Token], at: int) -> Sequence[Token]:
    low, high = at, at
    while low and words[low - 1].norm not in _BREAKS_CLAUSE:
        low -= 1
    while high < len(words) and words[high].norm not in _BREAKS_CLAUSE:
        high += 1
    return words[low:high]


def _start_of(word: Token) -> int:
    return word.start

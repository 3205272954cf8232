"""Figures of what did not happen, and the side that "others" are of. Pure.

"It would have killed 5,000 people", "they threatened to kill ten judges": nobody died. In "three
rebels were killed and seven others wounded in a clash" the seven are rebels too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.extract.figure import Figure
from incidents.extract.tokens import Token
from incidents.model import PersonStatus

_MEANT = frozenset(
    "threatened threatening threatens threat threats vowed vowing vows planned planning plans plan "
    "plotted plotting plot intended intending intends intent wanted wanting attempted attempting "
    "attempt attempts tried trying ordered orders conspired conspiring conspiracy sought swore "
    "pledged promised hoped designed sworn prevent".split()
)
_IF = frozenset({"would", "could"})
_MODAL = frozenset("would could might will can".split())
_ACTIVE = frozenset({"killing N", "injuring N", "killed N"})
_BACK = 3  # words before "to kill" in which its intention is told
_OTHERS = frozenset({"others", "other"})
_FIGHTS = (
    "clash", "combat", "battle", "skirmish", "confrontation", "fighting", "firefight", "shootout",
    "encounter",
)  # fmt: skip
_BETWEEN = 3
_PAIR = 2


def happened(figure: Figure, words: Sequence[Token]) -> bool:
    """Whether a figure is told as something that took place."""
    first = next((k for k, w in enumerate(words) if w.start >= figure.start), 0)
    before = [w.norm for w in words[max(0, first - _BACK - 1) : first]]
    if before[-1:] == ["to"] and not _MEANT.isdisjoint(before):
        return False
    if before[-1:] and before[-1] in _MODAL and figure.pattern in _ACTIVE:
        return False
    inside = [w.norm for w in words[first:] if w.start < figure.end]
    if inside[-1:] == ["trapped"]:
        behind = [w.norm for w in words if w.start >= figure.end]
        if _besieged(behind) or (figure.estimate.headline or 0) >= _A_TOWN:
            return False
    told = [*before[-1:], *inside]
    return not any(a in _IF and b == "have" for a, b in pairwise(told))


def _besieged(behind: Sequence[str]) -> bool:
    """ "Some 260,000 civilians remain trapped in the city": besieged, not under its ruins."""
    return behind[:1] == ["in"] and not _TOWNS.isdisjoint(behind[1:_AHEAD])


_AHEAD = 5
_A_TOWN = 10_000  # people no ruins hold
_TOWNS = frozenset("city town area region camp enclave country strip north capital".split())


def with_sides(figures: Sequence[Figure], words: Sequence[Token]) -> list[Figure]:
    """The figures, those of "others" with the side of the people they are other than."""
    if len(figures) < _PAIR:
        return list(figures)
    fight = any(w.norm.startswith(_FIGHTS) for w in words)
    found: list[Figure] = []
    for figure in figures:
        last = found[-1] if found else None
        taken = (
            last is not None and figure.status is PersonStatus.UNKNOWN
            and (last.status is PersonStatus.COMBATANT
                 or (fight and last.status is PersonStatus.ATTACKER))
            and _are_of_them(last, figure, words, fight=fight)
        )  # fmt: skip
        found.append(replace(figure, status=last.status) if taken and last else figure)
    return found


def _are_of_them(last: Figure, figure: Figure, words: Sequence[Token], *, fight: bool) -> bool:
    """Whether a count without a noun of its own stands right behind: "and eight were wounded".

    "Others" may be anybody where a bomb went off, and are of the same side in a fight.
    """
    if len([w for w in words if last.end <= w.start < figure.start]) > _BETWEEN:
        return False
    said = [w for w in words if figure.start <= w.start < figure.end]
    norms = {w.norm for w in said}
    if last.single:
        return "another" in norms and norms <= _BARE | {w.norm for w in said if _is_count(w)}
    others = fight and not norms.isdisjoint(_OTHERS)
    return others or norms <= _BARE | {w.norm for w in said if _is_count(w)}


def _is_count(token: Token) -> bool:
    return token.kind in {"number", "range"} or token.norm in _NUMBERS


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens several".split()
)
#: Words of a count that names nobody: "another five were seriously wounded".
_BARE = frozenset(
    "another at least about some more than were was are have has been be seriously slightly "
    "wounded injured killed dead died hurt missing".split()
)

"""The attacking side among the dead, and groups told one after the other. Pure.

"Five militants were killed when troops fired back" are attackers where the text tells that the
militants attacked; "four officers were also killed" adds to the civilians told before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.drafts import Draft, Said
from incidents.extract.figure import Figure
from incidents.extract.tokens import Token
from incidents.model import Measure, PersonStatus

_RAIDERS = frozenset("militants insurgents rebels fighters guerrillas militant insurgent".split())
_RAIDERS_ACT = _RAIDERS | {"gunmen", "attackers", "assailants", "terrorists", "bandits"}
_RAIDED = frozenset(
    "attacked stormed ambushed raided opened assaulted attack ambush raid assault".split()
)
#: "Fighters of the front had blown up the track": who acts, and what they did.
_ACTED = re.compile(
    r"\b(?:militants|insurgents|rebels|fighters|guerrillas)(?:\s+(?!were\b|was\b|by\b)[\w-]+){0,8}?"
    r"\s+(?:attacked|stormed|ambushed|raided|hijacked|seized|blew\s+up|blown\s+up|overran|"
    r"opened\s+fire|stopped|took\s+hostages|besieged)\b"
    r"|\bkilled\s+(?:after|when|as)\s+they\s+(?:attacked|stormed|ambushed|raided|opened\s+fire)\b",
    re.IGNORECASE,
)


def attacking(figure: Figure, draft: Draft, words: Sequence[Token]) -> Figure:
    """A figure with the status of an attacker, if its group is told to have attacked before."""
    if figure.status is not PersonStatus.COMBATANT or not draft.words & _RAIDED:
        return figure
    said = {w.norm for w in words if figure.start <= w.start < figure.end}
    told = bool(draft.words & _RAIDERS_ACT)
    if said & _RAIDERS and told and _victims(draft, figure):
        return replace(figure, status=PersonStatus.ATTACKER)
    return figure


def _victims(draft: Draft, figure: Figure) -> bool:
    return any(
        s.figure.measure is figure.measure and s.figure.status is not PersonStatus.ATTACKER
        for s in draft.said
    )


def told_apart(drafts: Sequence[Draft], text: str) -> None:
    """Mark raiders told before their victims: "all 33 insurgents were killed" and 25 hostages.

    Only where the text says that they attacked, and only beside other dead of the same attack.
    """
    if _ACTED.search(text) is None:
        return
    for draft in drafts:
        raiders = [at for at, said in enumerate(draft.said) if _raider(said, text)]
        if not raiders or not any(_is_victims(s) for s in draft.said if not _raider(s, text)):
            continue
        for at in raiders:
            said = draft.said[at]
            figure = replace(said.figure, status=PersonStatus.ATTACKER)
            draft.said[at] = replace(said, figure=figure)


def _is_victims(said: Said) -> bool:
    figure = said.figure
    dead = figure.measure is Measure.KILLED and figure.subset_of is None
    return dead and figure.status is not PersonStatus.ATTACKER and bool(figure.estimate.headline)


def _raider(said: Said, text: str) -> bool:
    figure = said.figure
    words = text[figure.start : figure.end].casefold().split()
    dead = figure.measure is Measure.KILLED and figure.status is PersonStatus.COMBATANT
    return dead and not _RAIDERS.isdisjoint(words)


def added(figure: Figure, draft: Draft, words: Sequence[Token]) -> Figure:
    """ "20 civilians died. Four officers were also killed": four more, if none larger was told.

    A total told before that holds both already ("24 killed") leaves it a part of that total.
    """
    first = bisect_left(words, figure.start, key=_start_of)
    last = bisect_left(words, figure.end, lo=first, key=_start_of)
    also = any(w.norm == "also" for w in words[first:last])
    plain = figure.subset_of is None and not (figure.single or figure.increment)
    attacker = figure.status is PersonStatus.ATTACKER
    if not also or not plain or attacker or figure.measure not in _HARM:
        return figure
    told = [
        s.figure for s in draft.said[-_RECENT:]
        if s.figure.measure is figure.measure and s.figure.subset_of is None
        and not s.figure.superseded and s.figure.status is not PersonStatus.ATTACKER
    ]  # fmt: skip
    if not told or told[-1].increment or told[-1].single or told[-1].status is figure.status:
        return figure
    size = max(f.estimate.headline or 0 for f in told)
    return replace(figure, increment=True) if told[-1].estimate.headline == size else figure


def _start_of(word: Token) -> int:
    return word.start


_RECENT = 200  # more than any report tells of one place; a hostile text tells thousands
_HARM = frozenset({Measure.KILLED, Measure.INJURED})

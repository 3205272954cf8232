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
from incidents.model import Measure, PersonStatus, Qualifier

_RAIDERS = frozenset(
    "taliban terrorists militants insurgents rebels fighters guerrillas militant insurgent".split()
)
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
    if _shot_dead_by_forces(figure, words):
        return replace(figure, status=PersonStatus.ATTACKER)
    if figure.status is not PersonStatus.COMBATANT or not draft.words & _RAIDED:
        return figure
    said = {w.norm for w in words if figure.start <= w.start < figure.end}
    told = bool(draft.words & _RAIDERS_ACT)
    if said & _RAIDERS and told and _victims(draft, figure):
        return replace(figure, status=PersonStatus.ATTACKER)
    return figure


def _shot_dead_by_forces(figure: Figure, words: Sequence[Token]) -> bool:
    """ "Security forces shot all five dead": those who attacked, told before."""
    at = bisect_left(words, figure.start, key=_start_of)
    lead = [w.norm for w in words[max(0, at - _NEAR) : at + 1]]
    if figure.measure is not Measure.KILLED or lead[-1] not in {"all", "the", "both"}:
        return False
    shot = len(lead) > 1 and lead[-2] in {"shot", "killed"}
    noun = [w.norm for w in words if figure.start <= w.start < figure.end]
    return shot and not _SECURITY.isdisjoint(lead) and noun[-1] == "dead"


_NEAR = 6
_SECURITY = frozenset("police forces troops guards officers soldiers army commandos".split())


def _victims(draft: Draft, figure: Figure) -> bool:
    return any(
        s.figure.measure is figure.measure and s.figure.status is not PersonStatus.ATTACKER
        for s in draft.said
    )


def told_apart(drafts: Sequence[Draft], text: str) -> None:
    """Mark raiders told before their victims: "all 33 insurgents were killed" and 25 hostages.

    Only where the text says that they attacked, and only beside other dead of the same attack.
    """
    victims = any(_is_victims(s) and not _raider(s, text) for d in drafts for s in d.said)
    for draft in drafts if victims else ():
        draft.said[:] = [_apart(s) if _by_forces(s, text) else s for s in draft.said]
    if _ACTED.search(text) is None:
        return
    for draft in drafts:
        raiders = [at for at, said in enumerate(draft.said) if _raider(said, text)]
        if not raiders or not any(_is_victims(s) for s in draft.said if not _raider(s, text)):
            continue
        for at in raiders:
            draft.said[at] = _apart(draft.said[at])


def _apart(said: Said) -> Said:
    return replace(said, figure=replace(said.figure, status=PersonStatus.ATTACKER))


#: "The army said its troops had killed 60 Taliban fighters": the other side's dead.
_FORCES = re.compile(
    r"\b(?:army|military|police|troops|forces|soldiers|marines|coalition)\b[^.;]{0,60}"
    r"\bhad\s+(?:also\s+)?(?:killed|eliminated|neutrali[sz]ed)\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)


def _by_forces(said: Said, text: str) -> bool:
    """Whether those who fight the raiders tell how many of them they killed."""
    start = said.figure.start
    lead = text[max(0, start - _LEAD) : said.figure.end]
    return _raider(said, text) and _FORCES.search(lead) is not None


_LEAD = 100


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
    said = {w.norm for w in words[first:last]}
    if _beside_single(figure, draft, said):
        return replace(figure, increment=True)
    also = "also" in said
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
    if told[-1].status is PersonStatus.UNKNOWN and told[-1].estimate.qualifier is not _EXACT:
        return figure  # "at least 90 people were killed": the officers are among them
    size = max(f.estimate.headline or 0 for f in told)
    return replace(figure, increment=True) if told[-1].estimate.headline == size else figure


def _beside_single(figure: Figure, draft: Draft, said: set[str]) -> bool:
    """ "The minister was shot dead. Two of his guards were also killed": three, if none told more.

    Only where all that was told of it are single persons.
    """
    more = "also" in said or (not figure.single and not said.isdisjoint({"other", "others"}))
    if not more or figure.increment or figure.subset_of or figure.measure not in _HARM:
        return False
    told = [s.figure for s in draft.said[-_RECENT:] if s.figure.measure is figure.measure]
    whole = [f for f in told if f.subset_of is None]
    return bool(whole) and all(
        (f.single or f.increment) and f.status is not PersonStatus.ATTACKER for f in whole
    )


def based(figure: Figure, draft: Draft) -> Figure:
    """ "50 have died. Another 50 were injured": other people, and not more injured than before."""
    if not figure.increment or not draft.said:
        return figure
    told = [s.figure for s in draft.said[-_RECENT:] if s.figure.measure is figure.measure]
    if told and told[-1].treated:
        return replace(figure, increment=False, treated=True)  # "21 bodies came in. Four more died"
    if told:
        return figure
    others = any(s.figure.measure in _HARM for s in draft.said)
    return replace(figure, increment=False) if others else figure


def _start_of(word: Token) -> int:
    return word.start


_RECENT = 200  # more than any report tells of one place; a hostile text tells thousands
_EXACT = Qualifier.EXACT
_HARM = frozenset({Measure.KILLED, Measure.INJURED})

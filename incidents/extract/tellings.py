"""Dates that date something else than the harm: the telling, a funeral, an arrest, a count.

Pure. "On Saturday officials had spoken of 133 deaths", "mourned on Sunday", "since March 15".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.daysaway import HARMS
from incidents.extract.tokens import Token

_ASIDE_BEFORE = frozenset(
    "since until till said says told added announced reported wrote posted statement born spoke "
    "повідомив повідомила повідомили сообщил сообщила сообщили заявив заявила заявил".split()
)
_AFTERWARDS = frozenset(
    "effect scheduled due combed flags lowered wept search looking searching manhunt mourned "
    "mourning mourn mourns "
    "funeral funerals burial burials buried ended finished hunted hunting vigil vigils arrested "
    "detained charged condemned visited prayed memorial wreaths commemorated commemorates "
    "visiting touring toured inspecting inspected "
    "remembered remembers anniversary grieved grieves grieving farewell".split()
)
#: "A figure of 100 killed when he went to the scene on Sunday".
_TO_SEE = frozenset({"went", "to", "scene"})
#: Where a clause begins anew: what was told before no longer dates it.
_CLAUSES = frozenset("who that which whose when after where ; :".split())
#: Verbs of telling that a day before them dates ("On Saturday officials had spoken of 133").
_TELLS = frozenset("said says spoken put counted reported announced told confirmed raised".split())
_TELLERS = 6
_NAMES = frozenset(
    "accused blamed said named identified announced confirmed arrested charged released put raised "
    "revised reported".split()
)


def _found_a_body(words: Sequence[Token], at: int, ahead: Sequence[str]) -> bool:
    """ "26 were injured; on Friday evening a body was found": the day of the finding."""
    lead = [w.norm for w in words[max(0, at - 2) : at]]
    opens = lead[:1] in ([], [";"], ["and"], ["but"]) or lead == ["on"]
    return opens and not _BODY.isdisjoint(ahead) and not _FOUND.isdisjoint(ahead)


_BODY = frozenset({"body", "bodies", "remains"})
_FOUND = frozenset({"found", "recovered", "pulled", "discovered"})
#: "On Wednesday the ministry is to give more": a day to come.
_DUE = frozenset({("is", "to"), ("are", "to"), ("is", "due"), ("are", "due")})
_BEDS = frozenset({"hospital", "hospitals"})
#: Right before a date these make it the bound of a period.
_BOUNDS = frozenset("від з із от с до по".split())


def is_aside(words: Sequence[Token], at: int) -> bool:
    """Whether the date at ``at`` is not that of the harm."""
    near = [w.norm for w in words[max(0, at - 3) : at]]
    following = words[at + 1].norm if at + 1 < len(words) else ""
    if words[at].norm.endswith("'s") or _evening_of(words, at):
        return False
    if near and near[-1] in _BOUNDS:
        return True
    if near[-1:] == ["since"] and _when_struck(words, at):
        return False
    far = [w.norm for w in words[max(0, at - 8) : at]]
    if near[-1:] == ["on"] and near[-2:-1] and near[-2] in _BEDS:
        return True  # "roughly half were in hospital on Sunday"
    if any(a == "as" and b == "of" for a, b in pairwise(far)) or near[-1:] == ["by"]:
        return True  # when it was counted
    cut = next((k for k in range(len(far) - 1, -1, -1) if far[k] in _CLAUSES), -1)
    if cut >= 0 and far[cut] in {"that", "which"} and far[cut + 1 : cut + 2] == ["ended"]:
        cut += 1  # "the bombardment that ended the truce on Tuesday"
    over = any(n in _AFTERWARDS for n in far[cut + 1 :]) and not _as_it_ended(words, at)
    dying = _dying([w.norm for w in words[max(0, at - _DYING) : at]])
    told = any(n in _ASIDE_BEFORE for n in near) or following in _NAMES or _said_by(far)
    over = (
        over
        or set(far[cut + 1 :]) >= _TO_SEE
        or far[-3:-1] in (["went", "there"], ["came", "there"])
    )
    over = (
        over
        or following in _AFTERWARDS
        or _in_a_state([w.norm for w in words[max(0, at - _STATE) : at]])
    )
    ahead = [w.norm for w in words[at + 1 : at + 1 + _DYING]]
    found = _found_a_body(words, at, ahead)
    due = found or any(pair in _DUE for pair in pairwise(ahead))
    return over or dying or told or due or _of_mourning(words, at) or _dates_the_telling(words, at)


def _as_it_ended(words: Sequence[Token], at: int) -> bool:
    """ "The bombs killed 85 as classes ended on Saturday": what happened at that hour."""
    norms = [w.norm for w in words[max(0, at - _HOUR) : at]]
    told = next((k for k in range(len(norms) - 1, -1, -1) if norms[k] in _AT_ONCE), None)
    if told is None or norms[told:].count("ended") != 1:
        return False
    return any(w.norm in HARMS for w in words[: max(0, at - len(norms) + told)])


_HOUR = 7
_AT_ONCE = frozenset({"as", "when", "while"})


def _evening_of(words: Sequence[Token], at: int) -> bool:
    """ "Unaccounted for since Saturday evening's rocket strike": the day of the strike."""
    norms = [w.norm for w in words[at + 1 : at + 1 + _SAID_NEAR]]
    return norms[:1] != [] and norms[0] in _PARTS_OF_DAY and not HARMS.isdisjoint(norms)


_PARTS_OF_DAY = frozenset({"morning's", "afternoon's", "evening's", "night's"})


def _in_a_state(before: Sequence[str]) -> bool:
    """ "195 remained in hospital on Thursday", "was confirmed dead on Sunday": a later state."""
    near = before[-_STATE:]
    if near[-1:] == ["on"]:
        near = near[:-1]
    if [*near[-2:]] in (["confirmed", "dead"], ["pronounced", "dead"], ["declared", "dead"]):
        return True
    lasts = next((k for k in range(len(near) - 1, -1, -1) if near[k] in _LASTS), None)
    return lasts is not None and not _STATES.isdisjoint(near[lasts:])


_STATE = 8  # words before a day
_LASTS = frozenset({"remained", "remain", "remains", "still"})
_STATES = frozenset("hospital hospitals care condition treatment missing unaccounted wards".split())


def _when_struck(words: Sequence[Token], at: int) -> bool:
    """ "The work had lasted since Saturday morning, when a missile hit the house"."""
    norms = [w.norm for w in words[at : at + _WHEN_REACH]]
    if norms[0] not in _WEEKDAYS or "when" not in norms[:_WHEN_NEAR]:
        return False
    return not HARMS.isdisjoint(norms[norms.index("when") :])


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday".split())
_WHEN_NEAR, _WHEN_REACH = 4, 10


def _of_mourning(words: Sequence[Token], at: int) -> bool:
    """ "Saturday was a day of mourning for those killed"."""
    first = at + 2 if words[at].kind == "number" else at + 1  # "10 July was declared a day of"
    following = [w.norm for w in words[first : first + _SAID_NEAR]]
    ahead = following[:1] in (["was"], ["is"], ["has"], ["a"], ["as"])
    return ahead and "mourning" in following


def _dying(before: Sequence[str]) -> bool:
    """ "A woman died in hospital of her burns in Vinnytsia on Monday": after the attack."""
    died = next((k for k in range(len(before) - 1, -1, -1) if before[k] == "died"), None)
    if died is None:
        return False
    far = len(before) - died > _DYING_NEAR
    if far and not (_ATTACKED | _CLAUSES).isdisjoint(before[died + 1 :]):
        return False  # "died in hospital after the strike on Kharkiv on Jan. 2"
    return any(n in {"hospital", "wounds", "injuries", "burns"} for n in before)


_DYING_NEAR, _DYING = 8, 12
_ATTACKED = HARMS - {"wounded", "injured"}


def _said_by(far: Sequence[str]) -> bool:
    """ "The mayor said by radio on Monday": the words between tell of no harm."""
    said = next((k for k in range(len(far) - 1, -1, -1) if far[k] in _SAYS), None)
    return said is not None and HARMS.isdisjoint(far[said:]) and len(far) - said <= _SAID_NEAR


_SAYS = frozenset({"said", "told", "published", "issued", "released", "spoke"})
_SAID_NEAR = 6  # words from the verb to the day


def _dates_the_telling(words: Sequence[Token], at: int) -> bool:
    """ "On Saturday officials had spoken of 133 deaths": the day is that of the telling."""
    opens = at <= 1 or (words[at - 1].norm == "on" and words[at - 2].norm in {",", ";", "and"})
    if not opens or words[at].kind == "number":
        return False
    for word in words[at + 1 : at + 1 + _TELLERS]:
        if word.norm in _TELLS:
            return True
        if word.kind != "word" or word.norm in _CLAUSES:
            return False
    return False

"""Other attacks a sentence recalls, remembers years on, or sets beside its own; an army's losses.

Pure. "Kharkiv remembered the 59 dead of Hroza", "it came six days after gunmen killed 66".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.daysaway import HARMS, days_after
from incidents.extract.figure import Figure
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import has_cue
from incidents.extract.tokens import Token
from incidents.model import PersonStatus


def remembers(words: Sequence[Token]) -> bool:
    """ "Kharkiv remembered the 59 dead of Hroza, a year after the missile": an attack of old."""
    said = " ".join(w.norm for w in words[:_ASIDE])
    return _MARKED.search(said) is not None and _YEARS_ON.search(said) is not None


_ASIDE = 40
_MARKED = re.compile(
    r"\b(?:remember(?:ed|s)|mark(?:ed|s)|commemorat(?:ed|es)|honou?r(?:ed|s)|paid tribute|"
    r"unveil(?:ed|s)|gathered)\b"
)
_YEARS_ON = re.compile(r"\b(?:years? (?:after|since|on from|to the day)|anniversary)\b")


def of_an_army(figure: Figure, words: Sequence[Token]) -> bool:
    """ "1,120 Russian soldiers were killed or wounded over the past day": losses at a front."""
    soldiers = figure.status is PersonStatus.COMBATANT
    if not soldiers or (figure.estimate.headline or 0) < _ARMY:
        return False
    first = bisect_left(words, figure.start, key=lambda w: w.start)
    said = " ".join(w.norm for w in words[max(0, first - _ASIDE) : first + _ASIDE])
    return _DAILY.search(said) is not None


_ARMY = 100
_DAILY = re.compile(
    r"\bgeneral staff\b|\b(?:past|last|over|in|within) (?:the )?(?:day|24 hours|week)\b"
    r"|\b(?:a|per|each|every) (?:day|week)\b|\bdaily\b|\balong the front\b|\bat the front\b"
)


def recalled_in(words: Sequence[Token], lexicon: Lexicon) -> int | None:
    """Where a sentence begins to recall another attack; "a day after" may date its own."""
    at = has_cue(words, lexicon, "recalled")
    at = _days_after_another(words) if at is None else at
    if at is None or days_after(words, at) is not None:
        return None
    return None if at and days_after(words, at - 1) is not None else at


def _days_after_another(words: Sequence[Token]) -> int | None:
    """ "The attack came six days after gunmen killed 66": the number of days opens the other."""
    if "after" not in [w.norm for w in words]:
        return None
    for at in range(1, len(words) - 1):
        spans = words[at].norm in _DAYS and words[at + 1].norm == "after"
        if spans and any(w.norm in HARMS or w.norm in _CAME for w in words[:at]):
            return at + 1
    return None


_DAYS = frozenset("day days week weeks month months year years".split())
_CAME = frozenset({"came", "comes", "coming"})


def in_the_pluperfect(words: Sequence[Token]) -> bool:
    """ "Three had been killed in barrages on Friday night": of no place the sentence names."""
    pairs = list(pairwise([w for w in words if w.norm not in _NEARBY]))
    named = any(
        a.norm in _PLACING and b.text[:1].isupper() and b.norm not in _WEEKDAYS for a, b in pairs
    )
    named = named or any(w.norm in _SOMEWHERE for w in words)
    had = any(a.norm == "had" and b.norm in _SUFFERED for a, b in pairs)
    return had and not named


_SOMEWHERE = frozenset(
    "there here reported counted city town village district region area camp capital province "
    "suburb square market same another".split()
)
_NEARBY = frozenset({"nearby", "neighbouring", "the"})
_PLACING = frozenset("in at on near of".split())
_SUFFERED = frozenset("been died killed wounded injured".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

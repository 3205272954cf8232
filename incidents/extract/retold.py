"""Figures a report tells again, which its own better ones replace.

Pure. A headline drops "at least" ("Bombers kill 18"), a live blog repeats an old count further
down, and raiders boast of more dead than anyone counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from incidents.extract.drafts import Draft, Said
from incidents.extract.lexicon import load
from incidents.extract.standing import BODIES
from incidents.model import Measure, PersonStatus, Qualifier

_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.CASUALTIES})
_OWN = r"(?:it|they|(?:its|their)\s+(?:fighters|men|forces|militants|gunmen|soldiers|troops))"
_HARMED = r"(?:killed|wounded|injured|slain|eliminated|neutrali[sz]ed)"
_SAID = r"\b(?:said|says|saying|claimed|claims|claiming|boasted|spoke\s+of|speaks\s+of)\b"
#: "JNIM said it had killed almost 300": who attacked tells what the attack did.
_BOAST = re.compile(
    rf"{_SAID}(?:\s+(?:that|on\s+\w+)){{0,2}}\s+{_OWN}\b[^.;]{{0,70}}?\b{_HARMED}\b"
    rf"|\bclaim(?:s|ed|ing)\s+to\s+have\s+{_HARMED}\b",
    re.IGNORECASE,
)
_LEAD = 160  # characters before a figure in which its teller is looked for
#: Groups that also govern, whose ministries count the dead of their own side.
_GOVERN = frozenset({"Hamas", "Hezbollah", "Houthis"})


@cache
def _groups_say() -> re.Pattern[str]:
    """ "The BLA claimed that 90 soldiers had died": an armed group, and what it says."""
    groups = load("en").raw["groups"].items()
    names = [n for key, row in groups if key not in _GOVERN for n in row.split("|")]
    known = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"^(?:the\s+)?(?:{known}|(?:the\s+)(?:rebels|militants|insurgents|jihadists))\b"
        rf"(?:,[^,]{{0,60}},)?[^.;,]{{0,40}}?{_SAID}(?!\s+by\b)",
        re.IGNORECASE,
    )


def _is_boast(said: Said, text: str) -> bool:
    start = said.figure.start
    own = _ENDS.split(text[max(0, start - _LEAD) : start])[-1].lstrip("\"' “")
    told = own + text[start : said.figure.end]
    return _BOAST.search(told) is not None or _groups_say().search(own) is not None


def _army_claims(said: Said, others: int | None, text: str) -> bool:
    """ "The Russian military claimed 85 servicemen were killed", where others count the dead.

    ``others``: the fewest that others count.
    """
    figure = said.figure
    if figure.status is not PersonStatus.COMBATANT or others is None:
        return False
    own = _ENDS.split(text[max(0, figure.start - 2 * _LEAD) : figure.start])[-1]
    return others < (figure.estimate.headline or 0) and _ARMY_SAYS.search(own) is not None


def _counts_own(said: Said, text: str) -> bool:
    """ "63 of its servicemen had died": an army's count of its own dead."""
    return _OWN_DEAD.search(text, said.figure.start, said.figure.end) is not None


_OWN_DEAD = re.compile(
    r"\b(?:its|their)\s+(?:own\s+)?(?:servicemen|soldiers|troops|men|personnel)\b"
)


def _enemy_claims(said: Said, text: str) -> bool:
    """ "Ukraine's army claimed 400 had been killed", beside that count."""
    own = _ENDS.split(text[max(0, said.figure.start - 2 * _LEAD) : said.figure.start])[-1]
    found = _ARMY_SAYS.search(own)
    return found is not None and "claim" in found.group().casefold()


def _smallest_of_others(told: Sequence[Said]) -> dict[Measure, int]:
    """The fewest, above none, that are counted of each measure and are not said to be soldiers."""
    found: dict[Measure, int] = {}
    for said in told:
        size = said.figure.estimate.headline or 0
        if said.figure.status is not PersonStatus.COMBATANT and size:
            found[said.figure.measure] = min(size, found.get(said.figure.measure, size))
    return found


_ARMY_SAYS = re.compile(
    r"\b(?:military|army|(?:defen[cs]e|war)\s+ministry|ministry\s+of\s+defen[cs]e|moscow|kremlin)\b"
    r"[^.;]*?\b(?:sa(?:id|ys|ying)|claim(?:ed|s|ing)|maintain(?:ed|s|ing)|insist(?:ed|s|ing)|"
    r"assert(?:ed|s|ing)|alleg(?:ed|es|ing)|report(?:ed|s|ing)|announc(?:ed|es|ing))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?]\s+|\n")


def weigh_retold(drafts: Sequence[Draft], text: str) -> None:
    """Mark as earlier what the headline, an old count or a raider says of a better figure."""
    body = body_of(text)
    for draft in drafts:
        if len(draft.said) == 1 and not draft.said[0].figure.increment:
            continue  # nothing tells it again
        counts = [s for s in draft.said if _is_total(s)]
        old = _old_counts(counts)
        told = {_key(s): s.figure.estimate for s in reversed(counts) if s.figure.start >= body}
        boasts = {id(s) for s in counts if _is_boast(s, text)}
        plain = {s.figure.measure for s in counts if id(s) not in boasts}
        own = any(_counts_own(s, text) for s in counts)
        civil = _smallest_of_others(counts)
        latest = {s.figure.measure for s in counts if _key(s) not in old and not _is_old(s)}
        gone = {
            id(s) for s in counts
            if (s.figure.start < body and told.get(_key(s), s.figure.estimate) != s.figure.estimate)
            or (old.get(_key(s), s.figure.start) < s.figure.start and s.figure.measure in latest)
            or (id(s) in boasts and s.figure.measure in plain)
            or _army_claims(s, civil.get(s.figure.measure), text)
            or (own and not _counts_own(s, text) and _enemy_claims(s, text))
        }  # fmt: skip
        gone |= _rounded(counts) | _vague_heads(counts, body)
        gone |= {id(s) for s in _included(draft.said)} | _old_graves(counts, text)
        draft.said[:] = [replace(s, earlier=True) if id(s) in gone else s for s in draft.said]


def _rounded(told: Sequence[Said]) -> set[int]:
    """ "Nearly 200 people were killed: at least 184 died": the round figure of the same dead."""
    found = set()
    finer: dict[Measure, list[int]] = {}  # what was told behind, in order of size
    for said in sorted(told, key=lambda s: -s.figure.start):
        size = said.figure.estimate.headline or 0
        sizes = finer.setdefault(said.figure.measure, [])
        if said.figure.estimate.qualifier is not Qualifier.ABOUT:
            insort(sizes, size)
            continue
        at = bisect_left(sizes, _NEAR_LOW * size)
        if size and size % _ROUND == 0 and at < len(sizes) and sizes[at] <= size:
            found.add(id(said))
    return found


def _vague_heads(told: Sequence[Said], body: int) -> set[int]:
    """ "Scores dead" at the head, "dozens were feared dead", where a number follows.

    Behind the head a number far smaller than the word counts something less.
    """
    found, largest = set(), dict[Measure, int]()
    for said in reversed(told):
        figure = said.figure
        size = figure.estimate.high or figure.estimate.headline or 0
        if figure.estimate.qualifier is Qualifier.VAGUE:
            known = largest.get(figure.measure, 0)
            least = 1 if figure.start < body else (figure.estimate.headline or 0) // 2
            if known and known >= least:
                found.add(id(said))
        elif figure.pattern not in BODIES and not _is_old(said) and figure.start >= body:
            largest[figure.measure] = max(size, largest.get(figure.measure, 0))
    return found


_ROUND, _NEAR_LOW = 10, 0.85


def _old_counts(told: Sequence[Said]) -> dict[tuple[Measure, int | None], int]:
    """What the text calls an earlier count, and where it says so first."""
    found: dict[tuple[Measure, int | None], int] = {}
    for said in told:
        if _is_old(said):
            found.setdefault(_key(said), said.figure.start)
    return found


def _is_old(said: Said) -> bool:
    return said.figure.superseded or said.earlier


def _included(told: Sequence[Said]) -> list[Said]:
    """Additions that a total told before holds: "eight died; six at once, and two more later".

    So do "nine more bodies found overnight", which a total of the day has counted.
    """
    found = []
    last: dict[Measure, int] = {}
    top: dict[Measure, int] = {}
    for said in told:
        figure, size = said.figure, said.figure.estimate.headline or 0
        measure = figure.measure
        if figure.subset_of is not None or measure not in _HARM or figure.superseded:
            continue
        more = last.get(measure, 0) + size
        found_now = figure.pattern in BODIES and bool(top)
        if figure.increment and (found_now or more <= top.get(measure, 0)):
            found.append(said)
            continue
        last[measure] = size + (last.get(measure, 0) if figure.increment else 0)
        top[measure] = max(top.get(measure, 0), last[measure])
    return found


def _old_graves(told: Sequence[Said], text: str) -> set[int]:
    """ "A mass grave with 449 bodies was found there", after the dead of the attack."""
    dead = [s.figure.start for s in told if s.figure.measure is Measure.KILLED]
    found = set()
    for said in told:
        start = said.figure.start
        bodies = said.figure.pattern in BODIES and dead[0] < start
        if bodies and "mass grave" in text[max(0, start - _LEAD) : said.figure.end].casefold():
            found.add(id(said))
    return found


def body_of(text: str) -> int:
    """Where the text below a headline begins; 0 where there is none."""
    head = text.lstrip()
    at = head.find("\n")
    return len(text) - len(head) + at if 0 < at <= _HEADLINE and head[at - 1] != "." else 0


_HEADLINE = 200


def _is_total(said: Said) -> bool:
    figure = said.figure
    whole = figure.subset_of is None and figure.measure in _HARM and not figure.increment
    return whole and figure.status is not PersonStatus.ATTACKER


def _key(said: Said) -> tuple[Measure, int | None]:
    return said.figure.measure, said.figure.estimate.headline

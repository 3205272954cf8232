"""Figures a report tells again, which its own better ones replace.

Pure. A headline drops "at least" ("Bombers kill 18"), a live blog repeats an old count further
down, and raiders boast of more dead than anyone counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.drafts import Draft, Said
from incidents.model import Measure, PersonStatus, Qualifier

_OPEN = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.ABOUT})
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.CASUALTIES})
_OWN = r"(?:it|they|(?:its|their)\s+(?:fighters|men|forces|militants|gunmen|soldiers|troops))"
_HARMED = r"(?:killed|wounded|injured|slain|eliminated|neutrali[sz]ed)"
#: "JNIM said it had killed almost 300": who attacked tells what the attack did.
_BOAST = re.compile(
    rf"\b(?:said|says|saying|claimed|claims|claiming|boasted)\s+(?:that\s+)?{_OWN}\s+"
    rf"(?:had\s+|have\s+|has\s+)?{_HARMED}\b|\bclaim(?:s|ed|ing)\s+to\s+have\s+{_HARMED}\b",
    re.IGNORECASE,
)
_LEAD = 60  # characters before a figure in which its teller is looked for


def weigh_retold(drafts: Sequence[Draft], text: str) -> None:
    """Mark as earlier what the headline, an old count or a raider says of a better figure."""
    body = _body_of(text)
    for draft in drafts:
        counts = [s for s in draft.said if _is_total(s)]
        old: dict[tuple[Measure, int | None], int] = {}
        for s in counts:
            if s.figure.superseded or s.earlier:
                old.setdefault(_key(s), s.figure.start)
        bounded = {_key(s) for s in counts if s.figure.start >= body and _is_open(s)}
        boasts = [s for s in counts if _BOAST.search(_told(s, text))]
        plain = {s.figure.measure for s in counts if s not in boasts}
        latest = {
            s.figure.measure for s in counts
            if _key(s) not in old and not (s.figure.superseded or s.earlier)
        }  # fmt: skip
        gone = [
            s for s in counts
            if (s.figure.start < body and _is_exact(s) and _key(s) in bounded)
            or (old.get(_key(s), s.figure.start) < s.figure.start and s.figure.measure in latest)
            or (s in boasts and s.figure.measure in plain)
        ]  # fmt: skip
        draft.said[:] = [replace(s, earlier=True) if s in gone else s for s in draft.said]


def _body_of(text: str) -> int:
    """Where the text below a headline begins; 0 where there is none."""
    head = text.lstrip()
    at = head.find("\n")
    return len(text) - len(head) + at if 0 < at <= _HEADLINE and head[at - 1] != "." else 0


_HEADLINE = 200


def _is_total(said: Said) -> bool:
    figure = said.figure
    whole = figure.subset_of is None and figure.measure in _HARM and not figure.increment
    return whole and figure.status is not PersonStatus.ATTACKER


def _is_open(said: Said) -> bool:
    return said.figure.estimate.qualifier in _OPEN and not said.figure.carried


def _is_exact(said: Said) -> bool:
    return said.figure.estimate.qualifier is Qualifier.EXACT


def _key(said: Said) -> tuple[Measure, int | None]:
    return said.figure.measure, said.figure.estimate.headline


def _told(said: Said, text: str) -> str:
    """The words before a figure and its own, back to where its sentence may begin."""
    start = said.figure.start
    return text[max(0, start - _LEAD) : said.figure.end]

"""Which counts a text calls earlier ones, or another's that the first outlives. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from incidents.extract.counted_later import LATER
from incidents.extract.figure import Figure
from incidents.extract.lexicon import Lexicon
from incidents.extract.othertimes import HOURS, TODAY
from incidents.extract.tokens import Sentence, Token

_OPENING = 5


def _by_the_hour(words: Sequence[Token], clause: Sequence[Token]) -> bool:
    """ "By late evening doctors had counted 68": the later count, unless it was "the first"."""
    norms = [w.norm for w in words[:_OPENING]]
    timed = norms[:1] == ["by"] and not _PARTS_OF_DAY.isdisjoint(norms)
    return timed and _FIRSTS.isdisjoint(w.norm for w in clause)


_PARTS_OF_DAY = frozenset("noon midday evening afternoon night midnight morning nightfall".split())
_FIRSTS = frozenset("first initially earlier previously preliminary originally previous".split())


def is_earlier(sentence: Sentence, figure: Figure, lexicon: Lexicon, *, cued: bool) -> bool:
    """Whether the text calls a count an earlier one ("had first put the toll at six") or another's.

    ``cued``: whether the sentence has such a word at all.
    """
    before = [w for w in sentence.tokens if w.start < figure.end]
    cuts = [k for k, w in enumerate(before) if w.norm in {";", "but"}]
    goes_on = figure.pattern == LATER  # "first spoke of 10; by the evening it was 12"
    clause = before[cuts[-1] + 1 :] if cuts and not goes_on else before
    after = [w for w in sentence.tokens if w.start >= figure.end][:2]
    if _by_the_hour(sentence.tokens, clause):
        return False
    if _withdrawn([w.norm for w in sentence.tokens if w.start >= figure.end]):
        return True
    if not cued:
        return _is_rival([w.norm for w in clause])
    table = lexicon.cues["earlier"]
    for at in range(len(clause)):
        if table.at(clause, at) is None:
            continue
        following = clause[at + 1].norm if at + 1 < len(clause) else ""
        last = clause[at - 1].norm if at else ""
        behind = clause[at + 2].norm if at + 2 < len(clause) else ""
        timed = following in _IN_TIME and not (following == "the" and _names_no_time(behind))
        hour = clause[at].norm == "earlier" and (timed or last in _SPANS)
        if not hour:
            return True
    late = any(w.norm in {"earlier", "previously"} for w in after[:1])
    return late or _is_rival([w.norm for w in clause])


def _withdrawn(norms: Sequence[str]) -> bool:
    """ "We spoke of four deaths; those numbers are no longer valid"."""
    pairs = list(pairwise(norms))
    at = next((k for k, pair in enumerate(pairs) if pair in _NO_MORE), None)
    return at is not None and not _VALID.isdisjoint(norms[at + 1 : at + 4])


_NO_MORE = frozenset({("no", "longer"), ("out", "of"), ("not", "valid"), ("since", "been")})
_VALID = frozenset(
    "valid current correct accurate date hold holds stand stands corrected revised".split()
)


def _is_rival(norms: Sequence[str]) -> bool:
    """ "The media office gave a higher toll of 100": another's count, which the first outlives."""
    near = zip(["", *norms], norms, norms[1:], strict=False)
    compared = any(b in _COMPARED and c in _COUNTS and a not in _REVISE for a, b, c in near)
    return compared and _NEWER.isdisjoint(norms)


_COMPARED = frozenset({"higher", "lower", "smaller", "larger", "bigger"})
_COUNTS = frozenset({"toll", "figure", "count", "number", "estimate", "tally", "death"})
_REVISE = frozenset("police officials authorities they to".split())  # "police lower count to 18"
_NEWER = frozenset("later now revised updated raised new newer since".split())


def _names_no_time(word: str) -> bool:
    """Whether what stands behind "earlier the" is who told, not when."""
    return word not in HOURS | TODAY | {"same", "previous", "other"}


_IN_TIME = frozenset("in on this that today the than at".split())
_SPANS = frozenset("hours hour days day weeks week months month years year minutes".split())

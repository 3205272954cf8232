"""Whether a sentence tells of another attack on a place the text has told of already. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

_ATTACKED = (
    r"(?:attack(?:ed|s|ing)?|str(?:uck|ikes?|iking)|hits?|shell(?:ed|ing)|bomb(?:ed|ing|ings)?|"
    r"target(?:ed|ing)|pounded|fell|landed|under\s+(?:fire|attack|shelling))"
)
_ONCE_MORE = r"(?:again|once\s+(?:more|again)|anew|a\s+(?:second|third|fourth)\s+time)"
#: "Drones attacked the city again"; not "a drone attack came, again without injuries".
_AGAIN = re.compile(
    rf"\b{_ATTACKED}\b[^.,;:]{{0,50}}?\b{_ONCE_MORE}\b|\b{_ONCE_MORE}\s+{_ATTACKED}\b",
    re.IGNORECASE,
)


#: "About four hours after the missile came a wave of drones".
_HOURS_ON = re.compile(
    r"\bhours?\s+after\s+(?:the|that)\s+\w+(?:\s+\w+)?,?\s+(?:came|followed|\w+\s+(?:drones?|missiles?|"
    r"bombs?|shells?|rockets?)\s+(?:hit|struck|fell|attacked))\b|\bhours?\s+after\s+(?:the|that)\s+"
    r"\w+,?\s+an?\s+(?:\w+\s+)?(?:drone|missile|bomb|shell|rocket|strike|attack)\b",
    re.IGNORECASE,
)


def strikes_again(said: str) -> bool:
    """Whether a sentence says so in other words than one of the phrases of the pattern file."""
    small = said.casefold()  # a search of a pattern costs more than five of a word
    told = "again" in small or "once" in small or "anew" in small or "time" in small
    if told and _AGAIN.search(said) is not None:
        return True
    return "after" in small and _HOURS_ON.search(said) is not None


#: "A missile came down in the street": told for the first time, unlike "the missile".
_ONE_MORE = re.compile(
    r"\b(?:an?|one)\s+(?:[\w-]+\s+){0,3}?(?:missile|rocket|drone|uav|bomb|shell|strike|attack)\b"
    r"[^.;]{0,60}?\b(?:hit|struck|fell|landed|came|exploded|crashed|killed|wounded|injured|left)\b",
    re.IGNORECASE,
)
_HOURS = {
    "morning": "morning", "dawn": "morning", "afternoon": "afternoon", "noon": "noon",
    "midday": "noon", "evening": "evening", "overnight": "night", "night": "night",
}  # fmt: skip


def at_another_hour(norms: Collection[str], told: Collection[str], said: str) -> bool:
    """Whether one more missile hit in the evening, where the text told of the afternoon."""
    now = {_HOURS[n] for n in norms if n in _HOURS}
    then = {_HOURS[n] for n in told if n in _HOURS}
    return bool(now and then) and now.isdisjoint(then) and tells_one_more(said)


def tells_one_more(said: str) -> bool:
    """Whether a sentence brings in a missile, a drone or a strike for the first time."""
    return _ONE_MORE.search(said) is not None


#: "The second strike hit rescuers": one of the two the attack was told to be.
_THE_SECOND = re.compile(
    r"\A\s*the\s+(?:second|third|later|other)\s+(?:[\w-]+\s+)?(?:attack|strike|raid|missile|drone)\b",
    re.IGNORECASE,
)


def of_the_second(said: str) -> bool:
    """Whether a sentence only tells of the second blow of an attack told of already."""
    return _THE_SECOND.search(said) is not None


#: "The vehicles were hit near the village of Berezovka": what was told of already, told finer.
_WHERE = re.compile(
    r"\A\s*(?:the|both|all)\s+(?:[\w-]+\s+){1,3}?(?:was|were)\s+(?:attacked|hit|struck|shelled|"
    r"bombed|targeted|ambushed|shot)\b|\A\s*it\s+(?:happened|took\s+place|occurred)\b",
    re.IGNORECASE,
)


def tells_where(said: str) -> bool:
    """Whether a sentence only tells where the attack told of was."""
    return _WHERE.search(said) is not None

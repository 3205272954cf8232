"""Whether a sentence tells of another attack on a place the text has told of already. Pure."""

from __future__ import annotations

import re

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


def strikes_again(said: str) -> bool:
    """Whether a sentence says so in other words than one of the phrases of the pattern file."""
    return _AGAIN.search(said) is not None

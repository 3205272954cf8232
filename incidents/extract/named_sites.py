"""Mentions that are only part of another name: a mall, a mosque or a quarter called after a town.

Pure.
"""

from __future__ import annotations

import re
from collections import Counter

from incidents.model import Mention


def not_in_a_name(
    text: str, mentions: tuple[Mention, ...], unknown: tuple[Mention, ...]
) -> list[Mention]:
    """Without "a church" of "a church in Komanda", whose point would be another town's.

    Nor "Jérémie" of "the Wharf Jérémie area", nor a mall or school that bears a town's name.
    """
    inner = {at for u in unknown for at in range(u.start + 1, u.end)}
    lands = Counter(m.place.country for m in mentions if m.place)
    mentions = tuple(
        m for m in mentions
        if m.start not in inner and _NAMES_A_SITE.match(text, m.end) is None
        and not _bears_a_name(text, m, lands)
    )  # fmt: skip
    before = {text.rfind(" in ", 0, m.start) for m in unknown if text.endswith(" in ", 0, m.start)}
    return [m for m in mentions if m.end not in before or _has_own_point(m)]


#: "The Westfield shopping centre in Bondi Junction".
_NAMES_A_SITE = re.compile(
    r"\s+(?:shopping\s+(?:cent(?:re|er)|mall)|mall|school|college|hotel|cinema|theatre|nightclub|"
    r"restaurant|cafe|café|bar|supermarket)\s+in\s+(?:the\s+)?[A-Z]"
)


def _bears_a_name(text: str, mention: Mention, lands: Counter[str | None]) -> bool:
    """ "Near the Madina mosque", in a report of Pakistan: named after the city abroad."""
    if mention.place is None or _SHRINE.match(text, mention.end) is None:
        return False
    return lands[mention.place.country] == 1 < len(lands)


_SHRINE = re.compile(r"\s+(?:mosque|church|cathedral|temple|synagogue|shrine|hotel|school)\b")


def _has_own_point(mention: Mention) -> bool:
    return mention.place is None or mention.place.place_id is not None

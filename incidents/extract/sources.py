"""Who counted, where a sentence says so.

Pure. Standing follows `incidents.model.Standing`: bodies that do the counting (emergency
services, health ministries, prosecutors) above officials, those above the publisher.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.model import Counter, Standing

_STANDING = {"counting": Standing.COUNTING, "official": Standing.OFFICIAL}


def counter_in(words: Sequence[Token], lexicon: Lexicon) -> Counter | None:
    """The best-placed source a sentence names; None if it names none."""
    table = lexicon.counters
    best: tuple[Standing, str] | None = None
    for at in range(len(words)):
        hit = table.at(words, at)
        if hit is None:
            continue
        standing = _STANDING[hit[1]]
        if best is None or standing > best[0]:
            best = standing, " ".join(w.text for w in words[at : at + hit[0]])
    if best is None:
        return None
    party = True if best[1].casefold() in lexicon.raw["counters"]["party"] else None
    return Counter(best[1], best[0], party)

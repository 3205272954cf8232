"""What happened and with what: ACLED event types and weapons from the words.

Pure. Codes are ACLED's (Codebook, sub-event types); where several weapons are named the
shelling, artillery and missile sub-type stands, since it covers a combined barrage.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.model import Weapon

_SHELLING = {"ballistic missile", "cruise missile", "missile", "artillery", "rocket", "mortar"}
_AIR = {"drone", "glide bomb", "air-dropped bomb"}
_REMOTE = "Explosions/Remote violence"
_AIR_WORDS = frozenset({"airstrike", "airstrikes", "air", "aerial", "авіаудар", "авиаудар"})
_BY_HAND = frozenset({"knife", "vehicle"})


def weapons_in(words: Sequence[Token], lexicon: Lexicon) -> tuple[Weapon, ...]:
    """Weapons a sentence names; the model's name wins over its bare kind.

    A family "other: knife" of the pattern file is a weapon called a knife of the family "other".
    """
    table = lexicon.weapons
    if "weapons" not in lexicon.opened.of(words):
        return ()
    norms = [w.norm for w in words]
    may = "may" in norms or "possibly" in norms or "might" in norms
    found: list[Weapon] = []
    at = 0
    while at < len(words):
        hit = table.at(words, at)
        if hit is None:
            at += 1
            continue
        length, family = hit
        name = " ".join(w.text for w in words[at : at + length])
        if any(c.isdecimal() for c in name):
            following = table.at(words, at + length) if at + length < len(words) else None
            length += following[0] if following else 0
        elif norms[at] not in lexicon.models or ": " in family:
            name = family
        family, _, plain = family.partition(": ")
        name = plain if plain and ": " in name else name
        found.append(Weapon(name, family, may=may and any(c.isdecimal() for c in name)))
        at += length
    return tuple(dict.fromkeys(found))


def event_type(weapons: Sequence[Weapon], words: frozenset[str]) -> tuple[str, str] | None:
    """ACLED type and sub-type for what was named; None if nothing was."""
    families = {w.family for w in weapons}
    if words & _AIR_WORDS and not families & (_SHELLING - {"missile"}) and "drone" not in families:
        return _REMOTE, "Air/drone strike"
    if families & _SHELLING:
        return _REMOTE, "Shelling/artillery/missile attack"
    if families & _AIR:
        return _REMOTE, "Air/drone strike"
    if "explosive device" in families:
        suicide = "suicide" in words
        return _REMOTE, "Suicide bomb" if suicide else "Remote explosive/landmine/IED"
    if "small arms" in families or _BY_HAND & {w.name for w in weapons}:
        return "Violence against civilians", "Attack"
    return None

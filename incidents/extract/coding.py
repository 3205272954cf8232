"""What happened and with what: ACLED event types, weapons and actors from the words.

Pure. Codes are ACLED's (Codebook, sub-event types); where several weapons are named the
shelling, artillery and missile sub-type stands, since it covers a combined barrage.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.model import Actor, Attribution, Weapon

_SHELLING = {"ballistic missile", "cruise missile", "missile", "artillery", "rocket", "mortar"}
_AIR = {"drone", "glide bomb", "air-dropped bomb"}
_REMOTE = "Explosions/Remote violence"
_AIR_WORDS = frozenset({"airstrike", "airstrikes", "air", "aerial", "авіаудар", "авиаудар"})
_BLAMED = frozenset({"blamed", "accused", "attributed"})


def weapons_in(words: Sequence[Token], lexicon: Lexicon) -> tuple[Weapon, ...]:
    """Weapons a sentence names; the model's name wins over its bare kind."""
    table = lexicon.weapons
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
        else:
            name = family
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
    if "small arms" in families:
        return "Violence against civilians", "Attack"
    return None


def actors_in(words: Sequence[Token], lexicon: Lexicon) -> tuple[Actor, ...]:
    """Who is said to have attacked: named before, or blamed for, the attack of a sentence."""
    attack = lexicon.raw["cues"]["attacker_words"].split()
    found: list[Actor] = []
    norms = [w.norm for w in words]
    for name, row in lexicon.raw["actors"].items():
        names = set(row.split())
        for at, norm in enumerate(norms):
            if norm not in names:
                continue
            ahead = norms[at + 1 : at + 5]
            behind = norms[max(0, at - 7) : at]
            strikes = any(a.startswith(tuple(attack)) for a in ahead) and norms[at - 1] != "at"
            blamed = any(b in _BLAMED for b in behind)
            if strikes or blamed:
                found.append(Actor(name, Attribution.ATTRIBUTED))
                break
    return tuple(found)

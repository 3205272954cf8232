"""The noun a count counts, and how far its phrase reaches.

Pure. Limits: a noun that the pattern file does not know is "unknown": taken as people only where
the shape around it can speak of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.numbers import read_at
from incidents.extract.tokens import Token

_REACH = 6


def noun_phrase(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, str, str]:
    """End, kind and head of the noun phrase that may stand at ``at``.

    Modifiers before the noun are taken in ("Indian Army soldiers"); words after a known noun
    are not, unless they are known nouns themselves ("police officers").
    """
    end, kind, head = at, "bare", ""
    here = at
    if here < len(words) and words[here].norm == "of":
        here = _past_of(words, here)
        inner = read_at(words, here, lexicon) if here < len(words) else None
        if inner is not None and not inner.article:
            here = inner.end
        if here < len(words) and words[here].norm in {"them", "whom", "which", "those", "these"}:
            return at, "bare", ""
    while here < len(words) and here - at < _REACH + 2:
        token = words[here]
        if token.kind != "word" or _stops(words, here, lexicon):
            break
        noun = lexicon.nouns.at(words, here)
        fired = here + 1 < len(words) and words[here + 1].norm in _FIRE
        if noun is None and fired and token.norm in _OPENS_FIRE:
            break
        if noun is None and token.norm in _VICTIMS:
            noun = (1, "person")
        if noun is None and (lexicon.classes.at(words, here) or (0, ""))[1] == "SKIP":
            here += 1
            continue
        if noun is None:
            compound = kind in {"thing", "munition"} and _compound(words, here, lexicon)
            known = kind not in {"bare", "unknown"}
            if known and not compound and not _goes_on(words, here, lexicon):
                break
            kind, head, end = "unknown", token.norm, here + 1
        else:
            kind, head, end = noun[1], words[here + noun[0] - 1].norm, here + noun[0]
        here = max(end, here + 1)
    if kind == "unknown" and end - at > _REACH - 1:
        return at, "bare", ""
    return end, _kind_of(words[at:end], kind, head), head


def _kind_of(phrase: Sequence[Token], kind: str, head: str) -> str:
    forces = head in _MEMBERS and any(w.norm in _FORCES for w in phrase)
    return "combatant" if forces else kind


def _goes_on(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a modifier leads to another noun ("Afghan National Army soldiers").

    Behind a nation's name also in small letters: "four Afghan intelligence officers".
    """
    nation = at > 0 and words[at - 1].text[0].isupper()
    plural = words[at].norm.endswith("s") and lexicon.classes.at(words, at) is None
    if at and words[at - 1].norm in _ADJECTIVES and plural:
        return True  # "three local cricketers", not "three civilian casualties"
    for here in range(at, min(at + 4, len(words))):
        if words[here].kind != "word" or _stops(words, here, lexicon):
            return False
        noun = lexicon.nouns.at(words, here)
        if noun is not None:
            return noun[1] in {"person", "civilian", "combatant", "attacker"}
        if not (nation or words[here].text[0].isupper()):
            return False
    return False


_ADJECTIVES = frozenset("local female male elderly teenage adult".split())


def _compound(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a thing only names a kind of person ("village defense volunteer")."""
    for here in range(at, min(at + 2, len(words))):
        if words[here].kind != "word" or _stops(words, here, lexicon):
            return False
        noun = lexicon.nouns.at(words, here)
        if noun is not None:
            return noun[1] in {"person", "civilian", "combatant", "attacker"}
    return False


def _past_of(words: Sequence[Token], at: int) -> int:
    here = at
    while here < len(words) and words[here].norm in _OWNED:
        here += 1
    return here


_OWNED = frozenset("of the these those her his their its".split())
STOPPERS = frozenset(
    """in on at by for from with after before during as when while since into near of to and or but
    that who which whom whose the a an this these those there it its they he she his her their said
    says according about around between over under across around outside inside within without
    through against because than if were was is are be been had has have did do does not so he
    per each every where until via despite following amid among whilst
    monday tuesday wednesday thursday friday saturday sunday today yesterday overnight tonight
    broke came took went got more most few""".split()
)


#: "Four army members": soldiers as much as any.
_MEMBERS = frozenset({"member", "members"})
_FORCES = frozenset("army military navy battalion brigade infantry police guard militia".split())
_FIRE = frozenset({"fire", "fires"})
_OPENS_FIRE = frozenset("opened open opens opening exchanged returned set caught under".split())
_VICTIMS = frozenset({"victim", "victims"})


def _is_person(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    near = (lexicon.nouns.at(words, k) for k in range(at, min(at + 2, len(words))))
    return any(noun is not None and noun[1] in {"person", "civilian"} for noun in near)


def _stops(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    norm = words[at].norm
    if norm in STOPPERS:
        return True
    named = lexicon.classes.at(words, at)
    if named is None:
        return False
    if norm in _VICTIMS and at + 1 < len(words):
        following = lexicon.classes.at(words, at + 1)
        return following is None or following[1] not in {"OF", "BE", "DIE"}
    if named == (1, "SAFE") and _is_person(words, at + 1, lexicon):
        return False  # "28 displaced people", "ten detained family members"
    if named[1] == "SKIP" or named[1] == "CASUALTIES":
        return named[1] == "CASUALTIES"
    return True

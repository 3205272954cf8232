"""Who is said to have attacked, and on whose word.

Pure. An actor is named where it acts ("Russia attacked", "Russian drones hit", "a Russian strike"),
is blamed, or takes the attack on itself. A people's name beside a drone, a town or a border names
nobody. Limits: sentence by sentence; a claim told as "it" is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.slavic.actors import actors_by_clause
from incidents.extract.tokens import Token
from incidents.model import Actor, Attribution

_BLAMED = frozenset({"blamed", "accused", "attributed"})
_MEANS = frozenset(
    "air aerial drone drones missile missiles rocket rockets artillery tank mortar bomb bombs "
    "glide ballistic cruise shell shells naval suicide car uav uavs "
    "warplane warplanes jet jets aircraft overnight massive combined fresh new".split()
)
_ATTACKS = frozenset(
    "strike strikes attack attacks airstrike airstrikes shelling bombardment bombing bombings raid "
    "raids barrage assault offensive fire fired".split()
)
_FORCES = frozenset(
    "forces troops soldiers army military militants militant fighters fighter rebels gunmen "
    "insurgents warplanes jets aircraft armed group militia militiamen bombers terrorists".split()
)
_ACT = frozenset(
    "attacked struck strikes hit shelled bombed fired launched stormed ambushed raided dropped "
    "opened bombarded rammed pounded targeted attacks hits shells bombs".split()
)
_HARM = frozenset("killed killing kill injured injuring wounded wounding".split())
_BE = frozenset("was were been being be is are after when".split())
_FILL = frozenset("has have had also then again deliberately reportedly itself later".split())
_TARGET = frozenset("on against at in near of inside into toward towards".split())
_DENIES = frozenset("denied denies deny".split())
_NOBODY = frozenset("no nobody neither not".split())
_STRANGERS = frozenset("unknown unidentified".split())
_STRANGER = frozenset(
    "gunmen gunman attackers attacker assailants assailant militants bandits raiders".split()
)
_LANDS = frozenset("russia ukraine israel iran india pakistan turkey".split())
_REACH = 7


def actors_in(words: Sequence[Token], lexicon: Lexicon) -> tuple[Actor, ...]:
    """The actors of one sentence, each on the strongest word there is for it."""
    read = _by_words if lexicon.language == "en" else actors_by_clause
    return strongest(read(words, lexicon))


def strongest(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Each actor once; what it claims itself stands above what others say of it."""
    if not actors:
        return ()
    rank = {Attribution.CLAIMED: 0, Attribution.ATTRIBUTED: 1, Attribution.UNKNOWN: 2}
    best: dict[str, Actor] = {}
    for actor in actors:
        known = best.get(actor.name)
        if known is None or rank[actor.attribution] < rank[known.attribution]:
            best[actor.name] = actor
    return tuple(best.values())


def _by_words(words: Sequence[Token], lexicon: Lexicon) -> list[Actor]:
    norms = [w.norm for w in words]
    if "actors" not in lexicon.opened.of(words) and _STRANGERS.isdisjoint(norms):
        return []
    found = []
    for at in range(len(words)):
        hit = lexicon.actors.at(words, at)
        if hit is not None:
            word = _word_for(norms, at, at + hit[0])
            if word is not None:
                found.append(Actor(hit[1], word))
        elif norms[at] in _STRANGERS and norms[at + 1 : at + 2] and norms[at + 1] in _STRANGER:
            found.append(Actor("unidentified " + norms[at + 1], Attribution.UNKNOWN))
    return found


def _word_for(norms: Sequence[str], at: int, end: int) -> Attribution | None:
    """On whose word the actor at ``at`` to ``end`` attacked; None if nobody says so."""
    before, after = norms[max(0, at - _REACH) : at], norms[end : end + _REACH]
    if _claims(before, after):
        return Attribution.CLAIMED
    if any(w in _DENIES for w in after[:2]):
        return None
    lands = norms[at] in _LANDS
    acts = _acts(before, after, lands=lands)
    return Attribution.ATTRIBUTED if _blamed(before, after) or acts else None


def _claims(before: Sequence[str], after: Sequence[str]) -> bool:
    if _NOBODY & set(before[-2:]):
        return False
    acts = [w for w in after if w not in _FILL and w not in _FORCES and w != "group"]
    own = acts[:2] in (["claimed", "responsibility"], ["claims", "responsibility"])
    said = acts[:2] == ["said", "it"] and any(w in {"carried", "behind", "attacked"} for w in acts)
    by = before[-1:] == ["by"] or before[-2:] == ["by", "the"]
    passive = by and "claimed" in before
    return own or said or passive


def _blamed(before: Sequence[str], after: Sequence[str]) -> bool:
    named = [w for w in before if w not in {"the", "a", "an", "on", "to", "suspected"}]
    by = before[-1:] == ["by"] or before[-2:] in (["by", "the"], ["by", "a"], ["by", "suspected"])
    passive = by and any(w in _HARM | _ACT or w == "out" or w in _ATTACKS for w in before)
    said = after[:2] in (["was", "blamed"], ["were", "blamed"], ["was", "behind"])
    acts = [w for w in after if w not in _FILL and w not in _FORCES]
    carried = acts[:2] == ["carried", "out"] or acts[:2] == ["were", "behind"]
    return bool(named and named[-1] in _BLAMED) or passive or said or carried


def _acts(before: Sequence[str], after: Sequence[str], *, lands: bool) -> bool:
    """ "Russia attacked", "Russian forces shelled", "a Russian missile strike", "drones hit".

    ``lands``: a bare country, which beside "attack" tells where ("Pakistan bombing kills").
    """
    rest = [w for w in after if w not in _FILL]
    first = next((k for k, w in enumerate(rest) if w not in _FORCES), len(rest))
    means = next((k for k, w in enumerate(rest) if w not in _MEANS), len(rest))
    if before and before[-1] in _TARGET:
        return False
    if first < len(rest) and rest[first] in _ACT:
        return True
    if lands or means == len(rest):
        return False
    return rest[means] in _ATTACKS or (means > 0 and rest[means] in _ACT | _HARM)

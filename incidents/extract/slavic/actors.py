"""Who attacked, as Ukrainian and Russian sentences say, and on whose word.

Pure. A name attacks where an attack follows it in the same clause ("російські війська вдарили",
"удар российской ракеты"), where it is blamed, or where it takes the attack on itself. A ministry
that reports, a land that is struck and a defence that shoots down attack nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.lexicon import Lexicon
from incidents.extract.tokens import Token
from incidents.model import Actor, Attribution

#: Right before a name these make it one who speaks, or a place.
_SPEAKS = (
    "минобор", "міноборо", "мзс", "мид", "мвд", "мвс", "генштаб", "президент", "губернатор",
    "мчс", "территор", "територ", "граждан", "громадян", "позиц", "сторон", "сторін", "бік",
    "след", "слід", "скр", "суд", "сили", "силы", "сил", "ск", "област",
)  # fmt: skip
_STRUCK = frozenset("по на в у над із з из с до від от против проти к над для про о об".split())
_DEFENDS = ("збил", "збит", "сбил", "сбит", "перехоп", "перехват", "уничтож", "знищ", "подав",
            "відби", "отби", "отраж", "знешк", "нейтрал", "ппо", "пво", "втрат", "потер",
            "сообщ", "повідом", "заяв")  # fmt: skip
_BLAMES = ("звинувач", "звинувати", "обвин")
_OWN = ("відповідальн", "ответственн")
_BREAKS = frozenset({",", ":", ";", ".", "—", "–", "(", ")", "що", "что", "які", "которые"})
_REACH = 5
_BLAMED = 7


def actors_by_clause(words: Sequence[Token], lexicon: Lexicon) -> list[Actor]:
    """The actors of one sentence, each where the first of its names attacks."""
    attacks = tuple(lexicon.raw["cues"]["attacker_words"].split())
    norms = [w.norm for w in words]
    names = {n: name for name, row in lexicon.raw["actors"].items() for n in row.split()}
    found: dict[str, Actor] = {}
    for at, norm in enumerate(norms):
        name = names.get(norm)
        if name is None or name in found:
            continue
        word = _word_for(norms, at, attacks, names)
        if word is not None:
            found[name] = Actor(name, word)
    return list(found.values())


def _word_for(
    norms: Sequence[str], at: int, attacks: tuple[str, ...], names: dict[str, str]
) -> Attribution | None:
    before, after = norms[max(0, at - _BLAMED) : at], _clause(norms, at, names)
    if any(w.startswith(_OWN) for w in after) and any(w in {"себе", "себя"} for w in after):
        return Attribution.CLAIMED
    if any(w.startswith(_BLAMES) for w in before):
        return Attribution.ATTRIBUTED
    last = before[-1] if before else ""
    if last in _STRUCK or last.startswith(_SPEAKS) or any(w.startswith(_DEFENDS) for w in after):
        return None
    struck = last.startswith(attacks)  # "удар російської ракети", "атаки рф"
    return Attribution.ATTRIBUTED if struck or any(w.startswith(attacks) for w in after) else None


def _clause(norms: Sequence[str], at: int, names: dict[str, str]) -> Sequence[str]:
    """The words after a name up to a mark or another name."""
    after = norms[at + 1 : at + 1 + _REACH]
    end = next((k for k, w in enumerate(after) if w in _BREAKS or w in names), len(after))
    return after[:end]

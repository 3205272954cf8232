"""What a row of word classes is made of. Pure values."""

from __future__ import annotations

from incidents.extract.numbers import Reading
from incidents.model.values import value

PEOPLE = frozenset({"person", "civilian", "combatant", "attacker", "unknown"})


@value(frozen=True, slots=True)
class Item:
    """One class of the row: words ``start`` to ``end`` of the sentence.

    ``kind``: what a count counts ("person", "attacker", "munition", ...; "bare" where no noun
    stands); ``head``: that noun, folded. ``named``: one person named or pointed at ("the driver").
    ``attackers``: attackers counted in the same breath, who are kept apart.
    """

    symbol: str
    start: int
    end: int
    reading: Reading | None = None
    kind: str = ""
    head: str = ""
    named: bool = False
    attackers: Item | None = None
    passive: bool = False
    plural: bool = False
    single: bool = False

"""A name that stands alone, in a cell or a question: looked up with its unit word, if it has one.

Pure. In a text the unit word is read apart, with the list it closes ("Sumy and Poltava regions").
"""

from __future__ import annotations

from incidents.geocode.names import fold
from incidents.geocode.words import PLURAL_UNITS, UNITS
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer


def lookup_alone(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Places called so, best known first; "Kharkiv region" is the unit called Kharkiv."""
    found = tuple(gazetteer.lookup(name))
    bare, _, word = fold(name).rpartition(" ")
    kind = UNITS.get(word)
    if not bare or kind is None or word in PLURAL_UNITS:
        return found
    kinds = {kind, Precision.CITY_DISTRICT} if kind is Precision.ADM2 else {kind}
    known = {p.place_id for p in found}
    units = (p for p in gazetteer.lookup(bare) if p.precision in kinds)
    return (*found, *(p for p in units if p.place_id not in known))

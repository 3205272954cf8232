"""A name that stands alone, in a cell or a question: what it may mean, and what it surely means.

Pure. It is looked up with its unit word, if it has one; in a text that is read apart, with the
list it closes ("Sumy and Poltava regions").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.geocode.context import NO_VOTES, Context, runner_up
from incidents.geocode.index import PlaceIndex
from incidents.geocode.names import fold
from incidents.geocode.scoring import Candidates, ranked
from incidents.geocode.words import PLURAL_UNITS, UNITS
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer

#: A town of 16,000 people is meant before a namesake with a quarter of its people, a smaller
#: place before one with a tenth; the weight is about the logarithm of the people.
TOWN, LEAD_OF_TOWN, LEAD_OF_OTHERS = 4.2, 0.6, 1.0
#: A place of 5,000; of smaller ones the gazetteer, which begins at 500, may lack the namesake.
LEAST = 3.7
_NOTHING_ELSE = Context(None, NO_VOTES, NO_VOTES, {})


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


def by_far_best_known(index: PlaceIndex, name: str, places: Sequence[Place]) -> Place | None:
    """Of places that bear one name in one country the one that is meant; None: a person decides.

    It has to bear the name as its own, and to be far better known than every other. The place
    given names the next best as its runner-up.
    """
    best, other, *_ = ranked(Candidates.of(name, places, index), index, _NOTHING_ELSE, None)
    lead = best.score - other.score
    needed = LEAD_OF_TOWN if best.known >= TOWN else LEAD_OF_OTHERS
    if (best.place.score or 1.0) < 1.0 or best.known < LEAST or lead < needed:
        return None
    return replace(best.place, runner_up=runner_up(best, other))

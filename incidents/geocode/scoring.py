"""How well a candidate fits a name in its report: a sum of named reasons, nothing fuzzy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.geocode.context import Context, Scored, distance_km, nearness
from incidents.geocode.index import PlaceIndex
from incidents.geocode.pcodes import adm2_pcode
from incidents.geocode.spans import Span
from incidents.model import Place, Precision

#: What each reason adds at most. A step of 1 is a factor of ten in population.
NAME, GIVEN_COUNTRY, SAME_COUNTRY, SAME_UNIT, STATED_IN, NEAR = (
    3.0,
    2.0,
    2.2,
    1.6,
    6.0,
    1.2,
)
#: Weight (logarithm of people) above which nobody says village, and what that costs a candidate.
LARGEST_VILLAGE, NO_VILLAGE = 4.2, 2.5
#: Farthest a village lies from its district's seat: of Ukraine's 136 the longest is 160 km across.
FAR_SIDE_KM = 90.0
#: What a village at the seat itself gains on one at the far side, of a district that is stated.
AT_SEAT = 3.0
#: What a district has of its city's weight: Kyiv's are as large as a town of 400,000.
OF_ITS_CITY = 0.75
#: How much faster than its score a lesser name loses.
STEEP = 4.0


def of_kind(span: Span) -> tuple[Place, ...]:
    """Candidates of the kind the unit word asks for; a town gives its district or region."""
    kind = span.kind
    if kind is None or not span.candidates:
        return span.candidates
    wanted = (kind,) if kind is not Precision.ADM2 else (Precision.CITY_DISTRICT, Precision.ADM2)
    found = tuple(p for p in span.candidates if p.precision in wanted)
    if found:
        return found
    return tuple(
        replace(p, precision=kind, place_id=f"{p.place_id}/{kind.value}", extent_km=None)
        for p in span.candidates
        if p.precision.rank <= kind.rank
    )


@dataclass(frozen=True, slots=True)
class Candidates:
    """The places a name may mean, with what speaks for each whatever else the report says.

    Attributes:
        name: the name as names are compared.
        fixed: whether its words alone decide.
        places: each with what its name, how well known it is, and its size as a village add.
    """

    name: str
    places: Sequence[tuple[Place, float, float, float]]
    fixed: bool = False

    @classmethod
    def of(
        cls, name: str, places: Iterable[Place], index: PlaceIndex, *, village: bool = False
    ) -> Candidates:
        """Look at the places of a name once for all rounds of scoring."""
        found = []
        for place in places:
            named = NAME * max(0.0, 1 - STEEP * (1 - (place.score or 0.9)))
            known = _known(place, index)
            large = -NO_VILLAGE if village and known > LARGEST_VILLAGE else 0.0
            found.append((place, named, known, large))
        return cls(name.casefold(), found)

    @classmethod
    def of_span(cls, span: Span, index: PlaceIndex) -> Candidates:
        """The candidates of a span, of the kind it asks for."""
        found = of_kind(span)
        if span.fixed:
            return cls(span.name.casefold(), [(p, 0.0, 0.0, 0.0) for p in found[:1]], fixed=True)
        return cls.of(span.name, found, index, village=span.village)


def ranked(
    candidates: Candidates, index: PlaceIndex, context: Context, holder: tuple[Scored, ...] | None
) -> tuple[Scored, ...]:
    """The candidates with their scores, best first; ``holder`` is what they are said to lie in."""
    if candidates.fixed:
        return tuple([Scored(place, 9.0) for place, *_ in candidates.places])
    name, found = candidates.name, list[Scored]()
    for place, named, known, large in candidates.places:
        inside = holder is not None and _inside(place, holder, index)
        backing = (
            GIVEN_COUNTRY if place.country == context.country else 0.0,
            SAME_COUNTRY * context.countries.share(place.country, name),
            SAME_UNIT * context.units.share(place.adm1, name),
            NEAR * nearness(place, name, context),
            STATED_IN if inside else 0.0,
            _near_seat(place, holder) if holder else 0.0,
        )
        parts = (named, known, *backing, large)
        found.append(Scored(place, sum(parts), known, max(backing) > 0, inside, parts))
    if len(found) > 1:
        found.sort(key=_by_score, reverse=True)
    return tuple(found)


def _by_score(scored: Scored) -> float:
    return scored.score


def _known(place: Place, index: PlaceIndex) -> float:
    """How well known it is: a city's district as well as its city lets it be.

    Of some districts the people are not known: one must not outweigh its namesake in a larger
    city for that.
    """
    held = index.container(place) if place.precision is Precision.CITY_DISTRICT else None
    city = None if held is None else index.get(held)
    return index.weight(place) if city is None else OF_ITS_CITY * index.weight(city)


def _inside(place: Place, holder: tuple[Scored, ...], index: PlaceIndex) -> bool:
    for scored in holder[:4]:
        outer = scored.place
        if outer.place_id == place.place_id:
            continue
        if outer.precision is Precision.COUNTRY and outer.country == place.country:
            return True
        if outer.adm1 is None or outer.adm1 != place.adm1:
            if outer.precision in (Precision.ADM1, Precision.ADM2):
                continue
        elif outer.precision is Precision.ADM1:
            return True
        elif outer.precision is Precision.ADM2:
            own, said = adm2_pcode(place), adm2_pcode(outer)
            if own is not None and said is not None:
                return own == said
            return distance_km(outer, place) <= FAR_SIDE_KM or outer.country != "UA"
        if outer.precision is Precision.SETTLEMENT and index.container(place) == outer.place_id:
            return True
    return False


def _near_seat(place: Place, holder: tuple[Scored, ...] | None) -> float:
    """Of two namesakes in one region the nearer to the district's seat is the district's own.

    There are no shapes of districts to ask; two that are about as near stay undecided. Of one
    whose raion is known the distance says nothing more.
    """
    outer = holder[0].place if holder else None
    if outer is None or outer.precision is not Precision.ADM2 or outer.adm1 != place.adm1:
        return 0.0
    if place.precision is not Precision.SETTLEMENT or adm2_pcode(place) is not None:
        return 0.0
    return AT_SEAT * max(0.0, 1 - distance_km(outer, place) / FAR_SIDE_KM)

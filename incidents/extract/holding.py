"""Which records are of a place or lie around it, without asking every one of them. Pure.

A text may name thousands of places; to ask of each pair whether one holds the other would take
the square of that. What holds a place is coarser and in its country, or has its very point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

from incidents.extract.drafts import Draft
from incidents.extract.scope import contains, same_place
from incidents.model import Place, Precision
from incidents.model.ports import Gazetteer

_Numbered = list[tuple[int, Draft]]


class Holders:
    """The drafts of a report by where they are; a draft that moves is to be added again."""

    def __init__(self, gazetteer: Gazetteer | None, drafts: Iterable[Draft] = ()) -> None:
        self._gazetteer = gazetteer
        self._number = 0
        self._by_name: dict[object, _Numbered] = defaultdict(list)
        self._by_point: dict[tuple[float | None, float | None], _Numbered] = defaultdict(list)
        self._by_unit: dict[Precision, dict[str | None, _Numbered]] = defaultdict(dict)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take in one more, behind those there are."""
        place, entry = draft.place, (self._number, draft)
        self._number += 1
        self._by_name[_name(place)].append(entry)
        if place is not None and place.placed:
            self._by_point[place.lat, place.lon].append(entry)
            self._by_unit[place.precision].setdefault(place.country, []).append(entry)

    def at(self, place: Place | None) -> list[Draft]:
        """The drafts of this very place, in the order they were given."""
        return [d for _, d in self._by_name.get(_name(place), ()) if same_place(d.place, place)]

    def around(self, place: Place | None, itself: Draft | None = None) -> list[Draft]:
        """The drafts whose place holds this one, in the order they were given.

        ``itself``: a draft of that place which is to be among them.
        """
        if place is None or not place.placed:
            return []
        held = [
            (number, d) for number, d in self._candidates(place)
            if d is itself or (d.place and contains(d.place, place, self._gazetteer))
        ]  # fmt: skip
        if len(held) < _SEVERAL:
            return [d for _, d in held]
        return [d for _, d in sorted(dict(held).items(), key=itemgetter(0))]

    def _candidates(self, place: Place) -> Iterator[tuple[int, Draft]]:
        yield from self._by_point.get((place.lat, place.lon), ())
        for precision, countries in self._by_unit.items():
            if not precision.coarser_than(place.precision):
                continue
            for country, row in countries.items():
                if country is None or place.country is None or country == place.country:
                    yield from row


_SEVERAL = 2


def _name(place: Place | None) -> object:
    """What two resolutions of one place share; see `scope.same_place`."""
    if place is None:
        return None
    return place.place_id or (place.name, place.lat, place.lon)

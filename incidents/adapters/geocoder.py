"""The shipped gazetteer as a geopy geocoder, so that any geopy code works without a network.

``Location.raw`` holds the entry: id, precision, codes, score, runner-up. Unknown is ``None``,
as in geopy; a name that only looks alike is never an answer.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from geopy.exc import GeocoderQueryError  # type: ignore[import-untyped]
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder  # type: ignore[import-untyped]
from geopy.location import Location  # type: ignore[import-untyped]
from geopy.point import Point  # type: ignore[import-untyped]

from incidents.adapters.gazetteer import ShippedGazetteer
from incidents.geocode import distance_km
from incidents.geocode.asked import lookup_alone
from incidents.geocode.former import successors
from incidents.model import Place, Precision

#: How far from a settlement a point is still said to be near it.
REVERSE_KM = 50.0


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """geopy's interface over `ShippedGazetteer`; nothing leaves the machine."""

    def __init__(self, gazetteer: ShippedGazetteer) -> None:
        super().__init__(user_agent="incidents")
        self.gazetteer = gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature
        limit: int | None = None,
        country_codes: str | list[str] | None = None,
    ) -> Location | list[Location] | None:
        """Places called so; "Paris, Texas" looks for the first part inside the rest.

        A country that is no more ("Yugoslavia") is no one place; a list has all it is today.

        Args:
            query: a place name, in any spelling the gazetteer knows.
            exactly_one: the best place, else all of them, best first.
            timeout: ignored: nothing is waited for.
            limit: most places in the list; None is all.
            country_codes: ISO 3166-1 alpha-2 codes to keep to.
        """
        found = self.find(query)
        if country_codes:
            given = country_codes.split(",") if isinstance(country_codes, str) else country_codes
            kept = {code.strip().upper() for code in given}
            found = [p for p in found if p.country in kept]
        if not found or (exactly_one and successors(found)):
            return None  # the Soviet Union is no one place of today
        runner = found[1] if len(found) > 1 else None
        located = [
            self._location(p, runner if i == 0 else None)
            for i, p in enumerate(found[: limit or len(found)])
        ]
        return located[0] if exactly_one else located

    def find(self, query: str) -> list[Place]:
        """Places called so, best known first; after a comma what they lie in."""
        if not isinstance(query, str):
            raise GeocoderQueryError(f"{query!r} is no place name; give it as text")
        whole = lookup_alone(self.gazetteer, query)
        if whole or "," not in query:
            return list(whole)
        name, *outer = [part.strip() for part in query.split(",")]
        found = list(lookup_alone(self.gazetteer, name))
        for part in outer:
            holders = lookup_alone(self.gazetteer, part)
            found = [p for p in found if any(self._inside(p, h) for h in holders)]
        return found

    def _inside(self, place: Place, holder: Place) -> bool:
        if place.place_id is None or holder.place_id is None or place == holder:
            return False
        return self.gazetteer.within(place.place_id, holder.place_id)

    def reverse(
        self,
        query: str | Point | tuple[float, float],
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Settlements near a point (latitude, longitude), nearest first; None far from all."""
        if query is None or query in ({}, ""):  # geopy takes these for 0, 0
            raise GeocoderQueryError(f"{query!r} is no point; give latitude and longitude")
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(
                f"{query!r} is no point; give latitude and longitude, such as (50.45, 30.52)"
            ) from error
        lat, lon = point.latitude, point.longitude
        if not (math.isfinite(lat) and math.isfinite(lon)):
            raise GeocoderQueryError(f"{query!r} is no point on the earth")
        near = self.gazetteer.near(lat, lon, radius_km=REVERSE_KM)
        here = Place(name=None, precision=Precision.SITE, lat=lat, lon=lon)
        located = [
            self._location(p, None, distance=distance_km(p, here))
            for p in near[: limit or len(near)]
        ]
        if not located:
            return None
        return located[0] if exactly_one else located

    def _location(
        self, place: Place, runner: Place | None, *, distance: float | None = None
    ) -> Location:
        codes = {"pcode": self.gazetteer.pcode(place), "hromada": self.gazetteer.hromada(place)}
        return _located(place, runner, codes=codes, distance=distance)


def _located(
    place: Place, runner: Place | None, *, codes: dict[str, str | None], distance: float | None
) -> Location:
    raw: dict[str, Any] = asdict(place) | {"precision": place.precision.value} | codes
    raw["runner_up"] = (
        None if runner is None else f"{runner.name} ({runner.adm1 or runner.country})"
    )
    if distance is not None:
        raw["distance_km"] = round(distance, 2)
    words = [place.name, place.adm2, place.adm1, place.country]
    address = ", ".join(dict.fromkeys(word for word in words if word))
    return Location(address, Point(place.lat, place.lon), raw)

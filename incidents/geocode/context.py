"""What the names of a report say together about where it is, and how far apart places are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import asin, cos, floor, log10, radians, sin, sqrt

from incidents.geocode.spans import Span
from incidents.model import Place, Precision
from incidents.model.values import value

#: Names nearer than this on the ground speak for each other.
NEAR_KM = 150.0
#: A lead of this much makes a name speak with its full voice.
CLEAR = 0.5
ADM1_RANK = Precision.ADM1.rank


#: The reason that names what a place was said to lie in.
STATED = "said to lie there"
#: What a score adds up, in order.
REASONS = (
    "name", "known", "country of the report", "country others name", "unit others name",
    "near others", STATED, "near its seat", "too large for a village",
)  # fmt: skip


@value(frozen=True, slots=True)
class Scored:
    """A candidate, its score, and the reasons.

    Attributes:
        known: the part of the score that says how well known the place is.
        supported: whether anything else in the report speaks for it.
        stated: whether it lies in what it was said to lie in.
        parts: what each of `REASONS` adds; none if it is resolved by its words alone.
    """

    place: Place
    score: float
    known: float = 9.0
    supported: bool = True
    stated: bool = False
    parts: tuple[float, ...] = ()

    @property
    def why(self) -> str:
        """The reasons in words; few of those scored are ever shown."""
        if not self.parts:
            return "by its words"
        told = zip(REASONS, self.parts, strict=True)
        return ", ".join([f"{reason} {value:.1f}" for reason, value in told if value])


def runner_up(best: Scored, other: Scored) -> str:
    """The next best in words, for `Place.runner_up`: its unit, else its country, else its kind."""
    place = other.place
    where = place.adm1 or place.country or place.precision.value
    return f"{place.name} ({where}), {other.score - best.score:+.1f}"


@dataclass(frozen=True, slots=True)
class Votes:
    """How much the names of a report speak for each country, or each unit."""

    by_key: dict[str, dict[str, float]]
    by_name: dict[str, float]
    of_key: dict[str, float]  # the sums of both, made once: a report may name thousands
    of_all: float

    def share(self, key: str | None, name: str) -> float:
        """Share for a key among all other names: a name never speaks for itself."""
        total = self.of_all - self.by_name.get(name, 0.0)
        if key is None or total <= 0:
            return 0.0
        names = self.by_key.get(key)
        if names is None:
            return 0.0
        if len(names) <= _FEW:
            return sum([v for n, v in names.items() if n != name]) / total
        return (self.of_key[key] - names.get(name, 0.0)) / total


#: So few are added up one by one, which rounds no differently with the order of the names.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the report says about where it is."""

    country: str | None
    countries: Votes
    units: Votes
    points: Points


#: Latitude, longitude and name of some places, by the whole degrees of latitude they lie near.
Points = dict[int, list[tuple[float, float, str]]]
#: Places farther apart in latitude than so many degrees are not near each other.
_NEAR_DEGREES = 2
NO_VOTES = Votes({}, {}, {}, 0.0)


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance on a sphere of 6371 km (error up to 0.5 %)."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 20_038.0
    return _haversine(a.lat, a.lon, b.lat, b.lon)


def _haversine(lat: float, lon: float, lat2: float, lon2: float) -> float:
    p, q = radians(lat), radians(lat2)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon2 - lon) / 2) ** 2
    return 12_742 * asin(min(1.0, sqrt(h)))


def context_of(
    spans: Sequence[Span], chosen: Sequence[tuple[Scored, ...]], country: str | None
) -> Context:
    """The votes and points of the places chosen so far."""
    countries: list[tuple[str, str, float]] = []
    units: list[tuple[str, str, float]] = []
    points = []
    for span, ranked in zip(spans, chosen, strict=True):
        if not ranked or span.held_by is not None:
            continue  # what holds a site speaks for itself
        place, name = ranked[0].place, span.name.casefold()
        clear = len(ranked) == 1 or ranked[0].score - ranked[1].score > CLEAR
        vote = span.sure * (1.0 if clear else 0.4) * (0.7 if span.fixed else 1.0)
        if place.country:
            countries.append((place.country, name, vote))
        if place.adm1:
            units.append((place.adm1, name, vote))
        if place.lat is not None and place.lon is not None and place.precision.rank < ADM1_RANK:
            points.append((place.lat, place.lon, name))
    return Context(
        country,
        _votes(countries),
        _votes(units),
        _banded(islice(dict.fromkeys(points), _MOST_POINTS)),
    )


_MOST_POINTS = 60


def _banded(points: Iterable[tuple[float, float, str]]) -> Points:
    """Points under every degree of latitude from which they may be near."""
    bands: Points = defaultdict(list)
    for point in points:
        degree = floor(point[0])
        for band in range(degree - _NEAR_DEGREES, degree + _NEAR_DEGREES + 1):
            bands[band].append(point)
    return dict(bands)


def _votes(cast: Sequence[tuple[str, str, float]]) -> Votes:
    """Add up votes; a name that stands ten times counts twice, not ten times."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    times: dict[tuple[str, str], int] = defaultdict(int)
    for key, name, vote in cast:
        sums[key, name] += vote
        times[key, name] += 1
    by_key: dict[str, dict[str, float]] = defaultdict(dict)
    by_name: dict[str, float] = defaultdict(float)
    for (key, name), total in sums.items():
        n = times[key, name]
        by_key[key][name] = total / n * (1 + log10(n))
        by_name[name] += by_key[key][name]
    of_key = {key: sum(names.values()) for key, names in by_key.items()}
    return Votes(dict(by_key), dict(by_name), of_key, sum(by_name.values()))


def nearness(place: Place, name: str, context: Context) -> float:
    """0 to 1: how many other names of the report lie near the place."""
    if place.lat is None or place.lon is None or place.precision.rank > 5:
        return 0.0
    here, along = place.lat, place.lon
    near = 0
    for lat, lon, other in context.points.get(floor(here), ()):
        if other != name and abs(lat - here) < _NEAR_DEGREES:
            near += _haversine(lat, lon, here, along) < NEAR_KM
    return near / (near + 2)

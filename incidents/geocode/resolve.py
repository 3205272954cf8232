"""Which of the places of one name is meant, with the score explained.

The score adds up: how good a name it is, how well known the place is, whether it lies in the
country or unit that the report or a neighbouring name speaks of, and how near it is to what
else the report names. Nothing here is fuzzy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import asin, cos, log10, radians, sin, sqrt

from incidents.geocode.index import PlaceIndex
from incidents.geocode.spans import Span
from incidents.model import Mention, MentionRole, Place, Precision

#: What each reason adds at most. A step of 1 is a factor of ten in population.
NAME, KIND, GIVEN_COUNTRY, SAME_COUNTRY, SAME_UNIT, STATED_IN, NEAR = (
    3.0,
    4.0,
    2.0,
    2.2,
    1.6,
    6.0,
    1.2,
)
#: Two candidates nearer than this in score are left to a person, if also far apart on the ground.
TOO_CLOSE, FAR_KM = 0.25, 60.0
#: Villages share names: there a lead of less than this decides nothing.
SMALL, TOO_CLOSE_SMALL = 4.5, 1.0
#: A place known by another name leads one so called by at least this, or a person decides.
LEAD_OF_ALTERNATE = 2.0
#: How much faster than its score a lesser name loses.
STEEP = 4.0
#: Names nearer than this on the ground speak for each other.
NEAR_KM = 150.0
#: Share of the other names that must lie in the country of a doubtful one.
LEAST_SHARE = 0.3
#: A lead of this much makes a name speak with its full voice.
CLEAR = 0.5
ADM1_RANK = Precision.ADM1.rank
_WIDER_THAN_DISTRICT = Precision.SETTLEMENT.rank
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, its score, and the reasons in words."""

    place: Place
    score: float
    why: str
    known: float = 9.0


@dataclass(frozen=True, slots=True)
class Votes:
    """How much the names of a report speak for each country, or each unit."""

    by_key: dict[str, dict[str, float]]
    by_name: dict[str, float]

    def share(self, key: str | None, name: str) -> float:
        """Share for a key among all other names: a name never speaks for itself."""
        total = sum(self.by_name.values()) - self.by_name.get(name, 0.0)
        if key is None or total <= 0:
            return 0.0
        return sum(v for n, v in self.by_key.get(key, {}).items() if n != name) / total


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the report says about where it is."""

    country: str | None
    countries: Votes
    units: Votes
    points: tuple[tuple[float, float, str], ...]


NO_VOTES = Votes({}, {})


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance on a sphere of 6371 km (error up to 0.5 %)."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 20_038.0
    return _haversine(a.lat, a.lon, b.lat, b.lon)


def _haversine(lat: float, lon: float, lat2: float, lon2: float) -> float:
    p, q = radians(lat), radians(lat2)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon2 - lon) / 2) ** 2
    return 12_742 * asin(min(1.0, sqrt(h)))


def resolve(
    spans: Sequence[Span], index: PlaceIndex, *, country: str | None = None
) -> tuple[Mention, ...]:
    """Choose a place for each span; the same name means the same place throughout a report."""
    chosen: list[tuple[Scored, ...]] = [
        _ranked(s, index, Context(country, NO_VOTES, NO_VOTES, ()), None) for s in spans
    ]
    stated = [_stated_in(spans, i, chosen) for i in range(len(spans))]
    for _ in range(2):
        context = _context(spans, chosen, country)
        chosen = [
            _ranked(s, index, context, _holder(chosen, stated[i])) for i, s in enumerate(spans)
        ]
    chosen = _one_sense(spans, chosen, stated)
    context = _context(spans, chosen, country)
    return tuple(
        _mention(s, c) for s, c in zip(spans, chosen, strict=True) if _believed(s, c, context)
    )


def _believed(span: Span, ranked: Sequence[Scored], context: Context) -> bool:
    """A doubtful word is a place only where the rest of the report is."""
    if span.sure >= 0.5 or not ranked:
        return True
    country = ranked[0].place.country
    return country is not None and (
        country == context.country
        or context.countries.share(country, span.name.casefold()) > LEAST_SHARE
    )


def _holder(chosen: Sequence[tuple[Scored, ...]], i: int | None) -> tuple[Scored, ...] | None:
    return None if i is None else chosen[i]


def _stated_in(spans: Sequence[Span], i: int, chosen: Sequence[tuple[Scored, ...]]) -> int | None:
    """Index of the span right after it ("Paris, Texas"; "district of Mariupol"), if wider."""
    if i + 1 >= len(spans) or spans[i + 1].fixed:
        return None
    left, right = spans[i], spans[i + 1]
    near = right.first - left.last in (1, 2) and 1 <= right.start - left.end <= 4
    if near and left.kind is not None and right.kind is None:
        place = chosen[i + 1][0].place if chosen[i + 1] else None
        return i + 1 if place and place.precision.rank <= _WIDER_THAN_DISTRICT else None
    wider = any(
        p.precision in (Precision.ADM1, Precision.COUNTRY, Precision.ADM2) for p in right.candidates
    )
    return i + 1 if near and wider else None


def _context(
    spans: Sequence[Span], chosen: Sequence[tuple[Scored, ...]], country: str | None
) -> Context:
    countries: list[tuple[str, str, float]] = []
    units: list[tuple[str, str, float]] = []
    points = []
    for span, ranked in zip(spans, chosen, strict=True):
        if not ranked:
            continue
        place, name = ranked[0].place, span.name.casefold()
        clear = len(ranked) == 1 or ranked[0].score - ranked[1].score > CLEAR
        vote = span.sure * (1.0 if clear else 0.4) * (0.7 if span.fixed else 1.0)
        if place.country:
            countries.append((place.country, name, vote))
        if place.adm1:
            units.append((place.adm1, name, vote))
        if place.lat is not None and place.lon is not None and place.precision.rank < ADM1_RANK:
            points.append((place.lat, place.lon, name))
    return Context(country, _votes(countries), _votes(units), tuple(dict.fromkeys(points))[:60])


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
    return Votes(dict(by_key), dict(by_name))


def _ranked(
    span: Span, index: PlaceIndex, context: Context, holder: tuple[Scored, ...] | None
) -> tuple[Scored, ...]:
    places = of_kind(span)
    if span.fixed or not places:
        return tuple(Scored(p, 9.0, "by its words") for p in places[:1])
    scored = [_score(p, span.name.casefold(), index, context, holder) for p in places]
    scored.sort(key=lambda s: -s.score)
    return tuple(scored)


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


def _score(
    place: Place, name: str, index: PlaceIndex, context: Context, holder: tuple[Scored, ...] | None
) -> Scored:
    reasons = {
        "name": NAME * max(0.0, 1 - STEEP * (1 - (place.score or 0.9))),
        "known": index.weight(place),
        "country of the report": GIVEN_COUNTRY if place.country == context.country else 0.0,
        "country others name": SAME_COUNTRY * context.countries.share(place.country, name),
        "unit others name": SAME_UNIT * context.units.share(place.adm1, name),
        "near others": NEAR * _nearness(place, name, context),
        "said to lie there": STATED_IN if holder and _inside(place, holder, index) else 0.0,
    }
    why = ", ".join(f"{reason} {value:.1f}" for reason, value in reasons.items() if value)
    return Scored(place, sum(reasons.values()), why, reasons["known"])


def _inside(place: Place, holder: tuple[Scored, ...], index: PlaceIndex) -> bool:
    for scored in holder[:4]:
        outer = scored.place
        if outer.place_id == place.place_id:
            continue
        if outer.precision is Precision.COUNTRY and outer.country == place.country:
            return True
        if outer.precision in (Precision.ADM1, Precision.ADM2) and outer.adm1 == place.adm1:
            return outer.adm1 is not None
        if outer.precision is Precision.SETTLEMENT and index.container(place) == outer.place_id:
            return True
    return False


def _nearness(place: Place, name: str, context: Context) -> float:
    if place.lat is None or place.lon is None or place.precision.rank > 5:
        return 0.0
    near = sum(
        1
        for lat, lon, other in context.points
        if other != name
        and abs(lat - place.lat) < 2
        and _haversine(lat, lon, place.lat, place.lon) < NEAR_KM
    )
    return near / (near + 2)


def _one_sense(
    spans: Sequence[Span],
    chosen: Sequence[tuple[Scored, ...]],
    stated: Sequence[int | None],
) -> list[tuple[Scored, ...]]:
    """A name explained once ("Paris, Texas") means that place wherever it stands alone."""
    told = {
        (s.name.casefold(), s.kind): c
        for s, c, where in zip(spans, chosen, stated, strict=True)
        if where is not None and c and "said to lie there" in c[0].why
    }
    return [
        told.get((s.name.casefold(), s.kind), c) if where is None and c else c
        for s, c, where in zip(spans, chosen, stated, strict=True)
    ]


def _mention(span: Span, ranked: tuple[Scored, ...]) -> Mention:
    if not ranked:
        return Mention(span.start, span.end, "", None, role=span.role, why="not in the gazetteer")
    best = ranked[0]
    others = [s for s in ranked[1:] if distance_km(s.place, best.place) > FAR_KM]
    close = bool(others) and not span.fixed and _too_close(best, others)
    runner = others[0] if others else (ranked[1] if len(ranked) > 1 else None)
    place = replace(
        best.place,
        toponym=span.name,
        score=round(best.place.score or 1.0, 3),
        runner_up=None
        if runner is None
        else f"{runner.place.name} ({where(runner.place)}), {runner.score - best.score:+.1f}",
    )
    return Mention(
        span.start,
        span.end,
        "",
        _widened(place, span),
        role=span.role,
        ambiguous=close and span.role is MentionRole.PLACE,
        candidates=tuple(s.place for s in ranked[:_MOST_CANDIDATES]) if len(ranked) > 1 else (),
        why=f"{best.score:.1f}: {best.why}",
    )


def _too_close(best: Scored, others: Sequence[Scored]) -> bool:
    """Whether a person should choose."""
    if "said to lie there" in best.why:
        others = [s for s in others if "said to lie there" in s.why]
    by_another_name = (best.place.score or 1.0) < 1.0
    if by_another_name and any(
        (s.place.score or 0.0) >= 1.0 and best.score - s.score < LEAD_OF_ALTERNATE for s in others
    ):
        return True
    margin = TOO_CLOSE_SMALL if best.known < SMALL else TOO_CLOSE
    return bool(others) and best.score - others[0].score < margin


def where(place: Place) -> str:
    """A place's unit, else its country, else its kind: enough to tell namesakes apart."""
    return place.adm1 or place.country or place.precision.value


def _widened(place: Place, span: Span) -> Place:
    """A stated distance makes a place no finer than the country round it."""
    if span.site is not None:
        precision = max(place.precision, Precision.SETTLEMENT, key=lambda p: p.rank)
        return replace(place, name=span.site, precision=precision, place_id=None)
    if span.near_km is None or place.precision.rank >= Precision.ADM2.rank:
        return place
    return replace(place, precision=Precision.ADM2, extent_km=max(span.near_km, 5.0))

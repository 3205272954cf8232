"""How alike a draft and a known incident are, with every part of the score explained. Pure.

Place decides first: only records of the same place can be the same incident. Then date, type
of event, time of day and figures. The weights were set by hand so that place and day together
pass, and a different kind of event or another hour of the day needs equal figures to pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from incidents.merge.daytime import hours_of
from incidents.model import Claim, DateBasis, Incident, Measure, Place, Precision, When
from incidents.summary import current

#: A draft joins an incident only from this score on.
ENOUGH = 0.6
#: From here on up to `ENOUGH` two incidents are proposed as one; a person decides.
NEAR = 0.5
#: An incident dated by its publication only may be older by at most so much.
LOOKS_BACK = timedelta(days=7)
_HOURS_APART = 3
# Sites of one name without an id are the same only this near to each other.
_SAME_NAME_KM = 30
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what was compared, the points, and why in words."""

    what: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score and its parts; ``total`` lies between -1 and 1."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """The sum of the parts, to two decimals."""
        return round(max(-1.0, min(1.0, sum(p.points for p in self.parts))), 2)

    @property
    def words(self) -> str:
        """The whole score in words."""
        return "; ".join(f"{p.what}: {p.words} ({p.points:+.2f})" for p in self.parts)


def place_key(place: Place) -> str | None:
    """What places are compared by: the gazetteer's id, else the name as far as it goes.

    A wave of attacks on a country and the country's total are of one place. ``None`` for a
    place that is not named.
    """
    if _is_wave(place):
        return f"country:{place.country}"
    if place.place_id is not None:
        return place.place_id
    name = place.name or place.toponym
    if name is None:
        return None
    return "|".join((name.casefold(), place.precision.value, place.country or "", place.adm1 or ""))


def compare(
    draft: Incident,
    known: Incident,
    draft_claims: Sequence[Claim] = (),
    known_claims: Sequence[Claim] = (),
) -> Score | None:
    """Score a draft against a known incident; ``None`` where they cannot be the same."""
    place = _place(draft.place, known.place)
    if place is None:
        return None
    pairs = _compared(draft_claims, known_claims)
    date = _date(draft, known, pairs)
    if date is None:
        return None
    hour = _hour(draft, known)
    parts = (
        place,
        date,
        _type(draft, known),
        hour,
        _figures(pairs, apart=hour is not None and hour.points < 0),
    )
    return Score(tuple(p for p in parts if p is not None))


def _place(draft: Place, known: Place) -> Part | None:
    mine, theirs = place_key(draft), place_key(known)
    if mine is None and theirs is None:
        stated = draft.country is not None and draft.expected is not None
        same = (draft.country, draft.expected) == (known.country, known.expected)
        return Part("place", 0.3, "both unnamed, in the same country") if same and stated else None
    if mine != theirs or _far_apart(draft, known):
        return None
    return Part("place", 0.45, "the same place")


def _far_apart(draft: Place, known: Place) -> bool:
    """Whether two places of one name and no gazetteer id ("School No. 5") lie apart."""
    if draft.place_id is not None or None in (draft.lat, known.lat):
        return False
    return _distance_km(draft, known) > _SAME_NAME_KM


def _distance_km(first: Place, second: Place) -> float:
    """Great-circle distance on a sphere of 6,371 km (within 0.6 % of the ellipsoid)."""
    lat1, lon1, lat2, lon2 = (
        radians(d or 0.0) for d in (first.lat, first.lon, second.lat, second.lon)
    )
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _date(draft: Incident, known: Incident, pairs: Sequence[tuple[int, int]]) -> Part | None:
    mine, theirs = draft.when, known.when
    if (mine.start, mine.last) == (theirs.start, theirs.last):
        return Part("date", 0.35, "the same day" if mine.start == mine.last else "the same days")
    if mine.start <= theirs.last and theirs.start <= mine.last:
        return Part("date", 0.25, "the days overlap")
    if mine.start < theirs.start:
        earlier, later = draft, known
    else:
        earlier, later, pairs = known, draft, [(k, d) for d, k in pairs]
    return _one_night(earlier, later, pairs) or _told_later(earlier.when, later.when, pairs)


def _one_night(earlier: Incident, later: Incident, pairs: Sequence[tuple[int, int]]) -> Part | None:
    """The evening of one day and the night that is dated by the next."""
    after = hours_of(later)
    if later.when.start - earlier.when.last != _DAY or after is None or after.first > 0:
        return None
    before = hours_of(earlier)
    if before is not None:
        night = before.last > after.first + 24
        return Part("date", 0.25, "one night across midnight") if night else None
    if pairs and all(told >= stood for stood, told in pairs):
        return Part("date", -0.1, "the night after a day whose hour is not stated")
    return None


def _told_later(earlier: When, later: When, pairs: Sequence[tuple[int, int]]) -> Part | None:
    """A report that dates nothing may speak of an attack some days old: tolls then only rise.

    ``pairs`` are the figures compared, the earlier incident's first.
    """
    gap = later.start - earlier.last
    if later.basis is not DateBasis.PUBLICATION or gap > LOOKS_BACK:
        return None
    falls = any(told < stood for stood, told in pairs)
    if gap <= _DAY and not falls:
        return Part("date", 0.15, "a day apart, and one is dated by its publication only")
    if gap <= _DAY:
        return Part("date", -0.1, "a day apart, dated by its publication only, figures lower")
    if pairs and not falls:
        return Part("date", -0.1, f"{gap.days} days apart, and one is dated by publication only")
    return None


def _type(draft: Incident, known: Incident) -> Part:
    if draft.event_type is None or known.event_type is None:
        return Part("type", 0.05, "not stated by both")
    if draft.event_type == known.event_type:
        return Part("type", 0.1, "the same type of event")
    return Part("type", -0.3, f"{draft.event_type} against {known.event_type}")


def _hour(draft: Incident, known: Incident) -> Part | None:
    if draft.when.start != known.when.start:
        return None
    mine, theirs = hours_of(draft), hours_of(known)
    if mine is None or theirs is None:
        return None
    apart = mine.apart(theirs)
    if apart < _HOURS_APART:
        return Part("time", 0.05, "about the same hour")
    return Part("time", -0.4, f"{apart:.0f} hours apart")


def _compared(draft: Sequence[Claim], known: Sequence[Claim]) -> list[tuple[int, int]]:
    """Dead and injured that both state, the draft's first."""
    compared = []
    for measure in (Measure.KILLED, Measure.INJURED):
        mine = current(c for c in draft if c.measure is measure)
        theirs = current(c for c in known if c.measure is measure)
        if mine and theirs and mine.headline >= 0 and theirs.headline >= 0:
            compared.append((mine.headline, theirs.headline))
    return compared


def _figures(pairs: Sequence[tuple[int, int]], *, apart: bool) -> Part:
    if not pairs:
        return Part("figures", 0.05, "none to compare")
    if all(mine == theirs for mine, theirs in pairs):
        return Part("figures", 0.1, "the same")
    if all(_near(*pair) for pair in pairs):
        # At another hour of the day small figures are alike by chance.
        return Part("figures", 0.05 if apart else 0.1, "of the same order")
    return Part("figures", 0.0, "far apart")


def _near(first: int, second: int) -> bool:
    """Tolls grow while search goes on: up to fivefold, or by ten, is the same count."""
    small, large = sorted((first, second))
    return large - small <= 10 or large <= 5 * small


def contains(outer: Place, inner: Place, within: bool | None = None) -> bool:
    """Whether one place holds another, by the units they name.

    Args:
        outer: the larger place.
        inner: the smaller one.
        within: what the gazetteer says, where it was asked.
    """
    finer = not inner.placed or outer.precision.coarser_than(inner.precision)
    if _is_wave(outer):
        return outer.country == inner.country and not _is_wave(inner)
    if not outer.placed or not finer:
        return False
    return bool(within) or _holds_unit(outer, inner)


def _is_wave(place: Place) -> bool:
    """Whether it stands for a whole country: a wave of attacks, or the country's total."""
    coarse = Precision.COUNTRY in (place.precision, place.expected)
    return coarse and place.country is not None


def _holds_unit(outer: Place, inner: Place) -> bool:
    """Whether the codes on two places say that one is a unit around the other."""
    if outer.country is None or outer.country != inner.country:
        return False
    if outer.adm1 is None or outer.adm1 != inner.adm1:
        return False
    if outer.precision is Precision.ADM1:
        return True
    second = outer.precision is Precision.ADM2 and outer.adm2 is not None
    return second and outer.adm2 == inner.adm2

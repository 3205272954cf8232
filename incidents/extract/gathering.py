"""One attack told under two names: a city and its suburb, a country and "two blasts", a ward.

Pure. Two records of one day are one where they state the same dead and lie in or beside each
other; a count of patients or of bodies found, alone at its place, is a part of the attack's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from incidents.extract.drafts import Draft, Said
from incidents.extract.scope import contains, is_site_in
from incidents.extract.standing import BODIES
from incidents.extract.timing import same_day
from incidents.model import Measure, PersonStatus, Place, Precision, Qualifier
from incidents.model.ports import Gazetteer

_FINE = frozenset({Precision.SITE, Precision.STREET, Precision.NEIGHBOURHOOD})
_WIDE = frozenset({Precision.ADM1, Precision.COUNTRY})
_BESIDE = 0.3  # degrees of latitude and longitude: a town and its suburb
_QUARTER = 0.12  # degrees: a town and a quarter of it
_SEVERAL = 2
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})
_NO_CHANCE = 5  # so many dead, told alike of two places, are the same dead


def gathered(drafts: Sequence[Draft], gazetteer: Gazetteer | None, body: int = 0) -> list[Draft]:
    """The drafts of a report, those of one attack put together.

    ``body``: where the text below its headline begins.
    """
    found = list(drafts)
    told = [d for d in drafts if d.said]
    if len(told) > _MOST:
        return found  # a bulletin of so many places tells each apart
    for draft in told:
        if _only_parts(draft):
            whole = next((d for d in told if _counts_more(d, draft)), None)
            if whole is not None:
                whole.said.extend(draft.said)
                draft.said.clear()
    for draft in told:
        _give_back(draft, told, gazetteer)
    for one, other in combinations(told, 2):
        if not (one.said and other.said):
            continue
        alone = not any(_rivals(d, one, other, gazetteer) for d in told)
        if _are_one(one, other, gazetteer, alone=alone) or _heads(one, other, body):
            kept, gone = _better(one, other)
            _take_in(kept, gone, found)
    return found


_MOST = 30
_RECENT = 200  # more than any report tells of one place; a hostile text tells thousands


def _rivals(draft: Draft, one: Draft, other: Draft, gazetteer: Gazetteer | None) -> bool:
    """Whether a third record with figures may be part of the wider of two."""
    if draft is one or draft is other or not draft.said:
        return False
    place, pair = draft.place, [d.place for d in (one, other)]
    if place is None or not place.placed or any(p is None or not p.placed for p in pair):
        return True
    return any(p is not None and contains(p, place, gazetteer) for p in pair)


def _only_parts(draft: Draft) -> bool:
    return bool(draft.said) and all(
        s.figure.treated or s.figure.pattern in BODIES or s.figure.subset_of for s in draft.said
    )


def _counts_more(whole: Draft, part: Draft) -> bool:
    measures = {s.figure.measure for s in part.said}
    bodies = any(s.figure.pattern in BODIES and not s.figure.treated for s in part.said)
    if bodies and not _holds_bodies(whole.place, part.place):
        return False  # "148 bodies were recovered in Bokkos", of 198 in the state
    known = [(_size(whole, m), _size(part, m) or 0) for m in measures]
    smaller = all(size is None or size >= of_part for size, of_part in known)
    return whole is not part and smaller and any(size for size, _ in known)


def _give_back(draft: Draft, told: Sequence[Draft], gazetteer: Gazetteer | None) -> None:
    """Old counts of a measure no later one replaces here, to the record around that states it."""
    for measure in dict.fromkeys(s.figure.measure for s in draft.said):
        own = [s for s in draft.said if s.figure.measure is measure]
        if not all(s.figure.superseded or (s.earlier and _is_some(s)) for s in own):
            continue  # "preliminary information: no casualties" is no old count
        whole = next((d for d in told if _states(d, draft, measure, gazetteer)), None)
        first = told[0]
        if whole is None and len(own) < len(draft.said) and (_size(first, measure) or 0) > 0:
            whole = first  # no old count is of a place told in passing
        if whole is not None and whole is not draft:
            whole.said[:] = sorted([*whole.said, *own], key=lambda s: s.figure.start)
            draft.said[:] = [s for s in draft.said if s.figure.measure is not measure]


def _is_some(said: Said) -> bool:
    return said.figure.estimate.headline != 0


def _states(whole: Draft, old: Draft, measure: Measure, gazetteer: Gazetteer | None) -> bool:
    """Whether the record around another states anew what that one only says was counted before."""
    known = (_size(whole, measure) or 0) > 0
    if whole is old or not known or not _same_time(whole, old):
        return False
    a, b = whole.place, old.place
    return whole.wave or (
        a is not None and b is not None and (contains(a, b, gazetteer) or is_site_in(a, b))
    )


def _holds_bodies(whole: Place | None, part: Place | None) -> bool:
    """Whether bodies found at one place are of the dead of the other: a town and its quarter."""
    if whole is None or part is None or whole.precision in _WIDE:
        return whole is not None and whole.precision not in _WIDE
    if not part.placed or part.precision in _FINE or whole.precision in _FINE:
        return True
    return _side_by_side(whole, part, _QUARTER)


def _are_one(one: Draft, other: Draft, gazetteer: Gazetteer | None, *, alone: bool) -> bool:
    if one.number or other.number or one.unnamed_region or other.unnamed_region:
        return False
    if one.excludes or other.excludes or not _same_time(one, other):
        return False
    dead = max(_sizes(one, Measure.KILLED) & _sizes(other, Measure.KILLED), default=0)
    known = [_size(d, Measure.KILLED) for d in (one, other)]
    hurt = _sizes(one, Measure.INJURED), _sizes(other, Measure.INJURED)
    if alone and _complete(one, other) and _one_place(one, other, gazetteer):
        return True
    clash = dead < _NO_CHANCE and all(hurt) and not hurt[0] & hurt[1]
    if dead < _SEVERAL or dead not in known or clash:
        return False
    if _one_place(one, other, gazetteer):
        return True
    return alone and dead >= _NO_CHANCE and _may_be_one_place(one.place, other.place)


def _heads(one: Draft, other: Draft, body: int) -> bool:
    """Whether a headline's place has only the dead that the text tells of another place."""
    if not one.said or one.said[-1].figure.start >= body or not _same_time(one, other):
        return False
    dead = _size(one, Measure.KILLED)
    return dead is not None and dead >= _SEVERAL and dead in _sizes(other, Measure.KILLED)


def _complete(one: Draft, other: Draft) -> bool:
    """Whether one states the dead and the other the injured, and they share no measure."""
    measures = [
        {s.figure.measure for s in d.said if s.figure.measure in _HARM} for d in (one, other)
    ]
    return all(measures) and measures[0].isdisjoint(measures[1])


def _one_place(one: Draft, other: Draft, gazetteer: Gazetteer | None) -> bool:
    a, b = one.place, other.place
    if a is None or b is None:
        whole = b if a is None else a
        return whole is None or whole.precision is Precision.COUNTRY
    return contains(a, b, gazetteer) or contains(b, a, gazetteer)


def _may_be_one_place(a: Place | None, b: Place | None) -> bool:
    """Two names of which one is not known to the gazetteer, or that lie side by side."""
    if a is None or b is None:
        return False
    if not a.placed or not b.placed:
        return a.country is None or b.country is None or a.country == b.country
    return _side_by_side(a, b, _BESIDE)


def _side_by_side(a: Place, b: Place, degrees: float) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) < degrees and abs(a.lon - b.lon) < degrees


def _same_time(one: Draft, other: Draft) -> bool:
    return one.when is None or other.when is None or same_day(one.when, other.when)


def _sizes(draft: Draft, measure: Measure) -> set[int]:
    """Every total of a measure, and what "two more died" makes of the one before."""
    found: set[int] = set()
    last = 0
    for said in draft.said[-_RECENT:]:
        if said.figure.measure is measure and _is_total(said):
            estimate = said.figure.estimate
            last = (last if said.figure.increment else 0) + (
                estimate.headline or estimate.high or 0
            )
            if estimate.qualifier is not Qualifier.VAGUE:  # "dozens" are no twelve
                found.add(last)
    return found


def _size(draft: Draft, measure: Measure) -> int | None:
    return max(_sizes(draft, measure), default=None)


def _is_total(said: Said) -> bool:
    figure = said.figure
    plain = figure.subset_of is None and not figure.superseded and not said.earlier
    return plain and figure.status is not PersonStatus.ATTACKER


def _better(one: Draft, other: Draft) -> tuple[Draft, Draft]:
    """Which of two records of one attack is kept: a town before a suburb, a region or a site."""
    return (other, one) if _rank(other) < _rank(one) else (one, other)


def _rank(draft: Draft) -> int:
    place = draft.place
    if place is None:
        return 9
    if not place.placed:
        return 1 if place.expected is Precision.SETTLEMENT else 7
    if place.precision is Precision.SETTLEMENT:
        return 0
    return 2 if place.precision in _FINE else 3 + (place.precision is Precision.COUNTRY)


def _take_in(kept: Draft, gone: Draft, drafts: list[Draft]) -> None:
    kept.said[:] = sorted([*kept.said, *gone.said], key=lambda s: s.figure.start)
    gone.said.clear()
    kept.when = kept.when or gone.when
    kept.weapons.extend(w for w in gone.weapons if w not in kept.weapons)
    kept.actors.extend(a for a in gone.actors if a not in kept.actors)
    kept.words |= gone.words
    for draft in drafts:
        if any(d is gone for d in draft.excludes):
            draft.excludes = tuple(kept if d is gone else d for d in draft.excludes)
    drafts[:] = [d for d in drafts if d is not gone]

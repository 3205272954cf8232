"""Which of the places of one name is meant, with the score explained.

The score adds up: how good a name it is, how well known the place is, whether it lies in the
country or unit that the report or a neighbouring name speaks of, and how near it is to what
else the report names. Nothing here is fuzzy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.geocode.context import (
    NO_VOTES,
    STATED,
    Context,
    Scored,
    context_of,
    distance_km,
    runner_up,
)
from incidents.geocode.index import PlaceIndex
from incidents.geocode.outside import WELL_KNOWN, outside
from incidents.geocode.parts import parts_of_other_cities, stated_in
from incidents.geocode.ranking import each_ranked, looked_at, same_places
from incidents.geocode.spans import Span
from incidents.model import Mention, MentionRole, Place, Precision

#: Two candidates nearer than this in score are left to a person, if also far apart on the ground.
TOO_CLOSE, FAR_KM = 0.25, 60.0
#: Villages share names: there a lead of less than this decides nothing.
SMALL, TOO_CLOSE_SMALL = 4.5, 1.0
#: A town of 16,000 people by its own name: four times the people of its namesake decide.
TOWN, TOO_CLOSE_TOWN = 4.2, 0.6
#: Two villages of one name nearer than this are one in two lists.
APART_KM = 10.0
#: Where nothing else in the report speaks for the best, its namesakes count for more.
TOO_CLOSE_ALONE = 1.75
#: The same where every namesake bears the name only beside its usual one.
TOO_CLOSE_BESIDE = 1.0
#: The same for a name that is not its usual one.
KNOWN_BY_ANOTHER_NAME = 6.0
#: A place known by another name leads one so called by at least this, or a person decides.
LEAD_OF_ALTERNATE = 2.0
#: "Dniprovskyi district" is Dnipro's raion and a district of three cities: size decides nothing.
TOO_CLOSE_DISTRICTS = 4.0
_DISTRICTS = {Precision.ADM2, Precision.CITY_DISTRICT}
#: Share of the other names that must lie in the country of a doubtful one.
LEAST_SHARE = 0.3
#: A factor of a hundred in people: "Paris, Texas" and then Paris alone.
FAR_BETTER_KNOWN = 2.0
_MOST_CANDIDATES = 5


def resolve(
    spans: Sequence[Span], index: PlaceIndex, *, country: str | None = None, text: str = ""
) -> tuple[Mention, ...]:
    """Choose a place for each span; the same name means the same place throughout a report.

    ``text``: the report, for the words of each mention.
    """
    named = looked_at(spans, index)
    last = Context(country, NO_VOTES, NO_VOTES, {})
    held: list[tuple[Scored, ...] | None] = [None] * len(spans)
    chosen = each_ranked(named, index, last, held)
    stated = [stated_in(spans, i, chosen) for i in range(len(spans))]
    for _ in range(2):
        context = context_of(spans, chosen, country)
        holders = [_holder(chosen, i) for i in stated]
        if context == last and same_places(holders, held):
            break  # nothing that a score hangs on has changed
        last, held = context, holders
        chosen = each_ranked(named, index, context, holders)
    alone, chosen = chosen, _held(spans, _one_sense(spans, chosen, stated))
    spans, chosen = parts_of_other_cities(spans, chosen, index, text)
    context = context_of(spans, chosen, country)
    doubts = [outside(i, spans, chosen, stated, index, text) for i in range(len(spans))]
    return tuple(_mentions(spans, chosen, alone, context, text, doubts))


def _mentions(  # noqa: PLR0913, PLR0917 - what each mention is made of
    spans: Sequence[Span],
    chosen: Sequence[tuple[Scored, ...]],
    alone: Sequence[tuple[Scored, ...]],
    context: Context,
    text: str,
    doubts: Sequence[bool],
) -> Iterator[Mention]:
    """A mention for every span that is believed; what the same words give is worked out once."""
    told = _told_of(spans)
    here = frozenset(context.countries.by_name.keys() & told)
    known: dict[tuple[object, ...], Mention] = {}
    at = {span.start: doubt for span, doubt in zip(spans, doubts, strict=True)}
    for span, ranked, own, doubt in zip(spans, chosen, alone, doubts, strict=True):
        if not _believed(span, ranked, context):
            continue
        key = (span.name, span.kind, span.role, span.fixed, span.near_km, span.site, span.held_by,
               id(ranked), id(own), doubt)  # fmt: skip
        if key not in known:
            held = span.held_by is not None and at.get(span.held_by, False)
            stray = doubt or held or _stray(span, ranked, context, here)
            made = _mention(span, ranked, stray=stray)
            known[key] = _doubted(made, own)
        one, words = known[key], text[span.start : span.end]
        yield Mention(
            span.start, span.end, words, one.place, one.role, one.ambiguous, one.candidates,
            one.why, one.reasons,
        )  # fmt: skip


def _told_of(spans: Sequence[Span]) -> frozenset[str]:
    """Names that say where something happened; who attacked or spoke ("Russian forces") may not."""
    return frozenset(s.name.casefold() for s in spans if s.role is not MentionRole.SOURCE)


def _held(spans: Sequence[Span], chosen: Sequence[tuple[Scored, ...]]) -> list[tuple[Scored, ...]]:
    """A site stands in what the name that holds it was resolved to; nowhere if that is open."""
    at = {span.start: ranked for span, ranked in zip(spans, chosen, strict=True)}
    out = []
    for span, ranked in zip(spans, chosen, strict=True):
        outer = at.get(span.held_by) if span.held_by is not None else None
        out.append(ranked if span.held_by is None else outer or ())
    return out


def _doubted(mention: Mention, alone: tuple[Scored, ...]) -> Mention:
    """Flag a name read in a sense told elsewhere, where alone it means a far better known place."""
    told_here = bool(alone) and alone[0].stated
    if mention.ambiguous or told_here or STATED not in (mention.why or ""):
        return mention
    if mention.role is not MentionRole.PLACE or mention.place is None:
        return mention
    told = next((s for s in alone if s.place.place_id == mention.place.place_id), None)
    usual = max(alone, key=lambda s: s.known)
    doubtful = told is not None and usual.known - told.known > FAR_BETTER_KNOWN
    return replace(mention, ambiguous=True) if doubtful else mention


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


def _one_sense(
    spans: Sequence[Span],
    chosen: Sequence[tuple[Scored, ...]],
    stated: Sequence[int | None],
) -> list[tuple[Scored, ...]]:
    """A name explained once ("Paris, Texas") means that place wherever it stands alone."""
    told = {
        (s.name.casefold(), s.kind): c
        for s, c, where in zip(spans, chosen, stated, strict=True)
        if where is not None and c and c[0].stated
    }
    return [
        told.get((s.name.casefold(), s.kind), c) if where is None and c else c
        for s, c, where in zip(spans, chosen, stated, strict=True)
    ]


def _stray(span: Span, ranked: tuple[Scored, ...], context: Context, names: frozenset[str]) -> bool:
    """Whether the best is a small place in a country that nothing else in the report speaks of.

    ``names``: those of the report that say where something happened and speak for a country.
    """
    if not ranked or (span.fixed and span.held_by is None) or span.kind is not None:
        return False
    best = ranked[0]
    here = context.country is not None or bool(names)
    alone = names <= {span.name.casefold()}
    known = WELL_KNOWN if (best.place.score or 1.0) >= 1.0 else KNOWN_BY_ANOTHER_NAME
    if best.supported or best.known >= known or not here:
        return False
    return best.place.precision.rank <= Precision.SETTLEMENT.rank and not (
        alone and context.country is None
    )


def _mention(span: Span, ranked: tuple[Scored, ...], *, stray: bool) -> Mention:
    if not ranked:
        return Mention(span.start, span.end, "", None, role=span.role, why="not in the gazetteer")
    best = ranked[0]
    apart = FAR_KM if best.known >= SMALL else APART_KM
    others = [
        s
        for s in ranked[1:]
        if distance_km(s.place, best.place) > apart and not _named_after(s.place, best.place)
    ]
    open_ = not span.fixed or span.held_by is not None  # a site is where its city is
    close = stray or (bool(others) and open_ and _too_close(best, others))
    shown = ranked[:_MOST_CANDIDATES] if len(ranked) > 1 or close else ()
    runner = others[0] if others else (ranked[1] if len(ranked) > 1 else None)
    place = replace(
        best.place,
        toponym=span.name,
        score=round(best.place.score or 1.0, 3),
        runner_up=None if runner is None else runner_up(best, runner),
    )
    return Mention(
        span.start,
        span.end,
        "",
        _widened(place, span),
        role=span.role,
        ambiguous=close and span.role is MentionRole.PLACE,
        candidates=tuple(s.place for s in shown),
        reasons=tuple(f"{s.score:.1f}: {s.why}" for s in shown),
        why=f"{best.score:.1f}: {best.why}",
    )


def _named_after(unit: Place, town: Place) -> bool:
    """Whether a unit bears the name of its own seat: "Kherson" alone is the city.

    The unit's label point may lie far from the town; it is no other place all the same.
    """
    return (
        town.precision is Precision.SETTLEMENT
        and unit.precision in {Precision.ADM1, Precision.ADM2}
        and (unit.country, unit.adm1) == (town.country, town.adm1)
    )


def _too_close(best: Scored, others: Sequence[Scored]) -> bool:
    """Whether a person should choose."""
    if best.stated:
        others = [s for s in others if s.stated]
    by_another_name = (best.place.score or 1.0) < 1.0
    if not by_another_name and (best.place.score or 0.0) >= 1.0:
        # What bears the name only beside its own ("Sloviansk", once Nikopol) must come closer.
        bare = [s for s in others if (s.place.score or 0.0) >= 1.0]
        if not bare:
            return bool(others) and best.score - others[0].score < TOO_CLOSE_BESIDE
    if by_another_name and any(
        (s.place.score or 0.0) >= 1.0 and best.score - s.score < LEAD_OF_ALTERNATE for s in others
    ):
        return True
    margin = TOO_CLOSE_SMALL if best.known < SMALL else TOO_CLOSE
    if TOWN <= best.known < SMALL and not by_another_name:
        margin = TOO_CLOSE_TOWN
    if not best.supported and best.place.precision is Precision.SETTLEMENT:
        margin = max(margin, TOO_CLOSE_ALONE)
    if others and {best.place.precision, others[0].place.precision} == _DISTRICTS:
        margin = max(margin, TOO_CLOSE_DISTRICTS)
    return bool(others) and best.score - others[0].score < margin


def _widened(place: Place, span: Span) -> Place:
    """A stated distance makes a place no finer than the country round it."""
    if span.site is not None:
        precision = max(place.precision, Precision.SETTLEMENT, key=lambda p: p.rank)
        return replace(place, name=span.site, precision=precision, place_id=None)
    if span.near_km is None or place.precision.rank >= Precision.ADM2.rank:
        return place
    return replace(place, precision=Precision.ADM2, extent_km=max(span.near_km, 5.0))

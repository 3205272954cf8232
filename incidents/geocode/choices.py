"""What a person is shown where a name could be several places; what stands until they choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.geocode.context import distance_km
from incidents.geocode.former import is_former_country
from incidents.model import Incident, Mention, MentionRole, Place, Precision

#: Most namesakes written into one line.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One candidate of a name.

    Attributes:
        unit: ISO 3166-2 code of its first-level unit, where known.
        km_apart: great-circle distance from the best candidate; 0 for the best itself.
        score: the sum of its reasons; higher is likelier.
        why: the reasons, each with its part of the score.
    """

    place: Place
    name: str
    unit: str | None
    country: str | None
    km_apart: float
    score: float
    why: str


def choices(mention: Mention) -> tuple[Choice, ...]:
    """The candidates of a mention, likeliest first; () where there is only one."""
    found = []
    for place, reason in zip(mention.candidates, mention.reasons, strict=True):
        score, _, why = reason.partition(": ")
        found.append(
            Choice(
                place=place,
                name=place.name or mention.text,
                unit=place.adm1,
                country=place.country,
                km_apart=round(distance_km(mention.candidates[0], place), 1),
                score=float(score),
                why=why,
            )
        )
    return tuple(found)


def undecided(mention: Mention) -> Place:
    """What is known of an ambiguous name before a person chooses: never a point on one of them.

    Its country where all candidates share one, so that it stands in that country's tray.
    """
    best = mention.place
    gone = best is None or is_former_country(best)  # "Yugoslavia" stays so named, and not Serbia
    countries = {place.country for place in mention.candidates}
    units = {place.adm1 for place in mention.candidates}
    return Place(
        name=mention.text if gone or best is None else best.name,
        precision=Precision.UNKNOWN,
        country=countries.pop() if len(countries) == 1 else None,
        adm1=units.pop() if len(units) == 1 else None,
        toponym=mention.text,
        expected=mention.place.precision if mention.place else None,
        runner_up=named(mention),
    )


def named(mention: Mention) -> str:
    """The candidates in one line: "Springfield (US-IL) or Springfield (US-MO)"."""
    words = [
        f"{c.name} ({c.unit or c.country or c.place.precision.value})" for c in choices(mention)
    ]
    more = len(words) - _MOST_NAMED
    return " or ".join(words[:_MOST_NAMED]) + (f" or {more} more" if more > 0 else "")


def without_guesses(
    incidents: Sequence[Incident], mentions: Sequence[Mention]
) -> tuple[tuple[Incident, ...], tuple[Mention, ...]]:
    """Incidents whose place was only a guess, unplaced; and the mentions a person has to settle."""
    sure = {_key(m.place) for m in mentions if m.place is not None and not m.ambiguous}
    doubtful = {
        _key(m.place): m
        for m in reversed(mentions)
        if m.ambiguous and m.place is not None and m.candidates and _key(m.place) not in sure
    }
    kept, asked = [], []
    for incident in incidents:
        mention = doubtful.get(_key(incident.place)) if incident.place.placed else None
        if mention is None or mention.role is not MentionRole.PLACE:
            kept.append(incident)
            continue
        asked.append(mention)
        kept.append(replace(incident, place=undecided(mention)))
    return tuple(kept), tuple(dict.fromkeys(asked))


def _key(place: Place) -> tuple[str | None, str | None]:
    return (place.place_id, None if place.place_id else place.name)

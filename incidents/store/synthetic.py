"""Made-up incidents of a plausible shape, for benchmarks and for trying out large data.

Deterministic for a seed: places cluster around towns, dead and wounded have heavy tails, most
rows are flat and some are trees (a city with its sites). Nothing here describes a real event;
every title says so.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta

from incidents.model import (
    EVENT_TYPES,
    Cell,
    Claim,
    Estimate,
    Incident,
    Measure,
    Moment,
    Place,
    Precision,
    Weapon,
    When,
)
from incidents.store.imports import ImportRow

#: Days the incidents are spread over, from the first.
FIRST, DAYS = date(2018, 1, 1), 2600
TOWNS = 400
#: One row in so many begins a tree; a tree has this many sites at most.
TREE_EVERY, SITES = 100, 6
_KINDS = tuple((t, s) for t, subs in EVENT_TYPES.items() for s in subs)
_WEAPONS = (
    Weapon("Shahed", "drone"),
    Weapon("missile", "missile"),
    Weapon("artillery", "artillery"),
    Weapon("rifle", "small arms"),
)


def generate(
    count: int, *, seed: int = 1, import_id: str = "synthetic", dataset_id: str = "upload"
) -> Iterator[ImportRow]:
    """Give ``count`` incidents with their claims, parents before their children."""
    rng = random.Random(seed)  # noqa: S311 - made-up data, not secrets
    towns = [_town(rng, n) for n in range(TOWNS)]
    made = 0
    while made < count:
        top = _incident(rng, f"syn_{seed}_{made}", towns, import_id, dataset_id)
        yield top, _claims(rng, top, import_id, made)
        made += 1
        if made % TREE_EVERY == 0:
            for n in range(min(rng.randint(1, SITES), count - made)):
                site = _site(rng, top, n)
                yield site, _claims(rng, site, import_id, made)
                made += 1


def _town(rng: random.Random, number: int) -> Place:
    return Place(
        name=f"Town {number}",
        precision=Precision.SETTLEMENT,
        lat=round(rng.uniform(-35, 60), 4),
        lon=round(rng.uniform(-100, 140), 4),
        country="XZ",
        adm1=f"XZ-{number % 30:02d}",
        place_id=f"syn:{number}",
    )


def _incident(
    rng: random.Random, incident_id: str, towns: list[Place], import_id: str, dataset_id: str
) -> Incident:
    # A few towns see most of what happens.
    town = towns[min(int(rng.paretovariate(0.7)) - 1, TOWNS - 1)]
    kind, sub = rng.choice(_KINDS)
    return Incident(
        incident_id=incident_id,
        place=_near(rng, town, 0.3),
        when=When(start=FIRST + timedelta(days=int(rng.triangular(0, DAYS, DAYS)))),
        title="Made-up incident",
        event_type=kind,
        sub_event_type=sub,
        weapons=(rng.choice(_WEAPONS),),
        dataset_id=dataset_id,
        import_id=import_id,
    )


def _near(rng: random.Random, town: Place, spread: float) -> Place:
    lat, lon = town.lat or 0.0, town.lon or 0.0
    return Place(
        name=town.name,
        precision=Precision.SETTLEMENT,
        lat=round(lat + rng.gauss(0, spread), 5),
        lon=round(lon + rng.gauss(0, spread), 5),
        country=town.country,
        adm1=town.adm1,
        place_id=town.place_id,
    )


def _site(rng: random.Random, top: Incident, number: int) -> Incident:
    near = _near(rng, top.place, 0.02)
    return Incident(
        incident_id=f"{top.incident_id}_{number}",
        parent_id=top.incident_id,
        place=Place(name=f"Site {number}", precision=Precision.SITE, lat=near.lat, lon=near.lon),
        when=top.when,
        title="Made-up site",
        event_type=top.event_type,
        sub_event_type=top.sub_event_type,
        weapons=top.weapons,
        dataset_id=top.dataset_id,
        import_id=top.import_id,
    )


def _claims(rng: random.Random, incident: Incident, import_id: str, line: int) -> tuple[Claim, ...]:
    stated = []
    if rng.random() < 0.7:
        stated.append((Measure.KILLED, _heavy(rng)))
    if rng.random() < 0.4:
        stated.append((Measure.INJURED, 2 * _heavy(rng)))
    return tuple(
        Claim(
            claim_id=f"{incident.incident_id}_{measure.value[0]}",
            incident_id=incident.incident_id,
            measure=measure,
            estimate=Estimate.exactly(n) if rng.random() < 0.8 else Estimate.at_least(n),
            origin=Cell(import_id=import_id, line=line + 2, column=measure.value, text=str(n)),
            source=f"Source {line % 20}",
            said=Moment.of(incident.when.start),
        )
        for measure, n in stated
    )


def _heavy(rng: random.Random) -> int:
    """A count with a heavy tail: mostly 0 to 3, now and then hundreds."""
    return min(math.floor(rng.paretovariate(1.1)) - rng.randint(0, 1), 5_000)

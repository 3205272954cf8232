"""Made-up incidents of a plausible shape, for benchmarks and for trying out large data.

Deterministic for a seed: places cluster around towns and are known more or less exactly, dates
are a day or a span, dead and wounded have heavy tails, most rows are flat and some are trees (a
city with its sites, now and then with a district between). Nothing here describes a real event;
every title says so. Rows are made a batch at a time as the ledger stores them, columns first, so
that a million take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import h3.api.basic_int as h3  # type: ignore[import-untyped]  # it ships no types
import numpy as np
from numpy.random import Generator

from incidents.model import (
    EVENT_TYPES,
    DateBasis,
    Measure,
    Moment,
    PersonStatus,
    Precision,
    Qualifier,
    Sensitivity,
)
from incidents.store.imports import ImportRow
from incidents.store.row_parts import CELL_RESOLUTION
from incidents.store.rows import claim_value, incident_value

#: Days the incidents are spread over, from the first.
FIRST, DAYS = date(2018, 1, 1), 2600
TOWNS = 2000
#: One row in so many begins a tree; a tree has this many sites at most.
TREE_EVERY, SITES = 100, 6
#: Rows made at a time.
BATCH = 20_000
_KINDS = tuple((t, s) for t, subs in EVENT_TYPES.items() for s in subs)
_WEAPONS = (
    '[["Shahed","drone",false]]',
    '[["missile","missile",false]]',
    '[["artillery","artillery",false]]',
    '[["rifle","small arms",false]]',
    "[]",
)
#: How exactly places are known, and how often.
_PRECISIONS = (
    (Precision.SETTLEMENT, 0.60),
    (Precision.SITE, 0.12),
    (Precision.ADM2, 0.10),
    (Precision.ADM1, 0.12),
    (Precision.COUNTRY, 0.02),
    (Precision.UNKNOWN, 0.04),
)
#: Share of incidents that state a figure of the measure.
_STATED = ((Measure.KILLED, 0.7), (Measure.INJURED, 0.4))


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


INCIDENT = _names(
    "incident_id parent_id title event_type sub_event_type weapons actors "
    "placeholder excludes dataset_id native sensitivity quotes place_name precision "
    "lat lon country adm1 place_id cell day_start day_end date_prec date_basis"
)
CLAIM = _names(
    "claim_id incident_id measure low best high qualifier origin import_id line "
    "column_name cell_text source said_from said_until status carried increment "
    "superseded background"
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows as the ledger stores them, in the order of `INCIDENT` and `CLAIM`."""

    incidents: list[tuple[Any, ...]]
    claims: list[tuple[Any, ...]]


def generate(
    count: int, *, seed: int = 1, import_id: str = "synthetic", dataset_id: str = "upload"
) -> Iterator[ImportRow]:
    """Give ``count`` incidents with their claims, parents before their children."""
    rest = {"import_id": import_id, "added_at": None, "revision": 0, **_BLANK_INCIDENT}
    for batch in batches(count, seed=seed, import_id=import_id, dataset_id=dataset_id):
        claims: dict[str, list[Any]] = {}
        for made in batch.claims:
            row = {**_BLANK_CLAIM, **dict(zip(CLAIM, made, strict=True))}
            claims.setdefault(row["incident_id"], []).append(claim_value(row))
        for made in batch.incidents:
            incident = incident_value({**rest, **dict(zip(INCIDENT, made, strict=True))})
            yield incident, tuple(claims.get(incident.incident_id, ()))


_BLANK_INCIDENT = dict.fromkeys(
    _names("notes adm2 toponym extent_km expected score runner_up local_time zone")
)
_BLANK_CLAIM = dict.fromkeys(
    _names("word subset_of grade pattern report_id counter_name counter_standing counter_party")
)


def batches(
    count: int, *, seed: int = 1, import_id: str = "synthetic", dataset_id: str = "upload"
) -> Iterator[Batch]:
    """Give ``count`` incidents, a batch at a time; no tree is divided between two batches."""
    rng = np.random.default_rng(seed)
    towns = _towns(rng)
    for begin in range(0, count, BATCH):
        size = min(BATCH, count - begin)
        ids = [f"syn_{seed}_{n:09d}" for n in range(begin, begin + size)]
        incidents = _incidents(rng, ids, towns, dataset_id)
        yield Batch(incidents, _claims(rng, incidents, import_id, begin))


def _towns(rng: Generator) -> list[tuple[str, str, str, str, float, float]]:
    """Name, id, country, first-level unit, latitude and longitude of each town."""
    lats, lons = rng.uniform(-35, 60, TOWNS), rng.uniform(-100, 140, TOWNS)
    return [
        (f"Town {n}", f"syn:{n}", "XZ", f"XZ-{n % 30:02d}", float(lats[n]), float(lons[n]))
        for n in range(TOWNS)
    ]


def _parents(rng: Generator, ids: list[str]) -> list[int | None]:
    """Which earlier row of the batch each row lies under, most under none."""
    above: list[int | None] = [None] * len(ids)
    for top in range(0, len(ids), TREE_EVERY):
        last = min(top + int(rng.integers(1, SITES + 1)), len(ids) - 1)
        deep = rng.random() < 0.1
        for n in range(top + 1, last + 1):
            above[n] = top + 1 if deep and n > top + 1 else top
    return above


def _incidents(
    rng: Generator, ids: list[str], towns: list[tuple[str, str, str, str, float, float]], kept: str
) -> list[tuple[Any, ...]]:
    size = len(ids)
    # A few towns see most of what happens.
    town = np.minimum(rng.pareto(0.7, size), TOWNS - 1).astype(int).tolist()
    kind = rng.integers(0, len(_KINDS), size).tolist()
    weapon = rng.integers(0, len(_WEAPONS), size).tolist()
    known = rng.choice(len(_PRECISIONS), size, p=[share for _, share in _PRECISIONS]).tolist()
    day = rng.triangular(0, DAYS, DAYS + 1, size).astype(int).tolist()
    span = np.where(rng.random(size) < 0.06, rng.integers(1, 30, size), 0).tolist()
    north, east = (rng.normal(0, 1, size).tolist() for _ in range(2))
    above = _parents(rng, ids)
    made: list[tuple[Any, ...]] = []
    for n, incident_id in enumerate(ids):
        parent = above[n]
        if parent is None:
            place = _place(towns[town[n]], _PRECISIONS[known[n]][0], north[n], east[n])
            event, when = (*_KINDS[kind[n]], _WEAPONS[weapon[n]]), _when(day[n], span[n])
            title, hidden = "Made-up incident", False
        else:
            top = made[parent]
            place = _site(n, top, north[n], east[n])
            event, when = top[3:6], top[21:25]
            title, hidden = "Made-up site", place[2] is None
        made.append((
            incident_id, None if parent is None else ids[parent], title, *event, "[]", hidden,
            "[]", kept, "[]", Sensitivity.OPEN.value, "[]", *place, *when,
        ))  # fmt: skip
    return made


def _place(
    town: tuple[str, str, str, str, float, float], known: Precision, north: float, east: float
) -> tuple[Any, ...]:
    name, place_id, country, adm1, lat, lon = town
    if known is Precision.UNKNOWN:
        return None, known.value, None, None, country, None, None, None
    spread = 0.02 if known is Precision.SITE else 0.3
    at = round(lat + spread * north, 5), round(lon + spread * east, 5)
    if known in (Precision.ADM1, Precision.COUNTRY):
        name, place_id = (adm1, f"adm1:{adm1}") if known is Precision.ADM1 else (country, "syn:XZ")
    elif known is Precision.SITE:
        name, place_id = f"{name}, a site", ""
    unit = None if known is Precision.COUNTRY else adm1
    return name, known.value, *at, country, unit, place_id or None, _cell(*at)


def _site(n: int, top: tuple[Any, ...], north: float, east: float) -> tuple[Any, ...]:
    """A site near what it belongs to; where that has no point, or now and then, one unnamed."""
    lat, lon = top[15], top[16]
    if lat is None or n % 11 == 0:
        return None, Precision.UNKNOWN.value, None, None, top[17], top[18], None, None
    at = round(lat + 0.02 * north, 5), round(lon + 0.02 * east, 5)
    return f"Site {n}", Precision.SITE.value, *at, top[17], top[18], None, _cell(*at)


def _cell(lat: float, lon: float) -> int:
    return int(h3.latlng_to_cell(lat, lon, CELL_RESOLUTION))


@lru_cache(maxsize=8192)
def _when(day: int, span: int) -> tuple[Any, ...]:
    start = FIRST + timedelta(days=day)
    end = (start + timedelta(days=span)).isoformat() if span else None
    code = 1 if not span else 2 if span < 6 else 3 if span < 7 else 4
    return start.isoformat(), end, code, DateBasis.CELL.value


def _claims(
    rng: Generator, incidents: list[tuple[Any, ...]], import_id: str, begin: int
) -> list[tuple[Any, ...]]:
    size = len(incidents)
    made: list[tuple[Any, ...]] = []
    for number, (measure, share) in enumerate(_STATED):
        states = (rng.random(size) < share).tolist()
        counts = _heavy(rng, size, 1 + number).tolist()
        manner = rng.random(size).tolist()
        for n, incident in enumerate(incidents):
            if states[n] and not incident[7]:
                made.append((
                    f"{incident[0]}_{number}", incident[0], measure.value,
                    *_estimate(counts[n], manner[n]), "cell", import_id, begin + n + 2,
                    measure.value, str(counts[n]), f"Source {n % 20}", *_said(incident[21]),
                    PersonStatus.UNKNOWN.value, False, False, False, False,
                ))  # fmt: skip
    return made


def _estimate(n: int, manner: float) -> tuple[int | None, int | None, int | None, str]:
    """Low, best, high and how it was said."""
    if manner < 0.75:
        return n, n, n, Qualifier.EXACT.value
    if manner < 0.92:
        return n, n, None, Qualifier.AT_LEAST.value
    if manner < 0.97:
        return n, n, n, Qualifier.ABOUT.value
    return None, None, n, Qualifier.UP_TO.value


@lru_cache(maxsize=4096)
def _said(day: str) -> tuple[str, str]:
    said = Moment.of(date.fromisoformat(day))
    return tuple(m.isoformat(timespec="microseconds") for m in (said.earliest, said.latest))  # type: ignore[return-value]  # two of them


def _heavy(rng: Generator, size: int, scale: int) -> np.ndarray:
    """Counts with a heavy tail: mostly 0 to 3, now and then hundreds."""
    drawn = np.floor(rng.pareto(1.1, size) + 1) - rng.integers(0, 2, size)
    return np.minimum(scale * drawn, 5_000).astype(int)

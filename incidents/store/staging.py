"""Rows of the ledger on their way into the mirror, a batch at a time, as Arrow tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa

from incidents.model import PersonStatus
from incidents.store.publicity import claim_age_from, coarse_point, incident_age_from
from incidents.store.reading import BATCH

#: Rows per batch: large enough for the engine, small enough for the memory.
ROWS = 50_000


def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


INCIDENT_COLUMNS = _split(
    "incident_id parent_id title place_name place_id precision expected lat lon "
    "extent_km country adm1 adm2 cell day_start day_end date_prec event_type "
    "sub_event_type weapons placeholder dataset_id import_id sensitivity toponym "
    "notes added_at"
)

STAGE_INCIDENT = (
    "incident_id VARCHAR, parent_id VARCHAR, title VARCHAR, place_name VARCHAR, place_id VARCHAR, "
    "precision VARCHAR, expected VARCHAR, lat DOUBLE, lon DOUBLE, extent_km DOUBLE, "
    "country VARCHAR, adm1 VARCHAR, adm2 VARCHAR, cell BIGINT, coarse_lat DOUBLE, "
    "coarse_lon DOUBLE, coarse_cell BIGINT, day_start DATE, day_last DATE, date_prec INTEGER, "
    "event_type VARCHAR, sub_event_type VARCHAR, weapons VARCHAR, families VARCHAR, "
    "placeholder BOOLEAN, dataset_id VARCHAR, import_id VARCHAR, sensitivity VARCHAR, "
    "haystack VARCHAR, age_from TIMESTAMP"
)

CLAIM_COLUMNS = _split(
    "incident_id measure low best high source said_from said_until quote origin "
    "replaces status subset_of carried increment superseded background added_at"
)

STAGE_CLAIM = (
    "incident_id VARCHAR, measure VARCHAR, low BIGINT, best BIGINT, high BIGINT, source VARCHAR, "
    "said_from TIMESTAMP, said_until TIMESTAMP, folded VARCHAR, carried BOOLEAN, "
    "increment BOOLEAN, counting BOOLEAN, usual BOOLEAN, age_from TIMESTAMP"
)


def batches(
    source: sa.Connection, table: sa.Table, names: Sequence[str], ids: Sequence[str] | None
) -> Iterator[list[Sequence[Any]]]:
    """Columns of the table, batch by batch; ``ids``: of these incidents only."""
    query = sa.select(*(table.c[n] for n in names))
    if ids is None:
        yield from _columns(source, query)
        return
    for begin in range(0, len(ids), BATCH):
        some = ids[begin : begin + BATCH]
        yield from _columns(source, query.where(table.c.incident_id.in_(some)))


def _columns(source: sa.Connection, query: sa.Select[Any]) -> Iterator[list[Sequence[Any]]]:
    found = source.execution_options(yield_per=ROWS).execute(query)
    for rows in found.partitions(ROWS):
        yield list(zip(*rows, strict=True))


def incident_table(rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Arrow table of a batch of incidents."""
    by_name = dict(zip(INCIDENT_COLUMNS, rows, strict=True))
    starts = [_day(d) for d in by_name["day_start"]]
    ends = [s if d is None else _day(d) for s, d in zip(starts, by_name["day_end"], strict=True)]
    coarse = _coarse(by_name)
    weapons = [_weapons(w) for w in by_name["weapons"]]
    stacks = zip(*(by_name[n] for n in ("title", "place_name", "toponym", "notes")), strict=True)
    same = [n for n in INCIDENT_COLUMNS if n not in ("toponym", "notes", "day_end")]
    made = {
        **{n: pa.array(by_name[n]) for n in same if n not in ("day_start", "weapons", "added_at")},
        "placeholder": pa.array([bool(p) for p in by_name["placeholder"]]),
        "coarse_cell": pa.array([c[0] for c in coarse], pa.int64()),
        "coarse_lat": pa.array([c[1] for c in coarse], pa.float64()),
        "coarse_lon": pa.array([c[2] for c in coarse], pa.float64()),
        "day_start": pa.array(starts, pa.date32()),
        "day_last": pa.array(ends, pa.date32()),
        "weapons": pa.array([w[0] for w in weapons], pa.string()),
        "families": pa.array([w[1] for w in weapons], pa.string()),
        "haystack": pa.array([_folded(s) for s in stacks], pa.string()),
        "age_from": pa.array(
            [
                incident_age_from(_moment(a), d)
                for a, d in zip(by_name["added_at"], ends, strict=True)
            ],
            pa.timestamp("us"),
        ),
    }
    return pa.table({name: made[name] for name in _names(STAGE_INCIDENT)})


def claim_table(rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Arrow table of a batch of claims."""
    by = dict(zip(CLAIM_COLUMNS, rows, strict=True))
    parts = zip(by["subset_of"], by["background"], by["status"], by["superseded"], strict=True)
    attacker = PersonStatus.ATTACKER.value
    made = {
        **{n: pa.array(by[n]) for n in ("incident_id", "measure")},
        **{n: pa.array(by[n], pa.int64()) for n in ("low", "best", "high")},
        "said_from": pa.array([_moment(m) for m in by["said_from"]], pa.timestamp("us")),
        "said_until": pa.array([_moment(m) for m in by["said_until"]], pa.timestamp("us")),
        "source": pa.array([barless(s) for s in by["source"]], pa.string()),
        "folded": pa.array([q.casefold() if q else None for q in by["quote"]], pa.string()),
        "carried": pa.array([bool(c) for c in by["carried"]]),
        "increment": pa.array([bool(c) for c in by["increment"]]),
        "counting": pa.array(
            [not (sub or back or late) and who != attacker for sub, back, who, late in parts]
        ),
        "usual": pa.array([r is None for r in by["replaces"]]),
        "age_from": pa.array(
            [
                claim_age_from(_moment(a), _moment(u), corrected=o == "person")
                for a, u, o in zip(by["added_at"], by["said_until"], by["origin"], strict=True)
            ],
            pa.timestamp("us"),
        ),
    }
    return pa.table({name: made[name] for name in _names(STAGE_CLAIM)})


def _names(stage: str) -> list[str]:
    return [part.split()[0] for part in stage.split(", ")]


def _coarse(by_name: dict[str, Sequence[Any]]) -> list[tuple[Any, Any, Any]]:
    points = zip(by_name["sensitivity"], by_name["lat"], by_name["lon"], strict=True)
    return [
        coarse_point(lat, lon) if kind == "coarsen" and lat is not None else (None, None, None)
        for kind, lat, lon in points
    ]


def _folded(parts: Sequence[str | None]) -> str:
    return "\n".join(p for p in parts if p).casefold()


def barless(name: str) -> str:
    """Give a name that may stand between bars: its own bars become broken ones."""
    return name.replace("|", "¦")


@lru_cache(maxsize=100_000)
def _day(text: str) -> date:
    return date.fromisoformat(text)


@lru_cache(maxsize=100_000)
def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


@lru_cache(maxsize=10_000)
def _weapons(text: str) -> tuple[str, str]:
    """Names for the table, and families between bars for the filter."""
    found = json.loads(text)
    families = sorted({f for _, f, _ in found})
    return "; ".join(n for n, _, _ in found), "|" + "".join(f"{f}|" for f in families)

"""Rows of the ledger on their way into the mirror: read by column, a batch at a time.

What the engine cannot do as Python does (fold case, read JSON, cut to an H3 cell) is done here,
once for each distinct value or for the few rows that need it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa

from incidents.model import PersonStatus, Sensitivity
from incidents.store import schema
from incidents.store.columnar import by_value, tables
from incidents.store.publicity import coarse_point


def _kinds(**names: str) -> dict[str, str]:
    return {name: kind for kind, many in names.items() for name in many.split()}


INCIDENT = _kinds(
    text="incident_id parent_id title place_name toponym notes",
    word="place_id precision expected country adm1 adm2 day_start day_end event_type "
    "sub_event_type weapons dataset_id import_id sensitivity added_at",
    whole="cell date_prec",
    real="lat lon extent_km",
    flag="placeholder",
)
CLAIM = _kinds(
    text="incident_id quote",
    word="measure source said_from said_until origin added_at",
    whole="low best high",
    flag="carried increment",
)
#: What the engine is told about a claim instead of the columns behind it.
_CLAIM_FLAGS = {
    "counting": "subset_of IS NULL AND NOT background AND NOT superseded "
    f"AND status <> '{PersonStatus.ATTACKER.value}'",
    "usual": "replaces IS NULL",
}
_INCIDENT_FLAGS = {"excluding": "excludes <> '[]'"}

STAGE_INCIDENT = (
    "incident_id VARCHAR, parent_id VARCHAR, title VARCHAR, place_name VARCHAR, place_id VARCHAR, "
    "precision VARCHAR, expected VARCHAR, lat DOUBLE, lon DOUBLE, extent_km DOUBLE, "
    "country VARCHAR, adm1 VARCHAR, adm2 VARCHAR, cell BIGINT, coarse_lat DOUBLE, "
    "coarse_lon DOUBLE, coarse_cell BIGINT, day_start DATE, day_last DATE, date_prec INTEGER, "
    "event_type VARCHAR, sub_event_type VARCHAR, weapons VARCHAR, families VARCHAR, "
    "placeholder BOOLEAN, dataset_id VARCHAR, import_id VARCHAR, sensitivity VARCHAR, "
    "haystack VARCHAR, age_from TIMESTAMP, excluding BOOLEAN"
)
STAGE_CLAIM = (
    "incident_id VARCHAR, measure VARCHAR, low BIGINT, best BIGINT, high BIGINT, source VARCHAR, "
    "said_from TIMESTAMP, said_until TIMESTAMP, folded VARCHAR, carried BOOLEAN, "
    "increment BOOLEAN, counting BOOLEAN, usual BOOLEAN, age_from TIMESTAMP"
)
#: How the engine finishes what it is handed: columns of a stage that are not handed as they are.
FINISH_INCIDENT = {
    "day_start": "day_start::DATE",
    "day_last": "coalesce(day_end, day_start)::DATE",
    "haystack": "concat_ws(chr(10), title_folded, place_folded, toponym_folded, notes_folded)",
    # The rule of `publicity.incident_age_from`.
    "age_from": "least(added, (coalesce(day_end, day_start)::DATE + 1)::TIMESTAMP)",
}
FINISH_CLAIM = {
    # The rule of `publicity.claim_age_from`.
    "age_from": "CASE WHEN origin = 'person' THEN TIMESTAMP '1970-01-01' "
    "ELSE least(added, said_until) END",
}


def incidents(sources: Sequence[sa.Connection], ids: Sequence[str] | None) -> Iterator[pa.Table]:
    """All incidents, or those of these ids, for `FINISH_INCIDENT`."""
    for found in tables(sources, schema.incident, INCIDENT, _INCIDENT_FLAGS, ids):
        yield _incidents(found)


def claims(sources: Sequence[sa.Connection], ids: Sequence[str] | None) -> Iterator[pa.Table]:
    """All claims, or those on incidents of these ids, for `FINISH_CLAIM`."""
    for found in tables(sources, schema.claim, CLAIM, _CLAIM_FLAGS, ids):
        yield _claims(found)


def _incidents(found: pa.Table) -> pa.Table:
    added = by_value(found["added_at"], _moment, pa.timestamp("us"))
    names = by_value(found["weapons"], _weapon_names, pa.string())
    families = by_value(found["weapons"], _families, pa.string())
    cells, lats, lons = _coarse(found)
    kept = found.drop_columns(["weapons", "added_at", "toponym", "notes"])
    more = {
        "weapons": names,
        "families": families,
        "added": added,
        "title_folded": folded(found["title"]),
        "place_folded": folded(found["place_name"]),
        "toponym_folded": folded(found["toponym"]),
        "notes_folded": folded(found["notes"]),
        "coarse_cell": cells,
        "coarse_lat": lats,
        "coarse_lon": lons,
    }
    for name, column in more.items():
        kept = kept.append_column(name, column)
    return kept


def _claims(found: pa.Table) -> pa.Table:
    kept = found.drop_columns(["source", "said_from", "said_until", "quote", "added_at"])
    more = {
        "source": by_value(found["source"], barless, pa.string()),
        "said_from": by_value(found["said_from"], _moment, pa.timestamp("us")),
        "said_until": by_value(found["said_until"], _moment, pa.timestamp("us")),
        "added": by_value(found["added_at"], _moment, pa.timestamp("us")),
        "folded": folded(found["quote"]),
    }
    for name, column in more.items():
        kept = kept.append_column(name, column)
    return kept


def folded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Case folded as Python folds it; Arrow does the same for ASCII, and quicker."""
    if texts.null_count == len(texts):
        return texts
    plain = pc.string_is_ascii(texts)
    if pc.all(plain, min_count=0).as_py():
        return pc.ascii_lower(texts)
    made = [None if t is None else t.casefold() for t in texts.to_pylist()]
    return pa.chunked_array([pa.array(made, pa.string())])


def _coarse(found: pa.Table) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Cell and centre that stand for the points of sensitive records."""
    marked = pc.equal(found["sensitivity"].cast(pa.string()), Sensitivity.COARSEN.value)
    rows = pc.indices_nonzero(marked).to_pylist()
    kinds = (pa.int64(), pa.float64(), pa.float64())
    if not rows:
        cells, lats, lons = (pa.nulls(len(found), kind) for kind in kinds)
        return cells, lats, lons
    shown: list[tuple[int | None, float | None, float | None]] = [(None, None, None)] * len(found)
    for row in rows:
        lat, lon = found["lat"][row].as_py(), found["lon"][row].as_py()
        if lat is not None and lon is not None:
            shown[row] = coarse_point(lat, lon)
    columns = zip(*shown, strict=True)
    cells, lats, lons = (pa.array(c, k) for c, k in zip(columns, kinds, strict=True))
    return cells, lats, lons


def barless(name: str) -> str:
    """Give a name that may stand between bars: its own bars become broken ones."""
    return name.replace("|", "¦")


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _weapon_names(text: str) -> str:
    return "; ".join(name for name, _, _ in json.loads(text))


def _families(text: str) -> str:
    """Families between bars, for the filter."""
    found = sorted({family for _, family, _ in json.loads(text)})
    return "|" + "".join(f"{f}|" for f in found)

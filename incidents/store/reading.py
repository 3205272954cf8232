"""Reads records inside a transaction the caller holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from incidents.merge import Snapshot
from incidents.model import REPORT_ID, Action, Claim, Incident, Report
from incidents.store import schema
from incidents.store.rows import claim_value, incident_value, report_value
from incidents.store.writing import last_number

#: Ids per statement; both databases take more, but plans get no better.
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFeed:
    """What happened after a revision.

    Attributes:
        revision: the newest revision the feed covers.
        incidents: ids of incidents that were added, changed or removed, or whose claims were.
        imports_gone: imports that were taken away whole; their rows are not listed.
        destroyed: words were redacted since: a copy that holds words must be made anew.
    """

    revision: int
    incidents: frozenset[str]
    imports_gone: frozenset[str]
    destroyed: bool


def changes_since(connection: sa.Connection, number: int) -> ChangeFeed:
    """Collect the feed; one pass over small indexes."""
    touched = {
        r[0]
        for column in (schema.incident.c.incident_id, schema.claim.c.incident_id)
        for r in connection.execute(sa.select(column).where(column.table.c.revision > number))
    }
    logged = sa.select(schema.change.c.kind, schema.change.c.record_id, schema.change.c.before)
    for row in connection.execute(logged.where(schema.change.c.number > number)):
        touched.update(_touched(row.kind, row.record_id, row.before))
    return ChangeFeed(
        revision=last_number(connection),
        incidents=frozenset(touched | _gone(connection, number, "incident")),
        imports_gone=frozenset(_gone(connection, number, "import")),
        destroyed=destroyed(connection, number),
    )


def many_touched(connection: sa.Connection, number: int, limit: int) -> bool:
    """Whether more incidents than a limit were written after a revision; looks no further."""
    table = schema.incident.c
    some = sa.select(table.incident_id).where(table.revision > number).limit(limit + 1)
    counted = connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar()
    return int(counted or 0) > limit


def _touched(kind: str, record_id: str, before: str | None) -> Iterator[str]:
    if kind == "incident":
        yield record_id
    elif kind == "claim" and before is not None:
        yield str(json.loads(before)["incident_id"])


def _gone(connection: sa.Connection, number: int, kind: str) -> set[str]:
    stone = schema.tombstone
    rows = connection.execute(
        sa.select(stone.c.record_id).where(stone.c.revision > number, stone.c.kind == kind)
    )
    return {r[0] for r in rows}


def destroyed(connection: sa.Connection, number: int) -> bool:
    """Whether words were redacted after a revision."""
    deeds = (Action.WITHDRAW.value, Action.REDACT.value)
    rows = connection.execute(
        sa.select(schema.revision.c.number)
        .where(schema.revision.c.number > number, schema.revision.c.action.in_(deeds))
        .limit(1)
    )
    return rows.first() is not None


def reports(connection: sa.Connection) -> tuple[Report, ...]:
    """Give all reports, oldest first."""
    table = schema.report
    rows = connection.execute(sa.select(table).order_by(table.c.published, table.c.report_id))
    return tuple(report_value(r) for r in rows.mappings())


def reports_like(connection: sa.Connection, ids: Collection[str]) -> tuple[Report, ...]:
    """Give the reports of these ids, and every one whose id was not made from its words."""
    table = schema.report
    named = table.c.report_id.in_(sorted(ids))
    by_hand = sa.not_(table.c.report_id.startswith(f"{REPORT_ID}_", autoescape=True))
    rows = connection.execute(sa.select(table).where(named | by_hand).order_by(table.c.report_id))
    return tuple(report_value(r) for r in rows.mappings())


def incidents_of(connection: sa.Connection, ids: Sequence[str]) -> tuple[Incident, ...]:
    """Give incidents by id."""
    rows = select_in(connection, schema.incident, "incident_id", ids)
    return tuple(sorted((incident_value(r) for r in rows), key=lambda i: i.incident_id))


def children_of(connection: sa.Connection, ids: Sequence[str]) -> tuple[Incident, ...]:
    """Give the incidents directly below these."""
    rows = select_in(connection, schema.incident, "parent_id", ids)
    return tuple(sorted((incident_value(r) for r in rows), key=lambda i: i.incident_id))


def claims_of(connection: sa.Connection, ids: Sequence[str]) -> tuple[Claim, ...]:
    """Give the claims of incidents."""
    rows = select_in(connection, schema.claim, "incident_id", ids)
    return tuple(sorted((claim_value(r) for r in rows), key=lambda c: c.claim_id))


def claims_with_time(
    connection: sa.Connection, ids: Sequence[str]
) -> tuple[tuple[Claim, datetime], ...]:
    """Give the claims of incidents, each with the UTC time it was added."""
    rows = select_in(connection, schema.claim, "incident_id", ids)
    found = ((claim_value(r), datetime.fromisoformat(r["added_at"])) for r in rows)
    return tuple(sorted(found, key=lambda pair: pair[0].claim_id))


def claims_by_id(connection: sa.Connection, ids: Sequence[str]) -> tuple[Claim, ...]:
    """Give claims by their own ids."""
    rows = select_in(connection, schema.claim, "claim_id", ids)
    return tuple(sorted((claim_value(r) for r in rows), key=lambda c: c.claim_id))


def select_in(
    connection: sa.Connection, table: sa.Table, column: str, values: Sequence[str]
) -> Iterator[sa.RowMapping]:
    """Rows whose column is one of many values, a batch at a time."""
    for begin in range(0, len(values), BATCH):
        some = values[begin : begin + BATCH]
        query = schema.INCIDENTS if table is schema.incident else sa.select(table)
        yield from connection.execute(query.where(table.c[column].in_(some))).mappings()


def snapshot(
    connection: sa.Connection, since: date | None, until: date | None, dataset: str
) -> Snapshot:
    """Give a part of the ledger for merging."""
    table = schema.incident
    # The reports' own data set is named in the statement, which finds its index so.
    named = sa.literal_column("'reports'") if dataset == "reports" else dataset
    query = schema.INCIDENTS.where(table.c.dataset_id == named)
    if since is not None:
        last = sa.func.coalesce(table.c.day_end, table.c.day_start)
        query = query.where(last >= since.isoformat())
    if until is not None:
        query = query.where(table.c.day_start <= until.isoformat())
    rows = connection.execute(query.order_by(table.c.incident_id)).mappings()
    found = tuple(incident_value(r) for r in rows)
    claims = claims_of(connection, [i.incident_id for i in found])
    return Snapshot(
        incidents=found,
        claims=claims,
        reports=_quoted(connection, claims),
        revision=last_number(connection),
    )


def _quoted(connection: sa.Connection, claims: Iterable[Claim]) -> tuple[Report, ...]:
    ids = sorted({r for c in claims if (r := getattr(c.origin, "report_id", None)) is not None})
    rows = select_in(connection, schema.report, "report_id", ids)
    return tuple(sorted((report_value(r) for r in rows), key=lambda r: r.report_id))


def stamp(connection: sa.Connection, number: int) -> str:
    """What tells this ledger's revision from another ledger's of the same number."""
    table = schema.revision.c
    found = connection.execute(sa.select(table.at, table.author).where(table.number == number))
    row = found.first()
    return "" if row is None else f"{row[0]} {row[1]}"

"""Destroys words: redaction keeps the figures, withdrawal takes them away too.

What is destroyed is gone from the records and from the log's before and after; a tombstone
(publisher, date, link, who and why) stays. Quotes become black bars of the same length, so
that offsets stay true. Backups made earlier still hold the words: whoever keeps them must
replace them (docs/storage.md says how).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from incidents.errors import Conflict, NotFound
from incidents.model import Change, Claim, Incident, Record, Report, Revision
from incidents.store import reading, schema
from incidents.store.revisions import as_revision
from incidents.store.row_parts import Row
from incidents.store.rows import (
    BLACKED,
    claim_value,
    id_of,
    report_value,
    row_of,
    value_of,
)
from incidents.store.writing import Step, log_step, remove, standing

#: Words about an incident that a reader wrote down from the report.
_INCIDENT_WORDS = ("title", "notes", "toponym", "runner_up")


def redact(connection: sa.Connection, report_id: str, step: Step) -> Revision:
    """Destroy a report's words; its claims keep figure, offsets and source."""
    report = _report(connection, report_id)
    if report.redacted:
        raise Conflict(f"report {report_id!r} is redacted already")
    log_step(connection, step)
    after = _tombstone(report, step, redacted=True)
    _black_claims(connection, report_id, step)
    told = _black_quotes(connection, report_id, step)
    _black_log(connection, report_id, step)
    logged: list[Record] = [after, *told, *_claims_quoting(connection, report_id)]
    _log_records(connection, step, [(None, r) for r in logged])
    return as_revision(step, tuple(Change(None, r) for r in logged))


def withdraw(connection: sa.Connection, report_id: str, step: Step) -> Revision:
    """Destroy a report's words and remove what rests on it alone."""
    report = _report(connection, report_id)
    if report.withdrawn:
        raise Conflict(f"report {report_id!r} is withdrawn already")
    log_step(connection, step)
    after = _tombstone(report, step, withdrawn=True)
    claims = _claims_quoting(connection, report_id)
    orphans = _orphans(connection, report_id, claims)
    _remove_claims(connection, claims, step)
    remove(connection, "incident", [i.incident_id for i in orphans], step.number)
    told = _black_quotes(connection, report_id, step, keep=False)
    _black_log(connection, report_id, step, tuple(i.incident_id for i in orphans))
    removed: tuple[Record, ...] = (*claims, *orphans)
    gone: list[tuple[Record | None, Record | None]] = [(blacked(r), None) for r in removed]
    steps: list[tuple[Record | None, Record | None]] = [(None, after)]
    steps += [(None, i) for i in told]
    steps += gone
    _log_records(connection, step, steps)
    return as_revision(step, tuple(Change(b, a) for b, a in steps))


def _report(connection: sa.Connection, report_id: str) -> Report:
    found = standing(connection, "report", report_id)
    if not isinstance(found, Report):
        raise NotFound(f"report {report_id!r}: no such record")
    return found


def _tombstone(connection_report: Report, step: Step, **flags: bool) -> Report:
    row = {**_empty_report(row_of(connection_report)), **flags, "revision": step.number}
    return report_value(row)


def _empty_report(row: Row) -> Row:
    return {**row, "text": "", "title": None, "redacted": True}


def _claims_quoting(connection: sa.Connection, report_id: str) -> list[Claim]:
    table = schema.claim
    rows = connection.execute(
        sa.select(table).where(table.c.report_id == report_id).order_by(table.c.claim_id)
    )
    return [claim_value(r) for r in rows.mappings()]


def _black_claims(connection: sa.Connection, report_id: str, step: Step) -> None:
    table = schema.claim
    for claim in _claims_quoting(connection, report_id):
        row = _black_claim(row_of(claim))
        connection.execute(
            table.update()
            .where(table.c.claim_id == claim.claim_id)
            .values(quote=row["quote"], word=row["word"], revision=step.number)
        )


def _black_quotes(
    connection: sa.Connection, report_id: str, step: Step, *, keep: bool = True
) -> tuple[Incident, ...]:
    """Take a report's words out of the incidents it spoke of; returns these as they now stand.

    Redaction keeps where the words stood, withdrawal (``keep`` false) does not.
    """
    table = schema.incident
    some = sa.select(table).where(table.c.quotes.contains(report_id, autoescape=True))
    touched = []
    for row in list(connection.execute(some).mappings()):
        quotes = _without_words(row["quotes"], report_id, keep=keep)
        connection.execute(
            table.update()
            .where(table.c.incident_id == row["incident_id"])
            .values(quotes=quotes, revision=step.number)
        )
        touched.append(row["incident_id"])
    return reading.incidents_of(connection, sorted(touched))


def _without_words(quotes: str, report_id: str, *, keep: bool = True) -> str:
    told = [
        [report, start, end, BLACKED * (end - start) if report == report_id else text]
        for report, start, end, text in json.loads(quotes)
        if keep or report != report_id
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _black_claim(row: Row) -> Row:
    if row.get("quote") is None:
        return row
    return {**row, "quote": BLACKED * len(row["quote"])}


def _black_incident(row: Row) -> Row:
    words = dict.fromkeys(_INCIDENT_WORDS)
    return {**row, **words, "native": "[]", "actors": "[]", "quotes": "[]"}


def blacked(record: Record) -> Record:
    """Give a record with its words taken out, figures and codes left."""
    row = row_of(record)
    if isinstance(record, Report):
        return report_value(_empty_report(row))
    return value_of(*_kind_and_black(record, row))


def _kind_and_black(record: Record, row: Row) -> tuple[str, Row]:
    if isinstance(record, Incident):
        return "incident", _black_incident(row)
    return "claim", _black_claim(row)


def _orphans(
    connection: sa.Connection, report_id: str, claims: Iterable[Claim]
) -> tuple[Incident, ...]:
    """Incidents that came with the report and have no other claim and no child left."""
    gone = {c.claim_id for c in claims}
    candidates = _came_with(connection, report_id) | {c.incident_id for c in claims}
    found = {i.incident_id: i for i in reading.incidents_of(connection, sorted(candidates))}
    kept = {
        c.incident_id
        for c in reading.claims_of(connection, sorted(found))
        if c.claim_id not in gone
    }
    kept |= {i for i in found if any(q.report_id != report_id for q in found[i].quotes)}
    orphans = {i for i in found if i not in kept and found[i].import_id is None}
    while True:
        children = reading.children_of(connection, sorted(orphans))
        held = {c.parent_id for c in children if c.incident_id not in orphans} & orphans
        if not held:
            return tuple(found[i] for i in sorted(orphans))
        orphans -= {h for h in held if h is not None}


def _came_with(connection: sa.Connection, report_id: str) -> set[str]:
    log = schema.change.c
    steps = sa.select(log.number).where(
        log.kind == "report", log.record_id == report_id, log.before.is_(None)
    )
    rows = connection.execute(
        sa.select(log.record_id).where(
            log.number.in_(steps), log.kind == "incident", log.before.is_(None)
        )
    )
    return {r[0] for r in rows}


def _remove_claims(connection: sa.Connection, claims: Iterable[Claim], step: Step) -> None:
    remove(connection, "claim", [c.claim_id for c in claims], step.number)


def _black_log(
    connection: sa.Connection, report_id: str, step: Step, incidents: tuple[str, ...] = ()
) -> None:
    """Overwrite the words in the report's own row and in every logged version."""
    table = schema.report
    flags = {"withdrawn": True} if incidents or step.action.value.startswith("withdraw") else {}
    connection.execute(
        table.update()
        .where(table.c.report_id == report_id)
        .values(text="", title=None, redacted=True, revision=step.number, **flags)
    )
    connection.execute(schema.redaction_pass.insert(), {"report_id": report_id})
    log = schema.change
    for row in list(_logged_words(connection, report_id, incidents)):
        connection.execute(
            log.update()
            .where(log.c.number == row["number"], log.c.seq == row["seq"])
            .values(
                before=_black_json(row, "before", report_id, incidents),
                after=_black_json(row, "after", report_id, incidents),
            )
        )
    connection.execute(schema.redaction_pass.delete())


def _logged_words(
    connection: sa.Connection, report_id: str, incidents: tuple[str, ...]
) -> Iterator[sa.RowMapping]:
    log = schema.change
    own = sa.and_(log.c.kind == "report", log.c.record_id == report_id)
    yield from connection.execute(sa.select(log).where(own)).mappings()
    for begin in range(0, len(incidents), reading.BATCH):
        some = incidents[begin : begin + reading.BATCH]
        query = sa.select(log).where(log.c.kind == "incident", log.c.record_id.in_(some))
        yield from connection.execute(query).mappings()
    told = sa.or_(
        log.c.before.contains(report_id, autoescape=True),
        log.c.after.contains(report_id, autoescape=True),
    )
    spoken = sa.select(log).where(log.c.kind == "incident", log.c.record_id.not_in(incidents), told)
    yield from connection.execute(spoken).mappings()
    for row in connection.execute(sa.select(log).where(log.c.kind == "claim")).mappings():
        if _quotes(row["before"], report_id) or _quotes(row["after"], report_id):
            yield row


def _quotes(text: str | None, report_id: str) -> bool:
    return text is not None and json.loads(text).get("report_id") == report_id


def _black_json(
    logged: sa.RowMapping, side: str, report_id: str, incidents: tuple[str, ...]
) -> str | None:
    text: str | None = logged[side]
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    if logged["kind"] == "incident" and logged["record_id"] not in incidents:
        row["quotes"] = _without_words(row["quotes"], report_id)
        return json.dumps(row, ensure_ascii=False)
    black = {"report": _empty_report, "incident": _black_incident, "claim": _black_claim}
    return json.dumps(black[logged["kind"]](row), ensure_ascii=False)


def _log_records(
    connection: sa.Connection, step: Step, pairs: list[tuple[Record | None, Record | None]]
) -> None:
    rows = []
    for seq, (before, after) in enumerate(pairs):
        record = after if after is not None else before
        if record is None:
            continue
        rows.append(
            {
                "number": step.number,
                "seq": seq,
                "kind": _kind(record),
                "record_id": id_of(record),
                "before": None if before is None else json.dumps(row_of(before)),
                "after": None if after is None else json.dumps(row_of(after)),
            }
        )
    connection.execute(schema.change.insert(), rows)


def _kind(record: Record) -> str:
    if isinstance(record, Report):
        return "report"
    return "incident" if isinstance(record, Incident) else "claim"

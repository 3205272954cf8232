"""Rows stored as columns are the rows of the values, and both ways leave the same ledger."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from incidents.errors import StoreError
from incidents.files import Accepted, open_table
from incidents.files.nearby import NearWatch
from incidents.files.parts import RowParts
from incidents.model import Action
from incidents.pipeline.batches import here
from incidents.store import ImportRecord, Ledger, bulk, reading, schema
from incidents.store.blocks import block_of
from incidents.store.bulk import Batch, RowCoder
from incidents.store.inserting import ROWS
from incidents.store.proving import rules_of
from incidents.store.rows import incident_row
from incidents.store.writing import Step, ledger_row
from tests.files.places import FewPlaces
from tests.files.test_parts import tables

TODAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEP = Step(number=7, at=AT, author="ann", action=Action.IMPORT, reason="import")
GOOD = "e{0},2024-03-05,shelling,Kharkiv,49.98,36.25,{1},row {0}\n"
HEADER = "event_id,date,event_type,location,latitude,longitude,killed,notes\n"


class Still:
    def now(self):
        return AT


def opened(content):
    return open_table(content, name="t.csv", gazetteer=FewPlaces(), today=TODAY)


def whole(columns, row, names, shared):
    """A row as the database gets it: what is not named is null."""
    return dict.fromkeys(names) | shared | dict(zip(columns, row, strict=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_columns_are_those_of_the_values(content):
    table = opened(content)
    coder = RowCoder(table.reading.header, table.import_id)
    mine = {"import_id": table.import_id, "added_at": AT.isoformat(), "revision": 7}
    one = bulk.INCIDENT_SHARED | mine | {"dataset_id": table.reading.dataset_id}
    figure = bulk.CLAIM_SHARED | mine
    for parts in [r for r in table.parts() if isinstance(r, RowParts)]:
        incidents, claims = coder.blocks([parts])
        accepted = table._reader.whole(parts)
        incident = replace(accepted.incident, added_at=AT, revision=7)
        expected = incident_row(incident)
        (row,) = incidents.whole(bulk.INCIDENT)
        cells = json.dumps([v for _, v in incident.native], ensure_ascii=False)
        expected["native"] = cells.replace('", "', '","')
        assert whole(bulk.INCIDENT, row, expected, one) == expected
        assert [whole(bulk.CLAIM, c, claim_names(), figure) for c in claims.whole(bulk.CLAIM)] == [
            ledger_row(c, STEP) for c in accepted.claims
        ]


def claim_names():
    return [c.name for c in schema.claim.columns]


def many(rows):
    return (HEADER + "".join(GOOD.format(n, n % 9) for n in range(rows))).encode()


def record_of(table):
    return ImportRecord(
        import_id=table.import_id, file_name="t.csv", dataset_id=table.reading.dataset_id,
        author="ann", rows_read=1, rows_kept=1, columns=table.reading.header,
    )  # fmt: skip


def contents(ledger):
    """All rows; the incidents as values, whose own cells the ledger keeps in two ways."""
    with ledger.reading() as connection:
        ids = connection.execute(sa.select(schema.incident.c.incident_id)).scalars().all()
        return [
            list(map(repr, reading.incidents_of(connection, ids))),
            *(
                sorted(map(repr, connection.execute(table.select())))
                for table in (schema.claim, schema.import_)
            ),
        ]


@pytest.mark.parametrize("rows", [1, ROWS - 1, ROWS, 2 * ROWS + 7])
def test_both_ways_leave_the_same_ledger(ledger, tmp_path, rows):
    table = opened(many(rows))
    ledger.bulk_load(here(table, NearWatch()), record_of(table))
    other = Ledger.open(f"sqlite:///{tmp_path / 'other.sqlite'}", clock=ledger._clock)
    ledger._clock.at = datetime(2025, 4, 25, 12, tzinfo=UTC)
    values = ((a.incident, a.claims) for a in opened(many(rows)).rows() if isinstance(a, Accepted))
    other.bulk_import(values, record_of(table))
    here_, there = contents(ledger), contents(other)
    other.close()
    assert [len(part) for part in here_] == [rows, rows, 1]
    assert [text(p) for p in here_] == [text(p) for p in there]


def text(rows):
    """Without the moment, which the clock of each test moves on."""
    return [r.replace("12:02", "12:01") for r in rows]


@pytest.mark.parametrize(
    ("column", "value"), [("precision", "somewhere"), ("lat", 91.0), ("incident_id", "twice")]
)
def test_the_database_still_checks_every_row(ledger, column, value):
    table = opened(many(120))
    (batch,) = here(table, NearWatch())
    rows, at = batch.incidents.whole(bulk.INCIDENT), bulk.INCIDENT.index(column)
    for number in (70, 71):
        rows[number] = (*rows[number][:at], value, *rows[number][at + 1 :])
    spoilt = Batch(block_of(bulk.INCIDENT, rows), block_of(bulk.CLAIM, []))
    with pytest.raises(StoreError, match="rules"):
        ledger.bulk_load([spoilt], record_of(table))
    assert ledger.revision() == 0
    assert contents(ledger) == [[], [], []]


@pytest.mark.parametrize(
    ("column", "value"), [("measure", "rumours"), ("best", -1), ("incident_id", "inc_of_nobody")]
)
def test_the_database_still_checks_every_claim(ledger, column, value):
    table = opened(many(120))
    (batch,) = here(table, NearWatch())
    rows, at = batch.claims.whole(bulk.CLAIM), bulk.CLAIM.index(column)
    rows[70] = (*rows[70][:at], value, *rows[70][at + 1 :])
    with pytest.raises(StoreError, match="rules"):
        ledger.bulk_load([replace(batch, claims=block_of(bulk.CLAIM, rows))], record_of(table))
    assert contents(ledger) == [[], [], []]


def test_rules_and_references_hold_again_after_an_import(ledger):
    table = opened(many(3))
    ledger.bulk_load(here(table, NearWatch()), record_of(table))
    for change in ("UPDATE incident SET lat = 91", "UPDATE claim SET incident_id = 'nobody'"):
        with pytest.raises(StoreError, match="rules"), ledger.writing() as connection:
            connection.exec_driver_sql(change)


def test_every_check_of_the_schema_is_asked_of_new_rows():
    for table in (schema.incident, schema.claim):
        checks = [c for c in table.constraints if isinstance(c, sa.CheckConstraint)]
        assert len(rules_of(table)) == len(checks) > 10


def test_every_column_is_named_or_shared_or_null():
    """The guard above can fail: a column of the row that is neither is seen as null."""
    named = set(bulk.INCIDENT) | set(bulk.INCIDENT_SHARED)
    rest = {c.name for c in schema.incident.columns} - named
    assert rest == {"parent_id", "dataset_id", "import_id", "added_at", "revision"}
    assert set(bulk.CLAIM) <= set(claim_names())

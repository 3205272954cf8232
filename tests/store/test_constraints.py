"""Every CHECK constraint by name: a good row stands, the same row with one fault does not."""

import pytest
import sqlalchemy as sa

from incidents.errors import StoreError
from incidents.store import schema
from incidents.store.rows import claim_row, incident_row, report_row
from tests.store.examples import add, claim, incident, report

AT = "2025-04-25T12:00:00+00:00"
GOOD = {
    "report": {**report_row(report()), "revision": 1},
    "incident": {**incident_row(incident()), "added_at": AT, "revision": 1},
    "claim": {**claim_row(claim()), "added_at": AT, "revision": 1},
    "import": {
        "import_id": "up", "file_name": "a.csv", "dataset_id": "upload", "at": AT,
        "author": "ana", "rows_read": 2, "rows_kept": 1, "rows_refused": 1, "revision": 1,
    },
    "revision": {"number": 1, "at": AT, "author": "ana", "action": "edit", "reason": "x"},
    "change": {"number": 1, "seq": 0, "kind": "claim", "record_id": "c1", "after": "{}"},
    "tombstone": {"revision": 1, "kind": "claim", "record_id": "c1"},
}  # fmt: skip
BARE_CELL = {
    "origin": "cell",
    "import_id": "up",
    "line": None,
    "column_name": "k",
    "cell_text": "1",
}
BARE_PERSON = {"origin": "person", "author": "ana", "authored_at": AT, "reason": None}

FAULTS = {
    "ck_report_text_present": {"text": ""},
    "ck_report_published_is_date": {"published": "2025"},
    "ck_report_revision_positive": {"revision": 0},
    "ck_report_wording_known": {"wording": "theirs"},
    "ck_incident_parent_is_other": {"parent_id": "i1"},
    "ck_incident_lat_with_lon": {"lon": None},
    "ck_incident_lat_range": {"lat": 91.0},
    "ck_incident_lon_range": {"lon": -181.0},
    "ck_incident_precision_needs_point": {"lat": None, "lon": None, "cell": None},
    "ck_incident_cell_with_point": {"cell": None},
    "ck_incident_extent_positive": {"extent_km": -1.0},
    "ck_incident_day_start_is_date": {"day_start": "2025-4-24"},
    "ck_incident_day_end_after_start": {"day_end": "2025-04-23"},
    "ck_incident_date_prec_code": {"date_prec": 6},
    "ck_incident_sub_event_needs_event": {"sub_event_type": "Attack"},
    "ck_incident_revision_positive": {"revision": 0},
    "ck_incident_precision_known": {"precision": "town"},
    "ck_incident_expected_known": {"expected": "town"},
    "ck_incident_event_type_known": {"event_type": "War"},
    "ck_incident_sensitivity_known": {"sensitivity": "secret"},
    "ck_incident_date_basis_known": {"date_basis": "guess"},
    "ck_claim_bound_stated": {"low": None, "best": None, "high": None},
    "ck_claim_low_not_negative": {"low": -1},
    "ck_claim_high_not_negative": {"low": None, "best": None, "high": -1},
    "ck_claim_best_not_below_low": {"best": 11},
    "ck_claim_high_not_below_best": {"low": None, "high": 11},
    "ck_claim_high_not_below_low": {"best": None, "high": 11},
    "ck_claim_word_is_vague": {"word": "dozens"},
    "ck_claim_quote_complete": {"report_id": None},
    "ck_claim_quote_span": {"quote_start": -1, "quote_end": len(GOOD["claim"]["quote"]) - 1},
    "ck_claim_quote_length": {"quote": "short"},
    "ck_claim_cell_complete": BARE_CELL,
    "ck_claim_person_complete": BARE_PERSON,
    "ck_claim_said_is_span": {"said_until": GOOD["claim"]["said_from"]},
    "ck_claim_revision_positive": {"revision": 0},
    "ck_claim_origin_known": {"origin": "rumour"},
    "ck_claim_measure_known": {"measure": "ruins"},
    "ck_claim_qualifier_known": {"qualifier": "maybe"},
    "ck_claim_status_known": {"status": "bystander"},
    "ck_claim_standing_known": {"counter_standing": 5},
    "ck_import_rows_add_up": {"rows_kept": 3},
    "ck_import_rows_not_negative": {"rows_kept": -1},
    "ck_import_undone_later": {"undone_by": 1},
    "ck_revision_number_positive": {"number": 0},
    "ck_revision_undoes_earlier": {"undoes": 1},
    "ck_revision_action_known": {"action": "tinker"},
    "ck_change_something_changed": {"after": None},
    "ck_change_kind_known": {"kind": "place"},
    "ck_tombstone_kind_known": {"kind": "place"},
}


def constraints():
    return {
        str(c.name): table.name
        for table in schema.metadata.tables.values()
        for c in table.constraints
        if isinstance(c, sa.CheckConstraint)
    }


def test_every_constraint_has_a_fault_that_breaks_it():
    assert set(FAULTS) == set(constraints())


@pytest.fixture(scope="module")
def engine():
    made = sa.create_engine("sqlite://")
    schema.metadata.create_all(made)
    yield made
    made.dispose()


def insert(engine, table, row):
    with engine.connect() as connection:
        connection.execute(schema.metadata.tables[table].insert(), row)


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_stands(engine, table):
    insert(engine, table, GOOD[table])


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_refused_by_its_constraint(engine, name):
    table = constraints()[name]
    with pytest.raises(sa.exc.IntegrityError, match=rf"constraint failed: {name}\n"):
        insert(engine, table, {**GOOD[table], **FAULTS[name]})


DEEDS = (
    "UPDATE change SET after = '{}'",
    "DELETE FROM change",
    "UPDATE revision SET author = 'x'",
    "DELETE FROM revision",
)


@pytest.mark.parametrize("statement", DEEDS)
def test_the_log_refuses_to_be_altered(ledger, statement):
    add(ledger, incident())
    with pytest.raises(StoreError, match="append-only"), ledger.writing() as connection:
        connection.exec_driver_sql(statement)

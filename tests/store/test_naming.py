"""What a statement is handed: the columns it names, for whoever asks, and no others."""

from datetime import UTC, datetime

import pytest

from incidents.query import Audience, Viewer
from incidents.store.charts import _bucket
from incidents.store.naming import mentioned, moment, named

OWNER = Viewer()
PUBLIC = Viewer(audience=Audience.PUBLIC, now=datetime(2024, 5, 1, tzinfo=UTC))


def test_only_columns_of_the_mirror_are_taken_from_a_statement():
    sql = 'SELECT "t0"."lat", `lon`, "n" AS "made_up" FROM "chosen" AS "t0"'
    assert mentioned(sql) == {"lat", "lon"}


@pytest.mark.parametrize("viewer", [OWNER, PUBLIC], ids=["owner", "public"])
def test_a_statement_is_handed_what_it_and_its_filter_name(viewer):
    selected = 'SELECT * FROM "visible" AS "t0" WHERE "t0"."event_type" = \'Riots\''
    sql = named(viewer, selected, moment(None, "duckdb"), frozenset({"lat"}), "duckdb")
    assert {"lat", "event_type"} <= mentioned(sql)
    assert "haystack" not in mentioned(sql)
    assert "as_of" not in sql


def test_the_time_asked_for_is_handed_only_to_what_looks_at_it():
    at = moment(datetime(2024, 2, 1, 6), "duckdb")  # noqa: DTZ001 - wall time, as asked
    sql = named(OWNER, 'SELECT * FROM "visible"', at, frozenset({"lat", "as_of"}), "duckdb")
    assert "2024" in sql
    assert "as_of" in sql


def test_spark_reads_names_between_its_own_marks():
    sql = named(OWNER, "SELECT * FROM visible", "", frozenset({"lat"}), "pyspark")
    assert "`lat`" in sql
    assert '"' not in sql


@pytest.mark.parametrize(
    ("number", "length", "text"),
    [
        (2022, 4, "2022"),
        (202206, 7, "2022-06"),
        (20220630, 10, "2022-06-30"),
        (812, 4, "0812"),
        (81206, 7, "0812-06"),
    ],
)
def test_a_bucket_is_told_as_the_beginning_of_its_day(number, length, text):
    assert _bucket(number, length) == text

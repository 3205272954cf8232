"""BigQuery cannot be reached from a test: its SQL is compiled, and must mean what DuckDB's means.

Each statement is compiled for BigQuery, read back by a parser of BigQuery's SQL, and what that
understood is run on DuckDB.
"""

from pathlib import Path

import pytest
import sqlglot

from incidents.query import Filter
from incidents.store import Mirror
from incidents.store.columns import SCHEMA
from incidents.store.engines import DuckEngine
from tests.store.engines.questions import FEW, OWNER, differing
from tests.store.engines.test_contract import filled

VIEW = Path(__file__).resolve().parents[3] / "docs" / "gdelt_view.sql"


class ReadBack:
    """An engine that speaks BigQuery's SQL to a parser of it."""

    dialect = "bigquery"

    def __init__(self, database):
        self._duck = DuckEngine(database)
        self.asked = 0

    def rows(self, sql):
        self.asked += 1
        (understood,) = sqlglot.transpile(sql, read="bigquery", write="duckdb")
        return self._duck.rows(understood)


def test_every_question_compiles_and_means_the_same(sqlite_ledger):
    filled(sqlite_ledger)
    plain, mirror = Mirror.open(sqlite_ledger, small=0), Mirror.open(sqlite_ledger, small=0)
    mirror._database.execute("CREATE MACRO ieee_divide(a, b) AS a / b")  # BigQuery's own
    engine = ReadBack(mirror._database)
    mirror.__class__ = type("Asked", (Mirror,), {"_engine": engine})
    filters = (*FEW, Filter(bounds=(170.0, -10.0, 60.0, 40.0)))
    assert differing(mirror, plain, filters, [OWNER]) == []
    assert engine.asked


@pytest.fixture(scope="module")
def view():
    return sqlglot.parse_one(VIEW.read_text("utf-8"), read="bigquery")


def test_the_view_of_gdelt_gives_the_mirrors_columns(view):
    select = view.find(sqlglot.exp.Select)
    assert [c.alias_or_name for c in select.expressions] == list(SCHEMA)

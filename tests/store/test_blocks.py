"""Rows parted into what they share and what they do not are the rows, in the database too."""

import sqlite3

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from incidents.store.blocks import Block, block_of
from incidents.store.inserting import insert_many

NAMES = ("a", "b", "c")
VALUES = st.one_of(
    st.none(),
    st.sampled_from(["", "'", "''; DROP TABLE t", "a\x00b", "?", "%s", ":name", "Київ", "x"]),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False, allow_infinity=False),
)
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6)


@given(ROWS)
def test_a_block_gives_its_rows_back(rows):
    block = block_of(NAMES, rows)
    assert list(map(repr, block.whole(NAMES))) == list(map(repr, rows))
    for at, name in enumerate(NAMES):
        assert set(block.names) | set(block.fixed) == set(NAMES)
        assert [v for v in block.column(name) if v not in {"", None}] == [
            row[at] for row in rows if row[at] not in {"", None}
        ]


def test_no_rows_are_an_empty_block():
    assert block_of(NAMES, []) == Block((), (), {}, frozenset(), 0)
    assert block_of(NAMES, []).column("a") == []


def test_what_rows_share_is_said_once():
    block = block_of(NAMES, [(1, None, "x"), (1, None, None)])
    assert block == Block(("c",), (["x", ""],), {"a": 1, "b": None}, frozenset({"c"}), 2)
    assert block.rows == [("x",), ("",)]
    assert block_of(NAMES, [(1, 1, 1)] * 3).rows == [(), (), ()]


@pytest.fixture(scope="module")
def engine():
    return sa.create_engine("sqlite://")


@given(ROWS, VALUES)
def test_the_database_gets_the_rows_as_they_are(engine, rows, shared):
    table = sa.table("t")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS t (a, b, c, d, e)")
        connection.exec_driver_sql("DELETE FROM t")
        insert_many(connection, table, NAMES, rows, {"d": shared, "e": 1})
        found = connection.exec_driver_sql("SELECT a, b, c, d FROM t ORDER BY rowid").all()
    assert list(map(repr, map(tuple, found))) == [repr((*row, shared)) for row in rows]


def test_the_driver_would_have_said_so():
    """The guard above can fail: a NUL written into a statement ends it."""
    with pytest.raises((sqlite3.Error, ValueError)):
        sqlite3.connect(":memory:").execute("SELECT 'a\x00b'")

"""What the ledger holds comes into the mirror as it stands, odd characters and all."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import event

from incidents.query import Filter, Viewer
from incidents.store import Mirror, columnar, schema
from tests.store.examples import KYIV, add, claim, incident, report

OWNER = Viewer()


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Strike\non a depot", id="line feed"),
        pytest.param("Strike\r\non a depot", id="carriage return"),
        pytest.param("a\x1fb", id="the mark between columns"),
        pytest.param('said "no", twice', id="quotes and commas"),
        pytest.param("%s %d \\N 100%", id="what printf would take for a place"),
        pytest.param("Straße ударила 🔥", id="beyond ASCII"),
        pytest.param(" two  spaces ", id="spaces"),
        pytest.param("NULL", id="the word null"),
    ],
)
def test_texts_come_through_whole(sqlite_ledger, title):
    add(sqlite_ledger, incident("i1", title=title), incident("i2", title="plain"))
    mirror = Mirror.open(sqlite_ledger, small=0)
    found = {r.incident_id: r.label for r in mirror.table(Filter(), OWNER).rows}
    assert found == {"i1": title, "i2": "plain"}
    assert mirror.count(Filter(text=title.split()[0]), OWNER) >= 1
    mirror.close()


def test_a_units_name_may_hold_any_character_too(sqlite_ledger):
    """A table's cell with a line break in it: few values, but anybody's."""
    broken = replace(KYIV, adm2="District\nof \x1f two\r\nlines", place_id=None)
    add(sqlite_ledger, incident("i1", broken), incident("i2"))
    with sqlite_ledger.reading() as source:
        kinds = {"incident_id": columnar.TEXT, "adm2": columnar.WORD}
        found = [
            r for t in columnar.tables([source], schema.incident, kinds) for r in t.to_pylist()
        ]
    assert {r["incident_id"]: r["adm2"] for r in found} == {"i1": broken.adm2, "i2": None}
    Mirror.open(sqlite_ledger).close()


def test_rows_of_several_blocks_all_come(sqlite_ledger, monkeypatch):
    monkeypatch.setattr(columnar, "ROWS", 3)
    many = [incident(f"i{n}", title="a\nb" if n == 5 else "plain") for n in range(10)]
    add(sqlite_ledger, *many)
    with sqlite_ledger.reading() as source:
        kinds = {"incident_id": columnar.TEXT, "title": columnar.TEXT, "lat": columnar.REAL}
        found = [
            r for t in columnar.tables([source], schema.incident, kinds) for r in t.to_pylist()
        ]
    assert [r["incident_id"] for r in found] == sorted(i.incident_id for i in many)
    assert [r["title"] for r in found].count("a\nb") == 1
    assert {r["lat"] for r in found} == {KYIV.lat}


@pytest.fixture
def committed_between(sqlite_ledger):
    """Somebody else's commit as soon as one of our connections has begun to read."""
    begun, path = [], sqlite_ledger.url.database

    def begin(_connection):
        begun.append(1)
        if len(begun) == 2:
            with closing(sqlite3.connect(path)) as other:
                other.execute(
                    "INSERT INTO revision (number, at, author, action, reason) "
                    "VALUES (999, '2025-01-01', 'other', 'edit', 'meanwhile')"
                )
                other.commit()

    event.listen(sqlite_ledger._engine, "begin", begin)
    yield begun
    event.remove(sqlite_ledger._engine, "begin", begin)


def test_two_connections_read_side_by_side_what_one_reads(sqlite_ledger, monkeypatch):
    monkeypatch.setattr(columnar, "ROWS", 3)
    add(sqlite_ledger, *[incident(f"i{n:02}") for n in range(40)])
    kinds = {"incident_id": columnar.TEXT}
    with sqlite_ledger.reading_side_by_side() as sources:
        assert len(sources) == 2
        read = list(columnar.tables(sources, schema.incident, kinds))
    found = [row["incident_id"] for table in read for row in table.to_pylist()]
    assert found == [f"i{n:02}" for n in range(40)]


def test_one_reads_alone_where_something_was_committed_between(sqlite_ledger, committed_between):
    add(sqlite_ledger, incident("i1"))
    committed_between.clear()
    with sqlite_ledger.reading_side_by_side() as sources:
        assert len(sources) == 1
    with sqlite_ledger.reading_side_by_side() as sources:
        assert len(sources) == 2


def test_unknown_stays_unknown(sqlite_ledger):
    nameless = replace(KYIV, name=None, place_id=None)
    add(sqlite_ledger, report(), incident("i1", nameless), claim())
    mirror = Mirror.open(sqlite_ledger)
    (row,) = mirror.table(Filter(), OWNER).rows
    assert (row.place_name, row.event_type, row.label) == (None, None, "place not named")
    mirror.close()

"""Each engine answers as DuckDB does, follows the ledger, and says clearly why it cannot."""

import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest

from incidents.errors import StoreError, Unavailable
from incidents.query import Filter, Viewer
from incidents.store import ImportRecord, Mirror
from incidents.store.engines.choose import open_engine
from incidents.store.synthetic import generate
from tests.store.engines.questions import FEW, OWNER, answers, differing
from tests.store.examples import add, claim, edit, incident, report

MANY = 300


def filled(ledger):
    record = ImportRecord(
        import_id="made-up", file_name="made up", dataset_id="upload", author="test",
        rows_read=MANY, rows_kept=MANY,
    )  # fmt: skip
    ledger.bulk_import(generate(MANY), record)
    add(ledger, report(), incident("i0"), incident("i1", parent_id="i0"), claim("c1", "i1"))
    return ledger


@contextmanager
def both(ledger, address, folder):
    """The same ledger behind DuckDB and behind the engine, everything asked of the engine."""
    with_engine = Mirror.open(ledger, small=0, answers=open_engine(address, folder))
    plain = Mirror.open(ledger, small=0)
    try:
        yield with_engine, plain
    finally:
        with_engine.close()
        plain.close()


def test_it_answers_as_duckdb_does(address, sqlite_ledger, tmp_path):
    with both(filled(sqlite_ledger), address, tmp_path) as (mirror, plain):
        assert mirror.toll(Filter(), Viewer())
        assert differing(mirror, plain) == []


def test_the_comparison_can_fail(sqlite_ledger):
    filled(sqlite_ledger)
    one, other = Mirror.open(sqlite_ledger, small=0), Mirror.open(sqlite_ledger, small=0)
    other._database.execute("UPDATE stored SET title = coalesce(title, '') || '!'")
    assert differing(one, other, FEW, [OWNER])


def test_it_follows_edits_moves_and_undone_imports(address, sqlite_ledger, tmp_path):
    ledger = filled(sqlite_ledger)
    with both(ledger, address, tmp_path) as (mirror, plain):
        add(ledger, incident("i2", parent_id="i0"), claim("c2", "i2"))
        edit(ledger, ledger.incident("i1"), replace(ledger.incident("i1"), parent_id=None))
        for one in (mirror, plain):
            one.follow()
        assert differing(mirror, plain, FEW, [OWNER]) == []
        ledger.undo_import("made-up", author="test", reason="try")
        for one in (mirror, plain):
            one.follow()
        assert differing(mirror, plain, FEW, [OWNER]) == []


def test_an_empty_ledger_gives_empty_answers(address, sqlite_ledger, tmp_path):
    with both(sqlite_ledger, address, tmp_path) as (mirror, plain):
        assert answers(mirror, FEW) == answers(plain, FEW)


def test_a_copy_that_is_there_already_is_used(address, sqlite_ledger, tmp_path):
    """A second start sends nothing, and another ledger's copy is never taken for this one's."""
    ledger = filled(sqlite_ledger)
    with both(ledger, address, tmp_path):
        pass
    engine = open_engine(address, tmp_path)
    sent = []
    kept, engine.replace = engine.replace, lambda *given: (sent.append(given), kept(*given))
    Mirror.open(ledger, answers=engine).close()
    assert sent == []


def test_words_that_were_destroyed_leave_the_copy(address, sqlite_ledger, tmp_path):
    ledger = filled(sqlite_ledger)
    with both(ledger, address, tmp_path) as (mirror, _):
        target = mirror._copy
        before = target.state()
        ledger.undo_import("made-up", author="test", reason="try")
        mirror.follow()
        assert target.state().revision == before.revision + 1
        assert mirror.count(Filter(), Viewer()) == 2


@pytest.mark.engines
def test_a_file_of_the_copy_that_is_gone_is_written_again(chdb_address, sqlite_ledger, tmp_path):
    ledger = filled(sqlite_ledger)
    with both(ledger, chdb_address, tmp_path):
        pass
    shutil.rmtree(next((tmp_path / "copy").glob("month=*")))
    with both(ledger, chdb_address, tmp_path) as (mirror, plain):
        assert differing(mirror, plain, FEW, [OWNER]) == []


@pytest.mark.postgres
def test_a_server_that_is_gone_is_told_and_a_late_answer_too(postgres_address, tmp_path):
    port = postgres_address.rsplit(":", 1)[1].split("/")[0]
    down = open_engine(postgres_address.replace(port, "1"), tmp_path)
    with pytest.raises(Unavailable, match=r"INCIDENTS_ENGINE_URL=.*does not answer"):
        down.rows("SELECT 1")
    slow = open_engine(f"{postgres_address}?timeout=0.2", tmp_path)
    with pytest.raises(Unavailable, match=r"no answer within 0\.2 s"):
        slow.rows("SELECT pg_sleep(5)")
    with pytest.raises(StoreError, match="nowhere"):
        slow.rows("SELECT * FROM nowhere")
    for one in (down, slow):
        one.close()

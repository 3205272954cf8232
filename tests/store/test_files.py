"""The ledger's file: no trace of destroyed words, backups, and clear words when it is unusable."""

import resource
import sqlite3
from contextlib import closing

import duckdb
import pytest

from incidents.errors import StoreError, Unavailable
from incidents.query import Filter, Viewer
from incidents.store import Ledger, Mirror
from tests.store.examples import add, claim, edit, incident, report


@pytest.mark.parametrize("deed", [Ledger.redact, Ledger.withdraw], ids=["redact", "withdraw"])
def test_destroyed_words_are_in_no_byte_of_the_files(sqlite_ledger, tmp_path, deed):
    mirrored = Mirror.open(sqlite_ledger, tmp_path / "mirror.duckdb")
    add(sqlite_ledger, report(), incident(), claim())
    mirrored.follow()
    held = [p for p in tmp_path.iterdir() if b"CONFIDENTIAL" in p.read_bytes()]
    assert held, "the words were never there, so their absence would prove nothing"
    deed(sqlite_ledger, "r1", author="ana", reason="asked to")
    mirrored.follow()
    for path in tmp_path.iterdir():
        assert b"confidentialword" not in path.read_bytes().lower(), path.name
    mirrored.close()


def test_a_backup_is_made_while_others_read_and_brings_everything_back(sqlite_ledger, tmp_path):
    add(sqlite_ledger, report(), incident(), claim())
    with sqlite_ledger.reading():
        kept = sqlite_ledger.backup(tmp_path / "kept" / "copy.sqlite")
    edit(sqlite_ledger, claim(), None)
    sqlite_ledger.restore(kept)
    assert sqlite_ledger.revision() == 1
    assert sqlite_ledger.claims_of(["i1"]) == (claim(),)
    assert sqlite_ledger.check() == []


@pytest.mark.parametrize("size", [4096, 65_536])
def test_a_backup_with_pages_of_another_size_is_restored(sqlite_ledger, tmp_path, size):
    """SQLite refuses to copy pages of one size over those of another."""
    add(sqlite_ledger, report(), incident(), claim())
    kept = sqlite_ledger.backup(tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(kept)) as old:
        old.execute(f"PRAGMA page_size = {size}")
        old.execute("VACUUM")
    edit(sqlite_ledger, claim(), None)
    before = set(tmp_path.iterdir())
    sqlite_ledger.restore(kept)
    assert sqlite_ledger.claims_of(["i1"]) == (claim(),)
    assert sqlite_ledger.check() == []
    assert set(tmp_path.iterdir()) <= before


def test_a_mirror_notices_that_another_ledger_was_restored(sqlite_ledger, tmp_path):
    add(sqlite_ledger, incident("a"))
    kept = sqlite_ledger.backup(tmp_path / "copy.sqlite")
    add(sqlite_ledger, incident("b"))
    mirror = Mirror.open(sqlite_ledger)
    sqlite_ledger.restore(kept)
    add(sqlite_ledger, incident("c"))
    mirror.follow()
    shown = mirror.table(Filter(), Viewer()).rows
    assert {r.incident_id for r in shown} == {"a", "c"}


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_bad_backup_replaces_nothing(sqlite_ledger, tmp_path, content):
    add(sqlite_ledger, incident())
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(content)
    with pytest.raises(StoreError, match=r"bad\.sqlite"):
        sqlite_ledger.restore(bad)
    assert sqlite_ledger.incident("i1").incident_id == "i1"


def test_a_missing_backup_is_named(sqlite_ledger, tmp_path):
    with pytest.raises(StoreError, match="no such backup"):
        sqlite_ledger.restore(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("", "INCIDENTS_DATABASE_URL", id="no URL"),
        pytest.param("mysql://host/name", "mysql", id="another database"),
        pytest.param("sqlite://", "needs a file", id="a ledger in memory"),
        pytest.param("sqlite:////proc/none/ledger.sqlite", "folder", id="a folder one cannot make"),
    ],
)
def test_a_url_that_cannot_work_says_what_to_do(clock, url, words):
    with pytest.raises(StoreError, match=words):
        Ledger.open(url, clock=clock)


def test_a_file_that_is_no_ledger_is_named(clock, tmp_path):
    path = tmp_path / "other.sqlite"
    path.write_bytes(b"this is a letter, not a ledger. " * 200)
    with pytest.raises(StoreError, match=r"other\.sqlite.*restore"):
        Ledger.open(f"sqlite:///{path}", clock=clock)


@pytest.mark.usefixtures("sqlite_ledger")
def test_a_ledger_of_a_newer_version_is_left_alone(sqlite_url, clock, tmp_path):
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(StoreError, match="newer than this program"):
        Ledger.open(sqlite_url, clock=clock)


@pytest.mark.parametrize("content", [b"", b"broken" * 999])
def test_a_damaged_mirror_is_built_anew(sqlite_ledger, tmp_path, content):
    add(sqlite_ledger, incident())
    path = tmp_path / "mirror.duckdb"
    path.write_bytes(content)
    mirror = Mirror.open(sqlite_ledger, path)
    assert mirror.count(Filter(), Viewer()) == 1
    mirror.close()


def test_a_mirror_of_a_newer_version_is_built_anew(sqlite_ledger, tmp_path):
    add(sqlite_ledger, incident())
    path = tmp_path / "mirror.duckdb"
    Mirror.open(sqlite_ledger, path).close()
    with closing(duckdb.connect(path)) as newer:
        newer.execute("UPDATE meta SET layout = '999'")
        newer.execute("DROP VIEW public_incident")
        newer.execute("DROP VIEW incident")
        newer.execute("ALTER TABLE stored RENAME TO kept_otherwise")
        newer.execute("CREATE TABLE stored (other INTEGER)")
    mirror = Mirror.open(sqlite_ledger, path)
    assert mirror.count(Filter(), Viewer()) == 1
    mirror.close()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_mirror_file_cut_short_is_built_anew(sqlite_ledger, tmp_path, share):
    add(sqlite_ledger, *(incident(f"i{n}", title=f"{n:x}" * 40) for n in range(2000)))
    path = tmp_path / "mirror.duckdb"
    Mirror.open(sqlite_ledger, path).close()
    whole = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(int(whole * share))
    mirror = Mirror.open(sqlite_ledger, path)
    assert dict(mirror.toll(Filter(), Viewer()))["reports"].incidents == 2000
    assert path.stat().st_size >= whole / 2
    mirror.close()


@pytest.mark.parametrize("room", [4_096, 40_000, 300_000], ids=["none", "little", "some"])
def test_a_disk_without_room_for_the_mirror_stops_no_answer(sqlite_ledger, tmp_path, caplog, room):
    """A limit on the size of files fails a write as a full disk does: by the system's refusal."""
    add(sqlite_ledger, *(incident(f"i{n}", title=f"{n:x}" * 40) for n in range(3000)))
    path = tmp_path / "mirror.duckdb"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        mirror = Mirror.open(sqlite_ledger, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert mirror.count(Filter(), Viewer()) == 3000
    if room == 40_000:
        assert f"{path} cannot be written" in caplog.text
    add(sqlite_ledger, incident("later"))
    mirror.follow()
    assert mirror.count(Filter(), Viewer()) == 3001
    mirror.close()
    again = Mirror.open(sqlite_ledger, path)
    assert again.count(Filter(), Viewer()) == 3001
    again.close()


def test_a_mirror_file_is_taken_up_again(sqlite_ledger, tmp_path):
    add(sqlite_ledger, incident())
    path = tmp_path / "mirror.duckdb"
    Mirror.open(sqlite_ledger, path).close()
    add(sqlite_ledger, incident("i2"))
    again = Mirror.open(sqlite_ledger, path)
    assert again.count(Filter(), Viewer()) == 2
    again.close()


@pytest.mark.postgres
def test_a_server_that_is_down_is_unavailable(clock):
    pytest.importorskip("psycopg")
    with pytest.raises(Unavailable, match="INCIDENTS_DATABASE_URL"):
        Ledger.open("postgresql://tester@127.0.0.1:1/none", clock=clock)

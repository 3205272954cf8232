"""Killed, cancelled, out of room or raced: an import is whole or not there, and comes once."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from incidents.errors import Cancelled, StoreError
from incidents.pipeline import batches
from incidents.pipeline.importing import import_file
from incidents.store import schema
from tests.bench import kills
from tests.bench.acled_shaped import write_table

#: The hundreds are asked for: INCIDENTS_KILLS=300, or python -m tests.bench.kills 300.
KILLS = int(os.environ.get("INCIDENTS_KILLS", "5"))


def rows(ledger):
    with ledger.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(schema.incident)).scalar()


def test_none_is_lost_none_half_none_doubled(tmp_path):
    seen = kills.kill(KILLS, kills.sqlite_in, tmp_path)
    assert not kills.wrong(seen), seen
    assert sum(seen.values()) > KILLS


@pytest.mark.postgres
def test_nor_on_postgresql(postgres, tmp_path):
    psycopg = pytest.importorskip("psycopg")

    def database(_home):
        name = f"k{os.urandom(6).hex()}"
        with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{postgres}/{name}"

    seen = kills.kill(max(4, KILLS // 4), database, tmp_path)
    assert not kills.wrong(seen), seen


def test_the_count_can_fail(tmp_path, sqlite_ledger, sqlite_url):
    """A ledger with half an import is told from a whole one and from none."""
    write_table(tmp_path / "half.csv", kills.ROWS // 2)
    import_file(
        sqlite_ledger, tmp_path / "half.csv", author="ann", today=kills.TODAY,
        uploads=tmp_path / "uploads",
    )  # fmt: skip
    state = kills.standing(sqlite_url, tmp_path / "uploads")
    assert kills.wrong({("killed", state): 1})


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "acled.csv"
    write_table(path, kills.ROWS)
    return path


@pytest.mark.parametrize("beside", [False, True])
def test_cancelling_leaves_nothing_and_no_file(ledger, table, tmp_path, monkeypatch, beside):
    monkeypatch.setattr(batches, "BESIDE_BYTES", 0 if beside else 1 << 60)

    def stop(done, _total=None):
        raise Cancelled(f"stopped after {done}")

    uploads = tmp_path / "uploads"
    with pytest.raises(Cancelled, match="after 20"):
        import_file(ledger, table, author="ann", today=kills.TODAY, uploads=uploads, progress=stop)
    assert (rows(ledger), ledger.revision(), ledger.imports()) == (0, 0, ())
    assert list(uploads.iterdir()) == []
    done = import_file(ledger, table, author="ann", today=kills.TODAY, uploads=uploads)
    assert (done.fresh, rows(ledger)) == (True, kills.ROWS)


def full(url, uploads, path, limit, begun):
    """Import in a process that may not write files beyond a size, as on a full disk."""
    ledger = kills.opened(url)
    begun()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with pytest.raises(StoreError):
        import_file(ledger, path, author="ann", today=kills.TODAY, uploads=uploads)


@pytest.mark.parametrize(
    "limit", [400_000, 1_200_000, 3_000_000], ids=["raw file", "early", "late"]
)
def test_a_full_disk_leaves_nothing_and_says_so(sqlite_url, table, tmp_path, limit):
    uploads = tmp_path / "uploads"
    assert kills.run(full, (sqlite_url, uploads, table, limit), None)[0] == 0
    assert kills.standing(sqlite_url, uploads) == "none"
    kills.run(kills.bring_in, (sqlite_url, uploads, table, False), None)
    assert kills.standing(sqlite_url, uploads) == "whole"


def test_two_processes_with_the_same_file_add_it_once(url, table, tmp_path):
    kills.opened(url).close()
    uploads = tmp_path / "uploads"
    with ThreadPoolExecutor(2) as both:
        ends = list(both.map(lambda _: in_a_process(url, uploads, table), range(2)))
    assert ends == [0, 0]
    assert kills.standing(url, uploads) == "whole"
    assert [p.name.startswith(".") for p in uploads.iterdir()] == [False]


def in_a_process(url, uploads, path):
    code = (
        "import sys; from pathlib import Path; from tests.bench import kills;"
        "kills.bring_in(sys.argv[1], *map(Path, sys.argv[2:]), False, lambda: None)"
    )
    return subprocess.run([sys.executable, "-c", code, url, uploads, path], check=False).returncode

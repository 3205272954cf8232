"""A second process reads what this one would have read, and its end is noticed."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.errors import BadFile, StoreError
from incidents.files import Limits, ReadOptions, open_table
from incidents.files.nearby import NearWatch
from incidents.pipeline import batches
from incidents.store.bulk import CLAIM, INCIDENT
from tests.bench.acled_shaped import write_table

TODAY = date(2026, 1, 1)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "acled.csv"
    write_table(made, 4_500)
    lines = made.read_text("utf-8").splitlines(keepends=True)
    lines[100] = lines[100].replace("2022-", "2022-99-")
    lines[4_200] = lines[4_199]
    lines[4_302] = f"UKR9999999,{lines[4_301].partition(',')[2]}"
    made.write_text("".join(lines), encoding="utf-8")
    return made


def other_id(line):
    """The same row under an id of its own."""
    return f"UKR9999999,{line.partition(',')[2]}"


def opened(path, **options):
    return open_table(
        path, name="acled.csv", gazetteer=load_gazetteer(), today=TODAY,
        options=ReadOptions(**options),
    )  # fmt: skip


def errand(table, path, **changes):
    made = batches.Errand(
        path, table.reading.name, table.recipe.options, table.recipe.gazetteer.path, TODAY,
        table.digest,
    )  # fmt: skip
    return replace(made, **changes)


def plain(batch):
    """A batch with its rows as lists, however they came."""
    rows = {"incidents": batch.incidents.whole(INCIDENT), "claims": batch.claims.whole(CLAIM)}
    return replace(batch, rejected=list(batch.rejected), **rows)


def test_a_second_process_reads_the_same(path):
    one, two, seen, told = opened(path), opened(path), NearWatch(), NearWatch()
    here = list(batches.here(one, seen))
    beside = list(batches.beside(two, errand(two, path), told))
    assert list(map(plain, beside)) == list(map(plain, here))
    assert [b.done for b in here] == [2_030, 4_030, 4_500]
    assert two.account == one.account
    assert (one.account.rows_rejected, one.account.rows_duplicate) == (1, 1)
    assert one.account.holds
    assert told.found() == seen.found()
    assert [(n.line, n.other_line) for n in seen.found()] == [(4_303, 4_302)]


def test_it_tells_about_how_many_rows_there_are(path):
    expected = next(b.expected for b in batches.here(opened(path), NearWatch()))
    assert 3_500 < expected < 5_500


def test_a_large_file_is_read_beside(path, monkeypatch):
    seen = []
    monkeypatch.setattr(batches, "BESIDE_BYTES", 1_000)
    monkeypatch.setattr(batches, "beside", lambda _table, errand, _watch: seen.append(errand) or ())
    assert list(batches.batches(opened(path), path, NearWatch())) == []
    assert [e.path for e in seen] == [path]


def test_what_the_second_process_refuses_is_refused_here(path):
    table = opened(path, limits=Limits(rows=3_000))
    with pytest.raises(BadFile) as caught:
        list(batches.beside(table, errand(table, path), NearWatch()))
    assert caught.value.code == "file.too_many_rows"


def test_another_file_than_was_opened_is_refused(path):
    table = opened(path)
    with pytest.raises(BadFile, match="changed"):
        list(batches.beside(table, errand(table, path, digest="0"), NearWatch()))


def test_a_killed_reader_is_an_error_and_not_an_end(path, monkeypatch):
    started = []
    popen = subprocess.Popen

    def start(*args, **options):
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    table = opened(path)
    stream = batches.beside(table, errand(table, path), NearWatch())
    next(stream)
    started[0].kill()
    with pytest.raises(StoreError, match="ended early"):
        list(stream)
    assert started[0].poll() is not None


def test_a_reader_whose_parent_is_gone_stops(path):
    class Gone(io.RawIOBase):
        def write(self, _content):
            raise BrokenPipeError

        def writable(self):
            return True

    table = opened(path)
    asked = io.BytesIO(batches.pickle.dumps(errand(table, path)))
    batches.serve(asked, Gone())

"""Raw files: named when their import stands, gone when it does not, others' left alone."""

from __future__ import annotations

import hashlib

import pytest

from incidents.errors import BadFile, StoreError
from incidents.pipeline.raw_files import RawFiles

CONTENT = b"date,place\n2024-01-01,Sumy\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path):
    return RawFiles(tmp_path / "uploads", "ledger one")


def keep(files, raw=CONTENT):
    name = files.name_of(DIGEST, "table.CSV")
    return name, files.keep(raw, name, DIGEST)


def names(files):
    return sorted(p.name for p in files.folder.iterdir())


def test_it_gets_its_name_when_the_import_stands(files):
    name, aside = keep(files)
    assert name == f"{DIGEST}.csv"
    assert names(files) == [aside.name] != [name]
    files.settle(name)
    assert names(files) == [name]
    assert (files.folder / name).read_bytes() == CONTENT
    assert keep(files)[1] == files.folder / name


@pytest.mark.parametrize(("stands", "left"), [(True, [f"{DIGEST}.csv"]), (False, [])])
def test_what_a_kill_left_is_put_right(files, stands, left):
    name, _ = keep(files)
    files.sweep([files.path_of(name)] if stands else [None])
    assert names(files) == left
    files.sweep([])
    assert names(files) == left


def test_another_ledgers_files_are_left_alone(files):
    keep(files)
    RawFiles(files.folder, "ledger two").sweep([])
    assert len(names(files)) == 1


def test_a_file_that_changed_meanwhile_is_refused(files, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(CONTENT + b"more")
    with pytest.raises(BadFile, match="changed"):
        keep(files, path)
    assert names(files) == []


def test_a_folder_that_cannot_be_written_is_named(files):
    files.folder.parent.joinpath("uploads").write_text("a file")
    with pytest.raises(StoreError, match="nothing was saved"):
        keep(files)


def test_a_kept_file_that_is_gone_is_said(files):
    with pytest.raises(StoreError, match="gone"):
        files.settle("x.csv")

"""Limits hold while streaming: what is refused is refused quickly and in little memory."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import time
import tracemalloc
import zipfile

import pytest

from incidents.errors import BadFile
from incidents.files import read_table

HEAD = b"date,place\n2024-01-01,Sumy\n"


def _commas(path):
    path.write_bytes(HEAD + b"," * 20_000_000)


def _open_quote(path):
    path.write_bytes(HEAD + b'"' + b"x\n" * 10_000_000)


def _gzip_bomb(path):
    with gzip.open(path, "wb", compresslevel=1) as out:
        for _ in range(20):
            out.write(b"0" * 10_000_000)


def _workbook_bomb(path):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out,
    ):
        for _ in range(50):
            out.write(b"0" * 10_000_000)


def _two_gigabytes(path):
    with path.open("wb") as out:  # sparse: it takes no room on the disk
        out.write(HEAD)
        out.truncate(2_000_000_000)


def _deep_json(path):
    path.write_bytes(b"[" * 2_000_000)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_commas, "file.line_too_long"),
        (_open_quote, "file.unclosed_quote"),
        (_gzip_bomb, "file.is_compressed"),
        (_workbook_bomb, "file.too_large"),
        (_two_gigabytes, "file.too_large"),
        (_deep_json, "file.too_large"),
    ],
)
def test_it_is_refused_in_seconds_and_little_memory(make, code, tmp_path):
    path = tmp_path / "huge.csv"
    make(path)
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(BadFile) as caught:
        read_table(path, name=path.name)
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == code
    assert seconds < 10
    assert peak < 300_000_000


def test_a_zip_that_is_no_workbook_is_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.csv", "x")
    with pytest.raises(BadFile, match="ZIP"):
        read_table(out.getvalue(), name="a.csv")


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    with pytest.raises(BadFile) as caught:
        read_table(tmp_path / "none.csv", name="none.csv")
    assert caught.value.code == "file.unreadable"


def test_rows_stream_without_piling_up(tmp_path):
    path = tmp_path / "rows.csv"
    rows = (f"2024-01-01,Sumy {n},50.9,34.8,{n % 7}\n" for n in range(20_000))
    path.write_text("date,place,lat,lon,killed\n" + "".join(rows))
    code = (
        "import sys,tracemalloc\nfrom pathlib import Path\nfrom incidents.files import open_table\n"
        "table=open_table(Path(sys.argv[1]),name='x')\ntracemalloc.start()\n"
        "n=sum(1 for _ in table.rows())\nprint(n,tracemalloc.get_traced_memory()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    count, peak = map(int, done.stdout.split())
    assert count == 20_000
    assert peak < 20_000_000

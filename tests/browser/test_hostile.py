"""Hostile strings go through every text column, every view and every export; nothing runs."""

import json
from pathlib import Path

import pytest

from tests.browser import hostile

#: The Big List of Naughty Strings, where it lies beside the tree.
LIST = Path(__file__).resolve().parents[3] / "shared" / "nasty" / "blns" / "blns.json"

STRINGS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", '"><svg onload=alert(3)>',
    "javascript:alert(4)", "[a](javascript:alert(5))", "![x](http://evil.example/a.png)",
    "http://evil.example/b", "<iframe src=//evil.example/c>", "{{7*7}} ${7*7} %s {0}", "=1+1",
    '=HYPERLINK("http://evil.example","x")', "+1", "-1+1", "@SUM(A1)", "'quoted'", "]]><x/>",
    "'); DROP TABLE incident;--", "$\\alpha$ :smile: :red[x]", "\u202eabc\u202c",
    "Z\u0300\u0301\u0302",
    "null", "NaN", "undefined", "None", "\ufeffx", "\U0001f1fa\U0001f1e6", "&lt;b&gt;", "a\nb",
    "<a href='javascript:alert(6)'>x</a>", "</style><script>alert(7)</script>", "<!-- x", "\\", '"',
    "<style>@import 'http://evil.example/d.css'</style>", "<base href='http://evil.example/'>",
)  # fmt: skip


def test_nothing_of_a_table_runs_anywhere(app, open_page, tmp_path):
    path = tmp_path / "hostile.csv"
    path.write_bytes(hostile.table(STRINGS))
    page = open_page(app, "/upload")
    assert hostile.walk(page, app, path) == []
    hostile.check_exports(tmp_path, len(STRINGS))


def test_every_naughty_string_is_shown_and_never_run(app, open_page, tmp_path):
    if not LIST.exists():
        pytest.skip(f"{LIST} is not here")
    strings = [s for s in json.loads(LIST.read_text("utf-8")) if s]
    path = tmp_path / "naughty.csv"
    path.write_bytes(hostile.table(strings))
    page = open_page(app, "/upload")
    assert hostile.walk(page, app, path) == []
    hostile.check_exports(tmp_path, len(strings) - 20)

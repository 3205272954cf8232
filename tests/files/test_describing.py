from __future__ import annotations

from pathlib import Path

import pytest

from incidents.files.codes import CODES
from incidents.files.describing import csv_page, formats_page, pages
from incidents.files.recognising import FORMATS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", sorted(pages()))
def test_the_page_says_what_the_code_does(path):
    found = (ROOT / path).read_text(encoding="utf-8")
    assert found == pages()[path], (
        f"{path} is not what the code says; write it anew with python -m tests.files.write_pages"
    )


def test_every_code_and_format_is_described():
    page = csv_page()
    assert [c for c in CODES if f"`{c}`" not in page] == []
    assert [f for f in FORMATS if f"`{f}`" not in formats_page()] == []

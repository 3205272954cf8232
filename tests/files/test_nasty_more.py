"""Files as they come from desks: saved three times, titled, summed, cut, of any encoding.

Made by hand, each with one or two habits of real files. The verdicts in ``expected.json`` were
looked at one by one: what is read is right, what is not read is named.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.files import read_table
from tests.bench.nasty import examine

CASES = Path(__file__).parents[1] / "golden" / "nasty_more"
EXPECTED = json.loads((CASES / "expected.json").read_text("utf-8"))
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


def test_every_file_has_its_verdict():
    assert set(EXPECTED) == {p.name for p in CASES.iterdir()} - {"expected.json"}
    assert len(EXPECTED) > 80


@pytest.mark.filterwarnings("default::UserWarning:openpyxl")
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_verdict(name, gazetteer):
    found = examine(CASES / name, gazetteer, TODAY)
    assert found.holds
    assert {
        "verdict": found.verdict,
        "codes": sorted(found.codes),
        "rows": [found.accepted, found.rejected, found.duplicates],
    } == EXPECTED[name]


def figures(name):
    draft = read_table(CASES / name, name=name, today=TODAY)
    return {
        dict(row.incident.native).get("event_id", row.line): {
            claim.measure.value: claim.estimate.headline for claim in row.claims
        }
        for row in draft.accepted
    }


@pytest.mark.parametrize(
    "name",
    [
        "excel_thrice.csv", "mixed_ends.csv", "bom_middle.csv", "header_row4.csv",
        "header_row4_commas.csv", "tab.tsv", "pipe.csv", "semicolon_decimal_comma.csv",
        "semicolon_sep_line.csv", "trailing_delims.csv", "trailing_delim_header_only.csv",
        "blank_columns.csv", "plain.xlsx", "xlsx_named.csv", "eof_ctrlz.csv",
        "quoted_header_newline.csv",
    ],
)  # fmt: skip
def test_the_same_figures_come_out_of_every_dress(name):
    assert list(figures(name).values()) == [
        {"killed": 3, "injured": 7},
        {"killed": 1, "injured": 7},
        {"injured": 12},
    ]


@pytest.mark.parametrize("name", ["sum_row_bottom.csv", "sum_row_loc.csv", "sum_rows_month.csv"])
def test_a_sum_row_is_never_counted(name):
    assert sum(f.get("killed", 0) for f in figures(name).values()) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8-u", "mac-cyrillic"])
def test_cyrillic_tables_give_the_same_figures(encoding):
    draft = read_table(CASES / f"uk_{encoding}.csv", name="t.csv", today=TODAY)
    first, second = (row.incident for row in draft.accepted[:2])
    assert len(draft.accepted) == 2
    assert draft.account.lines == 3
    assert (first.when.start, second.when.start) == (date(2024, 3, 5), date(2024, 3, 13))
    if encoding != "mac-cyrillic":
        assert (first.place.name, second.place.name) == ("Харків", "Суми")

"""The nasty cases, copied to tests/golden/nasty: verdicts proposed there, policies decided here."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from incidents.errors import BadFile
from incidents.files import read_table
from incidents.files.policies import POLICIES
from tests.bench import nasty

CASES = Path(__file__).parents[1] / "golden" / "nasty"
EXPECTED = json.loads((CASES / "expected.json").read_text())
TODAY = date(2026, 1, 1)
#: Our names for what the proposal calls after its files.
RENAMED = {
    "row.date_feb30": "row.date_impossible",
    "row.lat_inf": "row.lat_range",
    "row.lon_181": "row.lon_range",
}
#: Better verdicts than proposed; the reasons are in the policies of docs/csv.md.
BETTER = {"f_utf8_cyr.csv": "accept_with_warnings"}


def _examined(name):
    try:
        draft = read_table(CASES / name, name=name, today=TODAY)
    except BadFile as error:
        return "file_rejected", (error.code,), None
    return draft.verdict, draft.codes, draft


@pytest.mark.parametrize(
    "name", sorted(n for n, e in EXPECTED.items() if e["expect"] != "see_policy")
)
def test_the_verdict_proposed(name):
    verdict, codes, draft = _examined(name)
    assert verdict == BETTER.get(name, EXPECTED[name]["expect"])
    assert {RENAMED.get(c, c) for c in EXPECTED[name]["codes"]} <= set(codes)
    assert draft is None or draft.account.holds


@pytest.mark.parametrize(
    "name", sorted(n for n, e in EXPECTED.items() if e["expect"] == "see_policy")
)
def test_the_policy_decided(name):
    verdict, codes, draft = _examined(name)
    policy = POLICIES[name.removesuffix(".csv").removeprefix("r_")]
    assert verdict == policy.verdict
    assert set(codes) == set(policy.codes)
    assert draft.account.holds


@pytest.mark.parametrize("name", sorted(n for n in EXPECTED if n.startswith("r_")))
def test_the_good_row_survives_its_neighbour(name):
    _, _, draft = _examined(name)
    first = draft.accepted[0].incident
    assert (first.place.name, first.when.start) == ("Kharkiv", date(2024, 3, 5))


def test_the_line_where_the_quote_opened_is_named():
    with pytest.raises(BadFile, match="line 2"):
        read_table(CASES / "f_unbalanced_quote.csv", name="x")


def test_the_table_of_the_bench_holds(capsys):
    assert nasty.main([str(CASES)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list(CASES.iterdir()))
    assert not any("FAILS" in line for line in lines)


def test_the_bench_tells_of_every_file_as_json(capsys):
    assert nasty.main([str(CASES), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(f["holds"] for f in found)
    assert {f["file"] for f in found} >= set(EXPECTED)


def test_the_bench_can_fail(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("date,place\n2024-01-01,Sumy\n")

    def broken(*_args, **_named):
        raise RuntimeError("reader broke")

    monkeypatch.setattr(nasty, "read_table", broken)
    assert nasty.main([str(tmp_path)]) == 1

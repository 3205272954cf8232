"""extract, add and examples, as processes of their own."""

import json
import os
from pathlib import Path

import pytest

from incidents.adapters.clock import SystemClock
from incidents.store import Ledger

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("INCIDENTS_SHARED", ROOT.parent / "shared"))
SEED = SHARED / "seed_report.txt"
TEXT = (
    "At least five people were killed and 20 wounded when a missile hit Kharkiv on Thursday, "
    "April 24, 2025, the mayor said. Three fires broke out. It was the fourth night in a row.\n"
)
DAY = ("--published", "2025-04-24")


def ledger_of(tmp_path):
    return Ledger.open(f"sqlite:///{tmp_path / 'home' / 'ledger.sqlite'}", clock=SystemClock())


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    return file


def figures(document):
    return {
        c["measure"]: (c["low"], c["best"], c["high"])
        for i in document["incidents"]
        for c in i["claims"]
        if not c["background"]
    }


def test_extract_prints_one_document_whose_quotes_stand_in_the_text(run, report):
    done = run("extract", report, *DAY, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert figures(found)["killed"] == (5, 5, None)
    assert figures(found)["fires"] == (3, 3, 3)
    claims = [c for i in found["incidents"] for c in i["claims"]]
    assert claims
    assert all(TEXT[c["start"] : c["end"]] == c["quote"] for c in claims)


def test_extract_needs_no_store_and_makes_none(run, report, tmp_path):
    url = "postgresql://nobody@127.0.0.1:1/none"
    assert run("extract", report, *DAY, INCIDENTS_DATABASE_URL=url).returncode == 0
    assert not (tmp_path / "home").exists()


def test_extract_reads_standard_input_and_gives_the_same(run, report):
    piped = run("extract", "-", *DAY, "--json", stdin=TEXT)
    assert piped.stdout == run("extract", report, *DAY, "--json").stdout


def test_extract_explains_which_pattern_read_what(run, report):
    done = run("extract", report, *DAY, "--explain")
    assert done.returncode == 0
    assert "[" in done.stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The council met in Kharkiv and talked about the budget.", "No figure",
                     id="no figures"),
        pytest.param("Two people were killed in Qwghlm.", "No known place", id="unknown place"),
        pytest.param("Two people were killed in Kharkiv.", "no date", id="no date"),
    ],
)  # fmt: skip
def test_what_was_not_found_is_said_with_what_to_do(run, tmp_path, text, words):
    file = tmp_path / "thin.txt"
    file.write_text(text)
    done = run("extract", file, *DAY, "--json")
    assert done.returncode == 0, done.stderr
    assert words.casefold() in " ".join(json.loads(done.stdout)["notes"]).casefold() + done.stderr


def test_a_text_in_a_language_not_read_is_refused_with_what_to_do(run, tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text("二人死亡。" * 60)
    done = run("extract", file, *DAY, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "another language than English, Ukrainian or Russian" in done.stderr
    assert "add a translation" in done.stderr


def test_add_saves_a_report_once(run, report, tmp_path):
    first = run("add", report, *DAY, "--publisher", "Our desk", "--author", "ann", "--json")
    assert first.returncode == 0, first.stderr
    (added,) = json.loads(first.stdout)["added"]
    assert added["new"]
    again = run("add", report, *DAY, "--publisher", "Our desk", "--json")
    assert json.loads(again.stdout)["added"][0]["revision"] is None
    assert "already here" in again.stderr
    ledger = ledger_of(tmp_path)
    newest = ledger.revisions(1)[0]
    assert (newest.number, newest.author) == (added["revision"], "ann")


def test_add_derives_the_shipped_records_first(run, report, tmp_path):
    assert run("add", report, *DAY).returncode == 0
    assert [r.publisher for r in ledger_of(tmp_path).reports()].count("EconoTimes") == 1


def test_a_report_that_cannot_be_read_stops_none_of_the_others(run, report, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01")
    done = run("add", bad, report, *DAY, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [f["file"] for f in found["failed"]] == [str(bad)]
    assert [a["file"] for a in found["added"]] == [str(report)]


def test_add_takes_a_folder_with_what_lies_beside_its_texts(run, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.toml").write_text('publisher = "Babel"\npublished = 2025-04-24\n')
    done = run("add", folder)
    assert done.returncode == 0, done.stderr
    assert "Babel" in [r.publisher for r in ledger_of(tmp_path).reports()]


def test_another_report_of_the_same_night_joins_what_is_there(run):
    listed = json.loads(run("examples", "--json").stdout)
    other = next(e for e in listed if e["publisher"] == "Babel" and e["published"] < "2025-05")
    text = run("examples", other["id"]).stdout
    done = run("add", "-", "--published", other["published"], "--publisher", "Babel", "--json",
               stdin=text)  # fmt: skip
    assert done.returncode == 0, done.stderr
    (added,) = json.loads(done.stdout)["added"]
    assert added["joined"] >= 1
    (kyiv, *_) = added["joins"]
    assert kyiv["scores"][0]["score"] >= 0.6
    assert kyiv["scores"][0]["why"].startswith("place: the same place")


def test_an_example_that_there_is_not(run):
    done = run("examples", "rep_none")
    assert (done.returncode, done.stdout) == (1, "")
    assert "`incidents examples` lists them" in done.stderr


def test_a_store_that_cannot_be_opened_leaves_nothing_half_written(run, report, tmp_path):
    (tmp_path / "home").mkdir()
    ledger = tmp_path / "home" / "ledger.sqlite"
    ledger.write_bytes(b"not a ledger" * 1000)
    done = run("add", report, *DAY)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "ledger.sqlite" in done.stderr
    assert ledger.read_bytes() == b"not a ledger" * 1000


@pytest.mark.skipif(not SEED.is_file(), reason="the published article is not beside the project")
def test_the_published_article_gives_the_records_of_that_night(run):
    done = run("extract", SEED, *DAY, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    text = SEED.read_text("utf-8")
    claims = [c for i in found["incidents"] for c in i["claims"]]
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in claims)
    assert figures(found)["killed"] == (12, 12, None)
    assert figures(found)["injured"] == (90, 90, None)
    assert figures(found)["fires"] == (40, 40, 40)
    assert figures(found)["sites"] == (13, 13, 13)
    kinds = [(i["placeholder"], i["place"]["precision"]) for i in found["incidents"]]
    assert kinds.count((True, "settlement")) == 13
    assert kinds.count((False, "adm1")) == 2
    assert kinds.count((False, "unknown")) == 5
    assert not [c for c in claims if 5000 in (c["low"], c["best"], c["high"])]

"""The texts that ship: complete, cited, and added only to an empty ledger."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from incidents.errors import BadReport
from incidents.model import Wording
from incidents.pipeline import ensure_shipped, examples, shipped_reports
from incidents.store.ledger import Ledger
from tests.merge.build import KYIV, incident
from tests.pipeline.doubles import MentionExtractor, StillClock, WordToponyms

DATA = Path(__file__).parents[2] / "data"
TOPONYMS = WordToponyms({"Kyiv": KYIV})
EXTRACTOR = MentionExtractor([incident("k")])


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    yield opened
    opened.close()


def start(ledger):
    return ensure_shipped(ledger, TOPONYMS, EXTRACTOR, data=DATA)


def test_one_report_is_there_from_the_start():
    first = [s.report for s in shipped_reports(DATA) if s.at_first_start]
    assert [(r.publisher, r.published) for r in first] == [("EconoTimes", date(2025, 4, 24))]


def test_every_shipped_text_is_ours_and_cites_its_source():
    for shipped in shipped_reports(DATA):
        assert shipped.report.wording is Wording.PROJECT
        assert shipped.report.licence == "CC BY 4.0"
        assert shipped.report.title
        assert shipped.report.url is None or re.match(r"https://[a-z.]+/", shipped.report.url)


def test_the_first_text_says_what_was_published_and_nothing_of_other_counts():
    text = next(s for s in shipped_reports(DATA) if s.at_first_start).report.text
    for words in ("At least 12", "90 wounded", "13 locations", "forty fires", "KN-23", "Zhytomyr"):
        assert words in text
    assert "soldiers" not in text


def test_examples_are_the_others():
    found = examples(DATA)
    assert len(found) == len(shipped_reports(DATA)) - 1
    assert "EconoTimes" not in {r.publisher for r in found}
    assert date(2025, 4, 28) in {r.published for r in found}


def test_an_empty_ledger_gets_the_first_report(ledger):
    added = start(ledger)
    assert len(added) == 1
    assert [r.publisher for r in ledger.reports()] == ["EconoTimes"]


def test_a_second_start_changes_nothing(ledger):
    start(ledger)
    before = ledger.revision()
    assert start(ledger) == ()
    assert ledger.revision() == before


def test_an_undone_report_does_not_come_back(ledger):
    added = start(ledger)
    ledger.undo(added[0].revision.number, author="me", reason="not wanted")
    assert start(ledger) == ()
    assert ledger.reports() == ()


def test_a_withdrawn_report_does_not_come_back(ledger):
    added = start(ledger)
    report_id = ledger.reports()[0].report_id
    ledger.withdraw(report_id, author="me", reason="not wanted")
    assert start(ledger) == ()
    assert added[0].revision.number == 1


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Nine died in Kyiv.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("about", "message"),
    [
        pytest.param(None, "no a.toml beside it", id="no description"),
        pytest.param("publisher = ", "mend the file", id="not TOML"),
        pytest.param('publisher = "P"', "are needed", id="no date"),
        pytest.param("published = 2025-04-24", "are needed", id="no publisher"),
        pytest.param('publisher = "P"\npublished = "24 April"', "a date", id="date as text"),
    ],
)
def test_a_poor_description_names_the_file(folder, about, message):
    if about is not None:
        (folder / "reports" / "a.toml").write_text(about, encoding="utf-8")
    with pytest.raises(BadReport, match=message) as caught:
        shipped_reports(folder)
    assert "a.t" in str(caught.value)


def test_fields_that_may_be_left_out(folder):
    about = 'publisher = "P"\npublished = 2025-04-24T12:30:00\n'
    (folder / "reports" / "a.toml").write_text(about, encoding="utf-8")
    (found,) = shipped_reports(folder)
    assert found.report.published.hour == 12
    assert found.report.url is None
    assert not found.at_first_start


def test_no_folder_is_no_report(tmp_path):
    assert shipped_reports(tmp_path) == ()

"""doctor, backup and restore on a real ledger."""

import json
from datetime import date

import pytest

from incidents.adapters.clock import SystemClock
from incidents.commands.doctor import masked
from incidents.model import Action, Change, Report
from incidents.store import Ledger


def ledger_of(tmp_path):
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return Ledger.open(f"sqlite:///{home / 'ledger.sqlite'}", clock=SystemClock())


def add_report(ledger, report_id):
    report = Report(
        report_id=report_id,
        text="Two people were killed.",
        publisher="P",
        published=date(2025, 4, 24),
    )
    ledger.commit([Change(None, report)], author="a", action=Action.ADD_REPORT, reason="r")


def test_doctor_finds_a_new_installation_well(run):
    done = run("doctor", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["problems"], found["revision"]) == (0, [], 0)
    assert found["installed"]["streamlit"]
    assert "All is well" in done.stderr


def test_doctor_speaks_to_people_too(run):
    done = run("doctor")
    assert "streamlit" in done.stdout
    assert done.stdout.splitlines()[0].split() == ["version", "0.1.0"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"this is no database, not at all" * 100, "ledger.sqlite", id="not a ledger"),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 4000, "ledger.sqlite", id="damaged"),
    ],
)
def test_doctor_names_a_store_that_cannot_be_read(run, tmp_path, content, words):
    home = tmp_path / "home"
    home.mkdir()
    (home / "ledger.sqlite").write_bytes(content)
    done = run("doctor")
    assert done.returncode == 1
    assert "Problem: " in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert (home / "ledger.sqlite").read_bytes() == content


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("nonsense", "INCIDENTS_DATABASE_URL", id="no address"),
        pytest.param("oracle://h/db", "INCIDENTS_DATABASE_URL", id="another database"),
    ],
)
def test_doctor_names_the_variable_that_is_wrong(run, url, words):
    done = run("doctor", INCIDENTS_DATABASE_URL=url)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_names_a_home_that_cannot_be(run, tmp_path):
    (tmp_path / "home").write_text("a file stands where the folder should be")
    done = run("doctor")
    assert done.returncode == 1
    assert "INCIDENTS_HOME" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:secret@h/db", "postgresql://u:***@h/db"),
        ("sqlite:////x/y", "sqlite:////x/y"),
        ("://", "not a database address"),
    ],
)
def test_a_password_is_never_shown(url, shown):
    assert masked(url) == shown


def test_a_wrong_delay_is_one_message(run):
    done = run("doctor", INCIDENTS_PUBLIC_DELAY_HOURS="soon")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: INCIDENTS_PUBLIC_DELAY_HOURS is 'soon'")


def test_backup_and_restore_while_the_ledger_is_open(run, tmp_path):
    ledger = ledger_of(tmp_path)
    add_report(ledger, "first")
    saved = tmp_path / "saved.sqlite"
    assert run("backup", saved).returncode == 0
    add_report(ledger, "second")
    done = run("restore", saved, "--yes")
    assert done.returncode == 0, done.stderr
    assert [r.report_id for r in ledger.reports()] == ["first"]
    assert run("doctor").returncode == 0


def test_a_backup_does_not_replace_a_file_unasked(run, tmp_path):
    there = tmp_path / "precious"
    there.write_text("mine")
    done = run("backup", there)
    assert (done.returncode, there.read_text()) == (1, "mine")
    assert "add --force" in done.stderr
    assert run("backup", there, "--force").returncode == 0


def test_restore_asks_before_it_replaces(run, tmp_path):
    ledger = ledger_of(tmp_path)
    add_report(ledger, "first")
    saved = ledger.backup(tmp_path / "saved.sqlite")
    add_report(ledger, "second")
    done = run("restore", saved, stdin="n\n")
    assert done.returncode == 1
    assert len(ledger.reports()) == 2


@pytest.mark.parametrize(
    "content", [pytest.param(b"", id="empty"), pytest.param(b"not a backup" * 500, id="other")]
)
def test_an_unsound_backup_replaces_nothing(run, tmp_path, content):
    ledger = ledger_of(tmp_path)
    add_report(ledger, "first")
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    done = run("restore", bad, "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(ledger.reports()) == 1


@pytest.mark.parametrize("words", [["nonsense"], ["backup"], ["doctor", "--nonsense"]])
def test_a_wrongly_written_command_has_its_own_status(run, words):
    assert run(*words).returncode == 2

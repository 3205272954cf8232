"""The one command that runs every test leaves nothing out in silence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import run

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("wanted", "missing", "failing"),
    [
        pytest.param("", {"browser": "no Chromium"}, [], id="a missing program is named"),
        pytest.param("all", {"browser": "no Chromium"}, ["browser"], id="or is a failure"),
        pytest.param("all", {"engines": "set ..."}, [], id="engines are asked for apart"),
        pytest.param("engines", {"engines": "not installed"}, ["engines"], id="and then needed"),
        pytest.param("all", {}, [], id="all there"),
    ],
)
def test_what_must_not_be_missing(wanted, missing, failing):
    assert run.must_not_miss(wanted, missing) == failing


@pytest.mark.parametrize("wanted", ["", "all"])
def test_engines_run_only_when_asked(wanted):
    assert run.left_out(wanted)["engines"] == "set INCIDENTS_TEST=engines"


def test_a_missing_browser_is_a_failure_when_all_is_asked(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.run"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path), "INCIDENTS_TEST": "all", "HOME": os.environ.get("HOME", "")},
    )
    assert done.returncode == 1
    assert "FAILED: browser tests cannot run: no Chromium" in done.stdout


def test_the_groups_are_the_marks_of_pytest():
    marks = (ROOT / "pyproject.toml").read_text()
    for group in ("browser", "postgres", "engines"):
        assert f'"{group}: ' in marks


def test_calling_another_host_fails_a_test():
    with socket.socket() as caller, pytest.raises(AssertionError, match="calls another host"):
        caller.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("name", ["INCIDENTS_HOME", "INCIDENTS_DATABASE_URL", "INCIDENTS_PUBLIC"])
def test_settings_do_not_leak_in(name):
    assert name not in os.environ

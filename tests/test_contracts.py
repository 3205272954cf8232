"""The import contracts hold, and each of them can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder):
    return subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
    )


@pytest.fixture
def copied(tmp_path):
    """The package alone: linting reads imports and runs nothing."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "incidents", tmp_path / "incidents", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


def test_contracts_hold():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        pytest.param(
            "model/place.py",
            "import incidents.query",
            "Imports point down only",
            id="model looks up",
        ),
        pytest.param(
            "extract/__init__.py",
            "import incidents.geocode.planted",
            "Imports point down only",
            id="extract and geocode know each other",
        ),
        pytest.param(
            "pipeline/__init__.py",
            "import incidents.jobs.job",
            "Imports point down only",
            id="pipeline starts jobs",
        ),
        pytest.param(
            "store/__init__.py",
            "import incidents.pipeline.services",
            "Imports point down only",
            id="the store knows who uses it",
        ),
        pytest.param(
            "api/routes.py", "import incidents.ui", "Imports point down only", id="a route draws"
        ),
        pytest.param(
            "api/routes.py",
            "import streamlit",
            "Streamlit lives under ui only",
            id="a route speaks Streamlit",
        ),
        pytest.param(
            "pipeline/__init__.py",
            "import streamlit.runtime",
            "Streamlit lives under ui only",
            id="the pipeline caches",
        ),
        pytest.param(
            "summary/toll.py",
            "import pandas",
            "The pure core does no I/O",
            id="a toll from a frame",
        ),
        pytest.param(
            "merge/snapshot.py",
            "import sqlalchemy",
            "The pure core does no I/O",
            id="a merge that reads the store",
        ),
        pytest.param(
            "extract/__init__.py",
            "from urllib3 import PoolManager",
            "The pure core does no I/O",
            id="an extractor that calls out",
        ),
    ],
)
def test_a_violation_breaks_its_contract(copied, module, line, contract):
    planted = copied / "incidents" / "geocode" / "planted.py"
    planted.write_text('"""Nothing."""\n')
    target = copied / "incidents" / module
    target.write_text(target.read_text() + f"\n{line}\n")
    answer = lint(copied)
    assert answer.returncode == 1, answer.stdout
    assert f"{contract} BROKEN" in answer.stdout


def test_a_folder_outside_the_layers_breaks_the_contract(copied):
    stray = copied / "incidents" / "stray"
    stray.mkdir()
    (stray / "__init__.py").write_text('"""Nothing."""\n')
    answer = lint(copied)
    assert answer.returncode == 1
    assert "stray" in answer.stdout + answer.stderr


def test_the_copy_without_a_violation_passes(copied):
    assert lint(copied).returncode == 0

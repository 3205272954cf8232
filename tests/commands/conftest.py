import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path):
    """Run `incidents ARGUMENTS` as a process of its own in a home of its own."""

    def start(*arguments, stdin=None, **environ):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("INCIDENTS_")}
        return subprocess.run(
            [sys.executable, "-m", "incidents", *map(str, arguments)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            input=stdin,
            timeout=120,
            text=not isinstance(stdin, bytes),
            env={**clean, "INCIDENTS_HOME": str(tmp_path / "home"), "CI": "1", **environ},
        )

    return start

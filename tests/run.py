"""`python -m tests.run`: style, types, contracts and tests, as one command.

Groups that need a program which is not there are left out and named; ``INCIDENTS_TEST=all``
makes that a failure instead, ``INCIDENTS_TEST=engines`` runs the Spark and ClickHouse group.
Arguments are passed on to pytest. The exit status is pytest's, or 1 where an earlier step failed.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = (
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("types", [str(BIN / "mypy")]),
    ("import contracts", [str(BIN / "lint-imports")]),
)


def browser_missing() -> str | None:
    """Why browser tests cannot run."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("INCIDENTS_CHROMIUM") or any(shutil.which(n) for n in names)
    return None if found else "no Chromium (apt-get install chromium)"


def postgres_missing() -> str | None:
    """Why PostgreSQL tests cannot run."""
    found = shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return None if found else "no PostgreSQL server (apt-get install postgresql)"


def engines_missing() -> str | None:
    """Why the Spark and ClickHouse tests cannot run."""
    lacking = [name for name in ("pyspark", "chdb") if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(lacking)} (make engines)" if lacking else None


def left_out(wanted: str) -> dict[str, str]:
    """Groups that cannot run here, with the reason."""
    reasons = {"browser": browser_missing(), "postgres": postgres_missing()}
    if wanted == "engines":
        reasons["engines"] = engines_missing()
    missing = {group: why for group, why in reasons.items() if why}
    if wanted != "engines":
        missing["engines"] = "set INCIDENTS_TEST=engines"
    return missing


def must_not_miss(wanted: str, missing: dict[str, str]) -> list[str]:
    """Groups whose absence is a failure under this setting."""
    required = {"all": {"browser", "postgres"}, "engines": {"engines"}}.get(wanted, set())
    return sorted(required & set(missing))


def timed(name: str, command: list[str]) -> int:
    """Run one step with a headline and its seconds."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"   {time.monotonic() - began:.1f} s, exit status {status}", flush=True)
    return status


def main(arguments: list[str]) -> int:
    wanted = os.environ.get("INCIDENTS_TEST", "")
    missing = left_out(wanted)
    for group in must_not_miss(wanted, missing):
        print(f"FAILED: {group} tests cannot run: {missing[group]}")
        return 1
    failed = [name for name, command in CHECKS if timed(name, command)]
    for group, why in missing.items():
        print(f"Left out: {group} tests ({why})", flush=True)
    marks = " and ".join(f"not {group}" for group in missing)
    pytest = [sys.executable, "-m", "pytest", *(["-m", marks] if marks else []), *arguments]
    if failed:
        print(f"FAILED before the tests: {', '.join(failed)}", flush=True)
    status = subprocess.run(pytest, cwd=ROOT, check=False).returncode
    return status or int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Import beside its peers.

Usage: ``python -m tests.bench.imports ROWS [--peers VENV] [--runs N] [--json]``.

An ACLED-shaped table goes through ``incidents import`` (every row checked, placed, stored, then
the map's mirror brought up to date) and, in the same run, through programs people use instead:
``frictionless validate`` (checks, stores nothing), ``sqlite-utils insert`` and pandas'
``read_csv`` with ``to_sql`` (store, check nothing). These are no dependencies; install them in
an environment of their own and name it with ``--peers``::

    python -m venv peers && peers/bin/pip install frictionless sqlite-utils pandas sqlalchemy

Seconds are of whole processes, medians of the runs; memory is the most that a process and its
children held at one time, looked at twenty times a second.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.acled_shaped import write_table

PANDAS = """
import sys, pandas, {module}
frame = pandas.read_csv(sys.argv[1])
frame.to_sql("incidents", {connection}, index=False, if_exists="replace")
"""
FOLLOW = """
import os, time
from incidents.adapters.clock import SystemClock
from incidents.adapters.settings import read_settings
from incidents.store import Ledger, Mirror
ledger = Ledger.open(read_settings(os.environ).database_url, clock=SystemClock())
begin = time.perf_counter()
Mirror.open(ledger)
print(time.perf_counter() - begin)
"""


def tree_kib(pid):
    """Resident memory of a process and its children; 0 for one that is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0
    own = next((int(x.split()[1]) for x in status.splitlines() if x.startswith("VmRSS")), 0)
    return own + sum(map(tree_kib, children))


def run(command, folder, **environ):
    """Run it; seconds, peak MB and what it printed."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environ},
    )  # fmt: skip
    peak, over = [0], threading.Event()

    def watch():
        while not over.wait(0.05):
            peak[0] = max(peak[0], tree_kib(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, err = process.communicate()
    over.set()
    watcher.join()
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"{command[:3]} failed: {err[-600:] or out[-600:]}")
    return seconds, peak[0] / 1024, out


def ours(folder, table, number):
    """Import into a ledger that has its first records, then follow."""
    home = {"INCIDENTS_HOME": str(folder / f"home{number}")}
    write_table(folder / "first.csv", 10)
    incidents = [sys.executable, "-m", "incidents", "import"]
    run([*incidents, folder / "first.csv"], Path.cwd(), **home)
    seconds, peak, out = run([*incidents, table, "--json"], Path.cwd(), **home)
    account = json.loads(out)["account"]
    if not account["holds"]:
        raise SystemExit(f"the account does not hold: {account}")
    follow, follow_peak, said = run([sys.executable, "-c", FOLLOW], Path.cwd(), **home)
    again, _, _ = run([*incidents, table, "--json"], Path.cwd(), **home)
    return {
        "incidents import": (seconds, peak),
        "(the mirror from cold)": (float(said), follow_peak),
        "(the same file again)": (again, 0.0),
        "(a process that only starts)": (follow - float(said), 0.0),
    }


def peers(folder, table, venv):
    """The others, each as people call it."""
    programs = Path(venv).absolute() / "bin"
    raw = PANDAS.format(module="sqlite3", connection="sqlite3.connect('raw.db')")
    alchemy = PANDAS.format(
        module="sqlalchemy", connection="sqlalchemy.create_engine('sqlite:///alchemy.db')"
    )
    commands = {
        "frictionless validate": [programs / "frictionless", "validate", table.name],
        "sqlite-utils insert": [
            programs / "sqlite-utils", "insert", "utils.db", "t", table.name, "--csv", "--silent",
        ],
        "pandas to_sql (SQLAlchemy)": [programs / "python", "-c", alchemy, table.name],
        "pandas to_sql (sqlite3)": [programs / "python", "-c", raw, table.name],
    }  # fmt: skip
    found = {}
    for name, command in commands.items():
        for left in folder.glob("*.db"):
            left.unlink()
        found[name] = run(command, folder)[:2]
    return found


def measure(rows, runs, venv, folder):
    """Medians of seconds and the highest peak, by program."""
    table = folder / "acled.csv"
    write_table(table, rows)
    all_runs = []
    for number in range(runs):
        found = ours(folder, table, number)
        if venv:
            found |= peers(folder, table, venv)
        all_runs.append(found)
    mine = statistics.median(f["incidents import"][0] for f in all_runs)
    result = {}
    for name in all_runs[0]:
        seconds = statistics.median(f[name][0] for f in all_runs)
        result[name] = {
            "seconds": round(seconds, 1),
            "rows_per_s": round(rows / seconds),
            "peak_mb": round(max(f[name][1] for f in all_runs)),
            "times_ours": round(seconds / mine, 2),
        }
    return {
        "rows": rows, "bytes": table.stat().st_size, "runs": runs, "programs": result,
        "load": round(os.getloadavg()[0], 1),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }  # fmt: skip


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("--peers", help="environment with the other programs; left out without")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(asked.rows, asked.runs, asked.peers, Path(folder))
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['rows']:,} rows, {found['machine']}, load {found['load']}")
    for name, one in found["programs"].items():
        print(f"{name:30} {one['seconds']:8.1f} s {one['rows_per_s']:9,}/s {one['peak_mb']:6} MB "
              f"{one['times_ours']:6.2f}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])

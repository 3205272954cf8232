"""Kill importing processes at random moments: ``python -m tests.bench.kills N [--json]``.

Each attempt imports a small file in a process of its own, which gets SIGKILL at a random moment
between its first and its last act; a quarter of the attempts reads beside, in two processes, and
some kill the undoing of a finished import instead. After each the ledger must hold the whole
import or nothing of it, a retry must add it exactly once, and no stray file may stay.
"""

import argparse
import gc
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from incidents.pipeline import batches, raw_files
from incidents.pipeline.importing import import_file
from incidents.store import Ledger, schema
from tests.bench.acled_shaped import write_table

ROWS = 4_000
TODAY = date(2026, 1, 1)


class StandingClock:
    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC)


def opened(url):
    return Ledger.open(url, clock=StandingClock())


def bring_in(url, uploads, path, beside, begun):
    """One import, in a process of its own; says when the work begins."""
    batches.BESIDE_BYTES = 0 if beside else 1 << 60
    ledger = opened(url)
    begun()
    import_file(ledger, path, author="ann", today=TODAY, uploads=uploads)


def take_back(url, _uploads, _path, _beside, begun):
    """The undoing of the only import that stands."""
    ledger = opened(url)
    begun()
    for record in ledger.imports():
        if record.undone_by is None:
            ledger.undo_import(record.import_id, author="ann", reason="a trial")


def run(deed, arguments, after):
    """Do it in a process of its own; kill that after so many seconds, or never (None).

    A fork, so that an attempt costs no start: this process has one thread and no open ledger.
    """
    heard, say = os.pipe()
    child = os.fork()
    if not child:
        gc.freeze()  # what the parent left is the parent's: to collect it here can crash
        code = 1
        try:
            deed(*arguments, lambda: os.write(say, b"."))
            code = 0
        finally:
            os._exit(code)
    os.close(say)
    os.read(heard, 1)
    os.close(heard)
    begin = time.perf_counter()
    while True:
        seconds = time.perf_counter() - begin
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), seconds
        if after is not None and seconds >= after:
            os.kill(child, signal.SIGKILL)
            after = None
        time.sleep(0.001)


def standing(url, uploads):
    """``none`` or ``whole``; anything else names what is wrong."""
    ledger = opened(url)
    try:
        raw_files.sweep(ledger, uploads)
        found = [r for r in ledger.imports() if r.undone_by is None]
        with ledger.reading() as connection:
            rows, claims = (
                connection.execute(sa.select(sa.func.count()).select_from(t)).scalar()
                for t in (schema.incident, schema.claim)
            )
        damage = [] if ledger.url.get_backend_name() == "postgresql" else ledger.check()
        spoken = {Path(r.raw_path).name for r in ledger.imports()}
    finally:
        ledger.close()
    kept = {p.name for p in uploads.iterdir()} if uploads.is_dir() else set()
    if damage or kept != spoken:
        return f"damage {damage}, files {sorted(kept ^ spoken)}"
    if not found and not rows and not claims:
        return "none"
    if len(found) == 1 and rows == ROWS == found[0].rows_kept and claims == CLAIMS:
        return "whole"
    return f"{len(found)} imports, {rows} rows, {claims} claims"


#: ACLED's 0 of fatalities is "none or not reported" and gives no claim: every seventh row.
CLAIMS = sum(1 for n in range(ROWS) if n % 7)


def trial(url, uploads, path, *, times, rng, seen):
    """Kill attempts on one ledger until one gets through, then try the same again."""
    while True:
        beside = rng.random() < 0.25
        # Beyond the end too, so that some come through and the moments after the last row are met.
        moment = rng.uniform(0, 1.3 * times["beside" if beside else "here"])
        code, _ = run(bring_in, (url, uploads, path, beside), moment)
        state = standing(url, uploads)
        seen["killed" if code == -9 else "ended", state] += 1
        if state != "none":
            break
    if state == "whole":
        run(bring_in, (url, uploads, path, False), None)
        seen["again", standing(url, uploads)] += 1
        code, _ = run(take_back, (url, uploads, path, False), rng.uniform(0, 1.3 * times["undo"]))
        seen["killed undo" if code == -9 else "undone", standing(url, uploads)] += 1


def measured(url_of, folder, path):
    """Seconds that an undisturbed import (here, beside) and an undoing take."""
    times = {}
    for name, beside in (("here", False), ("beside", True)):
        home = folder / name
        home.mkdir()
        _, times[name] = run(bring_in, (url_of(home), home / "uploads", path, beside), None)
    _, times["undo"] = run(take_back, (url_of(home), home / "uploads", path, False), None)
    return times


def kill(count, url_of, folder, seed=1):
    """Count what came of ``count`` kills at least; ``url_of`` gives each folder a ledger."""
    rng = random.Random(seed)  # noqa: S311 - moments, not secrets
    path = folder / "acled.csv"
    write_table(path, ROWS)
    seen = Counter()
    times = measured(url_of, folder, path)
    number = 0
    while sum(n for (end, _), n in seen.items() if end.startswith("killed")) < count:
        number += 1
        home = folder / f"home{number}"
        home.mkdir()
        trial(url_of(home), home / "uploads", path, times=times, rng=rng, seen=seen)
        shutil.rmtree(home)
    return seen


def sqlite_in(home):
    return f"sqlite:///{home / 'ledger.sqlite'}"


def wrong(seen):
    """What must not be: a state that is neither, or a retry that did not leave the whole."""
    fine = {"none", "whole"}
    return {k: n for k, n in seen.items() if k[1] not in fine or k == ("again", "none")}


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    asked = parser.parse_args(arguments)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        seen = kill(asked.kills, sqlite_in, Path(folder), asked.seed)
    found = {
        "rows": ROWS,
        "killed": sum(n for (end, _), n in seen.items() if end.startswith("killed")),
        "outcomes": {f"{end}: {state}": n for (end, state), n in sorted(seen.items())},
        "wrong": sum(wrong(seen).values()),
        "seconds": round(time.perf_counter() - begin, 1),
    }
    print(json.dumps(found) if asked.json else "\n".join(f"{k:10} {v}" for k, v in found.items()))
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

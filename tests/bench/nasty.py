"""Run every file of a folder through the importer and account for its lines.

Usage: ``python -m tests.bench.nasty DIR [--json]``. Exit status 1 if a sum does not hold or
anything but a refusal is raised. Files are read as the product reads them: with the gazetteer
that ships, and days after today refused.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from incidents.adapters.gazetteer import load_gazetteer
from incidents.errors import BadFile
from incidents.files import read_table
from incidents.model.ports import Gazetteer


@dataclass(frozen=True)
class Result:
    file: str
    verdict: str
    codes: tuple[str, ...]
    accepted: int
    rejected: int
    duplicates: int
    lines: int
    holds: bool
    seconds: float


def examine(path: Path, gazetteer: Gazetteer, today: date) -> Result:
    begun = time.perf_counter()
    try:
        draft = read_table(path, name=path.name, gazetteer=gazetteer, today=today)
    except BadFile as error:
        return Result(
            path.name, "file_rejected", (error.code,), 0, 0, 0, 0, holds=True, seconds=_since(begun)
        )
    except Exception as error:  # noqa: BLE001 - a table of what raised is the point
        verdict = f"RAISED {type(error).__name__}: {error}"
        return Result(path.name, verdict, (), 0, 0, 0, 0, holds=False, seconds=_since(begun))
    account = draft.account
    return Result(
        path.name,
        draft.verdict,
        draft.codes,
        account.accepted,
        account.rejected,
        account.duplicates,
        account.lines,
        account.holds,
        _since(begun),
    )


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 4)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nasty", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object per file")
    chosen = parser.parse_args(arguments)
    paths = sorted(p for p in chosen.folder.rglob("*") if p.is_file())
    gazetteer, today = load_gazetteer(), datetime.now(UTC).date()
    results = [examine(p, gazetteer, today) for p in paths]
    for result in results:
        print(json.dumps(asdict(result)) if chosen.json else _line(result))
    return 0 if all(r.holds for r in results) else 1


def _line(r: Result) -> str:
    sums = "holds" if r.holds else "FAILS"
    return (
        f"{r.file:28} {r.verdict:22} {r.accepted:6} {r.rejected:6} {r.duplicates:6} "
        f"{r.lines:6} {sums} {r.seconds:8.3f} {' '.join(r.codes)}"
    )


if __name__ == "__main__":
    sys.exit(main())

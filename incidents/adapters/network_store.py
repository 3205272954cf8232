"""What network geocoders answered, and what left the machine: one SQLite file.

Answers are kept so that a place is asked for once; "not found" is an answer too.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from incidents.errors import StoreError

#: No service is waited for longer than this when it says Retry-After, in seconds.
LONGEST_WAIT = 30.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (service TEXT, query TEXT, body TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (service, query));
CREATE TABLE IF NOT EXISTS departure (at TEXT NOT NULL, service TEXT NOT NULL, sent TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (service TEXT PRIMARY KEY, free REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Departure:
    """Words that left the machine: when (UTC), where to, and what exactly."""

    at: str
    service: str
    sent: str


class StoredAnswers:
    """The file; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"geocoder answers {path}: cannot be opened ({error}); delete it or free the folder"
            ) from error
        self._lock = threading.Lock()

    def recall(self, service: str, query: str) -> list[dict[str, Any]] | None:
        """What was answered before; [] is "not found", None is "never asked"."""
        with self._lock:
            row = self._db.execute(
                "SELECT body FROM answer WHERE service = ? AND query = ?", (service, query)
            ).fetchone()
        return None if row is None else list(json.loads(row[0]))

    def keep(self, service: str, query: str, answers: list[dict[str, Any]]) -> None:
        """Remember an answer."""
        row = (service, query, json.dumps(answers), _now())
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?,?,?,?)", row)

    def note(self, service: str, sent: str) -> None:
        """Write down what is about to leave the machine."""
        with self._lock:
            self._db.execute("INSERT INTO departure VALUES (?,?,?)", (_now(), service, sent))

    def turn(self, service: str, interval: float, now: float) -> float:
        """Take the next free moment of a service among all programs; seconds to wait for it.

        ``now`` is the wall clock in seconds: a command that starts anew knows no other. A moment
        farther off than a service is ever waited for was written by a clock gone wrong.
        """
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                free = self._free(service, now)
                row = (service, max(free, now) + interval)
                self._db.execute("INSERT OR REPLACE INTO turn VALUES (?,?)", row)
            finally:
                self._db.execute("COMMIT")
        return max(0.0, free - now)

    def hold(self, service: str, seconds: float, now: float) -> None:
        """Let no program ask a service for so long: it said so."""
        with self._lock:
            row = (service, max(self._free(service, now), now + min(seconds, LONGEST_WAIT)))
            self._db.execute("INSERT OR REPLACE INTO turn VALUES (?,?)", row)

    def _free(self, service: str, now: float) -> float:
        row = self._db.execute("SELECT free FROM turn WHERE service = ?", (service,)).fetchone()
        return now if row is None or row[0] > now + LONGEST_WAIT else float(row[0])

    def departures(self, most: int = 100) -> tuple[Departure, ...]:
        """What left, newest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT at, service, sent FROM departure ORDER BY rowid DESC LIMIT ?", (most,)
            ).fetchall()
        return tuple(Departure(*row) for row in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

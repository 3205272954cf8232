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

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (service TEXT, query TEXT, body TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (service, query));
CREATE TABLE IF NOT EXISTS departure (at TEXT NOT NULL, service TEXT NOT NULL, sent TEXT NOT NULL);
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

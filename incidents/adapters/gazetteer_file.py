"""The gazetteer's file: one SQLite database, written once and then only read.

Tables: ``place`` (one row a place), ``unit`` (its country and first-level unit), ``name`` (keys
of `incidents.geocode.names.fold`, with how good a name each is), ``more`` (what only few places
have), ``demonym``. Coordinates are WGS 84 in ten-thousandths of a degree (11 m), so that the
file stays small.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.errors import BadFile
from incidents.geocode.names import fold, skeleton
from incidents.model import Precision

#: How good a name is: the usual one, another one, a generated or former one.
PRIMARY, ALTERNATE, LOOSE = 0, 1, 2
#: Kinds in the order of `Precision`; the file keeps the number.
KINDS = tuple(Precision)
FORMAT = 2
#: Bytes of the file that are read through the system's own cache: all of what ships.
_MAPPED_BYTES = 64_000_000

_SCHEMA = """
CREATE TABLE place (pid INTEGER PRIMARY KEY, name TEXT NOT NULL, lat INTEGER NOT NULL,
  lon INTEGER NOT NULL, unit INTEGER NOT NULL, kind INTEGER NOT NULL, people INTEGER NOT NULL);
CREATE TABLE unit (uid INTEGER PRIMARY KEY, country TEXT, adm1 TEXT);
CREATE TABLE name (key TEXT NOT NULL, tier INTEGER NOT NULL, pid INTEGER NOT NULL,
  PRIMARY KEY (key, pid)) WITHOUT ROWID;
CREATE TABLE more (pid INTEGER PRIMARY KEY, ref TEXT UNIQUE, adm2 TEXT, inside TEXT,
  extent REAL, pcode TEXT, capital INTEGER);
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place as it is written to the file.

    Attributes:
        pid: number of the place; its GeoNames id where it has one.
        ref: place id where it is not ``gn:<pid>``.
        names: spellings, each with its tier.
        historic: spellings no longer in use; found, and ranked last.
        inside: id of the place it lies in, beyond its country and first-level unit.
        loose: whether it may also be found by `skeleton`.
        capital: whether it is its country's.
    """

    pid: int
    ref: str | None
    name: str
    lat: float
    lon: float
    country: str | None
    adm1: str | None
    precision: Precision
    population: int
    names: tuple[tuple[str, int], ...]
    adm2: str | None = None
    historic: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    inside: str | None = None
    extent_km: float | None = None
    pcode: str | None = None
    loose: bool = False
    capital: bool = False


def _keys(entry: Entry) -> Iterator[tuple[str, int]]:
    old = {fold(name) for name in entry.historic}
    best: dict[str, int] = {}
    for name, tier in entry.names:
        key = fold(name)
        if key:
            rank = LOOSE if key in old else tier
            best[key] = min(rank, best.get(key, rank))
    yield from best.items()
    if entry.loose:
        loose = {"~" + skeleton(key) for key in best if len(skeleton(key)) >= 4}
        yield from ((key, LOOSE) for key in loose)


def _more(entry: Entry) -> tuple[object, ...] | None:
    row = (entry.ref, entry.adm2, entry.inside, entry.extent_km, entry.pcode, entry.capital or None)
    return (entry.pid, *row) if any(x is not None for x in row) else None


def write_gazetteer(path: Path, entries: Iterable[Entry]) -> None:
    """Write a gazetteer file, replacing the old one only when the new one is whole."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with sqlite3.connect(partial) as db:
        db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + _SCHEMA)
        db.execute(f"PRAGMA user_version={FORMAT}")
        units = Units(db)
        for e in sorted(entries, key=lambda e: e.pid):
            write_entry(db, units, e)
        db.commit()
        db.execute("VACUUM")
    db.close()
    partial.replace(path)


class Units:
    """Numbers of the pairs of country and first-level unit in one file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = db.execute("SELECT country, adm1, uid FROM unit").fetchall()
        self._known: dict[tuple[str | None, str | None], int] = {(c, a): u for c, a, u in rows}

    def number(self, country: str | None, adm1: str | None) -> int:
        """The number of a pair, written down if new."""
        pair = (country, adm1)
        if pair not in self._known:
            self._known[pair] = len(self._known) + 1
            self._db.execute("INSERT INTO unit VALUES (?,?,?)", (self._known[pair], *pair))
        return self._known[pair]


def write_entry(db: sqlite3.Connection, units: Units, e: Entry) -> None:
    """Write one place, in the stead of a row of the same number; names it had are kept."""
    db.execute(
        "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?)",
        (e.pid, e.name, round(e.lat * 1e4), round(e.lon * 1e4), units.number(e.country, e.adm1),
         KINDS.index(e.precision), e.population),
    )  # fmt: skip
    rows = [(key, tier, e.pid) for key, tier in _keys(e)]
    db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", rows)
    if (more := _more(e)) is not None:
        db.execute("INSERT OR REPLACE INTO more VALUES (?,?,?,?,?,?,?)", more)
    people = [(fold(d), e.country) for d in e.demonyms]
    db.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?)", people)


def open_gazetteer(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file for reading only.

    Raises:
        BadFile: it is missing, no gazetteer, or of another version.
    """
    if not path.is_file():
        raise BadFile(
            f"gazetteer {path}: no such file; reinstall, or unset or mend INCIDENTS_GAZETTEER "
            "(`incidents gazetteer build` writes one)"
        )
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        db.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.execute("SELECT 1 FROM name LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadFile(f"gazetteer {path}: not a gazetteer ({error}); build it again") from error
    if version != FORMAT:
        db.close()
        raise BadFile(f"gazetteer {path}: format {version}, not {FORMAT}; build it again")
    return db
